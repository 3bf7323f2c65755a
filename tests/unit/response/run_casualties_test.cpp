/// Hand values: what a run did to people as casualties of the chain.
#include "response/injury.hpp"
#include "response/survival.hpp"

#include <wayout/casualties.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace wayout {
namespace {

/// Without any luck: scores are those of the rules.
InjuryRules plain_rules() {
    InjuryRules rules;
    rules.scatter_points = 0;
    rules.crush_scatter = 0.0;
    return rules;
}

PersonResult person_out(AgentId id, double exit_s) {
    PersonResult person;
    person.id = id;
    person.age_years = 30.0;
    person.outcome = Outcome::out;
    person.exit_passage = 0;
    person.exit_time_s = exit_s;
    return person;
}

PersonResult breathed(double gas, double heat = 0.0) {
    PersonResult person = person_out(1, 60.0);
    person.exposure.emplace();
    person.exposure->dose[static_cast<std::size_t>(DoseTerm::co)] = gas;
    person.exposure->dose[static_cast<std::size_t>(DoseTerm::convective)] = heat;
    return person;
}

double rpm_of(const PersonResult& person, const InjuryRules& rules = plain_rules()) {
    const auto injury = injury_of(person, rules, 1);
    return injury ? injury->rpm : -1.0;
}

TEST(Injury, OfGasesFollowsTheBandsOfTheDose) {
    EXPECT_EQ(rpm_of(breathed(0.09)), -1.0);
    EXPECT_EQ(rpm_of(breathed(0.10)), 12.0);
    EXPECT_EQ(rpm_of(breathed(0.29)), 12.0);
    EXPECT_EQ(rpm_of(breathed(0.30)), 8.0);
    EXPECT_EQ(rpm_of(breathed(0.99)), 8.0);
    EXPECT_EQ(rpm_of(breathed(1.0)), 4.0);
    EXPECT_EQ(rpm_of(breathed(1.5)), 3.0);   // 4 - 2 * 0.5
    EXPECT_EQ(rpm_of(breathed(50.0)), 1.0);  // no lethal law in the run: alive
    EXPECT_EQ(injury_of(breathed(1.0), plain_rules(), 1)->cause, InjuryCause::smoke);
}

TEST(Injury, CountsTheDoseRelativeToThePersonsOwnThreshold) {
    PersonResult tough = breathed(1.2);
    tough.exposure->gas_threshold = 2.0;
    EXPECT_EQ(rpm_of(tough), 8.0);  // 0.6 of his
}

TEST(Injury, OfHeatNeedsABurnBedAndOfGasAVentilator) {
    const Injury burnt = *injury_of(breathed(0.2, 1.1), plain_rules(), 1);
    EXPECT_EQ(burnt.cause, InjuryCause::burn);
    EXPECT_TRUE(burnt.needs.burn);
    EXPECT_FALSE(burnt.needs.ventilator);
    EXPECT_NEAR(burnt.rpm, 3.8, 1e-12);  // 4 - 2 * 0.1
    const Injury gassed = *injury_of(breathed(1.0), plain_rules(), 1);
    EXPECT_FALSE(gassed.needs.burn);
    EXPECT_TRUE(gassed.needs.ventilator);
    InjuryRules none = plain_rules();
    none.ventilator_frac = 0.0;
    EXPECT_FALSE(injury_of(breathed(1.0), none, 1)->needs.ventilator);
}

TEST(Injury, OfACrushFollowsTheDose) {
    PersonResult person = person_out(1, 60.0);
    EXPECT_EQ(rpm_of(person), -1.0);
    person.crush_dose = 0.09;
    EXPECT_EQ(rpm_of(person), -1.0);
    person.crush_dose = 0.1;
    EXPECT_EQ(rpm_of(person), 12.0);
    person.crush_dose = 0.3;
    EXPECT_EQ(rpm_of(person), 5.0);
    person.crush_dose = 1.0;
    EXPECT_EQ(rpm_of(person), 0.0);
}

TEST(Injury, HalfDieOfTheMedianLethalCrush) {
    InjuryRules rules = plain_rules();
    rules.crush_scatter = 0.3;
    int dead = 0;
    for (AgentId id = 1; id <= 4000; ++id) {
        PersonResult person = person_out(id, 60.0);
        person.crush_dose = 1.0;
        dead += injury_of(person, rules, 7)->rpm == 0.0 ? 1 : 0;
    }
    EXPECT_NEAR(dead, 2000, 4.0 * std::sqrt(1000.0));
}

TEST(Injury, IsTheWorstOfAll) {
    PersonResult person = breathed(0.4);  // 8
    person.crush_dose = 0.5;              // 5
    const Injury injury = *injury_of(person, plain_rules(), 1);
    EXPECT_EQ(injury.rpm, 5.0);
    EXPECT_EQ(injury.cause, InjuryCause::crush);
}

TEST(Injury, OfAChildNeedsAHospitalForChildren) {
    PersonResult child = breathed(0.5);
    child.age_years = 15.9;
    EXPECT_TRUE(injury_of(child, plain_rules(), 1)->needs.paediatric);
    child.age_years = 16.0;
    EXPECT_FALSE(injury_of(child, plain_rules(), 1)->needs.paediatric);
    child.age_years = not_a_time;
    EXPECT_FALSE(injury_of(child, plain_rules(), 1)->needs.paediatric);
}

TEST(Injury, ScoresScatterByWholePointsAboutTheRule) {
    InjuryRules rules = plain_rules();
    rules.scatter_points = 2;
    double sum = 0.0;
    std::set<double> seen;
    constexpr int count = 4000;
    for (AgentId id = 1; id <= count; ++id) {
        PersonResult person = breathed(0.5);
        person.id = id;
        const double rpm = rpm_of(person, rules);
        sum += rpm;
        seen.insert(rpm);
    }
    EXPECT_EQ(seen, (std::set<double>{6.0, 7.0, 8.0, 9.0, 10.0}));
    // Triangular on +-2 points has a standard deviation of 2 / sqrt 6, and rounding adds 1/12 to the
    // variance.
    EXPECT_NEAR(sum / count, 8.0, 4.0 * std::sqrt((4.0 / 6.0 + 1.0 / 12.0) / count));
}

TEST(Survival, OfTheOlderHasTheOddsOfTheRule) {
    InjuryRules rules;
    const double p = survival_probability(4.0);
    EXPECT_DOUBLE_EQ(survival_at_age(4.0, 40.0, rules), p);
    EXPECT_DOUBLE_EQ(survival_at_age(4.0, not_a_time, rules), p);
    const double old = survival_at_age(4.0, 65.0, rules);
    EXPECT_NEAR(old / (1.0 - old), 0.5 * p / (1.0 - p), 1e-12);
}

// ---------------------------------------------------------------- times and places

/// Two exits, one of them listed by the second point; the run ends at 300 s.
struct Scene {
    RunResults run;
    MedicalPlan plan;

    Scene() {
        for (const char* id : {"main-1", "back"}) {
            PassageResult exit;
            exit.id = id;
            run.passages.push_back(exit);
        }
        TimelineRow end;
        end.time_s = 300.0;
        run.timeline.push_back(end);
        plan.file = "plan.json";
        plan.points.resize(2);
        plan.points[0].id = "forecourt";
        plan.points[1].id = "yard";
        plan.points[1].exits = {"back"};
        plan.injuries = plain_rules();
    }
    PersonResult& add(PersonResult person) {
        person.id = static_cast<AgentId>(run.people.size() + 1);
        return run.people.emplace_back(std::move(person));
    }
    PersonResult& add_inside(double gas) {
        PersonResult person = breathed(gas);
        person.outcome = Outcome::incapacitated;
        person.exit_passage = -1;
        person.exit_time_s = not_a_time;
        person.exposure->incapacitated = {100.0, HarmCause::co};
        return add(person);
    }
};

TEST(RunCasualties, WalkOutByTheirExitToItsPoint) {
    Scene scene;
    scene.add(person_out(0, 40.0));  // unharmed
    scene.add(breathed(0.5)).exit_time_s = 41.5;
    PersonResult& back = scene.add(breathed(0.2));
    back.exit_passage = 1;
    const auto casualties = casualties_of_run(scene.run, scene.plan, 1);
    ASSERT_EQ(casualties.size(), 2u);
    EXPECT_EQ(casualties[0].id, "2");
    EXPECT_EQ(casualties[0].found_s, 41.5);
    EXPECT_EQ(casualties[0].place, "forecourt");
    EXPECT_EQ(casualties[0].walks, true);  // yellow, on his own feet
    EXPECT_EQ(casualties[1].place, "yard");
    EXPECT_EQ(casualties[1].rpm, 12.0);
}

TEST(RunCasualties, ComeOutWithTheTeam) {
    Scene scene;
    scene.add_inside(1.0);
    RescueTeamResult team;
    team.collection_point = "yard";
    scene.run.rescue.teams.push_back(team);
    RescuedPerson rescued;
    rescued.person = 1;
    rescued.team = 0;
    rescued.out_s = 222.0;
    scene.run.rescue.rescued.push_back(rescued);
    const auto casualties = casualties_of_run(scene.run, scene.plan, 1);
    ASSERT_EQ(casualties.size(), 1u);
    EXPECT_EQ(casualties[0].found_s, 222.0);
    EXPECT_EQ(casualties[0].place, "yard");
    EXPECT_TRUE(casualties[0].is_brought);
    EXPECT_EQ(casualties[0].rpm, 4.0);
}

TEST(RunCasualties, LeftInsideAreFoundAtTheRateOfThePlan) {
    Scene scene;
    for (int k = 0; k < 3; ++k) scene.add_inside(1.0);
    scene.plan.left_inside.after_s = 1200.0;
    scene.plan.left_inside.per_hour = 12.0;  // every 300 s
    scene.plan.left_inside.place = "yard";
    const auto casualties = casualties_of_run(scene.run, scene.plan, 1);
    std::set<double> found;
    for (const Casualty& c : casualties) {
        found.insert(c.found_s);
        EXPECT_EQ(c.place, "yard");
        // A red score falls by a point in 30 min, from the end of the run at 300 s on.
        EXPECT_NEAR(*c.rpm, 4.0 - (c.found_s - 300.0) / 1800.0, 1e-12);
    }
    EXPECT_EQ(found, (std::set<double>{1500.0, 1800.0, 2100.0}));
}

TEST(RunCasualties, AreSoughtInAnotherOrderWithAnotherSeed) {
    Scene scene;
    for (int k = 0; k < 8; ++k) scene.add_inside(1.0);
    const auto times = [&](std::uint64_t seed) {
        std::vector<double> found;
        for (const Casualty& c : casualties_of_run(scene.run, scene.plan, seed)) found.push_back(c.found_s);
        return found;
    };
    EXPECT_EQ(times(1), times(1));
    EXPECT_NE(times(1), times(2));
}

TEST(RunCasualties, BeneathStructureAreASearchOfTheirOwn) {
    Scene scene;
    scene.add_inside(1.0);
    PersonResult& trapped = scene.add_inside(0.0);
    trapped.exposure->incapacitated = {};
    scene.plan.left_inside.after_s = 0.0;  // then from the end of the run, 300 s
    const auto casualties = casualties_of_run(scene.run, scene.plan, 1);
    ASSERT_EQ(casualties.size(), 2u);
    EXPECT_EQ(casualties[0].found_s, 300.0 + 300.0);  // 12 an hour
    EXPECT_EQ(casualties[1].found_s, 300.0 + 900.0);  // 4 an hour
    EXPECT_EQ(casualties[1].cause, InjuryCause::structure);
    EXPECT_NEAR(*casualties[1].rpm, 5.0 - 0.5, 1e-12);
}

TEST(RunCasualties, NeverFoundAreCountedApart) {
    Scene scene;
    scene.add_inside(1.0);
    scene.add(breathed(0.5));
    EXPECT_EQ(count_never_found(scene.run, scene.plan, 1), 0);
    scene.plan.left_inside.are_found = false;
    EXPECT_EQ(casualties_of_run(scene.run, scene.plan, 1).size(), 1u);
    EXPECT_EQ(count_never_found(scene.run, scene.plan, 1), 1);
    scene.plan.left_inside.are_found = true;
    scene.plan.left_inside.per_hour = 0.0;
    EXPECT_EQ(count_never_found(scene.run, scene.plan, 1), 1);
    scene.plan.left_inside.per_hour = 1.0;
    scene.plan.horizon_s = 5000.0;  // found at 1800 + 3600 s
    EXPECT_EQ(count_never_found(scene.run, scene.plan, 1), 1);
}

TEST(RunCasualties, DeadOfTheRunAreBlack) {
    Scene scene;
    scene.add_inside(3.0).is_dead = true;
    const auto casualties = casualties_of_run(scene.run, scene.plan, 1);
    ASSERT_EQ(casualties.size(), 1u);
    EXPECT_FALSE(casualties[0].rpm);
    EXPECT_EQ(casualties[0].given_class, TriageClass::black);
}

TEST(Exits, ThatTheBuildingDoesNotHaveAreNamed) {
    const Scene scene;
    const std::vector<std::string> exits{"main-1", "bakc"}, teams{"", "gate"};
    const Errors errors = problems_of_exits(scene.plan, exits, teams);
    ASSERT_EQ(errors.size(), 2u);
    EXPECT_NE(errors[0].message.find("'back' is no exit of the building; did you mean 'bakc'?"),
              std::string::npos)
        << errors[0].message;
    EXPECT_NE(errors[1].message.find("'gate'"), std::string::npos);
    EXPECT_TRUE(problems_of_exits(scene.plan, std::vector<std::string>{"back"}, {}).empty());
}

}  // namespace
}  // namespace wayout
