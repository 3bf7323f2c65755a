#include "forecast/ledger_parts.hpp"

#include "core/number_words.hpp"
#include "forecast/forecast_charts.hpp"
#include "output/chart.hpp"
#include "output/html.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace wayout {
namespace {

constexpr double ledger_chart_height = 300.0;
/// More labels than this on a chart would lie over each other.
constexpr std::size_t most_labels = 16;

constexpr std::array<const char*, source_kind_count> colours{"#0072b2", "#009e73", "#d55e00",
                                                             "#cc79a7", "#e69f00", "#56b4e9"};
constexpr const char* superseded_colour = "#b7bfca";

const char* colour_of(const Statement& s, const Standing& standing) {
    return standing.stands() ? colours[static_cast<std::size_t>(s.kind)] : superseded_colour;
}

std::string_view name_of(SourceKind kind) {
    return source_kind_names[static_cast<std::size_t>(kind)];
}

/// One chart: rows of the ledger that are about one quantity.
struct ChartOf {
    ReportedQuantity quantity;
    std::vector<std::size_t> rows;
};

/// Quantities in the order in which they are first spoken of; percentages have no place on a count's axis.
std::vector<ChartOf> charts_of(const Ledger& ledger) {
    std::vector<ChartOf> charts;
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        if (s.percent)
            continue;
        const auto found = std::find_if(charts.begin(), charts.end(), [&](const ChartOf& chart) {
            return chart.quantity == s.subject.quantity;
        });
        if (found == charts.end())
            charts.push_back({s.subject.quantity, {i}});
        else
            found->rows.push_back(i);
    }
    return charts;
}

double drawn_height(const ClaimedRange& range) {
    return std::isfinite(range.high) && range.high > range.low && range.low == 0.0 ? range.high : range.low;
}

/// What was confirmed from when on, of the whole quantity.
std::vector<Vec2> confirmed_steps(const Ledger& ledger, const std::vector<Standing>& standings,
                                  const ChartOf& of) {
    std::vector<Vec2> steps;
    for (const std::size_t row : of.rows) {
        const Statement& s = ledger.statements[row];
        const bool confirms = s.kind == SourceKind::official || s.kind == SourceKind::hospital;
        if (confirms && s.subject.is_whole() && standings[row].contradiction_count == 0)
            steps.push_back({s.time_s, claimed_range(s).low});
    }
    if (!steps.empty())
        steps.push_back({std::max(ledger.now_s, steps.back().x), steps.back().y});
    return steps;
}

void draw_statement(Chart& chart, const Ledger& ledger, const Statement& s, const Standing& standing,
                    double top, bool has_label) {
    const ClaimedRange range = claimed_range(s);
    const char* colour = colour_of(s, standing);
    const double high = std::isfinite(range.high) ? range.high : top;
    if (high > range.low)
        chart.line({{s.time_s, range.low}, {s.time_s, high}},
                   {colour, 2.0, std::isfinite(range.high) ? nullptr : "2 3"});
    // Labels of the last figures lie on the left, where there is room.
    const bool is_late = s.time_s > 0.8 * ledger.now_s;
    chart.point({s.time_s, drawn_height(range)}, colour, has_label ? s.id : std::string(),
                is_late ? Chart::LabelSide::upper_left : Chart::LabelSide::right);
}

void add_tips(Chart& chart, const Ledger& ledger, const ChartOf& of) {
    const double half = 0.006 * std::max(1.0, ledger.now_s);
    for (const std::size_t row : of.rows) {
        const Statement& s = ledger.statements[row];
        chart.hover_band(std::max(0.0, s.time_s - half), s.time_s + half,
                         fmt::format("{}: {} {}, {} ({})", time_words(ledger, s), number_words(s),
                                     words_of(s.subject), s.source, name_of(s.kind)));
    }
}

std::string chart_of(const Ledger& ledger, const std::vector<Standing>& standings, const ChartOf& of) {
    double most = 1.0;
    std::array<bool, source_kind_count> is_there{};
    for (const std::size_t row : of.rows) {
        const ClaimedRange range = claimed_range(ledger.statements[row]);
        most = std::max({most, range.low, std::isfinite(range.high) ? range.high : 0.0});
        is_there[static_cast<std::size_t>(ledger.statements[row].kind)] = true;
    }
    const double top = nice_top(most * 1.05, 5);
    const std::string title = words_of(Subject{of.quantity, {}, {}, {}, {}});
    Chart chart(forecast_chart_width, ledger_chart_height, title,
                {"time since the start, h:min:s or min:s", 0.0, std::max(1.0, ledger.now_s * 1.04),
                 Axis::Kind::time, 8},
                {title, 0.0, top, Axis::Kind::number, 5});
    if (const std::vector<Vec2> steps = confirmed_steps(ledger, standings, of); steps.size() > 1)
        chart.steps(steps, {"#1b2430", 1.2, "1 3"});
    for (const std::size_t row : of.rows)
        draw_statement(chart, ledger, ledger.statements[row], standings[row], top,
                       of.rows.size() <= most_labels);
    add_tips(chart, ledger, of);
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (std::size_t k = 0; k < source_kind_count; ++k)
        if (is_there[k])
            legend.push_back({std::string(source_kind_names[k]), {colours[k], 3.0}});
    chart.legend(legend);
    return chart.str();
}

std::string joined(const std::vector<std::string>& texts) {
    constexpr std::size_t most = 6;
    std::string line;
    for (std::size_t i = 0; i < std::min(most, texts.size()); ++i) line += (i > 0 ? ", " : "") + texts[i];
    return texts.size() > most ? fmt::format("{} and {} more", line, texts.size() - most) : line;
}

}  // namespace

std::string time_words(const Ledger& ledger, const Statement& s) {
    const std::string clock = clock_text(s.time_s);
    const std::size_t separator = s.time_text.find('T');
    if (ledger.start_text.empty() || separator == std::string::npos)
        return clock;
    // Of "2031-05-04T22:14:00+02:00" the hour and the minute.
    return fmt::format("{} ({})", clock, s.time_text.substr(separator + 1, 5));
}

std::string words_of(const std::optional<ClaimedRange>& range) {
    if (!range)
        return "\u2013";
    if (!std::isfinite(range->high))
        return fmt::format("at least {}", number_words(range->low));
    if (range->low == range->high)
        return number_words(range->low);
    return range->low <= 0.0 ? fmt::format("at most {}", number_words(range->high))
                             : fmt::format("{} to {}", number_words(range->low), number_words(range->high));
}

std::string ledger_charts(const Ledger& ledger, const std::vector<Standing>& standings) {
    std::string charts;
    for (const ChartOf& of : charts_of(ledger)) charts += chart_of(ledger, standings, of);
    return charts;
}

std::string known_table(const Ledger& ledger, const std::vector<Standing>& standings) {
    HtmlTable table({{"What"}, {"Confirmed"}, {"By"}, {"Under verification"}, {"Claimed by"}});
    for (const KnownFigure& figure : known_figures(ledger, standings))
        table.row({words_of(figure.subject), words_of(figure.confirmed), joined(figure.confirmed_by),
                   words_of(figure.claimed), joined(figure.claimed_by)});
    return table.str();
}

std::string standing_words(const Ledger& ledger, const Standing& standing) {
    if (!standing.stands())
        return "superseded by " + standing.superseded_by;
    std::string words;
    if (standing.contradiction_count > 0) {
        std::vector<std::string> ids;
        for (const Contradiction& c : standing.contradictions) ids.push_back(ledger.statements[c.with].id);
        words = "contradicted by " + joined(ids);
    }
    if (standing.is_supported) {
        std::vector<std::string> ids;
        for (const std::size_t row : standing.supported_by) ids.push_back(ledger.statements[row].id);
        return words + (words.empty() ? "" : "; ") + "supported by " + joined(ids);
    }
    return words + (words.empty() ? "" : "; ") + "no other kind of source supports it";
}

std::string statements_table(const Ledger& ledger, const std::vector<Standing>& standings) {
    HtmlTable table({{"Time"}, {"Id"}, {"Source"}, {"Says"}, {"In words"}, {"Standing"}});
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        table.row({time_words(ledger, s), s.id, fmt::format("{} ({})", s.source, name_of(s.kind)),
                   fmt::format("{} {}", number_words(s), words_of(s.subject)), s.text,
                   standing_words(ledger, standings[i])});
    }
    return table.str();
}

std::string contradictions_table(const Ledger& ledger, const std::vector<Standing>& standings) {
    HtmlTable table({{"Statement"}, {"Against"}, {"Why not both"}});
    bool is_empty = true;
    for (std::size_t i = 0; i < standings.size(); ++i)
        for (const Contradiction& c : standings[i].contradictions)
            if (c.with > i) {
                table.row({ledger.statements[i].id, ledger.statements[c.with].id, c.why});
                is_empty = false;
            }
    return is_empty ? std::string() : table.str();
}

std::string parameters_table(const ReportingModel& model) {
    HtmlTable table({{"Number"}, {"Value"}, {"Known"}, {"From"}});
    for (const ReportingParameter& p : parameters_of(model))
        table.row({p.name, p.value, p.tag == "given" ? p.tag : fmt::format("[{}]", p.tag), p.source});
    return table.str();
}

}  // namespace wayout
