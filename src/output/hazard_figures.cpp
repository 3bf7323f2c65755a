#include "output/hazard_figures.hpp"

#include "output/chart.hpp"
#include "output/colour.hpp"
#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {

std::string harm_by_cause_chart(const RunResults& results) {
    std::vector<BarRow> rows;
    for (const HarmCount& c : results.hazards.by_cause)
        if (c.count > 0)
            rows.push_back({c.cause, static_cast<double>(c.count), grouped(c.count),
                            fmt::format("{}\n{}", c.cause, counted(c.count, "person", "people")),
                            ink::problem});
    std::stable_sort(rows.begin(), rows.end(),
                     [](const BarRow& a, const BarRow& b) { return a.value > b.value; });
    return rows.empty()
               ? std::string()
               : bar_chart("People overcome, by cause", chart_page_width, rows, "people overcome by");
}

// ---------------------------------------------------------------- doses

namespace {

/// Beyond, the lines are cut: a dose of ten says no more than one of three.
constexpr double top_dose = 3.0;

/// Descending; without those who have none of it.
std::vector<double> sorted_doses(const RunResults& results, double (*dose_of)(const Exposure&)) {
    std::vector<double> doses;
    for (const PersonResult& p : results.people)
        if (p.exposure)
            if (const double dose = dose_of(*p.exposure); dose > 0.0)
                doses.push_back(dose);
    std::sort(doses.begin(), doses.end(), std::greater<>());
    return doses;
}

std::vector<Vec2> as_curve(const std::vector<double>& doses) {
    // A chart needs no more points than it has pixels.
    const std::size_t stride = std::max<std::size_t>(1, doses.size() / 900);
    std::vector<Vec2> points;
    for (std::size_t i = 0; i < doses.size(); i += stride)
        points.push_back({static_cast<double>(i), std::min(doses[i], top_dose)});
    if (!doses.empty()) {
        points.push_back({static_cast<double>(doses.size()), std::min(doses.back(), top_dose)});
        points.push_back({static_cast<double>(doses.size()), 0.0});
    }
    return points;
}

}  // namespace

std::string dose_chart(const RunResults& results) {
    struct Kind {
        const char* name;
        double (*dose_of)(const Exposure&);
        LineStyle style;
    };
    static constexpr Kind kinds[] = {
        {"gases", [](const Exposure& e) { return e.fed_asphyxiant(); }, {series_colours[0], 2.6, nullptr}},
        {"hot gas",
         [](const Exposure& e) { return e.of(DoseTerm::convective); },
         {series_colours[3], 2.2, "7 4"}},
        {"radiation",
         [](const Exposure& e) { return e.of(DoseTerm::radiant); },
         {series_colours[5], 2.2, "2 3"}}};
    struct Curve {
        const Kind* kind;
        std::vector<double> doses;
    };
    std::vector<Curve> curves;
    std::size_t most = 0;
    double largest = 0.0;
    for (const Kind& kind : kinds)
        if (Curve curve{&kind, sorted_doses(results, kind.dose_of)}; !curve.doses.empty()) {
            most = std::max(most, curve.doses.size());
            largest = std::max(largest, curve.doses.front());
            curves.push_back(std::move(curve));
        }
    if (curves.empty())
        return {};
    const Axis x{"people, each line by itself from the largest dose on", 0.0,
                 nice_top(static_cast<double>(most), 8), Axis::Kind::number, 8};
    const Axis y{"dose at the end of the run", 0.0,
                 std::min(top_dose, nice_top(std::max(1.2, 1.05 * largest), 6)), Axis::Kind::number, 6};
    Chart chart(chart_page_width, 360.0, "Doses of gases and heat, largest first", x, y);
    chart.horizontal_mark(1.0, "1: stops half of the people", ink::problem);
    if (const double limit = results.hazards.limits.dose; limit < 0.9)
        chart.horizontal_mark(limit, "tenability limit " + trimmed(limit, 3), ink::warning);
    std::vector<std::pair<std::string, LineStyle>> legend;
    for (const Curve& curve : curves) {
        chart.line(as_curve(curve.doses), curve.kind->style);
        legend.emplace_back(curve.kind->name, curve.kind->style);
    }
    chart.legend(legend);
    constexpr std::size_t bands = 40;
    for (std::size_t k = 0; k < bands; ++k) {
        const double from = x.high * static_cast<double>(k) / bands, to = from + x.high / bands;
        const auto rank = static_cast<std::size_t>(0.5 * (from + to));
        std::string tip = fmt::format("person {} from the top", rank + 1);
        for (const Curve& curve : curves)
            tip += fmt::format("\n{}: {}", curve.kind->name,
                               rank < curve.doses.size() ? fixed(curve.doses[rank], 3) : "0");
        chart.hover_band(from, to, tip);
    }
    return chart.str();
}

// ---------------------------------------------------------------- margins

namespace {

/// Tightest first: too late, then by margin; never untenable last.
double tightness(const ZoneResult& z) {
    const ZoneVerdict verdict = verdict_of_zone(z);
    if (verdict == ZoneVerdict::too_late && std::isnan(z.margin_s()))
        return -std::numeric_limits<double>::infinity();
    const double margin_s = z.margin_s();
    return std::isnan(margin_s) ? std::numeric_limits<double>::infinity() : margin_s;
}

std::string margin_words(const ZoneResult& z) {
    if (std::isnan(z.last_left_s))
        return std::isfinite(z.aset_s) ? "not left in time" : "not left, tenable";
    if (std::isinf(z.aset_s))
        return "never untenable";
    const double margin_s = z.margin_s();
    return fmt::format("{}{}", margin_s < 0.0 ? "\u2212" : "+", clock_text(std::abs(margin_s)));
}

}  // namespace

std::string zone_margin_chart(const RunResults& results) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < results.zone_results.size(); ++i) {
        const ZoneVerdict verdict = verdict_of_zone(results.zone_results[i]);
        if (verdict != ZoneVerdict::unused && verdict != ZoneVerdict::no_data)
            rows.push_back(i);
    }
    if (rows.empty())
        return {};
    std::stable_sort(rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) {
        return tightness(results.zone_results[a]) < tightness(results.zone_results[b]);
    });
    rows.resize(std::min(rows.size(), listed_zone_margins));

    double last_s = 60.0;
    const double end_s = end_time_s(results);
    for (const std::size_t i : rows) {
        const ZoneResult& z = results.zone_results[i];
        last_s = std::max(last_s, std::isfinite(z.last_left_s) ? z.last_left_s : end_s);
        if (std::isfinite(z.aset_s))
            last_s = std::max(last_s, z.aset_s);
    }
    constexpr double top = 34.0, row_height = 30.0, axis_height = 26.0, left = 220.0, right = 760.0;
    const double bottom = top + row_height * static_cast<double>(rows.size());
    Svg svg(chart_page_width, bottom + axis_height, "Available and required time of each zone");
    const auto px = [&](double t) { return left + t / last_s * (right - left); };
    svg.rect({left, 6.0}, 22.0, 10.0, Attributes().set("fill", series_colours[0]).set("rx", 2.0));
    svg.text({left + 28.0, 16.0}, "until the last person had left (RSET)", {13.0, ink::text});
    svg.line({left + 300.0, 3.0}, {left + 300.0, 19.0},
             Attributes().set("stroke", ink::problem).set("stroke-width", 3.0));
    svg.text({left + 308.0, 16.0}, "untenable from (ASET)", {13.0, ink::text});
    svg.text({right + 16.0, 16.0}, "margin", {13.0, ink::text, Anchor::start, true});
    for (const double t : time_ticks(0.0, last_s, 6).at) {
        svg.line({px(t), top - 4.0}, {px(t), bottom}, Attributes().set("stroke", ink::grid));
        svg.text({px(t), bottom + 16.0}, clock_text(t), {12.0, ink::secondary, Anchor::middle});
    }
    for (std::size_t k = 0; k < rows.size(); ++k) {
        const ZoneResult& z = results.zone_results[rows[k]];
        const ZoneLabel& zone = results.zones[rows[k]];
        const double y = top + row_height * static_cast<double>(k);
        const bool is_late = verdict_of_zone(z) == ZoneVerdict::too_late;
        const double until_s = std::isfinite(z.last_left_s) ? z.last_left_s : end_s;
        const std::string name = shortened(zone.name.empty() ? zone.id : zone.name, 28);
        svg.text({left - 10.0, y + 18.5}, name, {13.0, ink::text, Anchor::end});
        svg.rect({left, y + 5.0}, std::max(1.0, px(until_s) - left), row_height - 11.0,
                 Attributes()
                     .set("fill", is_late ? series_colours[3] : series_colours[0])
                     .set("rx", 2.0)
                     .set("data-tip",
                          fmt::format("{}\nRSET {}\nASET {}", name,
                                      std::isfinite(z.last_left_s) ? clock_text(z.last_left_s) : "not left",
                                      std::isfinite(z.aset_s) ? clock_text(z.aset_s) : "never in this run")));
        if (std::isfinite(z.aset_s))
            svg.line({px(z.aset_s), y + 1.0}, {px(z.aset_s), y + row_height - 2.0},
                     Attributes().set("stroke", ink::problem).set("stroke-width", 3.0));
        svg.text({right + 16.0, y + 18.5}, margin_words(z),
                 {13.0, is_late ? ink::problem : ink::text, Anchor::start, is_late});
    }
    svg.line({left, top - 4.0}, {left, bottom}, Attributes().set("stroke", ink::axis));
    return svg.str();
}

std::string person_margin_chart(const RunResults& results) {
    struct Bin {
        const char* label;
        double below_s;
        const char* colour;
        int count{0};
    };
    constexpr double endless = std::numeric_limits<double>::infinity();
    std::array<Bin, 7> bins{{{"too late", 0.0, ink::problem},
                             {"less than 30 s", 30.0, ink::warning},
                             {"30 s to 1 min", 60.0, series_colours[1]},
                             {"1 to 2 min", 120.0, series_colours[0]},
                             {"2 to 5 min", 300.0, series_colours[0]},
                             {"5 min and more", endless, series_colours[0]},
                             {"no such place on the way", endless, series_colours[2]}}};
    int known = 0;
    for (const PersonResult& p : results.people) {
        if (std::isnan(p.tenability_margin_s))
            continue;
        ++known;
        if (std::isinf(p.tenability_margin_s) && p.tenability_margin_s > 0.0) {
            ++bins.back().count;
            continue;
        }
        std::size_t bin = 0;
        while (bin + 2 < bins.size() && !(p.tenability_margin_s < bins[bin].below_s)) ++bin;
        ++bins[bin].count;
    }
    if (known == 0)
        return {};
    std::vector<BarRow> rows;
    for (const Bin& bin : bins)
        rows.push_back(
            {bin.label, static_cast<double>(bin.count),
             fmt::format("{} \u00b7 {} %", grouped(bin.count), fixed(100.0 * bin.count / known, 0)),
             fmt::format("{}\n{}", bin.label, counted(bin.count, "person", "people")), bin.colour});
    return bar_chart("Time in hand at the tightest place of the way", chart_page_width, rows,
                     "people by the time in hand at the tightest place of their way");
}

}  // namespace wayout
