#include "output/validation_words.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {
namespace {

std::string words_of(const ValidationMiss& miss) {
    if (std::isnan(miss.bands_outside))
        return fmt::format("{}: no number", miss.quantity);
    return fmt::format("{}: outside by {} times its band", miss.quantity, trimmed(miss.bands_outside, 2));
}

}  // namespace

const char* name_of(Calibration calibration) {
    return calibration == Calibration::lab ? "lab" : "design";
}

const char* calibration_of(const ValidationResult& result) {
    return result.experiment.has_people ? name_of(result.calibration) : "-";
}

std::string conditions_of(const ValidationResult& result) {
    return result.experiment.has_people
               ? fmt::format("calibration {}, {} seeds", name_of(result.calibration), result.seeds.size())
               : std::string("without people");
}

std::string verdict_of(const ValidationResult& result) {
    if (!result.experiment.decides)
        return result.is_reproduced ? "shown only: inside" : "shown only: outside";
    return result.is_reproduced ? "reproduced" : "not reproduced";
}

std::string band_of(const ValidationQuantity& quantity) {
    if (std::isinf(quantity.low) && std::isinf(quantity.high))
        return "-";
    if (std::isinf(quantity.high))
        return fmt::format("from {}", trimmed(quantity.low, 2));
    if (std::isinf(quantity.low))
        return fmt::format("up to {}", trimmed(quantity.high, 2));
    return fmt::format("{} to {}", trimmed(quantity.low, 2), trimmed(quantity.high, 2));
}

std::string number_or_dash(double value) {
    return std::isfinite(value) ? trimmed(value, 3) : std::string("-");
}

std::string words_of_miss(const ValidationResult& result) {
    if (result.is_reproduced || !result.experiment.decides)
        return {};
    std::string words;
    if (const auto miss = worst_miss_of(result))
        words = fmt::format("Farthest outside: {}.", words_of(*miss));
    if (!result.experiment.known_cause.empty())
        words += fmt::format("{}Why: {}.", words.empty() ? "" : " ", result.experiment.known_cause);
    return words;
}

std::vector<std::string> words_of_summary(const std::vector<ValidationResult>& results) {
    const ValidationSummary summary = summary_of(results);
    std::vector<std::string> lines;
    for (const ValidationSummary::Count& count : summary.by_calibration) {
        std::string line = fmt::format(
            "{}: {} of {} experiments reproduced",
            count.calibration ? fmt::format("calibration {}", name_of(*count.calibration)) : "fire model",
            count.reproduced, count.deciding);
        if (count.shown_only > 0)
            line += fmt::format(", {} shown only", count.shown_only);
        lines.push_back(std::move(line));
    }
    if (summary.worst) {
        std::string line =
            fmt::format("worst miss: {}, {}", summary.worst->experiment, words_of(*summary.worst));
        for (const ValidationResult& result : results)
            if (result.experiment.id == summary.worst->experiment && !result.experiment.known_cause.empty())
                line += "; why: " + result.experiment.known_cause;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace wayout
