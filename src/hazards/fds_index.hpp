/// The index of an FDS run: the .smv file, which says what meshes there are, what stands in them and which
/// slice files hold what.
/// Layout: FDS 6.10.1 sample file and the parser of fdsreader, both read. Keywords that are not needed here
/// are skipped, so files of older and newer versions are read as far as they hold what is needed.
#pragma once

#include <wayout/error.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// First and last node along x, y and z: i1 i2 j1 j2 k1 k2. Node i lies between cells i and i + 1; cells
/// count from 1, nodes from 0.
using NodeRange = std::array<int, 6>;

/// A solid block in the nodes of its mesh; without extent along one axis it is a thin wall and fills no cell.
using FdsObstacle = NodeRange;

/// From then on the obstacle is there, or it is not: doors and walls that devices remove.
struct ObstacleChange {
    double time_s{0.0};
    std::size_t obstacle{0};  ///< row in FdsMesh::obstacles
    bool is_shown{false};
};

struct FdsMesh {
    std::string id;  ///< of the &MESH; its number when it has none
    std::array<int, 3> cell_count{};
    /// [axis][node], metres in FDS coordinates, ascending; spacing need not be uniform.
    std::array<std::vector<double>, 3> node_m;
    std::vector<FdsObstacle> obstacles;
    std::vector<ObstacleChange> changes;  ///< ascending in time; of equal times in the order of the file
    std::size_t line{0};
};

struct FdsSlice {
    std::size_t mesh{0};  ///< row in FdsIndex::meshes
    bool is_cell_centred{false};
    bool has_nodes{false};  ///< false in old versions: only the slice file says which nodes
    NodeRange nodes{};
    int number{0};  ///< shared by the pieces of one &SLCF in all meshes; 0: not given
    std::string file;
    std::string quantity;
    std::string unit;
    std::size_t line{0};
};

struct FdsIndex {
    std::string version;
    std::string chid;
    std::vector<FdsMesh> meshes;
    std::vector<FdsSlice> slices;
    std::vector<std::string>
        notes;  ///< what it holds that wayout does not use, though a reader might expect so
};

struct FdsIndexLimits {
    static constexpr int cells_along_axis = 1'000'000;
    static constexpr double cells_in_layer = 2.5e7;  ///< what masks are made of
    static constexpr std::size_t file_bytes = std::size_t{256} << 20;
};

/// `file` is the name for messages. All problems at once; never throws, whatever the text.
Result<FdsIndex> parse_fds_index(std::string_view text, const std::string& file);

}  // namespace wayout
