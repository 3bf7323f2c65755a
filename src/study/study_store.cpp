#include "study/study_store.hpp"

#include "study/change_text.hpp"
#include "study/sqlite_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <system_error>
#include <utility>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// "wayo": tells a study from other SQLite files.
constexpr std::int64_t application_id = 0x7761796F;
constexpr std::int64_t format_version = 2;

constexpr std::size_t most_stored_replicates = 10000000;

constexpr const char* schema_sql = R"(
CREATE TABLE study(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE variants(variant INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    changes TEXT NOT NULL, cost REAL NOT NULL);
CREATE TABLE inputs(input INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, part TEXT NOT NULL);
CREATE TABLE draws(replicate INTEGER NOT NULL, input INTEGER NOT NULL REFERENCES inputs, value REAL,
    option TEXT, PRIMARY KEY(replicate, input)) WITHOUT ROWID;
CREATE TABLE members(variant INTEGER NOT NULL REFERENCES variants, replicate INTEGER NOT NULL,
    seed TEXT NOT NULL, status TEXT NOT NULL, problem TEXT NOT NULL, state_hash TEXT NOT NULL,
    PRIMARY KEY(variant, replicate)) WITHOUT ROWID;
CREATE TABLE figures(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, name TEXT NOT NULL, value REAL,
    PRIMARY KEY(variant, replicate, name)) WITHOUT ROWID;
CREATE TABLE exit_times(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, times_s BLOB NOT NULL,
    PRIMARY KEY(variant, replicate));
CREATE TABLE casualties(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, cause TEXT NOT NULL,
    severity TEXT NOT NULL, age TEXT NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY(variant, replicate, cause, severity, age, place)) WITHOUT ROWID;
CREATE TABLE jams(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, rank INTEGER NOT NULL,
    place TEXT NOT NULL, from_s REAL, to_s REAL, peak_density_per_m2 REAL, queue_size INTEGER NOT NULL,
    PRIMARY KEY(variant, replicate, rank)) WITHOUT ROWID;
-- Who was still where; time_s is infinite for the end of the run.
CREATE TABLE people_left(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, place TEXT NOT NULL,
    time_s REAL NOT NULL, able INTEGER NOT NULL, unable INTEGER NOT NULL,
    PRIMARY KEY(variant, replicate, place, time_s)) WITHOUT ROWID;
-- Numbers of people over time; values as exit times, at 0, step_s, 2 step_s, ...
CREATE TABLE courses(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, name TEXT NOT NULL,
    step_s REAL NOT NULL, "values" BLOB NOT NULL, PRIMARY KEY(variant, replicate, name)) WITHOUT ROWID;
-- How long it took: no part of the results.
CREATE TABLE performance(variant INTEGER NOT NULL, replicate INTEGER NOT NULL, wall_s REAL,
    PRIMARY KEY(variant, replicate)) WITHOUT ROWID;
)";

constexpr const char* member_tables[] = {"members", "figures",     "exit_times", "casualties",
                                         "jams",    "people_left", "courses",    "performance"};

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

/// Little-endian, as SQLite's own numbers are on every machine that wayout runs on.
std::vector<std::uint8_t> packed(const std::vector<float>& values) {
    static_assert(std::endian::native == std::endian::little);
    std::vector<std::uint8_t> bytes(values.size() * sizeof(float));
    if (!bytes.empty())
        std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

std::vector<float> unpacked(const std::vector<std::uint8_t>& bytes) {
    std::vector<float> values(bytes.size() / sizeof(float));
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    return values;
}

/// The one number that a query or PRAGMA gives.
std::int64_t number_of(SqliteFile& file, const char* sql) {
    SqliteStatement statement(file, sql);
    return statement.next_row() ? statement.integer(0) : 0;
}

std::string in_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// Whether it is one of our files, whole and of this version.
void check_file(SqliteFile& file) {
    const std::int64_t id = number_of(file, "PRAGMA application_id");
    if (!file.has_failed() && id != application_id)
        file.fail("is no study of wayout: give the folder or the study.sqlite that 'wayout study' has made");
    const std::int64_t version = number_of(file, "PRAGMA user_version");
    if (!file.has_failed() && version != format_version)
        file.fail(
            fmt::format("is a study of format {}, and this version of wayout reads {}: use the wayout "
                        "that made it",
                        version, format_version));
    SqliteStatement check(file, "PRAGMA quick_check(1)");
    if (check.next_row() && check.text(0) != "ok")
        file.fail(fmt::format("is damaged ({}): begin anew in a new folder", in_one_line(check.text(0))));
}

MemberStatus status_of(const std::string& text) {
    for (const MemberStatus status :
         {MemberStatus::done, MemberStatus::refused, MemberStatus::failed, MemberStatus::timed_out})
        if (text == text_of(status))
            return status;
    return MemberStatus::failed;
}

}  // namespace

struct StudyStore::State {
    State(const fs::path& path, SqliteFile::Mode mode) : file(path, mode) {}
    SqliteFile file;

    void set(const std::string& key, const std::string& value) {
        SqliteStatement(file, "INSERT OR REPLACE INTO study VALUES(?, ?)").bind(key).bind(value).run();
    }
    std::string get(const std::string& key) {
        SqliteStatement statement(file, "SELECT value FROM study WHERE key = ?");
        statement.bind(key);
        return statement.next_row() ? statement.text(0) : std::string();
    }
};

StudyStore::StudyStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
StudyStore::StudyStore(StudyStore&&) noexcept = default;
StudyStore& StudyStore::operator=(StudyStore&&) noexcept = default;
StudyStore::~StudyStore() = default;

Result<StudyStore> StudyStore::create(const fs::path& path, const StudyIdentity& identity) {
    std::error_code failed;
    if (fs::exists(path, failed))
        return Error{ErrorCode::io, path.string(),
                     "is there already: continue it with --resume, or give another folder"};
    // Under another name until it is a study, so that a killed program leaves none that is half one.
    fs::path unfinished = path;
    unfinished += ".new";
    fs::remove(unfinished, failed);
    {
        State fresh(unfinished, SqliteFile::Mode::create);
        fresh.file.execute("PRAGMA journal_mode = DELETE; BEGIN");
        fresh.file.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id,
                                       format_version)
                               .c_str());
        fresh.file.execute(schema_sql);
        fresh.set("question", identity.question);
        fresh.set("scenario", identity.scenario);
        fresh.set("folder", identity.folder);
        fresh.set("inputs", identity.inputs);
        fresh.set("program", identity.program);
        fresh.file.execute("COMMIT");
        if (fresh.file.has_failed())
            return fresh.file.failure();
    }
    fs::rename(unfinished, path, failed);
    if (failed)
        return Error{ErrorCode::io, path.string(), "cannot be written: " + failed.message()};
    return resume(path, identity);
}

Result<StudyStore> StudyStore::resume(const fs::path& path, const StudyIdentity& identity) {
    std::error_code failed;
    if (!fs::exists(path, failed))
        return Error{ErrorCode::io, path.string(), "there is no study to continue; leave --resume out"};
    auto state = std::make_unique<State>(path, SqliteFile::Mode::write);
    SqliteFile& file = state->file;
    check_file(file);
    // Held until the end: a second program that tries is told so. Every member is on the disk when its
    // transaction has ended.
    file.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT");
    if (file.has_failed())
        return file.failure();
    Errors errors;
    const auto must_be = [&](const char* key, const std::string& now, const char* what) {
        if (state->get(key) != now)
            errors.push_back(
                {ErrorCode::unsupported, path.string(),
                 fmt::format("was made with {}; its runs cannot stand beside new ones. Begin anew "
                             "in another folder",
                             what)});
    };
    must_be("question", identity.question, "other settings of the study");
    must_be("scenario", identity.scenario, "another scenario");
    must_be("inputs", identity.inputs, "other contents of the files that the scenario names");
    must_be("program", identity.program, "another build of wayout");
    if (file.has_failed())
        return file.failure();
    if (!errors.empty())
        return errors;
    return StudyStore(std::move(state));
}

Result<StudyStore> StudyStore::read(const fs::path& path) {
    auto state = std::make_unique<State>(path, SqliteFile::Mode::read);
    check_file(state->file);
    if (state->file.has_failed())
        return state->file.failure();
    return StudyStore(std::move(state));
}

Result<StudyIdentity> StudyStore::identity() const {
    StudyIdentity identity{state_->get("question"), state_->get("scenario"), state_->get("folder"),
                           state_->get("inputs"), state_->get("program")};
    if (state_->file.has_failed())
        return state_->file.failure();
    return identity;
}

Errors StudyStore::add_inputs(const std::vector<FactorSpec>& factors) {
    state_->file.execute("BEGIN");
    for (std::size_t i = 0; i < factors.size(); ++i)
        SqliteStatement(state_->file, "INSERT OR IGNORE INTO inputs VALUES(?, ?, ?)")
            .bind(static_cast<std::int64_t>(i))
            .bind(factors[i].name)
            .bind(factors[i].group)
            .run();
    state_->file.execute("COMMIT");
    return state_->file.failure();
}

Errors StudyStore::add_variants(const std::vector<VariantSpec>& variants) {
    state_->file.execute("BEGIN");
    for (std::size_t i = 0; i < variants.size(); ++i)
        SqliteStatement(state_->file, "INSERT OR IGNORE INTO variants VALUES(?, ?, ?, ?, ?)")
            .bind(static_cast<std::int64_t>(i))
            .bind(variants[i].id)
            .bind(variants[i].name)
            .bind(changes_as_json(variants[i].changes))
            .bind(variants[i].cost)
            .run();
    state_->file.execute("COMMIT");
    return state_->file.failure();
}

Errors StudyStore::add(const MemberResult& member, const DrawnInputs& inputs) {
    SqliteFile& file = state_->file;
    const auto begin = [&](SqliteStatement& statement) -> SqliteStatement& {
        return statement.bind(member.variant).bind(member.replicate);
    };
    file.execute("BEGIN");
    {
        SqliteStatement insert(file, "INSERT OR IGNORE INTO draws VALUES(?, ?, ?, ?)");
        for (std::size_t i = 0; i < inputs.values.size(); ++i)
            insert.bind(inputs.replicate)
                .bind(static_cast<std::int64_t>(i))
                .bind(inputs.values[i])
                .bind(inputs.option_names[i])
                .run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO members VALUES(?, ?, ?, ?, ?, ?)");
        begin(insert)
            .bind(fmt::format("{}", member.seed))
            .bind(text_of(member.status))
            .bind(member.problem)
            .bind(hash_text(member.state_hash))
            .run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO figures VALUES(?, ?, ?, ?)");
        for (const Figure& figure : member.figures) begin(insert).bind(figure.name).bind(figure.value).run();
    }
    {
        const std::vector<std::uint8_t> bytes = packed(member.exit_times_s);
        SqliteStatement insert(file, "INSERT INTO exit_times VALUES(?, ?, ?)");
        begin(insert).bind_blob(bytes.data(), bytes.size()).run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO casualties VALUES(?, ?, ?, ?, ?, ?, ?)");
        for (const Casualties& c : member.casualties)
            begin(insert).bind(c.cause).bind(c.severity).bind(c.age).bind(c.place).bind(c.count).run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO jams VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        int rank = 0;
        for (const MemberJam& jam : member.jams)
            begin(insert)
                .bind(++rank)
                .bind(jam.place)
                .bind(jam.from_s)
                .bind(jam.to_s)
                .bind(jam.peak_density_per_m2)
                .bind(jam.queue_size)
                .run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO people_left VALUES(?, ?, ?, ?, ?, ?)");
        for (const PeopleLeft& left : member.left)
            begin(insert).bind(left.place).bind(left.time_s).bind(left.able).bind(left.unable).run();
    }
    {
        SqliteStatement insert(file, "INSERT INTO courses VALUES(?, ?, ?, ?, ?)");
        for (const MemberCourse& course : member.courses) {
            const std::vector<std::uint8_t> bytes = packed(course.values);
            begin(insert).bind(course.name).bind(course.step_s).bind_blob(bytes.data(), bytes.size()).run();
        }
    }
    {
        SqliteStatement insert(file, "INSERT INTO performance VALUES(?, ?, ?)");
        begin(insert).bind(member.wall_s).run();
    }
    file.execute("COMMIT");
    return file.failure();
}

Errors StudyStore::drop_from(int replicate) {
    state_->file.execute("BEGIN");
    for (const char* table : member_tables)
        SqliteStatement(state_->file, fmt::format("DELETE FROM {} WHERE replicate >= ?", table).c_str())
            .bind(replicate)
            .run();
    SqliteStatement(state_->file, "DELETE FROM draws WHERE replicate >= ?").bind(replicate).run();
    state_->file.execute("COMMIT");
    return state_->file.failure();
}

Errors StudyStore::note(const std::string& key, const std::string& value) {
    state_->set(key, value);
    return state_->file.failure();
}

Result<std::string> StudyStore::noted(const std::string& key) const {
    std::string value = state_->get(key);
    if (state_->file.has_failed())
        return state_->file.failure();
    return value;
}

Result<StoredStudy> StudyStore::study() const {
    SqliteFile& file = state_->file;
    StoredStudy study;
    study.settings = state_->get("settings");
    study.ending = state_->get("ending");
    {
        SqliteStatement all(file, "SELECT name, part FROM inputs ORDER BY input");
        while (all.next_row()) {
            FactorSpec& input = study.inputs.emplace_back();
            input.name = all.text(0);
            input.group = all.text(1);
        }
    }
    {
        SqliteStatement all(file, "SELECT id, name, changes, cost FROM variants ORDER BY variant");
        while (all.next_row())
            study.variants.push_back({all.text(0), all.text(1), all.text(2), all.number(3)});
    }
    {
        SqliteStatement all(file, "SELECT replicate, value FROM draws ORDER BY replicate, input");
        while (all.next_row()) {
            const auto replicate = static_cast<std::size_t>(std::max<std::int64_t>(0, all.integer(0)));
            if (replicate >= most_stored_replicates) {
                file.fail("is damaged: it has a run with an impossible number");
                break;
            }
            if (study.draws.size() <= replicate)
                study.draws.resize(replicate + 1);
            study.draws[replicate].push_back(all.number(1));
        }
        for (const std::vector<double>& draw : study.draws)
            if (!draw.empty() && draw.size() != study.inputs.size())
                file.fail("is damaged: the values of some inputs are missing");
    }
    if (file.has_failed())
        return file.failure();
    return study;
}

Result<std::vector<MemberResult>> StudyStore::members() const {
    SqliteFile& file = state_->file;
    std::vector<MemberResult> members;
    std::map<std::pair<int, int>, std::size_t> rows;
    const std::int64_t variant_count = number_of(file, "SELECT count(*) FROM variants");
    {
        SqliteStatement all(
            file,
            "SELECT variant, replicate, seed, status, problem, state_hash, wall_s FROM members "
            "LEFT JOIN performance USING(variant, replicate) ORDER BY variant, replicate");
        while (all.next_row()) {
            MemberResult member;
            if (all.integer(0) < 0 || all.integer(0) >= variant_count || all.integer(1) < 0 ||
                all.integer(1) >= static_cast<std::int64_t>(most_stored_replicates)) {
                file.fail("is damaged: it has a run with an impossible number");
                break;
            }
            member.variant = static_cast<int>(all.integer(0));
            member.replicate = static_cast<int>(all.integer(1));
            member.seed = std::strtoull(all.text(2).c_str(), nullptr, 10);
            member.status = status_of(all.text(3));
            member.problem = all.text(4);
            member.state_hash = std::strtoull(all.text(5).c_str(), nullptr, 16);
            member.wall_s = all.number(6);
            rows[{member.variant, member.replicate}] = members.size();
            members.push_back(std::move(member));
        }
    }
    const auto for_each_row = [&](const char* sql, auto&& take) {
        SqliteStatement all(file, sql);
        while (all.next_row()) {
            const auto found =
                rows.find({static_cast<int>(all.integer(0)), static_cast<int>(all.integer(1))});
            if (found != rows.end())
                take(members[found->second], all);
        }
    };
    // In the order in which members have them: by rowid there is none, so figures come sorted by name.
    for_each_row("SELECT * FROM figures ORDER BY variant, replicate, name",
                 [](MemberResult& m, SqliteStatement& row) {
                     m.figures.push_back({row.text(2), row.number(3)});
                 });
    for_each_row("SELECT * FROM exit_times",
                 [](MemberResult& m, SqliteStatement& row) { m.exit_times_s = unpacked(row.blob(2)); });
    for_each_row("SELECT * FROM casualties ORDER BY variant, replicate, cause, severity, age, place",
                 [](MemberResult& m, SqliteStatement& row) {
                     m.casualties.push_back({row.text(2), row.text(3), row.text(4), row.text(5),
                                             static_cast<int>(row.integer(6))});
                 });
    for_each_row(
        "SELECT * FROM jams ORDER BY variant, replicate, rank", [](MemberResult& m, SqliteStatement& row) {
            m.jams.push_back(
                {row.text(3), row.number(4), row.number(5), row.number(6), static_cast<int>(row.integer(7))});
        });
    for_each_row("SELECT * FROM people_left ORDER BY variant, replicate, place, time_s",
                 [](MemberResult& m, SqliteStatement& row) {
                     m.left.push_back({row.text(2), row.number(3), static_cast<int>(row.integer(4)),
                                       static_cast<int>(row.integer(5))});
                 });
    for_each_row("SELECT * FROM courses ORDER BY variant, replicate, name",
                 [](MemberResult& m, SqliteStatement& row) {
                     m.courses.push_back({row.text(2), row.number(3), unpacked(row.blob(4))});
                 });
    if (file.has_failed())
        return file.failure();
    return members;
}

}  // namespace wayout
