/// What the sections of the report page have in common. Only for the files that write them.
#pragma once

#include "output/html.hpp"
#include "output/report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayout {

inline std::string or_dash(std::string text) {
    return text.empty() ? "\u2013" : text;
}

inline std::string clock_or_dash(double seconds) {
    return std::isfinite(seconds) ? clock_text(seconds) : "\u2013";
}

/// Cards of the page, one after the other (web/README.md, section 2).
class SectionWriter {
public:
    explicit SectionWriter(const ReportInput& input) : input_(input), r_(input.results) {}

protected:
    void begin(std::string_view id, std::string_view heading, std::string_view nav,
               std::string_view more_class = {}) {
        const std::string attributes = fmt::format("id=\"{}\" data-nav=\"{}\"", id, nav);
        html_
            .open("section", more_class.empty() ? std::string("card") : fmt::format("card {}", more_class),
                  attributes)
            .element("h2", heading);
    }
    void end() { html_.close("section"); }

    void figure(const std::string& svg, std::string_view caption) {
        if (svg.empty())
            return;
        html_.open("figure").raw(svg);
        if (!caption.empty())
            html_.element("figcaption", caption);
        html_.close("figure");
    }

    using MapFunction = std::string (*)(const RunResults&, const PlanModel&, int, const std::string&);
    /// A map of every storey that has something to show. `prefix`: unique in the page.
    std::vector<std::string> maps_of(MapFunction map, std::string_view prefix) const {
        std::vector<std::string> maps;
        for (std::size_t s = 0; s < input_.plan.storeys.size(); ++s)
            if (std::string svg = map(r_, input_.plan, static_cast<int>(s), fmt::format("{}{}", prefix, s));
                !svg.empty())
                maps.push_back(std::move(svg));
        return maps;
    }

    /// Maps below a heading, with one caption for all; without maps it says so.
    void map_row(std::string_view heading, std::string_view caption, const std::vector<std::string>& maps) {
        html_.element("h3", heading);
        if (maps.empty())
            html_.element("p", "Nowhere in this run.", "muted");
        for (std::size_t i = 0; i < maps.size(); ++i)
            figure(maps[i], i + 1 == maps.size() ? caption : std::string_view());
    }

    std::string storey_name(int row) const {
        return row < 0 ? std::string() : r_.storeys[static_cast<std::size_t>(row)].name;
    }

    const ReportInput& input_;
    const RunResults& r_;
    Html html_;
};

/// What hazards did: harm, available against required time, maps, detectors, structure. Empty without any.
std::string hazard_sections(const ReportInput& input);
/// Danger areas and shelters. Empty without any.
std::string danger_section(const ReportInput& input);
/// Rescue teams. Empty without any.
std::string rescue_section(const ReportInput& input);
/// What happened: curve, exits, doors, crowding, start places, plan, zones.
std::string result_sections(const ReportInput& input);
/// Why people went where they went. Empty without decisions.
std::string decision_section(const ReportInput& input);
/// Figures of codes, and where this report has what authorities ask for. The first empty without any.
std::string norm_sections(const ReportInput& input);
/// What it rests on: inputs, assumptions and limits, model, health of the run, annex.
std::string background_sections(const ReportInput& input);

}  // namespace wayout
