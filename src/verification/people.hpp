/// The people of the standard tests.
#pragma once

#include <wayout/scenario.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

/// Hard body radius of the built-in adults. Density and flow tests must use bodies of this size: somebody of
/// 0.15 m is no person.
inline constexpr double production_radius_m = 0.20;

/// A profile of equal people, of the production body size.
struct EqualPeople {
    std::string id{"equal"};
    Distribution free_speed_mps{Distribution::constant_value(1.34)};
    std::optional<double> stair_down_mps;  ///< absent: project factor of the free speed
    std::optional<double> stair_up_mps;
    std::optional<double> stair_factor;  ///< stair speed = factor x free speed, both directions
    double radius_m{production_radius_m};
};
void add_profile(Scenario& scenario, const EqualPeople& people);

Distribution uniform_between(double low, double high);
Distribution normal_about(double mean, double sd);

/// One person at p with this free speed on the level. Profile "equal" is added when the scenario has none of
/// that name.
PopulationSpec& add_person(Scenario& scenario, Vec2 p, double free_speed_mps,
                           const std::string& storey = "ground", const std::string& profile = "equal");
/// People of a profile at these places.
PopulationSpec& add_people_at(Scenario& scenario, std::vector<Vec2> places, const std::string& profile,
                              const std::string& storey = "ground");
/// So many people of a profile, at random places of a rectangle.
PopulationSpec& add_crowd(Scenario& scenario, int count, const Polygon& where, const std::string& profile,
                          const std::string& storey = "ground");

/// Built-in profiles that the standards ask for.
inline constexpr const char* imo_test_people = "imo-male-30-50";
inline constexpr const char* rimea_people = "rimea-adults";
inline constexpr const char* weidmann_people = "weidmann-adult";

}  // namespace wayout
