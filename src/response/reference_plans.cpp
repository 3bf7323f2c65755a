#include "response/reference_plans.hpp"

#include "core/math.hpp"
#include "core/random.hpp"
#include "response/chain.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

MedicalPlan bare_plan() {
    MedicalPlan plan;
    plan.file = "plan.json";
    plan.points.emplace_back();
    plan.points[0].id = "scene";
    plan.self_green_frac = 0.0;
    plan.self_yellow_frac = 0.0;
    plan.triage.time_s = Distribution::constant_value(0.0);
    plan.triage.matrix = {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    plan.triage.matrix_source = "faultless";
    plan.triage.crews.emplace_back();
    plan.triage.crews[0].id = "officers";
    plan.triage.crews[0].place = "scene";
    plan.triage.crews[0].count = 100'000;
    HospitalSpec& hospital = plan.hospitals.emplace_back();
    hospital.id = "hospital";
    hospital.beds = 100'000;
    hospital.ed_beds = 100'000;
    hospital.ventilators = 100'000;
    hospital.burn_beds = 100'000;
    hospital.paediatric = true;
    hospital.cap_per_hour = 1e6;
    return plan;
}

void add_fleet(MedicalPlan& plan, int vehicles) {
    FleetSpec& fleet = plan.fleets.emplace_back();
    fleet.id = "fleet";
    fleet.base = "scene";
    fleet.place = "scene";
    fleet.count = vehicles;
    fleet.turnout_s = 0.0;
    fleet.load_s = Distribution::constant_value(0.0);
    fleet.hand_over_s = Distribution::constant_value(600.0);
}

}  // namespace

MedicalPlan simple_plan(int vehicles) {
    MedicalPlan plan = bare_plan();
    add_fleet(plan, vehicles);
    plan.travel.push_back({"scene", "hospital", 900.0, {}, {}});
    return plan;
}

MedicalPlan endless_plan() {
    MedicalPlan plan = bare_plan();
    add_fleet(plan, 5000);
    plan.fleets[0].capacity = {1, 2, 4};
    plan.fleets[0].hand_over_s = Distribution::constant_value(0.0);
    plan.travel.push_back({"scene", "hospital", 0.0, {}, {}});
    return plan;
}

std::vector<Casualty> casualties_of_class(TriageClass c, int count) {
    std::vector<Casualty> casualties(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        casualties[i].id = fmt::format("{}", i + 1);
        casualties[i].place = "scene";
        casualties[i].given_class = c;
    }
    return casualties;
}

std::vector<Casualty> poisson_stream(double per_s, int count, std::uint64_t seed) {
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::green, count);
    double time_s = 0.0;
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        time_s -= portable_log(uniform01_open(seed, static_cast<AgentId>(i + 1), Draw::medical, 0,
                                              medical_draw::arrival_gap)) /
                  per_s;
        casualties[i].found_s = time_s;
    }
    return casualties;
}

MedicalPlan triage_queue(int officers, const Distribution& time_s) {
    MedicalPlan plan = bare_plan();
    plan.triage.time_s = time_s;
    plan.triage.crews[0].count = officers;
    plan.horizon_s = 1e9;
    plan.travel.push_back({"scene", "hospital", 0.0, {}, {}});
    return plan;
}

Distribution exponential(double mean_s) {
    Distribution law;
    law.kind = Distribution::Kind::weibull;
    law.shape = 1.0;
    law.scale = mean_s;
    return law;
}

double mean_wait_s(const MedicalRun& run) {
    double sum_s = 0.0;
    for (const CasualtyCourse& c : run.courses)
        sum_s += c.at(CareState::in_triage) - c.at(CareState::waiting_triage);
    return sum_s / static_cast<double>(run.courses.size());
}

}  // namespace wayout
