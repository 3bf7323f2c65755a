#include <wayout/validation.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace wayout {
namespace {

std::vector<ValidationResult> one_result() {
    ValidationResult result;
    result.experiment = {"X1", "doors <wide>", "DOI 10.1/2 [C]", "1 to 2", Calibration::lab};
    result.calibration = Calibration::lab;
    result.seeds = {1, 2, 3};
    result.quantities = {{"flow", "1/s", 1.5, Origin::computed, 1.0, 2.0, 1.6, 1.5, 1.7},
                         {"density", "1/m2", std::numeric_limits<double>::quiet_NaN(), Origin::secondary, 3.0,
                          std::numeric_limits<double>::infinity(), 2.0, 1.9, 2.1}};
    result.figures = {{"Flow", "width, m", "flow, 1/s", {{"measured", true, {{1, 1}, {2, 2}}, {}}}}};
    result.finding = "too thin";
    return {result};
}

TEST(ValidationTables, MarkWhatLiesOutside) {
    const std::string text = validation_as_text(one_result());
    EXPECT_NE(text.find("not reproduced"), std::string::npos);
    EXPECT_NE(text.find("! density"), std::string::npos);
    EXPECT_EQ(text.find("! flow"), std::string::npos);
    EXPECT_NE(text.find("1.6 (1.5 to 1.7)"), std::string::npos);
    EXPECT_NE(text.find("from 3"), std::string::npos);
    EXPECT_NE(text.find("calibration lab: 0 of 1 experiments reproduced"), std::string::npos);
}

TEST(ValidationTables, JsonHasNullWhereThereIsNoNumber) {
    const auto json = nlohmann::json::parse(validation_as_json(one_result()));
    ASSERT_EQ(json["experiments"].size(), 1U);
    const auto& experiment = json["experiments"][0];
    EXPECT_EQ(experiment["reproduced"], false);
    EXPECT_EQ(experiment["quantities"][0]["evidence"], "[C]");
    EXPECT_TRUE(experiment["quantities"][1]["measured"].is_null());
    EXPECT_TRUE(experiment["quantities"][1]["accepted_high"].is_null());
    EXPECT_EQ(json["summary"]["by_calibration"][0]["deciding"], 1);
    EXPECT_EQ(json["summary"]["worst_miss"]["quantity"], "density");
}

// 2.0 misses "from 3" by a third of 3; 2.5 misses 1 to 2 by half its width.
TEST(ValidationSummary, NamesTheQuantityFarthestOutside) {
    std::vector<ValidationResult> results = one_result();
    ASSERT_TRUE(worst_miss_of(results[0]).has_value());
    EXPECT_EQ(worst_miss_of(results[0])->quantity, "density");
    EXPECT_NEAR(worst_miss_of(results[0])->bands_outside, 1.0 / 3.0, 1e-12);
    results[0].quantities[0].mean = 2.5;
    EXPECT_EQ(worst_miss_of(results[0])->quantity, "flow");
    EXPECT_NEAR(worst_miss_of(results[0])->bands_outside, 0.5, 1e-12);
    // No number at all is worse than any.
    results[0].quantities[1].mean = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(summary_of(results).worst->quantity, "density");
    // From memory: neither counts nor misses.
    results[0].quantities[0].origin = results[0].quantities[1].origin = Origin::memory;
    EXPECT_FALSE(worst_miss_of(results[0]).has_value());
}

TEST(ValidationSummary, CountsByCalibrationAndLeavesOutWhatDecidesNothing) {
    std::vector<ValidationResult> results(4, one_result()[0]);
    results[1].is_reproduced = true;
    results[2].calibration = Calibration::design;
    results[3].experiment.decides = false;
    const ValidationSummary summary = summary_of(results);
    ASSERT_EQ(summary.by_calibration.size(), 2U);
    EXPECT_EQ(summary.by_calibration[0].reproduced, 1);
    EXPECT_EQ(summary.by_calibration[0].deciding, 2);
    EXPECT_EQ(summary.by_calibration[0].shown_only, 1);
    EXPECT_EQ(summary.by_calibration[1].reproduced, 0);
    EXPECT_EQ(summary.by_calibration[1].deciding, 1);
}

TEST(ValidationSummary, TellsTheKnownCauseOfAMissOnly) {
    std::vector<ValidationResult> results = one_result();
    results[0].experiment.known_cause = "bodies are round";
    EXPECT_NE(validation_as_text(results).find("bodies are round"), std::string::npos);
    EXPECT_NE(validation_as_markdown(results).find("bodies are round"), std::string::npos);
    results[0].is_reproduced = true;
    results[0].quantities.clear();
    EXPECT_EQ(validation_as_text(results).find("bodies are round"), std::string::npos);
}

TEST(ValidationPage, DrawsAndEscapes) {
    const std::string page = validation_as_html(one_result());
    EXPECT_NE(page.find("<svg"), std::string::npos);
    EXPECT_NE(page.find("doors &lt;wide&gt;"), std::string::npos);
    EXPECT_EQ(page.find("doors <wide>"), std::string::npos);
    EXPECT_EQ(page.find("http://"), page.find("http://www.w3.org/"));  // nothing from outside but names
}

TEST(ValidationMarkdown, TellsTheCalibration) {
    EXPECT_NE(validation_as_markdown(one_result()).find("| lab | too thin | **not reproduced** |"),
              std::string::npos);
}

}  // namespace
}  // namespace wayout
