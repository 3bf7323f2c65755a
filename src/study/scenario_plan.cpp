/// The response plan of a scenario, and casualties as a table.
#include "output/number_text.hpp"

#include <wayout/casualties.hpp>
#include <wayout/medical.hpp>

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

std::string needs_text(const CareNeeds& needs) {
    std::string text;
    const auto add = [&](bool is_needed, const char* word) {
        if (is_needed)
            text += fmt::format("{}{}", text.empty() ? "" : " ", word);
    };
    add(needs.burn, "burn");
    add(needs.ventilator, "ventilator");
    add(needs.paediatric, "paediatric");
    return text;
}

}  // namespace

std::string casualty_table_text(std::span<const Casualty> casualties) {
    const auto number = [](double value) {
        return std::isnan(value) ? std::string() : exact(std::round(value * 1000.0) / 1000.0);
    };
    std::string text = "id,found_s,place,state,age_years,cause,needs,walks,brought\n";
    for (const Casualty& c : casualties)
        text += fmt::format(
            "{},{},{},{},{},{},{},{},{}\n", csv_field(c.id), number(c.found_s), csv_field(c.place),
            c.rpm ? number(*c.rpm) : std::string(triage_class_names[static_cast<std::size_t>(c.given_class)]),
            number(c.age_years), injury_cause_names[static_cast<std::size_t>(c.cause)], needs_text(c.needs),
            !c.walks ? "" : (*c.walks ? "yes" : "no"), c.is_brought ? "yes" : "");
    return text;
}

Result<std::optional<MedicalPlan>> medical_plan_of(const Scenario& scenario) {
    if (scenario.response.medical_plan.empty())
        return std::optional<MedicalPlan>();
    Result<MedicalPlan> plan =
        read_medical_plan_text(scenario.response.medical_plan, "response.medical_plan");
    if (!plan)
        return plan.error();
    return std::optional<MedicalPlan>(*std::move(plan));
}

Errors problems_of_medical_plan(const Scenario& scenario) {
    const Result<std::optional<MedicalPlan>> plan = medical_plan_of(scenario);
    if (!plan)
        return plan.error();
    if (!*plan)
        return {};
    std::vector<std::string> exits;
    for (const ExitSpec& exit : scenario.venue.exits) exits.push_back(exit.id);
    std::vector<std::string> teams;
    for (const RescueTeamSpec& team : scenario.response.rescue_teams) teams.push_back(team.collection_point);
    Errors errors = problems_of_plan(**plan);
    Errors of_exits = problems_of_exits(**plan, exits, teams);
    errors.insert(errors.end(), of_exits.begin(), of_exits.end());
    return errors;
}

}  // namespace wayout
