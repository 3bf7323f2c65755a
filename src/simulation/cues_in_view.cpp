#include "simulation/cues_in_view.hpp"

#include "behaviour/internal_clock.hpp"
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

/// Flames are seen from a heat release like that of a burning wastepaper basket on; our choice.
constexpr double flames_seen_from_kw = 50.0;

/// Time of the fire from which flames are seen; nothing: never.
std::optional<double> flames_seen_from_s(const HeatReleaseSpec& heat) {
    if (heat.table_kw.empty()) {
        if (heat.alpha_kw_per_s2 <= 0.0 || heat.peak_kw.value_or(flames_seen_from_kw) < flames_seen_from_kw)
            return std::nullopt;
        return heat.start_s + std::sqrt(flames_seen_from_kw / heat.alpha_kw_per_s2);
    }
    const TimeTable& table = heat.table_kw;
    const auto above = std::find_if(table.begin(), table.end(),
                                    [](const TimedValue& v) { return v.value >= flames_seen_from_kw; });
    if (above == table.end())
        return std::nullopt;
    if (above == table.begin())
        return 0.0;
    const TimedValue& below = *std::prev(above);
    return below.time_s + (above->time_s - below.time_s) * (flames_seen_from_kw - below.value) /
                              (above->value - below.value);
}

}  // namespace

Viewpoint viewpoint_of(const NavigationGrid& grid, const OpenRooms& rooms, const Agents& agents,
                       std::size_t row) {
    const SurfaceId surface(agents.surface[row]);
    const Vec2 at{agents.x_m[row], agents.y_m[row]};
    const CellIndex cell = grid.locate(surface, at);
    return {at, static_cast<float>(grid.venue().surfaces[surface.row()].z_m(at)),
            cell == no_cell ? -1 : rooms.of(cell), surface};
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
    : venue_(&venue),
      sight_m_(noticing.fire_sight_m),
      smoke_extinction_per_m_(noticing.smoke_extinction_per_m) {
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

/// The flames of the built-in fire; where other sources burn is not known.
void FireInView::find_flames(const Venue& venue, const FireSpec& fire) {
    if (!fire.zone_model)
        return;
    for (const ZoneFireSourceSpec& burning : fire.zone_model->fires) {
        const std::optional<double> seen_from_s = flames_seen_from_s(burning.heat_release);
        if (!seen_from_s)
            continue;
        for (const CompartmentSpec& compartment : fire.zone_model->compartments) {
            if (compartment.id != burning.compartment || compartment.zones.empty())
                continue;
            std::vector<std::string> unknown;
            flames_.push_back({{burning.x_m - venue.origin_m.x, burning.y_m - venue.origin_m.y},
                               NamedArea(venue, compartment.zones, unknown),
                               fire.starts_at_s + *seen_from_s});
        }
    }
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
    smoky_.clear();
    for (const Point& point : points_)
        if (point.is_smoky != 0)
            smoky_.push_back(&point);
    looked_at_s_ = now_s;
}

bool FireInView::is_in_view(const Viewpoint& viewpoint) const {
    const auto is_within_sight = [&](Vec2 p) {
        return length_squared(p - viewpoint.at) <= sight_m_ * sight_m_;
    };
    return std::any_of(flames_.begin(), flames_.end(),
                       [&](const Flame& flame) {
                           return flame.begins_at_s <= looked_at_s_ && is_within_sight(flame.at) &&
                                  flame.seen_from.holds(*venue_, viewpoint.surface, viewpoint.at);
                       }) ||
           std::any_of(smoky_.begin(), smoky_.end(), [&](const Point* point) {
               return point->room == viewpoint.room && is_within_sight(point->at);
           });
}

}  // namespace wayout
