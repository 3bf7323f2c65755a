#include "snippets.hpp"

#include <wayout/briefing.hpp>
#include <wayout/input.hpp>
#include <wayout/medical_plan.hpp>
#include <wayout/reports.hpp>
#include <wayout/study.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace wayout {
namespace {

constexpr const char* schema_file = "schema/scenario.schema.json";

TEST(Schema, FileIsWhatTheReaderTells) {
    const std::string schema = scenario_schema();
    if (std::getenv("WAYOUT_UPDATE_GOLDEN"))
        std::ofstream(schema_file) << schema;
    std::ostringstream stored;
    stored << std::ifstream(schema_file).rdbuf();
    EXPECT_EQ(stored.str(), schema) << "run the test with WAYOUT_UPDATE_GOLDEN=1 and look at the difference";
}

TEST(Schema, AllowsIncludesWhereTheyAreResolved) {
    EXPECT_NE(scenario_schema().find("$include"), std::string::npos);
    for (const std::string& schema : {study_schema(), reports_schema(), medical_schema(), briefing_schema()})
        EXPECT_EQ(schema.find("$include"), std::string::npos);
}

TEST(Schema, ShowsDefaultsRangesAndMeanings) {
    const JsonValue schema = tree_of(scenario_schema());
    const JsonValue* simulation = schema.find("$defs")->find("simulation")->find("properties");
    EXPECT_EQ(
        to_text(*simulation->find("time_step_s"), -1),
        R"({"type":"number","minimum":0.001,"maximum":0.5,"description":"0.05 is what the model is calibrated with.","default":0.05})");
    const JsonValue* seating = schema.find("$defs")->find("seating_block")->find("properties");
    EXPECT_EQ(seating->find("facing_deg")->find("default")->number(), 90.0);
    EXPECT_EQ(*schema.find("$defs")->find("door")->find("properties")->find("state")->find("default")->text(),
              "open");
}

}  // namespace
}  // namespace wayout
