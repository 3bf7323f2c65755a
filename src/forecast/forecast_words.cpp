#include "forecast/forecast_words.hpp"

#include "forecast/ledger_parts.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

/// The place with most people still inside; nothing when it is as good as empty.
const ForecastFigure* fullest_place(const ForecastResults& results) {
    if (results.places.empty() || results.places.front().now->p95 < 0.5)
        return nullptr;
    return &results.places.front();
}

const ForecastFigure* figure_of(const ForecastResults& results, ReportedQuantity quantity) {
    const auto found = std::find_if(
        results.figures.begin(), results.figures.end(),
        [&](const ForecastFigure& f) { return f.subject.quantity == quantity && f.subject.is_whole(); });
    return found == results.figures.end() ? nullptr : &*found;
}

double peak_of(const ForecastCourse& course) {
    double most = 0.0;
    for (const Band& band : course.bands) most = std::max(most, band.p90);
    return most;
}

}  // namespace

std::string whole_words(double value) {
    return std::isfinite(value) ? grouped(static_cast<std::int64_t>(std::llround(value))) : "\u2013";
}

std::string expectation_words(const std::optional<Band>& band) {
    if (!band)
        return "not modelled";
    return fmt::format("{} (80 %: {} to {})", whole_words(band->mean), whole_words(band->p10),
                       whole_words(band->p90));
}

std::string range_words(const Band& band) {
    return fmt::format("{} ({} to {})", whole_words(band.p50), whole_words(band.p5), whole_words(band.p95));
}

std::string title_of(const ForecastResults& results) {
    return results.ledger.name.empty() ? results.scenario_name : results.ledger.name;
}

std::vector<std::string> forecast_lines(const ForecastResults& results) {
    std::vector<std::string> lines;
    const auto say = [&](ReportedQuantity quantity, const char* what, bool at_end) {
        const ForecastFigure* figure = figure_of(results, quantity);
        if (!figure)
            return;
        lines.push_back(fmt::format("{}: confirmed {}; under verification {}; model expectation {}.", what,
                                    words_of(figure->confirmed), words_of(figure->claimed),
                                    expectation_words(at_end ? figure->final : figure->now)));
    };
    say(ReportedQuantity::still_inside, "Still inside now", false);
    if (const ForecastFigure* place = fullest_place(results))
        lines.push_back(
            fmt::format("Most of them: {}, {}.", words_of(place->subject), expectation_words(place->now)));
    say(ReportedQuantity::evacuated, "Out now", false);
    say(ReportedQuantity::dead, "Dead in the end", true);
    say(ReportedQuantity::injured, "Injured in the end", true);
    for (const ForecastCourse& course : results.demand)
        if (course.key == "waiting_for_transport" || course.key == "in_hospital")
            lines.push_back(fmt::format("In the next hours, {}: up to {} (9 of 10 members have no more).",
                                        course.words, whole_words(peak_of(course))));
    lines.push_back(fmt::format("{} members, {} of them run now; they count as {:.0f}.",
                                results.members.size(), results.run_now, results.effective));
    lines.insert(lines.end(), results.notes.begin(), results.notes.end());
    return lines;
}

}  // namespace wayout
