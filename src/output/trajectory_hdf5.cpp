#include "output/trajectory.hpp"

#include "core/assert.hpp"
#include "output/hdf5_file.hpp"
#include "output/number_text.hpp"
#include "output/walkable_parts.hpp"

#include <zlib.h>

#include <algorithm>
#include <bit>

namespace wayout {

namespace {

constexpr std::size_t chunk_rows = 65536;

/// Rows of one chunk, as columns. Archive layout: 64-bit id and frame, then the position; the storey after it
/// as a further column.
class Chunk {
public:
    static constexpr std::size_t row_bytes = 44;  // packed in the file

    std::size_t rows() const { return rows_; }
    bool is_full() const { return rows_ == chunk_rows; }

    void add(std::int64_t id, std::int64_t frame, double x, double y, double z, std::int32_t storey) {
        id_[rows_] = static_cast<std::uint64_t>(id);
        frame_[rows_] = static_cast<std::uint64_t>(frame);
        x_[rows_] = std::bit_cast<std::uint64_t>(x);
        y_[rows_] = std::bit_cast<std::uint64_t>(y);
        z_[rows_] = std::bit_cast<std::uint64_t>(z);
        storey_[rows_] = static_cast<std::uint32_t>(storey);
        ++rows_;
    }

    /// The chunk as the file's filters store it: shuffled (first byte of all rows, second byte of all rows,
    /// ...), then deflated (RFC 1950). Rows that are not used are zero. Empties the chunk.
    const std::vector<unsigned char>& take_filtered() {
        unsigned char* out = shuffled_.data();
        for (const auto* column : {&id_, &frame_, &x_, &y_, &z_}) out = shuffle(*column, out);
        shuffle(storey_, out);
        uLongf length = compressBound(static_cast<uLong>(shuffled_.size()));
        compressed_.resize(length);
        const int status =
            compress2(compressed_.data(), &length, shuffled_.data(), static_cast<uLong>(shuffled_.size()), 1);
        WAYOUT_ASSERT(status == Z_OK, "zlib refuses to compress a chunk");
        compressed_.resize(length);
        rows_ = 0;
        return compressed_;
    }

private:
    template <typename T>
    unsigned char* shuffle(const std::vector<T>& column, unsigned char* out) const {
        for (std::size_t byte = 0; byte < sizeof(T); ++byte, out += chunk_rows) {
            for (std::size_t row = 0; row < rows_; ++row)
                out[row] = static_cast<unsigned char>(column[row] >> (8 * byte));
            std::fill(out + rows_, out + chunk_rows, static_cast<unsigned char>(0));
        }
        return out;
    }

    using Column64 = std::vector<std::uint64_t>;
    Column64 id_ = Column64(chunk_rows), frame_ = Column64(chunk_rows), x_ = Column64(chunk_rows),
             y_ = Column64(chunk_rows), z_ = Column64(chunk_rows);
    std::vector<std::uint32_t> storey_ = std::vector<std::uint32_t>(chunk_rows);
    std::vector<unsigned char> shuffled_ = std::vector<unsigned char>(chunk_rows * row_bytes);
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
            const double lifted_m = f.lifted_m.empty() ? 0.0 : static_cast<double>(f.lifted_m[i]);
            chunk_.add(f.id[i], f.index, p.x + origin_m_.x, p.y + origin_m_.y,
                       floor.z_at_origin_m + dot(floor.z_gradient, p) + lifted_m, floor.storey);
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
        const std::uint64_t first_row = written_rows_;
        written_rows_ += chunk_.rows();
        // Filtering outside the library's lock: runs in parallel hold each other up only for the copy to the
        // file.
        const std::vector<unsigned char>& bytes = chunk_.take_filtered();
        file_->write_chunk(dataset_, first_row, chunk_rows, bytes.data(), bytes.size());
    }

    std::unique_ptr<Hdf5File> file_;
    hid_t dataset_;
    std::vector<Floor> floors_;
    Vec2 origin_m_;
    Chunk chunk_;
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
    if (!info.created_utc.empty())
        file->attribute("/", "created", info.created_utc);
    file->attribute("/", "dt", info.time_step_s);
    file->attribute("/", "every_nth_frame", std::int64_t{info.every_nth_step});
    file->attribute("/", "fps", info.fps());
    file->attribute("/", "xmin", parts->low().x);
    file->attribute("/", "xmax", parts->high().x);
    file->attribute("/", "ymin", parts->low().y);
    file->attribute("/", "ymax", parts->high().y);

    using Field = Hdf5File::Field;
    const std::vector<Field> fields = {{"id", Field::int64, 8},  {"frame", Field::int64, 8},
                                       {"x", Field::float64, 8}, {"y", Field::float64, 8},
                                       {"z", Field::float64, 8}, {"storey", Field::int32, 4}};
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
