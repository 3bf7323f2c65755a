#include "snippets.hpp"

#include <wayout/input.hpp>

#include <gtest/gtest.h>

#include <fstream>

namespace wayout {
namespace {

namespace fs = std::filesystem;

class Templates : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) /
                  ("template_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path folder_;
};

TEST_F(Templates, AreReadWithoutAProblem) {
    ASSERT_GE(scenario_templates().size(), 2u);
    for (const ScenarioTemplate& t : scenario_templates()) {
        const auto written = write_template(folder_ / "deep" / t.name, t.name);
        ASSERT_TRUE(written) << as_lines(written.error());
        EXPECT_EQ(written->front(), folder_ / "deep" / t.name / "scenario.json");
        const auto scenario = read_scenario(folder_ / "deep" / t.name);
        ASSERT_TRUE(scenario) << as_lines(scenario.error());
        EXPECT_EQ(scenario->files.size(), written->size());
    }
}

TEST_F(Templates, OverwriteNothing) {
    fs::create_directories(folder_);
    EXPECT_TRUE(write_template(folder_, "room"));  // an empty folder will do
    const auto again = write_template(folder_, "two-storeys");
    ASSERT_FALSE(again);
    EXPECT_NE(as_lines(again.error()).find("not empty"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_ / "venue.json"));
    std::ofstream(folder_ / "file") << "x";
    EXPECT_NE(as_lines(write_template(folder_ / "file", "room").error()).find("is no folder"),
              std::string::npos);
}

TEST_F(Templates, UnknownNamesAreAnswered) {
    const auto written = write_template(folder_, "rooom");
    ASSERT_FALSE(written);
    EXPECT_NE(as_lines(written.error()).find("did you mean 'room'?"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_));
}

}  // namespace
}  // namespace wayout
