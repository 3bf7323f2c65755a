#include "output/field_reader.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

PolygonLocator floor_of(const PlanModel& plan, int storey) {
    std::vector<Polygon> walkable = plan.storeys[static_cast<std::size_t>(storey)].walkable;
    for (const PlanModel::Surface& s : plan.surfaces)
        if (s.storey == storey)
            walkable.insert(walkable.end(), s.walkable.begin(), s.walkable.end());
    return PolygonLocator(walkable);
}

}  // namespace

FieldReader::FieldReader(const TenabilityGrid& grid, const std::vector<float>& values, const PlanModel& plan)
    : grid_(grid), values_(values), walkable_(floor_of(plan, grid.storey)) {
    for (int y = -1; y <= grid.ny; ++y)
        for (int x = -1; x <= grid.nx; ++x) is_floor_.push_back(walkable_.covers(centre(x, y)) ? 1 : 0);
}

bool FieldReader::is_floor_at(Vec2 p) const {
    const auto [x, y] = cell_at(p);
    return is_in_grid(x, y) ? is_floor(x, y) : walkable_.covers(p);
}

double FieldReader::at(Vec2 p, std::size_t cell) const {
    const auto value = static_cast<double>(values_[cell]);
    return std::isfinite(value) ? smooth(p, value) : value;
}

std::optional<std::size_t> FieldReader::nearest(Vec2 p) const {
    const auto [ix, iy] = cell_at(p);
    if (const auto own = known(ix, iy))
        return own;
    if (!is_beside_wall(ix, iy))
        return std::nullopt;
    std::optional<std::size_t> best;
    double best_m = 0.0;
    for (int y = iy - 1; y <= iy + 1; ++y)
        for (int x = ix - 1; x <= ix + 1; ++x)
            if (const auto cell = known(x, y)) {
                const double away_m = distance(p, centre(x, y));
                if (!best || away_m < best_m) {
                    best = cell;
                    best_m = away_m;
                }
            }
    return best;
}

FieldReader::Cell FieldReader::cell_at(Vec2 p, double offset) const {
    const auto index = [&](double from_corner_m, int count) {
        return static_cast<int>(
            std::clamp(std::floor(from_corner_m / grid_.cell_m - offset), -3.0, count + 3.0));
    };
    return {index(p.x - grid_.corner_m.x, grid_.nx), index(p.y - grid_.corner_m.y, grid_.ny)};
}

bool FieldReader::is_floor(int x, int y) const {
    return x >= -1 && y >= -1 && x <= grid_.nx && y <= grid_.ny &&
           is_floor_[static_cast<std::size_t>(y + 1) * static_cast<std::size_t>(grid_.nx + 2) +
                     static_cast<std::size_t>(x + 1)] != 0;
}

bool FieldReader::is_beside_wall(int ix, int iy) const {
    for (int y = iy - 1; y <= iy + 1; ++y)
        for (int x = ix - 1; x <= ix + 1; ++x)
            if (!is_floor(x, y))
                return true;
    return false;
}

Vec2 FieldReader::centre(int x, int y) const {
    return grid_.corner_m + Vec2{(x + 0.5) * grid_.cell_m, (y + 0.5) * grid_.cell_m};
}

std::optional<std::size_t> FieldReader::known(int x, int y) const {
    if (!is_in_grid(x, y))
        return std::nullopt;
    const auto cell =
        static_cast<std::size_t>(y) * static_cast<std::size_t>(grid_.nx) + static_cast<std::size_t>(x);
    return std::isnan(values_[cell]) ? std::nullopt : std::optional(cell);
}

double FieldReader::smooth(Vec2 p, double otherwise) const {
    const double gx = (p.x - grid_.corner_m.x) / grid_.cell_m - 0.5;
    const double gy = (p.y - grid_.corner_m.y) / grid_.cell_m - 0.5;
    const auto [ix, iy] = cell_at(p, 0.5);
    double sum = 0.0, weights = 0.0;
    for (int y = iy; y <= iy + 1; ++y)
        for (int x = ix; x <= ix + 1; ++x)
            if (const auto cell = known(x, y); cell && std::isfinite(values_[*cell])) {
                const double w = (1.0 - std::abs(gx - x)) * (1.0 - std::abs(gy - y));
                sum += w * static_cast<double>(values_[*cell]);
                weights += w;
            }
    return weights > 1e-6 ? sum / weights : otherwise;
}

}  // namespace wayout
