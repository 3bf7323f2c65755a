#include "hazards/fds_index.hpp"

#include "hazards/findings.hpp"
#include "hazards/fortran_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <span>

namespace wayout {
namespace {

constexpr const char* axis_names[] = {"X", "Y", "Z"};

class IndexReader {
public:
    IndexReader(std::string_view text, const std::string& file) : text_(text), findings_(file) {}

    Result<FdsIndex> read() {
        while (!findings_.is_full()) {
            const std::optional<std::string_view> line = next_line();
            if (!line)
                break;
            if (begins_block(*line))
                read_block(*line);
        }
        finish();
        if (!findings_.is_empty())
            return std::move(findings_).take();
        return std::move(index_);
    }

private:
    /// Keywords stand in the first column, what belongs to them behind a blank.
    static bool begins_block(std::string_view line) {
        return !line.empty() && line.front() >= 'A' && line.front() <= 'Z';
    }

    std::optional<std::string_view> next_line() {
        if (at_ >= text_.size())
            return std::nullopt;
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        std::string_view line = text_.substr(at_, end - at_);
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        at_ = end + 1;
        ++line_;
        return line;
    }

    /// The next line of a block that consists of numbers; another keyword there ends the block early and is
    /// left for the main loop.
    std::optional<std::string_view> next_data_line(std::string_view keyword) {
        const std::size_t at = at_;
        const std::size_t line_before = line_;
        const std::optional<std::string_view> line = next_line();
        if (!line) {
            findings_.at_line(ErrorCode::syntax, line_,
                              fmt::format("the file ends inside {}: it was not written to its end; wait for "
                                          "FDS to finish, or copy it again",
                                          keyword));
            return std::nullopt;
        }
        if (begins_block(*line)) {
            at_ = at;
            line_ = line_before;
            findings_.at_line(ErrorCode::syntax, line_ + 1,
                              fmt::format("'{}' where a further line of {} is expected: lines are missing",
                                          shown(*line), keyword));
            return std::nullopt;
        }
        return line->substr(0, line->find('!'));  // since 6.9 names follow behind '!'
    }

    template <typename T>
    bool read_numbers(std::string_view keyword, std::span<T> values) {
        const std::optional<std::string_view> line = next_data_line(keyword);
        if (!line)
            return false;
        const std::vector<std::string_view> words = words_of(*line, values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            std::optional<T> value;
            if (i < words.size()) {
                if constexpr (std::is_same_v<T, int>)
                    value = fortran_integer(words[i]);
                else
                    value = fortran_number(words[i]);
            }
            if (!value) {
                findings_.at_line(ErrorCode::syntax, line_,
                                  i < words.size()
                                      ? fmt::format("'{}' in {} is not {}", shown(words[i]), keyword,
                                                    std::is_same_v<T, int> ? "a whole number" : "a number")
                                      : fmt::format("{} numbers in {} where {} are needed", words.size(),
                                                    keyword, values.size()));
                return false;
            }
            values[i] = *value;
        }
        return true;
    }

    std::optional<std::string> read_text(std::string_view keyword) {
        const std::optional<std::string_view> line = next_line();
        if (!line) {
            findings_.at_line(ErrorCode::syntax, line_, fmt::format("the file ends inside {}", keyword));
            return std::nullopt;
        }
        return std::string(trimmed(*line));
    }

    void read_block(std::string_view line) {
        const std::string_view keyword = words_of(line, 1).front();
        if (keyword == "FDSVERSION" || keyword == "VERSION")
            index_.version = read_text(keyword).value_or("");
        else if (keyword == "CHID")
            index_.chid = read_text(keyword).value_or("");
        else if (keyword == "TITLE" || keyword == "INPF")
            next_line();  // the user's words, which might look like a keyword
        else if (keyword == "NMESHES")
            read_mesh_count();
        else if (keyword == "GRID")
            read_grid(line.substr(keyword.size()));
        else if (keyword == "TRNX" || keyword == "TRNY" || keyword == "TRNZ")
            read_nodes(keyword, static_cast<std::size_t>(keyword[3] - 'X'));
        else if (keyword == "OBST")
            read_obstacles();
        else if (keyword == "HIDE_OBST" || keyword == "SHOW_OBST")
            read_change(line, keyword);
        else if (keyword == "SLCF" || keyword == "SLCC")
            read_slice(line, keyword);
        else if (keyword == "SLCT")
            has_terrain_slices_ = true;
        else if (keyword == "GEOM" || keyword == "CGEOM" || keyword == "BGEOM")
            has_complex_geometry_ = true;
    }

    void read_mesh_count() {
        int count = 0;
        if (read_numbers("NMESHES", std::span<int>(&count, 1)))
            declared_mesh_count_ = count;
    }

    void read_grid(std::string_view id) {
        FdsMesh mesh;
        mesh.line = line_;
        mesh.id =
            trimmed(id).empty() ? fmt::format("{}", index_.meshes.size() + 1) : std::string(trimmed(id));
        if (read_numbers("GRID", std::span<int>(mesh.cell_count)))
            for (std::size_t axis = 0; axis < 3; ++axis)
                if (mesh.cell_count[axis] < 1 || mesh.cell_count[axis] > FdsIndexLimits::cells_along_axis) {
                    findings_.at_line(ErrorCode::out_of_range, line_,
                                      fmt::format("mesh '{}' has {} cells along {}; 1 to {} are read",
                                                  shown(mesh.id), mesh.cell_count[axis], axis_names[axis],
                                                  FdsIndexLimits::cells_along_axis));
                    mesh.cell_count = {};
                    break;
                }
        const double layer =
            static_cast<double>(mesh.cell_count[0]) * static_cast<double>(mesh.cell_count[1]);
        if (layer > FdsIndexLimits::cells_in_layer) {
            findings_.at_line(ErrorCode::out_of_range, line_,
                              fmt::format("mesh '{}' has {} cells in a layer; up to {} are read",
                                          shown(mesh.id), layer, FdsIndexLimits::cells_in_layer));
            mesh.cell_count = {};
        }
        index_.meshes.push_back(std::move(mesh));
    }

    FdsMesh* current_mesh(std::string_view keyword) {
        if (!index_.meshes.empty())
            return &index_.meshes.back();
        findings_.at_line(ErrorCode::syntax, line_,
                          fmt::format("{} before the first GRID: it belongs to no mesh", keyword));
        return nullptr;
    }

    void read_nodes(std::string_view keyword, std::size_t axis) {
        FdsMesh* mesh = current_mesh(keyword);
        int skipped = 0;
        if (!mesh || mesh->cell_count[axis] == 0 || !read_numbers(keyword, std::span<int>(&skipped, 1)))
            return;
        // The lines of the user's own transformation say nothing that the coordinates do not.
        for (int i = 0; i < skipped; ++i)
            if (!next_data_line(keyword))
                return;
        std::vector<double> nodes;
        for (int i = 0; i <= mesh->cell_count[axis]; ++i) {
            const std::optional<std::string_view> line = next_data_line(keyword);
            if (!line)
                return;
            // The index before it may have overflowed into stars (five digits).
            const std::vector<std::string_view> words = words_of(*line, 2);
            const std::optional<double> node = words.size() == 2 ? fortran_number(words[1]) : std::nullopt;
            if (!node || (!nodes.empty() && !(*node > nodes.back()))) {
                findings_.at_line(ErrorCode::syntax, line_,
                                  fmt::format("'{}' in {} of mesh '{}' is not an index and a coordinate that "
                                              "is greater than the one before",
                                              shown(trimmed(*line)), keyword, shown(mesh->id)));
                return;
            }
            nodes.push_back(*node);
        }
        mesh->node_m[axis] = std::move(nodes);
    }

    void read_obstacles() {
        FdsMesh* mesh = current_mesh("OBST");
        int count = 0;
        if (!mesh || !read_numbers("OBST", std::span<int>(&count, 1)))
            return;
        std::array<double, 6> box{};
        for (int i = 0; i < count; ++i)
            if (!read_numbers("OBST", std::span<double>(box)))
                return;
        std::vector<FdsObstacle> obstacles;
        for (int i = 0; i < count; ++i) {
            FdsObstacle obstacle{};
            if (!read_numbers("OBST", std::span<int>(obstacle)))
                return;
            if (!is_within(*mesh, obstacle)) {
                findings_.at_line(ErrorCode::out_of_range, line_,
                                  fmt::format("obstacle {} of mesh '{}' reaches out of its mesh of {} x {} x "
                                              "{} cells",
                                              i + 1, shown(mesh->id), mesh->cell_count[0],
                                              mesh->cell_count[1], mesh->cell_count[2]));
                return;
            }
            obstacles.push_back(obstacle);
        }
        mesh->obstacles = std::move(obstacles);
    }

    /// Of a mesh whose GRID was wrong nobody can tell, and that has been said.
    static bool is_within(const FdsMesh& mesh, const NodeRange& nodes) {
        if (mesh.cell_count[0] == 0)
            return true;
        for (std::size_t axis = 0; axis < 3; ++axis)
            if (nodes[2 * axis] < 0 || nodes[2 * axis] > nodes[2 * axis + 1] ||
                nodes[2 * axis + 1] > mesh.cell_count[axis])
                return false;
        return true;
    }

    /// The mesh that a line names by number ("SLCF 2 ..."); without one there must be only one mesh.
    std::optional<std::size_t> mesh_of(std::string_view line, std::string_view keyword) {
        const std::vector<std::string_view> words = words_of(line, 2);
        const std::optional<int> number = words.size() == 2 ? fortran_integer(words[1]) : std::nullopt;
        if (!number && index_.meshes.size() == 1)
            return 0;
        if (number && *number >= 1 && static_cast<std::size_t>(*number) <= index_.meshes.size())
            return static_cast<std::size_t>(*number - 1);
        findings_.at_line(
            ErrorCode::syntax, line_,
            fmt::format("{} names no mesh: the file has {} so far", keyword, index_.meshes.size()));
        return std::nullopt;
    }

    void read_change(std::string_view line, std::string_view keyword) {
        const std::optional<std::size_t> mesh = mesh_of(line, keyword);
        std::array<double, 2> values{};
        if (!read_numbers(keyword, std::span<double>(values)) || !mesh)
            return;
        const double count = static_cast<double>(index_.meshes[*mesh].obstacles.size());
        if (!(values[0] >= 1.0 && values[0] <= count)) {
            findings_.at_line(ErrorCode::out_of_range, line_,
                              fmt::format("{} of obstacle {}: mesh '{}' has {}", keyword, values[0],
                                          shown(index_.meshes[*mesh].id), count));
            return;
        }
        index_.meshes[*mesh].changes.push_back(
            {values[1], static_cast<std::size_t>(values[0]) - 1, keyword == "SHOW_OBST"});
    }

    /// "SLCF     1 # STRUCTURED %id & i1 i2 j1 j2 k1 k2 ! s a b", then file, quantity, short name, unit.
    void read_slice(std::string_view line, std::string_view keyword) {
        FdsSlice slice;
        slice.line = line_;
        slice.is_cell_centred = keyword == "SLCC";
        const std::optional<std::size_t> mesh = mesh_of(line.substr(0, line.find_first_of("#%&!")), keyword);
        bool is_good = mesh.has_value();
        slice.mesh = mesh.value_or(0);
        const std::size_t ampersand = line.rfind('&');
        if (ampersand != std::string_view::npos) {
            const std::string_view behind = line.substr(ampersand + 1);
            const std::size_t mark = behind.find('!');
            const std::vector<std::string_view> words = words_of(behind.substr(0, mark), 6);
            slice.has_nodes = words.size() == 6;
            for (std::size_t i = 0; slice.has_nodes && i < 6; ++i) {
                const std::optional<int> node = fortran_integer(words[i]);
                slice.has_nodes = node.has_value();
                slice.nodes[i] = node.value_or(0);
            }
            if (is_good && (!slice.has_nodes || !is_within(index_.meshes[slice.mesh], slice.nodes))) {
                findings_.at_line(
                    ErrorCode::syntax, line_,
                    fmt::format("'{}' behind & are not the six nodes of a slice inside mesh '{}'",
                                shown(trimmed(behind)), shown(index_.meshes[slice.mesh].id)));
                is_good = false;
            }
            if (mark != std::string_view::npos) {
                const std::vector<std::string_view> number = words_of(behind.substr(mark + 1), 1);
                slice.number = number.empty() ? 0 : fortran_integer(number.front()).value_or(0);
            }
        }
        const std::optional<std::string> file = read_text(keyword);
        const std::optional<std::string> quantity = read_text(keyword);
        next_line();  // the short name
        const std::optional<std::string> unit = read_text(keyword);
        if (!is_good || !unit)
            return;
        slice.file = *file;
        slice.quantity = *quantity;
        slice.unit = *unit;
        // A restarted run may list its slices a second time.
        if (file_names_.insert(slice.file).second)
            index_.slices.push_back(std::move(slice));
    }

    void finish() {
        if (findings_.is_full())
            return;
        if (index_.meshes.empty())
            findings_.add(ErrorCode::syntax, {},
                          "no GRID in it: this is not the .smv file of an FDS run, or it is empty");
        if (declared_mesh_count_ && static_cast<std::size_t>(*declared_mesh_count_) != index_.meshes.size())
            findings_.add(ErrorCode::syntax, {},
                          fmt::format("NMESHES says {} meshes, {} are described: the file is not complete",
                                      *declared_mesh_count_, index_.meshes.size()));
        for (FdsMesh& mesh : index_.meshes) {
            for (std::size_t axis = 0; axis < 3; ++axis)
                if (mesh.cell_count[axis] > 0 && mesh.node_m[axis].empty())
                    findings_.at_line(ErrorCode::syntax, mesh.line,
                                      fmt::format("mesh '{}' has no (readable) coordinates TRN{}",
                                                  shown(mesh.id), axis_names[axis]));
            std::stable_sort(
                mesh.changes.begin(), mesh.changes.end(),
                [](const ObstacleChange& a, const ObstacleChange& b) { return a.time_s < b.time_s; });
        }
        if (has_terrain_slices_)
            index_.notes.push_back(
                "slices that follow the terrain (AGL_SLICE) are not read; use slices at a height, PBZ=...");
        if (has_complex_geometry_)
            index_.notes.push_back(
                "bodies made by &GEOM do not mask the air inside them, only &OBST does: people beside them "
                "may "
                "breathe values from inside");
    }

    std::string_view text_;
    Findings findings_;
    std::size_t at_{0};
    std::size_t line_{0};  ///< number of the line read last, from 1
    FdsIndex index_;
    std::optional<int> declared_mesh_count_;
    std::set<std::string> file_names_;
    bool has_terrain_slices_{false};
    bool has_complex_geometry_{false};
};

}  // namespace

Result<FdsIndex> parse_fds_index(std::string_view text, const std::string& file) {
    if (text.size() > FdsIndexLimits::file_bytes)
        return Error{ErrorCode::out_of_range,
                     file,
                     fmt::format("{} bytes; up to {} are read", text.size(), FdsIndexLimits::file_bytes),
                     {},
                     0.0,
                     0.0};
    return IndexReader(text, file).read();
}

}  // namespace wayout
