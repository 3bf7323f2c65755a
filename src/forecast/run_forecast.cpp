/// `wayout forecast`: what is there is weighed, and what is missing is run.
#include "core/phase_timer.hpp"
#include "forecast/forecast_figures.hpp"
#include "forecast/forecast_setup.hpp"
#include "forecast/member_pool.hpp"
#include "forecast/study_members.hpp"
#include "study/member_workers.hpp"

#include <wayout/forecast.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <numeric>
#include <set>
#include <utility>

namespace wayout {
namespace {

/// In a later forecast at most so large a share of the members is run anew, when few of those there agree
/// with the reports. [D]
constexpr double renewed_share = 0.5;

/// Members that are planned at a time: what is planned is run, also in a later sitting that asks for fewer.
constexpr std::size_t most_planned = 32;

/// What members are run within.
struct Sitting {
    const ForecastOptions& options;
    const Stopwatch& wall;
    int run_now{0};
    bool is_cut_short{false};
};

/// Members of the pool by number, until the budget is used up.
class PoolSource : public TaskSource {
public:
    PoolSource(MemberPool& pool, std::vector<std::size_t> numbers, Sitting& sitting)
        : pool_(pool), numbers_(std::move(numbers)), sitting_(sitting) {}

    std::optional<MemberTask> next() override {
        const std::lock_guard lock(guard_);
        const ForecastOptions& options = sitting_.options;
        if (!failure_.empty() || next_ == numbers_.size() ||
            (options.is_stop_requested && options.is_stop_requested()))
            return std::nullopt;
        // The first members are run whatever the budget: without any there is no answer.
        const bool has_time =
            options.budget_s <= 0.0 || sitting_.wall.elapsed_s() + pool_.mean_wall_s() <= options.budget_s;
        if (!has_time && sitting_.run_now > 0) {
            sitting_.is_cut_short = true;
            return std::nullopt;
        }
        return pool_.task_of(numbers_[next_++]);
    }
    void finished(MemberResult member) override {
        const std::lock_guard lock(guard_);
        if (!failure_.empty())
            return;
        const auto number = static_cast<std::size_t>(member.replicate);
        failure_ = pool_.add(number, std::move(member));
        ++sitting_.run_now;
        if (sitting_.options.on_progress) {
            StudyProgress progress;
            progress.total = std::max(sitting_.options.members, static_cast<int>(pool_.planned_count()));
            progress.done_now = sitting_.run_now;
            for (std::size_t i = 0; i < pool_.planned_count(); ++i) {
                progress.done += pool_.has_ended(i) ? 1 : 0;
                progress.failed +=
                    pool_.has_ended(i) && pool_.members()[i].status != MemberStatus::done ? 1 : 0;
            }
            sitting_.options.on_progress(progress);
        }
    }
    void give_back(MemberTask /*task*/) override {}  // threads of this program are never lost

    const Errors& failure() const { return failure_; }

private:
    MemberPool& pool_;
    std::vector<std::size_t> numbers_;
    Sitting& sitting_;
    std::mutex guard_;
    std::size_t next_{0};
    Errors failure_;
};

/// Runs those of the pool's members that have not ended.
Errors run_missing(MemberPool& pool, const MemberRunner& runner, Sitting& sitting) {
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < pool.planned_count(); ++i)
        if (!pool.has_ended(i))
            missing.push_back(i);
    PoolSource source(pool, std::move(missing), sitting);
    ThreadWorkers(sitting.options.threads).work(runner, source);
    return source.failure();
}

bool is_stopped(const Sitting& sitting) {
    return sitting.is_cut_short || (sitting.options.is_stop_requested && sitting.options.is_stop_requested());
}

struct Weighing {
    std::vector<std::size_t> numbers;  ///< of the members
    EnsemblePoints ensemble;
    Conditioned conditioned;
};

Weighing weigh(const ForecastSetup& setup, const std::vector<Standing>& standings, const MemberPool& pool) {
    Weighing weighing;
    weighing.ensemble = pool.usable(weighing.numbers);
    std::vector<CourseLookup> lookups;
    for (const std::size_t number : weighing.numbers) lookups.push_back(courses_of(pool.members()[number]));
    weighing.conditioned = condition(setup.ledger, standings, weighing.ensemble, lookups);
    return weighing;
}

std::string words_of(const Proposal& proposal) {
    if (proposal.centres.empty())
        return "the inputs' distributions";
    return proposal.centres.size() == 1 ? "where the figures point to, by regression on the inputs"
                                        : "near the members that agree with the reports";
}

PlannedRound planned(const ForecastSetup& setup, const MemberPool& pool, NextRound next) {
    PlannedRound round;
    round.from = words_of(next.proposal);
    const std::size_t first = pool.planned_count();
    round.points = draw_points(next.proposal, next.count, setup.spec.factors.size(), setup.first_seed, first);
    for (std::size_t i = 0; i < next.count; ++i) round.seeds.push_back(setup.first_seed + first + i);
    round.proposal = std::move(next.proposal);
    return round;
}

/// Round after round, until there are enough members that agree with the reports.
Result<Weighing> run_rounds(const ForecastSetup& setup, const std::vector<Standing>& standings,
                            MemberPool& pool, Sitting& sitting) {
    if (Errors errors = run_missing(pool, setup.runner, sitting); !errors.empty())
        return errors;
    SamplingSettings settings;
    settings.members = static_cast<std::size_t>(sitting.options.members);
    const double had = static_cast<double>(pool.planned_count());
    const double wanted = static_cast<double>(settings.members);
    settings.at_most =
        static_cast<std::size_t>(had < wanted ? wanted : had + std::ceil(renewed_share * wanted));
    settings.enough_effective = std::clamp(0.25 * wanted, 1.0, settings.enough_effective);
    for (;;) {
        Weighing weighing = weigh(setup, standings, pool);
        NextRound next;
        if (!is_stopped(sitting))
            next = next_round(settings, weighing.ensemble, weighing.conditioned);
        if (next.count == 0)
            return weighing;
        next.count = std::min(next.count, most_planned);
        if (Errors errors = pool.plan(planned(setup, pool, std::move(next))); !errors.empty())
            return errors;
        if (Errors errors = run_missing(pool, setup.runner, sitting); !errors.empty())
            return errors;
    }
}

/// Why no member could be used.
Errors failures_of(const MemberPool& pool) {
    std::set<std::string> reasons;
    for (std::size_t i = 0; i < pool.planned_count(); ++i)
        if (pool.has_ended(i) && !pool.members()[i].problem.empty())
            reasons.insert(pool.members()[i].problem);
    Errors errors;
    for (const std::string& reason : reasons) {
        errors.push_back(
            {ErrorCode::unsupported, "members", "no member could be run: " + reason, {}, 0.0, 0.0});
        if (errors.size() == 5)
            break;
    }
    if (errors.empty())
        errors.push_back({ErrorCode::unsupported,
                          "members",
                          "none was run before the forecast was stopped; the same command goes on",
                          {},
                          0.0,
                          0.0});
    return errors;
}

void add_notes(const ForecastSetup& setup, ForecastResults& results) {
    results.notes = setup.notes;
    const auto note = [&](std::string text) { results.notes.push_back(std::move(text)); };
    if (results.are_inputs_assumed)
        note(
            "The scenario declares no uncertain inputs. Assumed [D]: attendance log-normal about that of the "
            "scenario (sigma 0.25), times before people start likewise (sigma 0.4). Give a study file to say "
            "better.");
    if (results.model == MembersModel::hydraulic)
        note(
            "The members are hydraulic: capacities of doors and stairs, nobody takes room. They are a first "
            "answer; how far they lie from the full model is in docs/models/forecast.md. They empty crowded "
            "rooms sooner, so harm to those who are somewhere at a moment (structure that comes down) may be "
            "far too low. Repeat without --members-model when there is time, in another folder.");
    if (results.model == MembersModel::coarse_step)
        note("The members are run with a time step of 0.1 s in place of the scenario's: a first answer.");
    if (results.is_cut_short)
        note(fmt::format(
            "The budget of {:.0f} s was used up: these are the {} members there were by then. The "
            "same command goes on from here.",
            results.budget_s, results.members.size()));
    if (results.belief < 1.0)
        note(fmt::format(
            "Few members agree with all reports ({:.1f} effective ones). The reports are therefore "
            "believed less (likelihood to the power {:.2f}), and the bands are wider than they "
            "would be with more members.",
            results.full_effective, results.belief));
    if (results.effective < 19.0)
        note(fmt::format(
            "{:.0f} effective members are few for bands of 90 %, which then reach about as far as "
            "the members themselves.",
            results.effective));
    if (results.failed > 0)
        note(fmt::format("{} members could not be run and are left out.", results.failed));
    const auto unlike = std::count_if(results.uses.begin(), results.uses.end(),
                                      [](const ForecastUse& use) { return use.is_unlike_all; });
    if (unlike > 0)
        note(fmt::format(
            "{} of the statements are less probable in every member than by chance: they are wrong, "
            "or the scenario is.",
            unlike));
}

}  // namespace

Result<ForecastResults> run_forecast(const ForecastOptions& options) {
    const Stopwatch wall;
    Result<ForecastSetup> setup = set_up_forecast(options);
    if (!setup)
        return setup.error();
    Result<MemberPool> pool = MemberPool::open(options.folder, setup->identity, setup->spec);
    if (!pool)
        return pool.error();
    if (!options.from_study.empty())
        if (Errors errors = take_study_members(options.from_study, *setup, *pool); !errors.empty())
            return errors;
    ForecastResults results;
    results.standings = standings_of(setup->ledger);
    Sitting sitting{options, wall};
    const Result<Weighing> weighing = run_rounds(*setup, results.standings, *pool, sitting);
    if (!weighing)
        return weighing.error();
    if (weighing->numbers.empty())
        return failures_of(*pool);
    results.scenario_name = setup->runner.tree().scenario().name;
    results.program = options.program;
    results.belief = weighing->conditioned.belief;
    results.effective = weighing->conditioned.effective;
    results.full_effective = weighing->conditioned.full_effective;
    results.failed = static_cast<int>(weighing->ensemble.drawn() - weighing->numbers.size());
    results.run_now = sitting.run_now;
    results.is_cut_short = sitting.is_cut_short;
    results.has_plan = setup->plan.has_value();
    results.are_inputs_assumed = setup->are_inputs_assumed;
    results.model = options.model;
    results.budget_s = options.budget_s;
    describe_forecast(options, *setup, *pool, weighing->numbers, weighing->ensemble, weighing->conditioned,
                      results);
    results.ledger = std::move(setup->ledger);
    results.wall_s = wall.elapsed_s();
    add_notes(*setup, results);
    return results;
}

}  // namespace wayout
