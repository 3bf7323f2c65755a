#include "validation/validation_case.hpp"

#include <gtest/gtest.h>

#include <set>

namespace wayout {
namespace {

TEST(ValidationQuantity, TakesMeanAndRangeOfTheRuns) {
    // 0, 1, ..., 20: the 5th percentile is the second value, the 95th the last but one.
    std::vector<double> runs;
    for (int i = 0; i <= 20; ++i) runs.push_back(i);
    const ValidationQuantity quantity = quantity_of("flow", "1/s", 9.0, Origin::computed, 8.0, 10.0, runs);
    EXPECT_DOUBLE_EQ(quantity.mean, 10.0);
    EXPECT_DOUBLE_EQ(quantity.p05, 1.0);
    EXPECT_DOUBLE_EQ(quantity.p95, 19.0);
    EXPECT_TRUE(quantity.is_inside());
}

TEST(ValidationQuantity, NumbersFromMemoryDecideNothing) {
    const std::vector<double> runs{2.0};
    std::vector<ValidationQuantity> quantities{quantity_of("a", "", 1.0, Origin::memory, 0.0, 1.0, runs)};
    EXPECT_FALSE(quantities[0].is_inside());
    EXPECT_TRUE(all_inside(quantities));
    quantities[0].origin = Origin::secondary;
    EXPECT_FALSE(all_inside(quantities));
}

TEST(ValidationCases, HaveOwnNamesAndSayTheirSource) {
    std::set<std::string> ids;
    for (const ValidationExperiment& experiment : validation_experiments()) {
        EXPECT_TRUE(ids.insert(experiment.id).second) << experiment.id;
        EXPECT_FALSE(experiment.source.empty()) << experiment.id;
        EXPECT_FALSE(experiment.criterion.empty()) << experiment.id;
    }
    EXPECT_GE(ids.size(), 5U);
}

TEST(ValidationCases, EveryPlanCanBeMade) {
    const std::vector<std::uint64_t> seeds{1, 2};
    for (const ValidationCase& validation : validation_cases()) {
        ASSERT_NE(validation.compute == nullptr, validation.plan == nullptr) << validation.experiment.id;
        if (validation.compute)
            continue;
        const std::vector<RunPlan> plans = validation.plan(seeds);
        ASSERT_FALSE(plans.empty());
        EXPECT_EQ(plans.size() % seeds.size(), 0U) << validation.experiment.id;
        EXPECT_EQ(plans[0].seed, 1U);
        EXPECT_EQ(plans[1].seed, 2U);
    }
}

}  // namespace
}  // namespace wayout
