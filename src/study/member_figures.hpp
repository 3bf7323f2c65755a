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

}  // namespace wayout
