/// Casualties of runs and what becomes of them, against hand values (project tests 66 to 71).
///
/// WAYOUT-66: rules of injuries at and beside their edges. WAYOUT-67: when and where casualties are found.
/// WAYOUT-68: a run in which structure comes down over everybody. WAYOUT-69: the order of a search against
/// all orders. WAYOUT-70: transfers between hospitals. WAYOUT-71: children.
#include "response/injury.hpp"
#include "response/reference_plans.hpp"
#include "response/search_order.hpp"
#include "response/service_times.hpp"
#include "response/survival.hpp"
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"

#include "core/random.hpp"

#include <wayout/casualties.hpp>
#include <wayout/medical.hpp>
#include <wayout/simulation.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace wayout {
namespace {

/// Without luck.
InjuryRules plain_rules() {
    InjuryRules rules;
    rules.scatter_points = 0;
    rules.crush_scatter = 0.0;
    return rules;
}

PersonResult somebody(double gas_dose, double crush_dose) {
    PersonResult person;
    person.id = 1;
    person.age_years = 40.0;
    person.outcome = Outcome::out;
    person.exit_time_s = 60.0;
    person.exposure.emplace();
    person.exposure->dose[static_cast<std::size_t>(DoseTerm::co)] = gas_dose;
    person.crush_dose = crush_dose;
    return person;
}

// ---------------------------------------------------------------- injuries

Experiment rules_of_injuries() {
    return without_runs(
        {"WAYOUT-66", "doses become scores by the rules", "people and response 6.5"}, [](const Conditions&) {
            struct Case {
                double gas, crush, rpm;
            };
            // -1: no casualty. 1.5: 4 - 2 * 0.5.
            constexpr std::array<Case, 10> cases{{{0.09, 0.0, -1.0},
                                                  {0.1, 0.0, 12.0},
                                                  {0.3, 0.0, 8.0},
                                                  {0.99, 0.0, 8.0},
                                                  {1.0, 0.0, 4.0},
                                                  {1.5, 0.0, 3.0},
                                                  {9.0, 0.0, 1.0},
                                                  {0.0, 0.3, 5.0},
                                                  {0.4, 0.3, 5.0},
                                                  {0.0, 1.0, 0.0}}};
            const auto wrong = [&](const InjuryRules& rules) {
                return std::count_if(cases.begin(), cases.end(), [&](const Case& c) {
                    const auto injury = injury_of(somebody(c.gas, c.crush), rules, 1);
                    return (injury ? injury->rpm : -1.0) != c.rpm;
                });
            };
            InjuryRules other = plain_rules();
            other.conscious_from_dose = 0.35;
            Judgement judgement;
            judgement.measured = fmt::format("{} of {} scores differ", wrong(plain_rules()), cases.size());
            judgement.band = "0 [P]";
            judgement.verdict = passed_if(wrong(plain_rules()) == 0 && wrong(other) == 1);
            judgement.note =
                fmt::format("Control: with another edge of the bands {} must differ.", wrong(other));
            return judgement;
        });
}

/// Eight people overcome inside, one who walks out by the back; the run ends at 300 s.
RunResults small_run() {
    RunResults run;
    run.passages.resize(2);
    run.passages[0].id = "main";
    run.passages[1].id = "back";
    run.timeline.emplace_back();
    run.timeline.back().time_s = 300.0;
    for (AgentId id = 1; id <= 8; ++id) {
        PersonResult person = somebody(1.0, 0.0);
        person.id = id;
        person.outcome = Outcome::incapacitated;
        person.exit_time_s = not_a_time;
        person.exposure->incapacitated = {100.0, HarmCause::co};
        run.people.push_back(person);
    }
    PersonResult walker = somebody(0.5, 0.0);
    walker.id = 9;
    walker.exit_time_s = 44.0;
    walker.exit_passage = 1;
    run.people.push_back(walker);
    return run;
}

MedicalPlan search_plan(double per_hour) {
    MedicalPlan plan = simple_plan(1);
    plan.points.emplace_back();
    plan.points[1].id = "yard";
    plan.points[1].exits = {"back"};
    plan.injuries = plain_rules();
    plan.left_inside.after_s = 600.0;
    plan.left_inside.per_hour = per_hour;
    return plan;
}

Experiment found_times() {
    return without_runs(
        {"WAYOUT-67", "casualties are found when and where the plan says", "people and response 6.6"},
        [](const Conditions&) {
            // Every 300 s from 600 s on; the score falls by a point in 1800 s from the end of the run on.
            const auto agrees = [](double per_hour) {
                std::vector<Casualty> casualties = casualties_of_run(small_run(), search_plan(per_hour), 1);
                std::sort(casualties.begin(), casualties.end(),
                          [](const Casualty& a, const Casualty& b) { return a.found_s < b.found_s; });
                bool good = casualties.size() == 9 && casualties[0].found_s == 44.0 &&
                            casualties[0].place == "yard" && casualties[0].rpm == 8.0;
                for (std::size_t k = 1; good && k < 9; ++k) {
                    const double expected_s = 600.0 + 300.0 * static_cast<double>(k);
                    good = std::abs(casualties[k].found_s - expected_s) < 1e-9 &&
                           casualties[k].place == "scene" &&
                           std::abs(*casualties[k].rpm - (4.0 - (expected_s - 300.0) / 1800.0)) < 1e-9;
                }
                return good;
            };
            Judgement judgement;
            judgement.measured = agrees(12.0) ? "all nine as computed by hand" : "not as computed by hand";
            judgement.band =
                "found at 44 s and at 900, 1200, ... 3000 s, scores 8 and 4 - (t - 300) / 1800 [P]";
            judgement.verdict = passed_if(agrees(12.0) && !agrees(24.0));
            judgement.note = "Control: at twice the rate the times must differ.";
            return judgement;
        });
}

// ---------------------------------------------------------------- structure

/// Nobody moves before all of the floor is lost.
Scenario lost_room(const LossOutcomes& outcomes) {
    Scenario scenario = room();
    add_profile(scenario, EqualPeople{});
    PopulationSpec& crowd = add_crowd(scenario, 100, rectangle(0.3, 0.3, 7.7, 4.7), "equal");
    crowd.pre_movement_s = Distribution::constant_value(60.0);
    StructuralLossSpec loss;
    loss.id = "roof";
    loss.storey = "ground";
    loss.polygon = rectangle(0.0, 0.0, 8.0, 5.0);
    loss.at_s = 5.0;
    loss.outcomes = outcomes;
    scenario.incident.losses.push_back(loss);
    scenario.simulation.duration_s = 120.0;
    return scenario;
}

struct LossCounts {
    int trapped{0}, injured{0}, fatal{0};                     ///< of the run
    std::array<int, triage_class_names.size()> casualties{};  ///< by class
};

LossCounts losses_over_seeds(const LossOutcomes& outcomes, std::span<const std::uint64_t> seeds) {
    MedicalPlan plan = simple_plan(1);
    plan.injuries = plain_rules();
    plan.left_inside.trapped_per_hour = 1e6;  // found at once: scores are those of the rules
    plan.left_inside.per_hour = 1e6;
    plan.left_inside.after_s = 0.0;
    LossCounts counts;
    for (const std::uint64_t seed : seeds) {
        RunOptions options;
        options.seed = seed;
        options.threads = 1;
        options.record = Record::figures;
        Result<Simulation> simulation = Simulation::create(lost_room(outcomes), options);
        if (!simulation)
            return {};
        while (!simulation->is_finished()) simulation->step();
        const RunResults results = simulation->results();
        for (const LossResult& loss : results.hazards.losses) {
            counts.trapped += loss.trapped;
            counts.injured += loss.injured;
            counts.fatal += loss.fatal;
        }
        for (const Casualty& c : casualties_of_run(results, plan, seed)) {
            const TriageClass its_class = class_when_found(c);
            ++counts.casualties[static_cast<std::size_t>(its_class)];
        }
    }
    return counts;
}

Experiment structural_losses() {
    return without_runs(
        {"WAYOUT-68", "structure that comes down hurts the shares that were given",
         "people and response 6.8"},
        [](const Conditions& conditions) {
            const std::vector<std::uint64_t> seeds = conditions.seeds(10);
            const LossOutcomes outcomes{0.2, 0.45, 0.3, 0.05};
            const LossCounts c = losses_over_seeds(outcomes, seeds);
            const double people = 100.0 * static_cast<double>(seeds.size());
            // Four standard deviations of a binomial count.
            const auto is_share = [](int count, double of, double share) {
                return std::abs(count - of * share) <= 4.0 * std::sqrt(of * share * (1.0 - share));
            };
            const bool shares = is_share(c.trapped, people, outcomes.trapped_frac) &&
                                is_share(c.injured, people, outcomes.injured_frac) &&
                                is_share(c.fatal, people, outcomes.fatal_frac);
            const bool is_same = c.casualties[0] == c.trapped && c.casualties[3] == c.fatal &&
                                 c.casualties[1] + c.casualties[2] == c.injured &&
                                 is_share(c.casualties[1], c.injured, 0.5);
            const LossCounts none = losses_over_seeds({1.0, 0.0, 0.0, 0.0}, seeds);
            Judgement judgement;
            judgement.measured = fmt::format(
                "of {:.0f} people {} trapped, {} injured, {} killed; casualties: {} red, {} yellow, {} "
                "green, "
                "{} black",
                people, c.trapped, c.injured, c.fatal, c.casualties[0], c.casualties[1], c.casualties[2],
                c.casualties[3]);
            judgement.band =
                "shares 0.30, 0.45, 0.05 within four standard deviations; red as trapped, black as killed, "
                "half "
                "of the injured yellow [P]";
            judgement.verdict = passed_if(shares && is_same && none.casualties == std::array<int, 4>{});
            judgement.note = "Control: with a share of 1 unhurt there is no casualty.";
            return judgement;
        });
}

// ---------------------------------------------------------------- order of a search

double weighted_ends(std::span<const SearchJob> jobs, std::span<const std::size_t> order) {
    double sum = 0.0;
    double end_s = 0.0;
    for (const std::size_t row : order) {
        end_s += jobs[row].takes_s;
        sum += jobs[row].weight * end_s;
    }
    return sum;
}

Experiment order_of_search() {
    return without_runs(
        {"WAYOUT-69", "no order of a search waits less than the suggested one",
         "Smith 1956; compared with all orders"},
        [](const Conditions&) {
            constexpr std::size_t places = 6;
            constexpr std::uint64_t cases = 50;
            int worse = 0;
            int by_weight_alone_worse = 0;
            for (std::uint64_t seed = 1; seed <= cases; ++seed) {
                std::vector<SearchJob> jobs(places);
                for (std::size_t k = 0; k < places; ++k) {
                    const auto who = static_cast<AgentId>(k + 1);
                    jobs[k].weight = 10.0 * uniform01(seed, who, Draw::medical, 0, 90);
                    jobs[k].takes_s = 60.0 + 900.0 * uniform01(seed, who, Draw::medical, 0, 91);
                }
                std::vector<std::size_t> order(places);
                std::iota(order.begin(), order.end(), std::size_t{0});
                double least = std::numeric_limits<double>::infinity();
                do {
                    least = std::min(least, weighted_ends(jobs, order));
                } while (std::next_permutation(order.begin(), order.end()));
                worse += weighted_ends(jobs, search_order(jobs)) > least * (1.0 + 1e-12) ? 1 : 0;
                std::sort(order.begin(), order.end(),
                          [&](std::size_t a, std::size_t b) { return jobs[a].weight > jobs[b].weight; });
                by_weight_alone_worse += weighted_ends(jobs, order) > least * (1.0 + 1e-12) ? 1 : 0;
            }
            Judgement judgement;
            judgement.measured = fmt::format(
                "{} of {} searches of {} places are not the best of all 720 orders", worse, cases, places);
            judgement.band = "0 [P]";
            judgement.verdict = passed_if(worse == 0 && by_weight_alone_worse > 0);
            judgement.note =
                fmt::format("Control: by the number of people alone {} are not.", by_weight_alone_worse);
            return judgement;
        });
}

// ---------------------------------------------------------------- transfers, children

/// Two yellow with burns go by themselves to the nearest hospital, which has no burn beds.
MedicalRun two_transfers(int vehicles) {
    MedicalPlan plan = simple_plan(1);
    plan.self_yellow_frac = 1.0;
    plan.hospitals[0].burn_beds = 0;
    plan.hospitals[0].ed_burn_s = Distribution::constant_value(6660.0);
    plan.hospitals.push_back(plan.hospitals[0]);
    plan.hospitals[1].id = "burns";
    plan.hospitals[1].burn_beds = 10;
    plan.travel.push_back({"scene", "burns", 1500.0, {}, {}});
    plan.travel.push_back({"hospital", "burns", 1200.0, {}, {}});
    plan.transfers.vehicles = vehicles;
    plan.transfers.load_s = Distribution::constant_value(300.0);
    plan.transfers.hand_over_s = Distribution::constant_value(600.0);
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::yellow, 2);
    for (Casualty& casualty : casualties) casualty.needs.burn = true;
    return run_medical_chain(plan, casualties, 1);
}

Experiment transfers() {
    return without_runs(
        {"WAYOUT-70", "patients are brought on to a hospital that has what they need",
         "people and response 6.4; arithmetic"},
        [](const Conditions&) {
            // Drive 900 s, department 6660 s; loading 300 s and 1200 s of way: there at 9060 s. The only
            // vehicle is back after 600 s of handing over and 1200 s: 10860 s, and there again 1500 s later.
            const auto ends = [](const MedicalRun& run) {
                std::vector<double> times_s;
                for (const CasualtyCourse& c : run.courses) times_s.push_back(c.at(CareState::admitted));
                std::sort(times_s.begin(), times_s.end());
                return times_s;
            };
            const MedicalRun one = two_transfers(1);
            const std::vector<double> times_s = ends(one);
            const bool is_there = std::all_of(one.courses.begin(), one.courses.end(),
                                              [](const CasualtyCourse& c) { return c.transferred_to == 1; });
            const std::vector<double> without_s = ends(two_transfers(0));
            Judgement judgement;
            judgement.measured = fmt::format("admitted at {} s", fmt::join(times_s, " and "));
            judgement.band = "9060 and 12360 s [P]";
            judgement.verdict = passed_if(is_there && times_s == std::vector{9060.0, 12360.0} &&
                                          without_s == std::vector{7560.0, 7560.0});
            judgement.note = fmt::format("Control: without vehicles they stay, admitted at {} s.",
                                         fmt::join(without_s, " and "));
            return judgement;
        });
}

Experiment children() {
    return without_runs(
        {"WAYOUT-71", "children are counted, and judged as children",
         "people and response 6.3: JumpSTART 11 % under, 23 % over"},
        [](const Conditions&) {
            constexpr int count = 4000;
            MedicalPlan plan = simple_plan(1);
            plan.triage.matrix.reset();
            plan.triage.method = TriageMethod::start;
            const auto shares = [&](double age_years) {
                std::vector<Casualty> casualties = casualties_of_class(TriageClass::yellow, count);
                for (Casualty& casualty : casualties) casualty.age_years = age_years;
                std::array<double, 3> judged{};
                for (const CasualtyCourse& c : run_medical_chain(plan, casualties, 1).courses)
                    judged[static_cast<std::size_t>(*c.judged)] += 1.0 / count;
                return judged;
            };
            // Red is too high and green too low for yellow; those who are looked at again are out of it,
            // since a second look comes after the first judgement only for those still there.
            plan.triage.repair_frac = 0.0;
            const std::array<double, 3> child = shares(8.0), adult = shares(40.0);
            const auto is_near = [](double share, double expected) {
                return std::abs(share - expected) <= 4.0 * std::sqrt(expected * (1.0 - expected) / count);
            };
            PersonResult person = somebody(0.5, 0.0);
            person.age_years = 15.9;
            const bool is_counted = injury_of(person, InjuryRules{}, 1)->needs.paediatric;
            person.age_years = 16.0;
            const bool is_adult = !injury_of(person, InjuryRules{}, 1)->needs.paediatric;
            Judgement judgement;
            judgement.measured =
                fmt::format("children judged red {:.3f}, green {:.3f}; adults {:.3f}, {:.3f}", child[0],
                            child[2], adult[0], adult[2]);
            judgement.band =
                "0.23 and 0.11; 0.08 and 0.20, each within four standard errors; child below 16 [P]";
            judgement.verdict =
                passed_if(is_counted && is_adult && is_near(child[0], 0.23) && is_near(child[2], 0.11) &&
                          is_near(adult[0], 0.08) && is_near(adult[2], 0.20));
            return judgement;
        });
}

}  // namespace

void add_casualty_experiments(Experiments& catalogue) {
    catalogue.push_back(rules_of_injuries());
    catalogue.push_back(found_times());
    catalogue.push_back(structural_losses());
    catalogue.push_back(order_of_search());
    catalogue.push_back(transfers());
    catalogue.push_back(children());
}

}  // namespace wayout
