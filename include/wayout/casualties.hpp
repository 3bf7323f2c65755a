/// Casualties of a run: what happened to people in it becomes injuries that the medical chain takes up.
/// docs/models/medical.md.
#pragma once

#include <wayout/medical_plan.hpp>
#include <wayout/results.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// Everybody of a run who was harmed, ascending in id, which is that of people.csv, by the rules of the plan
/// (injuries, left_inside, exits of collection points). Those who are never found are not among them: see
/// count_never_found(). The same results, plan and seed give the same casualties; each draw belongs to a
/// person. The plan must be free of problems, those of problems_of_exits() included.
std::vector<Casualty> casualties_of_run(const RunResults& results, const MedicalPlan& plan,
                                        std::uint64_t seed);

/// Harmed, inside at the end of the run, and by the plan never found.
int count_never_found(const RunResults& results, const MedicalPlan& plan, std::uint64_t seed);

/// Exits and teams' collection points that plan and building do not both know.
/// @param exits  ids of the building's exits
/// @param teams  collection points that rescue teams name; may hold empty texts
Errors problems_of_exits(const MedicalPlan& plan, std::span<const std::string> exits,
                         std::span<const std::string> teams);

/// The table that `wayout medical` reads; casualties.csv of a result folder.
std::string casualty_table_text(std::span<const Casualty> casualties);

/// The response plan of a scenario (response.medical_plan); nothing: it has none. Errors: of single values.
Result<std::optional<MedicalPlan>> medical_plan_of(const Scenario& scenario);

/// Everything that is wrong with the response plan of a scenario, exits and rescue teams of the scenario
/// included. Empty also when there is no plan.
Errors problems_of_medical_plan(const Scenario& scenario);

}  // namespace wayout
