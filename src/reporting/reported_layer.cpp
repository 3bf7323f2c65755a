#include "reporting/reported_layer.hpp"

#include "core/math.hpp"
#include "core/random.hpp"
#include "statistics/study_draws.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// Points of equal probability that stand for the distribution of the lag, and of the double count.
constexpr int lag_points = 15;
constexpr int double_points = 3;

struct Lag {
    double median_s;
    double sigma;
};

/// The lag of counts of the dead is that of finding and counting them, whoever tells it.
Lag lag_of(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity) {
    if (quantity == ReportedQuantity::present)
        return {0.0, 0.0};
    if (quantity == ReportedQuantity::dead)
        return {model.dead_lag_median_s, model.dead_lag_sigma};
    return {model.of(kind).lag_median_s, model.of(kind).lag_sigma};
}

double lag_at(const Lag& lag, double probability) {
    return lag.sigma > 0.0 ? lag.median_s * portable_exp(lag.sigma * normal_quantile(probability))
                           : lag.median_s;
}

/// Probability that the dead have not been reconciled yet, uniform between the two times.
double unreconciled_at(const ReportingModel& model, double time_s) {
    if (time_s <= model.reconciled_from_s)
        return 1.0;
    if (time_s >= model.reconciled_until_s)
        return 0.0;
    return (model.reconciled_until_s - time_s) / (model.reconciled_until_s - model.reconciled_from_s);
}

/// What turns the truth into the mean of figures, besides lag and double count.
double mean_factor(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity, double time_s) {
    const double seen = quantity == ReportedQuantity::present ? 1.0 : model.of(kind).seen_frac;
    if (quantity == ReportedQuantity::missing)
        return seen * (1.0 + model.missing_excess_frac * portable_exp(-time_s / model.missing_tau_s));
    if (quantity == ReportedQuantity::injured)
        return seen * (1.0 - model.injured_self_frac * portable_exp(-time_s / model.injured_tau_s));
    return seen;
}

double sd_of(const ReportingModel& model, SourceKind kind, bool is_about, double mean) {
    const double relative = model.of(kind).error_frac * mean;
    const double about = is_about ? model.about_frac * mean : 0.0;
    return std::sqrt(relative * relative + about * about + model.count_sd * model.count_sd);
}

/// Figures are whole numbers: half of one belongs to either end.
constexpr double half = 0.5;

/// Phi(z). The C library's: weights need speed, not the same last bit on every machine.
double normal_below(double z) {
    constexpr double root_half = 0.70710678118654752;
    return 0.5 * std::erfc(-root_half * z);
}

double probability_below(double limit, const FigureLaw& law) {
    return normal_below((limit - law.mean) / law.sd);
}

/// Phi(high) - Phi(low), without loss of digits in the upper tail.
double probability_between(double low, double high, const FigureLaw& law) {
    if (low <= 0.0)  // nothing is told below zero: the mass below belongs to it
        return probability_below(high, law);
    if (low > law.mean)
        return normal_below((law.mean - low) / law.sd) - normal_below((law.mean - high) / law.sd);
    return probability_below(high, law) - probability_below(low, law);
}

/// Per cent of a whole, with the lag of the part for both: they are counted together.
double probability_of_share(const Statement& s, const ReportingModel& model, const TruthCourse& part,
                            const TruthCourse& whole) {
    const Lag lag = lag_of(model, s.kind, s.subject.quantity);
    const ClaimedRange range = claimed_range(s);
    double sum = 0.0;
    for (int k = 0; k < lag_points; ++k) {
        const double at_s = s.time_s - lag_at(lag, (k + half) / lag_points);
        const double whole_count = whole.at(at_s);
        FigureLaw law;
        law.mean = whole_count > 0.0 ? std::min(100.0, 100.0 * part.at(at_s) / whole_count) : 0.0;
        const double relative =
            (model.of(s.kind).error_frac + (s.is_about ? model.about_frac : 0.0)) * law.mean;
        law.sd = std::sqrt(relative * relative + model.percent_sd * model.percent_sd);
        const double high = range.high >= 100.0 ? std::numeric_limits<double>::infinity() : range.high + half;
        sum += probability_between(range.low - half, high, law);
    }
    return sum / lag_points;
}

/// Share of 0, 1, ..., ceiling that lies in the range.
double share_of_range(const ClaimedRange& range, double ceiling) {
    const double top = std::max(ceiling, std::isfinite(range.high) ? range.high : range.low);
    return (std::min(range.high, top) - range.low + 1.0) / (top + 1.0);
}

}  // namespace

double TruthCourse::at(double time_s) const {
    if (time_s <= 0.0 || values.size() == 1)
        return static_cast<double>(values.front());
    const double place = time_s / step_s;
    const double last = static_cast<double>(values.size() - 1);
    if (place >= last)
        return static_cast<double>(values.back());
    const auto row = static_cast<std::size_t>(place);
    const double part = place - static_cast<double>(row);
    return static_cast<double>(values[row]) * (1.0 - part) + static_cast<double>(values[row + 1]) * part;
}

std::vector<FigureLaw> figure_laws(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity,
                                   bool is_about, double time_s, const TruthCourse& truth) {
    const Lag lag = lag_of(model, kind, quantity);
    const double factor = mean_factor(model, kind, quantity, time_s);
    const double unreconciled = quantity == ReportedQuantity::dead && model.double_count_frac > 0.0
                                    ? unreconciled_at(model, time_s)
                                    : 0.0;
    const int lags = lag.sigma > 0.0 && lag.median_s > 0.0 ? lag_points : 1;
    std::vector<FigureLaw> laws;
    const auto add = [&](double mean, double weight) {
        if (weight > 0.0)
            laws.push_back({mean, sd_of(model, kind, is_about, mean), weight});
    };
    for (int k = 0; k < lags; ++k) {
        const double mean = factor * truth.at(time_s - lag_at(lag, (k + half) / lags));
        add(mean, (1.0 - unreconciled) / lags);
        for (int d = 0; d < double_points; ++d)
            add(mean * (1.0 + model.double_count_frac * (d + half) / double_points),
                unreconciled / (lags * double_points));
    }
    return laws;
}

double draw_figure(const ReportingModel& model, SourceKind kind, ReportedQuantity quantity, bool is_about,
                   double time_s, const TruthCourse& truth, std::uint64_t seed, std::uint32_t row) {
    const auto uniform = [&](std::uint32_t which) {
        return uniform01_open(seed, which, Draw::study_sample, row, study_draws::report);
    };
    const Lag lag = lag_of(model, kind, quantity);
    double mean = mean_factor(model, kind, quantity, time_s) * truth.at(time_s - lag_at(lag, uniform(0)));
    if (quantity == ReportedQuantity::dead && uniform(1) < unreconciled_at(model, time_s))
        mean *= 1.0 + model.double_count_frac * uniform(2);
    const double figure = mean + sd_of(model, kind, is_about, mean) * normal_quantile(uniform(3));
    return std::max(0.0, std::round(figure));
}

double probability_of(const ClaimedRange& range, std::span<const FigureLaw> laws) {
    double sum = 0.0;
    for (const FigureLaw& law : laws)
        sum += law.weight * probability_between(range.low - half, range.high + half, law);
    return sum;
}

double probability_of(const Statement& s, const ReportingModel& model, const TruthCourse& truth,
                      const TruthCourse* whole) {
    if (s.percent)
        return probability_of_share(s, model, truth, *whole);
    const double part = probability_of(
        claimed_range(s), figure_laws(model, s.kind, s.subject.quantity, s.is_about, s.time_s, truth));
    if (!whole || !s.whole)
        return part;
    const ClaimedRange of{*s.whole, *s.whole};
    return part *
           probability_of(of, figure_laws(model, s.kind, *s.of_quantity, s.is_about, s.time_s, *whole));
}

double probability_by_chance(const Statement& s, double ceiling, double whole_ceiling) {
    if (s.percent)
        return share_of_range(claimed_range(s), 100.0);
    const double part = share_of_range(claimed_range(s), ceiling);
    return s.whole && s.of_quantity ? part * share_of_range({*s.whole, *s.whole}, whole_ceiling) : part;
}

}  // namespace wayout
