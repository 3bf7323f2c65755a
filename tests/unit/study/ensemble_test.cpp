#include "small_study.hpp"

#include "core/random.hpp"
#include "study/ensemble.hpp"
#include "study/run_plan.hpp"

#include <wayout/study_run.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <numeric>
#include <thread>

namespace wayout {
namespace {

using namespace small;

/// A member that costs nothing: its figure "x" is its replicate's place in a made-up order.
MemberResult fake(const MemberTask& task) {
    MemberResult member;
    member.variant = task.variant;
    member.replicate = task.replicate;
    member.seed = task.seed;
    member.exit_times_s = {1.0f};
    member.figures = {{"x", static_cast<double>((task.replicate * 7 + task.variant) % 10)}};
    return member;
}

/// Runs fake members in any order: of all tasks that can be had at once, the next to end is drawn.
class Shuffled : public MemberWorkers {
public:
    Shuffled(std::uint64_t seed, std::size_t at_once) : seed_(seed), at_once_(at_once) {}

    void work(const MemberRunner&, TaskSource& source) override {
        std::vector<MemberTask> running;
        while (true) {
            while (running.size() < at_once_) {
                std::optional<MemberTask> task = source.next();
                if (!task)
                    break;
                running.push_back(*std::move(task));
            }
            if (running.empty())
                return;
            const auto row = static_cast<std::size_t>(draw() * static_cast<double>(running.size()));
            MemberTask task = std::move(running[row]);
            running.erase(running.begin() + static_cast<std::ptrdiff_t>(row));
            // Now and then whoever had the task is lost.
            if (draw() < give_back_share) {
                source.give_back(std::move(task));
                ++given_back;
            } else {
                source.finished(fake(task));
                ++ended;
            }
        }
    }

    double give_back_share{0.0};
    int given_back{0};
    int ended{0};

private:
    double draw() { return uniform01(seed_, AgentId(0), Draw::study_sample, step_++); }
    std::uint64_t seed_;
    std::uint64_t step_{0};
    std::size_t at_once_;
};

class Threads : public MemberWorkers {
public:
    explicit Threads(int count) : count_(count) {}
    void work(const MemberRunner&, TaskSource& source) override {
        std::vector<std::jthread> threads;
        for (int i = 0; i < count_; ++i)
            threads.emplace_back([&source] {
                while (const std::optional<MemberTask> task = source.next()) source.finished(fake(*task));
            });
    }

private:
    int count_;
};

struct Ended {
    StudyOutcome outcome;
    std::vector<std::pair<int, int>> members;  ///< variant, replicate
    std::size_t draw_count{0};
};

/// Enough when the values of both variants have come to 60 in sum.
EnoughRule sum_rule() {
    return [sum = 0.0](std::span<const MemberResult* const> members) mutable {
        for (const MemberResult* member : members) sum += figure_of(*member, "x");
        return sum >= 60.0;
    };
}

Ended run(const std::shared_ptr<MemberWorkers>& workers, EnoughRule rule, int runs = 50,
          std::function<void(const StudyProgress&)> on_progress = {}) {
    Folder folder;
    StudySpec spec = plain_spec(runs, 2);
    spec.factors = {uniform_factor("a", 100, 200)};
    const StudyPlan plan = plan_of(spec);
    const MemberRunner runner(room_tree());
    StudyRunOptions options;
    options.folder = folder.path();
    options.workers = workers;
    options.on_progress = std::move(on_progress);
    Ended ended;
    const Result<StudyOutcome> outcome = run_plan(plan, runner, options, std::move(rule));
    EXPECT_TRUE(outcome.has_value()) << (outcome ? std::string() : as_lines(outcome.error()));
    if (!outcome)
        return ended;
    ended.outcome = *outcome;
    const Result<StudyStore> store = StudyStore::read(folder / "study.sqlite");
    const Result<std::vector<MemberResult>> members = store->members();
    for (const MemberResult& m : *members) ended.members.emplace_back(m.variant, m.replicate);
    ended.draw_count = store->study()->draws.size();
    return ended;
}

/// Replicates after which the rule is met, added up by hand: of replicate r the two variants have
/// (7 r) % 10 + (7 r + 1) % 10.
int replicates_by_hand() {
    int sum = 0;
    for (int r = 0;; ++r) {
        sum += (7 * r) % 10 + (7 * r + 1) % 10;
        if (sum >= 60)
            return r + 1;
    }
}

TEST(Ensemble, EndsAtTheSameReplicateForAnyOrderOfEnding) {
    const int expected = replicates_by_hand();
    ASSERT_GT(expected, 3);
    bool had_surplus = false;
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const auto workers = std::make_shared<Shuffled>(seed, 1 + seed % 9);
        const Ended ended = run(workers, sum_rule());
        EXPECT_EQ(ended.outcome.ending, StudyEnding::converged);
        EXPECT_EQ(ended.outcome.members, 2 * expected);
        // What was run beyond that is gone, its draws too.
        ASSERT_EQ(ended.members.size(), static_cast<std::size_t>(2 * expected)) << seed;
        for (const auto& [variant, replicate] : ended.members) EXPECT_LT(replicate, expected);
        EXPECT_EQ(ended.draw_count, static_cast<std::size_t>(expected));
        had_surplus = had_surplus || workers->ended > 2 * expected;
    }
    EXPECT_TRUE(had_surplus) << "no order ran anything for nothing: nothing was tested";
}

TEST(Ensemble, EndsAtTheSameReplicateForAnyNumberOfThreads) {
    for (const int threads : {1, 2, 5}) {
        const Ended ended = run(std::make_shared<Threads>(threads), sum_rule());
        EXPECT_EQ(ended.members.size(), static_cast<std::size_t>(2 * replicates_by_hand())) << threads;
    }
}

TEST(Ensemble, SaysWhenTheRuleWasNeverMet) {
    const Ended ended = run(
        std::make_shared<Shuffled>(1, 4), [](auto) { return false; }, 6);
    EXPECT_EQ(ended.outcome.ending, StudyEnding::not_converged);
    EXPECT_EQ(ended.members.size(), 12u);
    const Ended without_rule = run(std::make_shared<Shuffled>(1, 4), {}, 6);
    EXPECT_EQ(without_rule.outcome.ending, StudyEnding::complete);
    EXPECT_EQ(without_rule.members, ended.members);
}

TEST(Ensemble, TheRuleSeesEachReplicateOnceAndInOrder) {
    std::vector<int> seen;
    run(
        std::make_shared<Shuffled>(5, 8),
        [&seen](std::span<const MemberResult* const> members) {
            EXPECT_EQ(members.size(), 2u);
            EXPECT_EQ(members[0]->variant, 0);
            EXPECT_EQ(members[1]->variant, 1);
            EXPECT_EQ(members[0]->replicate, members[1]->replicate);
            seen.push_back(members[0]->replicate);
            return false;
        },
        20);
    std::vector<int> expected(20);
    std::iota(expected.begin(), expected.end(), 0);
    EXPECT_EQ(seen, expected);
}

TEST(Ensemble, TasksThatWereGivenBackAreRunByOthers) {
    const auto workers = std::make_shared<Shuffled>(9, 5);
    workers->give_back_share = 0.3;
    const Ended ended = run(workers, {}, 20);
    EXPECT_GT(workers->given_back, 5);
    EXPECT_EQ(ended.outcome.ending, StudyEnding::complete);
    EXPECT_EQ(ended.members.size(), 40u);
}

/// Some members fail; some results come twice, as from a program that had been taken for lost.
class Unlucky : public MemberWorkers {
public:
    void work(const MemberRunner&, TaskSource& source) override {
        while (const std::optional<MemberTask> task = source.next()) {
            MemberResult member = fake(*task);
            const MemberStatus statuses[] = {MemberStatus::done, MemberStatus::refused, MemberStatus::failed,
                                             MemberStatus::timed_out};
            member.status = statuses[task->replicate % 4];
            source.finished(member);
            source.finished(member);
        }
    }
};

TEST(Ensemble, CountsFailedMembersAndTakesEachResultOnce) {
    std::vector<StudyProgress> progress;
    const Ended ended =
        run(std::make_shared<Unlucky>(), {}, 8, [&](const StudyProgress& p) { progress.push_back(p); });
    EXPECT_EQ(ended.outcome.members, 16);
    EXPECT_EQ(ended.outcome.failed, 12);  // three of four replicates, two variants
    EXPECT_EQ(ended.members.size(), 16u);
    ASSERT_EQ(progress.size(), 16u);
    EXPECT_EQ(progress.back().done, 16);
    EXPECT_EQ(progress.back().failed, 12);
    EXPECT_EQ(progress.back().total, 16);
}

TEST(Ensemble, GoesOnWhereItWasInterrupted) {
    Folder folder;
    const StudyPlan plan = plan_of(plain_spec(50, 2));
    const MemberRunner runner(room_tree());
    StudyRunOptions options;
    options.folder = folder.path();
    for (int sitting = 0;; ++sitting) {
        ASSERT_LT(sitting, 50);
        int asked = 0;
        options.resume = sitting > 0;
        options.workers = std::make_shared<Shuffled>(static_cast<std::uint64_t>(sitting), 3);
        options.is_stop_requested = [&asked] { return ++asked > 5; };
        const Result<StudyOutcome> outcome = run_plan(plan, runner, options, sum_rule());
        ASSERT_TRUE(outcome.has_value()) << as_lines(outcome.error());
        if (outcome->ending != StudyEnding::interrupted) {
            EXPECT_EQ(outcome->ending, StudyEnding::converged);
            EXPECT_GT(sitting, 1);
            break;
        }
    }
    const Result<StudyStore> store = StudyStore::read(folder / "study.sqlite");
    EXPECT_EQ(store->members()->size(), static_cast<std::size_t>(2 * replicates_by_hand()));
}

TEST(Ensemble, RefusesToBecomeShorter) {
    Folder folder;
    const MemberRunner runner(room_tree());
    StudyRunOptions options;
    options.folder = folder.path();
    options.workers = std::make_shared<Threads>(1);
    ASSERT_TRUE(run_plan(plan_of(plain_spec(5)), runner, options).has_value());
    options.resume = true;
    const Result<StudyOutcome> shorter = run_plan(plan_of(plain_spec(3)), runner, options);
    ASSERT_FALSE(shorter.has_value());
    EXPECT_NE(as_lines(shorter.error()).find("has 5 runs of each variant already; ask for as many or more"),
              std::string::npos);
    const Result<StudyOutcome> longer = run_plan(plan_of(plain_spec(9)), runner, options);
    ASSERT_TRUE(longer.has_value());
    EXPECT_EQ(longer->members, 9);
}

}  // namespace
}  // namespace wayout
