#include "output/read_trajectory.hpp"

#include "output/hdf5_file.hpp"

#include <cmath>
#include <system_error>
#include <unordered_map>
#include <utility>

namespace wayout {

namespace {

/// What is read of a row, in the order of the file's layout.
struct FileRow {
    std::int64_t id;
    std::int64_t frame;
    double x;
    double y;
    std::int32_t storey;
};

constexpr hsize_t rows_at_once = 65536;
/// A frame's number is kept in 32 bits: 2^30 frames are years.
constexpr std::int64_t most_frames = std::int64_t{1} << 30;

struct StoreyText {
    char* id;
    char* wkt;
};

/// Puts rows together to tracks.
class TrackBuilder {
public:
    explicit TrackBuilder(StoredTrajectory& trajectory)
        : trajectory_(trajectory), open_(trajectory.storeys.size()) {}

    /// False if the row cannot be: no such storey, no such frame.
    bool add(const FileRow& row) {
        if (row.storey < 0 || static_cast<std::size_t>(row.storey) >= open_.size() || row.frame < 0 ||
            row.frame >= most_frames || !std::isfinite(row.x) || !std::isfinite(row.y))
            return false;
        const auto storey = static_cast<std::size_t>(row.storey);
        const auto frame = static_cast<std::int32_t>(row.frame);
        std::vector<StoredTrack>& tracks = trajectory_.storeys[storey].tracks;
        const auto [found, is_new] = open_[storey].try_emplace(row.id, tracks.size());
        const auto end_of = [](const StoredTrack& t) {
            return t.first_frame + static_cast<std::int32_t>(t.positions_m.size());
        };
        if (is_new || end_of(tracks[found->second]) != frame) {
            found->second = tracks.size();
            tracks.push_back({row.id, frame, {}});
        }
        tracks[found->second].positions_m.push_back({row.x, row.y});
        return true;
    }

private:
    StoredTrajectory& trajectory_;
    std::vector<std::unordered_map<std::int64_t, std::size_t>> open_;  ///< [storey] person -> latest track
};

Error damaged(const std::filesystem::path& file, const std::string& what) {
    return {ErrorCode::schema, file.string(), "is damaged: " + what + "; run the scenario again"};
}

bool read_storeys(hid_t file, StoredTrajectory& trajectory) {
    const Hdf5Handle table(H5Dopen2(file, "storeys", H5P_DEFAULT));
    if (!table.is_good())
        return false;
    const Hdf5Handle space(H5Dget_space(table));
    const hssize_t count = H5Sget_simple_extent_npoints(space);
    if (count <= 0 || count > 10000)
        return false;
    const Hdf5Handle text(hdf5_text_type()), type(H5Tcreate(H5T_COMPOUND, sizeof(StoreyText)));
    H5Tinsert(type, "id", offsetof(StoreyText, id), text);
    H5Tinsert(type, "wkt_geometry", offsetof(StoreyText, wkt), text);
    std::vector<StoreyText> rows(static_cast<std::size_t>(count));
    if (H5Dread(table, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, rows.data()) < 0)
        return false;
    for (const StoreyText& row : rows)
        trajectory.storeys.push_back({row.id ? row.id : "", row.wkt ? row.wkt : "", {}});
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, rows.data());
    return true;
}

}  // namespace

Result<StoredTrajectory> read_trajectory_hdf5(const std::filesystem::path& path, double from_s, double to_s) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed))
        return Error{ErrorCode::io, path.string(),
                     "there is no such trajectory; run the scenario again with --trajectory hdf5 (or both)"};
    const auto guard = lock_hdf5();
    const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
    const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access));
    if (!file.is_good())
        return Error{ErrorCode::syntax, path.string(),
                     "cannot be opened as HDF5; is it the trajectory of a result that is complete?"};

    StoredTrajectory trajectory;
    const Hdf5Handle table(H5Dopen2(file, "trajectory", H5P_DEFAULT));
    if (!table.is_good())
        return damaged(path, "there is no table /trajectory");
    const Hdf5Handle fps(H5Aopen(table, "fps", H5P_DEFAULT));
    if (!fps.is_good() || H5Aread(fps, H5T_NATIVE_DOUBLE, &trajectory.fps) < 0 || !(trajectory.fps > 0.0) ||
        !std::isfinite(trajectory.fps))
        return damaged(path, "the number of frames a second is missing");
    if (!read_storeys(file, trajectory))
        return damaged(path, "the table /storeys cannot be read");

    const Hdf5Handle type(H5Tcreate(H5T_COMPOUND, sizeof(FileRow)));
    H5Tinsert(type, "id", offsetof(FileRow, id), H5T_NATIVE_INT64);
    H5Tinsert(type, "frame", offsetof(FileRow, frame), H5T_NATIVE_INT64);
    H5Tinsert(type, "x", offsetof(FileRow, x), H5T_NATIVE_DOUBLE);
    H5Tinsert(type, "y", offsetof(FileRow, y), H5T_NATIVE_DOUBLE);
    H5Tinsert(type, "storey", offsetof(FileRow, storey), H5T_NATIVE_INT32);
    const Hdf5Handle space(H5Dget_space(table));
    const hssize_t extent = H5Sget_simple_extent_npoints(space);
    if (extent < 0)
        return damaged(path, "the table /trajectory cannot be read");
    const auto count = static_cast<hsize_t>(extent);
    std::vector<FileRow> rows;
    TrackBuilder builder(trajectory);
    // A frame belongs if its time does, up to the rounding of frame / fps.
    const double first_frame = from_s * trajectory.fps - 1e-6, last_frame = to_s * trajectory.fps + 1e-6;
    for (hsize_t begin = 0; begin < count; begin += rows_at_once) {
        const hsize_t size = std::min(rows_at_once, count - begin);
        rows.resize(static_cast<std::size_t>(size));
        const Hdf5Handle memory(H5Screate_simple(1, &size, nullptr));
        if (H5Sselect_hyperslab(space, H5S_SELECT_SET, &begin, nullptr, &size, nullptr) < 0 ||
            H5Dread(table, type, memory, space, H5P_DEFAULT, rows.data()) < 0)
            return damaged(path, "rows of /trajectory cannot be read");
        for (const FileRow& row : rows) {
            const auto frame = static_cast<double>(row.frame);
            if (frame >= first_frame && frame <= last_frame && !builder.add(row))
                return damaged(path, "a row of /trajectory has no storey, frame or place");
        }
    }
    return trajectory;
}

}  // namespace wayout
