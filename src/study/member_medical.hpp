/// The medical chain of one member.
#pragma once

#include <wayout/medical_plan.hpp>
#include <wayout/results.hpp>
#include <wayout/study.hpp>

#include <cstdint>
#include <vector>

namespace wayout {

/// Casualties of the run and one run of the chain with the same seed, as figures "casualties.*" and "medical.*".
/// Times of those whom nobody had are missing.
std::vector<Figure> medical_figures(const MedicalPlan& plan, const RunResults& results, std::uint64_t seed);

}  // namespace wayout
