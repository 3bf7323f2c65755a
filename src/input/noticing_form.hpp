/// Alarms, and how people notice them, as they are written in scenario files.
#pragma once

#include "input/form.hpp"

#include <wayout/scenario.hpp>

namespace wayout {

/// The keys of one alarm.
void alarm_fields(Fields& fields, AlarmSpec& alarm);
/// The keys of the section `noticing` of the people.
void noticing_fields(Fields& fields, NoticingSpec& noticing);
/// The keys of a population's `seated` and `alcohol`.
void seated_fields(Fields& fields, SeatedSpec& seated);
void alcohol_fields(Fields& fields, AlcoholSpec& alcohol);

}  // namespace wayout
