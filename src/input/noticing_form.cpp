#include "input/noticing_form.hpp"

#include "input/distribution_form.hpp"
#include "input/ranges.hpp"

#include <wayout/builtin_profiles.hpp>

namespace wayout {
namespace {

constexpr Range rate{0.0, 100.0};
constexpr Range factor{0.0, 10.0};

void message_fields(Fields& fields, MessageSpec& message) {
    fields.optional("names_hazard", message.names_hazard, yes_or_no(), "It says what has happened.");
    fields.optional("gives_location", message.gives_location, yes_or_no(), "It says where.");
    fields.optional("gives_action_and_exit", message.gives_action_and_exit, yes_or_no(),
                    "It says what to do, and by which way.");
    fields.optional("exits", message.exits, list_of(id(), {1, 1000}),
                    "Ids of the exits that it names: whoever follows it takes one of them while one can be "
                    "reached.");
    fields.optional("length_s", message.length_s, number({0.0, 3600.0}),
                    "How long it takes. People listen to the end.");
    fields.check(message.exits.empty() || message.gives_action_and_exit, "exits",
                 "a message that names exits gives an action and exit: set gives_action_and_exit to true");
}

void compliance_fields(Fields& fields, ComplianceSpec& compliance) {
    fields.optional("base_frac", compliance.base_frac, number(share_range),
                    "With a message that says nothing more.");
    fields.optional("names_hazard_frac", compliance.names_hazard_frac, number(share_range), "Added.");
    fields.optional("gives_location_frac", compliance.gives_location_frac, number(share_range), "Added.");
    fields.optional("gives_action_and_exit_frac", compliance.gives_action_and_exit_frac, number(share_range),
                    "Added.");
    fields.optional("second_channel_frac", compliance.second_channel_frac, number(share_range),
                    "Added when an alarm of another kind asks for the same.");
    fields.optional("live_frac", compliance.live_frac, number(share_range), "Added when staff speak.");
    fields.optional("false_alarm_frac", compliance.false_alarm_frac, number(share_range),
                    "Taken off for each false alarm.");
    fields.optional("false_alarms_most_frac", compliance.false_alarms_most_frac, number(share_range),
                    "Taken off at most for false alarms.");
    fields.optional("most_frac", compliance.most_frac, number(share_range), "Never more than this.");
}

std::vector<std::pair<std::string, std::string>> preset_words() {
    std::vector<std::pair<std::string, std::string>> words;
    for (const NoticingPreset& preset : noticing_presets()) words.emplace_back(preset.id, preset.id);
    return words;
}

}  // namespace

void alarm_fields(Fields& fields, AlarmSpec& alarm) {
    alarm.where = fields.where();
    fields.required("id", alarm.id, id(), "Short name, used in results.");
    fields.optional("name", alarm.name, text(), "Name for people; the id when absent.");
    fields.optional("kind", alarm.kind,
                    choice<AlarmKind>({{"bell", AlarmKind::bell},
                                       {"voice", AlarmKind::voice},
                                       {"live", AlarmKind::live},
                                       {"phone", AlarmKind::phone}}),
                    "bell: a signal without words; voice: a recorded message; live: staff speak; phone: a "
                    "message to telephones.");
    fields.optional("at_s", alarm.at_s, number(day_range_s), "When it begins to sound.");
    std::optional<std::string> detector;
    fields.optional("on_detector", detector, id(),
                    "Instead: id of the detector or sprinkler of the built-in fire that sets it off.");
    alarm.on_detector = detector.value_or("");
    fields.optional("on_report", alarm.on_report, yes_or_no(),
                    "Instead: true: the first steward who reports the incident sets it off.");
    fields.exactly_one_of({"at_s", "on_detector", "on_report"});
    fields.optional("delay_s", alarm.delay_s, number(day_range_s),
                    "From the signal of the detector or the report until it sounds: investigation.");
    fields.check(!alarm.at_s || alarm.delay_s == 0.0, "delay_s",
                 "delay_s counts from what on_detector or on_report names: add it to at_s");
    fields.optional("heard_in", alarm.heard_in, list_of(id(), {1, 1000}),
                    "Ids of the zones or storeys where it is heard; everywhere when absent.");
    fields.optional("heard_frac", alarm.heard_frac, number(share_range),
                    "Share of the people there who hear, see or receive it.");
    fields.optional("message", alarm.message, object("message", message_fields),
                    "What it says; not of a bell.");
    fields.optional("false_alarms", alarm.false_alarms, integer(0, 1000),
                    "False alarms of the last 30 days: fewer do what a message says.");
    fields.optional("instruction", alarm.instruction,
                    choice<Instruction>({{"evacuate", Instruction::evacuate},
                                         {"shelter", Instruction::shelter},
                                         {"stay", Instruction::stay},
                                         {"all_clear", Instruction::all_clear}}),
                    "What it asks for. Only evacuate with a bell.");
    fields.optional("until_s", alarm.until_s, number(day_range_s),
                    "When it falls silent; never when absent.");
    fields.optional("fails", alarm.fails, yes_or_no(), "It never sounds: a drill of the failure.");
    fields.optional("needs_power", alarm.needs_power, yes_or_no(),
                    "Silent while the power of the scenario has failed.");
    fields.check(alarm.kind != AlarmKind::bell || !fields.has("message"), "message",
                 "a bell says nothing: make it a voice, live or phone alarm, or leave the message out");
    fields.check(alarm.kind != AlarmKind::bell || alarm.instruction == Instruction::evacuate, "instruction",
                 "a bell can only ask people to leave: make it a voice, live or phone alarm");
    fields.check(!alarm.until_s || *alarm.until_s > alarm.at_s.value_or(0.0), "until_s",
                 "it would fall silent before it sounds; give a later time, or leave the key out");
}

void noticing_fields(Fields& fields, NoticingSpec& noticing) {
    std::optional<std::string> preset;
    fields.optional("preset", preset, choice<std::string>(preset_words()),
                    "Kind of venue from which the numbers are taken; every key below overrides it. "
                    "docs/models/noticing.md has the table.");
    if (preset)
        noticing = find_noticing_preset(*preset)->spec;
    noticing.where = fields.where();
    fields.optional(
        "alarm_rate", noticing.alarm_rate, number(rate),
        "How fast the clock runs with an alarm. At 1 the pre-movement time counts from the alarm.");
    fields.optional("smoke_rate", noticing.smoke_rate, number(rate), "Faster by this in smoke.");
    fields.optional("fire_in_view_rate", noticing.fire_in_view_rate, number(rate),
                    "Faster by this with smoke or flames in view.");
    fields.optional(
        "others_rate_message", noticing.others_rate_message, number(rate),
        "Faster by this times the share of others in view who leave, for those who hear a message.");
    fields.optional("others_rate_bell", noticing.others_rate_bell, number(rate),
                    "The same for those who hear a bell, or nothing.");
    fields.optional("smoke_extinction_per_m", noticing.smoke_extinction_per_m, number({0.0, 10.0, true}),
                    "Air with more than this counts as smoke.");
    fields.optional("others_decay_m", noticing.others_decay_m, number({0.1, 100.0}),
                    "Others count by exp(-distance / this).");
    fields.optional("others_reach_m", noticing.others_reach_m, number({0.5, 100.0}),
                    "Others farther away do not count.");
    fields.optional("fire_sight_m", noticing.fire_sight_m, number({0.0, 1000.0}),
                    "Smoke and flames farther away are not seen.");
    fields.optional("fire_look_up_m", noticing.fire_look_up_m, number({0.0, 50.0}),
                    "Smoke so far above the heads is seen.");
    fields.optional("investigating_frac", noticing.investigating_frac, number(share_range),
                    "Part of the own time after which somebody looks what is the matter; for the log only.");
    fields.optional("repeat_frac", noticing.repeat_frac, number(share_range),
                    "Share who listen to a message twice.");
    fields.optional("message_rate", noticing.message_rate, number(factor),
                    "The alarm's rate is multiplied by this for those who do what a message says.");
    fields.optional("show_stops_at_s", noticing.show_stops_at_s, number(day_range_s),
                    "Until then a show goes on; there is none when absent.");
    fields.optional("show_factor", noticing.show_factor, number(share_range),
                    "While the show goes on the alarm's rate is multiplied by this.");
    fields.optional("show_in", noticing.show_in, list_of(id(), {1, 1000}),
                    "Ids of the zones or storeys of the show; everywhere when absent.");
    fields.needs("show_in", "show_stops_at_s");
    fields.optional("told_least_s", noticing.told_least_s, number(day_range_s),
                    "Whoever is told in person to leave needs no longer than a time between this ...");
    fields.optional("told_most_s", noticing.told_most_s, number(day_range_s), "... and this.");
    fields.optional("compliance", noticing.compliance, object("compliance", compliance_fields),
                    "Who does what a message says.");
    fields.check(noticing.told_least_s <= noticing.told_most_s, "told_most_s",
                 "the longest time is shorter than the shortest, told_least_s");
}

void seated_fields(Fields& fields, SeatedSpec& seated) {
    fields.optional("stand_up_s", seated.stand_up_s, distribution(action_s),
                    "Time from the decision to leave until they walk: a number or a distribution. At once "
                    "when absent.");
    fields.optional("bag_frac", seated.bag_frac, number(share_range), "Share who take their things along.");
    fields.optional("bag_s", seated.bag_s, distribution(action_s), "How long that takes, on top.");
    fields.all_or_none_of({"bag_frac", "bag_s"});
    fields.optional(
        "per_seat_s", seated.per_seat_s, number({0.0, 60.0}),
        "Added to the pre-movement time for each seat between the own one and the aisle. 0, since "
        "rows of seats are modelled and those who sit farther in come later anyway.");
    fields.optional("passing_speed_frac", seated.passing_speed_frac, number({0.05, 1.0}),
                    "Speed past somebody who still sits, as a share of that in the row.");
}

void alcohol_fields(Fields& fields, AlcoholSpec& alcohol) {
    fields.optional("moderate_frac", alcohol.moderate_frac, number(share_range),
                    "Share who have drunk some.");
    fields.optional("high_frac", alcohol.high_frac, number(share_range), "Share who have drunk much.");
    fields.optional("moderate_factor", alcohol.moderate_factor, number({0.1, 10.0}),
                    "On the pre-movement time of the first.");
    fields.optional("high_factor", alcohol.high_factor, number({0.1, 10.0}), "On that of the others.");
    fields.check(alcohol.moderate_frac + alcohol.high_frac <= 1.0 + 1e-9, "high_frac",
                 "the two shares add up to more than 1");
}

}  // namespace wayout
