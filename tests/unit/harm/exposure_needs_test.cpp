#include "harm/exposure_needs.hpp"
#include "hazards/air_values.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace wayout::test {
namespace {

QuantitySet set_of(std::initializer_list<Quantity> quantities) {
    QuantitySet set;
    for (const Quantity quantity : quantities) set.set(static_cast<std::size_t>(quantity));
    return set;
}

using enum Quantity;

const QuantitySet of_default = set_of({extinction, temperature, co, co2, o2, hcn, no, no2, radiant_flux});

TEST(ExposureNeeds, FollowTheLaws) {
    ExposureSpec spec;
    EXPECT_EQ(needs(spec), of_default);
    spec.asphyxiant = AsphyxiantLaw::iso13571;
    EXPECT_EQ(needs(spec), set_of({extinction, temperature, co, co2, hcn, radiant_flux}));
    spec.radiant = RadiantLaw::none;
    spec.convective = ConvectiveLaw::none;
    EXPECT_EQ(needs(spec), set_of({extinction, co, co2, hcn}));
    spec.asphyxiant = AsphyxiantLaw::none;
    EXPECT_EQ(needs(spec), set_of({extinction}));
    spec.irritants = true;
    EXPECT_EQ(needs(spec), set_of({extinction, hcl, hbr, hf, so2, no2, acrolein, formaldehyde}));
}

TEST(ExposureNeeds, MissingOnesAreAllNamedWithTheCure) {
    ExposureSpec spec;
    spec.where = "fire.json: exposure";
    const Errors errors =
        check_needs(spec, of_default & ~set_of({hcn, radiant_flux, extinction}), "hall.smv");
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_NE(errors[0].message.find("'hall.smv' has no extinction"), std::string::npos);
    EXPECT_EQ(errors[1].where, "fire.json: exposure");
    EXPECT_EQ(
        errors[1].message,
        "'hall.smv' has no HCN, which the dose law fds needs: let the fire model write it, or declare what "
        "stands for it in \"substitutions\": {\"quantity\": \"HCN\", \"value_ppm\": ..., \"reason\": "
        "\"...\"}");
    EXPECT_NE(errors[2].message.find("value_kw_per_m2"), std::string::npos);
    EXPECT_TRUE(check_needs(spec, of_default, "hall.smv").empty());
}

TEST(ExposureNeeds, SubstitutionsStandInAndMustNotHideData) {
    ExposureSpec spec;
    spec.substitutions = {{hcn, 0.0, "no nitrogen in the fuel"}};
    EXPECT_TRUE(check_needs(spec, of_default & ~set_of({hcn}), "x").empty());
    const Errors errors = check_needs(spec, of_default, "x");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_NE(errors[0].message.find("it would hide data"), std::string::npos);
}

TEST(ExposureNeeds, ReachEveryMemberOfAir) {
    Air air;
    for (std::size_t row = 0; row < quantity_count; ++row)
        air.*member_of(static_cast<Quantity>(row)) = 100.0 + static_cast<double>(row);
    EXPECT_EQ(air, (Air{100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114}));
}

TEST(ExposureDescription, NamesLawsConstantsAndThresholds) {
    ExposureSpec spec;
    EXPECT_EQ(
        describe(spec),
        "Asphyxiant dose: law fds, exertion light, CO uptake 2.764167e-05 per min and ppm^1.036, low O2 "
        "below 20 %. Heat: gas conv_light (5.0e7 T^-3.4 min), radiation rad_injury_sfpe (10 q^-1.33 min, "
        "from 2.5 kW/m2). Irritants: not counted. Thresholds: impaired 0.3 (speed x 1), incapacitated 1 "
        "(gas the same for everybody, heat the same for everybody), deaths are not estimated; whoever is "
        "incapacitated lies. Speed in smoke: law lund, floor 0.1 of the own speed, data for K from 1.9 to "
        "7.4 1/m. Sight: reflecting signs, 3 / K, at most 30 m; in smoke from K = 0.1 1/m. Air is read "
        "1.6 m above the floor.");
    spec.asphyxiant = AsphyxiantLaw::iso13571;
    spec.radiant = RadiantLaw::rad_burn_iso;
    spec.smoke_speed = SmokeSpeedLaw::lund_abs;
    spec.sigma_gas = 0.94;
    spec.fatal_factor = 2.5;
    spec.sign = SignKind::emitting;
    spec.substitutions = {{hcn, 0.0, "no nitrogen in the fuel"}};
    const std::string words = describe(spec);
    for (const char* part : {"law iso13571", "constants from memory", "another endpoint",
                             "lund_abs, floor 0.2 m/s (from memory)", "x exp(0.94 Z)",
                             "dead at 2.5 times that (an assumption of the user)", "8 / K",
                             "Substituted: HCN = 0 (no nitrogen in the fuel)."})
        EXPECT_NE(words.find(part), std::string::npos) << part << "\n" << words;
}

}  // namespace
}  // namespace wayout::test
