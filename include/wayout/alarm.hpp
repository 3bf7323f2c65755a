/// How people learn that they should leave: alarms, messages, and what else makes them begin.
///
/// Numbers and how each is known: docs/models/noticing.md. Tags: [D] our choice, to be changed by the user.
#pragma once

#include <wayout/named.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

enum class AlarmKind {
    bell,   ///< a signal without words
    voice,  ///< a recorded message
    live,   ///< somebody of the staff speaks
    phone   ///< a message to telephones
};
inline constexpr std::array<std::string_view, 4> alarm_kind_names{"bell", "voice", "live", "phone"};

/// What an alarm asks for.
enum class Instruction { evacuate, shelter, stay, all_clear };
inline constexpr std::array<std::string_view, 4> instruction_names{"evacuate", "shelter", "stay",
                                                                   "all_clear"};

/// What a message says, and how long it takes.
struct MessageSpec {
    bool names_hazard{false};
    bool gives_location{false};
    bool gives_action_and_exit{false};
    std::vector<std::string> exits;  ///< ids of the exits that it names
    double length_s{0.0};            ///< people listen to the end before they go on preparing to leave
};

struct AlarmSpec : Named {
    AlarmKind kind{AlarmKind::bell};
    std::optional<double> at_s;         ///< either a time ...
    std::string on_detector;            ///< ... or the signal of a detector or sprinkler of the built-in fire
    bool on_report{false};              ///< ... or the first report of a steward
    double delay_s{0.0};                ///< from the signal or report: investigation
    std::vector<std::string> heard_in;  ///< ids of zones or storeys; empty: everywhere
    double heard_frac{1.0};             ///< share of those there who hear, see or receive it
    MessageSpec message;                ///< of all kinds but the bell
    int false_alarms{0};                ///< of the last 30 days
    Instruction instruction{Instruction::evacuate};
    std::optional<double> until_s;  ///< then it falls silent, and what it asked for is over
    bool fails{false};              ///< never sounds
    bool needs_power{true};         ///< silent while the power of the scenario has failed
};

/// How likely somebody does what a message asks for: clip(base + sum of what applies, 0, most). All [D].
struct ComplianceSpec {
    double base_frac{0.5};
    double names_hazard_frac{0.15};
    double gives_location_frac{0.10};
    double gives_action_and_exit_frac{0.15};
    double second_channel_frac{0.10};
    double live_frac{0.15};
    double false_alarm_frac{0.10};        ///< less, for each
    double false_alarms_most_frac{0.30};  ///< less, at most
    double most_frac{0.98};
};

/// The internal clock of those who have not begun to walk: docs/models/noticing.md. Rates without a unit, in
/// seconds of the clock per second. All [D] but alarm_rate, which is the definition of the clock.
struct NoticingSpec {
    std::string preset;  ///< where the numbers started from; empty: the defaults
    double alarm_rate{1.0};
    double smoke_rate{3.0};         ///< in smoke
    double fire_in_view_rate{3.0};  ///< smoke or flames in view
    /// When all others in view leave: with a message, and with a bell or nothing at all.
    double others_rate_message{1.0};
    double others_rate_bell{2.0};
    double smoke_extinction_per_m{0.1};
    double others_decay_m{3.0};
    double others_reach_m{10.0};
    double fire_sight_m{30.0};
    double fire_look_up_m{2.0};  ///< people see smoke so far above their heads
    double investigating_frac{0.4};
    double repeat_frac{0.3};   ///< share who listen to a message twice
    double message_rate{1.0};  ///< the alarm's rate is multiplied by it for those who do what a message says
    double show_factor{0.5};   ///< on the alarm's rate while the show goes on
    std::optional<double> show_stops_at_s;  ///< absent: there is no show
    std::vector<std::string> show_in;       ///< ids of zones or storeys; empty: everywhere
    /// Whoever is told in person begins at the latest after a time between these.
    double told_least_s{5.0};
    double told_most_s{15.0};
    ComplianceSpec compliance;
    std::string where;  ///< place in the input, for messages
};

}  // namespace wayout
