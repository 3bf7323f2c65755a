#include "study/variant_ranges.hpp"

#include "statistics/binomial.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/curve_bands.hpp"
#include "statistics/exceedance.hpp"
#include "statistics/quantile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace wayout {
namespace {

constexpr double low_share = 0.05;
constexpr double high_share = 0.95;
constexpr double confidence = 0.95;
constexpr int curve_points = 200;
constexpr std::size_t most_jam_places = 12;

FigureRange range_of(const std::string& name, std::vector<double> values) {
    FigureRange range;
    range.name = name;
    std::erase_if(values, [](double v) { return std::isnan(v); });
    range.count = static_cast<int>(values.size());
    if (values.empty())
        return range;
    std::sort(values.begin(), values.end());
    range.low = prediction_limit_of_sorted(values, low_share);
    range.middle = prediction_limit_of_sorted(values, 0.5);
    range.high = prediction_limit_of_sorted(values, high_share);
    std::erase_if(values, [](double v) { return std::isinf(v); });
    range.infinite = range.count - static_cast<int>(values.size());
    if (values.empty())
        return range;
    range.mean = mean_of(values);
    range.sd = values.size() > 1 ? standard_deviation_of(values) : 0.0;
    range.smallest = values.front();
    range.largest = values.back();
    const BootstrapEstimate estimate =
        bootstrap(values, [](std::span<const double> sample) { return mean_of(sample); });
    range.mean_interval = {estimate.bca.low, estimate.bca.high};
    return range;
}

std::vector<const MemberResult*> done_members(std::span<const MemberResult> members) {
    std::vector<const MemberResult*> done;
    for (const MemberResult& member : members)
        if (member.status == MemberStatus::done)
            done.push_back(&member);
    return done;
}

std::vector<FigureRange> figure_ranges(const std::vector<const MemberResult*>& members) {
    std::map<std::string, std::vector<double>> values;
    for (const MemberResult* member : members)
        for (const Figure& figure : member->figures) values[figure.name].push_back(figure.value);
    std::vector<FigureRange> ranges;
    for (auto& [name, of_members] : values) ranges.push_back(range_of(name, std::move(of_members)));
    return ranges;
}

std::vector<CurveRow> curve_of(const std::vector<const MemberResult*>& members) {
    std::vector<std::vector<double>> times(members.size());
    std::vector<MemberExits> exits;
    double last_s = 0.0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        times[i].assign(members[i]->exit_times_s.begin(), members[i]->exit_times_s.end());
        exits.push_back({times[i], static_cast<std::size_t>(figure_of(*members[i], "people.placed"))});
        if (!times[i].empty())
            last_s = std::max(last_s, times[i].back());
    }
    std::vector<double> grid;
    for (int i = 0; i <= curve_points; ++i) grid.push_back(last_s * i / curve_points);
    const CurveBand band = out_frac_band(exits, grid, low_share, high_share);
    std::vector<CurveRow> rows;
    for (std::size_t i = 0; i < grid.size(); ++i)
        rows.push_back({grid[i], band.low[i], band.middle[i], band.high[i]});
    return rows;
}

Probability count_if(const std::vector<const MemberResult*>& members,
                     const std::function<bool(const MemberResult&)>& holds) {
    int yes = 0;
    for (const MemberResult* member : members) yes += holds(*member) ? 1 : 0;
    return probability_of(yes, static_cast<int>(members.size()));
}

CasualtyRange casualty_range(const std::vector<const MemberResult*>& members, CasualtyRange row,
                             const std::function<bool(const Casualties&)>& belongs) {
    std::vector<double> counts;
    for (const MemberResult* member : members) {
        int count = 0;
        for (const Casualties& c : member->casualties)
            if (belongs(c))
                count += c.count;
        counts.push_back(count);
    }
    row.mean = mean_of(counts);
    std::sort(counts.begin(), counts.end());
    row.low = prediction_limit_of_sorted(counts, low_share);
    row.middle = prediction_limit_of_sorted(counts, 0.5);
    row.high = prediction_limit_of_sorted(counts, high_share);
    row.any = probability_of(
        static_cast<int>(std::count_if(counts.begin(), counts.end(), [](double c) { return c > 0.0; })),
        static_cast<int>(counts.size()));
    return row;
}

/// All together; then by each of cause, severity, age and place alone.
std::vector<CasualtyRange> casualty_ranges(const std::vector<const MemberResult*>& members) {
    std::vector<CasualtyRange> rows{casualty_range(members, {}, [](const Casualties&) { return true; })};
    const auto by = [&](std::string Casualties::*key, std::string CasualtyRange::*name) {
        std::set<std::string> values;
        for (const MemberResult* member : members)
            for (const Casualties& c : member->casualties) values.insert(c.*key);
        for (const std::string& value : values) {
            CasualtyRange row;
            row.*name = value;
            rows.push_back(
                casualty_range(members, row, [&](const Casualties& c) { return c.*key == value; }));
        }
    };
    by(&Casualties::cause, &CasualtyRange::cause);
    by(&Casualties::severity, &CasualtyRange::severity);
    by(&Casualties::age, &CasualtyRange::age);
    by(&Casualties::place, &CasualtyRange::place);
    return rows;
}

std::vector<ExceedanceRow> exceedance_of(const std::vector<const MemberResult*>& members) {
    std::vector<int> counts;
    for (const MemberResult* member : members)
        counts.push_back(static_cast<int>(figure_of(*member, "people.harmed")));
    std::vector<ExceedanceRow> rows;
    for (const Exceedance& e : exceedance_curve(counts, confidence))
        rows.push_back(
            {e.more_than,
             {e.runs_above, static_cast<int>(counts.size()), e.probability, {e.bounds.low, e.bounds.high}}});
    return rows;
}

std::vector<JamRange> jam_ranges(const std::vector<const MemberResult*>& members) {
    struct Sum {
        int members{0};
        double duration_s{0.0};
        double peak_per_m2{0.0};
    };
    std::map<std::string, Sum> places;
    for (const MemberResult* member : members) {
        std::set<std::string> seen;
        for (const MemberJam& jam : member->jams) {
            if (!seen.insert(jam.place).second)
                continue;  // jams are listed longest first
            Sum& sum = places[jam.place];
            ++sum.members;
            sum.duration_s += jam.to_s - jam.from_s;
            sum.peak_per_m2 = std::max(sum.peak_per_m2, jam.peak_density_per_m2);
        }
    }
    std::vector<JamRange> rows;
    for (const auto& [place, sum] : places)
        rows.push_back({place, probability_of(sum.members, static_cast<int>(members.size())),
                        sum.duration_s / sum.members, sum.peak_per_m2});
    std::stable_sort(rows.begin(), rows.end(), [](const JamRange& a, const JamRange& b) {
        return a.any.yes * a.mean_s > b.any.yes * b.mean_s;
    });
    if (rows.size() > most_jam_places)
        rows.resize(most_jam_places);
    return rows;
}

std::vector<std::string> problems_of(std::span<const MemberResult> members) {
    std::map<std::string, int> counts;
    for (const MemberResult& member : members)
        if (member.status != MemberStatus::done)
            ++counts[fmt::format("{}: {}", text_of(member.status), member.problem)];
    std::vector<std::string> problems;
    for (const auto& [problem, count] : counts) problems.push_back(fmt::format("{} x {}", count, problem));
    return problems;
}

}  // namespace

Probability probability_of(int yes, int of) {
    Probability p;
    p.yes = yes;
    p.of = of;
    p.value = of > 0 ? static_cast<double>(yes) / of : 0.0;
    const ConfidenceInterval bounds = clopper_pearson(yes, of, confidence);
    p.bounds = {bounds.low, bounds.high};
    return p;
}

std::vector<double> values_of(std::span<const MemberResult> members, std::string_view figure) {
    std::vector<double> values;
    for (const MemberResult& member : members)
        if (member.status == MemberStatus::done)
            values.push_back(figure_of(member, figure));
    return values;
}

void describe_variant(std::span<const MemberResult> members, double time_limit_s, VariantResults& variant) {
    const std::vector<const MemberResult*> done = done_members(members);
    variant.members = static_cast<int>(members.size());
    variant.failed = static_cast<int>(members.size() - done.size());
    variant.problems = problems_of(members);
    if (done.empty())
        return;
    variant.figures = figure_ranges(done);
    variant.curve = curve_of(done);
    variant.unharmed = count_if(
        done, [](const MemberResult& member) { return figure_of(member, "everybody_out_unharmed") == 1.0; });
    if (time_limit_s > 0.0)
        variant.within_limit = count_if(done, [time_limit_s](const MemberResult& member) {
            return figure_of(member, "egress_time_s.all") <= time_limit_s;
        });
    variant.casualties = casualty_ranges(done);
    variant.exceedance = exceedance_of(done);
    variant.jams = jam_ranges(done);
}

const FigureRange* VariantResults::figure(std::string_view figure_name) const {
    for (const FigureRange& range : figures)
        if (range.name == figure_name)
            return &range;
    return nullptr;
}

}  // namespace wayout
