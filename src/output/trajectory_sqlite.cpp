#include "output/trajectory.hpp"

#include "core/assert.hpp"
#include "output/number_text.hpp"
#include "output/walkable_parts.hpp"

#include <sqlite3.h>

#include <cmath>

namespace wayout {

namespace {

/// The schema of version 2, in JuPedSim's order and with its types (trajectory formats spec, F1).
/// frame_id_idx comes after the data.
constexpr const char* schema = R"(
CREATE TABLE trajectory_data (frame INTEGER NOT NULL, id INTEGER NOT NULL, pos_x REAL NOT NULL, pos_y REAL NOT NULL, ori_x REAL NOT NULL, ori_y REAL NOT NULL);
CREATE TABLE metadata (key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE geometry (hash INTEGER NOT NULL, wkt TEXT NOT NULL);
CREATE UNIQUE INDEX geometry_hash ON geometry(hash);
CREATE TABLE frame_data (frame INTEGER NOT NULL, geometry_hash INTEGER NOT NULL);
CREATE TABLE wayout_meta (key TEXT NOT NULL UNIQUE PRIMARY KEY, value TEXT NOT NULL);
)";

constexpr int frames_per_transaction = 100;

/// One database: a connected part of a storey.
class Database {
public:
    Database(const std::filesystem::path& path, const Venue& venue, const WalkablePart& part,
             const TrajectoryInfo& info)
        : path_(path), geometry_key_(part.key) {
        if (sqlite3_open_v2(path.c_str(), &db_,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                            nullptr) != SQLITE_OK) {
            fail("cannot be made");
            return;
        }
        // A broken file is never seen: it gets its final name only when it is complete. So no journal and no
        // waiting for the disk.
        execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
        execute(schema);
        const Storey& storey = venue.storeys[part.storey.row()];
        put("metadata", "version", "2");
        // As JuPedSim writes it: "10.0".
        put("metadata", "fps",
            std::floor(info.fps()) == info.fps() ? fixed(info.fps(), 1) : exact(info.fps()));
        put("metadata", "xmin", exact(part.low.x));
        put("metadata", "xmax", exact(part.high.x));
        put("metadata", "ymin", exact(part.low.y));
        put("metadata", "ymax", exact(part.high.y));
        put("wayout_meta", "producer", "wayout " + info.version);
        put("wayout_meta", "scenario", info.title);
        put("wayout_meta", "seed", std::to_string(info.seed));
        put("wayout_meta", "time_step_s", exact(info.time_step_s));
        put("wayout_meta", "storey", storey.id);
        put("wayout_meta", "elevation_m", exact(storey.elevation_m));
        sqlite3_stmt* geometry = prepare("INSERT INTO geometry VALUES (?, ?)");
        if (geometry != nullptr) {
            sqlite3_bind_int64(geometry, 1, part.key);
            sqlite3_bind_text(geometry, 2, part.wkt.c_str(), -1, SQLITE_TRANSIENT);
            step(geometry);
            sqlite3_finalize(geometry);
        }
        insert_row_ = prepare("INSERT INTO trajectory_data VALUES (?, ?, ?, ?, ?, ?)");
        insert_frame_ = prepare("INSERT INTO frame_data VALUES (?, ?)");
    }

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { close(); }

    void begin_frame(std::int64_t index) {
        if (!good_)
            return;
        if (frames_ % frames_per_transaction == 0)
            execute(frames_ == 0 ? "BEGIN" : "COMMIT; BEGIN");
        ++frames_;
        sqlite3_bind_int64(insert_frame_, 1, index);
        sqlite3_bind_int64(insert_frame_, 2, geometry_key_);
        step(insert_frame_);
    }

    void add(std::int64_t frame, AgentId id, Vec2 p, double heading_x, double heading_y) {
        if (!good_)
            return;
        sqlite3_bind_int64(insert_row_, 1, frame);
        sqlite3_bind_int64(insert_row_, 2, id);
        sqlite3_bind_double(insert_row_, 3, p.x);
        sqlite3_bind_double(insert_row_, 4, p.y);
        sqlite3_bind_double(insert_row_, 5, heading_x);
        sqlite3_bind_double(insert_row_, 6, heading_y);
        step(insert_row_);
    }

    Errors finish() {
        if (frames_ > 0)
            execute("COMMIT");
        execute("CREATE INDEX frame_id_idx ON trajectory_data(frame, id)");
        close();
        return errors_;
    }

private:
    void fail(const char* what) {
        if (good_)
            errors_.push_back(
                {ErrorCode::io, path_.string(),
                 std::string(what) + ": " + (db_ != nullptr ? sqlite3_errmsg(db_) : "out of memory"), "", 0.0,
                 0.0});
        good_ = false;
    }

    void execute(const char* sql) {
        if (good_ && sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            fail("cannot be written");
    }

    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (good_ && sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr) != SQLITE_OK)
            fail("cannot be written");
        return statement;
    }

    void step(sqlite3_stmt* statement) {
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail("cannot be written");
        sqlite3_reset(statement);
    }

    void put(const std::string& table, const std::string& key, const std::string& value) {
        sqlite3_stmt* statement = prepare(("INSERT INTO " + table + " VALUES (?, ?)").c_str());
        if (statement == nullptr)
            return;
        sqlite3_bind_text(statement, 1, key.c_str(), -1, SQLITE_TRANSIENT);
        sqlite3_bind_text(statement, 2, value.c_str(), -1, SQLITE_TRANSIENT);
        step(statement);
        sqlite3_finalize(statement);
    }

    void close() {
        sqlite3_finalize(insert_row_);
        sqlite3_finalize(insert_frame_);
        insert_row_ = insert_frame_ = nullptr;
        if (db_ != nullptr && sqlite3_close(db_) != SQLITE_OK)
            fail("cannot be closed");
        db_ = nullptr;
    }

    std::filesystem::path path_;
    std::int64_t geometry_key_;
    sqlite3* db_{nullptr};
    sqlite3_stmt* insert_row_{nullptr};
    sqlite3_stmt* insert_frame_{nullptr};
    std::int64_t frames_{0};
    bool good_{true};
    Errors errors_;
};

class SqliteSink final : public FrameSink {
public:
    SqliteSink(WalkableParts parts, std::vector<std::unique_ptr<Database>> databases, Vec2 origin_m)
        : parts_(std::move(parts)), databases_(std::move(databases)), origin_m_(origin_m) {}

    void frame(const FrameView& f) override {
        for (const auto& database : databases_) database->begin_frame(f.index);
        for (std::size_t i = 0; i < f.id.size(); ++i) {
            const Vec2 p{f.x_m[i], f.y_m[i]};
            databases_[parts_.part_of(f.surface[i], p)]->add(f.index, f.id[i], p + origin_m_,
                                                             static_cast<double>(f.heading_x[i]),
                                                             static_cast<double>(f.heading_y[i]));
        }
    }

    Errors finish() override {
        Errors all;
        for (const auto& database : databases_) {
            Errors errors = database->finish();
            all.insert(all.end(), errors.begin(), errors.end());
        }
        return all;
    }

private:
    WalkableParts parts_;
    std::vector<std::unique_ptr<Database>> databases_;
    Vec2 origin_m_;
};

}  // namespace

Result<std::unique_ptr<FrameSink>> open_trajectory_sqlite(
    const std::function<std::filesystem::path(const std::string& name)>& path_of, const Venue& venue,
    const TrajectoryInfo& info, std::vector<std::string>& names) {
    Result<WalkableParts> parts = WalkableParts::of(venue);
    if (!parts)
        return parts.error();
    std::vector<std::unique_ptr<Database>> databases;
    for (const WalkablePart& part : parts->parts()) {
        names.push_back("trajectory_" + part.suffix + ".sqlite");
        databases.push_back(std::make_unique<Database>(path_of(names.back()), venue, part, info));
    }
    return std::unique_ptr<FrameSink>(
        std::make_unique<SqliteSink>(*std::move(parts), std::move(databases), venue.origin_m));
}

}  // namespace wayout
