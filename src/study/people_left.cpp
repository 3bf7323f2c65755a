#include "study/people_left.hpp"

#include "geometry/polygon.hpp"
#include "geometry/polygon_locator.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace wayout {
namespace {

class PlacesOfVenue {
public:
    explicit PlacesOfVenue(const Venue& venue) : venue_(venue) {
        for (const Zone& zone : venue.zones) shapes_.emplace_back(Region{zone.polygon});
    }

    bool are_storeys() const { return venue_.zones.empty(); }

    /// Ids of the places where somebody is; one empty id where that is none.
    std::vector<std::string> at(int storey, Vec2 p) const {
        if (storey < 0)
            return {std::string()};
        if (are_storeys())
            return {venue_.storeys[static_cast<std::size_t>(storey)].id};
        std::vector<std::string> ids;
        for (std::size_t z = 0; z < shapes_.size(); ++z)
            if (venue_.zones[z].storey.value == storey && shapes_[z].covers(p))
                ids.push_back(venue_.zones[z].id);
        if (ids.empty())
            ids.emplace_back();
        return ids;
    }

    const std::vector<int>& counts(const TimelineRow& row) const {
        return are_storeys() ? row.by_storey : row.by_zone;
    }
    const std::string& id(std::size_t place) const {
        return are_storeys() ? venue_.storeys[place].id : venue_.zones[place].id;
    }

private:
    const Venue& venue_;
    std::vector<PolygonLocator> shapes_;
};

/// When somebody who is not able at the end ceased to be; the end where that is not known.
double unable_since_s(const PersonResult& person, const RunResults& results) {
    if (person.exposure && person.exposure->incapacitated.has_happened())
        return person.exposure->incapacitated.time_s;
    double since_s = at_end;
    for (const LossResult& loss : results.hazards.losses)
        if (std::isfinite(loss.at_s) && loss.storey == person.end_storey &&
            PolygonLocator(Region{Polygon{loss.outline_m, {}}}).covers(person.end_m))
            since_s = std::min(since_s, loss.at_s);
    return since_s;
}

/// The counts of the last second not after a time; of the end, if the run was over before.
const TimelineRow* row_at(const RunResults& results, double time_s) {
    const TimelineRow* found = nullptr;
    for (const TimelineRow& row : results.timeline) {
        if (row.time_s > time_s + 1e-9)
            break;
        found = &row;
    }
    return found;
}

using Key = std::pair<std::string, double>;

}  // namespace

std::vector<PeopleLeft> people_left(const RunResults& results, const Venue& venue,
                                    std::span<const double> at_s) {
    const PlacesOfVenue places(venue);
    std::map<Key, PeopleLeft> counts;
    const auto entry = [&](const std::string& place, double time_s) -> PeopleLeft& {
        PeopleLeft& left = counts[{place, time_s}];
        left.place = place;
        left.time_s = time_s;
        return left;
    };
    for (const PersonResult& person : results.people) {
        if (person.outcome == Outcome::out)
            continue;
        const bool is_unable = person.outcome == Outcome::incapacitated;
        const double since_s = is_unable ? unable_since_s(person, results) : at_end;
        for (const std::string& place : places.at(person.end_storey, person.end_m)) {
            ++(is_unable ? entry(place, at_end).unable : entry(place, at_end).able);
            if (place.empty())
                continue;  // the course over time is known by place only
            for (const double time_s : at_s)
                if (since_s <= time_s)
                    ++entry(place, time_s).unable;
        }
    }
    for (const double time_s : at_s)
        if (const TimelineRow* row = row_at(results, time_s))
            for (std::size_t place = 0; place < places.counts(*row).size(); ++place)
                if (const int inside = places.counts(*row)[place]; inside > 0) {
                    PeopleLeft& left = entry(places.id(place), time_s);
                    left.able = std::max(0, inside - left.unable);
                }
    std::vector<PeopleLeft> list;
    for (const auto& [key, left] : counts) list.push_back(left);
    return list;
}

}  // namespace wayout
