/// What `wayout validate` found, for a terminal, for programs and for the documentation.
#include "output/number_text.hpp"
#include "output/validation_words.hpp"

#include <wayout/validation.hpp>
#include <wayout/version.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace wayout {
namespace {

const char* tag_of(Origin origin) {
    switch (origin) {
        case Origin::computed:
            return "[C]";
        case Origin::read:
            return "[R]";
        case Origin::secondary:
            return "[S]";
        case Origin::memory:
            return "[M]";
    }
    return "";
}

std::string measured_of(const ValidationQuantity& quantity) {
    return std::isnan(quantity.measured)
               ? std::string("-")
               : fmt::format("{} {}", trimmed(quantity.measured, 3), tag_of(quantity.origin));
}

std::string marked_verdict_of(const ValidationResult& result) {
    const std::string verdict = verdict_of(result);
    return result.experiment.decides && !result.is_reproduced ? "**" + verdict + "**" : verdict;
}

std::string model_of(const ValidationQuantity& quantity) {
    if (quantity.p05 == quantity.p95)
        return number_or_dash(quantity.mean);
    return fmt::format("{} ({} to {})", number_or_dash(quantity.mean), number_or_dash(quantity.p05),
                       number_or_dash(quantity.p95));
}

nlohmann::ordered_json number(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json as_json(const std::optional<ValidationMiss>& miss) {
    if (!miss)
        return nullptr;
    return {{"experiment", miss->experiment},
            {"quantity", miss->quantity},
            {"bands_outside", number(miss->bands_outside)}};
}

}  // namespace

std::string validation_as_text(const std::vector<ValidationResult>& results) {
    std::string text;
    for (const ValidationResult& result : results) {
        text += fmt::format("{}  {}: {} ({})\n", result.experiment.id, result.experiment.title,
                            verdict_of(result), conditions_of(result));
        text += fmt::format("    {}\n    accepted: {}\n", result.finding, result.experiment.criterion);
        if (const std::string why = words_of_miss(result); !why.empty())
            text += fmt::format("    {}\n", why);
        std::size_t longest = 0;
        for (const ValidationQuantity& quantity : result.quantities)
            longest = std::max(longest, quantity.name.size());
        for (const ValidationQuantity& quantity : result.quantities)
            text += fmt::format("    {} {:<{}} {:>26} {:<8} measured {:<12} accepted {}\n",
                                quantity.is_inside() ? ' ' : '!', quantity.name, longest, model_of(quantity),
                                quantity.unit, measured_of(quantity), band_of(quantity));
    }
    for (const std::string& line : words_of_summary(results)) text += line + "\n";
    return text;
}

std::string validation_as_json(const std::vector<ValidationResult>& results) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const ValidationResult& result : results) {
        nlohmann::ordered_json quantities = nlohmann::ordered_json::array();
        for (const ValidationQuantity& quantity : result.quantities)
            quantities.push_back({{"name", quantity.name},
                                  {"unit", quantity.unit},
                                  {"measured", number(quantity.measured)},
                                  {"evidence", tag_of(quantity.origin)},
                                  {"accepted_low", number(quantity.low)},
                                  {"accepted_high", number(quantity.high)},
                                  {"mean", number(quantity.mean)},
                                  {"p05", number(quantity.p05)},
                                  {"p95", number(quantity.p95)},
                                  {"inside", quantity.is_inside()}});
        all.push_back({{"id", result.experiment.id},
                       {"title", result.experiment.title},
                       {"source", result.experiment.source},
                       {"criterion", result.experiment.criterion},
                       {"calibration", calibration_of(result)},
                       {"calibration_meant",
                        result.experiment.has_people ? name_of(result.experiment.calibration) : "-"},
                       {"seeds", result.seeds},
                       {"decides", result.experiment.decides},
                       {"reproduced", result.is_reproduced},
                       {"finding", result.finding},
                       {"worst_miss", as_json(worst_miss_of(result))},
                       {"known_cause", result.is_reproduced ? std::string() : result.experiment.known_cause},
                       {"wall_s", result.wall_s},
                       {"quantities", quantities}});
    }
    const ValidationSummary summary = summary_of(results);
    nlohmann::ordered_json counts = nlohmann::ordered_json::array();
    for (const ValidationSummary::Count& count : summary.by_calibration)
        counts.push_back({{"calibration", count.calibration ? name_of(*count.calibration) : "-"},
                          {"reproduced", count.reproduced},
                          {"deciding", count.deciding},
                          {"shown_only", count.shown_only}});
    nlohmann::ordered_json page;
    page["summary"] = {{"by_calibration", counts}, {"worst_miss", as_json(summary.worst)}};
    page["experiments"] = std::move(all);
    return page.dump(2) + "\n";
}

std::string validation_as_markdown(const std::vector<ValidationResult>& results) {
    std::string page = fmt::format(
        "# Validation\n\nGenerated by `wayout validate --markdown` of wayout {}. Experiments with people are "
        "run again and compared with what was "
        "measured; mean of the runs, 5th to 95th percentile in brackets. [C] computed from raw trajectories, "
        "[R] read in the source, [S] from a text "
        "about it; numbers from memory [M] decide nothing. The fire model is held against another program, "
        "at the "
        "time when each quantity lies farthest from it. What is not reproduced is shown as such.\n\n",
        version);
    for (const std::string& line : words_of_summary(results)) page += "- " + line + "\n";
    page += "\n| experiment | calibration | finding | |\n|---|---|---|---|\n";
    for (const ValidationResult& result : results)
        page += fmt::format("| {} {} | {} | {} | {} |\n", result.experiment.id, result.experiment.title,
                            calibration_of(result), result.finding, marked_verdict_of(result));
    for (const ValidationResult& result : results) {
        page += fmt::format("\n## {} {}\n\nData: {}. Accepted: {}. {}.\n\n", result.experiment.id,
                            result.experiment.title, result.experiment.source, result.experiment.criterion,
                            result.experiment.has_people ? fmt::format("{} seeds", result.seeds.size())
                                                         : std::string("Without people: run once"));
        if (const std::string why = words_of_miss(result); !why.empty())
            page += why + "\n\n";
        page += "| quantity | unit | measured | wayout | accepted | |\n|---|---|---|---|---|---|\n";
        for (const ValidationQuantity& quantity : result.quantities)
            page += fmt::format("| {} | {} | {} | {} | {} | {} |\n", quantity.name, quantity.unit,
                                measured_of(quantity), model_of(quantity), band_of(quantity),
                                quantity.is_inside()                ? ""
                                : quantity.origin == Origin::memory ? "outside [M]"
                                                                    : "**outside**");
    }
    return page;
}

}  // namespace wayout
