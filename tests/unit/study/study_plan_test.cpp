#include "small_study.hpp"

#include <wayout/study_run.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace wayout {
namespace {

using namespace small;

std::vector<double> column(const StudyPlan& plan, std::size_t k) {
    std::vector<double> values;
    for (std::size_t row = 0; row < plan.design().row_count; ++row)
        values.push_back(plan.design().at(row, k));
    return values;
}

TEST(StudyPlan, SeedsCountUpFromTheScenariosOrTheStudys) {
    StudySpec spec = plain_spec(3);
    const StudyPlan from_scenario = plan_of(spec);
    spec.seed = 100;
    const StudyPlan from_study = plan_of(spec);
    for (int r = 0; r < 3; ++r) {
        EXPECT_EQ(from_scenario.task(0, r).seed, 1u + static_cast<unsigned>(r));
        EXPECT_EQ(from_study.task(0, r).seed, 100u + static_cast<unsigned>(r));
    }
}

TEST(StudyPlan, VariantsOfAReplicateShareDrawAndSeed) {
    StudySpec spec = plain_spec(4, 2);
    spec.factors = {uniform_factor("a", 100, 200)};
    spec.variants[1].changes.push_back({ScenarioChange::Act::set, "name", "\"Other\""});
    const StudyPlan plan = plan_of(spec);
    std::set<double> values;
    for (int r = 0; r < 4; ++r) {
        const MemberTask first = plan.task(0, r), second = plan.task(1, r);
        EXPECT_EQ(first.seed, second.seed);
        ASSERT_EQ(first.changes.size(), 1u);
        ASSERT_EQ(second.changes.size(), 2u);
        EXPECT_EQ(first.changes[0], second.changes[0]);
        // The variant's own change comes last: it is made in what the draw has made.
        EXPECT_EQ(second.changes[1].path, "name");
        values.insert(first.changes[0].number);
    }
    EXPECT_EQ(values.size(), 4u);
}

TEST(StudyPlan, SeveralSeedsShareADraw) {
    StudySpec spec = plain_spec(3);
    spec.seeds_per_draw = 2;
    spec.factors = {uniform_factor("a", 100, 200)};
    const StudyPlan plan = plan_of(spec);
    ASSERT_EQ(plan.replicate_count(), 6);
    for (int r = 0; r < 6; r += 2) {
        EXPECT_EQ(plan.inputs_of(r).values, plan.inputs_of(r + 1).values);
        EXPECT_NE(plan.task(0, r).seed, plan.task(0, r + 1).seed);
    }
    EXPECT_NE(plan.inputs_of(0).values, plan.inputs_of(2).values);
}

TEST(StudyPlan, RandomStudiesCanBeMadeLongerAndHypercubesCannot) {
    StudySpec spec = plain_spec(5);
    spec.factors = {uniform_factor("a", 100, 200), option_factor("b", {1, 1, 1})};
    StudySpec longer = spec;
    longer.runs = 50;
    const StudyPlan short_one = plan_of(spec), long_one = plan_of(longer);
    for (int r = 0; r < 5; ++r) {
        EXPECT_EQ(short_one.inputs_of(r).values, long_one.inputs_of(r).values);
        EXPECT_EQ(short_one.task(0, r).seed, long_one.task(0, r).seed);
    }
    spec.design = longer.design = StudyDesign::latin_hypercube;
    EXPECT_NE(plan_of(spec).inputs_of(0).values, plan_of(longer).inputs_of(0).values);
}

TEST(StudyPlan, LatinHypercubeHasOneValueInEachStratum) {
    StudySpec spec = plain_spec(20);
    spec.design = StudyDesign::latin_hypercube;
    spec.factors = {uniform_factor("a", 100, 200), uniform_factor("b", 100, 200)};
    const StudyPlan plan = plan_of(spec);
    for (std::size_t k = 0; k < 2; ++k) {
        std::set<int> strata;
        for (const double u : column(plan, k)) strata.insert(static_cast<int>(std::floor(20.0 * u)));
        EXPECT_EQ(strata.size(), 20u);
    }
    EXPECT_NE(column(plan, 0), column(plan, 1));
    // Negative control: independent draws do not manage that.
    spec.design = StudyDesign::random;
    std::set<int> strata;
    for (const double u : column(plan_of(spec), 0)) strata.insert(static_cast<int>(std::floor(20.0 * u)));
    EXPECT_LT(strata.size(), 20u);
}

TEST(StudyPlan, GridHasEveryCombinationOnce) {
    StudySpec spec = plain_spec(1);
    spec.design = StudyDesign::grid;
    spec.seeds_per_draw = 2;
    spec.factors = {uniform_factor("a", 120, 180), option_factor("b", {1, 5})};
    spec.factors[0].grid_points = 3;
    const StudyPlan plan = plan_of(spec);
    ASSERT_EQ(plan.replicate_count(), 12);
    std::set<std::pair<double, std::string>> combinations;
    for (int r = 0; r < 12; r += 2) {
        const DrawnInputs inputs = plan.inputs_of(r);
        combinations.emplace(inputs.values[0], inputs.option_names[1]);
        // All combinations have the same luck.
        EXPECT_EQ(plan.task(0, r).seed, 1u);
        EXPECT_EQ(plan.task(0, r + 1).seed, 2u);
    }
    // Middles of the thirds of 120 to 180.
    std::set<std::pair<double, std::string>> expected;
    for (const double value : {130.0, 150.0, 170.0})
        for (const char* option : {"b-0", "b-1"}) expected.emplace(value, option);
    EXPECT_EQ(combinations, expected);
}

TEST(StudyPlan, OptionsAreDrawnByTheirWeights) {
    StudySpec spec = plain_spec(4000);
    spec.design = StudyDesign::latin_hypercube;
    spec.factors = {option_factor("a", {1, 3})};
    const StudyPlan plan = plan_of(spec);
    int second = 0;
    for (int r = 0; r < 4000; ++r) second += plan.inputs_of(r).values[0] == 1.0 ? 1 : 0;
    EXPECT_EQ(second, 3000);  // exact, since there is one draw in each of 4,000 strata
}

TEST(StudyPlan, SaltelliExchangesOneInputAfterTheOther) {
    StudySpec spec = plain_spec(8);
    spec.design = StudyDesign::sensitivity;
    spec.factors = {uniform_factor("a", 100, 200), uniform_factor("b", 100, 200)};
    const StudyPlan plan = plan_of(spec);
    ASSERT_EQ(plan.replicate_count(), 8 * 5);  // A, B, and A with a, b, seed from B
    EXPECT_EQ(sensitivity_names(spec), (std::vector<std::string>{"a", "b", "seed"}));
    const SampleDesign& points = plan.design();
    for (std::size_t matrix = 0; matrix < 3; ++matrix)
        for (std::size_t row = 0; row < 8; ++row)
            for (std::size_t k = 0; k < 3; ++k)
                EXPECT_EQ(points.at((2 + matrix) * 8 + row, k), points.at((k == matrix ? 8 : 0) + row, k));
    // Where the seed is not exchanged, it is that of A.
    EXPECT_EQ(plan.task(0, 0).seed, plan.task(0, 16).seed);
    EXPECT_EQ(plan.task(0, 0).seed, plan.task(0, 24).seed);
    EXPECT_EQ(plan.task(0, 8).seed, plan.task(0, 32).seed);
    EXPECT_NE(plan.task(0, 0).seed, plan.task(0, 32).seed);
}

TEST(StudyPlan, PartsAreExchangedAsAWhole) {
    StudySpec spec = plain_spec(4);
    spec.design = StudyDesign::sensitivity;
    spec.sensitivity_of = SensitivityOf::parts;
    spec.factors = {uniform_factor("a", 100, 200), uniform_factor("b", 100, 200),
                    uniform_factor("c", 100, 200)};
    spec.factors[0].group = spec.factors[2].group = "crowd";
    spec.factors[1].group = "fire";
    const StudyPlan plan = plan_of(spec);
    EXPECT_EQ(sensitivity_names(spec), (std::vector<std::string>{"crowd", "fire", "seed"}));
    ASSERT_EQ(plan.replicate_count(), 4 * 5);
    const SampleDesign& points = plan.design();
    const std::size_t exchanged[3][4] = {{1, 0, 1, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}};
    for (std::size_t matrix = 0; matrix < 3; ++matrix)
        for (std::size_t row = 0; row < 4; ++row)
            for (std::size_t k = 0; k < 4; ++k)
                EXPECT_EQ(points.at((2 + matrix) * 4 + row, k), points.at(exchanged[matrix][k] * 4 + row, k));
}

TEST(StudyPlan, WholeNumbersAreSetAsSuch) {
    StudySpec spec = plain_spec(20);
    spec.factors = {uniform_factor("n", 5, 12, "people.populations[guests].count")};
    const StudyPlan plan = plan_of(spec);
    for (int r = 0; r < 20; ++r) {
        const ScenarioChange change = plan.task(0, r).changes.at(0);
        EXPECT_EQ(change.json, std::to_string(std::lround(plan.inputs_of(r).values[0])));
    }
}

TEST(StudyPlan, ListsAllThatIsWrongWithTheChangesBeforeTheFirstRun) {
    Folder folder;
    write(folder / "room.json", room);
    write(folder / "study.json", R"({"wayout_study": 1, "scenario": "room.json", "vary": [
        {"name": "nowhere", "scale": "people.populations[nobody].count", "by": 2},
        {"name": "ends", "set": "simulation.duration_s", "by": {"distribution": "uniform", "min": -100, "max": 100}},
        {"name": "choice", "options": [{"name": "good"}, {"name": "bad", "set": {"venue.exits[west].line": 5}}]}],
        "variants": [{"id": "as-is"}, {"id": "broken", "patch": {"venue": {"storeys": null}}},
                     {"id": "text", "scale": {"name": 2}}]})");
    const Result<StudySpec> spec = read_study(folder / "study.json");
    ASSERT_TRUE(spec.has_value());
    const std::string checked = as_lines(check_study(*spec).errors);
    for (const char* message :
         {"input 'nowhere' at 2: path 'people.populations[nobody].count' | 'people.populations' has no "
          "item with the id 'nobody'; there are: guests",
          "input 'ends' at -99.9: ", "input 'choice', option 'bad': ", "variant 'broken': ",
          "variant 'text': path 'name' | is the text \"Room\""})
        EXPECT_NE(checked.find(message), std::string::npos) << message << "\n" << checked;
    // A path that leads nowhere is told once, not at each value that was tried.
    EXPECT_EQ(checked.find("input 'nowhere'"), checked.rfind("input 'nowhere'"));
    StudyRunOptions options;
    options.folder = folder / "out";
    const Result<StudyOutcome> outcome = run_study(*spec, options);
    ASSERT_FALSE(outcome.has_value());
    EXPECT_EQ(as_lines(outcome.error()), checked);
    EXPECT_FALSE(std::filesystem::exists(options.folder));
}

TEST(StudyPlan, RefusesStudiesThatNobodyCanRun) {
    StudySpec spec = plain_spec(1);
    spec.design = StudyDesign::grid;
    for (const char* name : {"a", "b", "c"})
        spec.factors.push_back(option_factor(name, std::vector<double>(200, 1.0)));
    const Result<StudyPlan> grid = StudyPlan::create(spec, room_tree());
    ASSERT_FALSE(grid.has_value());
    EXPECT_NE(as_lines(grid.error()).find("would have 8000000 runs of each variant"), std::string::npos)
        << as_lines(grid.error());
    spec = plain_spec(4);
    spec.design = StudyDesign::sensitivity;
    spec.seeds_per_draw = 2;
    spec.factors = {uniform_factor("a", 100, 200)};
    EXPECT_NE(as_lines(StudyPlan::create(spec, room_tree()).error()).find("the seed is an input of its own"),
              std::string::npos);
}

}  // namespace
}  // namespace wayout
