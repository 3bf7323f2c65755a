#include "../error_lines.hpp"
#include "response/reference_plans.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayout {
namespace {

void expect_problem(const MedicalPlan& plan, const std::string& part) {
    const std::string lines = as_lines(problems_of_plan(plan));
    EXPECT_NE(lines.find(part), std::string::npos) << part << "\nin\n" << lines;
}

TEST(PlanCheck, GoodPlansHaveNoProblem) {
    EXPECT_EQ(as_lines(problems_of_plan(simple_plan(3))), "");
    EXPECT_EQ(as_lines(problems_of_plan(endless_plan())), "");
    EXPECT_EQ(as_lines(problems_of_plan(triage_queue(1, exponential(60.0)))), "");
}

TEST(PlanCheck, NamesWhatIsWrong) {
    MedicalPlan plan = simple_plan(1);
    plan.triage.crews[0].shifts = {{0.0, 100.0}, {50.0, 200.0}};
    expect_problem(plan, "shifts overlap: one until 100 s, the next from 50 s");
    plan = simple_plan(1);
    plan.fleets[0].shifts = {{100.0, 50.0}};
    expect_problem(plan, "from 100 s until 50 s");
    plan = simple_plan(1);
    plan.points[0].embargo = {{0.0, 100.0}, {99.0, 200.0}};
    expect_problem(plan, "intervals of the embargo overlap");
    plan = simple_plan(1);
    plan.hospitals[0].beds = 0;
    expect_problem(plan, "a hospital without beds");
    plan = simple_plan(1);
    plan.hospitals[0].ed_beds = 0;
    expect_problem(plan, "('hospital') | an emergency department without places");
    plan = simple_plan(1);
    plan.hospitals.clear();
    expect_problem(plan, "there is no hospital");
    plan = simple_plan(1);
    plan.triage.crews[0].place = "scen";
    expect_problem(plan, "'scen' is no collection point; did you mean 'scene'?");
    plan = simple_plan(1);
    plan.triage.matrix = {{{0.5, 0.6, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}};
    expect_problem(plan, "the shares of those who are red add up to 1.1");
    plan = simple_plan(1);
    plan.triage.matrix_source.clear();
    expect_problem(plan, "say where the matrix is from");
    plan = simple_plan(1);
    plan.rpm_of_class[1] = 7.0;
    expect_problem(plan, "a score of 7 is not yellow");
    plan = simple_plan(1);
    plan.fleets[0].capacity = {0, 0, 0};
    expect_problem(plan, "it can carry nobody");
    plan = simple_plan(1);
    plan.fleets.push_back(plan.fleets[0]);
    expect_problem(plan, "there is another thing with the id 'fleet'");
}

TEST(PlanCheck, FindsHolesInTheTravelTable) {
    MedicalPlan plan = simple_plan(1);
    plan.fleets[0].base = "depot";
    expect_problem(plan, "there is no way from 'depot' to 'scene'");
    plan.travel.push_back({"depot", "sceen", 60.0, {}, {}});
    expect_problem(plan, "'sceen' is no collection point, hospital or base; did you mean 'scene'?");
    plan.travel.back().to = "scene";
    EXPECT_EQ(as_lines(problems_of_plan(plan)), "");
    plan.travel.push_back(plan.travel.back());
    expect_problem(plan, "there is another entry from 'depot' to 'scene'");
}

TEST(PlanCheck, WantsEveryExitAtOnePoint) {
    MedicalPlan plan = simple_plan(1);
    plan.points.push_back(plan.points[0]);
    plan.points[1].id = "yard";
    plan.points[0].exits = {"main"};
    plan.points[1].exits = {"main"};
    plan.left_inside.place = "yrad";
    expect_problem(plan, "the exit 'main' is listed twice");
    expect_problem(plan,
                   "plan.json: left_inside.place | 'yrad' is no collection point; did you mean 'yard'?");
}

TEST(PlanCheck, WantsWaysBetweenHospitalsForTransfers) {
    MedicalPlan plan = simple_plan(1);
    plan.hospitals.push_back(plan.hospitals[0]);
    plan.hospitals[1].id = "other";
    plan.travel.push_back({"scene", "other", 600.0, {}, {}});
    plan.transfers.vehicles = 1;
    EXPECT_EQ(as_lines(problems_of_plan(plan)), "");  // both can do the same
    plan.hospitals[0].burn_beds = 0;
    expect_problem(plan, "there is no way from 'hospital' to 'other'");
    plan.transfers.vehicles = 0;
    EXPECT_EQ(as_lines(problems_of_plan(plan)), "");
}

TEST(PlanCheck, TellsAllAtOnce) {
    MedicalPlan plan = simple_plan(1);
    plan.hospitals[0].beds = 0;
    plan.triage.crews[0].place = "nowhere";
    plan.fleets[0].shifts = {{5.0, 1.0}};
    EXPECT_EQ(problems_of_plan(plan).size(), 3u);
}

TEST(CasualtyCheck, KnowsThePlaces) {
    std::vector<Casualty> casualties = casualties_of_class(TriageClass::red, 2);
    EXPECT_TRUE(problems_of_casualties(simple_plan(1), casualties, "c.csv").empty());
    casualties[1].place = "scenne";
    casualties[1].line = 3;
    const Errors errors = problems_of_casualties(simple_plan(1), casualties, "c.csv");
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].where, "c.csv: line 3 (casualty '2')");
    EXPECT_NE(errors[0].message.find("did you mean 'scene'?"), std::string::npos);
}

}  // namespace
}  // namespace wayout
