/// The medical chain of one member.
#pragma once

#include <wayout/medical_plan.hpp>
#include <wayout/results.hpp>
#include <wayout/study.hpp>

#include <cstdint>

namespace wayout {

/// Casualties of the run and one run of the chain with the same seed, as figures "casualties.*" and
/// "medical.*", and as courses. Times of those whom nobody had are missing.
void describe_chain(const MedicalPlan& plan, const RunResults& results, std::uint64_t seed,
                    MemberResult& member);

}  // namespace wayout
