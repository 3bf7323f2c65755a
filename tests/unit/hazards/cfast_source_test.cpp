/// Expected values of the real runs are those that data/cfast/README.md and the summary table of the
/// reference runs give, or hand values from the printed rows.
#include "hazards/cfast_source.hpp"
#include "lines.hpp"

#include "hazards/air_values.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout {
namespace {

const std::filesystem::path data = "data/cfast";  // tests run in the root of the sources

HazardZone zone(const std::string& id, double x0, double floor_m = 0.0) {
    return {id, StoreyId(0), {{{x0, 0}, {x0 + 10, 0}, {x0 + 10, 10}, {x0, 10}}, {}}, floor_m};
}

const std::vector<HazardZone> zones{zone("one", 0), zone("two", 10), zone("raised", 20, 3.0)};

CfastResultSpec spec_of(const std::string& file, std::vector<CfastRoomSpec> rooms) {
    return {file, std::move(rooms), "s.json: cfast"};
}

AirSample cfast_sample_at(const HazardSource& source, double x, double z) {
    return source.sample({StoreyId(0), x, 5.0, z});
}

TEST(CfastSource, GivesTheLayersOfTheHall) {
    // Reference table: hall_vtt_c1 at 75 s: 34.9 / 20.9 C, interface 8.357 m, O2 20.23, CO2 0.151 %, OD
    // 0.0497 1/m.
    Result<OpenedSource> opened =
        open_cfast(spec_of("hall_vtt_c1/compartments.csv", {{1, "", {"one"}, "r"}}), data, zones);
    ASSERT_TRUE(opened) << as_lines(opened.error());
    HazardSource& source = *opened->source;
    EXPECT_FALSE(source.provides()[static_cast<std::size_t>(Quantity::radiant_flux)]);
    ASSERT_TRUE(source.advance_to(75.0));
    const Air upper = cfast_sample_at(source, 5, 12.0).air;
    EXPECT_NEAR(upper.temperature_k, 34.9 + 273.15, 0.05);
    EXPECT_NEAR(upper.o2_frac, 0.2023, 5e-5);
    EXPECT_NEAR(upper.co2_frac, 0.00151, 5e-6);
    EXPECT_NEAR(upper.extinction_per_m, 0.0497 * 2.302585, 2e-4);
    const Air lower = cfast_sample_at(source, 5, 1.6).air;
    EXPECT_NEAR(lower.temperature_k, 20.9 + 273.15, 0.05);
    EXPECT_EQ(lower.extinction_per_m, 0.0);
    // The interface: the mean of both layers.
    EXPECT_NEAR(cfast_sample_at(source, 5, 8.357).air.temperature_k, 0.5 * (34.9 + 20.9) + 273.15, 0.1);
}

TEST(CfastSource, BlendsLayersAroundTheInterface) {
    Result<OpenedSource> opened = open_cfast(spec_of("three_rooms_two_floors/compartments.csv",
                                                     {{1, "", {"one"}, "r"}, {0, "Comp 2", {"raised"}, "r"}}),
                                             data, zones);
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(60.0));
    // Row of 60 s: 45.147 / 21.185 C, interface 1.5198 m. At 1.6 m: share (0.0802 + 0.15) / 0.3 = 0.767333,
    // 21.185 + 0.767333 * 23.962 = 39.5718 C; CO 0.767333 * 112.12 ppm = 86.033.
    const Air air = cfast_sample_at(*opened->source, 5, 1.6).air;
    EXPECT_NEAR(air.temperature_k, 39.5718 + 273.15, 1e-3);
    EXPECT_NEAR(air.co_ppm, 86.033, 1e-3);
    // 0.2 m above and below it is one layer.
    EXPECT_NEAR(cfast_sample_at(*opened->source, 5, 1.7198).air.temperature_k, 45.147 + 273.15, 1e-9);
    EXPECT_NEAR(cfast_sample_at(*opened->source, 5, 1.3198).air.temperature_k, 21.185 + 273.15, 1e-9);
    // Compartment 2, interface 1.9304 m above a floor at 3 m: at z = 4.6 m the lower layer, 20.113 C.
    EXPECT_NEAR(cfast_sample_at(*opened->source, 25, 4.6).air.temperature_k, 20.113 + 273.15, 1e-9);
    EXPECT_NEAR(cfast_sample_at(*opened->source, 25, 5.2).air.temperature_k, 24.436 + 273.15, 1e-9);
    EXPECT_FALSE(cfast_sample_at(*opened->source, 15, 1.6).covered);
    // Half way between 60 s and 120 s: upper (45.147 + 68.984) / 2 = 57.0655 C.
    ASSERT_TRUE(opened->source->advance_to(90.0));
    EXPECT_NEAR(cfast_sample_at(*opened->source, 5, 2.5).air.temperature_k, 57.0655 + 273.15, 1e-9);
}

TEST(CfastSource, DoesNotProvideGasesOfOneLayerOnly) {
    // These files have ULHCN and ULHCL but no LLHCN and LLHCL.
    const Result<OpenedSource> opened =
        open_cfast(spec_of("three_rooms_two_floors/compartments.csv", {{1, "", {"one"}, "r"}}), data, zones);
    ASSERT_TRUE(opened);
    EXPECT_EQ(names_of(opened->source->provides()), "extinction, temperature, CO, CO2, O2");
    EXPECT_NE(as_lines(opened->notes)
                  .find("compartment 1 'Comp 1': HCN stands there for one of its two layers only"),
              std::string::npos)
        << as_lines(opened->notes);
}

TEST(CfastSource, ReadsShaftsAsOneLayer) {
    // Reference: gas target of this run: CO 14.001 ppm, CO2 0.023046 %.
    Result<OpenedSource> opened =
        open_cfast(spec_of("gas_tenability/compartments.csv", {{1, "", {"one"}, "r"}}), data, zones);
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(890.0));
    for (const double z : {0.1, 1.6, 4.9}) {
        const Air air = cfast_sample_at(*opened->source, 5, z).air;
        EXPECT_NEAR(air.co_ppm, 14.001, 1e-3);
        EXPECT_NEAR(air.co2_frac, 0.00023046, 1e-9);
    }
    EXPECT_TRUE(opened->source->provides()[static_cast<std::size_t>(Quantity::hcn)]);
    EXPECT_EQ(opened->source->end_s(), 890.0);
    ASSERT_TRUE(opened->source->advance_to(891.0));
    EXPECT_FALSE(cfast_sample_at(*opened->source, 5, 1.6).covered);
}

/// Two compartments of one name, the second a shaft; -V spelling.
std::string validation_text() {
    return "Time,ULT_1,LLT_1,HGT_1,ULCO_1,LLCO_1,ULO2_1,LLO2_1,ULOD_1,LLOD_1,HRR_1,ULT_2,ULCO_2,ULO2_2,ULOD_"
           "2\n"
           "Simulation Time,a,a,a,a,a,a,a,a,a,a,a,a,a,a\n"
           "Time,Room,Room,Room,Room,Room,Room,Room,Room,Room,\"Fire, large\",Room,Room,Room,Room\n"
           "s,C,C,m,mol_frac,mol_frac,mol_frac,mol_frac,mg/m^3,mg/m^3,W,C,mol_frac,mol_frac,mg/m^3\n"
           "0,100,20,1.0,0.002,0,0.15,0.205,500,0,*****,50,0.001,0.18,100\n"
           "10,100,20,1.0,0.002,-1.2E-110,0.15,0.205,500,0,*****,50,0.001,0.18,100\n";
}

TEST(CfastSource, ReadsTheSpellingOfOptionV) {
    Result<OpenedSource> opened = cfast_from_text(
        spec_of("v.csv", {{1, "", {"one"}, "r"}, {2, "", {"two"}, "r"}}), validation_text(), zones);
    ASSERT_TRUE(opened) << as_lines(opened.error());
    ASSERT_TRUE(opened->source->advance_to(10.0));
    const Air upper = cfast_sample_at(*opened->source, 5, 1.6).air;
    EXPECT_NEAR(upper.co_ppm, 2000.0, 1e-9);
    EXPECT_NEAR(upper.o2_frac, 0.15, 1e-12);
    EXPECT_NEAR(upper.extinction_per_m, 4.35, 1e-9);  // spec 1.6: 500 mg/m3
    EXPECT_EQ(cfast_sample_at(*opened->source, 5, 0.5).air.co_ppm, 0.0);
    EXPECT_NEAR(cfast_sample_at(*opened->source, 15, 0.5).air.co_ppm, 1000.0, 1e-9);
    EXPECT_NEAR(cfast_sample_at(*opened->source, 15, 0.5).air.extinction_per_m, 0.87, 1e-9);
}

std::string problems_of(const CfastResultSpec& spec, const std::string& text) {
    const Result<OpenedSource> opened = cfast_from_text(spec, text, zones);
    return opened ? std::string() : as_lines(opened.error());
}

TEST(CfastSource, NamesCompartmentsThatAreNotThere) {
    const std::string problems = problems_of(
        spec_of("v.csv", {{3, "", {"one"}, "r0"}, {0, "Rom", {"two"}, "r1"}, {0, "Room", {"raised"}, "r2"}}),
        validation_text());
    EXPECT_NE(problems.find("r0 | there is no compartment 3 in v.csv, which has 2"), std::string::npos)
        << problems;
    EXPECT_NE(problems.find("r1 | there is no compartment 'Rom' in v.csv; did you mean 'Room'?"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("r2 | 2 compartments of v.csv are called 'Room'; give the number"),
              std::string::npos)
        << problems;
}

TEST(CfastSource, RefusesWhatItCannotConvertOrBelieve) {
    const CfastResultSpec spec = spec_of("v.csv", {{1, "", {"one"}, "r"}});
    EXPECT_NE(problems_of(spec, replaced(validation_text(), "s,C,C", "s,F,C"))
                  .find("v.csv: line 4 | column ULT_1 in the unit 'F'"),
              std::string::npos);
    EXPECT_NE(
        problems_of(spec, replaced(validation_text(), "10,100", "0,100")).find("v.csv: line 6 | time 0 s"),
        std::string::npos);
    EXPECT_NE(problems_of(spec, replaced(validation_text(), "1.0,0.002,0,0.15", "1.0,1.5,0,0.15"))
                  .find("v.csv: line 5 | 1.5 in column ULCO_1 cannot be"),
              std::string::npos);
    EXPECT_NE(problems_of(spec, replaced(validation_text(), "10,100,20", "10,NaN,20"))
                  .find("'NaN' in column ULT_1"),
              std::string::npos);
    EXPECT_NE(problems_of(spec, "Time,A\n0,1\n").find("ends within its four header lines"),
              std::string::npos);
    EXPECT_NE(
        problems_of(spec, "s,C\nTime,ULT_1\n0,1\n1,1\n").find("this is not the <project>_compartments.csv"),
        std::string::npos);
    EXPECT_NE(problems_of(spec, "Time,X\na,b\nc,d\ne,f\n0,1\n1,1\n").find("no column ULT_1"),
              std::string::npos);
    EXPECT_NE(problems_of(spec, "").find("ends within"), std::string::npos);
}

TEST(CfastSource, ReportsAFileThatIsNotThere) {
    const Result<OpenedSource> opened = open_cfast(spec_of("no.csv", {{1, "", {"one"}, "r"}}), data, zones);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().front().where, "no.csv");
}

}  // namespace
}  // namespace wayout
