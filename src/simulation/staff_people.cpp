#include "simulation/staff_people.hpp"

namespace wayout {

void add_stewards(Scenario& scenario) {
    for (StewardSpec& steward : scenario.response.stewards) {
        if (!steward.population.empty())
            continue;
        PopulationSpec population;
        population.id = "steward " + steward.id;
        population.name = steward.name.empty() ? population.id : steward.name;
        population.where = steward.where;
        population.profile = steward.profile;
        population.polygon_storey = steward.post_storey;
        population.positions = {steward.post};
        population.pre_movement_s = Distribution::constant_value(0.0);
        population.role = "steward";
        steward.population = population.id;
        scenario.people.populations.push_back(std::move(population));
    }
}

}  // namespace wayout
