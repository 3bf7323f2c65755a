#include "study/compare_figures.hpp"

#include "statistics/paired_comparison.hpp"
#include "statistics/quantile.hpp"
#include "statistics/two_samples.hpp"
#include "study/study_words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

using Row = const MemberResult*;
using Rows = std::vector<Row>;

/// What two runs must share to be a pair.
using Luck = std::tuple<std::uint64_t, std::vector<double>>;

std::map<Luck, Row> by_luck(const ComparedStudy& study, const Rows& rows) {
    std::map<Luck, Row> found;
    for (const Row row : rows) {
        const auto replicate = static_cast<std::size_t>(row->replicate);
        found.emplace(
            Luck{row->seed, replicate < study.draws.size() ? study.draws[replicate] : std::vector<double>{}},
            row);
    }
    return found;
}

Rows rows_of(const ComparedStudy& study, std::size_t variant) {
    Rows rows;
    for (const MemberResult& member : study.members)
        if (member.variant == static_cast<int>(variant) && member.status == MemberStatus::done)
            rows.push_back(&member);
    return rows;
}

/// Runs of one variant in both: in pairs, row by row, or not.
struct Sides {
    std::string variant;
    Rows a;
    Rows b;
};

/// Pairs, if every run of the smaller side has one.
std::optional<Sides> paired(const ComparedStudy& a, const ComparedStudy& b, const Sides& sides) {
    if (a.inputs != b.inputs)
        return std::nullopt;
    const std::map<Luck, Row> others = by_luck(b, sides.b);
    Sides pairs{sides.variant, {}, {}};
    for (const auto& [luck, row] : by_luck(a, sides.a))
        if (const auto other = others.find(luck); other != others.end()) {
            pairs.a.push_back(row);
            pairs.b.push_back(other->second);
        }
    if (pairs.a.empty() || pairs.a.size() < std::min(sides.a.size(), sides.b.size()))
        return std::nullopt;
    return pairs;
}

/// Variants that both have, else the first ones.
std::vector<Sides> sides_of(const ComparedStudy& a, const ComparedStudy& b) {
    std::vector<Sides> sides;
    for (std::size_t v = 0; v < a.variants.size(); ++v) {
        const auto found = std::find(b.variants.begin(), b.variants.end(), a.variants[v]);
        if (found != b.variants.end())
            sides.push_back({a.variants[v], rows_of(a, v),
                             rows_of(b, static_cast<std::size_t>(found - b.variants.begin()))});
    }
    if (sides.empty())
        sides.push_back({"", rows_of(a, 0), rows_of(b, 0)});
    return sides;
}

/// Names of the figures that both sides have somewhere, and of those without end in some run.
std::set<std::string> names_of(const Rows& rows) {
    std::set<std::string> names;
    for (const Row row : rows)
        for (const Figure& figure : row->figures) {
            names.insert(figure.name);
            if (std::isinf(figure.value))
                names.insert(figure.name + std::string(without_end));
        }
    return names;
}

std::vector<std::string> shared_names(const Rows& a, const Rows& b) {
    const std::set<std::string> in_a = names_of(a), in_b = names_of(b);
    std::vector<std::string> names;
    for (const std::string& name : in_a) {
        const bool is_share = name.ends_with(without_end);
        if (in_b.contains(is_share ? name.substr(0, name.size() - without_end.size()) : name))
            names.push_back(name);
    }
    for (const std::string& name : in_b)
        if (name.ends_with(without_end) && !in_a.contains(name) &&
            in_a.contains(name.substr(0, name.size() - without_end.size())))
            names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

/// NaN where the run has none.
double value_of(const MemberResult& member, const std::string& name) {
    if (!name.ends_with(without_end))
        return figure_of(member, name);
    const double value = figure_of(member, name.substr(0, name.size() - without_end.size()));
    return std::isnan(value) ? value : (std::isinf(value) ? 1.0 : 0.0);
}

struct Samples {
    std::vector<double> a;
    std::vector<double> b;
    /// Whether the test could give no p value but 1, whatever the signs or the way to share out the values.
    /// Such a test needs no share of the level: Tarone, Biometrics 46 (1990) 515-522.
    bool is_settled(bool are_pairs) const {
        if (are_pairs)
            return a == b;
        const double first = a.front();
        const auto differs = [first](double value) { return value != first; };
        return std::none_of(a.begin(), a.end(), differs) && std::none_of(b.begin(), b.end(), differs);
    }
};

/// Finite values; in pairs both must be so.
Samples samples_of(const Sides& sides, const std::string& name, bool are_pairs) {
    Samples samples;
    if (are_pairs) {
        for (std::size_t i = 0; i < sides.a.size(); ++i) {
            const double a = value_of(*sides.a[i], name), b = value_of(*sides.b[i], name);
            if (std::isfinite(a) && std::isfinite(b)) {
                samples.a.push_back(a);
                samples.b.push_back(b);
            }
        }
        return samples;
    }
    for (const Row row : sides.a)
        if (const double value = value_of(*row, name); std::isfinite(value))
            samples.a.push_back(value);
    for (const Row row : sides.b)
        if (const double value = value_of(*row, name); std::isfinite(value))
            samples.b.push_back(value);
    return samples;
}

FigureDifference described(const std::string& variant, const std::string& name, const Samples& samples) {
    FigureDifference d;
    d.variant = variant;
    d.figure = name;
    d.count_a = static_cast<int>(samples.a.size());
    d.count_b = static_cast<int>(samples.b.size());
    d.mean_a = mean_of(samples.a);
    d.mean_b = mean_of(samples.b);
    d.mean = d.mean_b - d.mean_a;
    d.interval = {d.mean, d.mean};
    return d;
}

void compare(const Samples& samples, bool are_pairs, int tried, FigureDifference& d) {
    if (are_pairs) {
        PairedSettings settings;
        settings.sampled_flips = tried;
        const PairedComparison pairs = compare_pairs(samples.a, samples.b, settings);
        d.mean = pairs.mean_difference;
        d.interval = {pairs.bootstrap.low, pairs.bootstrap.high};
        d.p_value = pairs.p_value;
        d.smallest_p = pairs.smallest_p_value;
        return;
    }
    TwoSampleSettings settings;
    settings.sampled_permutations = tried;
    const TwoSampleComparison both = compare_samples(samples.a, samples.b, settings);
    d.mean = both.mean_difference;
    d.interval = {both.interval.low, both.interval.high};
    d.p_value = both.test.p_value;
    d.smallest_p = both.test.smallest_p_value;
}

}  // namespace

void compare_figures(const ComparedStudy& a, const ComparedStudy& b, Comparison& comparison) {
    std::vector<Sides> all = sides_of(a, b);
    std::vector<Sides> pairs;
    for (const Sides& sides : all)
        if (std::optional<Sides> found = paired(a, b, sides))
            pairs.push_back(*std::move(found));
    const bool are_pairs = pairs.size() == all.size();
    comparison.by = are_pairs ? ComparedBy::pairs : ComparedBy::samples;
    if (are_pairs)
        all = std::move(pairs);

    std::vector<std::pair<std::size_t, Samples>> varying;  // row of the figure, values
    for (const Sides& sides : all) {
        comparison.pair_count += are_pairs ? static_cast<int>(sides.a.size()) : 0;
        for (const std::string& name : shared_names(sides.a, sides.b)) {
            Samples samples = samples_of(sides, name, are_pairs);
            if (samples.a.empty() || samples.b.empty())
                continue;
            comparison.figures.push_back(described(sides.variant, name, samples));
            if (!samples.is_settled(are_pairs))
                varying.emplace_back(comparison.figures.size() - 1, std::move(samples));
        }
    }
    // So many that the smallest p value, raised for all figures, is half the level.
    const int tried =
        std::max(9999, static_cast<int>(2.0 / significance_level * static_cast<double>(varying.size())));
    std::vector<double> p_values;
    for (const auto& [row, samples] : varying) {
        compare(samples, are_pairs, tried, comparison.figures[row]);
        p_values.push_back(comparison.figures[row].p_value);
    }
    const std::vector<double> adjusted = holm_adjusted(p_values);
    const auto count = static_cast<double>(varying.size());
    for (std::size_t i = 0; i < varying.size(); ++i) {
        FigureDifference& d = comparison.figures[varying[i].first];
        d.p_adjusted = adjusted[i];
        d.smallest_p = std::min(1.0, d.smallest_p * count);
        d.is_real = d.p_adjusted <= significance_level;
    }
}

void list_figures(const MemberResult& a, const MemberResult& b, Comparison& comparison) {
    for (const Figure& figure : a.figures) {
        const double other = figure_of(b, figure.name);
        if (std::isnan(figure.value) || std::isnan(other))
            continue;
        FigureDifference d;
        d.figure = figure.name;
        d.count_a = d.count_b = 1;
        d.mean_a = figure.value;
        d.mean_b = other;
        d.mean = figure.value == other ? 0.0 : other - figure.value;
        d.interval = {d.mean, d.mean};
        comparison.figures.push_back(std::move(d));
    }
}

}  // namespace wayout
