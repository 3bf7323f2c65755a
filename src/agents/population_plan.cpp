#include "agents/population_plan.hpp"

#include "agents/distribution.hpp"
#include "agents/profile_sampler.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace wayout {
namespace {

/// More people than any venue holds: a slip of the keyboard.
constexpr int max_count = 2'000'000;
/// Hexagonally packed bodies of 0.40 m reach 7.2 per m2.
constexpr double max_density_per_m2 = 10.0;

bool has_wheelchair_users(const ProfileSpec& profile) {
    return std::any_of(profile.groups.begin(), profile.groups.end(), [](const ProfileGroup& group) {
        return group.share > 0.0 && group.mobility == MobilityClass::wheelchair;
    });
}

class Planner {
public:
    Planner(const Scenario& scenario, const Venue& venue, Errors& errors)
        : scenario_(scenario),
          venue_(venue),
          errors_(errors),
          profile_is_checked_(scenario.people.profiles.size(), 0) {}

    std::optional<PopulationPlan> plan(std::size_t row) {
        spec_ = &scenario_.people.populations[row];
        is_sound_ = true;
        PopulationPlan plan;
        plan.population = row;
        plan.profile = find_profile(spec_->profile, "profile").value_or(0);
        if (spec_->company)
            plan_company(plan);
        for (const std::string& text : distribution_problems(spec_->pre_movement_s, pre_movement_range_s))
            problem(ErrorCode::out_of_range, "pre_movement_s", text);
        check_exits();
        if (check_amount_and_places())
            find_places(plan);
        if (!is_sound_)
            return std::nullopt;
        return plan;
    }

private:
    void problem(ErrorCode code, std::string_view key, const std::string& text) {
        is_sound_ = false;
        const std::string where = key.empty() ? spec_->where : fmt::format("{}.{}", spec_->where, key);
        errors_.push_back(
            {code, where, fmt::format("population '{}': {}", spec_->label(), text), {}, 0.0, 0.0});
    }

    template <typename Things>
    std::string did_you_mean(const std::string& id, const Things& things) const {
        std::vector<std::string> known;
        for (const auto& thing : things) known.push_back(thing.id);
        const auto near = nearest(id, known);
        return near ? fmt::format("; did you mean '{}'?", *near) : std::string();
    }

    /// Row of the profile, if there is one; checks it at its first use.
    std::optional<std::size_t> find_profile(const std::string& id, std::string_view key) {
        const auto& profiles = scenario_.people.profiles;
        const auto found =
            std::find_if(profiles.begin(), profiles.end(), [&](const ProfileSpec& p) { return p.id == id; });
        if (found == profiles.end()) {
            problem(ErrorCode::schema, key,
                    fmt::format("there is no profile '{}'{}", id, did_you_mean(id, profiles)));
            return std::nullopt;
        }
        const auto row = static_cast<std::size_t>(found - profiles.begin());
        if (profile_is_checked_[row] == 0) {
            const Errors found_wrong = profile_problems(*found);
            errors_.insert(errors_.end(), found_wrong.begin(), found_wrong.end());
            profile_is_checked_[row] = found_wrong.empty() ? sound : unsound;
        }
        is_sound_ = is_sound_ && profile_is_checked_[row] == sound;
        return row;
    }

    void plan_company(PopulationPlan& plan) {
        const CompanySpec& company = *spec_->company;
        if (!company.child_profile.empty())
            plan.child_profile = find_profile(company.child_profile, "company.child_profile");
        if (company.children_in.empty())
            return;
        if (spec_->positions) {
            problem(ErrorCode::schema, "company.children_in",
                    "positions say exactly where people start; leave one of the two out");
            return;
        }
        PopulationSpec children;
        static_cast<Named&>(children) = *spec_;
        children.zones = {company.children_in};
        Result<StartArea> area = StartArea::resolve(children, venue_);
        if (area) {
            plan.child_area = std::move(*area);
            return;
        }
        is_sound_ = false;
        for (Error error : area.error()) {
            error.where = spec_->where + ".company.children_in";
            errors_.push_back(std::move(error));
        }
    }

    void check_exits() {
        for (std::size_t i = 0; i < spec_->exits.size(); ++i) {
            const GateId gate = venue_.gate_by_id(spec_->exits[i]);
            if (!gate.is_valid() || venue_.gates[gate.row()].kind != GateKind::exit)
                problem(ErrorCode::schema, fmt::format("exits[{}]", i),
                        fmt::format("there is no exit '{}'{}", spec_->exits[i],
                                    did_you_mean(spec_->exits[i], scenario_.venue.exits)));
        }
        if (spec_->exit_choice == ExitChoice::fixed && spec_->exits.size() != 1)
            problem(ErrorCode::schema, "exits",
                    fmt::format("a fixed exit needs exactly one id, there are {}", spec_->exits.size()));
    }

    bool asks_for_places() const {
        return !spec_->zones.empty() || !spec_->storeys.empty() || spec_->polygon.has_value();
    }
    bool is_seated() const { return spec_->seats_filled_frac.has_value() || !spec_->seating.empty(); }

    /// Whether amount and places make sense together.
    bool check_amount_and_places() {
        const bool was_sound = is_sound_;
        is_sound_ = true;
        const PopulationSpec& s = *spec_;
        const int given = int{s.count.has_value()} + int{s.density_per_m2.has_value()} +
                          int{s.seats_filled_frac.has_value()} + int{s.positions.has_value()};
        if (given != 1)
            problem(ErrorCode::schema, {},
                    fmt::format(
                        "{} of count, density_per_m2, seats_filled_frac and positions are given; give one",
                        given == 0 ? "none" : "several"));
        if (s.count && (*s.count < 0 || *s.count > max_count))
            problem(ErrorCode::out_of_range, "count",
                    fmt::format("{} people lie outside 0 to {}", *s.count, max_count));
        if (s.density_per_m2 && !(*s.density_per_m2 > 0.0 && *s.density_per_m2 <= max_density_per_m2))
            problem(ErrorCode::out_of_range, "density_per_m2",
                    fmt::format("{:g} people per m2 lie outside 0 to {:g}; more than 7 cannot stand",
                                *s.density_per_m2, max_density_per_m2));
        if (s.seats_filled_frac && !(*s.seats_filled_frac >= 0.0 && *s.seats_filled_frac <= 1.0))
            problem(ErrorCode::out_of_range, "seats_filled_frac",
                    fmt::format("{:g} lies outside 0 to 1", *s.seats_filled_frac));
        if (!s.seating.empty() && asks_for_places())
            problem(ErrorCode::schema, "in",
                    "people either sit (seating) or stand (zones, storeys, polygon); make two populations of "
                    "them");
        if (!s.seating.empty() && s.density_per_m2)
            problem(ErrorCode::schema, "density_per_m2",
                    "a density of people on seats has no meaning; give count or seats_filled_frac");
        if (s.positions)
            check_positions();
        if (!s.free_speeds_mps.empty())
            check_own_speeds();
        const bool makes_sense = is_sound_;
        is_sound_ = makes_sense && was_sound;
        return makes_sense;
    }

    void check_own_speeds() {
        const std::size_t count = spec_->positions ? spec_->positions->size() : 0;
        if (spec_->free_speeds_mps.size() != count)
            problem(ErrorCode::schema, "free_speeds_mps",
                    fmt::format("{} speeds are given for {} positions; give one for each, or none",
                                spec_->free_speeds_mps.size(), count));
        for (std::size_t i = 0; i < spec_->free_speeds_mps.size(); ++i)
            if (const double v = spec_->free_speeds_mps[i];
                !(v >= speed_range_mps.lowest && v <= speed_range_mps.highest))
                problem(ErrorCode::out_of_range, fmt::format("free_speeds_mps[{}]", i),
                        fmt::format("{:g} m/s lies outside {:g} to {:g}", v, speed_range_mps.lowest,
                                    speed_range_mps.highest));
    }

    void check_positions() {
        if (asks_for_places() || !spec_->seating.empty())
            problem(ErrorCode::schema, "in",
                    "positions and other places exclude each other; give one of them");
        if (!polygon_storey(*spec_, venue_).is_valid())
            problem(ErrorCode::schema, "in.storey",
                    fmt::format("there is no storey '{}' for the positions{}", spec_->polygon_storey,
                                did_you_mean(spec_->polygon_storey, venue_.storeys)));
        const std::vector<double>& speeds = spec_->free_speeds_mps;
        if (!speeds.empty() && speeds.size() != spec_->positions->size())
            problem(ErrorCode::schema, "in.free_speeds_mps",
                    fmt::format("{} speeds for {} positions; give one for each, or none", speeds.size(),
                                spec_->positions->size()));
        for (std::size_t i = 0; i < speeds.size(); ++i)
            if (!(speeds[i] >= 0.05 && speeds[i] <= 5.0))
                problem(ErrorCode::out_of_range, fmt::format("in.free_speeds_mps[{}]", i),
                        fmt::format("{} m/s is outside 0.05 to 5 m/s", speeds[i]));
        for (std::size_t i = 0; i < spec_->positions->size(); ++i)
            if (const Vec2 p = (*spec_->positions)[i]; !(std::isfinite(p.x) && std::isfinite(p.y)))
                problem(ErrorCode::out_of_range, fmt::format("in.positions[{}]", i),
                        "is not a point of the plan");
    }

    void find_places(PopulationPlan& plan) {
        if (spec_->positions) {
            plan.kind = PopulationPlan::Kind::at_positions;
            plan.count = spec_->positions->size();
        } else if (is_seated()) {
            plan.kind = PopulationPlan::Kind::seated;
            find_seats(plan);
        } else {
            resolve_area(plan);
            if (!plan.area)
                return;
            plan.count = spec_->count ? static_cast<std::size_t>(*spec_->count)
                                      : rounded(*spec_->density_per_m2 * plan.area->area_m2());
            if (plan.count > static_cast<std::size_t>(max_count))
                problem(ErrorCode::out_of_range, "density_per_m2",
                        fmt::format("{:g} people per m2 on {:.0f} m2 are more than {} people",
                                    *spec_->density_per_m2, plan.area->area_m2(), max_count));
        }
    }

    static std::size_t rounded(double v) { return static_cast<std::size_t>(std::floor(v + 0.5)); }

    void resolve_area(PopulationPlan& plan) {
        const bool has_wheelchairs = !scenario_.people.profiles.empty() &&
                                     has_wheelchair_users(scenario_.people.profiles[plan.profile]);
        Result<StartArea> area = StartArea::resolve(*spec_, venue_, scenario_.venue.lifts, has_wheelchairs);
        if (area) {
            plan.area = std::move(*area);
            return;
        }
        is_sound_ = false;
        errors_.insert(errors_.end(), area.error().begin(), area.error().end());
    }

    void find_seats(PopulationPlan& plan) {
        const auto& blocks = scenario_.venue.seating;
        bool are_places_known = true;
        std::vector<char> block_is_wanted(blocks.size(), spec_->seating.empty() ? 1 : 0);
        for (std::size_t i = 0; i < spec_->seating.size(); ++i) {
            const std::string& id = spec_->seating[i];
            const auto found =
                std::find_if(blocks.begin(), blocks.end(), [&](const SeatingSpec& b) { return b.id == id; });
            if (found != blocks.end()) {
                block_is_wanted[static_cast<std::size_t>(found - blocks.begin())] = 1;
                continue;
            }
            problem(ErrorCode::schema, fmt::format("in.seating[{}]", i),
                    fmt::format("there is no seating '{}'{}", id, did_you_mean(id, blocks)));
            are_places_known = false;
        }
        if (asks_for_places()) {
            resolve_area(plan);
            are_places_known = are_places_known && plan.area.has_value();
        }
        if (!are_places_known)
            return;
        for (std::size_t i = 0; i < venue_.seats.size(); ++i) {
            const Seat& seat = venue_.seats[i];
            if (block_is_wanted[static_cast<std::size_t>(seat.block)] != 0 &&
                (!plan.area || plan.area->covers(seat.surface, seat.position)))
                plan.seats.push_back(static_cast<std::uint32_t>(i));
        }
        plan.area.reset();
        if (plan.seats.empty())
            problem(ErrorCode::geometry, "in", "there are no seats on these places");
        plan.count = spec_->count
                         ? static_cast<std::size_t>(*spec_->count)
                         : rounded(*spec_->seats_filled_frac * static_cast<double>(plan.seats.size()));
    }

    enum : char { unchecked = 0, sound = 1, unsound = 2 };

    const Scenario& scenario_;
    const Venue& venue_;
    Errors& errors_;
    std::vector<char> profile_is_checked_;  ///< [profile]
    const PopulationSpec* spec_{nullptr};
    bool is_sound_{true};
};

}  // namespace

std::vector<PopulationPlan> plan_populations(const Scenario& scenario, const Venue& venue, Errors& errors) {
    Planner planner(scenario, venue, errors);
    std::vector<PopulationPlan> plans;
    std::int64_t total = 0;
    for (std::size_t row = 0; row < scenario.people.populations.size(); ++row)
        if (auto plan = planner.plan(row)) {
            total += static_cast<std::int64_t>(plan->count);
            plans.push_back(std::move(*plan));
        }
    if (total > max_count) {
        errors.push_back(
            {ErrorCode::out_of_range,
             "people",
             fmt::format("all populations together have {} people, more than {}", total, max_count),
             {},
             0.0,
             0.0});
        plans.clear();
    }
    return plans;
}

}  // namespace wayout
