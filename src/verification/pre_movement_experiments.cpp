/// People start when their pre-movement time is over: IMO test 5, RiMEA test 5, NIST Verif.1.1, ISO 20414
/// test 1.
///
/// G4 with 10 persons a run; 100 runs give the 1000 draws of the distribution test [P].
///   IMO, RiMEA: uniform 10 to 100 s; first 0.05 m walked within [t, t + 0.5 s]; KS p > 0.05 [P].
///   NIST, ISO:  uniform, gamma, log-normal, Weibull (numbers of the JuPedSim suite [S]) and N(60, 20) (ISO
///   [S]): the step in which
///               somebody starts begins within one step after the draw, nobody moves before; KS p > 0.01 [P].
#include "verification/experiment.hpp"
#include "verification/geometry_library.hpp"
#include "verification/people.hpp"
#include "verification/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr std::size_t pre_movement_runs = 100;
constexpr int pre_movement_people = 10;

struct DelayCase {
    const char* name;
    Distribution distribution;
    std::function<double(double)> cdf;
};

Distribution of_kind(Distribution::Kind kind) {
    Distribution distribution;
    distribution.kind = kind;
    return distribution;
}

DelayCase uniform_case() {
    return {"uniform", uniform_between(10, 100), [](double t) { return uniform_cdf(t, 10, 100); }};
}

std::vector<DelayCase> nist_cases() {
    std::vector<DelayCase> cases{uniform_case()};
    Distribution gamma = of_kind(Distribution::Kind::gamma);
    gamma.shape = 1.291;
    gamma.scale = 103.901;
    cases.push_back({"gamma", gamma, [](double t) { return gamma_cdf(t, 1.291, 103.901); }});
    Distribution lognormal = of_kind(Distribution::Kind::lognormal);
    lognormal.mu = 4.586;
    lognormal.sigma = 0.967;
    cases.push_back({"log-normal", lognormal, [](double t) { return lognormal_cdf(t, 4.586, 0.967); }});
    Distribution weibull = of_kind(Distribution::Kind::weibull);
    weibull.shape = 1.195;
    weibull.scale = 139.285;
    cases.push_back({"Weibull", weibull, [](double t) { return weibull_cdf(t, 1.195, 139.285); }});
    Distribution normal = normal_about(60, 20);
    normal.min = 0.0;
    // Cut at 0, where the normal distribution has a share of 0.00135.
    const double cut = normal_cdf(0.0, 60, 20);
    cases.push_back(
        {"normal", normal, [cut](double t) { return (normal_cdf(t, 60, 20) - cut) / (1.0 - cut); }});
    return cases;
}

std::vector<RunPlan> plans_of(const DelayCase& delay) {
    std::vector<RunPlan> plans;
    for (std::uint64_t seed = 1; seed <= pre_movement_runs; ++seed) {
        RunPlan& plan = plans.emplace_back();
        plan.scenario = room();
        // At fixed places 1.5 m apart: nobody who is about to start stands against somebody who still waits.
        std::vector<Vec2> places;
        for (int k = 0; k < pre_movement_people; ++k)
            places.push_back({0.75 + 1.5 * (k % 5), k < 5 ? 1.5 : 3.5});
        add_people_at(plan.scenario, places, imo_test_people).pre_movement_s = delay.distribution;
        plan.scenario.simulation.duration_s = 20'000.0;
        plan.seed = seed;
        plan.cost = 0.3;
    }
    return plans;
}

struct Starts {
    std::vector<double> drawn_s;
    int too_early{0};
    int too_late{0};
    double latest_s{0.0};
};

/// @param shift  the end of the first step that moved anybody at all (true), or the first 0.05 m (false)
Starts starts_of(std::span<const RunRecord> records, bool shift, double late_s) {
    Starts starts;
    for (const RunRecord& record : records)
        for (const PersonRecord& person : record.people) {
            starts.drawn_s.push_back(person.start_time_s);
            const double delay_s = (shift ? person.first_shift_s : person.first_move_s) - person.start_time_s;
            starts.latest_s = std::max(starts.latest_s, delay_s);
            // Columns of start times are single precision: 1e-4 s at 1000 s.
            starts.too_early += person.first_shift_s < person.start_time_s - 1e-3 ? 1 : 0;
            starts.too_late += delay_s <= late_s + 1e-3 ? 0 : 1;
        }
    return starts;
}

Experiment imo_response() {
    Experiment experiment;
    experiment.tests = {
        {"IMO-5", "response times",
         "IMO MSC.1/Circ.1238, test 5: each starts at its time; tolerance and KS test [P]"},
        {"RiMEA-5", "pre-movement times", "RiMEA v4.1.1, A2 test 5; tolerance and KS test [P]"},
    };
    experiment.plan = [](const Conditions&) { return plans_of(uniform_case()); };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const Starts starts = starts_of(records, false, 0.5);
        const double p = ks_p_value(ks_distance(starts.drawn_s, uniform_case().cdf), starts.drawn_s.size());
        // The control: times between 20 and 110 s must be told from those between 10 and 100 s.
        std::vector<double> shifted = starts.drawn_s;
        for (double& t : shifted) t += 10.0;
        const double control = ks_p_value(ks_distance(shifted, uniform_case().cdf), shifted.size());
        Judgement judgement;
        judgement.measured =
            fmt::format("{} starts: {} early, {} late, at most {:.2f} s after their time; KS p = {:.3f}",
                        starts.drawn_s.size(), starts.too_early, starts.too_late, starts.latest_s, p);
        judgement.band = "first 0.05 m within 0.5 s after the time, none before; KS p > 0.05 [P]";
        judgement.verdict =
            passed_if(starts.too_early == 0 && starts.too_late == 0 && p > 0.05 && control < 0.01);
        judgement.note = fmt::format("Control: times 10 s later have KS p = {:.1e}.", control);
        return std::vector{judgement};
    };
    return experiment;
}

Experiment nist_assignment() {
    Experiment experiment;
    experiment.tests = {
        {"NIST-1.1", "assignment of pre-evacuation times",
         "NIST TN 1822, Verif.1.1; distributions [S], criterion [P]"},
        {"ISO-1", "assignment of pre-evacuation times",
         "ISO 20414:2020, test 1; distributions [S], criterion [P]"},
    };
    experiment.plan = [](const Conditions&) {
        std::vector<RunPlan> plans;
        for (const DelayCase& delay : nist_cases())
            for (RunPlan& plan : plans_of(delay)) plans.push_back(std::move(plan));
        return plans;
    };
    experiment.judge = [](const Conditions&, std::span<const RunRecord> records) {
        const std::vector<DelayCase> cases = nist_cases();
        // The position changes at the end of the step, which begins at most one step after the draw.
        const double step_s = SimulationSpec{}.time_step_s;
        Judgement judgement;
        bool good = true;
        for (std::size_t k = 0; k < cases.size(); ++k) {
            const Starts starts = starts_of(variant_of(records, k, pre_movement_runs), true, 2.0 * step_s);
            const double p = ks_p_value(ks_distance(starts.drawn_s, cases[k].cdf), starts.drawn_s.size());
            good = good && starts.too_early == 0 && starts.too_late == 0 && p > 0.01;
            judgement.measured += fmt::format("{}{} KS p {:.3f}, {} early, {} late", k > 0 ? "; " : "",
                                              cases[k].name, p, starts.too_early, starts.too_late);
        }
        judgement.band =
            "each start in the step after its draw, none before; KS p > 0.01 for 1000 draws each [P]";
        judgement.verdict = passed_if(good);
        return std::vector{judgement};
    };
    return experiment;
}

}  // namespace

void add_pre_movement_experiments(Experiments& catalogue) {
    catalogue.push_back(imo_response());
    catalogue.push_back(nist_assignment());
}

}  // namespace wayout
