/// Probabilities of statements against hand values, and weights of small ensembles.
#include "reporting/conditioning.hpp"
#include "reporting/synthetic_reports.hpp"
#include "statistics/weighted_sample.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

namespace wayout {
namespace {

double phi(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// Without lag, share or relative error: figures are N(truth, sd).
ReportingModel plain_model(double sd) {
    ReportingModel model;
    for (KindModel& kind : model.kinds) kind = {0.0, 0.0, 1.0, 0.0, 1.0};
    model.count_sd = sd;
    return model;
}

Statement about(ReportedQuantity quantity) {
    Statement s;
    s.id = "s";
    s.kind = SourceKind::official;
    s.subject.quantity = quantity;
    return s;
}

double probability(const Statement& s, const ReportingModel& model, float truth) {
    const std::array<float, 1> values{truth};
    const std::array<float, 1> hundred{100.0F};
    const TruthCourse whole{1.0, hundred};
    return probability_of(s, model, {1.0, values}, &whole);
}

TEST(Likelihood, OfValuesBoundsAndRangesIsTheNormalLaw) {
    const ReportingModel model = plain_model(4.0);
    Statement value = about(ReportedQuantity::evacuated);
    value.value = 50.0;
    EXPECT_NEAR(probability(value, model, 52.0F), phi(-1.5 / 4.0) - phi(-2.5 / 4.0), 1e-12);
    Statement least = about(ReportedQuantity::evacuated);
    least.min = 40.0;
    EXPECT_NEAR(probability(least, model, 42.0F), 1.0 - phi(-2.5 / 4.0), 1e-12);
    Statement range = about(ReportedQuantity::evacuated);
    range.min = 40.0;
    range.max = 45.0;
    EXPECT_NEAR(probability(range, model, 42.0F), phi(3.5 / 4.0) - phi(-2.5 / 4.0), 1e-12);
    Statement rising = value;
    rising.trend = Trend::may_rise;
    EXPECT_NEAR(probability(rising, model, 52.0F), 1.0 - phi(-2.5 / 4.0), 1e-12);
    Statement none = about(ReportedQuantity::evacuated);
    none.value = 0.0;
    EXPECT_NEAR(probability(none, model, 0.0F), phi(0.5 / 4.0), 1e-12);  // all below zero is told as zero
    Statement share = about(ReportedQuantity::evacuated);
    share.percent = 50.0;
    share.of_quantity = ReportedQuantity::present;
    EXPECT_NEAR(probability(share, model, 52.0F), phi(-1.5 / 2.0) - phi(-2.5 / 2.0), 1e-12);
}

TEST(Likelihood, OfAPartCountsTheWholeToo) {
    const ReportingModel model = plain_model(4.0);
    Statement s = about(ReportedQuantity::injured);
    s.value = 20.0;
    s.whole = 103.0;
    s.of_quantity = ReportedQuantity::evacuated;
    ReportingModel early = model;
    early.injured_self_frac = 0.0;
    EXPECT_NEAR(probability(s, early, 20.0F), (phi(0.125) - phi(-0.125)) * (phi(3.5 / 4.0) - phi(2.5 / 4.0)),
                1e-12);
    EXPECT_NEAR(probability_by_chance(s, 99.0, 199.0), 1.0 / 100.0 / 200.0, 1e-12);
}

TEST(Likelihood, LagLooksBackAtTheTruth) {
    ReportingModel model = plain_model(1.0);
    model.of(SourceKind::official).lag_median_s = 100.0;
    const std::vector<float> rising{0.0F, 100.0F, 200.0F, 300.0F};
    const TruthCourse truth{100.0, rising};
    const auto laws =
        figure_laws(model, SourceKind::official, ReportedQuantity::evacuated, false, 250.0, truth);
    ASSERT_EQ(laws.size(), 1u);
    EXPECT_NEAR(laws[0].mean, 150.0, 1e-9);
    EXPECT_NEAR(truth.at(1e6), 300.0, 1e-9);
    EXPECT_NEAR(truth.at(-5.0), 0.0, 1e-9);
}

struct TwoMembers {
    std::map<std::string, std::vector<float>> low{{"evacuated", {10.0F}}, {"still_inside", {90.0F}}};
    std::map<std::string, std::vector<float>> high{{"evacuated", {30.0F}}, {"still_inside", {70.0F}}};
    std::vector<CourseLookup> lookups() const {
        const auto look = [](const auto& courses) {
            return [&courses](const std::string& key) -> std::optional<TruthCourse> {
                const auto found = courses.find(key);
                return found == courses.end() ? std::nullopt : std::optional(TruthCourse{1.0, found->second});
            };
        };
        return {look(low), look(high)};
    }
};

TEST(Likelihood, WhatIsNotModelledAndWhatIsSupersededDoesNotCount) {
    const TwoMembers two;
    Ledger ledger;
    ledger.model = plain_model(5.0);
    Statement dead = about(ReportedQuantity::dead);
    dead.id = "d";
    dead.value = 7.0;
    Statement old = about(ReportedQuantity::evacuated);
    old.id = "old";
    old.value = 10.0;
    Statement fresh = old;
    fresh.id = "new";
    fresh.value = 30.0;
    fresh.supersedes = {"old"};
    ledger.statements = {dead, old, fresh};
    const LikelihoodTable table = likelihoods_of(ledger, standings_of(ledger), two.lookups());
    EXPECT_FALSE(table.uses[0].is_counted);
    EXPECT_NE(table.uses[0].why_not.find("not modelled"), std::string::npos);
    EXPECT_FALSE(table.uses[1].is_counted);
    EXPECT_TRUE(table.uses[2].is_counted);
    EXPECT_NEAR(table.log_likelihood[1], std::log(phi(0.1) - phi(-0.1)), 1e-9);
    EXPECT_GT(table.log_likelihood[1], table.log_likelihood[0]);
}

TEST(Likelihood, TheMissingAreJudgedByThoseStillInside) {
    const TwoMembers two;
    Ledger ledger;
    ledger.model = plain_model(5.0);
    ledger.model.missing_excess_frac = 0.0;
    Statement missing = about(ReportedQuantity::missing);
    missing.value = 90.0;
    ledger.statements = {missing};
    const LikelihoodTable table = likelihoods_of(ledger, standings_of(ledger), two.lookups());
    EXPECT_GT(table.log_likelihood[0], table.log_likelihood[1] + 5.0);
}

TEST(Conditioning, BelievesLessWhereFewMembersAgree) {
    std::vector<std::map<std::string, std::vector<float>>> members;
    EnsemblePoints ensemble;
    ensemble.rounds = {{Proposal{}, 100}};
    for (int i = 0; i < 100; ++i) {
        members.push_back({{"present", {static_cast<float>(10 * i)}}});
        ensemble.points.push_back({0.0});
    }
    std::vector<CourseLookup> lookups;
    for (const auto& m : members)
        lookups.push_back([&m](const std::string& key) -> std::optional<TruthCourse> {
            return m.count(key) ? std::optional(TruthCourse{1.0, m.at(key)}) : std::nullopt;
        });
    Ledger ledger;
    ledger.model = plain_model(3.0);
    Statement s = about(ReportedQuantity::present);
    s.value = 500.0;
    ledger.statements = {s};
    const Conditioned sharp = condition(ledger, standings_of(ledger), ensemble, lookups);
    EXPECT_LT(sharp.full_effective, 2.0);
    EXPECT_LT(sharp.belief, 1.0);
    EXPECT_NEAR(sharp.effective, least_effective, 0.1);
    ledger.model = plain_model(100.0);
    const Conditioned wide = condition(ledger, standings_of(ledger), ensemble, lookups);
    EXPECT_EQ(wide.belief, 1.0);
    EXPECT_EQ(wide.weights, wide.full_weights);
    EXPECT_NEAR(wide.prior_effective, 100.0, 1e-9);
}

TEST(Conditioning, AsksForMoreOnlyWhereItIsNeeded) {
    SamplingSettings settings;
    EnsemblePoints ensemble;
    Conditioned none;
    EXPECT_EQ(next_round(settings, ensemble, none).count, 30u);
    ensemble.rounds = {{Proposal{}, 100}};
    ensemble.points.assign(100, {0.0});
    Conditioned enough;
    enough.full_effective = 80.0;
    EXPECT_EQ(next_round(settings, ensemble, enough).count, 0u);
    settings.at_most = 150;
    EXPECT_EQ(next_round(settings, ensemble, enough).count, 0u);
    Conditioned few;
    few.full_effective = 3.0;
    few.full_weights.assign(100, 0.01);
    EXPECT_GT(next_round(settings, ensemble, few).count, 0u);
}

TEST(SyntheticReports, AreTheSameForTheSameSeed) {
    const TwoMembers two;
    const std::vector<PlannedStatement> plan{
        {100.0, SourceKind::press, about(ReportedQuantity::evacuated).subject, true},
        {50.0, SourceKind::official, about(ReportedQuantity::dead).subject, false},
        {10.0, SourceKind::witness, about(ReportedQuantity::evacuated).subject, false}};
    const Ledger ledger = synthetic_ledger(two.lookups()[1], plan, ReportingModel{}, 5);
    ASSERT_EQ(ledger.statements.size(), 2u);  // the dead are not modelled
    EXPECT_EQ(ledger.statements[0].id, "r3");
    EXPECT_EQ(as_reports_file(ledger),
              as_reports_file(synthetic_ledger(two.lookups()[1], plan, ReportingModel{}, 5)));
    EXPECT_NE(as_reports_file(ledger),
              as_reports_file(synthetic_ledger(two.lookups()[1], plan, ReportingModel{}, 6)));
}

TEST(WeightedSample, IsThePlainOneForEqualWeights) {
    const std::vector<double> values{5.0, 1.0, 4.0, 2.0, 3.0, 9.0, 8.0, 6.0, 7.0};
    const std::vector<double> weights(9, 1.0 / 9.0);
    constexpr std::array<double, 3> shares{0.1, 0.5, 0.75};
    const std::vector<double> limits = weighted_limits(values, weights, shares);
    EXPECT_NEAR(limits[0], 1.0, 1e-9);  // position 0.1 (9 + 1) = 1
    EXPECT_NEAR(limits[1], 5.0, 1e-9);
    EXPECT_NEAR(limits[2], 7.5, 1e-9);
    EXPECT_NEAR(effective_size(weights), 9.0, 1e-9);
    const std::vector<double> one{0.0, 1.0};
    EXPECT_EQ(effective_size(one), 1.0);
    EXPECT_NEAR(weighted_limits(std::vector<double>{3.0, 8.0}, one, shares)[1], 8.0, 1e-9);
    const std::vector<double> nothing{-INFINITY, -INFINITY};
    EXPECT_EQ(weights_of_logs(nothing)[0], 0.5);
    EXPECT_NEAR(weights_of_logs(std::vector<double>{-1000.0, -1000.0 + std::log(3.0)})[1], 0.75, 1e-12);
}

}  // namespace
}  // namespace wayout
