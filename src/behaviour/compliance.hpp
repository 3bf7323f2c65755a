/// Who does what a message asks for.
#pragma once

#include <wayout/alarm.hpp>

namespace wayout {

/// Probability that somebody who receives the message does what it asks for:
///     p = clip(p0 + sum of what applies, 0, most).
/// Form and all numbers [D] (people and response 3.1): the literature says only that content, more than one
/// channel and staff help, and that false alarms harm.
/// @param has_second_channel  the same is also said by an alarm of another kind
double compliance_frac(const ComplianceSpec& numbers, const AlarmSpec& alarm, bool has_second_channel);

}  // namespace wayout
