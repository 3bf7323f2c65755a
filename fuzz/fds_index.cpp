/// The reader of the index of FDS runs (.smv), and the masks made from its obstacles.
#include "findings.hpp"

#include "hazards/fds_index.hpp"
#include "hazards/fds_solids.hpp"
#include "hazards/findings.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    const Result<FdsIndex> index = parse_fds_index({reinterpret_cast<const char*>(data), size}, "case.smv");
    if (!index) {
        expect_sound_errors(index.error(), Findings::most_listed + 1);
        return 0;
    }
    FUZZ_EXPECT(!index->meshes.empty());
    for (const FdsMesh& mesh : index->meshes) {
        for (std::size_t axis = 0; axis < 3; ++axis) {
            FUZZ_EXPECT(mesh.cell_count[axis] > 0);
            FUZZ_EXPECT(mesh.node_m[axis].size() == static_cast<std::size_t>(mesh.cell_count[axis]) + 1);
            for (std::size_t i = 1; i < mesh.node_m[axis].size(); ++i)
                FUZZ_EXPECT(mesh.node_m[axis][i] > mesh.node_m[axis][i - 1]);
        }
        for (const ObstacleChange& change : mesh.changes)
            FUZZ_EXPECT(change.obstacle < mesh.obstacles.size());
        FdsSolids solids(mesh);
        solids.add_layer(1);
        for (const ObstacleChange& change : mesh.changes) solids.advance_to(change.time_s);
        solids.is_solid(mesh.cell_count[0], mesh.cell_count[1], 1);
    }
    for (const FdsSlice& slice : index->slices) {
        FUZZ_EXPECT(slice.mesh < index->meshes.size());
        for (std::size_t axis = 0; slice.has_nodes && axis < 3; ++axis) {
            FUZZ_EXPECT(slice.nodes[2 * axis] >= 0 && slice.nodes[2 * axis] <= slice.nodes[2 * axis + 1]);
            FUZZ_EXPECT(slice.nodes[2 * axis + 1] <= index->meshes[slice.mesh].cell_count[axis]);
        }
    }
    return 0;
}
