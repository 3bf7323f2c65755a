#include "snippets.hpp"

#include <wayout/medical_plan.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace wayout {
namespace {

constexpr const char* response_schema_file = "schema/response.schema.json";
constexpr const char* example = "scenarios/medical/response.json";

/// The example with one text replaced by another.
Result<MedicalPlan> read_with(const std::string& text, const std::string& replacement) {
    std::string content = content_of(example);
    const std::size_t at = content.find(text);
    EXPECT_NE(at, std::string::npos) << text;
    content.replace(at, text.size(), replacement);
    const std::filesystem::path file =
        std::filesystem::temp_directory_path() / ("wayout-response-" + std::to_string(::getpid()) + ".json");
    std::ofstream(file) << content;
    Result<MedicalPlan> plan = read_medical_plan(file);
    std::filesystem::remove(file);
    return plan;
}

void expect_problem(const std::string& text, const std::string& replacement, const std::string& part) {
    const Result<MedicalPlan> plan = read_with(text, replacement);
    ASSERT_FALSE(plan) << part;
    const std::string lines = as_lines(plan.error());
    EXPECT_NE(lines.find(part), std::string::npos) << part << "\nin\n" << lines;
}

TEST(ResponseForm, SchemaFileIsWhatTheReaderTells) {
    const std::string schema = medical_schema();
    if (std::getenv("WAYOUT_UPDATE_GOLDEN"))
        std::ofstream(response_schema_file) << schema;
    EXPECT_EQ(content_of(response_schema_file), schema)
        << "run the test with WAYOUT_UPDATE_GOLDEN=1 and look at the difference";
}

TEST(ResponseForm, ReadsTheExample) {
    const Result<MedicalPlan> plan = read_medical_plan(example);
    ASSERT_TRUE(plan) << as_lines(plan.error());
    EXPECT_EQ(plan->points.size(), 2u);
    EXPECT_EQ(plan->points[1].embargo[0].until_s, 900.0);
    EXPECT_EQ(plan->points[1].carry->teams, 3);
    EXPECT_EQ(plan->triage.method, TriageMethod::salt);
    ASSERT_EQ(plan->fleets.size(), 3u);
    EXPECT_FALSE(plan->fleets[0].is_bus);
    EXPECT_EQ(plan->fleets[0].capacity, (std::array<int, 3>{1, 2, 0}));
    EXPECT_EQ(plan->fleets[1].per_hour, 12.0);
    EXPECT_TRUE(plan->fleets[2].is_bus);
    EXPECT_EQ(plan->fleets[2].capacity, bus_capacity);
    EXPECT_EQ(plan->hospitals[1].burn_beds, 6);
    EXPECT_EQ(plan->travel[1].distance_m, 12000.0);
    EXPECT_EQ(plan->self_green_frac, 0.40);
}

TEST(ResponseForm, ReadsWhatTheExampleLeavesOut) {
    const Result<MedicalPlan> plan = read_with(
        "\"wayout_response\": 1,",
        R"("wayout_response": 1, "by_themselves": {"green_frac": 0.1}, "loading_order": "survival_loss",
           "rpm_of_class": {"red": 3},)");
    ASSERT_TRUE(plan) << as_lines(plan.error());
    EXPECT_EQ(plan->self_green_frac, 0.1);
    EXPECT_EQ(plan->self_yellow_frac, 0.15);
    EXPECT_EQ(plan->loading_order, LoadingOrder::by_survival_loss);
    EXPECT_EQ(plan->rpm_of_class, (std::array<double, 3>{3.0, 8.0, 12.0}));
    const Result<MedicalPlan> matrix = read_with(
        "\"method\": \"SALT\",",
        R"("misjudgement": {"matrix": [[0.9, 0.1, 0], [0, 1, 0], [0, 0, 1]], "source": "an exercise"},)");
    ASSERT_TRUE(matrix) << as_lines(matrix.error());
    EXPECT_EQ((*matrix->triage.matrix)[0][1], 0.1);
    EXPECT_EQ(matrix->triage.matrix_source, "an exercise");
}

TEST(ResponseForm, ReadsRulesOfInjuriesAndOfTheSearch) {
    const Result<MedicalPlan> plan = read_with(
        "\"wayout_response\": 1,",
        R"("wayout_response": 1, "injuries": {"unconscious_rpm": 3, "scatter_points": 2, "child_below_years": 12},
           "late_death_frac": 0.5,)");
    ASSERT_TRUE(plan) << as_lines(plan.error());
    EXPECT_EQ(plan->points[1].exits, (std::vector<std::string>{"back"}));
    EXPECT_EQ(plan->injuries.unconscious_rpm, 3.0);
    EXPECT_EQ(plan->injuries.conscious_rpm, 8.0);
    EXPECT_EQ(plan->injuries.scatter_points, 2);
    EXPECT_EQ(plan->injuries.age_class_of(11.0), AgeClass::child);
    EXPECT_EQ(plan->injuries.age_class_of(12.0), AgeClass::adult);
    EXPECT_EQ(plan->left_inside.after_s, 900.0);
    EXPECT_EQ(plan->transfers.vehicles, 2);
    EXPECT_EQ(plan->late_death_frac, 0.5);
    const char* version = "\"wayout_response\": 1,";
    const auto with = [&](const std::string& more) { return version + more + ","; };
    expect_problem(version, with(R"("injuries": {"ventilator_frac": 1.2})"), "injuries.ventilator_frac");
    expect_problem(version, with(R"("injuries": {"minor_from_dose": 0.5})"),
                   "lies at or above minor_from_dose and at or below 1");
    expect_problem(version, with(R"("injuries": {"crushed_from_dose": 0.05})"),
                   "lies between distressed_from_dose and crushed_to_death_dose");
    expect_problem("\"per_hour\": 12, \"trapped", "\"per_hour\": -12, \"trapped", "left_inside.per_hour");
    expect_problem("\"vehicles\": 2", "\"vehicles\": -2", "transfers.vehicles");
}

TEST(ResponseForm, NamesWhatIsWrong) {
    expect_problem("\"count\": 8", "\"count\": 0", "ambulances[1].count (ambulances 'mutual-aid'");
    expect_problem("\"method\": \"SALT\"", "\"method\": \"SALTY\"",
                   "'SALTY' is not one of: START, SALT, SMART");
    expect_problem("\"burn_beds\"", "\"burn_bed\"", "unknown key 'burn_bed'; did you mean 'burn_beds'?");
    expect_problem("\"from_s\": 480", "\"from_s\": -480", "officers[0].shifts[0].from_s");
    expect_problem("\"distance_m\": 12000", "\"distance_m\": 12000, \"time_s\": 3",
                   "cannot be given together");
    expect_problem("\"wayout_response\": 1,",
                   "\"by_themselves\": {\"green_frac\": 1.1}, \"wayout_response\": 1,",
                   "by_themselves.green_frac");
    expect_problem("\"wayout_response\": 1,", "\"wayout_response\": 2,", "wayout_response");
    expect_problem("\"method\": \"SALT\",",
                   "\"misjudgement\": {\"matrix\": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]},",
                   "'matrix' needs 'source' beside it");
}

TEST(ResponseForm, MissingFileIsNamed) {
    const Result<MedicalPlan> plan = read_medical_plan("no/such/response.json");
    ASSERT_FALSE(plan);
    EXPECT_NE(plan.error()[0].where.find("no/such/response.json"), std::string::npos);
}

}  // namespace
}  // namespace wayout
