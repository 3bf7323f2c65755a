#include "simulation/cues_in_view.hpp"

#include "behaviour/internal_clock.hpp"
#include "geometry/polygon_locator.hpp"
#include "simulation/hazard_state.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace wayout {
namespace {

/// People see no farther up and down; our choice.
constexpr float most_height_apart_m = 3.0F;
/// Smoke is looked for at one point of each square of a room; our choice.
constexpr double smoke_square_m = 5.0;
constexpr std::size_t chunk_points = 16;

/// Time of the fire from which there are flames; nothing: never.
std::optional<double> begins_to_burn_s(const HeatReleaseSpec& heat) {
    if (heat.table_kw.empty())
        return heat.start_s;
    const auto burns = std::find_if(heat.table_kw.begin(), heat.table_kw.end(),
                                    [](const TimedValue& v) { return v.value > 0.0; });
    if (burns == heat.table_kw.end())
        return std::nullopt;
    return burns == heat.table_kw.begin() ? 0.0 : std::prev(burns)->time_s;
}

}  // namespace

Viewpoint viewpoint_of(const NavigationGrid& grid, const OpenRooms& rooms, const Agents& agents,
                       std::size_t row) {
    const SurfaceId surface(agents.surface[row]);
    const Vec2 at{agents.x_m[row], agents.y_m[row]};
    const CellIndex cell = grid.locate(surface, at);
    return {at, static_cast<float>(grid.venue().surfaces[surface.row()].z_m(at)),
            cell == no_cell ? -1 : rooms.of(cell)};
}

// ---------------------------------------------------------------- others

OthersAround::OthersAround(const Venue& venue, double decay_m, double reach_m)
    : decay_m_(decay_m), reach_m_(reach_m) {
    constexpr double most_buckets_across = 1000.0;
    const double extent_m = std::max(venue.extent_m.x, venue.extent_m.y);
    edge_m_ = std::max(0.5 * reach_m, extent_m / most_buckets_across);
    columns_ = column_of(venue.extent_m.x) + 1;
    rows_ = row_of(venue.extent_m.y) + 1;
    first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
    leaving_in_.assign(first_.size() - 1, 0);
}

std::int32_t OthersAround::column_of(double x_m) const {
    return static_cast<std::int32_t>(std::max(0.0, x_m) / edge_m_);
}

std::int32_t OthersAround::row_of(double y_m) const {
    return static_cast<std::int32_t>(std::max(0.0, y_m) / edge_m_);
}

template <typename F>
void OthersAround::for_each_bucket_near(Vec2 p, F&& f) const {
    const std::int32_t last_column = std::min(column_of(p.x + reach_m_), columns_ - 1);
    const std::int32_t last_row = std::min(row_of(p.y + reach_m_), rows_ - 1);
    for (std::int32_t r = row_of(p.y - reach_m_); r <= last_row; ++r)
        for (std::int32_t c = column_of(p.x - reach_m_); c <= last_column; ++c)
            f(static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c));
}

void OthersAround::take(const Agents& agents, const std::vector<std::int32_t>& rows,
                        const std::vector<Viewpoint>& viewpoints, const std::vector<std::uint8_t>& leaves) {
    const auto bucket_of = [&](std::int32_t row) {
        const Vec2 p = viewpoints[static_cast<std::size_t>(row)].at;
        const std::int32_t c = std::min(column_of(p.x), columns_ - 1);
        const std::int32_t r = std::min(row_of(p.y), rows_ - 1);
        return static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
    };
    std::fill(first_.begin(), first_.end(), 0U);
    std::fill(leaving_in_.begin(), leaving_in_.end(), 0U);
    leaving_count_ = 0;
    for (const std::int32_t row : rows) ++first_[bucket_of(row) + 1];
    for (std::size_t b = 1; b < first_.size(); ++b) first_[b] += first_[b - 1];
    seen_.resize(rows.size());
    // Filling moves the start of each bucket to its end; put back below.
    for (const std::int32_t listed : rows) {
        const auto row = static_cast<std::size_t>(listed);
        const std::size_t bucket = bucket_of(listed);
        const bool is_leaving = leaves[row] != 0;
        seen_[first_[bucket]++] = {viewpoints[row], agents.id[row], is_leaving};
        leaving_in_[bucket] += is_leaving ? 1 : 0;
        leaving_count_ += is_leaving ? 1 : 0;
    }
    for (std::size_t b = first_.size() - 1; b > 0; --b) first_[b] = first_[b - 1];
    first_[0] = 0;
}

double OthersAround::leaving_frac(AgentId person, const Viewpoint& viewpoint) const {
    std::uint32_t leaving = 0;
    for_each_bucket_near(viewpoint.at, [&](std::size_t bucket) { leaving += leaving_in_[bucket]; });
    if (leaving == 0)
        return 0.0;
    OthersInView view(decay_m_);
    for_each_bucket_near(viewpoint.at, [&](std::size_t bucket) {
        for (std::uint32_t k = first_[bucket]; k < first_[bucket + 1]; ++k) {
            const Seen& other = seen_[k];
            const double away2 = length_squared(other.viewpoint.at - viewpoint.at);
            if (away2 <= reach_m_ * reach_m_ && other.id != person &&
                other.viewpoint.room == viewpoint.room &&
                std::abs(other.viewpoint.z_m - viewpoint.z_m) <= most_height_apart_m)
                view.add(std::sqrt(away2), other.leaves);
        }
    });
    return view.leaving_frac();
}

// ---------------------------------------------------------------- fire

FireInView::FireInView(const Venue& venue, const NavigationGrid& grid, const OpenRooms& rooms,
                       const FireSpec& fire, const NoticingSpec& noticing, double head_height_m)
    : sight_m_(noticing.fire_sight_m), smoke_extinction_per_m_(noticing.smoke_extinction_per_m) {
    const auto square = [](double m) { return static_cast<std::int32_t>(std::floor(m / smoke_square_m)); };
    const auto off_middle_m2 = [&](Vec2 p) {
        const Vec2 middle{(square(p.x) + 0.5) * smoke_square_m, (square(p.y) + 0.5) * smoke_square_m};
        return length_squared(p - middle);
    };
    std::map<std::tuple<std::int32_t, std::int32_t, std::int32_t, std::int32_t>, CellIndex> points;
    for (std::size_t i = 0; i < grid.cell_count(); ++i) {
        const auto cell = static_cast<CellIndex>(i);
        if (rooms.of(cell) < 0)
            continue;
        const Vec2 p = grid.centre(cell);
        const auto [place, is_new] =
            points.try_emplace({rooms.of(cell), grid.surface(cell).value, square(p.x), square(p.y)}, cell);
        if (!is_new && off_middle_m2(p) < off_middle_m2(grid.centre(place->second)))
            place->second = cell;
    }
    for (const auto& [key, cell] : points) {
        const Surface& surface = venue.surfaces[grid.surface(cell).row()];
        const Vec2 at = grid.centre(cell);
        Point& point = points_.emplace_back();
        point.at = at;
        point.room = rooms.of(cell);
        point.head = {surface.storey, at.x + venue.origin_m.x, at.y + venue.origin_m.y,
                      surface.z_m(at) + head_height_m};
        point.above = point.head;
        point.above.z_m += noticing.fire_look_up_m;
    }
    find_flames(venue, fire);
}

/// The flames of the built-in fire; where other sources burn is not known. They are seen from all rooms that
/// share their compartment: a balcony is a room of its own and looks into the hall.
void FireInView::find_flames(const Venue& venue, const FireSpec& fire) {
    if (!fire.zone_model)
        return;
    for (const ZoneFireSourceSpec& burning : fire.zone_model->fires) {
        const std::optional<double> begins_s = begins_to_burn_s(burning.heat_release);
        if (!begins_s)
            continue;
        std::set<std::int32_t> rooms;
        for (const CompartmentSpec& compartment : fire.zone_model->compartments)
            if (compartment.id == burning.compartment)
                for (const std::string& id : compartment.zones) add_rooms_of(venue, id, rooms);
        for (const std::int32_t room : rooms)
            flames_.push_back({{burning.x_m - venue.origin_m.x, burning.y_m - venue.origin_m.y},
                               room,
                               fire.starts_at_s + *begins_s});
    }
}

void FireInView::add_rooms_of(const Venue& venue, const std::string& zone_id,
                              std::set<std::int32_t>& rooms) const {
    const ZoneId id = venue.zone_by_id(zone_id);
    if (!id.is_valid())
        return;
    const Zone& zone = venue.zones[id.row()];
    const PolygonLocator area(Region{zone.polygon});
    for (const Point& point : points_)
        if (point.head.storey == zone.storey && area.covers(point.at))
            rooms.insert(point.room);
}

void FireInView::look(const HazardState& hazards, ThreadPool& pool, double now_s) {
    const auto is_smoky = [&](const AirPoint& at) {
        const AirSample sample = hazards.source->sample(at);
        return hazards.doses.is_known(sample) &&
               hazards.doses.with_substitutions(sample.air).extinction_per_m > smoke_extinction_per_m_;
    };
    parallel_for(pool, points_.size(), chunk_points, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t i = begin; i < end; ++i)
            points_[i].is_smoky = is_smoky(points_[i].head) || is_smoky(points_[i].above) ? 1 : 0;
    });
    seen_.clear();
    for (const Flame& flame : flames_)
        if (flame.begins_at_s <= now_s)
            seen_.push_back(flame);
    for (const Point& point : points_)
        if (point.is_smoky != 0)
            seen_.push_back({point.at, point.room, now_s});
}

bool FireInView::is_in_view(const Viewpoint& viewpoint) const {
    return std::any_of(seen_.begin(), seen_.end(), [&](const Flame& seen) {
        return seen.room == viewpoint.room && length_squared(seen.at - viewpoint.at) <= sight_m_ * sight_m_;
    });
}

}  // namespace wayout
