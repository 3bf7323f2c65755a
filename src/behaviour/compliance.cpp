#include "behaviour/compliance.hpp"

#include <algorithm>

namespace wayout {

double compliance_frac(const ComplianceSpec& numbers, const AlarmSpec& alarm, bool has_second_channel) {
    double frac = numbers.base_frac;
    frac += alarm.message.names_hazard ? numbers.names_hazard_frac : 0.0;
    frac += alarm.message.gives_location ? numbers.gives_location_frac : 0.0;
    frac += alarm.message.gives_action_and_exit ? numbers.gives_action_and_exit_frac : 0.0;
    frac += has_second_channel ? numbers.second_channel_frac : 0.0;
    frac += alarm.kind == AlarmKind::live ? numbers.live_frac : 0.0;
    frac -= std::min(numbers.false_alarm_frac * alarm.false_alarms, numbers.false_alarms_most_frac);
    return std::clamp(frac, 0.0, numbers.most_frac);
}

}  // namespace wayout
