#include "snippets.hpp"

#include <wayout/study.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;

/// A study file in a folder of its own.
class StudyFile : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "wayout-study-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    Result<StudySpec> read(const std::string& text) const {
        std::ofstream(folder_ / "study.json") << text;
        return read_study(folder_ / "study.json");
    }
    StudySpec good(const std::string& text) const {
        Result<StudySpec> spec = read(text);
        EXPECT_TRUE(spec.has_value()) << (spec ? std::string() : as_lines(spec.error()));
        return spec ? *std::move(spec) : StudySpec{};
    }
    std::string problems(const std::string& text) const {
        const Result<StudySpec> spec = read(text);
        return spec ? "none" : as_lines(spec.error());
    }
    static std::string study_with(const std::string& keys) {
        return R"({"wayout_study": 1, "scenario": "room")" + (keys.empty() ? "" : ", " + keys) + "}";
    }

    fs::path folder_;
};

TEST_F(StudyFile, HasDefaults) {
    const StudySpec spec = good(study_with(""));
    EXPECT_EQ(spec.scenario, (folder_ / "room").string());
    EXPECT_EQ(spec.design, StudyDesign::random);
    EXPECT_EQ(spec.runs, 100);
    EXPECT_EQ(spec.seeds_per_draw, 1);
    EXPECT_FALSE(spec.seed.has_value());
    ASSERT_EQ(spec.variants.size(), 1u);
    EXPECT_EQ(spec.variants[0].id, "as_is");
    EXPECT_TRUE(spec.variants[0].changes.empty());
}

TEST_F(StudyFile, ReadsInputsOfAllKinds) {
    const StudySpec spec = good(study_with(R"("design": "grid", "seed": 18446744073709551615, "vary": [
        {"name": "a", "scale": "attendance", "by": {"distribution": "uniform", "min": 0.5, "max": 1}},
        {"name": "b", "add": ["venue.exits[a].x", "response.y"], "by": 3, "grid_points": 2},
        {"name": "c", "set": "incident.events[0].at_s", "values": [5, 10]},
        {"name": "d", "group": "own", "options": [{"name": "x", "weight": 3, "set": {"venue.a": null}, "scale": {"people.b": 2}},
                                                  {"name": "y", "patch": {"venue": 1}, "add": {"people.b": -1}}]}])"));
    EXPECT_EQ(spec.seed, 18446744073709551615u);
    ASSERT_EQ(spec.factors.size(), 4u);
    using Act = ScenarioChange::Act;
    EXPECT_EQ(spec.factors[0].act, Act::scale);
    EXPECT_EQ(spec.factors[0].group, "crowd");
    EXPECT_EQ(spec.factors[1].act, Act::add);
    EXPECT_EQ(spec.factors[1].paths.size(), 2u);
    EXPECT_EQ(spec.factors[1].group, "building");
    EXPECT_EQ(spec.factors[1].grid_points, 2);
    EXPECT_EQ(spec.factors[2].group, "fire");
    ASSERT_EQ(spec.factors[2].options.size(), 2u);
    EXPECT_EQ(spec.factors[2].options[1].name, "10");
    EXPECT_EQ(spec.factors[2].options[1].changes.at(0),
              (ScenarioChange{Act::set, "incident.events[0].at_s", "10", 10.0}));
    EXPECT_EQ(spec.factors[3].group, "own");
    EXPECT_DOUBLE_EQ(spec.factors[3].options[0].weight, 3.0);
    ASSERT_EQ(spec.factors[3].options[0].changes.size(), 2u);
    EXPECT_EQ(spec.factors[3].options[0].changes[0].json, "null");
    EXPECT_DOUBLE_EQ(spec.factors[3].options[0].changes[1].number, 2.0);
    EXPECT_EQ(spec.factors[3].options[1].changes[0].act, Act::patch);
    EXPECT_DOUBLE_EQ(spec.factors[3].options[1].changes[1].number, -1.0);
}

TEST_F(StudyFile, ListsAllProblemsAtOnce) {
    const std::string text = problems(R"({"wayout_study": 1, "scenari": "room", "desing": "grid", "runs": 0,
        "vary": [{"name": "a", "scale": "attendance"}, {"name": "b", "by": 2},
                 {"name": "c", "scale": "x", "add": "y", "by": 1}, {"name": "d", "scale": "x", "values": ["wide"]},
                 {"name": "e", "scale": "x", "by": {"distribution": "uniform", "min": 2, "max": 1}}],
        "variants": [{"name": "no id"}], "stop": {"at_least": 9, "at_most": 3}})");
    for (const char* message :
         {"the key 'scenario' is missing", "unknown key 'scenari'; did you mean 'scenario'?",
          "unknown key 'desing'; did you mean 'design'?", "study.json: runs",
          "says nothing about what is drawn", "exactly one of these keys is needed: scale, add, set, options",
          "\"wide\" is no number", "is not below max", "the key 'id' is missing",
          "is larger than \"at_most\""})
        EXPECT_NE(text.find(message), std::string::npos) << message << "\n" << text;
}

TEST_F(StudyFile, RefusesWhatDoesNotGoTogether) {
    const std::pair<const char*, const char*> cases[] = {
        {R"("design": "grid")", "nothing is varied; list inputs under \"vary\""},
        {R"("design": "sensitivity", "vary": [{"name": "a", "scale": "attendance", "by": 1}], "variants": [{"id": "a"}, {"id": "b"}])",
         "a sensitivity study looks at one form of the scenario"},
        {R"("design": "grid", "stop": {"until_converged": true}, "vary": [{"name": "a", "scale": "attendance", "by": 1}])",
         "have a fixed number of runs"},
        {R"("design": "latin_hypercube", "stop": {"until_converged": true})",
         "spread evenly only as a whole"},
        {R"("vary": [{"name": "a", "scale": "x", "by": 1}, {"name": "a", "scale": "y", "by": 1}])",
         "there are two inputs with the name 'a'; rename one"},
        {R"("variants": [{"id": "a"}, {"id": "a"}])", "there are two variants with the id 'a'; rename one"},
        {R"("wayout_study": 1)", "appears twice"},
    };
    for (const auto& [keys, message] : cases)
        EXPECT_NE(problems(study_with(keys)).find(message), std::string::npos) << keys << "\n"
                                                                               << problems(study_with(keys));
    EXPECT_NE(
        problems(R"({"wayout_study": 2, "scenario": "x"})").find("reads studies with \"wayout_study\": 1"),
        std::string::npos);
    EXPECT_EQ(problems(study_with("")), "none");
}

TEST_F(StudyFile, IsToldFromAScenario) {
    std::ofstream(folder_ / "study.json") << study_with("");
    std::ofstream(folder_ / "scenario.json") << R"({"wayout_version": 1, "name": "Room"})";
    EXPECT_TRUE(is_study_file(folder_ / "study.json"));
    EXPECT_FALSE(is_study_file(folder_ / "scenario.json"));
    EXPECT_FALSE(is_study_file(folder_));
    const Result<StudySpec> of_scenario = read_study(folder_ / "scenario.json");
    ASSERT_TRUE(of_scenario.has_value());
    EXPECT_EQ(of_scenario->scenario, (folder_ / "scenario.json").string());
    EXPECT_EQ(read_study(folder_)->scenario, folder_.string());
    EXPECT_FALSE(read_study(folder_ / "nothing.json").has_value());
}

TEST(StudySchema, FileIsWhatTheReaderTells) {
    constexpr const char* schema_file = "schema/study.schema.json";
    const std::string schema = study_schema();
    if (std::getenv("WAYOUT_UPDATE_GOLDEN"))
        std::ofstream(schema_file) << schema;
    std::ostringstream stored;
    stored << std::ifstream(schema_file).rdbuf();
    EXPECT_EQ(stored.str(), schema) << "run the test with WAYOUT_UPDATE_GOLDEN=1 and look at the difference";
}

TEST(StudySchema, ExamplesCanBeRead) {
    int count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator("scenarios/studies")) {
        const Result<StudySpec> spec = read_study(entry.path());
        EXPECT_TRUE(spec.has_value()) << entry.path() << (spec ? std::string() : as_lines(spec.error()));
        ++count;
    }
    EXPECT_GE(count, 3);
}

}  // namespace
}  // namespace wayout
