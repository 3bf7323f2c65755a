/// Numbers of people over time that a member keeps, named as the subjects of statements: what reports can be
/// held against. docs/formats/study.md lists them.
#pragma once

#include <wayout/medical.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>
#include <wayout/study.hpp>

#include <span>
#include <vector>

namespace wayout {

/// Present, evacuated, still inside, brought out, injured; dead only where the scenario has a lethal law, so
/// that "not modelled" is not taken for "nobody". Of all, by place and by age.
std::vector<MemberCourse> courses_of_run(const Scenario& scenario, const RunResults& results);

/// Of casualties in the medical chain: taken to hospitals, in them, waiting for transport; the dead, those
/// found dead and the expected deaths of the others.
std::vector<MemberCourse> courses_of_chain(const MedicalPlan& plan, std::span<const Casualty> casualties,
                                           const MedicalRun& run);

/// The second list over the first: courses of equal name are replaced.
void replace_courses(std::vector<MemberCourse>& courses, std::vector<MemberCourse> by);

}  // namespace wayout
