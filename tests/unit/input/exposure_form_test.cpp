#include "input/exposure_form.hpp"

#include "snippets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

struct ReadExposure {
    ExposureSpec value;
    std::string problems;
};

ReadExposure read_exposure(std::string_view json) {
    Reading reading;
    reading.file_names = {"fire.json"};
    const JsonValue tree = tree_of(json);
    ReadExposure result;
    const bool good = object("exposure", exposure_fields).read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(good, result.problems.empty()) << json << "\n" << result.problems;
    return result;
}

TEST(ExposureForm, OfNothingIsTheDefault) {
    const ExposureSpec spec = read_exposure("{}").value;
    EXPECT_EQ(spec.asphyxiant, AsphyxiantLaw::fds);
    EXPECT_EQ(spec.convective, ConvectiveLaw::conv_light);
    EXPECT_EQ(spec.radiant, RadiantLaw::rad_injury_sfpe);
    EXPECT_EQ(spec.smoke_speed, SmokeSpeedLaw::lund);
    EXPECT_FALSE(spec.irritants);
    EXPECT_FALSE(spec.fatal_factor);
    EXPECT_EQ(spec.sigma_gas, 0.0);
    EXPECT_EQ(spec.head_height_m, 1.6);
    EXPECT_EQ(spec.where, "fire.json");
}

TEST(ExposureForm, ReadsEveryKey) {
    const ExposureSpec spec = read_exposure(R"({
        "asphyxiant": "sfpe5", "exertion": "heavy", "co_uptake_per_min": 2.764e-5,
        "convective": "conv_mid", "radiant": "rad_pain_iso",
        "irritants": true, "irritant_endpoint": "fic", "irritants_slow": true,
        "sigma_gas": 0.94, "sigma_heat": 0.22, "separate_draws": true,
        "impaired_dose": 0.2, "incapacitated_dose": 0.8, "fatal_factor": 2.5, "impaired_speed_frac": 0.7,
        "on_incapacitation": "stands", "head_height_m": 1.1,
        "smoke_speed": "jin_nonirr", "min_speed_frac": 0.2, "min_speed_mps": 0.4,
        "sign": "emitting", "in_smoke_per_m": 0.3,
        "substitutions": [
            {"quantity": "HCN", "value_ppm": 0, "reason": "no nitrogen in the fuel"},
            {"quantity": "O2", "value_frac": 0.209, "reason": "well ventilated"},
            {"quantity": "radiant flux", "value_kw_per_m2": 1.5, "reason": "far from the fire"}]})")
                                  .value;
    EXPECT_EQ(spec.asphyxiant, AsphyxiantLaw::sfpe5);
    EXPECT_EQ(spec.exertion, Exertion::heavy);
    EXPECT_EQ(spec.co_uptake_per_min, 2.764e-5);
    EXPECT_EQ(spec.convective, ConvectiveLaw::conv_mid);
    EXPECT_EQ(spec.radiant, RadiantLaw::rad_pain_iso);
    EXPECT_TRUE(spec.irritants);
    EXPECT_EQ(spec.irritant_endpoint, IrritantEndpoint::fic);
    EXPECT_TRUE(spec.irritants_slow);
    EXPECT_EQ(spec.sigma_gas, 0.94);
    EXPECT_EQ(spec.sigma_heat, 0.22);
    EXPECT_TRUE(spec.separate_draws);
    EXPECT_EQ(spec.impaired_dose, 0.2);
    EXPECT_EQ(spec.incapacitated_dose, 0.8);
    EXPECT_EQ(spec.fatal_factor, 2.5);
    EXPECT_EQ(spec.impaired_speed_frac, 0.7);
    EXPECT_EQ(spec.on_incapacitation, OnIncapacitation::stands);
    EXPECT_EQ(spec.head_height_m, 1.1);
    EXPECT_EQ(spec.smoke_speed, SmokeSpeedLaw::jin_nonirr);
    EXPECT_EQ(spec.min_speed_frac, 0.2);
    EXPECT_EQ(spec.min_speed_mps, 0.4);
    EXPECT_EQ(spec.sign, SignKind::emitting);
    EXPECT_EQ(spec.in_smoke_per_m, 0.3);
    ASSERT_EQ(spec.substitutions.size(), 3U);
    EXPECT_EQ(spec.substitutions[0].quantity, Quantity::hcn);
    EXPECT_EQ(spec.substitutions[0].value, 0.0);
    EXPECT_EQ(spec.substitutions[0].reason, "no nitrogen in the fuel");
    EXPECT_EQ(spec.substitutions[1].quantity, Quantity::o2);
    EXPECT_EQ(spec.substitutions[1].value, 0.209);
    EXPECT_EQ(spec.substitutions[2].quantity, Quantity::radiant_flux);
    EXPECT_EQ(spec.substitutions[2].value, 1.5);
}

TEST(ExposureForm, RefusesWhatIsWrongOrWouldHaveNoEffect) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"asphyxiant": "fdss"})", "did you mean 'fds'"},
        {R"({"asphyxiant": "iso13571", "exertion": "light"})", "has no effect with the law iso13571"},
        {R"({"asphyxiant": "none", "co_uptake_per_min": 1e-5})", "has no effect with the law none"},
        {R"({"co_uptake_per_min": 0})", "out of range"},
        {R"({"irritant_endpoint": "fec"})", "without \"irritants\": true"},
        {R"({"irritants_slow": true})", "without \"irritants\": true"},
        {R"({"irritants": true, "irritants_slow": true})", "would count irritation twice"},
        {R"({"irritants": true, "irritants_slow": true, "smoke_speed": "purser_log"})", "irritation twice"},
        {R"({"sigma_gas": -0.1})", "out of range"},
        {R"({"separate_draws": true})", "without a sigma_heat"},
        {R"({"impaired_dose": 2})", "above the incapacitated_dose of 1"},
        {R"({"incapacitated_dose": 0})", "out of range"},
        {R"({"fatal_factor": 0.5})", "out of range"},
        {R"({"min_speed_mps": 0.3})", "give min_speed_frac"},
        {R"({"smoke_speed": "fridolf", "min_speed_frac": 0.3})", "give min_speed_mps"},
        {R"({"smoke_speed": "none", "min_speed_mps": 0.3})", "no effect with the law none"},
        {R"({"head_height_m": "1.6"})", "without quotes"},
        {R"({"head_hight_m": 1.6})", "did you mean 'head_height_m'"},
        {R"({"substitutions": [{"quantity": "extinction", "value_ppm": 0, "reason": "x"}]})",
         "is not one of"},
        {R"({"substitutions": [{"quantity": "O2", "value_ppm": 0, "reason": "x"}]})",
         "given by 'value_frac'"},
        {R"({"substitutions": [{"quantity": "CO", "value_frac": 0, "reason": "x"}]})",
         "given by 'value_ppm'"},
        {R"({"substitutions": [{"quantity": "O2", "value_frac": 20.9, "reason": "x"}]})", "out of range"},
        {R"({"substitutions": [{"quantity": "CO", "value_ppm": 0}]})", "'reason' is missing"},
        {R"({"substitutions": [{"quantity": "CO", "value_ppm": 0, "reason": ""}]})",
         "an empty reason is none"},
        {R"({"substitutions": [{"quantity": "CO", "value_ppm": 0, "reason": "x"},
                               {"quantity": "CO", "value_ppm": 1, "reason": "x"}]})",
         "CO is substituted twice"},
        {R"([])", "where an object"},
    };
    for (const auto& [json, problem] : cases)
        EXPECT_NE(read_exposure(json).problems.find(problem), std::string::npos)
            << json << "\n"
            << read_exposure(json).problems;
}

TEST(ExposureForm, ReportsAllProblemsAtOnce) {
    const std::string problems =
        read_exposure(
            R"({"asphyxiant": 3, "convective": "hot", "sigma_gas": 9, "sign": "bright", "nonsense": 1})")
            .problems;
    EXPECT_EQ(std::count(problems.begin(), problems.end(), '\n'), 5) << problems;
    EXPECT_NE(problems.find("fire.json: sigma_gas"), std::string::npos) << problems;
}

TEST(ExposureForm, TellsTheSchemaItsDefaults) {
    SchemaDefinitions definitions;
    Fields fields(definitions);
    ExposureSpec spec;
    exposure_fields(fields, spec);
    const JsonValue schema = fields.finish_schema();
    const auto default_of = [&](const char* key) {
        return to_text(*schema.find("properties")->find(key)->find("default"), -1);
    };
    EXPECT_EQ(default_of("asphyxiant"), R"("fds")");
    EXPECT_EQ(default_of("radiant"), R"("rad_injury_sfpe")");
    EXPECT_EQ(default_of("irritants"), "false");
    EXPECT_EQ(default_of("head_height_m"), "1.6");
    EXPECT_FALSE(schema.find("properties")->find("fatal_factor")->find("default"));
}

}  // namespace
}  // namespace wayout
