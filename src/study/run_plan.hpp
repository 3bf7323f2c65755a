/// Runs the members of a plan: what studies and the questions asked of many runs are made with.
#pragma once

#include "study/ensemble.hpp"

#include <wayout/study_run.hpp>

namespace wayout {

/// Runs what is not in the folder's file yet. Errors: of the file only; what can be wrong with the study has
/// been checked.
Result<StudyOutcome> run_plan(const StudyPlan& plan, const MemberRunner& runner,
                              const StudyRunOptions& options, EnoughRule is_enough = {});

}  // namespace wayout
