#include "output/trajectory.hpp"

#include "core/assert.hpp"
#include "output/hdf5_file.hpp"
#include "output/number_text.hpp"
#include "output/walkable_parts.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace wayout {

namespace {

/// As the archive has it: 64-bit id and frame, then the position; the storey after it as a further column.
struct Row {
    std::int64_t id;
    std::int64_t frame;
    double x;
    double y;
    double z;
    std::int32_t storey;
};
constexpr std::array<std::size_t, 6> field_bytes = {8, 8, 8, 8, 8, 4};
constexpr std::size_t row_bytes = 44;  // packed in the file
constexpr std::size_t chunk_rows = 65536;

/// Rows of one chunk, kept in the order in which the file's shuffle filter stores them: first byte of all
/// rows, second byte of all rows, ... So the filter costs nothing extra. Unused rows are zero.
class ShuffledChunk {
public:
    std::size_t rows() const { return rows_; }
    bool is_full() const { return rows_ == chunk_rows; }

    void add(const Row& row) {
        std::array<unsigned char, row_bytes> packed{};
        std::memcpy(&packed[0], &row.id, 8);
        std::memcpy(&packed[8], &row.frame, 8);
        std::memcpy(&packed[16], &row.x, 8);
        std::memcpy(&packed[24], &row.y, 8);
        std::memcpy(&packed[32], &row.z, 8);
        std::memcpy(&packed[40], &row.storey, 4);
        for (std::size_t b = 0; b < row_bytes; ++b) bytes_[b * chunk_rows + rows_] = packed[b];
        ++rows_;
    }

    void clear() {
        std::fill(bytes_.begin(), bytes_.end(), static_cast<unsigned char>(0));
        rows_ = 0;
    }

    /// The chunk as the file's deflate filter stores it (RFC 1950).
    const std::vector<unsigned char>& compressed() {
        uLongf length = compressBound(static_cast<uLong>(bytes_.size()));
        compressed_.resize(length);
        const int status =
            compress2(compressed_.data(), &length, bytes_.data(), static_cast<uLong>(bytes_.size()), 1);
        WAYOUT_ASSERT(status == Z_OK, "zlib refuses to compress a chunk");
        compressed_.resize(length);
        return compressed_;
    }

private:
    std::vector<unsigned char> bytes_ = std::vector<unsigned char>(chunk_rows * row_bytes, 0);
    std::vector<unsigned char> compressed_;
    std::size_t rows_{0};
};

class Hdf5Sink final : public FrameSink {
public:
    Hdf5Sink(std::unique_ptr<Hdf5File> file, hid_t dataset, const Venue& venue)
        : file_(std::move(file)), dataset_(dataset) {
        for (const Surface& s : venue.surfaces)
            floors_.push_back({s.z_at_origin_m, s.z_gradient, s.storey.value});
        origin_m_ = venue.origin_m;
    }

    void frame(const FrameView& f) override {
        for (std::size_t i = 0; i < f.id.size(); ++i) {
            const Floor& floor = floors_[static_cast<std::size_t>(f.surface[i])];
            const Vec2 p{f.x_m[i], f.y_m[i]};
            chunk_.add({f.id[i], f.index, p.x + origin_m_.x, p.y + origin_m_.y,
                        floor.z_at_origin_m + dot(floor.z_gradient, p), floor.storey});
            if (chunk_.is_full())
                flush();
        }
    }

    Errors finish() override {
        if (chunk_.rows() > 0)
            flush();
        file_->set_extent(dataset_, written_rows_);
        return file_->close();
    }

private:
    struct Floor {
        double z_at_origin_m;
        Vec2 z_gradient;
        std::int32_t storey;
    };

    void flush() {
        if (file_->is_good()) {
            // Compressing outside the lock: runs in parallel hold each other up only for the copy to the
            // file.
            const std::vector<unsigned char>& bytes = chunk_.compressed();
            file_->write_chunk(dataset_, written_rows_, chunk_rows, bytes.data(), bytes.size());
        }
        written_rows_ += chunk_.rows();
        chunk_.clear();
    }

    std::unique_ptr<Hdf5File> file_;
    hid_t dataset_;
    std::vector<Floor> floors_;
    Vec2 origin_m_;
    ShuffledChunk chunk_;
    std::uint64_t written_rows_{0};
};

}  // namespace

Result<std::unique_ptr<FrameSink>> open_trajectory_hdf5(const std::filesystem::path& path, const Venue& venue,
                                                        const TrajectoryInfo& info) {
    const Result<WalkableParts> parts = WalkableParts::of(venue);
    if (!parts)
        return parts.error();
    auto file = std::make_unique<Hdf5File>(path);

    file->attribute("/", "file_version", std::string("1.0.0"));
    file->attribute("/", "wkt_geometry", parts->wkt_of_all());
    file->attribute("/", "experiment_title", info.title);
    file->attribute("/", "run_name", "seed " + std::to_string(info.seed));
    file->attribute("/", "source", std::string("simulation"));
    file->attribute("/", "producer", std::string("wayout"));
    file->attribute("/", "producer_version", info.version);
    file->attribute("/", "created", info.created_utc);
    file->attribute("/", "dt", info.time_step_s);
    file->attribute("/", "every_nth_frame", static_cast<double>(info.every_nth_step));
    file->attribute("/", "fps", info.fps());
    file->attribute("/", "xmin", parts->low().x);
    file->attribute("/", "xmax", parts->high().x);
    file->attribute("/", "ymin", parts->low().y);
    file->attribute("/", "ymax", parts->high().y);

    const std::vector<Hdf5File::Field> fields = {
        {"id", Hdf5File::Field::int64, field_bytes[0]},  {"frame", Hdf5File::Field::int64, field_bytes[1]},
        {"x", Hdf5File::Field::float64, field_bytes[2]}, {"y", Hdf5File::Field::float64, field_bytes[3]},
        {"z", Hdf5File::Field::float64, field_bytes[4]}, {"storey", Hdf5File::Field::int32, field_bytes[5]}};
    const hid_t dataset = file->make_table("trajectory", fields, chunk_rows);
    file->attribute("trajectory", "fps", info.fps());
    file->attribute("trajectory", "id", std::string("number of the person, from 1, never used again"));
    file->attribute("trajectory", "frame",
                    std::string("number of the frame, from 0; time in s = frame / fps"));
    file->attribute("trajectory", "x", std::string("x-coordinate of the person's centre in metres"));
    file->attribute("trajectory", "y", std::string("y-coordinate of the person's centre in metres"));
    file->attribute("trajectory", "z", std::string("height of the floor under the person in metres"));
    file->attribute(
        "trajectory", "storey",
        std::string("row of /storeys on whose plan the person is; stairs belong to the lower storey"));
    file->attribute("trajectory", "column_units",
                    std::string(R"({"id": "1", "frame": "1", "x": "m", "y": "m", "z": "m", "storey": "1"})"));

    std::vector<Hdf5File::StoreyRow> storeys;
    for (std::size_t s = 0; s < venue.storeys.size(); ++s) {
        std::vector<std::string> wkts;
        for (const WalkablePart& part : parts->parts())
            if (part.storey == StoreyId::from(s))
                wkts.push_back(part.wkt.substr(std::string("POLYGON").size()));
        std::string wkt = wkts.size() == 1 ? "POLYGON" + wkts.front() : "MULTIPOLYGON (";
        if (wkts.size() != 1) {
            for (std::size_t i = 0; i < wkts.size(); ++i) wkt += (i == 0 ? "" : ", ") + wkts[i];
            wkt += ")";
        }
        storeys.push_back({venue.storeys[s].id, venue.storeys[s].name, venue.storeys[s].elevation_m,
                           wkts.empty() ? "POLYGON EMPTY" : wkt});
    }
    file->storeys(storeys);
    if (!file->is_good())
        return file->close();
    return std::unique_ptr<FrameSink>(std::make_unique<Hdf5Sink>(std::move(file), dataset, venue));
}

}  // namespace wayout
