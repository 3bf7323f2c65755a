#include <wayout/verification.hpp>

#include "core/phase_timer.hpp"
#include "core/thread_pool.hpp"
#include "verification/experiment.hpp"
#include "verification/test_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>

namespace wayout {
namespace {

/// An experiment of which at least one test was asked for, on its way through the machine.
struct Work {
    const Experiment* experiment{nullptr};
    std::vector<RunPlan> plans;
    std::vector<RunRecord> records;
    std::string planning_error;
    std::size_t runs_left{0};
    bool is_announced{false};
    double wall_s{0.0};
};

/// What no test may show, whatever else it measures.
std::string flaws_of(const Work& work) {
    for (const RunRecord& record : work.records) {
        if (!record.error.empty())
            return fmt::format("Seed {} could not run: {}", record.seed, record.error);
        if (record.violations.any())
            return fmt::format(
                "Wall test, seed {}: {} positions outside (worst {:.4f} m), {} steps through walls, {} steps "
                "with people missing; "
                "first: {}.",
                record.seed, record.violations.outside_count, record.violations.worst_outside_m,
                record.violations.wall_crossing_count, record.violations.conservation_count,
                record.violations.first);
    }
    if (work.experiment->everybody_leaves)
        for (const RunRecord& record : work.records)
            if (record.out != record.placed)
                return fmt::format("Seed {}: {} of {} people are still inside after {:.0f} s.", record.seed,
                                   record.placed - record.out, record.placed, record.end_s);
    return {};
}

bool could_all_run(const Work& work) {
    return work.planning_error.empty() &&
           std::all_of(work.records.begin(), work.records.end(),
                       [](const RunRecord& record) { return record.error.empty(); });
}

std::vector<Judgement> judgements_of(const Work& work, const Conditions& conditions) {
    std::vector<Judgement> judgements;
    if (could_all_run(work)) {
        try {
            judgements = work.experiment->judge(conditions, work.records);
        } catch (const std::exception& bug) {
            judgements = {Judgement{.measured = "could not be judged", .note = bug.what()}};
        }
    } else {
        judgements = {Judgement{.measured = "could not run", .note = work.planning_error}};
    }
    judgements.resize(work.experiment->tests.size(), judgements.front());
    const std::string flaws = flaws_of(work);
    for (Judgement& judgement : judgements)
        if (!flaws.empty()) {
            judgement.verdict = Verdict::fail;
            judgement.note = judgement.note.empty() ? flaws : flaws + " " + judgement.note;
        }
    return judgements;
}

std::vector<std::uint64_t> seeds_of(const Work& work) {
    std::vector<std::uint64_t> seeds;
    for (const RunRecord& record : work.records) seeds.push_back(record.seed);
    std::sort(seeds.begin(), seeds.end());
    seeds.erase(std::unique(seeds.begin(), seeds.end()), seeds.end());
    return seeds;
}

class Progress {
public:
    Progress(const VerificationOptions& options, int test_count)
        : options_(options), test_count_(test_count) {}

    void starts(Work& work) {
        const std::lock_guard lock(mutex_);
        if (work.is_announced)
            return;
        work.is_announced = true;
        if (options_.progress)
            for (const VerificationTest& test : work.experiment->tests)
                if (is_chosen(test.id, options_.only))
                    options_.progress(done_, test_count_, test);
    }

    void ran(Work& work, double wall_s) {
        const std::lock_guard lock(mutex_);
        work.wall_s += wall_s;
        if (--work.runs_left > 0)
            return;
        done_ += static_cast<int>(
            std::count_if(work.experiment->tests.begin(), work.experiment->tests.end(),
                          [&](const VerificationTest& test) { return is_chosen(test.id, options_.only); }));
    }

private:
    const VerificationOptions& options_;
    int test_count_;
    int done_{0};
    std::mutex mutex_;
};

std::vector<Work> chosen_work(const VerificationOptions& options, const Conditions& conditions) {
    std::vector<Work> chosen;
    for (const Experiment& experiment : verification_catalogue()) {
        const bool wanted =
            std::any_of(experiment.tests.begin(), experiment.tests.end(),
                        [&](const VerificationTest& test) { return is_chosen(test.id, options.only); });
        if (!wanted)
            continue;
        Work& work = chosen.emplace_back();
        work.experiment = &experiment;
        try {
            work.plans = experiment.plan(conditions);
        } catch (const std::exception& bug) {
            work.planning_error = bug.what();
        }
        for (RunPlan& plan : work.plans) plan.scenario.simulation.calibration = conditions.calibration;
        work.records.resize(work.plans.size());
        work.runs_left = work.plans.size();
    }
    return chosen;
}

/// Runs of all experiments side by side, the longest first; what each run leaves has its place, whoever runs
/// it.
void run_all(std::vector<Work>& all, int threads, Progress& progress) {
    struct Job {
        std::size_t work;
        std::size_t plan;
        double cost;
    };
    std::vector<Job> jobs;
    for (std::size_t w = 0; w < all.size(); ++w)
        for (std::size_t p = 0; p < all[w].plans.size(); ++p) jobs.push_back({w, p, all[w].plans[p].cost});
    std::stable_sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.cost > b.cost; });
    ThreadPool pool(threads);
    parallel_for(pool, jobs.size(), 1, [&](std::size_t begin, std::size_t end, std::size_t) {
        for (std::size_t j = begin; j < end; ++j) {
            Work& work = all[jobs[j].work];
            progress.starts(work);
            const Stopwatch wall;
            work.records[jobs[j].plan] = observe(work.plans[jobs[j].plan]);
            progress.ran(work, wall.elapsed_s());
        }
    });
}

}  // namespace

std::vector<VerificationTest> verification_tests() {
    std::vector<VerificationTest> tests;
    for (const Experiment& experiment : verification_catalogue())
        tests.insert(tests.end(), experiment.tests.begin(), experiment.tests.end());
    std::stable_sort(tests.begin(), tests.end(), [](const VerificationTest& a, const VerificationTest& b) {
        return comes_before(a.id, b.id);
    });
    return tests;
}

std::vector<VerificationRow> run_verification(const VerificationOptions& options) {
    const Conditions conditions{options.calibration, options.quick};
    std::vector<Work> all = chosen_work(options, conditions);
    int test_count = 0;
    for (const Work& work : all)
        for (const VerificationTest& test : work.experiment->tests)
            test_count += is_chosen(test.id, options.only) ? 1 : 0;
    Progress progress(options, test_count);
    run_all(all, options.threads, progress);

    std::vector<VerificationRow> rows;
    for (const Work& work : all) {
        const std::vector<Judgement> judgements = judgements_of(work, conditions);
        for (std::size_t k = 0; k < judgements.size(); ++k) {
            if (!is_chosen(work.experiment->tests[k].id, options.only))
                continue;
            VerificationRow& row = rows.emplace_back();
            row.test = work.experiment->tests[k];
            row.calibration = conditions.calibration;
            row.seeds = seeds_of(work);
            row.measured = judgements[k].measured;
            row.band = judgements[k].band;
            row.verdict = judgements[k].verdict;
            row.note = judgements[k].note;
            row.wall_s = work.wall_s;
            if (options.quick)
                row.note += row.note.empty() ? "Quick: fewer repeats." : " Quick: fewer repeats.";
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [](const VerificationRow& a, const VerificationRow& b) {
        return comes_before(a.test.id, b.test.id);
    });
    return rows;
}

}  // namespace wayout
