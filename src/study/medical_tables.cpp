#include "study/medical_tables.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

/// Empty: has not happened, or is not known.
std::string rounded_cell(double value) {
    return std::isnan(value) ? std::string() : exact(std::round(value * 1e6) / 1e6);
}

/// The first run, casualty by casualty.
std::string casualty_courses_csv(const MedicalResults& results) {
    std::string text = "casualty,place,true_class,judged_class,end_state";
    for (const std::string_view state : care_state_names)
        if (state != care_state_names.front())
            text += fmt::format(",{}_s", state);
    text +=
        ",vehicle,hospital,waited_s,rpm_found,rpm_at_care,survival_if_at_once,survival,preventable_delay,"
        "unserved"
        "\n";
    const MedicalPlan& plan = results.plan;
    for (std::size_t i = 0; i < results.casualties.size(); ++i) {
        const CasualtyCourse& c = results.first.courses[i];
        text += fmt::format(
            "{},{},{},{},{}", csv_field(results.casualties[i].id), csv_field(results.casualties[i].place),
            triage_class_names[static_cast<std::size_t>(c.true_class)],
            c.judged ? triage_class_names[static_cast<std::size_t>(*c.judged)] : std::string_view(),
            care_state_names[static_cast<std::size_t>(c.state)]);
        for (std::size_t s = 1; s < care_state_count; ++s) text += ',' + rounded_cell(c.entered_s[s]);
        text += fmt::format(
            ",{},{},{},{},{},{},{},{},{}\n",
            c.fleet < 0 ? std::string() : plan.fleets[static_cast<std::size_t>(c.fleet)].id,
            c.hospital < 0 ? std::string() : plan.hospitals[static_cast<std::size_t>(c.hospital)].id,
            rounded_cell(c.waited_s), rounded_cell(c.rpm_found), rounded_cell(c.rpm_at_care),
            rounded_cell(c.survival_found), rounded_cell(c.survival), is_preventable_delay(c) ? 1 : 0,
            csv_field(c.unserved));
    }
    return text;
}

std::string timeline_table(const MedicalResults& results) {
    std::string text = "time_s,what,p5,p50,p95\n";
    const auto row = [&](double time_s, std::string_view what, const std::array<double, 3>& range) {
        text += fmt::format("{},{},{},{},{}\n", rounded_cell(time_s), what, rounded_cell(range[0]),
                            rounded_cell(range[1]), rounded_cell(range[2]));
    };
    for (const MedicalMoment& moment : results.timeline) {
        for (std::size_t s = 0; s < care_state_count; ++s)
            row(moment.time_s, care_state_names[s], moment.people[s]);
        for (std::size_t h = 0; h < moment.in_hospital.size(); ++h)
            row(moment.time_s, "hospital." + results.plan.hospitals[h].id, moment.in_hospital[h]);
    }
    return text;
}

/// The first run.
std::string resources_csv(const MedicalResults& results) {
    std::string text = "kind,id,place,count,served,peak_in_use,busy_s,available_s,busy_frac\n";
    for (const ResourceUse& use : results.first.resources)
        text +=
            fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_field(use.kind), use.id, use.place, use.count,
                        use.served, use.peak, rounded_cell(use.busy_s), rounded_cell(use.available_s),
                        use.available_s > 0.0 ? rounded_cell(use.busy_s / use.available_s) : std::string());
    return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> medical_tables(const MedicalResults& results) {
    return {{"casualties.csv", casualty_courses_csv(results)},
            {"timeline.csv", timeline_table(results)},
            {"resources.csv", resources_csv(results)}};
}

}  // namespace wayout
