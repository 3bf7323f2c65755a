#include "hazards/curves_source.hpp"

#include "hazards/air_values.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout {
namespace {

HazardZone zone_square(const std::string& id, int storey, double x0, double floor_m = 0.0) {
    return {id, StoreyId(storey), {{{x0, 0}, {x0 + 10, 0}, {x0 + 10, 10}, {x0, 10}}, {}}, floor_m};
}

const std::vector<HazardZone> curve_zones{zone_square("hall", 0, 0), zone_square("foyer", 0, 10),
                                          zone_square("balcony", 1, 0, 4.0)};

CurvesSpec curves_of(const std::vector<std::vector<std::string>>& zones_of_curves) {
    CurvesSpec spec;
    for (std::size_t i = 0; i < zones_of_curves.size(); ++i)
        spec.curves.push_back({std::string(1, static_cast<char>('a' + i)) + ".csv", zones_of_curves[i],
                               "s.json: curves[" + std::to_string(i) + "]"});
    return spec;
}

std::string curve_problems_of(const CurvesSpec& spec, const std::vector<std::string>& texts) {
    const Result<OpenedSource> opened = curves_from_texts(spec, texts, curve_zones);
    std::string text;
    if (!opened)
        for (const Error& error : opened.error()) text += error.where + " | " + error.message + "\n";
    return text;
}

AirSample curve_sample_at(const HazardSource& source, int storey, double x, double z = 1.6) {
    return source.sample({StoreyId(storey), x, 5.0, z});
}

TEST(CurvesSource, InterpolatesInTimeInTheZonesItIsGiven) {
    Result<OpenedSource> opened =
        curves_from_texts(curves_of({{"hall", "balcony"}, {"foyer"}}),
                          std::vector<std::string>{"time_s,temperature_c,co_ppm\n0,20,0\n100,120,1000\n",
                                                   "co_ppm,time_s,temperature_c\n50,0,30\n50,200,30\n"},
                          curve_zones);
    ASSERT_TRUE(opened);
    HazardSource& source = *opened->source;
    EXPECT_EQ(source.end_s(), 100.0);
    EXPECT_EQ(names_of(source.provides()), "temperature, CO");
    ASSERT_TRUE(source.advance_to(25.0));
    // A quarter of the way: 45 C and 250 ppm.
    EXPECT_NEAR(curve_sample_at(source, 0, 5).air.temperature_k, 318.15, 1e-9);
    EXPECT_NEAR(curve_sample_at(source, 0, 5).air.co_ppm, 250.0, 1e-9);
    EXPECT_NEAR(curve_sample_at(source, 1, 5, 5.6).air.co_ppm, 250.0, 1e-9);
    EXPECT_NEAR(curve_sample_at(source, 0, 15).air.co_ppm, 50.0, 1e-9);
    EXPECT_FALSE(curve_sample_at(source, 1, 15).covered);  // the foyer is on the other storey
    EXPECT_FALSE(curve_sample_at(source, 0, 25).covered);
    ASSERT_TRUE(source.advance_to(150.0));
    EXPECT_FALSE(curve_sample_at(source, 0, 5).covered);  // its curve ended at 100 s
    EXPECT_TRUE(curve_sample_at(source, 0, 15).covered);
}

TEST(CurvesSource, ConvertsEveryColumn) {
    struct Row {
        const char* column;
        const char* value;
        double Air::*member;
        double expected;
    };
    const Row rows[] = {
        {"temperature_c", "60", &Air::temperature_k, 333.15},
        {"extinction_per_m", "0.5", &Air::extinction_per_m, 0.5},
        {"optical_density_per_m", "0.5", &Air::extinction_per_m, 1.151292546},  // 0.5 ln 10
        {"visibility_m", "6", &Air::extinction_per_m, 0.5},
        {"co_ppm", "7", &Air::co_ppm, 7.0},
        {"co2_percent", "2", &Air::co2_frac, 0.02},
        {"o2_percent", "15", &Air::o2_frac, 0.15},
        {"hcn_ppm", "7", &Air::hcn_ppm, 7.0},
        {"no_ppm", "7", &Air::no_ppm, 7.0},
        {"no2_ppm", "7", &Air::no2_ppm, 7.0},
        {"hcl_ppm", "7", &Air::hcl_ppm, 7.0},
        {"hbr_ppm", "7", &Air::hbr_ppm, 7.0},
        {"hf_ppm", "7", &Air::hf_ppm, 7.0},
        {"so2_ppm", "7", &Air::so2_ppm, 7.0},
        {"acrolein_ppm", "7", &Air::acrolein_ppm, 7.0},
        {"formaldehyde_ppm", "7", &Air::formaldehyde_ppm, 7.0},
        {"radiant_flux_kw_per_m2", "2.5", &Air::radiant_flux_kw_per_m2, 2.5},
    };
    for (const Row& row : rows) {
        const std::string value = row.value;
        const std::vector<std::string> texts{std::string("time_s,") + row.column + "\n0," + value + "\n9," +
                                             value + "\n"};
        Result<OpenedSource> opened = curves_from_texts(curves_of({{"hall"}}), texts, curve_zones);
        ASSERT_TRUE(opened) << row.column;
        ASSERT_TRUE(opened->source->advance_to(4.0));
        const AirSample sample = curve_sample_at(*opened->source, 0, 5);
        ASSERT_TRUE(sample.covered) << row.column;
        EXPECT_NEAR(sample.air.*row.member, row.expected, 1e-9) << row.column;
        EXPECT_EQ(opened->source->provides().count(), 1u) << row.column;
        // The other members are those of clear air: no column fills two.
        Air rest = sample.air;
        rest.*row.member = Air{}.*row.member;
        EXPECT_EQ(rest, Air{}) << row.column;
    }
}

TEST(CurvesSource, DoesNotProvideWhatOneOfTheFilesLacks) {
    const Result<OpenedSource> opened = curves_from_texts(
        curves_of({{"hall"}, {"foyer"}}),
        std::vector<std::string>{"time_s,co_ppm,hcn_ppm\n0,1,1\n9,1,1\n", "time_s,co_ppm\n0,1\n9,1\n"},
        curve_zones);
    ASSERT_TRUE(opened);
    EXPECT_EQ(names_of(opened->source->provides()), "CO");
    ASSERT_EQ(opened->notes.size(), 1u);
    EXPECT_NE(opened->notes[0].find("b.csv: no column for HCN"), std::string::npos);
}

TEST(CurvesSource, ReportsAllProblemsOfAllFiles) {
    const std::string problems = curve_problems_of(
        curves_of({{"hal"}, {"foyer"}, {"foyer"}, {}}),
        {"time_s,co_pmm\n0,1\n1,1\n", "time_s,visibility_m,extinction_per_m\n0,1,1\n1,1,1\n",
         "time_s,o2_percent\n0,101\n0,20\n", ""});
    EXPECT_NE(problems.find("a.csv: line 1 | column 'co_pmm' is not known; did you mean 'co_ppm'?"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("b.csv: line 1 | columns 'visibility_m' and 'extinction_per_m' tell the same"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("c.csv: line 2 | o2_percent = 101 is out of range; allowed: 0 to 100"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("c.csv: line 3 | time 0 s is not later than 0 s"), std::string::npos) << problems;
    EXPECT_NE(problems.find("d.csv | the file is empty"), std::string::npos) << problems;
    EXPECT_NE(problems.find("s.json: curves[0] | there is no zone 'hal'; did you mean 'hall'?"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("s.json: curves[2] | zone 'foyer' has its air from s.json: curves[1] already"),
              std::string::npos)
        << problems;
    EXPECT_NE(problems.find("s.json: curves[3] | no zones"), std::string::npos) << problems;
}

TEST(CurvesSource, RefusesZeroVisibilityAndFilesWithoutTime) {
    EXPECT_NE(curve_problems_of(curves_of({{"hall"}}), {"time_s,visibility_m\n0,0\n1,1\n"})
                  .find("visibility_m = 0 is out"),
              std::string::npos);
    EXPECT_NE(curve_problems_of(curves_of({{"hall"}}), {"co_ppm\n0\n1\n"}).find("no column 'time_s'"),
              std::string::npos);
    EXPECT_NE(curve_problems_of(curves_of({{"hall"}}), {"time_s\n0\n1\n"}).find("no column but the time"),
              std::string::npos);
    EXPECT_NE(curve_problems_of(curves_of({{"hall"}}), {"time_s,time_s,co_ppm\n0,0,1\n1,1,1\n"})
                  .find("stands there twice"),
              std::string::npos);
}

TEST(CurvesSource, ReportsFilesThatAreNotThere) {
    const Result<OpenedSource> opened =
        open_curves(curves_of({{"hall"}, {"foyer"}}), "/nonexistent", curve_zones);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().size(), 2u);
    EXPECT_EQ(opened.error()[1].where, "b.csv");
}

}  // namespace
}  // namespace wayout
