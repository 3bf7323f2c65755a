/// Tests of our own for what is made of reports (project tests 72 to 76), on members in closed form: the
/// conditioning is judged, not the crowd.
#include "verification/forecast_experiments.hpp"

#include "core/random.hpp"
#include "reporting/conditioning.hpp"
#include "reporting/synthetic_reports.hpp"
#include "statistics/weighted_sample.hpp"
#include "verification/toy_incident.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

// ---------------------------------------------------------------- Gaussian prior, Gaussian reports

constexpr double prior_mean = 1000.0;
constexpr double prior_sd = 200.0;
/// Of figures rounded to whole numbers.
constexpr double rounding_variance = 1.0 / 12.0;

/// One input, present ~ N(1000, 200), told without lag.
ToyMember gaussian_member(std::span<const double> z, std::uint64_t /*seed*/) {
    ToyMember member;
    member.courses["present"] = {static_cast<float>(prior_mean + prior_sd * z[0])};
    return member;
}

ReportingModel gaussian_model(double sd, double correlation) {
    ReportingModel model;
    for (KindModel& kind : model.kinds) kind = {0.0, 0.0, 1.0, 0.0, 1.0};
    model.count_sd = sd;
    model.correlation = correlation;
    return model;
}

Ledger ledger_of(const std::vector<double>& figures, const ReportingModel& model) {
    Ledger ledger;
    ledger.model = model;
    for (const double figure : figures) {
        Statement s;
        s.id = fmt::format("r{}", ledger.statements.size() + 1);
        s.source = s.id;
        s.kind = SourceKind::official;
        s.subject.quantity = ReportedQuantity::present;
        s.value = figure;
        ledger.statements.push_back(std::move(s));
    }
    return ledger;
}

struct MeanAndSd {
    double mean{0.0};
    double sd{1.0};
};

/// Of independent figures with this variance each, or of one that stands for them.
MeanAndSd gaussian_posterior(double figure, double variance) {
    const double precision = 1.0 / (prior_sd * prior_sd) + 1.0 / variance;
    return {(prior_mean / (prior_sd * prior_sd) + figure / variance) / precision, 1.0 / std::sqrt(precision)};
}

double present_of(const ToyMember& member) {
    return member.last("present");
}

MeanAndSd measured(const ToyEnsemble& ensemble, std::span<const double> weights) {
    const std::vector<double> values = ensemble.values(present_of);
    return {weighted_mean(values, weights), weighted_sd(values, weights)};
}

/// Within four standard errors of a sample of that effective size.
bool agrees(const MeanAndSd& found, const MeanAndSd& expected, double effective) {
    return std::abs(found.mean - expected.mean) <= 4.0 * expected.sd / std::sqrt(effective) &&
           std::abs(found.sd - expected.sd) <= 4.0 * expected.sd / std::sqrt(2.0 * effective);
}

SamplingSettings members(std::size_t count) {
    SamplingSettings settings;
    settings.members = count;
    settings.at_most = count;
    return settings;
}

Experiment one_report() {
    return without_runs(
        {"WAYOUT-72", "a Gaussian report on a Gaussian prior, near and far from what was expected",
         "people and response 3.5; closed form of the posterior"},
        [](const Conditions&) {
            Judgement judgement;
            bool good = true;
            // The second lies four standard deviations out, where one in 30,000 of the prior is.
            for (const auto& [figure, sd] : {std::pair{1180.0, 50.0}, std::pair{1800.0, 20.0}}) {
                const Ledger ledger = ledger_of({figure}, gaussian_model(sd, 0.0));
                const ToyEnsemble ensemble = condition_toy(ledger, gaussian_member, 1, members(800), 11);
                const MeanAndSd expected = gaussian_posterior(figure, sd * sd + rounding_variance);
                const MeanAndSd found = measured(ensemble, ensemble.conditioned.weights);
                const MeanAndSd ignored = measured(ensemble, ensemble.conditioned.prior_weights);
                const double effective = ensemble.conditioned.effective;
                good = good && effective >= 100.0 && agrees(found, expected, effective) &&
                       !agrees(ignored, expected, effective);
                judgement.measured += fmt::format(
                    "{}report {:.0f} +- {:.0f}: {:.1f} +- {:.1f}, effective members {:.0f} of 800",
                    judgement.measured.empty() ? "" : "; ", figure, sd, found.mean, found.sd, effective);
                judgement.band += fmt::format("{}{:.1f} +- {:.1f}", judgement.band.empty() ? "" : "; ",
                                              expected.mean, expected.sd);
            }
            judgement.band += " (4 standard errors, at least 100 effective members) [P]";
            judgement.verdict = passed_if(good);
            judgement.note = "Control: the same members without the reports must not agree.";
            return judgement;
        });
}

Experiment repeated_reports() {
    return without_runs(
        {"WAYOUT-73", "sources of one kind that err together count as what they are worth",
         "people and response 3.5; closed form: variance s^2 (1 + (n - 1) rho) / n"},
        [](const Conditions&) {
            constexpr double sd = 60.0;
            constexpr double rho = 0.7;
            const std::vector<double> figures{1150.0, 1190.0, 1210.0, 1170.0, 1180.0};
            const auto n = static_cast<double>(figures.size());
            const ToyEnsemble together = condition_toy(ledger_of(figures, gaussian_model(sd, rho)),
                                                       gaussian_member, 1, members(1200), 5);
            const ToyEnsemble apart = condition_toy(ledger_of(figures, gaussian_model(sd, 0.0)),
                                                    gaussian_member, 1, members(1200), 5);
            const double variance = (sd * sd + rounding_variance) * (1.0 + (n - 1.0) * rho) / n;
            const MeanAndSd expected = gaussian_posterior(1180.0, variance);
            const MeanAndSd found = measured(together, together.conditioned.weights);
            const MeanAndSd control = measured(apart, apart.conditioned.weights);
            const double effective = together.conditioned.effective;
            Judgement judgement;
            judgement.measured =
                fmt::format("{:.1f} +- {:.1f}, effective members {:.0f}", found.mean, found.sd, effective);
            judgement.band =
                fmt::format("{:.1f} +- {:.1f} (4 standard errors) [P]", expected.mean, expected.sd);
            judgement.verdict =
                passed_if(agrees(found, expected, effective) && !agrees(control, expected, effective));
            judgement.note =
                fmt::format("Control: as if independent, +- {:.1f}, must not agree.", control.sd);
            return judgement;
        });
}

// ---------------------------------------------------------------- claims that may be nothing

Experiment doubtful_claim() {
    return without_runs(
        {"WAYOUT-74", "a claim that is wrong with some probability, against two that agree",
         "people and response 3.5; closed form: mixture of posteriors"},
        [](const Conditions&) {
            // Confidence c: N(1500, 30) with c, any number up to the largest member with 1 - c.
            constexpr double confidence = 0.3;
            constexpr double sd = 30.0;
            Ledger ledger = ledger_of({1500.0}, gaussian_model(sd, 0.0));
            ledger.statements[0].confidence = confidence;
            const ToyEnsemble ensemble = condition_toy(ledger, gaussian_member, 1, members(4000), 3);
            const std::vector<double> values = ensemble.values(present_of);
            const double ceiling = *std::max_element(values.begin(), values.end());
            const double variance = sd * sd + rounding_variance;
            const MeanAndSd if_true = gaussian_posterior(1500.0, variance);
            const double spread = std::sqrt(prior_sd * prior_sd + variance);
            const double evidence = std::exp(-0.5 * std::pow((1500.0 - prior_mean) / spread, 2)) /
                                    (spread * std::sqrt(2.0 * 3.14159265358979));
            const double weight_true =
                confidence * evidence / (confidence * evidence + (1.0 - confidence) / (ceiling + 1.0));
            const double expected = weight_true * if_true.mean + (1.0 - weight_true) * prior_mean;
            const double found = weighted_mean(values, ensemble.conditioned.weights);
            Ledger sure = ledger;
            sure.statements[0].confidence = 1.0;
            const ToyEnsemble believed = condition_toy(sure, gaussian_member, 1, members(4000), 3);
            const double control = weighted_mean(believed.values(present_of), believed.conditioned.weights);
            Judgement judgement;
            judgement.measured = fmt::format("mean {:.1f}", found);
            judgement.band = fmt::format("{:.1f} +- 15 (probability that the claim is true {:.3f}) [P]",
                                         expected, weight_true);
            judgement.verdict =
                passed_if(std::abs(found - expected) <= 15.0 && std::abs(control - expected) > 100.0);
            judgement.note = fmt::format("Control: believed without doubt the mean is {:.1f}.", control);
            return judgement;
        });
}

// ---------------------------------------------------------------- from the truth to figures

/// Mean of many drawn figures.
double mean_figure(const ReportingModel& model, ReportedQuantity quantity, double time_s,
                   const TruthCourse& truth) {
    constexpr std::uint32_t draws = 20000;
    double sum = 0.0;
    for (std::uint32_t row = 0; row < draws; ++row)
        sum += draw_figure(model, SourceKind::official, quantity, false, time_s, truth, 17, row);
    return sum / draws;
}

double mean_of_laws(const ReportingModel& model, ReportedQuantity quantity, double time_s,
                    const TruthCourse& truth) {
    double sum = 0.0;
    for (const FigureLaw& law : figure_laws(model, SourceKind::official, quantity, false, time_s, truth))
        sum += law.weight * law.mean;
    return sum;
}

Experiment reported_figures() {
    return without_runs(
        {"WAYOUT-75",
         "how reported figures move: the dead rise late, the missing fall, the injured come late",
         "people and response 3.5"},
        [](const Conditions&) {
            const ReportingModel model;
            // The dead grow by 0.01 a second for ten hours: a figure lags by E[L] = 45 min exp(0.6^2 / 2).
            std::vector<float> rising;
            for (int i = 0; i <= 600; ++i) rising.push_back(static_cast<float>(0.6 * i));
            const TruthCourse growing{60.0, rising};
            const std::vector<float> hundred{100.0F};
            const TruthCourse constant{60.0, hundred};
            const double mean_lag_s = 2700.0 * std::exp(0.5 * 0.6 * 0.6);
            struct Case {
                const char* name;
                ReportedQuantity quantity;
                double time_s;
                const TruthCourse* truth;
                double expected;
            };
            const Case cases[] = {
                // After 15 h half of the figures are reconciled; the others are 2.5 % too high.
                {"dead at 5 h", ReportedQuantity::dead, 18000.0, &growing,
                 0.01 * (18000.0 - mean_lag_s) * 1.025},
                {"dead at 15 h", ReportedQuantity::dead, 54000.0, &constant, 100.0 * (1.0 + 0.5 * 0.025)},
                {"dead at 30 h", ReportedQuantity::dead, 108000.0, &constant, 100.0},
                {"missing at 0", ReportedQuantity::missing, 0.0, &constant, 115.0},
                {"missing at 60 d", ReportedQuantity::missing, 60.0 * 86400.0, &constant,
                 100.0 * (1.0 + 0.15 * std::exp(-1.0))},
                {"injured at 0", ReportedQuantity::injured, 0.0, &constant, 70.0},
                {"injured at 24 h", ReportedQuantity::injured, 86400.0, &constant,
                 70.0 + 30.0 * (1.0 - std::exp(-1.0))},
            };
            Judgement judgement;
            bool good = true;
            for (const Case& c : cases) {
                const double drawn = mean_figure(model, c.quantity, c.time_s, *c.truth);
                const double law = mean_of_laws(model, c.quantity, c.time_s, *c.truth);
                good = good && std::abs(drawn / c.expected - 1.0) < 0.005 &&
                       std::abs(law / c.expected - 1.0) < 0.005;
                judgement.measured +=
                    fmt::format("{}{} {:.2f}", judgement.measured.empty() ? "" : ", ", c.name, drawn);
                judgement.band += fmt::format("{}{:.2f}", judgement.band.empty() ? "" : ", ", c.expected);
            }
            ReportingModel prompt = model;
            prompt.dead_lag_median_s = 0.0;
            const double control = mean_of_laws(prompt, ReportedQuantity::dead, 18000.0, growing);
            judgement.band += " +- 0.5 %, draws and likelihood alike [P]";
            judgement.verdict = passed_if(good && std::abs(control / cases[0].expected - 1.0) > 0.05);
            judgement.note =
                fmt::format("Control: without lag the dead at 5 h would be told as {:.2f}.", control);
            return judgement;
        });
}

// ---------------------------------------------------------------- synthetic incidents

/// Figures whose truth is looked for in bands.
struct Looked {
    const char* name;
    std::function<double(const ToyMember&)> of;
};

std::vector<Looked> looked_for() {
    return {{"people", [](const ToyMember& m) { return m.last("present"); }},
            {"out in the end", [](const ToyMember& m) { return m.last("evacuated"); }},
            {"still inside in the end", [](const ToyMember& m) { return m.last("still_inside"); }},
            {"dead in the end", [](const ToyMember& m) { return m.last("dead"); }}};
}

struct Coverage {
    std::vector<int> inside;             ///< by figure: truths within the band of 90 %
    std::vector<double> mean_width;      ///< of it
    std::vector<double> width_ignoring;  ///< of the bands of the same members without the reports
    int incidents{0};
};

/// Over synthetic incidents: a truth drawn from the prior, its reports up to a time, a forecast from others.
/// @param factor  that all figures are multiplied by before they are told
Coverage coverage_of(int incidents, double until_s, double factor) {
    const std::vector<Looked> figures = looked_for();
    Coverage coverage;
    coverage.inside.assign(figures.size(), 0);
    coverage.mean_width.assign(figures.size(), 0.0);
    coverage.width_ignoring.assign(figures.size(), 0.0);
    coverage.incidents = incidents;
    for (int incident = 0; incident < incidents; ++incident) {
        const auto seed = static_cast<std::uint64_t>(1'000'000 + incident);
        const ToyMember truth = toy_incident(draw_points({}, 1, toy_dimension, seed, 0).front(), seed);
        Ledger ledger = synthetic_ledger(truth.lookup(), toy_statements(until_s), ReportingModel{}, seed);
        for (Statement& s : ledger.statements) s.value = std::round(*s.value * factor);
        const ToyEnsemble ensemble =
            condition_toy(ledger, toy_incident, toy_dimension, members(200), seed + 500'000'000);
        for (std::size_t f = 0; f < figures.size(); ++f) {
            const std::vector<double> band = ensemble.band(figures[f].of, ensemble.conditioned.weights);
            const std::vector<double> before =
                ensemble.band(figures[f].of, ensemble.conditioned.prior_weights);
            const double value = figures[f].of(truth);
            coverage.inside[f] += value >= band[0] && value <= band[2] ? 1 : 0;
            coverage.mean_width[f] += (band[2] - band[0]) / incidents;
            coverage.width_ignoring[f] += (before[2] - before[0]) / incidents;
        }
    }
    return coverage;
}

double least_coverage(const Coverage& c) {
    return *std::min_element(c.inside.begin(), c.inside.end()) / static_cast<double>(c.incidents);
}

Experiment synthetic_incidents() {
    return without_runs(
        {"WAYOUT-76",
         "the truth of synthetic incidents lies in the band of 90 %, which narrows as reports arrive",
         "people and response 3.5; at least 85 % of 240 incidents"},
        [](const Conditions& conditions) {
            const int incidents = conditions.quick ? 200 : 240;
            const Coverage early = coverage_of(incidents, 900.0, 1.0);
            const Coverage later = coverage_of(incidents, 2700.0, 1.0);
            const Coverage late = coverage_of(incidents, 7200.0, 1.0);
            const Coverage misread = coverage_of(incidents / 2, 7200.0, 1.6);
            Judgement judgement;
            bool good = true;
            for (std::size_t f = 0; f < looked_for().size(); ++f) {
                // The last reports are of harm. They say nothing more of the crowd, and fewer members agree
                // with all of them: its bands must stay below the first ones, no more.
                const bool is_of_harm = f >= 2;
                good = good && later.mean_width[f] < 0.95 * early.mean_width[f] &&
                       late.mean_width[f] < (is_of_harm ? 0.95 * later.mean_width[f] : early.mean_width[f]) &&
                       late.width_ignoring[f] > 0.9 * early.width_ignoring[f];
                judgement.measured +=
                    fmt::format("{}{}: {:.0f}, {:.0f}, {:.0f} % in bands of {:.0f}, {:.0f}, {:.0f}",
                                f > 0 ? "; " : "", looked_for()[f].name, 100.0 * early.inside[f] / incidents,
                                100.0 * later.inside[f] / incidents, 100.0 * late.inside[f] / incidents,
                                early.mean_width[f], later.mean_width[f], late.mean_width[f]);
            }
            for (const Coverage* c : {&early, &later, &late}) good = good && least_coverage(*c) >= 0.85;
            judgement.band =
                "at least 85 % each after 15, 45 and 120 min; bands of harm narrower each time, of the crowd "
                "narrower after 45 min and not wider than at first after 120 [P]";
            judgement.verdict = passed_if(good && least_coverage(misread) < 0.7);
            judgement.note = fmt::format(
                "Controls: reports ignored, bands of {:.0f} people (present); figures told 1.6 times "
                "too high, {:.0f} % at worst.",
                late.width_ignoring[0], 100.0 * least_coverage(misread));
            return judgement;
        });
}

}  // namespace

void add_forecast_experiments(Experiments& catalogue) {
    catalogue.push_back(one_report());
    catalogue.push_back(repeated_reports());
    catalogue.push_back(doubtful_claim());
    catalogue.push_back(reported_figures());
    catalogue.push_back(synthetic_incidents());
}

}  // namespace wayout
