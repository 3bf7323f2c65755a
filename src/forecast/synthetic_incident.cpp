/// Reports of a run that is known, to practise with.
#include "forecast/forecast_figures.hpp"
#include "reporting/synthetic_reports.hpp"
#include "study/study_plan.hpp"

#include <wayout/forecast.hpp>

#include <array>
#include <utility>

namespace wayout {
namespace {

/// Who tells what at each of the times, in turn, so that all kinds and quantities occur.
std::vector<PlannedStatement> statements_at(const std::vector<double>& times_s) {
    using Q = ReportedQuantity;
    using K = SourceKind;
    constexpr std::array<std::pair<K, Q>, 4> first{{{K::witness, Q::evacuated},
                                                    {K::responder, Q::evacuated},
                                                    {K::responder, Q::still_inside},
                                                    {K::press, Q::present}}};
    constexpr std::array<std::pair<K, Q>, 5> later{{{K::official, Q::evacuated},
                                                    {K::official, Q::missing},
                                                    {K::hospital, Q::injured},
                                                    {K::hospital, Q::in_hospital},
                                                    {K::official, Q::dead}}};
    std::vector<PlannedStatement> plan;
    for (std::size_t i = 0; i < times_s.size(); ++i) {
        const auto add = [&](std::pair<K, Q> told) {
            PlannedStatement statement;
            statement.time_s = times_s[i];
            statement.kind = told.first;
            statement.subject.quantity = told.second;
            statement.is_about = told.first == K::witness || told.first == K::press;
            plan.push_back(std::move(statement));
        };
        add(first[i % first.size()]);
        if (i >= times_s.size() / 3)
            add(later[i % later.size()]);
    }
    return plan;
}

}  // namespace

Result<std::string> synthetic_reports(const std::filesystem::path& scenario, std::uint64_t seed,
                                      const std::vector<double>& times_s) {
    const Result<StudySpec> spec = read_study(scenario);
    if (!spec)
        return spec.error();
    Result<ScenarioTree> tree = ScenarioTree::open(spec->scenario);
    if (!tree)
        return tree.error();
    if (const Result<StudyPlan> plan = StudyPlan::create(*spec, *tree); !plan)
        return plan.error();
    const MemberRunner runner(*std::move(tree));
    if (Errors errors = deep_problems(*spec, runner); !errors.empty())
        return errors;
    // The truth's inputs are drawn as those of a member, with the seed of the truth.
    MemberTask task;
    task.seed = seed;
    task.changes =
        changes_at(spec->factors, unit_place(draw_points({}, 1, spec->factors.size(), seed, 0).front()));
    for (const ScenarioChange& change : spec->variants.front().changes) task.changes.push_back(change);
    const MemberResult truth = runner.run(task);
    if (truth.status != MemberStatus::done)
        return Error{ErrorCode::unsupported,
                     scenario.string(),
                     "the run that is told of failed: " + truth.problem,
                     {},
                     0.0,
                     0.0};
    return as_reports_file(
        synthetic_ledger(courses_of(truth), statements_at(times_s), ReportingModel{}, seed));
}

}  // namespace wayout
