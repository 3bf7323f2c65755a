#include <wayout/builtin_profiles.hpp>

#include "scenario/sourced_distributions.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace wayout {
namespace {

using namespace sourced;

constexpr const char* imo_source =
    "IMO MSC.1/Circ.1533 (2016) and MSC.1/Circ.1238 (2007), Tables 3.1, 3.4, 3.5";
constexpr const char* fds_evac_source = "FDS+Evac Technical Reference and User's Guide (VTT 2021), Table 1";
constexpr const char* weidmann_source = "Weidmann, Transporttechnik der Fussgaenger, ETH Zuerich 1993";
constexpr const char* boyce_source =
    "Boyce, Shields & Silcock, Fire Technology 35:51-67, 1999, as tabulated in the SFPE Handbook";
constexpr const char* time_gap_source =
    "calibration of the time-gap model: hard radius 0.20 m adult, 0.15 m child";

// Hard radii with which the time-gap model reproduces measured door flow. Smaller than half a shoulder width
// (0.24 to 0.27 m), since people turn their shoulders; larger radii need a new calibration.
constexpr double adult_radius_m = 0.20;
constexpr double child_radius_m = 0.15;
constexpr double wheelchair_radius_m = 0.40;

QuantitySource adult_radius_provenance() {
    return {"body radius 0.20 m", time_gap_source, Evidence::choice};
}
QuantitySource age_provenance(const char* ages) {
    return {std::string("ages ") + ages, "chosen within the group's limits", Evidence::choice};
}
QuantitySource stair_factor_provenance() {
    return {"speed on stairs 0.7 (down) and 0.6 (up) of the level speed, along the incline",
            "project default", Evidence::choice};
}

// ---------------------------------------------------------------- IMO

/// A row of Tables 3.4 (level) and 3.5 (stairs), m/s, uniform between the two ends, with its share of
/// passengers (Table 3.1).
struct ImoGroup {
    const char* id;
    const char* name;
    Sex sex;
    double youngest_years, oldest_years;
    MobilityClass mobility;
    double share;
    double level[2], down[2], up[2];
};

constexpr ImoGroup imo_groups[] = {
    {"imo-female-under-30",
     "female under 30",
     Sex::female,
     18,
     30,
     MobilityClass::ambulant,
     0.07,
     {0.93, 1.55},
     {0.56, 0.94},
     {0.47, 0.79}},
    {"imo-female-30-50",
     "female 30 to 50",
     Sex::female,
     30,
     50,
     MobilityClass::ambulant,
     0.07,
     {0.71, 1.19},
     {0.49, 0.81},
     {0.44, 0.74}},
    {"imo-female-over-50",
     "female over 50",
     Sex::female,
     50,
     80,
     MobilityClass::ambulant,
     0.16,
     {0.56, 0.94},
     {0.45, 0.75},
     {0.37, 0.61}},
    {"imo-female-over-50-impaired-1",
     "female over 50, impaired (1)",
     Sex::female,
     50,
     80,
     MobilityClass::reduced,
     0.10,
     {0.43, 0.71},
     {0.34, 0.56},
     {0.28, 0.46}},
    {"imo-female-over-50-impaired-2",
     "female over 50, impaired (2)",
     Sex::female,
     50,
     80,
     MobilityClass::reduced,
     0.10,
     {0.37, 0.61},
     {0.29, 0.49},
     {0.23, 0.39}},
    {"imo-male-under-30",
     "male under 30",
     Sex::male,
     18,
     30,
     MobilityClass::ambulant,
     0.07,
     {1.11, 1.85},
     {0.76, 1.26},
     {0.50, 0.84}},
    {"imo-male-30-50",
     "male 30 to 50",
     Sex::male,
     30,
     50,
     MobilityClass::ambulant,
     0.07,
     {0.97, 1.62},
     {0.64, 1.07},
     {0.47, 0.79}},
    {"imo-male-over-50",
     "male over 50",
     Sex::male,
     50,
     80,
     MobilityClass::ambulant,
     0.16,
     {0.84, 1.40},
     {0.50, 0.84},
     {0.38, 0.64}},
    {"imo-male-over-50-impaired-1",
     "male over 50, impaired (1)",
     Sex::male,
     50,
     80,
     MobilityClass::reduced,
     0.10,
     {0.64, 1.06},
     {0.38, 0.64},
     {0.29, 0.49}},
    {"imo-male-over-50-impaired-2",
     "male over 50, impaired (2)",
     Sex::male,
     50,
     80,
     MobilityClass::reduced,
     0.10,
     {0.55, 0.91},
     {0.33, 0.55},
     {0.25, 0.41}},
};
constexpr std::size_t female_under_30 = 0, male_under_30 = 5;

ProfileGroup imo_group(const ImoGroup& row, double share) {
    ProfileGroup group;
    group.name = row.name;
    group.share = share;
    group.sex = row.sex;
    group.mobility = row.mobility;
    group.age_years = uniform(row.youngest_years, row.oldest_years, "chosen within the group's limits");
    group.radius_m = constant(adult_radius_m, time_gap_source);
    group.free_speed_mps = uniform(row.level[0], row.level[1], imo_source);
    group.stair_down_mps = uniform(row.down[0], row.down[1], imo_source);
    group.stair_up_mps = uniform(row.up[0], row.up[1], imo_source);
    return group;
}

BuiltinProfile profile(const char* id, const char* name, const char* summary, const char* source,
                       std::vector<ProfileGroup> groups, std::vector<QuantitySource> provenance) {
    BuiltinProfile entry;
    entry.profile.id = id;
    entry.profile.name = name;
    entry.profile.where = "built-in";
    entry.profile.source = source;
    entry.profile.groups = std::move(groups);
    entry.summary = summary;
    entry.provenance = std::move(provenance);
    return entry;
}

void add_imo_profiles(std::vector<BuiltinProfile>& profiles) {
    const QuantitySource speeds{"free speed on the level and on stairs",
                                "Tables 3.4 and 3.5, as coded in FDS+Evac (evac.f90)",
                                Evidence::read_secondary};
    const QuantitySource ages = age_provenance("uniform: 18 to 30, 30 to 50, 50 to 80 years");

    std::vector<ProfileGroup> passengers;
    for (const ImoGroup& row : imo_groups) passengers.push_back(imo_group(row, row.share));
    profiles.push_back(profile(
        "imo-passengers", "IMO passengers",
        "passengers of a ship: both sexes, three age bands, 40 % impaired; for conformity tests, not for "
        "concerts",
        imo_source, std::move(passengers),
        {{"shares of the groups", "Table 3.1", Evidence::read}, speeds, ages, adult_radius_provenance()}));

    ProfileGroup female_crew = imo_group(imo_groups[female_under_30], 0.5);
    ProfileGroup male_crew = imo_group(imo_groups[male_under_30], 0.5);
    female_crew.name = "female crew";
    male_crew.name = "male crew";
    for (ProfileGroup* group : {&female_crew, &male_crew})
        group->age_years = uniform(18, 60, "chosen within the group's limits");
    profiles.push_back(profile("imo-crew", "IMO crew",
                               "crew of a ship, half female, half male, at the speeds of the under 30s",
                               imo_source, {std::move(female_crew), std::move(male_crew)},
                               {{"shares of the groups", "Table 3.1", Evidence::read},
                                speeds,
                                age_provenance("uniform 18 to 60 years"),
                                adult_radius_provenance()}));

    for (const ImoGroup& row : imo_groups)
        profiles.push_back(profile(row.id, row.name, "one group of the IMO tables", imo_source,
                                   {imo_group(row, 1.0)}, {speeds, ages, adult_radius_provenance()}));
}

// ---------------------------------------------------------------- Weidmann, RiMEA, SFPE

ProfileGroup adult_group(const char* name, Distribution speed) {
    ProfileGroup group;
    group.name = name;
    group.age_years = uniform(18, 80, "project choice");
    group.radius_m = constant(adult_radius_m, time_gap_source);
    group.free_speed_mps = std::move(speed);
    return group;
}

/// Truncated as in Vadere, which reads this distribution between 0.5 and 2.2 m/s.
Distribution weidmann_speed() {
    return normal(1.34, 0.26, 0.5, 2.2, weidmann_source);
}

void add_handbook_profiles(std::vector<BuiltinProfile>& profiles) {
    const QuantitySource ages = age_provenance("uniform 18 to 80 years");
    profiles.push_back(profile(
        "weidmann-adult", "Adults (Weidmann)", "adults in general, N(1.34, 0.26) m/s between 0.5 and 2.2 m/s",
        weidmann_source, {adult_group("adults", weidmann_speed())},
        {{"mean free speed 1.34 m/s", weidmann_source, Evidence::read_secondary},
         {"standard deviation 0.26 m/s", weidmann_source, Evidence::memory},
         {"truncation at 0.5 and 2.2 m/s", "Vadere's default attributes", Evidence::read_secondary},
         ages,
         stair_factor_provenance(),
         adult_radius_provenance()}));

    ProfileGroup rimea = adult_group("adults", {});
    rimea.speed_by_age = {{3, 0.58},  {10, 1.18}, {15, 1.46}, {20, 1.61}, {25, 1.58}, {30, 1.54},
                          {35, 1.51}, {40, 1.48}, {45, 1.46}, {50, 1.41}, {55, 1.36}, {60, 1.27},
                          {65, 1.18}, {70, 1.07}, {75, 0.94}, {80, 0.68}};
    rimea.speed_relative_sd = 0.194;
    profiles.push_back(profile(
        "rimea-adults", "Adults (RiMEA, speed by age)",
        "adults whose mean speed follows their age (RiMEA Figure 5 after Weidmann), spread 0.194 of the mean",
        "RiMEA guideline v3.0.0, Annex 1, Figure 5", {std::move(rimea)},
        {{"mean speed at 3, 20, 30, 50, 60, 70 and 80 years", "RiMEA v3 Figure 5, limits of the v2.2.1 table",
          Evidence::read_secondary},
         {"mean speed at the other ages", "RiMEA v3 Figure 5", Evidence::figure},
         {"standard deviation 0.194 of the mean", "0.26 / 1.34 (Weidmann); the figure gives 0.195",
          Evidence::memory},
         ages,
         stair_factor_provenance(),
         adult_radius_provenance()}));

    // Speed in free flow: k (1 - 0.266 D) at D = 0.54 persons per m2; k = 1.40 m/s level, 1.08 m/s on 7/11
    // inch stairs.
    constexpr double free_flow = 1.0 - 0.266 * 0.54;
    constexpr const char* sfpe_source =
        "SFPE Handbook of Fire Protection Engineering, 5th ed., Tables 67.2 and 67.5";
    ProfileGroup sfpe = adult_group("adults", constant(1.40 * free_flow, sfpe_source));
    sfpe.stair_down_mps = constant(1.08 * free_flow, sfpe_source);
    sfpe.stair_up_mps = constant(1.08 * free_flow, sfpe_source);
    profiles.push_back(
        profile("sfpe", "Everybody alike (SFPE)",
                "one speed for all, 1.20 m/s level and 0.92 m/s on stairs, as in hydraulic hand calculations",
                sfpe_source, {std::move(sfpe)},
                {{"speed at 0.54 persons per m2", "k (1 - 0.266 D), k = 1.40 m/s level, 1.08 m/s stairs",
                  Evidence::read_secondary},
                 ages,
                 adult_radius_provenance()}));
}

// ---------------------------------------------------------------- FDS+Evac

struct FdsEvacRow {
    const char* id;
    const char* name;
    Sex sex;
    double youngest_years, oldest_years;
    double half_width_m, half_width_spread_m;
    double speed_mps, speed_spread_mps;
};

constexpr FdsEvacRow fds_evac_rows[] = {
    {"fds-evac-adult", "adult", Sex::unspecified, 18, 65, 0.255, 0.035, 1.25, 0.30},
    {"fds-evac-male", "male", Sex::male, 18, 65, 0.270, 0.020, 1.35, 0.20},
    {"fds-evac-female", "female", Sex::female, 18, 65, 0.240, 0.020, 1.15, 0.20},
    {"fds-evac-child", "child", Sex::unspecified, 4, 12, 0.210, 0.015, 0.90, 0.30},
    {"fds-evac-elderly", "elderly", Sex::unspecified, 65, 90, 0.250, 0.020, 0.80, 0.30},
};

ProfileGroup fds_evac_group(const FdsEvacRow& row) {
    // The table's half-widths are those of shoulders. They are scaled so that the mean adult has the
    // calibrated hard radius.
    constexpr double scale = adult_radius_m / 0.255;
    ProfileGroup group;
    group.name = row.name;
    group.sex = row.sex;
    group.age_years = uniform(row.youngest_years, row.oldest_years, "project choice");
    group.radius_m = uniform(scale * (row.half_width_m - row.half_width_spread_m),
                             scale * (row.half_width_m + row.half_width_spread_m), fds_evac_source);
    group.free_speed_mps =
        uniform(row.speed_mps - row.speed_spread_mps, row.speed_mps + row.speed_spread_mps, fds_evac_source);
    return group;
}

void add_fds_evac_profiles(std::vector<BuiltinProfile>& profiles) {
    for (const FdsEvacRow& row : fds_evac_rows)
        profiles.push_back(profile(
            row.id, row.name, "FDS+Evac's default type, bodies scaled to the radius of the time-gap model",
            fds_evac_source, {fds_evac_group(row)},
            {{"free speed", "Table 1", Evidence::read},
             {"body radius: half-widths of Table 1 times 0.20 / 0.255",
              "Table 1, scaled to the calibration of the time-gap model", Evidence::choice},
             age_provenance("uniform within the type"),
             stair_factor_provenance()}));
}

// ---------------------------------------------------------------- reduced mobility

struct BoyceRow {
    const char* id;
    const char* name;
    MobilityClass mobility;
    double mean, sd, min, max;  ///< level speed, m/s
    double down, up;            ///< mean speed on stairs, m/s; 0: stairs are not used
};

constexpr BoyceRow boyce_rows[] = {
    {"boyce-no-aid", "locomotion disability, no aid", MobilityClass::reduced, 0.95, 0.32, 0.24, 1.68, 0.36,
     0.43},
    {"boyce-stick", "walking stick", MobilityClass::reduced, 0.81, 0.38, 0.26, 1.60, 0.32, 0.35},
    {"boyce-crutches", "crutches", MobilityClass::reduced, 0.94, 0.30, 0.63, 1.35, 0.22, 0.22},
    {"boyce-frame", "walking frame or rollator", MobilityClass::reduced, 0.57, 0.29, 0.10, 1.02, 0.16, 0.14},
    {"boyce-manual-wheelchair", "manual wheelchair", MobilityClass::wheelchair, 0.69, 0.35, 0.13, 1.35, 0.0,
     0.0},
    {"boyce-pushed-wheelchair", "manual wheelchair, pushed", MobilityClass::wheelchair, 1.30, 0.34, 0.84,
     1.98, 0.0, 0.0},
    {"boyce-assisted-ambulant", "ambulant with somebody's support", MobilityClass::reduced, 0.78, 0.34, 0.21,
     1.40, 0.36, 0.43},
};

ProfileGroup boyce_group(const BoyceRow& row) {
    ProfileGroup group;
    group.name = row.name;
    group.mobility = row.mobility;
    group.age_years = uniform(18, 80, "project choice");
    group.radius_m = constant(
        row.mobility == MobilityClass::wheelchair ? wheelchair_radius_m : adult_radius_m, time_gap_source);
    group.free_speed_mps = normal(row.mean, row.sd, row.min, row.max, boyce_source);
    if (row.down > 0.0) {
        group.stair_down_mps = constant(row.down, boyce_source);
        group.stair_up_mps = constant(row.up, boyce_source);
    }
    return group;
}

std::vector<QuantitySource> boyce_provenance(const BoyceRow& row) {
    std::vector<QuantitySource> provenance{
        {"free speed on the level and mean speed on stairs", boyce_source, Evidence::memory},
        age_provenance("uniform 18 to 80 years")};
    if (row.mobility == MobilityClass::wheelchair)
        provenance.push_back({"body radius 0.40 m",
                              "occupants with movement disability in the JuPedSim verification suite",
                              Evidence::read_secondary});
    else
        provenance.push_back(adult_radius_provenance());
    return provenance;
}

void add_reduced_mobility_profiles(std::vector<BuiltinProfile>& profiles) {
    for (const BoyceRow& row : boyce_rows)
        profiles.push_back(profile(row.id, row.name,
                                   "people with reduced mobility; numbers from memory, verify before use",
                                   boyce_source, {boyce_group(row)}, boyce_provenance(row)));

    // The table gives a mean and a range only.
    ProfileGroup electric = boyce_group(boyce_rows[4]);
    electric.name = "electric wheelchair";
    electric.free_speed_mps = uniform(0.85, 0.93, boyce_source);
    profiles.push_back(profile("boyce-electric-wheelchair", "electric wheelchair",
                               "people with reduced mobility; numbers from memory, verify before use",
                               boyce_source, {std::move(electric)}, boyce_provenance(boyce_rows[4])));

    ProfileGroup pram = adult_group("adults with a pram", weidmann_speed());
    pram.mobility = MobilityClass::reduced;
    pram.radius_m = constant(wheelchair_radius_m, "project choice");
    pram.stair_down_factor = 0.4;
    pram.stair_up_factor = 0.4;
    profiles.push_back(profile(
        "pram", "Adults with a pram",
        "adults (Weidmann) as wide as a wheelchair, who carry the pram on stairs; no measured data",
        weidmann_source, {std::move(pram)},
        {{"mean free speed 1.34 m/s", weidmann_source, Evidence::read_secondary},
         {"standard deviation 0.26 m/s", weidmann_source, Evidence::memory},
         {"speed on stairs 0.4 of the level speed", "as for reduced mobility; no data", Evidence::choice},
         {"body radius 0.40 m", "as for wheelchairs; no data", Evidence::choice},
         age_provenance("uniform 18 to 80 years")}));
}

// ---------------------------------------------------------------- small children

constexpr const char* najmanova_source =
    "Najmanova & Ronchi, Fire Technology 53:1509-1533, 2017 (abstract): evacuation of a pre-school";

void add_pre_school_profiles(std::vector<BuiltinProfile>& profiles) {
    struct Row {
        const char* id;
        const char* name;
        double youngest_years, oldest_years;
        double down_mps;
        const char* down;
        Evidence level_is;
    };
    // The abstract gives speeds on the level of the younger children only.
    constexpr Row rows[] = {
        {"children-3-4", "Children of 3 and 4 years", 3, 5, 0.57, "0.57 m/s down stairs inside",
         Evidence::read},
        {"children-5-6", "Children of 5 and 6 years", 5, 7, 0.56, "0.56 m/s down a spiral stair outside",
         Evidence::choice},
    };
    for (const Row& row : rows) {
        ProfileGroup group;
        group.name = "children";
        group.age_years = uniform(row.youngest_years, row.oldest_years, najmanova_source);
        group.radius_m = constant(child_radius_m, time_gap_source);
        group.free_speed_mps = uniform(0.69, 1.33, najmanova_source);
        group.stair_down_mps = constant(row.down_mps, najmanova_source);
        profiles.push_back(profile(
            row.id, row.name, "pre-school children who are led; they may run and be faster", najmanova_source,
            {std::move(group)},
            {{"free speed 0.69 to 1.33 m/s, of children of 3 and 4 years", najmanova_source, row.level_is},
             {row.down, najmanova_source, Evidence::read},
             {"speed up stairs 0.6 of the level speed", "project default", Evidence::choice},
             age_provenance("uniform over two years"),
             {"body radius 0.15 m", time_gap_source, Evidence::choice}}));
    }
}

// ---------------------------------------------------------------- alcohol

/// Adults in three classes of what they have drunk: speed x 1, 0.95, 0.80 and pre-movement time x 1, 1.2, 1.5
/// (our choice, no measured data). `shares`: none, moderate, high.
std::vector<ProfileGroup> drinkers(std::array<double, 3> shares) {
    constexpr std::array<const char*, 3> names{"sober", "moderate alcohol", "high alcohol"};
    constexpr std::array<double, 3> speed_factors{1.0, 0.95, 0.80};
    constexpr std::array<double, 3> time_factors{1.0, 1.2, 1.5};
    std::vector<ProfileGroup> groups;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Distribution speed = weidmann_speed();
        for (double* number : {&speed.mean, &speed.sd, &speed.min, &speed.max}) *number *= speed_factors[i];
        ProfileGroup& group = groups.emplace_back(adult_group(names[i], std::move(speed)));
        group.share = shares[i];
        group.pre_movement_factor = time_factors[i];
    }
    return groups;
}

void add_alcohol_profiles(std::vector<BuiltinProfile>& profiles) {
    const std::vector<QuantitySource> common{
        {"mean free speed 1.34 m/s", weidmann_source, Evidence::read_secondary},
        {"standard deviation 0.26 m/s", weidmann_source, Evidence::memory},
        {"speed x 1, 0.95, 0.80 and pre-movement time x 1, 1.2, 1.5", "no measured data", Evidence::choice},
        age_provenance("uniform 18 to 80 years"),
        stair_factor_provenance(),
        adult_radius_provenance()};
    const auto with_shares = [&common](const char* source, Evidence evidence) {
        std::vector<QuantitySource> provenance{{"shares of the three classes", source, evidence}};
        provenance.insert(provenance.end(), common.begin(), common.end());
        return provenance;
    };
    profiles.push_back(
        profile("festival-adults", "Adults at a festival, with alcohol",
                "20 % sober, 49 % moderate, 31 % high: slower and later, as three groups", weidmann_source,
                drinkers({0.20, 0.49, 0.31}),
                with_shares("after Feltmann et al. 2019 (abstract): 81 % had drunk, 31 % above 0.10 %",
                            Evidence::choice)));
    profiles.push_back(profile("seated-concert-adults", "Adults at a seated concert, with alcohol",
                               "60 % sober, 30 % moderate, 10 % high: slower and later, as three groups",
                               weidmann_source, drinkers({0.60, 0.30, 0.10}),
                               with_shares("no data", Evidence::choice)));
}

// ---------------------------------------------------------------- audience

void add_audience_profile(std::vector<BuiltinProfile>& profiles) {
    std::vector<ProfileGroup> groups{adult_group("women", weidmann_speed()),
                                     adult_group("men", weidmann_speed()), fds_evac_group(fds_evac_rows[3]),
                                     boyce_group(boyce_rows[0])};
    groups[0].sex = Sex::female;
    groups[1].sex = Sex::male;
    groups[2].name = "children";
    groups[2].radius_m = constant(child_radius_m, time_gap_source);
    groups[3].name = "reduced mobility";
    const double shares[] = {0.465, 0.465, 0.03, 0.04};
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].share = shares[i];
    profiles.push_back(profile(
        "event-audience", "Audience of an event",
        "adults (Weidmann), 3 % children, 4 % ambulant with reduced mobility; wheelchair users are a "
        "population of their own",
        "project choice, speeds from Weidmann, FDS+Evac and Boyce et al.", std::move(groups),
        {{"shares of the groups", "project default for standing events; ask the organiser", Evidence::choice},
         {"free speed of adults: mean 1.34 m/s", weidmann_source, Evidence::read_secondary},
         {"free speed of adults: standard deviation 0.26 m/s", weidmann_source, Evidence::memory},
         {"free speed of children", fds_evac_source, Evidence::read},
         {"free speed and stair speed with reduced mobility", boyce_source, Evidence::memory},
         age_provenance("uniform 18 to 80 years, children 4 to 12"),
         stair_factor_provenance(),
         adult_radius_provenance(),
         {"body radius of children 0.15 m", time_gap_source, Evidence::choice}}));
}

std::vector<BuiltinProfile> make_profiles() {
    std::vector<BuiltinProfile> profiles;
    add_handbook_profiles(profiles);
    add_audience_profile(profiles);
    add_fds_evac_profiles(profiles);
    add_reduced_mobility_profiles(profiles);
    add_pre_school_profiles(profiles);
    add_alcohol_profiles(profiles);
    add_imo_profiles(profiles);
    return profiles;
}

}  // namespace

const char* evidence_words(Evidence evidence) {
    switch (evidence) {
        case Evidence::read:
            return "read in the source";
        case Evidence::read_secondary:
            return "read in a secondary text";
        case Evidence::figure:
            return "measured off a figure";
        case Evidence::computed:
            return "computed";
        case Evidence::memory:
            return "from memory, to be verified";
        case Evidence::choice:
            return "project choice";
    }
    return "";
}

const std::vector<BuiltinProfile>& builtin_profiles() {
    static const std::vector<BuiltinProfile> profiles = make_profiles();
    return profiles;
}

const BuiltinProfile* find_builtin_profile(std::string_view id) {
    const auto& all = builtin_profiles();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const BuiltinProfile& p) { return p.profile.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace wayout
