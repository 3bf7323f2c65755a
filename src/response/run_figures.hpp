/// The numbers that stand for a run of the medical chain.
#pragma once

#include <wayout/medical.hpp>

#include <span>
#include <vector>

namespace wayout {

/// Figures without a value in the run (nobody of that class) are left out.
std::vector<MedicalFigure> figures_of_run(const MedicalPlan& plan, std::span<const Casualty> casualties,
                                          const MedicalRun& run);

}  // namespace wayout
