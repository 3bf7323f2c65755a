#include "study/study_charts.hpp"

#include "output/chart.hpp"
#include "output/number_text.hpp"
#include "study/variant_ranges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

constexpr std::array<const char*, 6> colours{"#0072b2", "#d55e00", "#009e73",
                                             "#cc79a7", "#e69f00", "#56b4e9"};
constexpr std::array<const char*, 6> dashes{nullptr, "7 4", "2 3", "9 3 2 3", "4 4", "12 4"};

Axis time_axis(std::string label, double high_s) {
    return {std::move(label), 0.0, std::max(1.0, high_s), Axis::Kind::time, 8};
}

}  // namespace

std::string study_curve_chart(const StudyResults& results) {
    double last_s = 0.0;
    for (const VariantResults& v : results.variants)
        if (!v.curve.empty())
            last_s = std::max(last_s, v.curve.back().time_s);
    if (last_s <= 0.0)
        return {};
    Chart chart(study_chart_width, study_chart_height, "Share of the people who are out",
                time_axis("time, min:s", last_s), {"people out, %", 0.0, 100.0, Axis::Kind::number, 5});
    std::vector<std::pair<std::string, LineStyle>> legend;
    const std::size_t shown = std::min(results.variants.size(), colours.size());
    for (std::size_t i = shown; i-- > 0;) {
        const VariantResults& v = results.variants[i];
        std::vector<Vec2> middle, outline, back;
        for (const CurveRow& row : v.curve) {
            middle.push_back({row.time_s, 100.0 * row.middle});
            outline.push_back({row.time_s, 100.0 * row.high});
            back.push_back({row.time_s, 100.0 * row.low});
        }
        outline.insert(outline.end(), back.rbegin(), back.rend());
        chart.area(outline, colours[i], i == 0 ? 0.25 : 0.10);
        chart.line(middle, {colours[i], 2.0, dashes[i]});
        legend.insert(legend.begin(), {shortened(v.name, 34), {colours[i], 2.0, dashes[i]}});
    }
    chart.legend(legend);
    return chart.str();
}

std::string egress_histogram(const StudyResults& results) {
    constexpr int bins = 24;
    const VariantResults& first = results.variants.front();
    const FigureRange* all = first.figure("egress_time_s.all");
    if (all == nullptr || all->count == all->infinite)
        return {};
    std::vector<double> values;
    for (const MemberResult& member : results.members)
        if (member.variant == 0 && member.status == MemberStatus::done)
            if (const double value = figure_of(member, all->name); std::isfinite(value))
                values.push_back(value);
    const double width = std::max(1e-9, (all->largest - all->smallest) / bins);
    std::array<int, bins> counts{};
    for (const double v : values)
        ++counts[static_cast<std::size_t>(
            std::min<double>(bins - 1, std::floor((v - all->smallest) / width)))];
    const double most = *std::max_element(counts.begin(), counts.end());
    Axis x{"everybody out, min:s", all->smallest, all->largest + width * 0.02, Axis::Kind::time, 8};
    if (!(x.high > x.low))
        x.high = x.low + 1.0;
    Chart chart(study_chart_width, study_chart_height, "Time until everybody is out, over the runs", x,
                {"runs", 0.0, nice_top(most, 5), Axis::Kind::number, 5});
    for (int i = 0; i < bins; ++i)
        chart.bar(all->smallest + i * width, all->smallest + (i + 0.92) * width,
                  counts[static_cast<std::size_t>(i)], colours[0],
                  fmt::format("{} runs", counts[static_cast<std::size_t>(i)]));
    if (std::isfinite(all->middle))
        chart.vertical_mark(all->middle, "middle " + clock_text(all->middle));
    if (std::isfinite(all->high))
        chart.vertical_mark(all->high, "95 % " + clock_text(all->high));
    return chart.str();
}

std::string exceedance_chart(const VariantResults& variant) {
    if (variant.exceedance.size() < 2)
        return {};
    const double most = variant.exceedance.back().more_than;
    Chart chart(study_chart_width, study_chart_height, "How often more than so many people come to harm",
                {"people", 0.0, nice_top(std::max(1.0, most), 8), Axis::Kind::number, 8},
                {"runs with more, %", 0.0, 100.0, Axis::Kind::number, 5});
    std::vector<Vec2> middle, outline, back;
    for (const ExceedanceRow& row : variant.exceedance) {
        middle.push_back({static_cast<double>(row.more_than), 100.0 * row.probability.value});
        outline.push_back({static_cast<double>(row.more_than), 100.0 * row.probability.bounds.high});
        back.push_back({static_cast<double>(row.more_than), 100.0 * row.probability.bounds.low});
    }
    outline.insert(outline.end(), back.rbegin(), back.rend());
    chart.area(outline, colours[1], 0.2);
    chart.steps(middle, {colours[1], 2.0, nullptr});
    return chart.str();
}

std::string exit_range_chart(const StudyResults& results) {
    std::vector<BarRow> rows;
    for (const FigureRange& f : results.variants.front().figures) {
        if (!f.name.starts_with("exit.") || !f.name.ends_with(".count"))
            continue;
        const std::string id = f.name.substr(5, f.name.size() - 11);
        rows.push_back({id, f.middle, fmt::format("{:.0f} ({:.0f} to {:.0f})", f.middle, f.low, f.high),
                        fmt::format("{}: 90 % of the runs have {:.0f} to {:.0f} people", id, f.low, f.high)});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const BarRow& a, const BarRow& b) { return a.value > b.value; });
    return rows.empty() ? std::string()
                        : bar_chart("People by exit: middle of the runs, and 5 % to 95 %", study_chart_width,
                                    rows, "people");
}

std::string weight_chart(const std::vector<InputWeight>& weights, std::string_view title) {
    std::vector<BarRow> rows;
    for (const InputWeight& w : weights)
        rows.push_back({w.name, std::abs(w.weight),
                        fmt::format("{}{} ({} to {})", w.weight >= 0.0 ? "+" : "", trimmed(w.weight, 2),
                                    trimmed(w.interval.low, 2), trimmed(w.interval.high, 2)),
                        w.part, w.weight >= 0.0 ? colours[1] : colours[0]});
    return rows.empty() ? std::string()
                        : bar_chart(title, study_chart_width, rows, "weight, without its sign");
}

}  // namespace wayout
