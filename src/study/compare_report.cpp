/// Page, table and words of `wayout compare`.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/study_page.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/compare.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t longest_value = 200;
constexpr std::size_t most_lines = 20;

bool is_tested(const Comparison& comparison) {
    return comparison.by == ComparedBy::pairs || comparison.by == ComparedBy::samples;
}

const char* word_of(ComparedBy by) {
    switch (by) {
        case ComparedBy::same_run:
            return "same run";
        case ComparedBy::single_runs:
            return "single runs";
        case ComparedBy::pairs:
            return "pairs";
        case ComparedBy::samples:
            return "independent samples";
    }
    return "";
}

std::string basis_of(const Comparison& comparison) {
    switch (comparison.by) {
        case ComparedBy::same_run:
            return "Both are the same run: everybody was in the same state after every step.";
        case ComparedBy::single_runs:
            return "One run each is two samples of chance: another seed alone makes such differences, and "
                   "these cannot tell whether anything has changed. Compare studies of many runs.";
        case ComparedBy::pairs:
            return fmt::format(
                "{} pairs of runs with the same seeds and inputs: sign-flip test, 95 % "
                "bootstrap intervals, p values corrected over all figures (Holm).",
                comparison.pair_count);
        case ComparedBy::samples:
            return "Runs that share no seeds and inputs: permutation test of the means, 95 % bootstrap "
                   "intervals, p values corrected over all figures (Holm). The same seeds in both would see "
                   "smaller differences.";
    }
    return {};
}

std::string finding_of(const Comparison& comparison, const FigureDifference& d) {
    if (!is_tested(comparison))
        return "";
    if (d.is_real)
        return "real";
    return d.smallest_p > 0.05 ? "too few runs to tell" : "not distinguishable from zero";
}

std::string difference_of(const Comparison& comparison, const FigureDifference& d) {
    if (std::isinf(d.mean))
        return "one has no end";
    Difference difference;
    difference.figure = d.figure;
    difference.mean = d.mean;
    difference.interval = d.interval;
    const std::string text = difference_text(difference);
    return is_tested(comparison) ? text : text.substr(0, text.find(" ("));
}

std::string value_text(const std::string& json) {
    return json.empty() ? "not there" : shortened(json, longest_value);
}

bool has_moved(const FigureDifference& d) {
    return d.mean != 0.0 || d.interval.low != 0.0 || d.interval.high != 0.0;
}

std::string name_of(const FigureDifference& d) {
    const std::string words = figure_words(d.figure);
    return d.variant.empty() ? words : fmt::format("{} ({})", words, d.variant);
}

Json number(double value) {
    if (std::isnan(value))
        return nullptr;
    if (std::isinf(value))
        return value > 0.0 ? "inf" : "-inf";
    return value;
}

Json value_json(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json::parse(text, nullptr, false);
}

}  // namespace

std::vector<std::string> comparison_lines(const Comparison& comparison) {
    std::vector<std::string> lines;
    for (const MakingFact& fact : comparison.made_with)
        if (fact.a != fact.b)
            lines.push_back(fmt::format("Made with another {}: {} | {}", fact.name, fact.a, fact.b));
    const std::size_t changed = comparison.inputs.size() + comparison.inputs_left_out;
    lines.push_back(changed == 0
                        ? "The input is the same."
                        : fmt::format("The input differs in {}:",
                                      counted(static_cast<std::int64_t>(changed), "value", "values")));
    for (std::size_t i = 0; i < std::min(most_lines, comparison.inputs.size()); ++i) {
        const InputDifference& d = comparison.inputs[i];
        lines.push_back(fmt::format("  {}: {} -> {}", d.path, value_text(d.a), value_text(d.b)));
    }
    if (changed > most_lines)
        lines.push_back(fmt::format("  and {} more", changed - most_lines));
    lines.push_back(basis_of(comparison));
    std::size_t moved = 0, still = 0;
    for (const FigureDifference& d : comparison.figures) {
        if (is_tested(comparison) ? !d.is_real : !has_moved(d)) {
            ++still;
            continue;
        }
        if (++moved <= most_lines)
            lines.push_back(fmt::format("  {}: {}{}", name_of(d), difference_of(comparison, d),
                                        is_tested(comparison) ? ", real" : ""));
    }
    if (moved > most_lines)
        lines.push_back(fmt::format("  and {} more", moved - most_lines));
    lines.push_back(fmt::format("{} of {} figures {}.", still, still + moved,
                                is_tested(comparison) ? "cannot be told apart" : "are the same"));
    return lines;
}

std::string comparison_json(const Comparison& comparison) {
    Json json;
    json["format"] = "wayout-comparison";
    json["format_version"] = 1;
    json["a"] = comparison.name_a;
    json["b"] = comparison.name_b;
    json["made_with"] = Json::array();
    for (const MakingFact& fact : comparison.made_with)
        json["made_with"].push_back({{"name", fact.name}, {"a", fact.a}, {"b", fact.b}});
    json["inputs"] = Json::array();
    for (const InputDifference& d : comparison.inputs)
        json["inputs"].push_back({{"path", d.path}, {"a", value_json(d.a)}, {"b", value_json(d.b)}});
    json["inputs_left_out"] = comparison.inputs_left_out;
    json["compared_by"] = word_of(comparison.by);
    json["basis"] = basis_of(comparison);
    json["figures"] = Json::array();
    for (const FigureDifference& d : comparison.figures) {
        Json item{{"variant", d.variant},
                  {"figure", d.figure},
                  {"a", number(d.mean_a)},
                  {"b", number(d.mean_b)},
                  {"difference", number(d.mean)}};
        if (is_tested(comparison)) {
            item["low"] = d.interval.low;
            item["high"] = d.interval.high;
            item["runs_a"] = d.count_a;
            item["runs_b"] = d.count_b;
            item["p"] = d.p_value;
            item["p_adjusted"] = d.p_adjusted;
            item["is_real"] = d.is_real;
            item["finding"] = finding_of(comparison, d);
        }
        json["figures"].push_back(std::move(item));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Errors write_comparison(const Comparison& comparison, const std::filesystem::path& folder) {
    Html html;
    html.element("h1", "What differs");
    html.element("p", fmt::format("A: {}", comparison.name_a));
    html.element("p", fmt::format("B: {}", comparison.name_b));
    html.open("div", "answer");
    for (const std::string& line : comparison_lines(comparison)) html.element("p", line);
    html.close("div");

    html.element("h2", "Made with");
    HtmlTable made({{""}, {"A"}, {"B"}, {"Same"}});
    for (const MakingFact& fact : comparison.made_with)
        made.row({fact.name, fact.a, fact.b, fact.a == fact.b ? "yes" : "no"});
    html.raw(made.str());

    html.element("h2", "What was put in");
    HtmlTable inputs({{"Value"}, {"A"}, {"B"}});
    for (const InputDifference& d : comparison.inputs) inputs.row({d.path, value_text(d.a), value_text(d.b)});
    if (comparison.inputs.empty())
        html.element("p", "The input is the same.");
    else
        html.raw(inputs.str());
    if (comparison.inputs_left_out > 0)
        html.element("p", fmt::format("{} more are not listed.", comparison.inputs_left_out));

    html.element("h2", "What came out");
    html.element("p", basis_of(comparison));
    HtmlTable figures({{"Figure"},
                       {"A", true},
                       {"B", true},
                       {"B less A", true},
                       {"p, corrected", true},
                       {"Runs", true},
                       {"Finding"}});
    for (const FigureDifference& d : comparison.figures)
        figures.row({name_of(d), figure_text(d.figure, d.mean_a), figure_text(d.figure, d.mean_b),
                     difference_of(comparison, d), is_tested(comparison) ? trimmed(d.p_adjusted, 4) : "",
                     fmt::format("{}, {}", d.count_a, d.count_b), finding_of(comparison, d)});
    html.raw(figures.str());
    html.element("p",
                 "A figure that has no end in a run (somebody never got out) counts in no mean; the share of "
                 "such runs is a figure of its own. What cannot be told from zero may still be there: more "
                 "runs would tell.");

    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return {{ErrorCode::io, folder.string(), "cannot be made: " + failed.message()}};
    return write_whole_file(folder / "compare.html", page_of("wayout compare", html.str()));
}

}  // namespace wayout
