/// From the results of a run to what a study keeps of it.
#pragma once

#include <wayout/results.hpp>
#include <wayout/study.hpp>

namespace wayout {

/// Fills exit times, figures, casualties and jams. docs/formats/study.md lists the figures.
void describe_member(const RunResults& results, MemberResult& member);

/// "child", "adult", "older"; "unknown" for NaN.
const char* age_class(double years);

/// By name, in which order a study's file gives them back.
void sort_figures(MemberResult& member);

/// Whether everybody was out within the limit, or, with 0, out and unharmed and nobody anywhere too late. A
/// member that did not end has not gone well.
bool went_well(const MemberResult& member, double time_limit_s);

/// Whether anything of the incident can make conditions untenable: without it, only a limit can be missed.
bool has_hazard(const Scenario& scenario);

}  // namespace wayout
