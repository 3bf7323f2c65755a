/// What is wrong with a plan beyond its single values.
#include "core/text.hpp"
#include "response/suggestion.hpp"
#include "response/survival.hpp"
#include "response/travel_table.hpp"

#include <wayout/medical.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace wayout {
namespace {

constexpr std::size_t most_listed = 200;

class PlanChecker {
public:
    explicit PlanChecker(const MedicalPlan& plan) : plan_(plan), travel_(plan) {
        for (const CollectionPointSpec& point : plan.points) points_.push_back(point.id);
    }

    Errors check() {
        check_ids();
        for (const CollectionPointSpec& point : plan_.points) {
            check_windows(point.embargo, place_of(point, "embargo"), "intervals of the embargo");
            if (point.carry)
                check_windows(point.carry->shifts, place_of(point, "carry.shifts"), "shifts");
        }
        for (const TriageCrewSpec& crew : plan_.triage.crews) {
            check_point(crew, crew.place, "place");
            check_windows(crew.shifts, place_of(crew, "shifts"), "shifts");
        }
        for (const TreatmentPostSpec& post : plan_.posts) {
            check_point(post, post.place, "place");
            check_windows(post.shifts, place_of(post, "shifts"), "shifts");
        }
        check_exits();
        check_matrix();
        check_scores();
        for (const FleetSpec& fleet : plan_.fleets) check_fleet(fleet);
        if (plan_.hospitals.empty())
            add(ErrorCode::schema, plan_.file + ": hospitals", "there is no hospital: list at least one");
        for (const HospitalSpec& hospital : plan_.hospitals) check_hospital(hospital);
        const std::size_t before = errors_.size();
        check_travel_entries();
        if (errors_.size() == before)
            check_holes();
        if (unlisted_ > 0)
            errors_.push_back({ErrorCode::schema, plan_.file, fmt::format("{} more problems", unlisted_)});
        return std::move(errors_);
    }

private:
    /// "response.json: hospitals[2].beds ('St Anna')"
    static std::string place_of(const Named& thing, std::string_view key = {}) {
        return fmt::format("{}{}{} ('{}')", thing.where, key.empty() ? "" : ".", key, thing.label());
    }

    void add(ErrorCode code, std::string where, std::string message) {
        if (errors_.size() < most_listed)
            errors_.push_back({code, std::move(where), std::move(message)});
        else
            ++unlisted_;
    }

    void check_ids() {
        std::set<std::string> places;
        std::set<std::string> crews;
        const auto once = [&](std::set<std::string>& ids, const Named& thing) {
            if (!ids.insert(thing.id).second)
                add(ErrorCode::schema, place_of(thing),
                    fmt::format("there is another thing with the id '{}'; rename one", thing.id));
        };
        for (const CollectionPointSpec& point : plan_.points) once(places, point);
        for (const HospitalSpec& hospital : plan_.hospitals) once(places, hospital);
        for (const TriageCrewSpec& crew : plan_.triage.crews) once(crews, crew);
        for (const TreatmentPostSpec& post : plan_.posts) once(crews, post);
        for (const FleetSpec& fleet : plan_.fleets) once(crews, fleet);
    }

    bool is_point(const std::string& id) const {
        return std::find(points_.begin(), points_.end(), id) != points_.end();
    }

    void check_point(const Named& thing, const std::string& id, const char* key) {
        if (!is_point(id))
            add(ErrorCode::schema, place_of(thing, key),
                fmt::format("'{}' is no collection point{}", id, suggestion(id, points_)));
    }

    void check_exits() {
        std::set<std::string> seen;
        for (const CollectionPointSpec& point : plan_.points)
            for (const std::string& exit : point.exits)
                if (!seen.insert(exit).second)
                    add(ErrorCode::schema, place_of(point, "exits"),
                        fmt::format("the exit '{}' is listed twice: its people can come to one point only",
                                    exit));
        if (const std::string& place = plan_.left_inside.place; !place.empty() && !is_point(place))
            add(ErrorCode::schema, plan_.file + ": left_inside.place",
                fmt::format("'{}' is no collection point{}", place, suggestion(place, points_)));
    }

    void check_windows(std::span<const TimeWindow> windows, const std::string& where, const char* what) {
        std::vector<TimeWindow> sorted;
        for (const TimeWindow& window : windows) {
            if (window.from_s < 0.0 || !(window.until_s > window.from_s))
                add(ErrorCode::out_of_range, where,
                    fmt::format("from {} s until {} s: it must end after it begins, and begin at 0 or later",
                                window.from_s, window.until_s));
            else
                sorted.push_back(window);
        }
        std::sort(sorted.begin(), sorted.end(),
                  [](const TimeWindow& a, const TimeWindow& b) { return a.from_s < b.from_s; });
        for (std::size_t i = 1; i < sorted.size(); ++i)
            if (sorted[i].from_s < sorted[i - 1].until_s)
                add(ErrorCode::out_of_range, where,
                    fmt::format("{} overlap: one until {} s, the next from {} s; join or part them", what,
                                sorted[i - 1].until_s, sorted[i].from_s));
    }

    void check_matrix() {
        if (!plan_.triage.matrix)
            return;
        for (std::size_t row = 0; row < 3; ++row) {
            double sum = 0.0;
            bool is_share = true;
            for (const double share : (*plan_.triage.matrix)[row]) {
                sum += share;
                is_share = is_share && share >= 0.0 && share <= 1.0;
            }
            if (!is_share || std::abs(sum - 1.0) > 1e-6)
                add(ErrorCode::out_of_range,
                    fmt::format("{}: triage.misjudgement.matrix[{}]", plan_.file, row),
                    fmt::format("the shares of those who are {} add up to {}; each must lie between 0 and 1 "
                                "and all together be 1",
                                triage_class_names[row], sum));
        }
        if (plan_.triage.matrix_source.empty())
            add(ErrorCode::schema, plan_.file + ": triage.misjudgement.source",
                "say where the matrix is from: a publication, an exercise, or \"assumed\"");
    }

    void check_scores() {
        for (std::size_t k = 0; k < 3; ++k)
            if (class_of_rpm(plan_.rpm_of_class[k]) != static_cast<TriageClass>(k))
                add(ErrorCode::out_of_range,
                    fmt::format("{}: rpm_of_class.{}", plan_.file, triage_class_names[k]),
                    fmt::format("a score of {} is not {}: red is above 0 and up to 7.5, yellow above 7.5 and "
                                "below 11, green from 11 to 12",
                                plan_.rpm_of_class[k], triage_class_names[k]));
    }

    void check_fleet(const FleetSpec& fleet) {
        check_point(fleet, fleet.place, "place");
        check_windows(fleet.shifts, place_of(fleet, "shifts"), "shifts");
        if (fleet.capacity[0] + fleet.capacity[1] + fleet.capacity[2] == 0)
            add(ErrorCode::out_of_range, place_of(fleet, "capacity"), "it can carry nobody");
        if (fleet.arrival == FleetArrival::at_random && !(fleet.per_hour > 0.0))
            add(ErrorCode::schema, place_of(fleet, "per_hour"),
                "vehicles that come at random need \"per_hour\" above 0");
        if (fleet.arrival == FleetArrival::evenly && !(fleet.over_s > 0.0))
            add(ErrorCode::schema, place_of(fleet, "over_s"),
                "vehicles that come evenly need \"over_s\" above 0");
    }

    void check_hospital(const HospitalSpec& hospital) {
        if (hospital.beds < 1)
            add(ErrorCode::out_of_range, place_of(hospital, "beds"),
                "a hospital without beds: give 1 or more");
        if (hospital.ed_beds < 1)
            add(ErrorCode::out_of_range, place_of(hospital, "ed_beds"),
                "an emergency department without places: give 1 or more");
    }

    void check_travel_entries() {
        std::set<std::pair<std::string, std::string>> seen;
        for (const TravelSpec& entry : plan_.travel) {
            for (const std::string& id : {entry.from, entry.to})
                if (travel_.row_of(id) < 0)
                    add(ErrorCode::schema, entry.where,
                        fmt::format("'{}' is no collection point, hospital or base{}", id,
                                    suggestion(id, travel_.names())));
            if (entry.from == entry.to)
                add(ErrorCode::schema, entry.where, fmt::format("from '{0}' to '{0}'", entry.from));
            if (!seen.insert({entry.from, entry.to}).second)
                add(ErrorCode::schema, entry.where,
                    fmt::format("there is another entry from '{}' to '{}'; remove one", entry.from,
                                entry.to));
            if (entry.time_s.has_value() == entry.distance_m.has_value())
                add(ErrorCode::schema, entry.where, "give time_s or distance_m");
        }
    }

    void check_holes() {
        std::set<std::pair<std::size_t, std::size_t>> reported;
        const auto need = [&](std::size_t from, std::size_t to) {
            if (std::isfinite(travel_.time_s(from, to)) || !reported.insert({from, to}).second)
                return;
            add(ErrorCode::unreachable, plan_.file + ": travel",
                fmt::format("there is no way from '{}' to '{}'; add an entry for it", travel_.names()[from],
                            travel_.names()[to]));
        };
        for (std::size_t p = 0; p < plan_.points.size(); ++p) {
            for (std::size_t h = 0; h < plan_.hospitals.size(); ++h)
                need(travel_.point_row(p), travel_.hospital_row(h));
            if (!plan_.fleets.empty())
                for (std::size_t q = 0; q < plan_.points.size(); ++q)
                    need(travel_.point_row(p), travel_.point_row(q));
        }
        if (plan_.transfers.vehicles > 0)
            check_transfer_holes(need);
        for (const FleetSpec& fleet : plan_.fleets) {
            if (!is_point(fleet.place))
                continue;
            const auto home = static_cast<std::size_t>(travel_.row_of(fleet.place));
            need(static_cast<std::size_t>(travel_.row_of(fleet.base)), home);
            for (std::size_t h = 0; h < plan_.hospitals.size(); ++h) need(travel_.hospital_row(h), home);
        }
    }

    /// Ways between hospitals of which one can do what the other cannot.
    template <typename Need>
    void check_transfer_holes(Need&& need) {
        const auto has_more = [](const HospitalSpec& a, const HospitalSpec& b) {
            return (a.burn_beds > 0 && b.burn_beds == 0) || (a.ventilators > 0 && b.ventilators == 0) ||
                   (a.operating_rooms > 0 && b.operating_rooms == 0) || (a.paediatric && !b.paediatric);
        };
        for (std::size_t a = 0; a < plan_.hospitals.size(); ++a)
            for (std::size_t b = 0; b < plan_.hospitals.size(); ++b)
                if (a != b && has_more(plan_.hospitals[b], plan_.hospitals[a])) {
                    need(travel_.hospital_row(a), travel_.hospital_row(b));
                    need(travel_.hospital_row(b), travel_.hospital_row(a));
                }
    }

    const MedicalPlan& plan_;
    TravelTable travel_;
    std::vector<std::string> points_;
    Errors errors_;
    std::size_t unlisted_{0};
};

}  // namespace

Errors problems_of_plan(const MedicalPlan& plan) {
    return PlanChecker(plan).check();
}

Errors problems_of_casualties(const MedicalPlan& plan, std::span<const Casualty> casualties,
                              const std::string& file) {
    std::vector<std::string> points;
    for (const CollectionPointSpec& point : plan.points) points.push_back(point.id);
    Errors errors;
    for (const Casualty& casualty : casualties) {
        if (std::find(points.begin(), points.end(), casualty.place) != points.end())
            continue;
        if (errors.size() == most_listed) {
            errors.push_back({ErrorCode::schema, file, "more casualties at places that are not known"});
            break;
        }
        errors.push_back({ErrorCode::schema,
                          fmt::format("{}: line {} (casualty '{}')", file, casualty.line, casualty.id),
                          fmt::format("'{}' in column place is no collection point of the plan{}",
                                      casualty.place.substr(0, 64),
                                      suggestion(std::string_view(casualty.place).substr(0, 64), points))});
    }
    return errors;
}

}  // namespace wayout
