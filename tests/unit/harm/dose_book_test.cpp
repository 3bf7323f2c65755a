#include "harm/dose_book.hpp"

#include "harm/susceptibility.hpp"

#include "fire_air.hpp"

#include <wayout/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace wayout::test {
namespace {

/// The published cases: gas only, with the guide's constant.
ExposureSpec gas_only() {
    ExposureSpec spec;
    spec.co_uptake_per_min = guide_uptake_per_min;
    spec.convective = ConvectiveLaw::none;
    spec.radiant = RadiantLaw::none;
    return spec;
}

ExposureSpec heat_only() {
    ExposureSpec spec;
    spec.asphyxiant = AsphyxiantLaw::none;
    return spec;
}

/// Lets everybody bear the air from `from_s` to `to_s`.
void bear(DoseBook& book, const AirSample& sample, double from_s, double to_s, double dt_s) {
    const auto steps = static_cast<int>(std::lround((to_s - from_s) / dt_s));
    for (int step = 0; step < steps; ++step)
        for (std::size_t row = 0; row < book.all().size(); ++row)
            book.add(static_cast<AgentId>(row + 1), sample, Exertion::light, from_s + step * dt_s, dt_s);
}

double phi(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

TEST(DoseBook, GivesTheDosesAndTimesOfTheFourMixtures) {
    struct Case {
        Air air;
        double fed_30_s, fed_60_s, fed_90_s, impaired_s, incapacitated_s;
        HarmCause cause;
    };
    // Fire specification 1.9.
    const Case cases[] = {
        {case_a, 0.030559, 0.061119, 0.091678, 294.51, 981.70, HarmCause::co},
        {case_b, 0.018004, 0.036009, 0.054013, 499.88, 1666.27, HarmCause::oxygen},
        {case_c, 0.017722, 0.035444, 0.053165, 507.85, 1692.83, HarmCause::co},
        {case_d, 0.035440, 0.070879, 0.106319, 253.95, 846.51, HarmCause::co},
    };
    for (const Case& c : cases) {
        DoseBook book(gas_only(), everything, 1, 1);
        bear(book, covered(c.air), 0.0, 30.0, 0.5);
        EXPECT_NEAR(book.of(1).fed_asphyxiant(), c.fed_30_s, 5e-7);
        bear(book, covered(c.air), 30.0, 60.0, 0.5);
        EXPECT_NEAR(book.of(1).fed_asphyxiant(), c.fed_60_s, 5e-7);
        bear(book, covered(c.air), 60.0, 90.0, 0.5);
        EXPECT_NEAR(book.of(1).fed_asphyxiant(), c.fed_90_s, 5e-7);
        bear(book, covered(c.air), 90.0, 800.0, 0.5);
        EXPECT_EQ(book.of(1).condition(), Condition::impaired);
        bear(book, covered(c.air), 800.0, 1800.0, 0.5);
        EXPECT_NEAR(book.of(1).impaired.time_s, c.impaired_s, 0.005);
        EXPECT_NEAR(book.of(1).incapacitated.time_s, c.incapacitated_s, 0.005);
        EXPECT_EQ(book.of(1).incapacitated.cause, c.cause);
        EXPECT_EQ(book.of(1).condition(), Condition::incapacitated);
        EXPECT_EQ(book.of(1).fatal, ThresholdCrossing{});
    }
}

TEST(DoseBook, WithoutALawThereIsNoDose) {
    ExposureSpec spec = gas_only();
    spec.asphyxiant = AsphyxiantLaw::none;
    DoseBook book(spec, everything, 1, 1);
    bear(book, covered(case_a), 0.0, 2000.0, 1.0);
    EXPECT_EQ(book.of(1).fed_asphyxiant(), 0.0);
    EXPECT_EQ(book.of(1).condition(), Condition::able);
}

TEST(DoseBook, DoesNotShowHowTimeIsCut) {
    Air air = case_a;
    air.hcn_ppm = 20.0;
    air.hcl_ppm = 30.0;
    air.temperature_k = 340.0;
    air.radiant_flux_kw_per_m2 = 2.6;
    ExposureSpec spec;
    spec.irritants = true;
    DoseBook fine(spec, everything, 1, 1);
    DoseBook coarse(spec, everything, 1, 1);
    bear(fine, covered(air), 0.0, 3600.0, 0.05);
    bear(coarse, covered(air), 0.0, 3600.0, 1.0);
    for (std::size_t i = 0; i < dose_term_count; ++i) {
        const double dose = coarse.of(1).dose[i];
        EXPECT_NEAR(fine.of(1).dose[i], dose, 1e-12 * dose) << dose_term_names[i];
    }
    EXPECT_NEAR(fine.of(1).incapacitated.time_s, coarse.of(1).incapacitated.time_s, 1e-9);
    EXPECT_GT(coarse.of(1).of(DoseTerm::irritant), 0.0);
}

TEST(DoseBook, KeepsTheDoseOfThoseWhoLeave) {
    DoseBook book(gas_only(), everything, 1, 1);
    bear(book, covered(case_d), 0.0, 300.0, 0.05);
    EXPECT_NEAR(book.of(1).fed_asphyxiant(), 0.354396, 5e-7);
    const double left = book.of(1).fed_asphyxiant();
    bear(book, covered(Air{}), 300.0, 900.0, 0.05);
    EXPECT_EQ(book.of(1).fed_asphyxiant(), left);
    // Had they stayed: 900 s of 846.51 s.
    DoseBook stayed(gas_only(), everything, 1, 1);
    bear(stayed, covered(case_d), 0.0, 900.0, 0.05);
    EXPECT_NEAR(stayed.of(1).fed_asphyxiant(), 900.0 / 846.5103567669, 1e-9);
}

TEST(DoseBook, CountsTimeWithoutDataInsteadOfDosing) {
    DoseBook book(gas_only(), everything, 2, 1);
    Air spoilt = case_d;
    spoilt.co_ppm = std::numeric_limits<double>::quiet_NaN();
    book.add(1, {case_d, false}, Exertion::light, 0.0, 10.0);
    book.add(1, covered(spoilt), Exertion::light, 10.0, 5.0);
    book.add(2, covered(case_d), Exertion::light, 0.0, 15.0);
    EXPECT_EQ(book.of(1).uncovered_s, 15.0);
    EXPECT_EQ(book.of(1).covered_s, 0.0);
    EXPECT_EQ(book.of(1).fed_asphyxiant(), 0.0);
    EXPECT_EQ(book.uncovered_person_s(), 15.0);
    EXPECT_EQ(book.covered_person_s(), 15.0);
    EXPECT_NEAR(book.of(2).fed_asphyxiant(), 15.0 / 846.5103567669, 1e-12);
}

TEST(DoseBook, HeatStopsByItself) {
    Air air;
    air.temperature_k = 373.15;
    air.radiant_flux_kw_per_m2 = 2.5;
    // conv_light 7.9244659623 min, rad_injury_sfpe 2.9562406770 min: together 2.1530555 min.
    const double together_s = 60.0 / (1.0 / 7.9244659623056 + 1.0 / 2.9562406770171);
    DoseBook book(heat_only(), everything, 1, 1);
    bear(book, covered(air), 0.0, 600.0, 1.0);
    EXPECT_NEAR(book.of(1).incapacitated.time_s, together_s, 1e-6);
    EXPECT_EQ(book.of(1).incapacitated.cause, HarmCause::radiant);
    air.radiant_flux_kw_per_m2 = 2.4;
    DoseBook shaded(heat_only(), everything, 1, 1);
    bear(shaded, covered(air), 0.0, 600.0, 1.0);
    EXPECT_NEAR(shaded.of(1).incapacitated.time_s, 60.0 * 7.9244659623056, 1e-6);
    EXPECT_EQ(shaded.of(1).incapacitated.cause, HarmCause::convective);
}

TEST(DoseBook, HeatOfAnotherEndpointIsNotAdded) {
    Air air;
    air.temperature_k = 373.15;
    air.radiant_flux_kw_per_m2 = 5.0;
    ExposureSpec spec = heat_only();
    spec.radiant = RadiantLaw::rad_pain_iso;  // 0.1973 min
    DoseBook book(spec, everything, 1, 1);
    bear(book, covered(air), 0.0, 600.0, 1.0);
    EXPECT_NEAR(book.of(1).radiant_limit.time_s, 60.0 * 0.1973359824388, 1e-6);
    EXPECT_NEAR(book.of(1).incapacitated.time_s, 60.0 * 7.9244659623056, 1e-6);
    spec.radiant = RadiantLaw::rad_injury_sfpe;
    DoseBook added(spec, everything, 1, 1);
    bear(added, covered(air), 0.0, 600.0, 1.0);
    EXPECT_LT(added.of(1).incapacitated.time_s, 100.0);
    EXPECT_EQ(added.of(1).radiant_limit, ThresholdCrossing{});
}

TEST(DoseBook, GasAndHeatAreNotAdded) {
    // After 1600 s gas 1600 / 1692.83 = 0.945 and heat 1600 / (60 * 45.00) = 0.593, together 1.54.
    ExposureSpec spec;
    spec.co_uptake_per_min = guide_uptake_per_min;
    Air air = case_c;
    air.temperature_k = 333.15;
    DoseBook book(spec, everything, 1, 1);
    bear(book, covered(air), 0.0, 1600.0, 1.0);
    EXPECT_GT(book.of(1).fed_asphyxiant() + book.of(1).of(DoseTerm::convective), 1.4);
    EXPECT_EQ(book.of(1).condition(), Condition::impaired);
}

TEST(DoseBook, IrritantsStopAtTheirEndpoint) {
    ExposureSpec spec = gas_only();
    spec.irritants = true;
    Air air;
    air.hcl_ppm = 950.0;  // FEC 0.95, FIC 1.06
    const auto end_of = [&](IrritantEndpoint endpoint) {
        spec.irritant_endpoint = endpoint;
        DoseBook book(spec, everything, 1, 1);
        bear(book, covered(air), 5.0, 10.0, 1.0);
        EXPECT_NEAR(book.of(1).largest_fec, 0.95, 1e-12);
        EXPECT_NEAR(book.of(1).largest_fic, 950.0 / 900.0, 1e-12);
        return book.of(1).incapacitated;
    };
    EXPECT_EQ(end_of(IrritantEndpoint::fec), ThresholdCrossing{});
    EXPECT_EQ(end_of(IrritantEndpoint::fic), (ThresholdCrossing{5.0, HarmCause::irritant_concentration}));
    EXPECT_EQ(end_of(IrritantEndpoint::none), ThresholdCrossing{});
}

TEST(DoseBook, IrritantsImpairBeforeTheyStop) {
    ExposureSpec spec = gas_only();
    spec.irritants = true;
    Air air;
    air.hcl_ppm = 199.0;  // 200 ppm impair escape
    DoseBook book(spec, everything, 1, 1);
    bear(book, covered(air), 0.0, 5.0, 1.0);
    EXPECT_EQ(book.of(1).condition(), Condition::able);
    air.hcl_ppm = 200.0;
    bear(book, covered(air), 5.0, 10.0, 1.0);
    EXPECT_EQ(book.of(1).impaired, (ThresholdCrossing{5.0, HarmCause::irritant_concentration}));
    EXPECT_EQ(book.of(1).condition(), Condition::impaired);
    spec.irritant_endpoint = IrritantEndpoint::none;
    DoseBook recorded(spec, everything, 1, 1);
    bear(recorded, covered(air), 5.0, 10.0, 1.0);
    EXPECT_EQ(recorded.of(1).condition(), Condition::able);
}

TEST(DoseBook, WithoutIrritantsTheyDoNotCount) {
    Air air;
    air.hcl_ppm = 50000.0;
    DoseBook book(gas_only(), everything, 1, 1);
    bear(book, covered(air), 0.0, 100.0, 1.0);
    EXPECT_EQ(book.of(1).largest_fec, 0.0);
    EXPECT_EQ(book.of(1).fed_asphyxiant(), 0.0);
}

TEST(DoseBook, DeathIsAnAssumptionOfTheUser) {
    ExposureSpec spec = gas_only();
    spec.fatal_factor = 2.0;
    DoseBook book(spec, everything, 1, 1);
    bear(book, covered(case_d), 0.0, 1500.0, 1.0);
    EXPECT_EQ(book.of(1).condition(), Condition::incapacitated);
    bear(book, covered(case_d), 1500.0, 1800.0, 1.0);
    EXPECT_NEAR(book.of(1).fatal.time_s, 2.0 * 846.5103567669, 1e-6);
    EXPECT_EQ(book.of(1).condition(), Condition::dead);
}

TEST(DoseBook, RecordsSmoke) {
    DoseBook book(gas_only(), everything, 1, 1);
    Air air;
    air.extinction_per_m = 0.09;
    bear(book, covered(air), 0.0, 10.0, 1.0);
    EXPECT_EQ(book.of(1).in_smoke_s, 0.0);
    EXPECT_EQ(book.of(1).lowest_visibility_m, 30.0);
    air.extinction_per_m = 0.5;
    bear(book, covered(air), 10.0, 20.0, 1.0);
    bear(book, covered(Air{}), 20.0, 30.0, 1.0);
    EXPECT_EQ(book.of(1).in_smoke_s, 10.0);
    EXPECT_EQ(book.of(1).lowest_visibility_m, 6.0);
    EXPECT_EQ(book.of(1).covered_s, 30.0);
}

TEST(DoseBook, StaysFiniteWhateverTheAirIs) {
    Air air;
    air.hcn_ppm = air.co_ppm = 1e300;
    air.co2_frac = air.temperature_k = air.radiant_flux_kw_per_m2 = air.extinction_per_m = 1e300;
    air.o2_frac = 0.0;
    ExposureSpec spec;
    spec.irritants = true;
    for (const AsphyxiantLaw law : {AsphyxiantLaw::fds, AsphyxiantLaw::iso13571, AsphyxiantLaw::sfpe5}) {
        spec.asphyxiant = law;
        DoseBook book(spec, everything, 1, 1);
        bear(book, covered(air), 0.0, 10.0, 1.0);
        for (const double dose : book.of(1).dose) EXPECT_TRUE(std::isfinite(dose));
        EXPECT_LE(book.of(1).incapacitated.time_s, 1e-6);
    }
}

TEST(DoseBook, FillsInWhatTheUserDeclares) {
    ExposureSpec spec = gas_only();
    QuantitySet provided = everything;
    provided.reset(static_cast<std::size_t>(Quantity::hcn));
    EXPECT_THROW(DoseBook(spec, provided, 1, 1), InternalError);
    spec.substitutions = {{Quantity::hcn, 80.0, "test"}};
    DoseBook book(spec, provided, 1, 1);
    bear(book, covered(gas(500.0, 2.0, 17.0)), 0.0, 1000.0, 1.0);
    EXPECT_NEAR(book.of(1).incapacitated.time_s, 904.607268934,
                1e-6);  // the mixture of fire specification 1.9
}

TEST(DoseBook, RefusesStrangers) {
    DoseBook book(gas_only(), everything, 1, 1);
    EXPECT_THROW(book.add(0, covered(case_a), Exertion::light, 0.0, 1.0), InternalError);
    EXPECT_THROW(book.add(2, covered(case_a), Exertion::light, 0.0, 1.0), InternalError);
}

// ---------------------------------------------------------------- susceptibility

TEST(Susceptibility, IsLognormalOverTenThousand) {
    // Fire specification 1.9: the share stopped at t is Phi(ln(t / 1692.83) / 0.94) +- 0.015. Three standard
    // deviations of a share of 10,000 are at most 0.015.
    ExposureSpec spec = gas_only();
    spec.sigma_gas = 0.94;
    DoseBook book(spec, everything, 10000, 7);
    for (double from_s = 0.0; from_s < 6000.0; from_s += 100.0) {
        bear(book, covered(case_c), from_s, from_s + 100.0, 100.0);
        int stopped = 0;
        for (const Exposure& exposure : book.all()) stopped += exposure.incapacitated.has_happened() ? 1 : 0;
        EXPECT_NEAR(stopped / 10000.0, phi(std::log((from_s + 100.0) / 1692.83) / 0.94), 0.015);
    }
}

TEST(Susceptibility, HasTheQuantilesOfTheSpecification) {
    const auto share_below = [](double sigma, double dose) {
        ExposureSpec spec;
        spec.sigma_gas = sigma;
        int below = 0;
        for (AgentId person = 1; person <= 10000; ++person)
            below += draw_susceptibility(spec, 3, person).gas < dose ? 1 : 0;
        return below / 10000.0;
    };
    // Fire specification 1.8; +- three standard deviations.
    EXPECT_NEAR(share_below(0.94, 0.3), 0.1001, 0.009);
    EXPECT_NEAR(share_below(0.94, 1.0), 0.5, 0.015);
    EXPECT_NEAR(share_below(0.94, 3.0), 0.8787, 0.010);
    EXPECT_NEAR(share_below(1.0, 0.3), 0.1143, 0.0096);
    EXPECT_NEAR(share_below(1.0, 0.1), 0.0107, 0.0031);
}

TEST(Susceptibility, WithoutSpreadIsTheMedianPerson) {
    const ExposureSpec spec;
    for (AgentId person = 1; person <= 100; ++person) {
        EXPECT_EQ(draw_susceptibility(spec, 3, person).gas, 1.0);
        EXPECT_EQ(draw_susceptibility(spec, 3, person).heat, 1.0);
    }
    // And everybody stops at once.
    DoseBook book(gas_only(), everything, 50, 7);
    bear(book, covered(case_c), 0.0, 1690.0, 10.0);
    for (const Exposure& exposure : book.all()) EXPECT_FALSE(exposure.incapacitated.has_happened());
    bear(book, covered(case_c), 1690.0, 1700.0, 10.0);
    for (const Exposure& exposure : book.all()) EXPECT_NEAR(exposure.incapacitated.time_s, 1692.83, 0.005);
}

TEST(Susceptibility, SharesTheDrawUnlessSeparated) {
    ExposureSpec spec;
    spec.sigma_gas = 1.0;
    spec.sigma_heat = 0.5;
    const Susceptibility one = draw_susceptibility(spec, 3, 1);
    EXPECT_NEAR(std::log(one.heat), 0.5 * std::log(one.gas), 1e-14);
    spec.separate_draws = true;
    const Susceptibility apart = draw_susceptibility(spec, 3, 1);
    EXPECT_EQ(apart.gas, one.gas);
    EXPECT_NE(apart.heat, one.heat);
    EXPECT_NE(draw_susceptibility(spec, 4, 1).gas, one.gas);
    EXPECT_NE(draw_susceptibility(spec, 3, 2).gas, one.gas);
}

}  // namespace
}  // namespace wayout::test
