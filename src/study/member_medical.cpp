#include "study/member_medical.hpp"

#include "statistics/quantile.hpp"
#include "study/member_courses.hpp"

#include <wayout/casualties.hpp>
#include <wayout/medical.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double hour_s = 3600.0;

class MedicalFigures {
public:
    void add(std::string name, double value) {
        if (!std::isnan(value))
            list_.push_back({std::move(name), value});
    }
    std::vector<Figure> take() && { return std::move(list_); }

private:
    std::vector<Figure> list_;
};

double count_of(std::size_t count) {
    return static_cast<double>(count);
}

void add_casualties(const MedicalPlan& plan, std::span<const Casualty> casualties, const MedicalRun& run,
                    int never_found, MedicalFigures& figures) {
    std::array<int, triage_class_names.size()> by_class{};
    for (const CasualtyCourse& c : run.courses) ++by_class[static_cast<std::size_t>(c.true_class)];
    figures.add("casualties.all", count_of(casualties.size()) + never_found);
    for (std::size_t k = 0; k < by_class.size(); ++k)
        figures.add(fmt::format("casualties.{}", triage_class_names[k]), by_class[k]);
    figures.add("casualties.never_found", never_found);
    const auto count = [&](const char* name, auto&& is_one) {
        figures.add(
            name,
            count_of(static_cast<std::size_t>(std::count_if(casualties.begin(), casualties.end(), is_one))));
    };
    const auto of_age = [&](AgeClass age) {
        return [&plan, age](const Casualty& c) { return plan.injuries.age_class_of(c.age_years) == age; };
    };
    count("casualties.children", of_age(AgeClass::child));
    count("casualties.older", of_age(AgeClass::older));
    count("casualties.burns", [](const Casualty& c) { return c.needs.burn; });
    count("casualties.ventilator", [](const Casualty& c) { return c.needs.ventilator; });
}

/// When the last casualty who is alive leaves the scene; +inf: somebody never does. Nobody to leave: NaN.
double scene_clear_s(const MedicalRun& run) {
    double last_s = not_yet_s;
    for (const CasualtyCourse& c : run.courses) {
        if (c.state == CareState::dead)
            continue;
        const double by_vehicle_s = c.at(CareState::driving);
        const double left_s = std::isnan(by_vehicle_s) ? c.at(CareState::driving_self) : by_vehicle_s;
        if (std::isnan(left_s))
            return std::numeric_limits<double>::infinity();
        last_s = std::fmax(last_s, left_s);
    }
    return last_s;
}

void add_course(const MedicalRun& run, MedicalFigures& figures) {
    int first_hour = 0;
    int red_first_hour = 0;
    std::array<std::vector<double>, 2> waits;
    for (const CasualtyCourse& c : run.courses) {
        if (c.at(CareState::waiting_ed) <= hour_s) {
            ++first_hour;
            red_first_hour += c.true_class == TriageClass::red ? 1 : 0;
        }
        if (c.true_class == TriageClass::red || c.true_class == TriageClass::yellow)
            waits[static_cast<std::size_t>(c.true_class)].push_back(c.waited_s);
    }
    figures.add("medical.first_hour_in_hospital", first_hour);
    figures.add("medical.red_first_hour_in_hospital", red_first_hour);
    figures.add("medical.red_waiting_p90_s", quantile_of(waits[0], 0.9));
    figures.add("medical.yellow_waiting_p90_s", quantile_of(waits[1], 0.9));
    figures.add("medical.scene_clear_s", scene_clear_s(run));
}

}  // namespace

void describe_chain(const MedicalPlan& plan, const RunResults& results, std::uint64_t seed,
                    MemberResult& member) {
    const std::vector<Casualty> casualties = casualties_of_run(results, plan, seed);
    const int never_found = count_never_found(results, plan, seed);
    const MedicalRun run = run_medical_chain(plan, casualties, seed);
    MedicalFigures figures;
    add_casualties(plan, casualties, run, never_found, figures);
    add_course(run, figures);
    // Whom nobody ever finds has no probability of survival.
    figures.add("medical.expected_deaths", figure_of(run, "expected_deaths") + never_found);
    figures.add("medical.expected_deaths_by_delay", figure_of(run, "expected_deaths_by_delay"));
    figures.add("medical.unserved", figure_of(run, "unserved"));
    figures.add("medical.strained_sends", figure_of(run, "strained_sends"));
    for (const HospitalSpec& hospital : plan.hospitals) {
        const std::string name = fmt::format("hospital.{}.patients", hospital.id);
        figures.add("medical." + name, figure_of(run, name));
    }
    for (Figure& figure : std::move(figures).take()) member.figures.push_back(std::move(figure));
    replace_courses(member.courses, courses_of_chain(plan, casualties, run));
}

}  // namespace wayout
