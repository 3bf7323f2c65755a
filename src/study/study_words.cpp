#include "study/study_words.hpp"

#include "output/number_text.hpp"

#include <wayout/study_results.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

bool is_time(std::string_view figure) {
    return figure.starts_with("egress_time_s") || figure.ends_with("_s");
}

bool is_yes_or_no(std::string_view figure) {
    return figure == "everybody_out_unharmed" || figure.ends_with(without_end);
}

nlohmann::ordered_json number_json(double value) {
    if (std::isnan(value))
        return nullptr;
    if (std::isinf(value))
        return value > 0.0 ? "inf" : "-inf";
    return value;
}

nlohmann::ordered_json probability_json(const Probability& p) {
    return {
        {"value", p.value}, {"low", p.bounds.low}, {"high", p.bounds.high}, {"members", p.yes}, {"of", p.of}};
}

}  // namespace

std::string percent_text(double share) {
    return fmt::format("{} %", trimmed(100.0 * share, 1));
}

std::string figure_text(std::string_view figure, double value) {
    if (std::isnan(value))
        return "-";
    if (std::isinf(value))
        return value > 0.0 ? "never" : "always too late";
    if (is_yes_or_no(figure))
        return percent_text(value);
    if (is_time(figure))
        return std::abs(value) < 60.0
                   ? fmt::format("{} s", trimmed(value, 1))
                   : fmt::format("{}{}", value < 0.0 ? "-" : "", clock_text(std::abs(value)));
    return trimmed(value, std::abs(value) < 10.0 ? 2 : 0);
}

std::string range_text(const FigureRange& range) {
    return fmt::format("{} to {} (middle {})", figure_text(range.name, range.low),
                       figure_text(range.name, range.high), figure_text(range.name, range.middle));
}

std::string probability_text(const Probability& p) {
    if (p.of == 0)
        return "not known";
    return fmt::format("{} of {} runs: {} (95 % interval {} to {})", p.yes, p.of, percent_text(p.value),
                       percent_text(p.bounds.low), percent_text(p.bounds.high));
}

std::string figure_words(std::string_view figure) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 33> words{{
        {"egress_time_s.first", "first person out"},
        {"egress_time_s.p50", "half of those out"},
        {"egress_time_s.p90", "90 % of those out"},
        {"egress_time_s.p95", "95 % of those out"},
        {"egress_time_s.p98", "98 % of those out"},
        {"egress_time_s.last", "last of those out"},
        {"egress_time_s.all", "everybody out"},
        {"people.harmed", "people harmed"},
        {"people.inside", "people still inside"},
        {"people.too_late", "people too late somewhere"},
        {"everybody_out_unharmed", "runs with everybody out, unharmed"},
        {"peak_density_per_m2", "peak density per m²"},
        {"longest_jam_s", "longest jam"},
        {"smallest_margin_s", "smallest margin of a zone"},
        {"casualties.all", "casualties"},
        {"casualties.red", "casualties, red"},
        {"casualties.yellow", "casualties, yellow"},
        {"casualties.green", "casualties, green"},
        {"casualties.black", "casualties, black"},
        {"casualties.children", "children among the casualties"},
        {"casualties.older", "older people among the casualties"},
        {"casualties.burns", "casualties who need a burn bed"},
        {"casualties.ventilator", "casualties who need a ventilator"},
        {"casualties.never_found", "never found"},
        {"medical.expected_deaths_by_delay", "of these by delay after being found"},
        {"medical.unserved", "not served"},
        {"medical.strained_sends", "sent to a hospital without room"},
        {"medical.first_hour_in_hospital", "in hospital within the first hour"},
        {"medical.red_first_hour_in_hospital", "red, in hospital within the first hour"},
        {"medical.red_waiting_p90_s", "waiting of red, 90 % of them at most"},
        {"medical.yellow_waiting_p90_s", "waiting of yellow, 90 % of them at most"},
        {"medical.scene_clear_s", "last casualty leaves the scene"},
        {"medical.expected_deaths", "deaths, sum of probabilities"},
    }};
    const bool is_share = figure.ends_with(without_end);
    const std::string_view plain = is_share ? figure.substr(0, figure.size() - without_end.size()) : figure;
    std::string in_words(plain);
    for (const auto& [name, text] : words)
        if (name == plain)
            in_words = text;
    constexpr std::string_view hospital = "medical.hospital.", patients = ".patients";
    if (plain.starts_with(hospital) && plain.ends_with(patients))
        in_words =
            fmt::format("patients of hospital '{}'",
                        plain.substr(hospital.size(), plain.size() - hospital.size() - patients.size()));
    return is_share ? in_words + std::string(without_end) : in_words;
}

std::string difference_text(const Difference& d) {
    const double scale = is_yes_or_no(d.figure) ? 100.0 : 1.0;
    const char* unit = is_yes_or_no(d.figure) ? " points" : (is_time(d.figure) ? " s" : "");
    const auto with_sign = [&](double value) {
        const std::string text = trimmed(scale * value, 1);
        return fmt::format("{}{}", value > 0.0 && text != "0" ? "+" : "", text);
    };
    return fmt::format("{}{} ({} to {})", with_sign(d.mean), unit, with_sign(d.interval.low),
                       with_sign(d.interval.high));
}

std::string study_json(const StudyResults& results) {
    nlohmann::ordered_json json;
    json["name"] = results.spec.name;
    json["scenario"] = results.scenario_name;
    json["ending"] = results.ending;
    json["output"] = results.spec.output;
    json["variants"] = nlohmann::ordered_json::array();
    for (const VariantResults& v : results.variants) {
        nlohmann::ordered_json item;
        item["id"] = v.id;
        item["members"] = v.members;
        item["failed"] = v.failed;
        item["everybody_out_unharmed"] = probability_json(v.unharmed);
        if (v.within_limit.of > 0)
            item["within_time_limit"] = probability_json(v.within_limit);
        item["figures"] = nlohmann::ordered_json::object();
        for (const FigureRange& f : v.figures)
            item["figures"][f.name] = {{"mean", number_json(f.mean)},
                                       {"mean_low", number_json(f.mean_interval.low)},
                                       {"mean_high", number_json(f.mean_interval.high)},
                                       {"p5", number_json(f.low)},
                                       {"p50", number_json(f.middle)},
                                       {"p95", number_json(f.high)}};
        json["variants"].push_back(std::move(item));
    }
    json["differences"] = nlohmann::ordered_json::array();
    for (const Difference& d : results.differences)
        json["differences"].push_back({{"variant", results.variants[static_cast<std::size_t>(d.variant)].id},
                                       {"figure", d.figure},
                                       {"mean", d.mean},
                                       {"low", d.interval.low},
                                       {"high", d.interval.high},
                                       {"p_adjusted", d.p_adjusted},
                                       {"is_real", d.is_real}});
    json["shares"] = nlohmann::ordered_json::array();
    for (const VarianceShare& s : results.shares)
        json["shares"].push_back({{"name", s.name}, {"first", s.first}, {"total", s.total}});
    json["weights"] = nlohmann::ordered_json::array();
    for (const InputWeight& w : results.weights)
        json["weights"].push_back({{"name", w.name}, {"part", w.part}, {"weight", w.weight}});
    return json.dump(2);
}

std::vector<std::string> study_lines(const StudyResults& results) {
    std::vector<std::string> lines;
    constexpr std::size_t most_variants = 12;
    for (std::size_t i = 0; i < results.variants.size() && i < most_variants; ++i) {
        const VariantResults& v = results.variants[i];
        const std::string name = results.variants.size() > 1 ? v.name + ": " : "";
        if (v.members == v.failed) {
            lines.push_back(fmt::format("{}none of {} runs was done", name, v.members));
            continue;
        }
        if (const FigureRange* all = v.figure("egress_time_s.all"))
            lines.push_back(fmt::format("{}everybody is out after {} in 90 % of {} runs", name,
                                        range_text(*all), all->count));
        lines.push_back(
            fmt::format("{}everybody out and unharmed in {}", name, probability_text(v.unharmed)));
        if (v.within_limit.of > 0)
            lines.push_back(fmt::format("{}everybody out within {} in {}", name,
                                        duration_words(results.spec.time_limit_s),
                                        probability_text(v.within_limit)));
        if (const FigureRange* harmed = v.figure("people.harmed"); harmed && harmed->largest > 0.0)
            lines.push_back(fmt::format("{}people harmed: {}", name, range_text(*harmed)));
        if (v.failed > 0)
            lines.push_back(fmt::format("{}{} of {} runs failed and count nowhere: {}", name, v.failed,
                                        v.members, v.problems.front()));
    }
    if (results.variants.size() > most_variants)
        lines.push_back(
            fmt::format("and {} variants more, see the report", results.variants.size() - most_variants));
    return lines;
}

}  // namespace wayout
