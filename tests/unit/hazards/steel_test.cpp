// Expected values: tables of fire specification 4, tolerance 1 C as stated there.
#include "hazards/steel.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace wayout::test {
namespace {

constexpr double zero_celsius_k = 273.15;

SteelMember bare(double section_factor_per_m, double convection_w_per_m2_k, double utilisation_frac = 0.5) {
    SteelMember member;
    member.section_factor_per_m = section_factor_per_m;
    member.convection_w_per_m2_k = convection_w_per_m2_k;
    member.utilisation_frac = utilisation_frac;
    return member;
}

std::vector<GasPoint> standard_fire(double until_s) {
    std::vector<GasPoint> gas;
    for (double t = 0.0; t <= until_s; t += 5.0) gas.push_back({t, standard_fire_k(t)});
    return gas;
}

std::vector<GasPoint> constant_gas(double gas_c, double until_s) {
    return {{0.0, gas_c + zero_celsius_k}, {until_s, gas_c + zero_celsius_k}};
}

double at_minute_c(const std::vector<double>& steel_k, int minute) {
    return steel_k.at(static_cast<std::size_t>(minute) * 12) - zero_celsius_k;
}

/// Of the first whole minute with at least that temperature.
int minute_of(const std::vector<double>& steel_k, double target_c) {
    int minute = 0;
    while (at_minute_c(steel_k, minute) < target_c) ++minute;
    return minute;
}

constexpr std::array minutes{5, 10, 15, 20, 30};

TEST(Steel, HeatsInTheStandardFireAsInTheTable) {
    struct Row {
        double section_factor_per_m;
        std::array<double, 5> steel_c;
        int minute_of_540_c;
    };
    const Row rows[] = {
        {50, {107, 243, 385, 513, 692}, 22},
        {100, {180, 395, 567, 678, 768}, 15},
        {200, {295, 556, 684, 734, 829}, 10},
        {300, {378, 617, 709, 744, 835}, 8},
    };
    for (const Row& row : rows) {
        const std::vector<double> steel_k =
            steel_temperatures_k(bare(row.section_factor_per_m, 25.0), standard_fire(1800.0));
        for (std::size_t i = 0; i < minutes.size(); ++i)
            EXPECT_NEAR(at_minute_c(steel_k, minutes[i]), row.steel_c[i], 1.0)
                << row.section_factor_per_m << " 1/m, " << minutes[i] << " min";
        EXPECT_EQ(minute_of(steel_k, 540.0), row.minute_of_540_c);
    }
}

TEST(Steel, HeatsInConstantGasAsInTheTable) {
    const std::array at_500{343.0, 454.0, 487.0, 496.0, 500.0};
    const std::array at_700{560.0, 672.0, 694.0, 699.0, 700.0};
    const std::vector<double> steel_500_k =
        steel_temperatures_k(bare(200.0, 35.0), constant_gas(500.0, 1800.0));
    const std::vector<double> steel_700_k =
        steel_temperatures_k(bare(200.0, 35.0), constant_gas(700.0, 1800.0));
    for (std::size_t i = 0; i < minutes.size(); ++i) {
        EXPECT_NEAR(at_minute_c(steel_500_k, minutes[i]), at_500[i], 1.0);
        EXPECT_NEAR(at_minute_c(steel_700_k, minutes[i]), at_700[i], 1.0);
    }
    EXPECT_EQ(minute_of(steel_700_k, 540.0), 5);  // before 5 min
    EXPECT_LT(*std::max_element(steel_500_k.begin(), steel_500_k.end()), 500.01 + zero_celsius_k);
}

TEST(Steel, UnderALayerOf300DegreesNeverReaches540) {
    const CriticalTime critical = time_to_critical(bare(350.0, 35.0, 0.65), constant_gas(300.0, 6 * 3600.0));
    EXPECT_NEAR(critical.critical_k - zero_celsius_k, 540.0, 1.0);
    EXPECT_FALSE(critical.time_s);
    EXPECT_FALSE(critical.earliest_s);
    EXPECT_NEAR(critical.hottest_k - zero_celsius_k, 300.0, 0.01);
    // The same member in 700 C gas does.
    EXPECT_TRUE(time_to_critical(bare(350.0, 35.0, 0.65), constant_gas(700.0, 3600.0)).time_s);
}

TEST(Steel, CriticalTemperatureFollowsUtilisation) {
    const std::pair<double, double> rows[] = {{0.3, 663.8}, {0.5, 584.7}, {0.6, 554.3}, {0.7, 525.8}};
    for (const auto& [mu0, c] : rows) EXPECT_NEAR(critical_temperature_k(mu0) - zero_celsius_k, c, 0.05);
    EXPECT_GT(critical_temperature_k(0.013), critical_temperature_k(1.0));
    EXPECT_THROW(critical_temperature_k(0.0129), InternalError);
    EXPECT_THROW(critical_temperature_k(1.01), InternalError);
}

TEST(Steel, GivesABandForTheUtilisation) {
    const std::vector<GasPoint> gas = standard_fire(3600.0);
    const CriticalTime critical = time_to_critical(bare(100.0, 25.0, 0.5), gas);
    ASSERT_TRUE(critical.time_s && critical.earliest_s && critical.latest_s);
    // Table: 567 C at 15 min and 678 C at 20 min; 584.7 C for 0.5, 554.3 C for 0.6.
    EXPECT_GT(*critical.time_s, 900.0);
    EXPECT_LT(*critical.time_s, 1020.0);
    EXPECT_LT(*critical.earliest_s, 900.0);
    EXPECT_GT(*critical.latest_s, *critical.time_s + 60.0);
    EXPECT_LT(*critical.latest_s, 1200.0);  // 0.4 is 618 C
    EXPECT_TRUE(time_to_critical(bare(100.0, 25.0, 1.0), gas).earliest_s);
    EXPECT_TRUE(time_to_critical(bare(100.0, 25.0, 0.05), standard_fire(5 * 3600.0)).latest_s);
}

TEST(Steel, SpecificHeatIsThatOfTheFormula) {
    const auto at_c = [](double c) { return steel_specific_heat_j_per_kg_k(c + zero_celsius_k); };
    EXPECT_NEAR(at_c(20.0), 439.80, 0.01);    // 425 + 15.46 - 0.676 + 0.0178
    EXPECT_NEAR(at_c(500.0), 666.5, 0.01);    // 425 + 386.5 - 422.5 + 277.5
    EXPECT_NEAR(at_c(700.0), 1008.16, 0.01);  // 666 + 13002 / 38
    EXPECT_NEAR(at_c(735.0), 5000.0, 0.01);   // 545 + 17820 / 4
    EXPECT_NEAR(at_c(800.0), 803.26, 0.01);   // 545 + 17820 / 69
    EXPECT_EQ(at_c(1200.0), 650.0);
    EXPECT_EQ(at_c(-50.0), at_c(20.0));
}

TEST(Steel, StandardFireAndShadow) {
    EXPECT_NEAR(standard_fire_k(0.0) - zero_celsius_k, 20.0, 1e-12);
    // 345 log10(241) = 345 * 2.3820170 = 821.796 above 20 C at 30 min.
    EXPECT_NEAR(standard_fire_k(1800.0) - zero_celsius_k, 841.796, 0.001);
    EXPECT_NEAR(shadow_factor_of_i_section(100.0, 150.0), 0.6, 1e-12);
    EXPECT_EQ(shadow_factor_of_i_section(200.0, 150.0), 1.0);
    // In the shadow the same member stays colder.
    SteelMember shaded = bare(200.0, 25.0);
    shaded.shadow_frac = 0.6;
    EXPECT_LT(at_minute_c(steel_temperatures_k(shaded, standard_fire(900.0)), 15),
              at_minute_c(steel_temperatures_k(bare(200.0, 25.0), standard_fire(900.0)), 15) - 50.0);
}

TEST(Steel, FollowsAHistoryAndCoolsWithIt) {
    const std::vector<GasPoint> gas{{0.0, 293.15}, {300.0, 293.15}, {600.0, 1093.15}, {1200.0, 293.15}};
    const std::vector<double> steel_k = steel_temperatures_k(bare(200.0, 35.0), gas);
    ASSERT_EQ(steel_k.size(), 241U);
    EXPECT_EQ(steel_k[60], 293.15);  // nothing before the fire
    EXPECT_GT(steel_k[150], 700.0);
    EXPECT_LT(steel_k.back(), *std::max_element(steel_k.begin(), steel_k.end()) - 100.0);
    EXPECT_EQ(steel_temperatures_k(bare(200.0, 35.0), std::vector<GasPoint>{{0.0, 900.0}}).size(), 1U);
}

TEST(Steel, ThinSheetsDoNotOvershoot) {
    EXPECT_EQ(next_steel_temperature_k(bare(1e6, 35.0), 293.15, 900.0, 5.0), 900.0);
    EXPECT_EQ(next_steel_temperature_k(bare(1e6, 35.0), 900.0, 293.15, 5.0), 293.15);
    EXPECT_THROW(next_steel_temperature_k(bare(100.0, 35.0), 293.15, 900.0, 6.0), InternalError);
}

TEST(Steel, IsDescribedAsAScreening) {
    const SteelMember member = bare(350.0, 35.0, 0.6);
    const std::string words = describe(member, time_to_critical(member, constant_gas(300.0, 600.0)));
    EXPECT_NE(words.find("critical at 554 C: not reached"), std::string::npos) << words;
    EXPECT_NE(words.find("no redistribution, no connections, no fire protection"), std::string::npos);
}

}  // namespace
}  // namespace wayout::test
