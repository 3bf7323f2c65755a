#include <wayout/norms.hpp>

#include <fmt/format.h>

#include <cmath>

namespace wayout {

std::string norm_number(const NormRow& row, double number) {
    if (std::isnan(number))
        return {};
    // Lengths to the centimetre; flows and ratios likewise; times and shares to a tenth; the rest is counted.
    const int decimals = row.unit == "m" || row.unit == "persons/s" || row.unit.empty() ? 2
                         : row.unit == "s" || row.unit == "%"                           ? 1
                                                                                        : 0;
    // 2.4999 of 2.50 must not read as 2.50: towards the side on which the verdict stands.
    const double scale = std::pow(10.0, decimals);
    const double rounded = std::round(number * scale) / scale;
    const bool hides_a_gap = row.verdict == NormVerdict::not_met && number != row.limit &&
                             rounded == std::round(row.limit * scale) / scale;
    return hides_a_gap ? fmt::format("{:.{}f}", number, decimals + 3)
                       : fmt::format("{:.{}f}", rounded, decimals);
}

std::string norm_text(const NormRow& row) {
    std::string text = title_of(row.jurisdiction);
    if (!row.clause.empty())
        text += ", " + row.clause;
    text += ": " + row.rule + ".";
    if (!row.subject.empty())
        text += " Of " + row.subject + ":";
    const std::string unit = row.unit.empty() ? std::string() : " " + row.unit;
    if (!std::isnan(row.value))
        text += fmt::format(" {}{}", norm_number(row, row.value), unit);
    if (!std::isnan(row.limit))
        text += fmt::format(", {} {}{}", row.demand == NormRow::Demand::at_least ? "at least" : "at most",
                            norm_number(row, row.limit), unit);
    text += fmt::format(": {} [{}]", verdict_words(row),
                        figure_source_names[static_cast<std::size_t>(row.source)]);
    if (!row.assumptions.empty())
        text += "\n      " + row.assumptions;
    return text;
}

}  // namespace wayout
