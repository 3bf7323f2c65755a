#include "study/influence.hpp"

#include "statistics/paired_comparison.hpp"
#include "statistics/rank_importance.hpp"
#include "statistics/sobol_indices.hpp"
#include "statistics/variance_split.hpp"
#include "study/compare_figures.hpp"
#include "study/study_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace wayout {
namespace {

/// Members of a variant by replicate.
std::map<int, const MemberResult*> by_replicate(const std::vector<MemberResult>& members, int variant) {
    std::map<int, const MemberResult*> rows;
    for (const MemberResult& member : members)
        if (member.variant == variant && member.status == MemberStatus::done)
            rows[member.replicate] = &member;
    return rows;
}

struct Pairs {
    std::vector<double> first;
    std::vector<double> other;
};

/// Replicates in which both have a finite value.
Pairs pairs_of(const std::map<int, const MemberResult*>& first,
               const std::map<int, const MemberResult*>& other, const std::string& figure) {
    Pairs pairs;
    for (const auto& [replicate, member] : first) {
        const auto found = other.find(replicate);
        if (found == other.end())
            continue;
        const double a = figure_of(*member, figure);
        const double b = figure_of(*found->second, figure);
        if (!std::isfinite(a) || !std::isfinite(b))
            continue;
        pairs.first.push_back(a);
        pairs.other.push_back(b);
    }
    return pairs;
}

/// Inputs and output of the members of the first variant that have both.
struct Sample {
    SampleDesign inputs;
    std::vector<double> outputs;
};

Sample sample_of(const std::vector<MemberResult>& members, const std::vector<std::vector<double>>& draws,
                 const std::string& output, std::size_t input_count) {
    Sample sample;
    sample.inputs.column_count = input_count;
    for (const auto& [replicate, member] : by_replicate(members, 0)) {
        const double value = figure_of(*member, output);
        if (std::isnan(value) || static_cast<std::size_t>(replicate) >= draws.size() ||
            draws[static_cast<std::size_t>(replicate)].size() != sample.inputs.column_count)
            continue;
        // Without end is later than all times; for ranks that is all that counts.
        sample.outputs.push_back(std::isinf(value) ? std::copysign(1e12, value) : value);
        const std::vector<double>& row = draws[static_cast<std::size_t>(replicate)];
        sample.inputs.values.insert(sample.inputs.values.end(), row.begin(), row.end());
        ++sample.inputs.row_count;
    }
    return sample;
}

bool varies(const std::vector<double>& values) {
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

std::vector<InputWeight> weights_of(const StudySpec& spec, const Sample& sample, double& r_squared) {
    std::vector<InputWeight> weights;
    if (sample.inputs.row_count <= sample.inputs.column_count + 2 || sample.inputs.column_count == 0 ||
        !varies(sample.outputs))
        return weights;
    const RankRegression regression = rank_regression(sample.inputs, sample.outputs);
    for (std::size_t k = 0; k < spec.factors.size(); ++k) {
        const RankImportance& input = regression.inputs[k];
        weights.push_back({spec.factors[k].name,
                           spec.factors[k].group,
                           input.srrc,
                           {input.srrc_interval.low, input.srrc_interval.high}});
    }
    std::stable_sort(weights.begin(), weights.end(), [](const InputWeight& a, const InputWeight& b) {
        return std::abs(a.weight) > std::abs(b.weight);
    });
    r_squared = regression.r_squared;
    return weights;
}

void add_sobol_shares(const StudySpec& spec, StudyResults& results) {
    const std::vector<std::string> names = sensitivity_names(spec);
    const std::size_t rows = static_cast<std::size_t>(spec.runs) * (names.size() + 2);
    const std::map<int, const MemberResult*> members = by_replicate(results.members, 0);
    std::vector<double> outputs;
    for (const auto& [replicate, member] : members) outputs.push_back(figure_of(*member, spec.output));
    const bool is_whole = outputs.size() == rows && std::all_of(outputs.begin(), outputs.end(),
                                                                [](double v) { return std::isfinite(v); });
    if (!is_whole) {
        results.shares_note = fmt::format(
            "Shares of the variance need every run of the design and a finite {} in each; {} of {} have one.",
            spec.output,
            std::count_if(outputs.begin(), outputs.end(), [](double v) { return std::isfinite(v); }), rows);
        return;
    }
    const std::vector<SobolIndex> indices =
        sobol_indices(outputs, static_cast<std::size_t>(spec.runs), names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        results.shares.push_back({names[i],
                                  indices[i].first,
                                  {indices[i].first_interval.low, indices[i].first_interval.high},
                                  indices[i].total,
                                  {indices[i].total_interval.low, indices[i].total_interval.high}});
    results.shares_note = fmt::format(
        "Shares of the variance of {}: by itself (first order, Saltelli 2010) and with all that it does "
        "together with others (total order, Jansen 1999), from {} runs.",
        spec.output, rows);
}

/// All inputs together against the seed, from runs of the same draw with other seeds.
void add_seed_share(const StudySpec& spec, StudyResults& results) {
    const auto per_draw = static_cast<std::size_t>(spec.seeds_per_draw);
    std::vector<double> values;
    std::vector<double> of_draw;
    int draw = 0;
    for (const auto& [replicate, member] : by_replicate(results.members, 0)) {
        if (replicate / spec.seeds_per_draw != draw) {
            of_draw.clear();
            draw = replicate / spec.seeds_per_draw;
        }
        if (const double value = figure_of(*member, spec.output); std::isfinite(value))
            of_draw.push_back(value);
        if (of_draw.size() == per_draw)
            values.insert(values.end(), of_draw.begin(), of_draw.end());
    }
    if (values.size() < 2 * per_draw)
        return;
    for (const VariancePart& part : split_by_one(values, per_draw, "all inputs", "seed"))
        results.shares.push_back({part.name, part.share, {}, part.share, {}});
    results.shares_note = fmt::format(
        "Shares of the variance of {}: what the inputs explain and what is left to the seed (analysis of "
        "variance, {} draws with {} seeds each). For shares of single inputs choose design \"sensitivity\".",
        spec.output, values.size() / per_draw, per_draw);
}

}  // namespace

std::vector<std::string> compared_figures(const StudySpec& spec) {
    std::vector<std::string> figures{"egress_time_s.all",      "egress_time_s.p95",   "egress_time_s.p50",
                                     "people.harmed",          "people.inside",       "people.too_late",
                                     "everybody_out_unharmed", "peak_density_per_m2", "longest_jam_s"};
    for (const char* name : {"casualties.all", "casualties.red", "medical.first_hour_in_hospital",
                             "medical.red_waiting_p90_s", "medical.scene_clear_s", "medical.expected_deaths"})
        figures.emplace_back(name);  // of scenarios with a response plan
    if (std::find(figures.begin(), figures.end(), spec.output) == figures.end())
        figures.push_back(spec.output);
    return figures;
}

std::vector<Difference> compare_variants(const StudySpec& spec, const std::vector<MemberResult>& members) {
    std::vector<Difference> differences;
    const std::map<int, const MemberResult*> first = by_replicate(members, 0);
    for (const std::string& figure : compared_figures(spec)) {
        std::vector<Difference> of_figure;
        std::vector<double> p_values;
        std::vector<double> smallest_p_values;
        for (std::size_t v = 1; v < spec.variants.size(); ++v) {
            const Pairs pairs = pairs_of(first, by_replicate(members, static_cast<int>(v)), figure);
            if (pairs.first.empty())
                continue;
            const PairedComparison compared = compare_pairs(pairs.first, pairs.other);
            Difference d;
            d.variant = static_cast<int>(v);
            d.figure = figure;
            d.pairs = static_cast<int>(pairs.first.size());
            d.mean = compared.mean_difference;
            d.interval = {compared.bootstrap.low, compared.bootstrap.high};
            d.p_value = compared.p_value;
            of_figure.push_back(std::move(d));
            p_values.push_back(compared.p_value);
            smallest_p_values.push_back(compared.smallest_p_value);
        }
        const std::vector<double> adjusted = holm_adjusted(p_values);
        for (std::size_t i = 0; i < of_figure.size(); ++i) {
            of_figure[i].p_adjusted = adjusted[i];
            of_figure[i].is_real = adjusted[i] <= significance_level;
            of_figure[i].is_too_few =
                smallest_p_values[i] * static_cast<double>(of_figure.size()) > significance_level;
            differences.push_back(std::move(of_figure[i]));
        }
    }
    return differences;
}

void add_influence(const StudySpec& spec, const std::vector<std::vector<double>>& draws,
                   StudyResults& results) {
    if (spec.design == StudyDesign::sensitivity)
        add_sobol_shares(spec, results);
    else if (spec.seeds_per_draw > 1 && !spec.factors.empty())
        add_seed_share(spec, results);
    results.weights = weights_of(spec, sample_of(results.members, draws, spec.output, spec.factors.size()),
                                 results.weights_r_squared);
    double ignored = 0.0;
    results.verdict_weights = weights_of(
        spec, sample_of(results.members, draws, "everybody_out_unharmed", spec.factors.size()), ignored);
}

}  // namespace wayout
