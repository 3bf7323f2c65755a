/// Reads the grids of what hazards did at any place of a plan.
#pragma once

#include "geometry/polygon_locator.hpp"
#include "output/plan_model.hpp"

#include <wayout/results.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace wayout {

/// A column of a grid between its cells. Cells without a number are where nobody can be, or lack data: beside
/// walls, which cut cells, the nearest of the cells around counts; elsewhere there is no data.
/// Grid, column and plan must live as long.
class FieldReader {
public:
    FieldReader(const TenabilityGrid& grid, const std::vector<float>& values, const PlanModel& plan);

    /// The cell that decides at a place; none: no data, or nobody can be there.
    std::optional<std::size_t> nearest(Vec2 p) const;
    /// The value of the deciding cell if that is not finite, else smooth between the cells around.
    double at(Vec2 p, std::size_t cell) const;
    /// Whether people can be there: the middle of the cell decides, as a picture has a hundred pixels a cell.
    bool is_floor_at(Vec2 p) const;

private:
    struct Cell {
        int x;
        int y;
    };
    /// Of a place `offset` cells further south-west; far outside of the grid some cell outside.
    Cell cell_at(Vec2 p, double offset = 0.0) const;
    bool is_in_grid(int x, int y) const { return x >= 0 && y >= 0 && x < grid_.nx && y < grid_.ny; }
    /// With a rim of one cell around the grid.
    bool is_floor(int x, int y) const;
    bool is_beside_wall(int ix, int iy) const;
    Vec2 centre(int x, int y) const;
    /// The index of a cell that has a number.
    std::optional<std::size_t> known(int x, int y) const;
    double smooth(Vec2 p, double otherwise) const;

    const TenabilityGrid& grid_;
    const std::vector<float>& values_;
    PolygonLocator walkable_;
    std::vector<char> is_floor_;
};

}  // namespace wayout
