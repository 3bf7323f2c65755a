#include "output/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace wayout {
namespace {

RunResults run_with_exit_times(const std::vector<double>& times) {
    RunResults r;
    for (const double t : times) {
        PersonResult p;
        p.id = static_cast<AgentId>(r.people.size() + 1);
        p.exit_time_s = t;
        p.outcome = std::isfinite(t) ? Outcome::out : Outcome::inside;
        r.people.push_back(p);
    }
    return r;
}

TEST(Percentile, IsTheNearestRank) {
    const std::vector<double> ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    EXPECT_EQ(percentile(ten, 0.5), 5.0);    // ceil(0.5 * 10) = 5th
    EXPECT_EQ(percentile(ten, 0.9), 9.0);    // ceil(9.000000000000002 - allowance) = 9th
    EXPECT_EQ(percentile(ten, 0.95), 10.0);  // ceil(9.5) = 10th
    EXPECT_EQ(percentile(ten, 0.01), 1.0);
    EXPECT_EQ(percentile({7.0}, 0.5), 7.0);
    EXPECT_TRUE(std::isnan(percentile({}, 0.5)));
}

TEST(EgressTimes, CountOnlyThoseWhoAreOut) {
    const EgressTimes t = egress_times(run_with_exit_times({40.0, 10.0, not_a_time, 20.0, 30.0}));
    EXPECT_EQ(t.first, 10.0);
    EXPECT_EQ(t.p50, 20.0);  // ceil(0.5 * 4) = 2nd
    EXPECT_EQ(t.last, 40.0);
    EXPECT_TRUE(std::isnan(egress_times(run_with_exit_times({not_a_time})).last));
}

PassageResult passage_with(const std::vector<double>& times) {
    PassageResult p;
    p.clear_width_m = 2.0;
    for (const double t : times) p.crossings.push_back({t, 1, 1});
    return p;
}

TEST(FlowOf, IsPersonsMinusOneOverTheTimeBetweenFirstAndLast) {
    const PassageFlow f = flow_of(passage_with({10.0, 12.0, 13.0, 14.0}), 10.0, 60.0);
    EXPECT_EQ(f.count, 4);
    EXPECT_EQ(f.first_s, 10.0);
    EXPECT_EQ(f.last_s, 14.0);
    EXPECT_DOUBLE_EQ(f.mean_flow_pps, 0.75);        // 3 / 4 s
    EXPECT_TRUE(std::isnan(f.sustained_flow_pps));  // fewer than ten
    EXPECT_DOUBLE_EQ(f.peak_flow_pps, 0.3);         // three in (10, 20], one in (0, 10]
    EXPECT_EQ(f.peak_from_s, 10.0);
}

TEST(FlowOf, LeavesATenthAtEachEndOutOfTheSustainedFlow) {
    // Two stragglers; the eight between them come every second: 7 / 7 s = 1.
    const PassageFlow f =
        flow_of(passage_with({0.0, 50.0, 51.0, 52.0, 53.0, 54.0, 55.0, 56.0, 57.0, 99.0}), 10.0, 100.0);
    EXPECT_DOUBLE_EQ(f.sustained_flow_pps, 1.0);
    EXPECT_DOUBLE_EQ(f.mean_flow_pps, 9.0 / 99.0);
}

TEST(FlowOf, HasNoFlowForOnePersonOrNobody) {
    EXPECT_TRUE(std::isnan(flow_of(passage_with({5.0}), 10.0, 60.0).mean_flow_pps));
    EXPECT_TRUE(std::isnan(flow_of(passage_with({5.0, 5.0}), 10.0, 60.0).mean_flow_pps));
    EXPECT_EQ(flow_of(passage_with({}), 10.0, 60.0).count, 0);
}

TEST(FlowOf, IgnoresAShortLastIntervalForThePeak) {
    // One person in the last 0.1 s would be 10 per second.
    EXPECT_DOUBLE_EQ(flow_of(passage_with({5.0, 20.05}), 10.0, 20.1).peak_flow_pps, 0.1);
}

TEST(Intervals, CoverTheRunAndIncludeTheirEnd) {
    EXPECT_EQ(interval_ends(10.0, 25.0), (std::vector<double>{10.0, 20.0, 25.0}));
    EXPECT_EQ(interval_ends(10.0, 20.0), (std::vector<double>{10.0, 20.0}));
    EXPECT_EQ(interval_ends(10.0, 4.0), (std::vector<double>{4.0}));
    PassageResult p = passage_with({0.0, 10.0, 10.001, 25.0});
    p.crossings[2].direction = -1;
    const std::vector<IntervalCount> counts = count_intervals(p, 10.0, 25.0);
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(counts[0].forward, 2);
    EXPECT_EQ(counts[1].forward, 0);
    EXPECT_EQ(counts[1].back, 1);
    EXPECT_EQ(counts[2].forward, 1);
}

TEST(PassageKeys, TellTheJointsOfAStairApart) {
    RunResults r;
    for (const auto& [kind, id] : {std::pair(PassageKind::exit, "a"), std::pair(PassageKind::joint, "s"),
                                   std::pair(PassageKind::joint, "t"), std::pair(PassageKind::joint, "s")}) {
        PassageResult p;
        p.kind = kind;
        p.id = id;
        r.passages.push_back(p);
    }
    EXPECT_EQ(passage_keys(r), (std::vector<std::string>{"a", "s/1", "t/1", "s/2"}));
}

}  // namespace
}  // namespace wayout
