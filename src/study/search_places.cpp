#include "study/search_places.hpp"

#include "core/math.hpp"
#include "geometry/polygon.hpp"
#include "geometry/polygon_locator.hpp"
#include "navigation/escape_distances.hpp"
#include "venue/venue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace wayout {
namespace {

/// Teams that see nothing, on the way in: tunnel exercise with seven teams [A].
constexpr double blind_speed_mps = 0.39;
constexpr double room_m2 = 12.0;
constexpr double room_s = 240.0;

/// The walkable point of a shape nearest to its centre: where a search begins. Looked for on a lattice.
std::optional<Vec2> begin_of_search(const Venue& venue, StoreyId storey, const Polygon& polygon) {
    const Vec2 centre = centroid(polygon);
    const PolygonLocator shape{Region{polygon}};
    const auto is_good = [&](Vec2 p) { return shape.covers(p) && venue.surface_at(storey, p).is_valid(); };
    if (is_good(centre))
        return centre;
    constexpr int steps = 40;
    const Box box = bounds(polygon);
    std::optional<Vec2> best;
    double best_m = std::numeric_limits<double>::infinity();
    for (int i = 0; i <= steps; ++i)
        for (int k = 0; k <= steps; ++k) {
            const Vec2 p{box.min.x + (box.max.x - box.min.x) * i / steps,
                         box.min.y + (box.max.y - box.min.y) * k / steps};
            const double off_m = std::hypot(p.x - centre.x, p.y - centre.y);
            if (off_m < best_m && is_good(p)) {
                best = p;
                best_m = off_m;
            }
        }
    return best;
}

SearchPlace place_of(const Venue& venue, const EscapeDistances& distances, StoreyId storey,
                     const Polygon& polygon) {
    SearchPlace place;
    place.storey = venue.storeys[storey.row()].name;
    place.area_m2 = area(polygon);
    place.search_s = search_time_s(place.area_m2);
    place.distance_m = std::numeric_limits<double>::quiet_NaN();
    if (const std::optional<Vec2> begin = begin_of_search(venue, storey, polygon))
        place.distance_m = distances.from(venue.surface_at(storey, *begin), *begin).to_exit_m;
    place.reach_s = place.distance_m / blind_speed_mps;
    return place;
}

}  // namespace

double search_time_s(double area_m2) {
    return area_m2 > 0.0 ? room_s * portable_exp(0.8 * portable_log(area_m2 / room_m2)) : 0.0;
}

std::vector<SearchPlace> search_places(std::shared_ptr<const NavigationGrid> grid) {
    const Venue& venue = grid->venue();
    const EscapeDistances distances(grid, EscapeDistances::Escalators::used);
    std::vector<SearchPlace> places;
    const auto add = [&](const std::string& id, const std::string& name, StoreyId storey,
                         const Polygon& polygon) {
        SearchPlace& place = places.emplace_back(place_of(venue, distances, storey, polygon));
        place.id = id;
        place.name = name.empty() ? id : name;
    };
    for (const Zone& zone : venue.zones) add(zone.id, zone.name, zone.storey, zone.polygon);
    if (!places.empty())
        return places;
    for (std::size_t s = 0; s < venue.storeys.size(); ++s) {
        const Storey& storey = venue.storeys[s];
        const Surface& floor = venue.surfaces[storey.floor.row()];
        if (floor.walkable.empty())
            continue;
        const auto largest =
            std::max_element(floor.walkable.begin(), floor.walkable.end(),
                             [](const Polygon& a, const Polygon& b) { return area(a) < area(b); });
        add(storey.id, storey.name, StoreyId::from(s), *largest);
        places.back().area_m2 = floor.area_m2;
        places.back().search_s = search_time_s(floor.area_m2);
    }
    return places;
}

std::string places_as_json(const std::vector<SearchPlace>& places) {
    nlohmann::json list = nlohmann::json::array();
    for (const SearchPlace& p : places)
        list.push_back({{"id", p.id},
                        {"name", p.name},
                        {"storey", p.storey},
                        {"area_m2", p.area_m2},
                        {"distance_m", p.distance_m},  // NaN is written as null
                        {"reach_s", p.reach_s},
                        {"search_s", p.search_s}});
    return list.dump();
}

std::vector<SearchPlace> places_of_json(const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_array())
        return {};
    const auto word = [](const nlohmann::json& item, const char* key) {
        const auto found = item.find(key);
        return found != item.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto number = [](const nlohmann::json& item, const char* key) {
        const auto found = item.find(key);
        return found != item.end() && found->is_number() ? found->get<double>()
                                                         : std::numeric_limits<double>::quiet_NaN();
    };
    std::vector<SearchPlace> places;
    for (const nlohmann::json& item : json)
        if (item.is_object())
            places.push_back({word(item, "id"), word(item, "name"), word(item, "storey"),
                              number(item, "area_m2"), number(item, "distance_m"), number(item, "reach_s"),
                              number(item, "search_s")});
    return places;
}

}  // namespace wayout
