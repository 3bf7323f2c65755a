/// Doors and gates that are more than open or shut, and those who stand at them. Set-ups and criteria are the
/// project's own [P]; each has a control in which the rule is absent and the criterion fails.
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

IncidentEvent& add_event(Scenario& scenario, IncidentEvent::Kind kind, double at_s,
                         const std::string& target) {
    IncidentEvent& event = scenario.incident.events.emplace_back();
    event.kind = kind;
    event.at_s = at_s;
    event.target = target;
    return event;
}

/// People through a door, by direction and population (-1: all), between two times.
int passages(const RunRecord& record, const std::string& gate, bool left_to_right, int population = -1,
             double from_s = 0.0, double to_s = endless) {
    int count = 0;
    for (const Passage& passage : record.passages)
        if (record.gate_ids[passage.gate.row()] == gate && passage.left_to_right == left_to_right &&
            (population < 0 || record.people[passage.person - 1].population == population) &&
            passage.time_s > from_s && passage.time_s <= to_s)
            ++count;
    return count;
}

int passages_between(const std::vector<double>& times, double from_s, double to_s) {
    return static_cast<int>(
        std::count_if(times.begin(), times.end(), [&](double t) { return t > from_s && t <= to_s; }));
}

/// To the exit on the right or on the left of the divided room only.
void send_to(PopulationSpec& population, const char* exit) {
    population.exit_choice = ExitChoice::fixed;
    population.exits = {exit};
}

// ---------------------------------------------------------------- turnstile

constexpr double service_s = 2.0;
constexpr int served = 20;
constexpr double freed_at_s = 20.0;

/// 20 people before one turnstile; one that is freed; none; two of them.
Experiment turnstile() {
    enum Variant : std::size_t { held, freed, open, two, variants };
    Experiment experiment;
    experiment.tests = {{"WAYOUT-48", "turnstile: one after another",
                         "project test: last = first + (N - 1) x service; freed by an event; two share the "
                         "people [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (std::size_t variant = 0; variant < variants; ++variant) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = variant == two ? two_exit_room() : room();
            // Middle of the two exits of the hall, so that neither is nearer.
            add_crowd(plan.scenario, served,
                      variant == two ? rectangle(21, 10, 28, 14) : rectangle(1, 1, 5, 4), imo_test_people);
            if (variant != open)
                for (ExitSpec& exit : plan.scenario.venue.exits)
                    exit.rules.service_s = Distribution::constant_value(service_s);
            if (variant == freed)
                add_event(plan.scenario, IncidentEvent::Kind::set_service, freed_at_s,
                          plan.scenario.venue.exits.front().id)
                    .service_s = 0.0;
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const auto span_s = [&](std::size_t variant) {
            const std::vector<double> times = records[variant].times_through("exit");
            return times.size() == served ? times.back() - times.front() : never_s;
        };
        const double by_hand_s = (served - 1) * service_s;
        const int after_free =
            passages_between(records[freed].times_through("exit"), freed_at_s, freed_at_s + 10.0);
        const auto first = static_cast<int>(records[two].times_through("exit-1").size());
        const auto second = static_cast<int>(records[two].times_through("exit-2").size());
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} people, {:.0f} s each: last {:.2f} s after the first; freed at {:.0f} s: {} in the next 10 "
            "s; "
            "two turnstiles: {} and {}",
            served, service_s, span_s(held), freed_at_s, after_free, first, second);
        judgement.band = fmt::format("{:.0f} +- 0.1 s; more than 5; at least 8 each [P]", by_hand_s);
        judgement.verdict = passed_if(std::abs(span_s(held) - by_hand_s) <= 0.1 && after_free > 5 &&
                                      std::min(first, second) >= 8 && span_s(open) < by_hand_s - 5.0);
        judgement.note =
            fmt::format("Control: without a service the last is out {:.1f} s after the first.", span_s(open));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- one way

Experiment one_way() {
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-49", "one-way door", "project test: nobody passes against the way, those with it do [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_one_way : {true, false})
            for (const std::uint64_t seed : conditions.seeds(5)) {
                RunPlan& plan = plans.emplace_back();
                plan.scenario = divided_room();
                if (is_one_way)
                    plan.scenario.venue.doors[0].one_way_towards = Vec2{5, 2.6};
                send_to(add_crowd(plan.scenario, 40, rectangle(4, 1, 9, 4), imo_test_people), "exit");
                send_to(add_crowd(plan.scenario, 20, rectangle(11, 1, 16, 4), imo_test_people), "exit-west");
                plan.seed = seed;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        const auto count = [&](std::size_t variant, const char* door, bool eastwards) {
            int sum = 0;
            for (const RunRecord& record : variant_of(records, variant, seeds))
                sum += passages(record, door, eastwards);
            return sum;
        };
        const int against = count(0, "door-1", true);
        const int with_it = count(0, "door-1", false);
        const int free_against = count(1, "door-1", true);
        Judgement judgement;
        judgement.measured =
            fmt::format("{} runs: {} passages against the way, {} with it; {} by the other door", seeds,
                        against, with_it, count(0, "door-2", true));
        judgement.band = "0; more than 0; more than 0 [P]";
        judgement.verdict =
            passed_if(against == 0 && with_it > 0 && count(0, "door-2", true) > 0 && free_against > 0);
        judgement.note =
            fmt::format("Control: {} pass in that direction when the door lets both through.", free_against);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- refusal

Experiment refusal() {
    enum Variant : std::size_t { door_refuses, door_open, exit_refuses, exit_open, variants };
    Experiment experiment;
    experiment.tests = {{"WAYOUT-50", "people who are turned away",
                         "project test: none of them passes, others do; those who learn it before the exit "
                         "leave by another [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (std::size_t variant = 0; variant < variants; ++variant)
            for (const std::uint64_t seed : conditions.seeds(5)) {
                RunPlan& plan = plans.emplace_back();
                const bool is_door = variant == door_refuses || variant == door_open;
                plan.scenario = is_door ? divided_room() : exit_choice_room();
                for (const char* role : {"visitor", "staff"}) {
                    // Nearer to door 1, and to exit 1.
                    PopulationSpec& population =
                        add_crowd(plan.scenario, 20, is_door ? rectangle(4, 1, 9, 4) : rectangle(1, 9, 4, 13),
                                  imo_test_people);
                    population.role = role;
                    if (is_door)
                        send_to(population, "exit");
                }
                if (variant == door_refuses)
                    plan.scenario.venue.doors[0].rules.refuses = {"visitor"};
                if (variant == exit_refuses) {
                    plan.scenario.venue.exits[0].rules.refuses = {"visitor"};
                    plan.scenario.venue.exits[0].rules.is_refusal_known = false;
                }
                plan.seed = seed;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        const auto count = [&](std::size_t variant, const char* gate, int population) {
            int sum = 0;
            for (const RunRecord& record : variant_of(records, variant, seeds))
                sum += passages(record, gate, true, population);
            return sum;
        };
        const int visitors = count(door_refuses, "door-1", 0);
        const int staff = count(door_refuses, "door-1", 1);
        const int at_exit = count(exit_refuses, "exit-1", 0);
        const int elsewhere = count(exit_refuses, "exit-2", 0);
        const int everybody = 20 * static_cast<int>(seeds);
        Judgement judgement;
        judgement.measured = fmt::format(
            "door: {} visitors and {} staff pass; exit: {} visitors pass, {} of {} leave by the other one",
            visitors, staff, at_exit, elsewhere, everybody);
        judgement.band = "0, more than 0; 0, all [P]";
        judgement.verdict = passed_if(visitors == 0 && staff > 0 && at_exit == 0 && elsewhere == everybody &&
                                      count(door_open, "door-1", 0) > 0 && count(exit_open, "exit-1", 0) > 0);
        judgement.note =
            fmt::format("Control: with nobody turned away {} visitors pass the door and {} the exit.",
                        count(door_open, "door-1", 0), count(exit_open, "exit-1", 0));
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- two leaves

constexpr double second_leaf_s = 40.0;

/// 150 people before an exit of 1.6 m with one leaf open; the second opens at 40 s; after 10 s of queue by
/// somebody in it; both open from the start.
Experiment leaves() {
    enum Variant : std::size_t { by_event, by_queue, both, variants };
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-51", "door with two leaves",
         "project test: one leaf lets out half as many, and the second when it is opened [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (std::size_t variant = 0; variant < variants; ++variant) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = two_exit_room();
            plan.scenario.venue.exits.resize(1);
            ExitSpec& exit = plan.scenario.venue.exits[0];
            exit.line = horizontal(20, 14, 15.6);
            TwoLeaves& two = exit.rules.leaves.emplace();
            two.open_leaves = variant == both ? 2 : 1;
            two.second_leaf_chance = variant == by_queue ? 1.0 : 0.0;
            add_crowd(plan.scenario, 150, rectangle(8, 9, 22, 19), imo_test_people);
            if (variant == by_event)
                add_event(plan.scenario, IncidentEvent::Kind::open_leaf, second_leaf_s, exit.id);
            plan.cost = 5;
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const auto flow = [&](std::size_t variant, double from_s, double to_s) {
            std::vector<double> times = records[variant].times_through("exit-1");
            std::erase_if(times, [&](double t) { return t <= from_s || t > to_s; });
            return flow_pps(times);
        };
        // Before: with the queue built up. After: from 5 s later on, while it stands.
        const double before = flow(by_event, 15.0, second_leaf_s);
        const double after = flow(by_event, second_leaf_s + 5.0, second_leaf_s + 20.0);
        const double wide = flow(both, 15.0, second_leaf_s);
        const double queue_opened = flow(by_queue, 25.0, second_leaf_s);
        Judgement judgement;
        judgement.measured = fmt::format(
            "one leaf {:.2f}, after the second {:.2f} persons/s (ratio {:.2f}); opened by the queue {:.2f}; "
            "both "
            "from the start {:.2f}",
            before, after, after / before, queue_opened, wide);
        judgement.band = "ratio 1.7 to 2.4; opened by the queue at least 1.5 times one leaf [P]";
        judgement.verdict = passed_if(after / before >= 1.7 && after / before <= 2.4 &&
                                      queue_opened >= 1.5 * before && wide >= 1.7 * before);
        judgement.note = "Control: with both leaves open from the start the first flow is as the last.";
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- locks

constexpr double lock_s = 8.0;

/// A door is locked while a queue stands before it; an event that opens without a key does not help.
Experiment lock() {
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-52", "a door is locked before a queue",
         "project test W10: nobody passes after it, the queue goes to the other door, nobody is "
         "stuck; only unlocking opens it [P]"}};
    experiment.plan = [](const Conditions& conditions) {
        std::vector<RunPlan> plans;
        for (const bool is_locked : {true, false})
            for (const std::uint64_t seed : conditions.seeds(5)) {
                RunPlan& plan = plans.emplace_back();
                plan.scenario = divided_room();
                send_to(add_crowd(plan.scenario, 80, rectangle(4, 1, 9, 4.5), imo_test_people), "exit");
                if (is_locked) {
                    add_event(plan.scenario, IncidentEvent::Kind::lock_door, lock_s, "door-1");
                    add_event(plan.scenario, IncidentEvent::Kind::open_door, lock_s + 4.0, "door-1");
                    add_event(plan.scenario, IncidentEvent::Kind::unlock_door, lock_s + 20.0, "door-1");
                }
                plan.seed = seed;
                plan.cost = 3;
            }
        return plans;
    };
    experiment.judge = [](const Conditions& conditions, std::span<const RunRecord> records) {
        const std::size_t seeds = conditions.seeds(5).size();
        int before = 0;
        int locked = 0;
        int unlocked = 0;
        int other = 0;
        std::size_t stuck = 0;
        for (const RunRecord& record : variant_of(records, 0, seeds)) {
            before += passages(record, "door-1", true, -1, 0.0, lock_s);
            locked += passages(record, "door-1", true, -1, lock_s + 1e-6, lock_s + 20.0);
            unlocked += passages(record, "door-1", true, -1, lock_s + 20.0);
            other += passages(record, "door-2", true, -1, lock_s, lock_s + 20.0);
            stuck += record.stuck_count;
        }
        int control = 0;
        for (const RunRecord& record : variant_of(records, 1, seeds))
            control += passages(record, "door-1", true, -1, lock_s + 1e-6, lock_s + 20.0);
        Judgement judgement;
        judgement.measured = fmt::format(
            "{} runs: {} passages before it was locked, {} while it was, {} after it was unlocked; {} by the "
            "other "
            "door meanwhile; {} people reported stuck",
            seeds, before, locked, unlocked, other, stuck);
        judgement.band = "more than 0; 0; more than 0; more than 0; 0 [P]";
        judgement.verdict =
            passed_if(before > 0 && locked == 0 && unlocked > 0 && other > 0 && stuck == 0 && control > 0);
        judgement.note = fmt::format("Control: {} pass in the same time when it stays open.", control);
        return std::vector{judgement};
    };
    return experiment;
}

// ---------------------------------------------------------------- stewards

constexpr double takes_s = 3.0;
constexpr double arrives_s = 10.0;
constexpr double crowd_starts_s = 300.0;

/// The only exit is locked; a steward 6 m away goes there at 10 s and opens it, sweeps the room and leaves as
/// the last. The crowd would begin after 5 minutes.
Experiment steward() {
    Experiment experiment;
    experiment.tests = {
        {"WAYOUT-53", "a steward opens, tells and leaves last",
         "project test: opening time by hand, those he tells begin within 5 to 15 s, nobody leaves "
         "after him [P]"}};
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (const bool has_steward : {true, false}) {
            RunPlan& plan = plans.emplace_back();
            plan.scenario = room();  // 8 m x 5 m, exit in the middle of x = 8
            plan.scenario.venue.exits[0].state = OpeningState::locked;
            PopulationSpec& crowd =
                add_crowd(plan.scenario, 10, rectangle(0.5, 0.5, 3, 4.5), imo_test_people);
            crowd.pre_movement_s = Distribution::constant_value(crowd_starts_s);
            if (has_steward) {
                EqualPeople people;
                people.free_speed_mps = Distribution::constant_value(1.0);
                add_profile(plan.scenario, people);
                StewardSpec& steward = plan.scenario.response.stewards.emplace_back();
                steward.id = "door-steward";
                steward.profile = people.id;
                steward.post_storey = "ground";
                steward.post = {1.0, 2.5};
                steward.arrives_s = arrives_s;
                StewardTask& open = steward.tasks.emplace_back();
                open.kind = StewardTask::Kind::open;
                open.targets = {"exit"};
                open.takes_s = takes_s;
                ZoneSpec zone;
                zone.id = "room";
                zone.storey = "ground";
                zone.polygon = rectangle(0, 0, 8, 5);
                plan.scenario.venue.zones.push_back(zone);
                StewardTask& sweep = steward.tasks.emplace_back();
                sweep.kind = StewardTask::Kind::sweep;
                sweep.targets = {"room"};
            } else {
                add_event(plan.scenario, IncidentEvent::Kind::unlock_door, crowd_starts_s, "exit");
            }
        }
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const std::vector<double> out_s = records[0].times_through("exit");
        const double first_s = out_s.empty() ? never_s : out_s.front();
        // Way of 5.6 m from the post to the place from which he opens (within 0.9 m of the middle of the
        // exit, farther end 1.4 m before it), at 1 m/s; then back, 5 to 15 s, and 5 to 7.5 m for the first to
        // walk.
        const double opens_s = arrives_s + 5.6 + takes_s;
        const auto last = std::max_element(
            records[0].people.begin(), records[0].people.end(),
            [](const PersonRecord& a, const PersonRecord& b) { return a.left_s < b.left_s; });
        const bool steward_is_last = last != records[0].people.end() && last->population == 1;
        const std::vector<double> control_s = records[1].times_through("exit");
        Judgement judgement;
        judgement.measured = fmt::format(
            "first out at {:.1f} s, last at {:.1f} s, {} of 11 out; the steward is {}the last", first_s,
            out_s.empty() ? never_s : out_s.back(), out_s.size(), steward_is_last ? "" : "not ");
        judgement.band =
            fmt::format("first after {:.1f} s + 5 s + walk and before {:.0f} s; the steward last [P]",
                        opens_s, opens_s + 40.0);
        judgement.verdict =
            passed_if(out_s.size() == 11 && first_s > opens_s + 5.0 && first_s < opens_s + 40.0 &&
                      steward_is_last && !control_s.empty() && control_s.front() >= crowd_starts_s);
        judgement.note = fmt::format("Control: without him the first is out at {:.1f} s.",
                                     control_s.empty() ? never_s : control_s.front());
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_opening_experiments(Experiments& catalogue) {
    catalogue.push_back(turnstile());
    catalogue.push_back(one_way());
    catalogue.push_back(refusal());
    catalogue.push_back(leaves());
    catalogue.push_back(lock());
    catalogue.push_back(steward());
}

}  // namespace wayout
