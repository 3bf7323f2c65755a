/// How the test for arches judges, by records made by hand: each has a twin that must fail.
#include "verification/experiment.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace wayout {
namespace {

constexpr Conditions quick{Calibration::lab, true};

const Experiment& arches() {
    for (const Experiment& experiment : verification_catalogue())
        if (experiment.tests[0].id == "WAYOUT-24")
            return experiment;
    throw std::runtime_error("no test for arches");
}

/// 100 people pass, one a second, after the `gap_after`-th one `gap_s`.
RunRecord passing(int gap_after, double gap_s) {
    RunRecord record;
    record.placed = record.out = 100;
    record.people.resize(100);
    std::vector<LineCrossing>& line = record.lines.emplace_back();
    double time_s = 0.0;
    for (AgentId person = 1; person <= 100; ++person) {
        line.push_back({time_s, person, true});
        time_s += static_cast<int>(person) == gap_after ? gap_s : 1.0;
    }
    return record;
}

Verdict verdict_with(const RunRecord& last) {
    std::vector<RunRecord> records(arches().plan(quick).size(), passing(0, 0.0));
    records.back() = last;
    return arches().judge(quick, records)[0].verdict;
}

TEST(ArchExperiment, FindsOneStandstillInOneRun) {
    EXPECT_EQ(verdict_with(passing(50, 4.9)), Verdict::pass);
    EXPECT_EQ(verdict_with(passing(50, 5.1)), Verdict::fail);
    EXPECT_EQ(verdict_with(passing(95, 60.0)), Verdict::pass);  // the last trickle
}

TEST(ArchExperiment, FailsWhenSomebodyIsLeftInside) {
    RunRecord record = passing(0, 0.0);
    record.out = 99;
    EXPECT_EQ(verdict_with(record), Verdict::fail);
}

TEST(ArchExperiment, TakesAHundredSeedsInFull) {
    EXPECT_EQ(arches().plan({Calibration::lab, false}).size(), 1800U);
    EXPECT_EQ(arches().plan(quick).size(), 36U);
}

}  // namespace
}  // namespace wayout
