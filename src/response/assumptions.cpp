/// The numbers that a plan is run with, each with its provenance.
#include "agents/distribution.hpp"
#include "response/service_times.hpp"

#include <wayout/medical.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace wayout {
namespace {

std::string law_text(const Distribution& law) {
    const Moments m = moments(law);
    return m.sd > 0.0 ? fmt::format("{:.0f} s on average, standard deviation {:.0f} s", m.mean, m.sd)
                      : fmt::format("{:.0f} s", m.mean);
}

class Assumptions {
public:
    void add(std::string what, std::string value, const char* tag, const char* source) {
        list_.push_back({std::move(what), std::move(value), tag, source});
    }
    /// A number that the user may have replaced.
    void number(std::string what, std::string value, bool is_default, const char* tag, const char* source) {
        add(std::move(what), std::move(value), is_default ? tag : "given", is_default ? source : "the plan");
    }
    std::vector<Assumption> take() && { return std::move(list_); }

private:
    std::vector<Assumption> list_;
};

const char* triage_time_source(TriageMethod method) {
    switch (method) {
        case TriageMethod::salt:
            return "SALT, Lerner et al. 2010: mean 28 s, SD 22 s; log-normal [D]";
        case TriageMethod::start:
            return "START asks for less than 30 s [2]; the law of SALT";
        case TriageMethod::smart:
            break;
    }
    return "no figures read; the law of SALT";
}

const char* misjudgement_source(TriageMethod method) {
    switch (method) {
        case TriageMethod::salt:
            return "Lerner et al. 2010, initial triage; by one class [D]";
        case TriageMethod::start:
            return "under-triage Silvestri et al. 2017; over-triage as SALT, by one class [D]";
        case TriageMethod::smart:
            break;
    }
    return "no figures read; as SALT";
}

void add_triage(Assumptions& list, const MedicalPlan& plan) {
    const TriageSpec& triage = plan.triage;
    const TriageSpec defaults;
    const std::string method(triage_method_names[static_cast<std::size_t>(triage.method)]);
    const char* tag = triage.method == TriageMethod::salt ? "A" : "D";
    list.number("triage time, " + method, law_text(triage_time_s(triage)), !triage.time_s, tag,
                triage_time_source(triage.method));
    if (triage.matrix) {
        list.add("misjudgement in triage", "matrix of the plan", "given", "");
    } else {
        const Misjudgement share = misjudgement_of(triage.method);
        list.add("misjudgement in triage, " + method,
                 fmt::format("{:.0f} % too low, {:.0f} % too high", 100.0 * share.under_frac,
                             100.0 * share.over_frac),
                 triage.method == TriageMethod::smart ? "D" : "A", misjudgement_source(triage.method));
        const Misjudgement of_children = misjudgement_of_children(triage.method);
        list.add("misjudgement of children",
                 fmt::format("{:.0f} % too low, {:.0f} % too high", 100.0 * of_children.under_frac,
                             100.0 * of_children.over_frac),
                 triage.method == TriageMethod::smart ? "D" : "A",
                 triage.method == TriageMethod::start ? "JumpSTART, pilot study with 43 paramedics"
                                                      : "SALT, pilot study with 43 paramedics");
    }
    if (std::any_of(triage.crews.begin(), triage.crews.end(), [](const auto& crew) { return !crew.trained; }))
        list.number("misjudgement without training",
                    fmt::format("{} times as often", triage.untrained_factor),
                    triage.untrained_factor == defaults.untrained_factor, "D", "our choice");
    list.number("misjudged who are set right later", fmt::format("{:.0f} %", 100.0 * triage.repair_frac),
                triage.repair_frac == defaults.repair_frac, "D", "our choice");
    list.number("looked at again after", fmt::format("{:.0f} s", triage.look_again_after_s),
                triage.look_again_after_s == defaults.look_again_after_s, "D", "our choice");
}

void add_carry(Assumptions& list, const MedicalPlan& plan) {
    for (const CollectionPointSpec& point : plan.points) {
        if (!point.carry)
            continue;
        const CarrySpec& carry = *point.carry;
        const CarrySpeeds speeds = carry_speeds(carry.method);
        const bool is_default = !carry.level_speed_mps && !carry.stairs_down_speed_mps;
        const bool is_chosen =
            carry.method == CarryMethod::drag_in_smoke || carry.method == CarryMethod::improvised;
        list.number(
            fmt::format("carrying to '{}'", point.label()),
            fmt::format("{:.0f} s a trip; {} m/s level, {} m/s down stairs", carry_time_s(carry),
                        carry.level_speed_mps.value_or(speeds.level_mps),
                        carry.stairs_down_speed_mps.value_or(speeds.stairs_down_mps)),
            is_default, is_chosen ? "D" : "M",
            is_chosen ? "our choice" : "from memory; down stairs within Hunt et al. 2020 [A] (0.60 to 0.84)");
    }
}

void add_transport(Assumptions& list, const MedicalPlan& plan) {
    for (const FleetSpec& fleet : plan.fleets) {
        const FleetSpec defaults;
        const auto name = [&](const char* what) { return fmt::format("'{}': {}", fleet.label(), what); };
        list.number(name("loading"),
                    law_text(fleet.load_s.value_or(uniform_time(loading_s[0], loading_s[1]))), !fleet.load_s,
                    "D", "5 to 12 min; a planning text has 12 min [2]");
        list.number(name("hand-over"),
                    law_text(fleet.hand_over_s.value_or(uniform_time(handing_over_s[0], handing_over_s[1]))),
                    !fleet.hand_over_s, "D", "15 to 30 min");
        list.number(name("turn-out"), fmt::format("{:.0f} s", fleet.turnout_s),
                    fleet.turnout_s == defaults.turnout_s, "D", "our choice");
        list.number(
            name("fills it: red, yellow, green"),
            fmt::format("{}, {}, {} (0: none)", fleet.capacity[0], fleet.capacity[1], fleet.capacity[2]),
            fleet.capacity == (fleet.is_bus ? bus_capacity : defaults.capacity), "D",
            fleet.is_bus ? "a bus of 30" : "red 1, yellow 2");
        if (fleet.fill_wait_s > 0.0)
            list.number(name("waits until it is full"), fmt::format("{:.0f} s at most", fleet.fill_wait_s),
                        fleet.is_bus && fleet.fill_wait_s == bus_fill_wait_s, "D", "our choice");
    }
    if (std::any_of(plan.travel.begin(), plan.travel.end(), [](const auto& t) { return t.distance_m; }))
        list.number("driving speed", fmt::format("{} m/s", plan.drive_speed_mps),
                    plan.drive_speed_mps == 10.0, "D", "road distance with blue lights");
    const MedicalPlan defaults;
    list.number("go by themselves",
                fmt::format("{:.0f} % of green, {:.0f} % of yellow, to the nearest hospital",
                            100.0 * plan.self_green_frac, 100.0 * plan.self_yellow_frac),
                plan.self_green_frac == defaults.self_green_frac &&
                    plan.self_yellow_frac == defaults.self_yellow_frac,
                "D", "the nearest hospital: reports of Colectiv [2]");
}

void add_treatment_and_hospitals(Assumptions& list, const MedicalPlan& plan) {
    if (!plan.posts.empty()) {
        const bool any_red =
            std::any_of(plan.posts.begin(), plan.posts.end(), [](const auto& p) { return !p.red_s; });
        const bool any_yellow =
            std::any_of(plan.posts.begin(), plan.posts.end(), [](const auto& p) { return !p.yellow_s; });
        list.number("treatment on the scene, red", "10 to 20 min", any_red, "D", "our choice");
        list.number("treatment on the scene, yellow", "5 to 10 min", any_yellow, "D", "our choice");
    }
    for (const HospitalSpec& hospital : plan.hospitals) {
        const auto name = [&](const char* what) { return fmt::format("'{}': {}", hospital.label(), what); };
        list.number(name("patients an hour"), fmt::format("{:.3g}", hourly_cap(hospital)),
                    !hospital.cap_per_hour, "2", "3 % of the beds, de Boer");
        const auto law = [&](const char* what, const std::optional<Distribution>& given, double default_s,
                             const char* tag, const char* source) {
            list.number(name(what), law_text(given.value_or(Distribution::constant_value(default_s))), !given,
                        tag, source);
        };
        law("emergency department, red and yellow", hospital.ed_critical_s, ed_critical_s, "A",
            "Bayram et al. 2011: 2.5 h");
        law("emergency department, burns", hospital.ed_burn_s, ed_burn_s, "A", "Kobe: 1.85 h");
        law("emergency department, green", hospital.ed_minor_s, ed_minor_s, "D", "our choice");
        if (hospital.operating_rooms > 0)
            law("operation", hospital.operation_s, operation_s, "D",
                "2 h, red after crushing, falls and collapse");
    }
}

}  // namespace

std::vector<Assumption> assumptions_of(const MedicalPlan& plan) {
    const MedicalPlan defaults;
    Assumptions list;
    list.add("survival by score r", "1 / (1 + exp(2.90 - 0.566 r))", "M",
             "fit to a table from memory, after Sacco et al. 2005; blunt trauma, not smoke");
    list.add("loss of score in 30 min", "0 from 11 on, 0.5 at 8 to 10, 1 at 1 to 7", "D",
             "stands in for the expert table of Sacco et al. 2005");
    list.number("loss once treated", fmt::format("{} of it", plan.treated_decay_frac),
                plan.treated_decay_frac == defaults.treated_decay_frac, "D", "our choice");
    list.number("score of red, yellow, green",
                fmt::format("{}, {}, {}", plan.rpm_of_class[0], plan.rpm_of_class[1], plan.rpm_of_class[2]),
                plan.rpm_of_class == defaults.rpm_of_class, "D", "for casualties without a score");
    list.number(
        "odds of survival, children and older people",
        fmt::format("times {} and {}", plan.injuries.child_odds_factor, plan.injuries.older_odds_factor),
        plan.injuries.child_odds_factor == defaults.injuries.child_odds_factor &&
            plan.injuries.older_odds_factor == defaults.injuries.older_odds_factor,
        "D", "our choice; below 16 and from 65 years on unless the plan says otherwise");
    list.number("late deaths",
                fmt::format("{:.0f} % of red after smoke or burns", 100.0 * plan.late_death_frac),
                plan.late_death_frac == defaults.late_death_frac, "D",
                "within 30 to 80 % of critical burns by a clinician [2]; in no other figure");
    add_carry(list, plan);
    add_triage(list, plan);
    add_treatment_and_hospitals(list, plan);
    add_transport(list, plan);
    list.number("end of the run", fmt::format("{:.0f} s", plan.horizon_s),
                plan.horizon_s == defaults.horizon_s, "D", "our choice");
    return std::move(list).take();
}

std::vector<Assumption> assumptions_of_injuries(const MedicalPlan& plan) {
    Assumptions list;
    const InjuryRules& rules = plan.injuries;
    const InjuryRules defaults;
    const auto number = [&](const char* what, double InjuryRules::*value, const char* source) {
        list.number(what, fmt::format("{}", rules.*value), rules.*value == defaults.*value, "D", source);
    };
    number("score, overcome by gases or heat", &InjuryRules::unconscious_rpm, "our choice");
    number("score lost for each further dose of 1", &InjuryRules::rpm_lost_per_dose, "our choice, down to 1");
    number("score, dose from 0.3 on and conscious", &InjuryRules::conscious_rpm, "our choice");
    number("dose from which somebody is a casualty", &InjuryRules::minor_from_dose, "our choice");
    number("score, crush dose from 0.3 on", &InjuryRules::crushed_rpm, "our choice");
    number("score, under structure", &InjuryRules::trapped_rpm, "our choice");
    number("seriously hurt of those injured by structure", &InjuryRules::structure_serious_frac,
           "our choice");
    number("overcome by gases who need a ventilator", &InjuryRules::ventilator_frac, "our choice");
    list.number("score differs by up to", fmt::format("{} points", rules.scatter_points),
                rules.scatter_points == defaults.scatter_points, "D", "our choice");
    const LeftInsideRules& left = plan.left_inside;
    const LeftInsideRules standard;
    list.number("left inside",
                left.are_found ? fmt::format("found from {:.0f} s on, {} an hour; under structure {} an hour",
                                             left.after_s, left.per_hour, left.trapped_per_hour)
                               : std::string("never found"),
                left.are_found && left.after_s == standard.after_s && left.per_hour == standard.per_hour &&
                    left.trapped_per_hour == standard.trapped_per_hour,
                "D", "our choice; under structure of 2 to 5 an hour");
    return std::move(list).take();
}

}  // namespace wayout
