#include "verification/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

PopulationSpec& add_population(Scenario& scenario, const std::string& profile, const std::string& storey) {
    const auto known = [&](const ProfileSpec& p) { return p.id == profile; };
    const auto& profiles = scenario.people.profiles;
    if (profile == "equal" && std::none_of(profiles.begin(), profiles.end(), known))
        add_profile(scenario, {});
    const std::size_t number = scenario.people.populations.size() + 1;
    PopulationSpec& population = scenario.people.populations.emplace_back();
    population.id = fmt::format("people-{}", number);
    population.profile = profile;
    population.polygon_storey = storey;
    return population;
}

}  // namespace

void add_profile(Scenario& scenario, const EqualPeople& people) {
    ProfileSpec profile;
    profile.id = people.id;
    profile.source = "verification catalogue";
    ProfileGroup& group = profile.groups.emplace_back();
    group.name = people.id;
    group.age_years = Distribution::constant_value(40);
    group.radius_m = Distribution::constant_value(people.radius_m);
    group.free_speed_mps = people.free_speed_mps;
    if (people.stair_down_mps)
        group.stair_down_mps = Distribution::constant_value(*people.stair_down_mps);
    if (people.stair_up_mps)
        group.stair_up_mps = Distribution::constant_value(*people.stair_up_mps);
    if (people.stair_factor)
        group.stair_down_factor = group.stair_up_factor = *people.stair_factor;
    scenario.people.profiles.push_back(std::move(profile));
}

Distribution uniform_between(double low, double high) {
    Distribution distribution;
    distribution.kind = Distribution::Kind::uniform;
    distribution.min = low;
    distribution.max = high;
    return distribution;
}

Distribution normal_about(double mean, double sd) {
    Distribution distribution;
    distribution.kind = Distribution::Kind::normal;
    distribution.mean = mean;
    distribution.sd = sd;
    return distribution;
}

PopulationSpec& add_person(Scenario& scenario, Vec2 p, double free_speed_mps, const std::string& storey,
                           const std::string& profile) {
    PopulationSpec& population = add_population(scenario, profile, storey);
    population.positions = std::vector<Vec2>{p};
    population.free_speeds_mps = {free_speed_mps};
    return population;
}

PopulationSpec& add_people_at(Scenario& scenario, std::vector<Vec2> places, const std::string& profile,
                              const std::string& storey) {
    PopulationSpec& population = add_population(scenario, profile, storey);
    population.positions = std::move(places);
    return population;
}

PopulationSpec& add_crowd(Scenario& scenario, int count, const Polygon& where, const std::string& profile,
                          const std::string& storey) {
    PopulationSpec& population = add_population(scenario, profile, storey);
    population.polygon = where;
    population.count = count;
    return population;
}

}  // namespace wayout
