#include <wayout/builtin_profiles.hpp>

#include "agents/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

namespace wayout {
namespace {

const ProfileSpec& profile(const char* id) {
    const BuiltinProfile* found = find_builtin_profile(id);
    EXPECT_NE(found, nullptr) << id;
    return found->profile;
}

TEST(BuiltinProfiles, CanAllBeDrawnFrom) {
    for (const BuiltinProfile& builtin : builtin_profiles()) {
        const ProfileSpec& p = builtin.profile;
        double shares = 0.0;
        for (const ProfileGroup& group : p.groups) {
            shares += group.share;
            EXPECT_TRUE(distribution_problems(group.age_years, age_range_years).empty()) << p.id;
            EXPECT_TRUE(distribution_problems(group.radius_m, radius_range_m).empty()) << p.id;
            if (group.speed_by_age.empty()) {
                EXPECT_TRUE(distribution_problems(group.free_speed_mps, speed_range_mps).empty()) << p.id;
            }
            for (const auto& stair : {group.stair_down_mps, group.stair_up_mps})
                if (stair) {
                    EXPECT_TRUE(distribution_problems(*stair, speed_range_mps).empty()) << p.id;
                }
        }
        EXPECT_NEAR(shares, 1.0, 1e-12) << p.id;
    }
    for (const PreMovementPreset& preset : pre_movement_presets())
        EXPECT_TRUE(distribution_problems(preset.distribution, pre_movement_range_s).empty()) << preset.id;
}

TEST(BuiltinProfiles, NameTheirSourcesAndTheEvidence) {
    std::set<std::string> ids;
    for (const BuiltinProfile& builtin : builtin_profiles()) {
        EXPECT_TRUE(ids.insert(builtin.profile.id).second) << builtin.profile.id;
        EXPECT_FALSE(builtin.summary.empty());
        EXPECT_FALSE(builtin.profile.source.empty());
        std::string quantities;
        for (const QuantitySource& p : builtin.provenance) {
            EXPECT_FALSE(p.source.empty()) << builtin.profile.id;
            quantities += p.quantity + "; ";
        }
        // Nothing that is drawn may be without a word on where it comes from.
        for (const char* drawn : {"speed", "age", "radius"})
            EXPECT_NE(quantities.find(drawn), std::string::npos) << builtin.profile.id << ": " << quantities;
        for (const ProfileGroup& group : builtin.profile.groups) {
            EXPECT_FALSE(group.radius_m.source.empty()) << builtin.profile.id;
            EXPECT_TRUE(!group.speed_by_age.empty() || !group.free_speed_mps.source.empty())
                << builtin.profile.id;
        }
    }
    for (const PreMovementPreset& preset : pre_movement_presets()) {
        EXPECT_TRUE(ids.insert(preset.id).second) << preset.id;
        ASSERT_EQ(preset.provenance.size(), 1u);
        EXPECT_FALSE(preset.provenance[0].source.empty());
        EXPECT_EQ(preset.provenance[0].source, preset.distribution.source);
    }
}

TEST(BuiltinProfiles, ImoPassengersFollowTable31) {
    const ProfileSpec& p = profile("imo-passengers");
    ASSERT_EQ(p.groups.size(), 10u);
    double female = 0.0, impaired = 0.0;
    for (const ProfileGroup& group : p.groups) {
        female += group.sex == Sex::female ? group.share : 0.0;
        impaired += group.mobility == MobilityClass::reduced ? group.share : 0.0;
    }
    EXPECT_NEAR(female, 0.50, 1e-12);    // 7 + 7 + 16 + 10 + 10 %
    EXPECT_NEAR(impaired, 0.40, 1e-12);  // 10 + 10 % of each sex
}

TEST(BuiltinProfiles, ImoMales30To50HaveTheReferenceMoments) {
    // U(0.97, 1.62): mean 1.295, variance 0.65^2 / 12 = 0.0352; the FDS+Evac guide prints 1.295 and 0.035.
    const Moments m = moments(profile("imo-male-30-50").groups.at(0).free_speed_mps);
    EXPECT_NEAR(m.mean, 1.295, 1e-9);
    EXPECT_NEAR(m.sd * m.sd, 0.0352083, 1e-6);
    const ProfileGroup& impaired = profile("imo-female-over-50-impaired-2").groups.at(0);
    EXPECT_EQ(impaired.free_speed_mps.min, 0.37);
    EXPECT_EQ(impaired.stair_down_mps->max, 0.49);
    EXPECT_EQ(impaired.stair_up_mps->min, 0.23);
}

TEST(BuiltinProfiles, RimeaSpeedsRiseToTheAgeOf20AndFallAfter) {
    const auto& curve = profile("rimea-adults").groups.at(0).speed_by_age;
    ASSERT_EQ(curve.size(), 16u);
    for (std::size_t i = 1; i < curve.size(); ++i) {
        EXPECT_LT(curve[i - 1].x, curve[i].x);
        EXPECT_EQ(curve[i].y > curve[i - 1].y, curve[i].x <= 20.0) << curve[i].x;
    }
}

TEST(BuiltinProfiles, SfpeSpeedsAreThoseOfFreeFlow) {
    // 1.40 (1 - 0.266 x 0.54) = 1.40 x 0.85636 = 1.198904; 1.08 x 0.85636 = 0.9248688
    const ProfileGroup& group = profile("sfpe").groups.at(0);
    EXPECT_NEAR(group.free_speed_mps.value, 1.198904, 1e-9);
    EXPECT_NEAR(group.stair_down_mps->value, 0.9248688, 1e-9);
}

TEST(BuiltinProfiles, FdsEvacBodiesAreScaledToTheCalibratedRadius) {
    EXPECT_NEAR(moments(profile("fds-evac-adult").groups.at(0).radius_m).mean, 0.20, 1e-9);
    // 0.210 x 0.20 / 0.255 = 0.164706
    EXPECT_NEAR(moments(profile("fds-evac-child").groups.at(0).radius_m).mean, 0.164706, 1e-6);
}

TEST(BuiltinProfiles, AlcoholMakesSlowerAndLater) {
    // Speed x 1, 0.95, 0.80 and pre-movement time x 1, 1.2, 1.5, in shares of 20, 49 and 31 %.
    const ProfileSpec& p = profile("festival-adults");
    ASSERT_EQ(p.groups.size(), 3u);
    const double shares[] = {0.20, 0.49, 0.31}, means[] = {1.34, 1.273, 1.072}, factors[] = {1.0, 1.2, 1.5};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(p.groups[i].share, shares[i], 1e-12);
        EXPECT_NEAR(p.groups[i].free_speed_mps.mean, means[i], 1e-12);
        EXPECT_EQ(p.groups[i].pre_movement_factor, factors[i]);
    }
    for (const BuiltinProfile& builtin : builtin_profiles())
        for (const ProfileGroup& group : builtin.profile.groups)
            EXPECT_TRUE(group.pre_movement_factor == 1.0 ||
                        builtin.profile.id.find("-adults") != std::string::npos)
                << builtin.profile.id;
}

TEST(BuiltinProfiles, PushedWheelchairsAreFasterThanThoseWhoPushThemselves) {
    EXPECT_EQ(profile("boyce-pushed-wheelchair").groups.at(0).free_speed_mps.mean, 1.30);
    EXPECT_EQ(profile("boyce-manual-wheelchair").groups.at(0).free_speed_mps.mean, 0.69);
    EXPECT_EQ(profile("boyce-assisted-ambulant").groups.at(0).free_speed_mps.mean, 0.78);
    EXPECT_EQ(profile("boyce-electric-wheelchair").groups.at(0).mobility, MobilityClass::wheelchair);
    EXPECT_EQ(profile("children-3-4").groups.at(0).stair_down_mps->value, 0.57);
}

TEST(PreMovementPresets, Pd7974PassesThroughItsTwoPercentiles) {
    struct Row {
        const char* id;
        double first_s, last_s;
    };
    // First starter, and first starter plus spread, in seconds.
    for (const Row& row : {Row{"pd7974-a-m1", 30, 90}, Row{"pd7974-a-m2", 60, 180},
                           Row{"pd7974-b-m1", 30, 150}, Row{"pd7974-b-m2", 60, 240}}) {
        const Distribution& d = find_pre_movement_preset(row.id)->distribution;
        EXPECT_NEAR(std::exp(d.mu - 2.3263 * d.sigma), row.first_s, 1e-3) << row.id;
        EXPECT_NEAR(std::exp(d.mu + 2.3263 * d.sigma), row.last_s, 5e-3) << row.id;
    }
}

TEST(PreMovementPresets, ImoPrefactorsAreThoseOfTheTruncation) {
    // The circular's density has the factor 1.00808 by day, 1.01875 by night: one over the probability of the
    // window.
    const auto below = [](double x, double mu, double sigma) {
        return 0.5 * std::erfc(-(std::log(x) - mu) / sigma / std::sqrt(2.0));
    };
    const Distribution& day = find_pre_movement_preset("imo-day")->distribution;
    EXPECT_NEAR(1.0 / below(day.max, day.mu, day.sigma), 1.00808, 1e-5);
    const Distribution& night = find_pre_movement_preset("imo-night")->distribution;
    EXPECT_NEAR(1.0 / below(night.max - night.offset, night.mu, night.sigma), 1.01875, 1e-5);
}

TEST(PreMovementPresets, AreAllInTheManual) {
    std::ostringstream page;
    page << std::ifstream("docs/formats/scenario.md").rdbuf();
    for (const PreMovementPreset& preset : pre_movement_presets())
        EXPECT_NE(page.str().find("`" + preset.id + "`"), std::string::npos) << preset.id;
}

}  // namespace
}  // namespace wayout
