#include "harm/irritants.hpp"

#include <gtest/gtest.h>

namespace wayout::test {
namespace {

/// Fire specification 1.4, row by row: each concentration is one whole of one measure.
TEST(Irritants, HaveTheConstantsOfTheTable) {
    struct Row {
        double Air::*gas;
        double fld, fic, sfpe, iso;
    };
    const Row rows[] = {
        {&Air::hcl_ppm, 114000, 900, 200, 1000},     {&Air::hbr_ppm, 114000, 900, 200, 1000},
        {&Air::hf_ppm, 87000, 900, 200, 500},        {&Air::so2_ppm, 12000, 120, 24, 150},
        {&Air::no2_ppm, 1900, 350, 70, 250},         {&Air::acrolein_ppm, 4500, 20, 4, 30},
        {&Air::formaldehyde_ppm, 22500, 30, 6, 250},
    };
    for (const Row& row : rows) {
        const auto air_with = [&](double ppm) {
            Air air;
            air.*row.gas = ppm;
            return air;
        };
        EXPECT_DOUBLE_EQ(irritant_dose_per_min(air_with(row.fld)), 1.0);
        EXPECT_DOUBLE_EQ(fractional_irritant_concentration(air_with(row.fic)), 1.0);
        EXPECT_DOUBLE_EQ(escape_impairment(air_with(row.sfpe)), 1.0);
        EXPECT_DOUBLE_EQ(fractional_effective_concentration(air_with(row.iso)), 1.0);
    }
}

TEST(Irritants, AddUp) {
    Air air;
    air.hcl_ppm = 90.0;      // FIC 0.1, FEC 0.09
    air.acrolein_ppm = 3.0;  // FIC 0.15, FEC 0.1
    EXPECT_NEAR(fractional_irritant_concentration(air), 0.25, 1e-15);
    EXPECT_NEAR(fractional_effective_concentration(air), 0.19, 1e-15);
    air.no_ppm = 1000.0;  // no irritant
    EXPECT_NEAR(fractional_irritant_concentration(air), 0.25, 1e-15);
    EXPECT_EQ(fractional_irritant_concentration(Air{}), 0.0);
    air.hcl_ppm = -1e-9;  // noise
    EXPECT_NEAR(fractional_irritant_concentration(air), 0.15, 1e-15);
}

TEST(Irritants, SlowAsTheConceptCurve) {
    const double fic[] = {0, 0.05, 0.1, 0.2, 0.3, 0.5, 1};
    const double frac[] = {
        1.0, 0.9141338482395, 0.7138615384681, 0.3080094892926, 0.1414410136551, 0.0833811590739, 0.0};
    for (int i = 0; i < 7; ++i) EXPECT_NEAR(speed_frac_in_irritants(fic[i]), frac[i], 1e-12);
    EXPECT_EQ(speed_frac_in_irritants(5.0), 0.0);  // the formula would give -0.67
}

TEST(Irritants, AndSmokeLoseTogether) {
    EXPECT_NEAR(combined_speed_frac(0.8, 0.7, 0.1), 0.5, 1e-15);  // 0.56 if they were multiplied
    EXPECT_EQ(combined_speed_frac(0.4, 0.3, 0.1), 0.1);
    EXPECT_EQ(combined_speed_frac(1.0, 1.0, 0.1), 1.0);
}

}  // namespace
}  // namespace wayout::test
