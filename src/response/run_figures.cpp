#include "response/run_figures.hpp"

#include "statistics/incomplete_gamma.hpp"
#include "statistics/quantile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace wayout {
namespace {

class Figures {
public:
    void add(std::string name, double value) {
        if (!std::isnan(value))
            list_.push_back({std::move(name), value});
    }
    std::vector<MedicalFigure> take() && { return std::move(list_); }

private:
    std::vector<MedicalFigure> list_;
};

/// From being in one state until coming into another; NaN: did not.
double span_s(const CasualtyCourse& c, CareState from, CareState to) {
    return c.at(to) - c.at(from);
}

double time_found_s(const Casualty& casualty) {
    return casualty.found_s;
}

void add_waits(Figures& figures, std::span<const Casualty> casualties, const MedicalRun& run) {
    struct Wait {
        const char* name;
        CareState from;
        CareState to;
    };
    constexpr Wait waits[] = {
        {"wait_triage", CareState::waiting_triage, CareState::in_triage},
        {"wait_treatment", CareState::waiting_treatment, CareState::in_treatment},
        {"wait_transport", CareState::waiting_transport, CareState::loading},
        {"wait_hospital", CareState::waiting_ed, CareState::in_ed},
        {"wait_transfer", CareState::waiting_transfer, CareState::transferring},
    };
    for (std::size_t k = 0; k < 3; ++k) {
        const auto of_class = [&](auto&& value) {
            std::vector<double> values;
            for (std::size_t i = 0; i < casualties.size(); ++i)
                if (run.courses[i].true_class == static_cast<TriageClass>(k))
                    if (const double v = value(i); !std::isnan(v))
                        values.push_back(v);
            return values;
        };
        const auto add = [&](const std::string& name, std::vector<double> values) {
            figures.add(fmt::format("{}.{}.mean_s", name, triage_class_names[k]), mean_of(values));
            figures.add(fmt::format("{}.{}.p95_s", name, triage_class_names[k]), quantile_of(values, 0.95));
        };
        for (const Wait& wait : waits)
            add(wait.name,
                of_class([&](std::size_t i) { return span_s(run.courses[i], wait.from, wait.to); }));
        add("found_to_care", of_class([&](std::size_t i) {
                return run.courses[i].at(CareState::in_ed) - time_found_s(casualties[i]);
            }));
    }
}

/// Red with burns or after smoke who came to care and would live by the curve: a share of them dies later,
/// over days as a gamma law with its mean at 7 days [D] and its mode at 5 [2]. No part of the other figures.
void add_late_deaths(Figures& figures, const MedicalPlan& plan, std::span<const Casualty> casualties,
                     const MedicalRun& run) {
    constexpr double scale_days = 2.0;  // mean less mode
    constexpr double shape = 7.0 / scale_days;
    double critical = 0.0;
    for (std::size_t i = 0; i < casualties.size(); ++i) {
        const CasualtyCourse& c = run.courses[i];
        const InjuryCause cause = casualties[i].cause;
        if (c.true_class == TriageClass::red && !std::isnan(c.at(CareState::in_ed)) &&
            (cause == InjuryCause::smoke || cause == InjuryCause::burn))
            critical += c.survival;
    }
    const double late = plan.late_death_frac * critical;
    figures.add("late_deaths", late);
    for (const int days : {1, 7, 30})
        figures.add(fmt::format("late_deaths.within_{}_days", days),
                    late * incomplete_gamma(shape, days / scale_days).lower);
}

}  // namespace

bool is_preventable_delay(const CasualtyCourse& course) {
    constexpr double preventable_from_rpm = 4.0;
    constexpr double preventable_after_s = 3600.0;
    return course.rpm_found >= preventable_from_rpm && course.waited_s > preventable_after_s;
}

std::vector<MedicalFigure> figures_of_run(const MedicalPlan& plan, std::span<const Casualty> casualties,
                                          const MedicalRun& run) {
    double survivors = 0.0;
    double if_at_once = 0.0;
    double late_deaths = 0.0;
    double last_departure_s = not_yet_s;
    int dead = 0;
    int late = 0;
    int unserved = 0;
    int carried_away = 0;
    int by_self = 0;
    int judged_wrong = 0;
    int transferred = 0;
    std::vector<int> by_hospital(plan.hospitals.size(), 0);
    for (const CasualtyCourse& c : run.courses) {
        survivors += c.survival;
        if_at_once += c.survival_found;
        dead += c.state == CareState::dead ? 1 : 0;
        unserved += c.unserved.empty() ? 0 : 1;
        if (is_preventable_delay(c)) {
            ++late;
            late_deaths += 1.0 - c.survival;
        }
        if (const double left_s = c.at(CareState::driving); !std::isnan(left_s)) {
            last_departure_s = std::fmax(last_departure_s, left_s);
            ++carried_away;
        }
        transferred += std::isnan(c.at(CareState::transferring)) ? 0 : 1;
        by_self += std::isnan(c.at(CareState::driving_self)) ? 0 : 1;
        judged_wrong += c.judged && *c.judged != c.true_class ? 1 : 0;
        if (!std::isnan(c.at(CareState::waiting_ed)))
            ++by_hospital[static_cast<std::size_t>(c.hospital)];
    }
    const auto count = static_cast<double>(run.courses.size());
    Figures figures;
    figures.add("casualties", count);
    figures.add("found_dead", dead);
    figures.add("expected_survivors", survivors);
    figures.add("expected_deaths", count - survivors);
    figures.add("expected_survivors_without_delay", if_at_once);
    figures.add("expected_deaths_by_delay", if_at_once - survivors);
    figures.add("preventable_delay", late);
    figures.add("preventable_delay_expected_deaths", late_deaths);
    figures.add("unserved", unserved);
    figures.add("by_vehicle", carried_away);
    figures.add("by_self", by_self);
    figures.add("judged_wrong_at_the_end", judged_wrong);
    figures.add("strained_sends", static_cast<double>(run.strained.size()));
    figures.add("last_departure_s", last_departure_s);
    if (plan.transfers.vehicles > 0) {
        figures.add("transferred", transferred);
        figures.add("not_transferred", run.not_transferred);
    }
    add_late_deaths(figures, plan, casualties, run);
    for (std::size_t h = 0; h < by_hospital.size(); ++h)
        figures.add(fmt::format("hospital.{}.patients", plan.hospitals[h].id), by_hospital[h]);
    add_waits(figures, casualties, run);
    return std::move(figures).take();
}

double figure_of(const MedicalRun& run, std::string_view name) {
    const auto found = std::find_if(run.figures.begin(), run.figures.end(),
                                    [&](const MedicalFigure& figure) { return figure.name == name; });
    return found == run.figures.end() ? not_yet_s : found->value;
}

}  // namespace wayout
