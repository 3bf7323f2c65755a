/// Every exit, door and stair closed in turn, then the worst two by two, with the same seeds.
#include "study/influence.hpp"
#include "study/run_plan.hpp"
#include "study/variant_ranges.hpp"
#include "study/ways.hpp"

#include "statistics/paired_comparison.hpp"

#include <wayout/questions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

std::vector<Way> ways_to_close(const VenueSpec& venue, const ClosureOptions& options) {
    std::vector<Way> ways = ways_of(venue);
    std::erase_if(ways, [&](const Way& way) {
        const bool is_asked_for = way.kind == "exit"   ? options.exits
                                  : way.kind == "door" ? options.doors
                                                       : options.stairs;
        return !way.is_open || !is_asked_for;
    });
    return ways;
}

StudySpec study_of(const std::vector<std::vector<Way>>& closed, const Scenario& scenario,
                   const ClosureOptions& options) {
    StudySpec spec;
    spec.name = "Closures";
    spec.runs = options.runs;
    spec.seed = options.seed;
    spec.output = "egress_time_s.last";
    spec.as_json = "{}";
    spec.variants.push_back({"as_is", "Nothing closed", {}, 0.0, {}});
    for (const std::vector<Way>& ways : closed) {
        VariantSpec variant;
        for (const Way& way : ways) {
            variant.id += (variant.id.empty() ? "" : "+") + way.kind + "." + way.id;
            variant.name += (variant.name.empty() ? "" : " and ") + name_of(way);
        }
        variant.changes = closing(ways, scenario);
        spec.variants.push_back(std::move(variant));
    }
    return spec;
}

Difference difference_of(const std::vector<Difference>& all, int variant, const char* figure) {
    for (const Difference& d : all)
        if (d.variant == variant && d.figure == figure)
            return d;
    Difference none;
    none.variant = variant;
    none.figure = figure;
    return none;
}

/// Worse first: cut off, then people left inside, then harm, then delay.
auto badness(const Closure& c) {
    return std::tuple(c.cut_off.empty() ? 0 : 1, c.stranded_mean, c.harmed.mean, c.delay.mean);
}

bool can_be_told_apart(std::span<const MemberResult> a, std::span<const MemberResult> b) {
    for (const char* figure : {"people.inside", "people.harmed", "egress_time_s.last"}) {
        std::vector<double> x, y;
        for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
            const double u = figure_of(a[i], figure), v = figure_of(b[i], figure);
            if (std::isfinite(u) && std::isfinite(v)) {
                x.push_back(u);
                y.push_back(v);
            }
        }
        if (!x.empty() && compare_pairs(x, y).verdict == PairedVerdict::real_difference)
            return true;
    }
    return false;
}

struct Ranked {
    Closure closure;
    std::vector<MemberResult> members;
    std::vector<Way> ways;
};

/// Puts them into order and gives ranks; what the runs cannot tell from the one before has its rank.
void rank(std::vector<Ranked>& rows) {
    std::stable_sort(rows.begin(), rows.end(), [](const Ranked& a, const Ranked& b) {
        return badness(a.closure) > badness(b.closure);
    });
    std::size_t leader = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool both_cut_off = !rows[leader].closure.cut_off.empty() && !rows[i].closure.cut_off.empty();
        const bool one_cut_off = rows[leader].closure.cut_off.empty() != rows[i].closure.cut_off.empty();
        if (i > 0 && !both_cut_off &&
            (one_cut_off || can_be_told_apart(rows[leader].members, rows[i].members)))
            leader = i;
        rows[i].closure.rank = static_cast<int>(leader) + 1;
    }
}

/// Runs one study of closures and reads its rows.
Result<std::vector<Ranked>> run_closures(const std::vector<std::vector<Way>>& closed,
                                         const MemberRunner& runner, const ClosureOptions& options,
                                         const StudyRunOptions& run, const char* subfolder,
                                         ClosureResults& results) {
    const StudySpec spec = study_of(closed, runner.tree().scenario(), options);
    const StudyPlan plan = StudyPlan::create_unchecked(spec, runner.tree());
    StudyRunOptions here = run;
    here.folder = run.folder / subfolder;
    here.resume = run.resume && std::filesystem::exists(here.folder / "study.sqlite");
    const Result<StudyOutcome> outcome = run_plan(plan, runner, here);
    if (!outcome)
        return outcome.error();
    results.outcome.members += outcome->members;
    results.outcome.failed += outcome->failed;
    results.outcome.wall_s += outcome->wall_s;
    results.outcome.ending = outcome->ending;
    if (outcome->ending == StudyEnding::interrupted)
        return std::vector<Ranked>{};
    const Result<StudyResults> study = read_study_results(here.folder);
    if (!study)
        return study.error();
    if (const FigureRange* last = study->variants.front().figure("egress_time_s.last"))
        results.last_out = *last;
    std::vector<Ranked> rows;
    for (std::size_t v = 1; v < study->variants.size(); ++v) {
        const VariantResults& variant = study->variants[v];
        Ranked row;
        row.ways = closed[v - 1];
        row.closure.name = variant.name;
        row.closure.kind = row.ways.size() > 1 ? "pair" : row.ways.front().kind;
        for (const Way& way : row.ways) row.closure.ids.push_back(way.id);
        row.closure.runs = variant.members - variant.failed;
        if (row.closure.runs == 0 && !variant.problems.empty())
            row.closure.cut_off = variant.problems.front();
        if (const FigureRange* inside = variant.figure("people.inside"))
            row.closure.stranded_mean = inside->mean;
        row.closure.stranded = difference_of(study->differences, static_cast<int>(v), "people.inside");
        row.closure.harmed = difference_of(study->differences, static_cast<int>(v), "people.harmed");
        row.closure.delay = difference_of(study->differences, static_cast<int>(v), "egress_time_s.last");
        for (const MemberResult& member : study->members)
            if (member.variant == static_cast<int>(v))
                row.members.push_back(member);
        rows.push_back(std::move(row));
    }
    rank(rows);
    return rows;
}

std::vector<Closure> closures_of(const std::vector<Ranked>& rows) {
    std::vector<Closure> closures;
    for (const Ranked& row : rows) closures.push_back(row.closure);
    return closures;
}

}  // namespace

Result<ClosureResults> rank_closures(const std::filesystem::path& scenario, const ClosureOptions& options,
                                     const StudyRunOptions& run) {
    Result<ScenarioTree> tree = ScenarioTree::open(scenario);
    if (!tree)
        return tree.error();
    const MemberRunner runner(*tree);
    StudySpec as_it_is;
    as_it_is.variants.push_back({"as_is", "Nothing closed", {}, 0.0, {}});
    if (Errors errors = deep_problems(as_it_is, runner); !errors.empty())
        return errors;
    const std::vector<Way> ways = ways_to_close(tree->scenario().venue, options);
    if (ways.empty())
        return Error{ErrorCode::schema, scenario.string(), "has nothing of the kinds asked for to be closed"};
    ClosureResults results;
    results.scenario_name = tree->scenario().name;
    std::vector<std::vector<Way>> singles;
    for (const Way& way : ways) singles.push_back({way});
    const Result<std::vector<Ranked>> ranked = run_closures(singles, runner, options, run, "single", results);
    if (!ranked)
        return ranked.error();
    results.singles = closures_of(*ranked);
    std::vector<std::vector<Way>> pairs;
    const std::size_t worst = std::min<std::size_t>(ranked->size(), static_cast<std::size_t>(options.worst));
    for (std::size_t i = 0; i < worst; ++i)
        for (std::size_t j = i + 1; j < worst; ++j)
            pairs.push_back({(*ranked)[i].ways.front(), (*ranked)[j].ways.front()});
    if (pairs.empty() || results.outcome.ending == StudyEnding::interrupted)
        return results;
    const Result<std::vector<Ranked>> ranked_pairs =
        run_closures(pairs, runner, options, run, "pairs", results);
    if (!ranked_pairs)
        return ranked_pairs.error();
    results.pairs = closures_of(*ranked_pairs);
    return results;
}

}  // namespace wayout
