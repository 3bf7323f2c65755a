/// One slice file in its mesh: the values of one quantity on a horizontal plane or in a block, at one time.
#pragma once

#include "hazards/fds_quantities.hpp"
#include "hazards/fds_solids.hpp"
#include "hazards/slice_file.hpp"

#include <wayout/vec2.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace wayout {

/// Where the values of a slice lie.
struct FdsPatchShape {
    std::size_t mesh{0};
    bool is_cell_centred{false};
    NodeRange nodes{};

    friend bool operator==(const FdsPatchShape&, const FdsPatchShape&) = default;
};

/// The gas cell whose air somebody breathes, and the place in it that counts.
struct GasPlace {
    int i{0};
    int j{0};
    int k_low{0};  ///< the layers of cells that the value stems from; equal but for planes of nodes
    int k_high{0};
    Vec2 p_m;           ///< inside that cell
    bool is_own{true};  ///< false: the place itself is solid in FDS and this is the nearest gas cell
};

/// Which values of a frame make that of a place, and with which weights, which sum up to 1. The same for all
/// slices of one shape.
struct FdsStencil {
    std::array<std::size_t, 8> value{};  ///< row in the frame
    std::array<double, 8> weight{};
    std::size_t count{0};
};

class FdsPatch {
public:
    /// False when the slice has no extent in plan or no height of its own.
    static bool is_usable(const FdsPatchShape& shape);

    /// The mesh must outlive it. `file` must have the nodes of the shape.
    FdsPatch(const FdsMesh& mesh, const FdsPatchShape& shape, FdsLaw law, SliceFile file);

    const SliceFile& file() const { return file_; }
    const FdsPatchShape& shape() const { return shape_; }
    double last_time_s() const { return file_.times_s().back(); }
    /// How far a height is from the values: 0 within a block.
    double height_gap_m(double z_m) const;
    bool holds(Vec2 p_m) const;
    /// Plan area of the cell at a place that the patch holds.
    double cell_area_m2(Vec2 p_m) const;
    /// Tells the layers of which it will ask.
    void add_layers(FdsSolids& solids) const;
    /// Where the air for a place is taken from; nothing when all around is solid.
    std::optional<GasPlace> gas_place(Vec2 p_m, double z_m, const FdsSolids& solids) const;

    /// Has the two frames around that time in memory.
    Result<bool> advance_to(double time_s);
    /// At a place that gas_place() gave. Empty when there is nothing but solid.
    FdsStencil stencil(const GasPlace& place, double z_m, const FdsSolids& solids) const;
    /// In the unit of Air; nothing where and when there is no data.
    std::optional<double> value(const FdsStencil& stencil) const;

private:
    struct Pick {
        std::size_t low{0};
        std::size_t high{0};
        double high_weight{0.0};
    };
    Pick pick(std::size_t axis, double at_m) const;
    int cell_of(std::size_t axis, double at_m) const;
    int sample_cell(std::size_t axis, std::size_t sample) const;
    bool is_solid(int i, int j, int k_low, int k_high, const FdsSolids& solids) const;
    double converted(const std::vector<float>& frame, std::size_t raw) const;

    const FdsMesh* mesh_;
    FdsPatchShape shape_;
    FdsLaw law_;
    SliceFile file_;
    /// [axis]: where the samples lie, ascending, without the ghosts of cell-centred slices.
    std::array<std::vector<double>, 3> at_m_;
    std::array<std::size_t, 3> first_raw_{};  ///< [axis], of the first sample in a frame of the file
    std::array<std::size_t, 3> raw_count_{};
    std::size_t earlier_row_{0};
    std::size_t later_row_{0};
    std::vector<float> earlier_;  ///< whole frames, in the order of the file
    std::vector<float> later_;
    double later_weight_{0.0};
    bool has_data_{false};
};

}  // namespace wayout
