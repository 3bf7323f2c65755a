#include <wayout/norms.hpp>

#include "core/assert.hpp"
#include "norms/rows.hpp"
#include "simulation/norm_facts.hpp"

#include <algorithm>

namespace wayout {

std::vector<NormRow> code_figures(const Scenario& scenario, const std::shared_ptr<const Venue>& venue,
                                  const RunResults& results, NormScope scope) {
    const Result<norms::BuildingFacts> building = building_facts(scenario, venue, results);
    WAYOUT_ASSERT(building.has_value(), "the run has used the same grid");
    std::vector<NormRow> rows = norms::building_rules(*building);
    const auto append = [&rows](std::vector<NormRow> more) {
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    append(norms::distance_rules(*building));
    if (scope == NormScope::run)
        append(norms::run_rules(*building, run_facts(scenario, *venue, results)));
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
