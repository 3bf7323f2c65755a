/// What makes a study the same when it goes on another day.
#pragma once

#include "study/study_store.hpp"

#include <wayout/study.hpp>

#include <string>

namespace wayout {

/// The text of everything in the study that bears on its members. How many there are is left out where a
/// longer study only adds to a shorter one.
std::string question_of(const StudySpec& spec);

StudyIdentity identity_of(const StudySpec& spec, const Scenario& scenario, const std::string& program);

}  // namespace wayout
