#include "agents/start_area.hpp"

#include "core/text.hpp"
#include "geometry/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace wayout {
namespace {

constexpr double min_cell_m = 0.5;
constexpr double max_cell_m = 4.0;
constexpr double cells_per_area = 20000.0;  // aimed at; larger areas take larger cells

/// What the places of a population ask of one surface.
struct Wanted {
    bool whole{false};
    std::vector<Polygon> parts;
};

bool is_standing_room(const Surface& s) {
    return s.kind == SurfaceKind::floor || s.kind == SurfaceKind::landing || s.kind == SurfaceKind::ramp ||
           s.kind == SurfaceKind::tier;
}

bool stands_still(const Surface& s) {
    return s.kind != SurfaceKind::escalator || s.motion == StairSpec::Motion::stopped;
}

/// A landing that is left by stairs only.
bool is_between_flights(const Venue& venue, std::size_t row) {
    const SurfaceId landing = SurfaceId::from(row);
    return venue.surfaces[row].kind == SurfaceKind::landing &&
           std::none_of(venue.gates.begin(), venue.gates.end(), [&](const Gate& gate) {
               if (gate.left != landing && gate.right != landing)
                   return false;
               const SurfaceId other = gate.left == landing ? gate.right : gate.left;
               return !other.is_valid() || venue.surfaces[other.row()].kind != SurfaceKind::stair;
           });
}

std::string did_you_mean(const std::string& id, const std::vector<std::string>& known) {
    const auto near = nearest(id, known);
    return near ? fmt::format("; did you mean '{}'?", *near) : std::string();
}

/// Collects what a population asks for, and everything that is wrong with it.
class PlaceReader {
public:
    PlaceReader(const PopulationSpec& population, const Venue& venue)
        : population_(population), venue_(venue) {}

    void read() {
        for (std::size_t i = 0; i < population_.storeys.size(); ++i) read_storey(i);
        for (std::size_t i = 0; i < population_.zones.size(); ++i) read_zone(i);
        if (population_.polygon)
            read_polygon();
        if (population_.storeys.empty() && population_.zones.empty() && !population_.polygon)
            for (std::size_t s = 0; s < venue_.surfaces.size(); ++s)
                if (venue_.surfaces[s].kind == SurfaceKind::floor)
                    wanted_[s].whole = true;
    }

    const std::map<std::size_t, Wanted>& wanted() const { return wanted_; }
    Errors& errors() { return errors_; }

    void problem(ErrorCode code, std::string_view key, const std::string& text,
                 const std::string& storey = {}, Vec2 at = {}) {
        errors_.push_back({code, fmt::format("{}.{}", population_.where, key),
                           fmt::format("population '{}': {}", population_.label(), text), storey, at.x,
                           at.y});
    }

private:
    void read_storey(std::size_t i) {
        const std::string& id = population_.storeys[i];
        bool found = false;
        for (std::size_t s = 0; s < venue_.surfaces.size(); ++s) {
            const Surface& surface = venue_.surfaces[s];
            const bool is_its_floor = surface.kind == SurfaceKind::floor && surface.storey.is_valid() &&
                                      venue_.storeys[surface.storey.row()].id == id;
            if (is_its_floor || surface.id == id) {
                wanted_[s].whole = true;
                found = true;
            }
        }
        if (found)
            return;
        std::vector<std::string> known;
        for (const Surface& surface : venue_.surfaces) known.push_back(surface.id);
        problem(ErrorCode::schema, fmt::format("in.storeys[{}]", i),
                fmt::format("there is no storey, tier or stair '{}'{}", id, did_you_mean(id, known)));
    }

    void read_zone(std::size_t i) {
        const std::string& id = population_.zones[i];
        const ZoneId zone = venue_.zone_by_id(id);
        if (!zone.is_valid()) {
            std::vector<std::string> known;
            for (const Zone& z : venue_.zones) known.push_back(z.id);
            problem(ErrorCode::schema, fmt::format("in.zones[{}]", i),
                    fmt::format("there is no zone '{}'{}", id, did_you_mean(id, known)));
            return;
        }
        const Zone& z = venue_.zones[zone.row()];
        want_part(z.storey, z.polygon, is_standing_room);
    }

    void read_polygon() {
        const Polygon local = to_local(venue_, *population_.polygon);
        if (const auto flaw = find_flaw(local))
            problem(ErrorCode::geometry, "in.polygon",
                    fmt::format("the polygon is unusable: {}", flaw->reason), population_.polygon_storey,
                    flaw->at + venue_.origin_m);
        const StoreyId storey = polygon_storey(population_, venue_);
        if (!storey.is_valid()) {
            problem(ErrorCode::schema, "in.storey",
                    fmt::format("there is no storey '{}' for the polygon", population_.polygon_storey));
        }
        if (errors_.empty())
            want_part(storey, local, stands_still);
    }

    template <typename Filter>
    void want_part(StoreyId storey, const Polygon& part, Filter&& filter) {
        for (std::size_t s = 0; s < venue_.surfaces.size(); ++s)
            if (venue_.surfaces[s].storey == storey && filter(venue_.surfaces[s]))
                wanted_[s].parts.push_back(part);
    }

    const PopulationSpec& population_;
    const Venue& venue_;
    std::map<std::size_t, Wanted> wanted_;  ///< by row of the surface
    Errors errors_;
};

Result<Region> region_of(const Surface& surface, const Wanted& wanted) {
    if (wanted.whole)
        return surface.walkable;
    Result<Region> parts = unite(wanted.parts);
    if (!parts)
        return parts;
    return intersection(surface.walkable, *parts);
}

/// The cars that stop on the surface, in local coordinates.
std::vector<Polygon> cars_on(const Surface& surface, const Venue& venue, std::span<const LiftSpec> lifts) {
    std::vector<Polygon> cars;
    for (const LiftSpec& lift : lifts)
        for (const LiftStop& stop : lift.stops)
            if (surface.kind == SurfaceKind::floor && surface.storey == venue.storey_by_id(stop.storey))
                cars.push_back(to_local(venue, lift.car));
    return cars;
}

}  // namespace

StoreyId polygon_storey(const PopulationSpec& population, const Venue& venue) {
    if (population.polygon_storey.empty() && venue.storeys.size() == 1)
        return StoreyId(0);
    return venue.storey_by_id(population.polygon_storey);
}

Vec2 to_local(const Venue& venue, Vec2 user) {
    return snapped(user - venue.origin_m);
}

Polygon to_local(const Venue& venue, Polygon user) {
    for (Vec2& p : user.outer) p = to_local(venue, p);
    for (Ring& hole : user.holes)
        for (Vec2& p : hole) p = to_local(venue, p);
    return user;
}

Result<StartArea> StartArea::resolve(const PopulationSpec& population, const Venue& venue,
                                     std::span<const LiftSpec> lifts, bool has_wheelchairs) {
    PlaceReader reader(population, venue);
    reader.read();
    StartArea area;
    for (const auto& [row, wanted] : reader.wanted()) {
        if (has_wheelchairs && is_between_flights(venue, row))
            continue;
        Result<Region> region = region_of(venue.surfaces[row], wanted);
        if (const std::vector<Polygon> cars = cars_on(venue.surfaces[row], venue, lifts);
            region && !cars.empty())
            region = subtract(*region, cars);
        if (!region) {
            for (const Error& e : region.error()) reader.problem(e.code, "in", e.message);
            continue;
        }
        if (wayout::area(*region) <= 0.0)
            continue;
        area.area_m2_ += wayout::area(*region);
        Piece piece{SurfaceId::from(row), *region, PolygonLocator(*region), bounds(*region)};
        area.pieces_.push_back(std::move(piece));
    }
    if (reader.errors().empty() && area.pieces_.empty())
        reader.problem(ErrorCode::geometry, "in", "none of its places has any walkable area");
    if (!reader.errors().empty())
        return std::move(reader.errors());

    area.cell_m_ = std::clamp(std::sqrt(area.area_m2_ / cells_per_area), min_cell_m, max_cell_m);
    for (std::size_t i = 0; i < area.pieces_.size(); ++i) area.add_cells(static_cast<std::uint32_t>(i));
    return area;
}

void StartArea::add_cells(std::uint32_t index) {
    const Piece& piece = pieces_[index];
    const Vec2 size = piece.box.size();
    const auto nx = static_cast<std::size_t>(size.x / cell_m_) + 1;
    const auto ny = static_cast<std::size_t>(size.y / cell_m_) + 1;

    // Cells that an edge passes through, with a margin for rounding.
    std::vector<char> is_cut(nx * ny, 0);
    const auto index_of = [&](double distance_m, std::size_t count) {
        return static_cast<std::size_t>(
            std::clamp(std::floor(distance_m / cell_m_), 0.0, static_cast<double>(count - 1)));
    };
    constexpr double margin_m = 1e-6;
    for (const Segment& e : edges(piece.region)) {
        const Vec2 a = e.a - piece.box.min;
        const Vec2 b = e.b - piece.box.min;
        const std::size_t y_low = index_of(std::min(a.y, b.y) - margin_m, ny);
        const std::size_t y_high = index_of(std::max(a.y, b.y) + margin_m, ny);
        for (std::size_t y = y_low; y <= y_high; ++y) {
            double x_low = std::min(a.x, b.x);
            double x_high = std::max(a.x, b.x);
            if (y_low != y_high && a.y != b.y) {  // only the piece of the edge in this row of cells
                const auto x_at = [&](double height) {
                    return a.x + (b.x - a.x) * (height - a.y) / (b.y - a.y);
                };
                const double x_bottom = x_at(static_cast<double>(y) * cell_m_ - margin_m);
                const double x_top = x_at(static_cast<double>(y + 1) * cell_m_ + margin_m);
                x_low = std::max(x_low, std::min(x_bottom, x_top));
                x_high = std::min(x_high, std::max(x_bottom, x_top));
            }
            const std::size_t right = index_of(x_high + margin_m, nx);
            for (std::size_t x = index_of(x_low - margin_m, nx); x <= right; ++x) is_cut[y * nx + x] = 1;
        }
    }

    // Between two cut cells of a row nothing changes: one question serves the whole run.
    for (std::size_t y = 0; y < ny; ++y) {
        bool is_known = false;
        bool is_inside = false;
        for (std::size_t x = 0; x < nx; ++x) {
            const Vec2 corner =
                piece.box.min + cell_m_ * Vec2{static_cast<double>(x), static_cast<double>(y)};
            if (is_cut[y * nx + x] != 0) {
                cells_.push_back({index, corner, false});
                is_known = false;
                continue;
            }
            if (!is_known)
                is_inside = piece.locator.covers(corner + Vec2{0.5 * cell_m_, 0.5 * cell_m_});
            is_known = true;
            if (is_inside)
                cells_.push_back({index, corner, true});
        }
    }
}

bool StartArea::covers(SurfaceId surface, Vec2 p) const {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
        return piece.surface == surface && piece.locator.covers(p);
    });
}

StartArea::Point StartArea::point_at(double u, double v) const {
    const double scaled = u * static_cast<double>(cells_.size());
    const auto row = std::min(static_cast<std::size_t>(scaled), cells_.size() - 1);
    const Cell& cell = cells_[row];
    // What is left of u behind the number of the cell is uniform too: 2^-53 x number of cells fine.
    const Vec2 p = cell.corner + cell_m_ * Vec2{scaled - static_cast<double>(row), v};
    return {cell.piece, p, cell.is_inside || pieces_[cell.piece].locator.covers(p)};
}

}  // namespace wayout
