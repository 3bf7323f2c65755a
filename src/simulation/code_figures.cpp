#include <wayout/norms.hpp>

#include "norms/rows.hpp"
#include "simulation/building.hpp"
#include "simulation/norm_facts.hpp"

#include <algorithm>

namespace wayout {

std::vector<NormRow> code_figures(const Scenario& scenario, const Building& building,
                                  const RunResults& results, NormScope scope) {
    const norms::BuildingFacts facts = building_facts(scenario, building, results);
    std::vector<NormRow> rows = norms::building_rules(facts);
    const auto append = [&rows](std::vector<NormRow> more) {
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    append(norms::distance_rules(facts));
    if (scope == NormScope::run)
        append(norms::run_rules(facts, run_facts(scenario, *building.parts().venue, results)));
    const std::vector<Jurisdiction>& wanted = scenario.outputs.norms;
    if (!wanted.empty())
        std::erase_if(rows, [&wanted](const NormRow& row) {
            return std::find(wanted.begin(), wanted.end(), row.jurisdiction) == wanted.end();
        });
    std::stable_sort(rows.begin(), rows.end(),
                     [](const NormRow& a, const NormRow& b) { return a.jurisdiction < b.jurisdiction; });
    return rows;
}

}  // namespace wayout
