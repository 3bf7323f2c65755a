/// The numbers of the reporting model with what they rest on.
#include <wayout/reports.hpp>

#include <fmt/format.h>

#include <utility>

namespace wayout {
namespace {

/// "D" for a default, "given" for what the file sets.
std::string tag_of(double value, double default_value) {
    return value == default_value ? "D" : "given";
}

}  // namespace

std::vector<ReportingParameter> parameters_of(const ReportingModel& model) {
    const ReportingModel standard;
    std::vector<ReportingParameter> list;
    const auto add = [&list](std::string name, double value, double default_value, const char* unit,
                             std::string source) {
        list.push_back({std::move(name), fmt::format("{:g}{}", value, unit), tag_of(value, default_value),
                        std::move(source)});
    };
    add("lag of counts of the dead, median", model.dead_lag_median_s, standard.dead_lag_median_s, " s",
        "log-normal, ln 45 min; bodies are found and counted later");
    add("lag of counts of the dead, sigma", model.dead_lag_sigma, standard.dead_lag_sigma, "", "0.6");
    add("double count of the dead, at most", model.double_count_frac, standard.double_count_frac, "",
        "uniform from 0, until reconciled");
    add("reconciled from", model.reconciled_from_s, standard.reconciled_from_s, " s", "6 h");
    add("reconciled until", model.reconciled_until_s, standard.reconciled_until_s, " s", "24 h");
    add("lists of the missing too long by", model.missing_excess_frac, standard.missing_excess_frac, "",
        "closed building; order of magnitude of Grenfell 2017 [2]. Open lists 1.2 (WTC 2001 [2])");
    add("... and falling over", model.missing_tau_s, standard.missing_tau_s, " s", "60 d; open lists 20 d");
    add("injured who come of their own and late", model.injured_self_frac, standard.injured_self_frac, "",
        "R = N_transported + N_self (1 - exp(-t / tau))");
    add("... over", model.injured_tau_s, standard.injured_tau_s, " s",
        "24 h; Kiss 2013: 623 more treated in the first week [A]");
    add("error added to \"about\"", model.about_frac, standard.about_frac, "", "");
    add("error of any count", model.count_sd, standard.count_sd, " people", "");
    add("error of percentages", model.percent_sd, standard.percent_sd, " points", "");
    add("correlation of errors within a kind of source", model.correlation, standard.correlation, "",
        "n statements at one time weigh as n / (1 + (n - 1) rho)");
    add("... falling over", model.correlation_time_s, standard.correlation_time_s, " s", "");
    for (std::size_t i = 0; i < source_kind_count; ++i) {
        const KindModel& kind = model.kinds[i];
        const KindModel& usual = standard.kinds[i];
        const std::string name(source_kind_names[i]);
        add(name + ": lag, median", kind.lag_median_s, usual.lag_median_s, " s", "log-normal");
        add(name + ": lag, sigma", kind.lag_sigma, usual.lag_sigma, "", "");
        add(name + ": share that is seen", kind.seen_frac, usual.seen_frac, "", "");
        add(name + ": relative error", kind.error_frac, usual.error_frac, "", "");
        add(name + ": confidence", kind.confidence, usual.confidence, "",
            "that a statement is what it purports to be");
    }
    return list;
}

}  // namespace wayout
