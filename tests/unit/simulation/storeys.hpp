/// Two storeys that are built in code: a straight stair, or a lift, and who needs them.
#pragma once

#include "hall.hpp"

#include <wayout/scenario.hpp>

#include <string>
#include <vector>

namespace wayout {

inline void add_profile(Scenario& scenario, const std::string& id, MobilityClass mobility, double radius_m,
                        double speed_mps) {
    ProfileSpec& profile = scenario.people.profiles.emplace_back();
    profile.id = id;
    ProfileGroup& group = profile.groups.emplace_back();
    group.name = id;
    group.mobility = mobility;
    group.age_years = Distribution::constant_value(40);
    group.radius_m = Distribution::constant_value(radius_m);
    group.free_speed_mps = Distribution::constant_value(speed_mps);
}

/// "up" (x 0-10, 3 m) over "down" (x 15-20), joined by a stair 2 m wide; exit at x = 20. Refuge x 0-3
/// upstairs.
inline Scenario two_storeys(int refuge_places = 3) {
    Scenario scenario;
    scenario.name = "two storeys";
    StoreySpec down;
    down.id = "down";
    down.floor = {rectangle(15, 0, 20, 4)};
    StoreySpec up;
    up.id = "up";
    up.elevation_m = 3.0;
    up.floor = {rectangle(0, 0, 10, 4)};
    scenario.venue.storeys = {down, up};
    StairSpec stair;
    stair.id = "stair";
    stair.from_storey = "down";
    stair.to_storey = "up";
    stair.flights = {{{{15, 1}, {15, 3}}, {{10, 1}, {10, 3}}, {}}};
    scenario.venue.stairs = {stair};
    ExitSpec exit;
    exit.id = "exit";
    exit.storey = "down";
    exit.line = {{20, 0}, {20, 4}};
    scenario.venue.exits = {exit};
    RefugeSpec refuge;
    refuge.id = "refuge";
    refuge.storey = "up";
    refuge.polygon = rectangle(0, 0, 3, 4);
    refuge.places = refuge_places;
    scenario.venue.refuges = {refuge};
    add_profile(scenario, "walker", MobilityClass::ambulant, 0.2, 1.34);
    add_profile(scenario, "wheelchair", MobilityClass::wheelchair, 0.4, 0.7);
    scenario.simulation.duration_s = 600;
    return scenario;
}

inline PopulationSpec& add_people(Scenario& scenario, const std::string& id, const std::string& profile,
                                  std::vector<Vec2> places, const std::string& storey = "up") {
    PopulationSpec population = people_at(id, std::move(places));
    population.profile = profile;
    population.polygon_storey = storey;
    return scenario.people.populations.emplace_back(std::move(population));
}

/// Wheelchair users upstairs who are carried on an evacuation chair by `helpers` (may be empty).
inline AssistanceSpec& add_wheelchairs(Scenario& scenario, std::vector<Vec2> places,
                                       const std::string& helpers) {
    PopulationSpec& users = add_people(scenario, "users", "wheelchair", std::move(places));
    AssistanceSpec& assistance = users.assistance.emplace();
    assistance.need = HelpNeed::stairs;
    assistance.device = CarryDevice::evac_chair;
    assistance.helpers = helpers;
    assistance.preparation_min_s = assistance.preparation_max_s = 10.0;
    return assistance;
}

}  // namespace wayout
