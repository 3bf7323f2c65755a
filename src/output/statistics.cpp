#include "output/statistics.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wayout {

PeopleCounts count_people(const RunResults& results) {
    PeopleCounts c;
    for (const PersonResult& p : results.people) {
        ++c.placed;
        c.out += p.outcome == Outcome::out ? 1 : 0;
        c.inside += p.outcome == Outcome::inside ? 1 : 0;
        c.incapacitated += p.outcome == Outcome::incapacitated ? 1 : 0;
    }
    return c;
}

std::vector<double> sorted_exit_times(const RunResults& results) {
    std::vector<double> times;
    for (const PersonResult& p : results.people)
        if (p.outcome == Outcome::out)
            times.push_back(p.exit_time_s);
    std::sort(times.begin(), times.end());
    return times;
}

double percentile(const std::vector<double>& sorted, double fraction) {
    if (sorted.empty())
        return not_a_time;
    // The allowance keeps 0.9 * 10 = 9.000000000000002 from becoming the tenth value.
    const double rank = std::ceil(fraction * static_cast<double>(sorted.size()) - 1e-9);
    return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(sorted.size()))) - 1];
}

CrushFigures crush_figures(const RunResults& results) {
    CrushFigures f;
    for (const PersonResult& p : results.people) {
        if (!std::isfinite(p.max_squeeze_n))
            continue;
        f.largest_n = std::max(f.largest_n, p.max_squeeze_n);
        f.above_tolerable += p.max_squeeze_n > CrushFigures::tolerable_n ? 1 : 0;
        f.above_tolerable_for_60_s += p.squeeze_60s_n > CrushFigures::tolerable_n ? 1 : 0;
    }
    for (const WallLoad& load : results.wall_loads)
        f.wall_bins_above_railing += load.peak_n_per_m > CrushFigures::railing_n_per_m ? 1 : 0;
    return f;
}

EgressTimes egress_times(const RunResults& results) {
    const std::vector<double> times = sorted_exit_times(results);
    if (times.empty())
        return {};
    return {times.front(),           percentile(times, 0.50), percentile(times, 0.90),
            percentile(times, 0.95), percentile(times, 0.98), times.back()};
}

namespace {

/// (N - 1) / (t_N - t_1) of crossings first ... last.
double flow_between(const std::vector<PassageCrossing>& crossings, std::size_t first, std::size_t last) {
    const double span_s = crossings[last].time_s - crossings[first].time_s;
    return span_s > 0.0 ? static_cast<double>(last - first) / span_s : not_a_time;
}

}  // namespace

PassageFlow flow_of(const PassageResult& passage, double interval_s, double end_s) {
    PassageFlow flow;
    const std::vector<PassageCrossing>& crossings = passage.crossings;
    flow.count = static_cast<int>(crossings.size());
    for (const PassageCrossing& c : crossings) flow.count_back += c.direction < 0 ? 1 : 0;
    for (const int queue : passage.queue_max) flow.queue_max = std::max(flow.queue_max, queue);
    if (crossings.empty())
        return flow;
    flow.first_s = crossings.front().time_s;
    flow.last_s = crossings.back().time_s;
    if (crossings.size() >= 2)
        flow.mean_flow_pps = flow_between(crossings, 0, crossings.size() - 1);
    if (crossings.size() >= 10) {
        const std::size_t tenth = crossings.size() / 10;
        flow.sustained_flow_pps = flow_between(crossings, tenth, crossings.size() - 1 - tenth);
    }
    const std::vector<double> ends = interval_ends(interval_s, end_s);
    const std::vector<IntervalCount> counts = count_intervals(passage, interval_s, end_s);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double begin = i == 0 ? 0.0 : ends[i - 1];
        // A last interval of a fraction of a second would turn one person into a rush.
        if (ends[i] - begin < 0.5 * interval_s && i > 0)
            continue;
        const double pps = (counts[i].forward + counts[i].back) / (ends[i] - begin);
        if (pps > flow.peak_flow_pps) {
            flow.peak_flow_pps = pps;
            flow.peak_from_s = begin;
        }
    }
    return flow;
}

std::vector<double> interval_ends(double interval_s, double end_s) {
    WAYOUT_ASSERT(interval_s > 0.0, "an interval has a length");
    std::vector<double> ends;
    const auto whole = static_cast<long>(std::floor(end_s / interval_s + 1e-9));
    for (long i = 1; i <= whole; ++i) ends.push_back(static_cast<double>(i) * interval_s);
    if (ends.empty() || end_s > ends.back() + 1e-9)
        ends.push_back(std::max(end_s, 1e-3));
    return ends;
}

std::vector<IntervalCount> count_intervals(const PassageResult& passage, double interval_s, double end_s) {
    const std::vector<double> ends = interval_ends(interval_s, end_s);
    std::vector<IntervalCount> counts(ends.size());
    std::size_t i = 0;
    for (const PassageCrossing& c : passage.crossings) {
        while (i + 1 < ends.size() && c.time_s > ends[i]) ++i;
        ++(c.direction < 0 ? counts[i].back : counts[i].forward);
    }
    return counts;
}

std::vector<std::string> passage_keys(const RunResults& results) {
    std::vector<std::string> keys;
    std::map<std::string, int> joints_of;
    for (const PassageResult& p : results.passages)
        keys.push_back(p.kind == PassageKind::joint ? p.id + "/" + std::to_string(++joints_of[p.id]) : p.id);
    return keys;
}

double end_time_s(const RunResults& results) {
    return results.performance.simulated_s;
}

const char* text_of(RunStatus status) {
    switch (status) {
        case RunStatus::all_out:
            return "all_out";
        case RunStatus::settled:
            return "settled";
        case RunStatus::time_limit:
            return "time_limit";
        case RunStatus::interrupted:
            return "interrupted";
    }
    throw InternalError("unknown run status");
}

const char* text_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::out:
            return "out";
        case Outcome::inside:
            return "inside";
        case Outcome::incapacitated:
            return "incapacitated";
    }
    throw InternalError("unknown outcome");
}

const char* text_of(Calibration calibration) {
    return calibration == Calibration::lab ? "lab" : "design";
}

const char* text_of(PassageKind kind) {
    switch (kind) {
        case PassageKind::exit:
            return "exit";
        case PassageKind::door:
            return "door";
        case PassageKind::joint:
            return "joint";
    }
    throw InternalError("unknown kind of passage");
}

const char* text_of(Sex sex) {
    switch (sex) {
        case Sex::unspecified:
            return "";
        case Sex::female:
            return "female";
        case Sex::male:
            return "male";
    }
    throw InternalError("unknown sex");
}

const char* text_of(MobilityClass mobility) {
    switch (mobility) {
        case MobilityClass::ambulant:
            return "ambulant";
        case MobilityClass::reduced:
            return "reduced";
        case MobilityClass::wheelchair:
            return "wheelchair";
    }
    throw InternalError("unknown mobility class");
}

}  // namespace wayout
