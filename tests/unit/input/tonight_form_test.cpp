#include "snippets.hpp"

#include <wayout/briefing.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace wayout {
namespace {

Result<TonightSpec> read_evening(const std::string& text) {
    const std::filesystem::path file = std::filesystem::path(testing::TempDir()) / "tonight.json";
    std::ofstream(file) << text;
    return read_tonight(file);
}

TEST(TonightFile, HasDefaults) {
    const Result<TonightSpec> tonight = read_evening(R"({"wayout_briefing": 1})");
    ASSERT_TRUE(tonight) << as_lines(tonight.error());
    EXPECT_FALSE(tonight->visitors);
    EXPECT_EQ(tonight->runs, 80);
    EXPECT_EQ(tonight->probability, 0.95);
    EXPECT_FALSE(tonight->temperature_k);
    EXPECT_EQ(tonight->coat_width_factor, 1.05);
}

TEST(TonightFile, ReadsEverything) {
    const Result<TonightSpec> tonight =
        read_evening(R"({"wayout_briefing": 1, "event": "Concert", "date": "17 May",
        "visitors": 900, "closed": ["east"], "stewards_absent": ["s1"],
        "weather": {"temperature_c": -5, "coats_below_c": 5, "coat_width_factor": 1.1},
        "advisory": {"level": "amber", "attendance_frac": 0.9},
        "criterion": {"time_limit_s": 480, "probability": 0.9},
        "measures": [{"id": "open", "name": "Open east", "patch": {"incident": {"events": []}}}],
        "attendance_steps": [0.9], "runs": 40, "seed": 7})");
    ASSERT_TRUE(tonight) << as_lines(tonight.error());
    EXPECT_EQ(tonight->visitors, 900);
    EXPECT_EQ(tonight->closed, std::vector<std::string>{"east"});
    EXPECT_DOUBLE_EQ(*tonight->temperature_k, 268.15);
    EXPECT_DOUBLE_EQ(tonight->coats_below_k, 278.15);
    EXPECT_EQ(tonight->advisory, "amber");
    EXPECT_EQ(tonight->advisory_attendance_frac, 0.9);
    EXPECT_EQ(tonight->time_limit_s, 480.0);
    EXPECT_EQ(tonight->probability, 0.9);
    ASSERT_EQ(tonight->measures.size(), 1u);
    EXPECT_EQ(tonight->measures[0].changes.size(), 1u);
    EXPECT_EQ(tonight->seed, 7u);
}

TEST(TonightFile, TellsAllProblemsAtOnce) {
    const Result<TonightSpec> tonight =
        read_evening(R"({"wayout_briefing": 1, "visitors": 900, "attendance_frac": 0.5,
        "weather": {"temprature_c": 4}, "advisory": {"attendance_frac": 0.9}, "runs": 1,
        "measures": [{"id": "a"}, {"id": "a"}]})");
    ASSERT_FALSE(tonight);
    const std::string said = as_lines(tonight.error());
    for (const char* part :
         {"attendance_frac", "temprature_c", "level", "runs", "two measures with the id 'a'"})
        EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
}

TEST(TonightFile, HasASchemaThatIsWhatTheReaderTells) {
    const std::string schema = briefing_schema();
    if (std::getenv("WAYOUT_UPDATE_GOLDEN"))
        std::ofstream("schema/briefing.schema.json") << schema;
    std::ostringstream stored;
    stored << std::ifstream("schema/briefing.schema.json").rdbuf();
    EXPECT_EQ(stored.str(), schema) << "run the test with WAYOUT_UPDATE_GOLDEN=1 and look at the difference";
}

}  // namespace
}  // namespace wayout
