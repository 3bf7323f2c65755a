#include "statistics/curve_agreement.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace wayout {
namespace {

TEST(CurveAgreement, EqualCurvesAgree) {
    const std::vector<double> curve{0, 1, 3, 4};
    const CurveAgreement agreement = curve_agreement(curve, curve);
    EXPECT_DOUBLE_EQ(agreement.erd, 0.0);
    EXPECT_DOUBLE_EQ(agreement.epc, 1.0);
    EXPECT_DOUBLE_EQ(agreement.sc, 1.0);
}

TEST(CurveAgreement, AModelTwiceTooHighHasTheRightShape) {
    // Differences equal to the measured values: sqrt(14) / sqrt(14); 28 / 56.
    const CurveAgreement agreement =
        curve_agreement(std::vector<double>{1, 2, 3}, std::vector<double>{2, 4, 6});
    EXPECT_DOUBLE_EQ(agreement.erd, 1.0);
    EXPECT_DOUBLE_EQ(agreement.epc, 0.5);
    EXPECT_DOUBLE_EQ(agreement.sc, 1.0);
}

TEST(CurveAgreement, ShapeIsTheCosineOfTheRises) {
    // Rises 1, 0 against 0, 1: no agreement. Rises 1, 0 against 1, 1: 1 / sqrt(1 x 2).
    EXPECT_DOUBLE_EQ(curve_agreement(std::vector<double>{0, 1, 1}, std::vector<double>{0, 0, 1}).sc, 0.0);
    EXPECT_DOUBLE_EQ(curve_agreement(std::vector<double>{0, 1, 1}, std::vector<double>{0, 1, 2}).sc,
                     1.0 / std::sqrt(2.0));
}

TEST(CurveAgreement, SecantsSmoothOutNoise) {
    // Steps of 2 on one curve, of 1 on the other, equal every second point: secants over half of the four
    // points agree, those over one do not.
    const std::vector<double> coarse{0, 0, 2, 2};
    const std::vector<double> fine{0, 1, 2, 3};
    EXPECT_LT(curve_agreement(coarse, fine, 0.25).sc, 0.6);
    EXPECT_DOUBLE_EQ(curve_agreement(coarse, fine, 0.5).sc, 1.0);
}

TEST(CurveAgreement, ConstantCurvesHaveTheSameShapeAndNoneOfAnother) {
    const std::vector<double> low{2, 2, 2};
    const std::vector<double> high{3, 3, 3};
    EXPECT_EQ(curve_agreement(low, high).sc, 1.0);
    EXPECT_DOUBLE_EQ(curve_agreement(low, high).erd, 0.5);  // sqrt(3) / sqrt(12)
    EXPECT_EQ(curve_agreement(low, std::vector<double>{1, 2, 3}).sc, 0.0);
    const std::vector<double> zero{0, 0, 0};
    EXPECT_EQ(curve_agreement(zero, zero).erd, 0.0);
    EXPECT_EQ(curve_agreement(zero, zero).epc, 1.0);
    EXPECT_EQ(curve_agreement(zero, zero).sc, 1.0);
}

}  // namespace
}  // namespace wayout
