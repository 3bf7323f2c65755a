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
    result.quantities = {{"flow", "1/s", 1.5, Evidence::computed, 1.0, 2.0, 1.6, 1.5, 1.7},
                         {"density", "1/m2", std::numeric_limits<double>::quiet_NaN(), Evidence::secondary,
                          3.0, std::numeric_limits<double>::infinity(), 2.0, 1.9, 2.1}};
    result.figures = {{"Flow", "width, m", "flow, 1/s", {{"measured", true, {{1, 1}, {2, 2}}, {}}}}};
    result.finding = "too thin";
    return {result};
}

TEST(ValidationTables, MarkWhatLiesOutside) {
    const std::string text = validation_as_text(one_result());
    EXPECT_NE(text.find("NOT reproduced"), std::string::npos);
    EXPECT_NE(text.find("! density"), std::string::npos);
    EXPECT_EQ(text.find("! flow"), std::string::npos);
    EXPECT_NE(text.find("1.6 (1.5 to 1.7)"), std::string::npos);
    EXPECT_NE(text.find("from 3"), std::string::npos);
    EXPECT_NE(text.find("0 of 1"), std::string::npos);
}

TEST(ValidationTables, JsonHasNullWhereThereIsNoNumber) {
    const auto json = nlohmann::json::parse(validation_as_json(one_result()));
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["reproduced"], false);
    EXPECT_EQ(json[0]["quantities"][0]["evidence"], "[C]");
    EXPECT_TRUE(json[0]["quantities"][1]["measured"].is_null());
    EXPECT_TRUE(json[0]["quantities"][1]["accepted_high"].is_null());
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
