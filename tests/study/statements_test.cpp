/// What the commands of many runs say, held against what is known: by hand, by symmetry, by closed forms.
#include "core/random.hpp"
#include "study/influence.hpp"
#include "study/variant_ranges.hpp"

#include <wayout/questions.hpp>
#include <wayout/study_results.hpp>
#include <wayout/study_run.hpp>

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

namespace wayout {
namespace {

namespace fs = std::filesystem;

class Statements : public ::testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "wayout-statements-XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path write(const char* name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    StudyRunOptions into(const char* name) const {
        StudyRunOptions options;
        options.folder = folder_ / name;
        options.program = "test";
        return options;
    }

    fs::path folder_;
};

std::string problems(const Errors& errors) {
    std::string text;
    for (const Error& error : errors) text += error.where + " | " + error.message + "\n";
    return text;
}

// ---------------------------------------------------------------- closures

/// A room of 12 m by 8 m with an exit of 2 m in the middle of each short side and one of the same width, far
/// from the people's middle, in a corner; a side room behind a door.
std::string closures_room(bool other_order, bool with_side_room) {
    const std::string west = R"({"id": "west", "line": [[0, 3], [0, 5]]})";
    const std::string east = R"({"id": "east", "line": [[12, 3], [12, 5]]})";
    const std::string side = R"("walls": [{"line": [[4, 8], [8, 8]], "thickness_m": 0.1}],)";
    return fmt::format(
        R"({{"wayout_version": 1, "name": "Closures", "venue": {{"name": "Room",
        "storeys": [{{"id": "g", "name": "Ground", {} "floor": {{"outer": {}}}}}],
        {} "exits": [{}, {}],
        "zones": [{{"id": "room", "name": "Room", "rect": [0, 0, 12, 8]}}{}]}},
        "people": {{"populations": [
            {{"id": "guests", "profile": "weidmann-adult", "count": 40, "in": {{"zones": ["room"]}}, "pre_movement_s": 0,
              "exit_choice": "quickest"}}{}]}},
        "simulation": {{"duration_s": 120, "seed": 5}}}})",
        with_side_room ? side : "",
        with_side_room ? "[[0, 0], [12, 0], [12, 8], [8, 8], [8, 12], [4, 12], [4, 8], [0, 8]]"
                       : "[[0, 0], [12, 0], [12, 8], [0, 8]]",
        with_side_room ? R"("doors": [{"id": "side-door", "line": [[5.4, 8], [6.6, 8]]}],)" : "",
        other_order ? east : west, other_order ? west : east,
        with_side_room ? R"(, {"id": "side", "name": "Side room", "rect": [4.2, 8.4, 7.8, 11.8]})" : "",
        with_side_room
            ? R"(, {"id": "aside", "profile": "weidmann-adult", "count": 5, "in": {"zones": ["side"]}, "pre_movement_s": 0})"
            : "");
}

std::map<std::string, Closure> by_id(const std::vector<Closure>& closures) {
    std::map<std::string, Closure> map;
    for (const Closure& closure : closures) map[closure.ids.front()] = closure;
    return map;
}

TEST_F(Statements, ExitsThatAreAlikeHaveEqualRanksInAnyOrder) {
    ClosureOptions options;
    options.runs = 10;
    options.worst = 2;
    const Result<ClosureResults> results =
        rank_closures(write("a.json", closures_room(false, false)), options, into("a"));
    ASSERT_TRUE(results.has_value()) << problems(results.error());
    ASSERT_EQ(results->singles.size(), 2u);
    for (const Closure& closure : results->singles) {
        EXPECT_EQ(closure.rank, 1) << closure.name;
        EXPECT_TRUE(closure.cut_off.empty()) << closure.cut_off;
        // Negative control: the closure is felt, so that equal ranks are no sign of nothing being closed.
        EXPECT_TRUE(closure.delay.is_real);
        EXPECT_GT(closure.delay.mean, 1.0);
    }
    // Both at once: nobody gets out.
    ASSERT_EQ(results->pairs.size(), 1u);
    EXPECT_TRUE(!results->pairs[0].cut_off.empty() || results->pairs[0].stranded_mean == 40.0);

    const Result<ClosureResults> turned =
        rank_closures(write("b.json", closures_room(true, false)), options, into("b"));
    ASSERT_TRUE(turned.has_value());
    const std::map<std::string, Closure> one = by_id(results->singles), other = by_id(turned->singles);
    for (const char* id : {"west", "east"}) EXPECT_EQ(one.at(id).rank, other.at(id).rank) << id;
}

TEST_F(Statements, TheOnlyDoorOfADeadEndMattersMost) {
    ClosureOptions options;
    options.runs = 8;
    options.worst = 0;
    for (const bool other_order : {false, true}) {
        const Result<ClosureResults> results =
            rank_closures(write("room.json", closures_room(other_order, true)), options,
                          into(other_order ? "turned" : "straight"));
        ASSERT_TRUE(results.has_value()) << problems(results.error());
        ASSERT_EQ(results->singles.size(), 3u);
        const Closure& first = results->singles.front();
        EXPECT_EQ(first.ids.front(), "side-door");
        EXPECT_EQ(first.rank, 1);
        // Either it is found before the run that they cannot get out, or the five of the side room stay
        // inside.
        EXPECT_TRUE(!first.cut_off.empty() || first.stranded_mean == 5.0) << first.stranded_mean;
        for (const char* id : {"west", "east"}) {
            EXPECT_EQ(by_id(results->singles).at(id).rank, 2) << id;
            EXPECT_EQ(by_id(results->singles).at(id).stranded_mean, 0.0);
        }
    }
}

// ---------------------------------------------------------------- capacity

// The exit lets q = 0.8 persons per second through. The room is 6 m by 5 m and the exit 3 m wide, people
// start at once: of 40 and more the first is about half a metre away, t0 = 0.5 m / 1.34 m/s = 0.4 s. Person
// number N passes at t0 + (N - 1) / q, so that within T = 60 s come N = q (T - t0) + 1 = 48.7 people: 48.
TEST_F(Statements, CapacityOfOneExitIsThatOfTheHandCalculation) {
    const fs::path room = write("room.json", R"({"wayout_version": 1, "name": "Capacity",
        "venue": {"name": "Room", "storeys": [{"id": "g", "name": "Ground", "floor": {"rect": [0, 0, 6, 5]}}],
                  "exits": [{"id": "only", "line": [[0, 1], [0, 4]], "flow_limit": {"persons_per_s": 0.8}}]},
        "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": 40, "in": {"storeys": ["g"]},
                   "pre_movement_s": 0}]},
        "simulation": {"duration_s": 200, "seed": 2}})");
    const auto capacity = [&](double limit_s, const char* folder) {
        CapacityOptions options;
        options.time_limit_s = limit_s;
        options.max_runs = 12;
        options.precision_frac = 0.01;
        const Result<CapacityResults> results = find_capacity(room, options, into(folder));
        EXPECT_TRUE(results.has_value()) << (results ? std::string() : problems(results.error()));
        if (!results)
            return 0;
        EXPECT_FALSE(results->is_upper_end);
        return results->people;
    };
    const double q = 0.8, t0_s = 0.4;
    EXPECT_NEAR(capacity(60.0, "long"), q * (60.0 - t0_s) + 1.0, 0.05 * 48.7);
    EXPECT_NEAR(capacity(45.0, "short"), q * (45.0 - t0_s) + 1.0, 0.05 * 36.7);
}

TEST_F(Statements, CapacityWithoutALimitIsRefused) {
    const fs::path room = write("room.json", closures_room(false, false));
    const Result<CapacityResults> results = find_capacity(room, {}, into("out"));
    ASSERT_FALSE(results.has_value());
    EXPECT_NE(problems(results.error()).find("give --time-limit in seconds, or a fire"), std::string::npos);
}

// ---------------------------------------------------------------- ranges

MemberResult fake_member(int variant, int replicate, double value) {
    MemberResult member;
    member.variant = variant;
    member.replicate = replicate;
    member.figures = {{"people.harmed", 0.0}, {"people.placed", 1.0}, {"x", value}};
    return member;
}

/// A lognormal number: skewed, as egress times are.
double drawn(std::uint64_t seed, std::uint64_t step) {
    return std::exp(0.4 * standard_normal(seed, AgentId{0}, Draw::study_sample, step));
}

// The share of the truth below rank k of n is k / (n + 1) on average, and the band from 5 to 95 % lies
// between the ranks 0.05 (n + 1) and 0.95 (n + 1): it holds 90 % of new runs. Ranks counted as 1 + share (n -
// 1) would hold 84 % for 30 runs, far outside of the scatter allowed.
TEST(Ranges, BandHoldsNineOfTenNewRuns) {
    constexpr int studies = 400, new_runs = 50;
    for (const int n : {30, 200}) {
        int inside = 0;
        double variance_sum = 0.0;
        for (int study = 0; study < studies; ++study) {
            const auto seed = static_cast<std::uint64_t>(1000 * n + study);
            std::vector<MemberResult> members;
            for (int r = 0; r < n; ++r)
                members.push_back(fake_member(0, r, drawn(seed, static_cast<std::uint64_t>(r))));
            VariantResults variant;
            describe_variant(members, 0.0, variant);
            const FigureRange* x = variant.figure("x");
            ASSERT_NE(x, nullptr);
            int of_study = 0;
            for (int i = 0; i < new_runs; ++i) {
                const double value = drawn(seed, static_cast<std::uint64_t>(n + i));
                of_study += value >= x->low && value <= x->high ? 1 : 0;
            }
            inside += of_study;
            const double deviation = of_study / static_cast<double>(new_runs) - 0.9;
            variance_sum += deviation * deviation;
        }
        const double share = inside / static_cast<double>(studies * new_runs);
        // Three standard errors, from the scatter of the studies themselves.
        const double scatter = 3.0 * std::sqrt(variance_sum) / studies;
        EXPECT_NEAR(share, 0.9, scatter) << n;
        EXPECT_LT(scatter, 0.02);
    }
}

// The truth from 2,000 runs, then studies of 30: the 95 % interval of the mean holds it in about 95 % of
// them.
TEST(Ranges, IntervalOfTheMeanHoldsTheTruth) {
    double truth = 0.0;
    for (std::uint64_t i = 0; i < 2000; ++i) truth += drawn(1, i) / 2000.0;
    constexpr int studies = 300;
    int holds = 0;
    for (int study = 0; study < studies; ++study) {
        std::vector<MemberResult> members;
        for (int r = 0; r < 30; ++r)
            members.push_back(fake_member(
                0, r, drawn(static_cast<std::uint64_t>(100 + study), static_cast<std::uint64_t>(r))));
        VariantResults variant;
        describe_variant(members, 0.0, variant);
        const FigureRange* x = variant.figure("x");
        holds += x->mean_interval.low <= truth && truth <= x->mean_interval.high ? 1 : 0;
    }
    // BCa intervals of 30 skewed values fall short of 95 % by one to three points; three standard errors
    // are 3.8.
    EXPECT_GE(holds, static_cast<int>(0.88 * studies));
    EXPECT_LE(holds, static_cast<int>(0.985 * studies));
}

// ---------------------------------------------------------------- fixes

/// A study of one measure with made-up runs, of which the second of a pair is better by `effect`.
StudyResults with_measure(std::uint64_t seed, double effect) {
    StudyResults results;
    results.spec.output = "x";
    for (const char* id : {"as-is", "measure"}) {
        results.spec.variants.push_back({id, id, {}, 2.0, {}});
        VariantResults variant;
        variant.id = variant.name = id;
        variant.cost = 2.0;
        results.variants.push_back(variant);
    }
    for (int v = 0; v < 2; ++v)
        for (int r = 0; r < 12; ++r)
            results.members.push_back(fake_member(
                v, r, 10.0 + drawn(seed, static_cast<std::uint64_t>(2 * r + v)) - (v == 1 ? effect : 0.0)));
    results.differences = compare_variants(results.spec, results.members);
    return results;
}

TEST(Fixes, AMeasureWithoutEffectIsRarelyCalledReal) {
    constexpr int repeats = 600;
    int called_real = 0, found = 0;
    for (int i = 0; i < repeats; ++i) {
        const auto seed = static_cast<std::uint64_t>(7000 + i);
        const Result<FixResults> none = rank_fixes(with_measure(seed, 0.0), "x");
        ASSERT_TRUE(none.has_value());
        ASSERT_EQ(none->fixes.size(), 1u);
        called_real += none->fixes[0].effect.is_real ? 1 : 0;
        EXPECT_EQ(std::isnan(none->fixes[0].effect_per_cost), !none->fixes[0].effect.is_real);
        const Result<FixResults> real = rank_fixes(with_measure(seed, 1.0), "x");
        found += real->fixes[0].is_better ? 1 : 0;
    }
    // 5 %, and three standard errors of 600 repeats; not none either: the test is exact.
    const double scatter = 3.0 * std::sqrt(0.05 * 0.95 / repeats);
    EXPECT_LE(called_real / static_cast<double>(repeats), 0.05 + scatter);
    EXPECT_GE(called_real / static_cast<double>(repeats), 0.05 - scatter);
    // Negative control: an effect of more than two standard deviations of the runs is found nearly always.
    EXPECT_GE(found, static_cast<int>(0.95 * repeats));
}

TEST(Fixes, AreRankedByWhatTheyDo) {
    StudyResults results = with_measure(1, 1.0);
    const std::pair<const char*, double> measures[] = {{"worse", -1.0}, {"better", 2.0}, {"none", 0.0}};
    for (const auto& [id, effect] : measures) {
        const int v = static_cast<int>(results.variants.size());
        results.spec.variants.push_back({id, id, {}, 0.0, {}});
        VariantResults variant;
        variant.id = variant.name = id;
        results.variants.push_back(variant);
        for (int r = 0; r < 12; ++r)
            results.members.push_back(
                fake_member(v, r,
                            results.members[static_cast<std::size_t>(r)].figures[2].value - effect +
                                0.01 * drawn(3, static_cast<std::uint64_t>(100 * v + r)) - 0.0107));
    }
    results.differences = compare_variants(results.spec, results.members);
    const Result<FixResults> fixes = rank_fixes(results, "x");
    ASSERT_TRUE(fixes.has_value());
    std::vector<std::string> order;
    for (const Fix& fix : fixes->fixes) order.push_back(fix.id);
    EXPECT_EQ(order, (std::vector<std::string>{"better", "measure", "none", "worse"}));
    EXPECT_TRUE(fixes->fixes[1].is_better);
    EXPECT_NEAR(fixes->fixes[1].effect_per_cost, std::abs(fixes->fixes[1].effect.mean) / 2.0, 1e-12);
    EXPECT_FALSE(fixes->fixes[3].is_better);
    EXPECT_FALSE(rank_fixes(results, "no.such").has_value());
}

// ---------------------------------------------------------------- sensitivity

/// Everybody starts to walk after the same time, so that the last is out at delay + way: the delay and the
/// seed add up. The end of the run, which comes far later, moves nothing.
class Sensitivity : public Statements {
protected:
    StudyResults run(const char* keys, const char* folder) const {
        write("room.json", R"({"wayout_version": 1, "name": "Room",
            "venue": {"name": "Room", "storeys": [{"id": "g", "name": "Ground", "floor": {"rect": [0, 0, 10, 6]}}],
                      "exits": [{"id": "only", "line": [[0, 2], [0, 4]]}]},
            "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": 2, "in": {"storeys": ["g"]},
                       "pre_movement_s": 5}]},
            "simulation": {"duration_s": 100, "seed": 4}})");
        const fs::path file =
            write("study.json", fmt::format(R"({{"wayout_study": 1, "scenario": "room.json", "runs": 64,
            "output": "egress_time_s.last", "vary": [
            {{"name": "delay", "set": "people.populations[guests].pre_movement_s",
              "by": {{"distribution": "uniform", "min": 2, "max": 14}}}},
            {{"name": "end of the run", "group": "nothing", "set": "simulation.duration_s",
              "by": {{"distribution": "uniform", "min": 80, "max": 120}}}}], {}}})",
                                            keys));
        const Result<StudySpec> spec = read_study(file);
        EXPECT_TRUE(spec.has_value()) << (spec ? std::string() : problems(spec.error()));
        const Result<StudyOutcome> outcome = run_study(*spec, into(folder));
        EXPECT_TRUE(outcome.has_value()) << (outcome ? std::string() : problems(outcome.error()));
        Result<StudyResults> results = read_study_results(folder_ / folder);
        EXPECT_TRUE(results.has_value());
        return *std::move(results);
    }
    static const VarianceShare& share(const StudyResults& results, const std::string& name) {
        return *std::find_if(results.shares.begin(), results.shares.end(),
                             [&](const VarianceShare& s) { return s.name == name; });
    }
};

TEST_F(Sensitivity, FindsTheStructureThatIsKnown) {
    for (const char* of : {"inputs", "parts"}) {
        const bool by_parts = std::string(of) == "parts";
        const StudyResults results =
            run(fmt::format(R"("design": "sensitivity", "sensitivity_of": "{}")", of).c_str(), of);
        ASSERT_EQ(results.shares.size(), 3u) << results.shares_note;
        const VarianceShare& delay = share(results, by_parts ? "crowd" : "delay");
        const VarianceShare& nothing = share(results, by_parts ? "nothing" : "end of the run");
        const VarianceShare& seed = share(results, "seed");
        // What does nothing has exactly nothing: its runs are the same.
        EXPECT_EQ(nothing.total, 0.0);
        EXPECT_LE(nothing.total_interval.low, 0.0);
        EXPECT_GE(nothing.total_interval.high, 0.0);
        EXPECT_NEAR(nothing.first, 0.0, 1e-9);
        // The others add up, and interact with nobody.
        EXPECT_GT(delay.total, 0.3);
        EXPECT_GT(seed.total, 0.02);
        EXPECT_NEAR(delay.total + seed.total, 1.0, 0.15);
        EXPECT_NEAR(delay.first + seed.first, 1.0, 0.2);
        EXPECT_NEAR(delay.first, delay.total, 0.2);
        // Variance of the delay by hand: (14 - 2)^2 / 12 = 12 s2; that of the ways from the runs without it.
        double mean = 0.0, square = 0.0;
        int count = 0;
        for (const MemberResult& member : results.members)
            if (member.replicate < 128) {
                const double value = figure_of(member, "egress_time_s.last");
                mean += value;
                square += value * value;
                ++count;
            }
        mean /= count;
        const double variance = square / count - mean * mean;
        EXPECT_NEAR(delay.total, 12.0 / variance, 0.2) << variance;
    }
}

TEST_F(Sensitivity, SeedsOfTheSameDrawTellInputsFromChance) {
    const StudyResults results = run(R"("design": "latin_hypercube", "seeds_per_draw": 3)", "split");
    ASSERT_EQ(results.shares.size(), 2u) << results.shares_note;
    const double inputs = share(results, "all inputs").first, seed = share(results, "seed").first;
    EXPECT_NEAR(inputs + seed, 1.0, 1e-9);
    EXPECT_GT(inputs, 0.3);
    EXPECT_GT(seed, 0.02);
    // By ranks the delay is what counts, and the end of the run is not.
    ASSERT_EQ(results.weights.size(), 2u);
    EXPECT_EQ(results.weights[0].name, "delay");
    EXPECT_GT(results.weights[0].interval.low, 0.3);
    EXPECT_LT(std::abs(results.weights[1].weight), 0.25);
}

}  // namespace
}  // namespace wayout
