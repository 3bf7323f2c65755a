/// What the sections of the report page have in common. Only for the files that write them.
#pragma once

#include "output/html.hpp"
#include "output/report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>

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

    std::string storey_name(int row) const {
        return row < 0 ? std::string() : r_.storeys[static_cast<std::size_t>(row)].name;
    }

    const ReportInput& input_;
    const RunResults& r_;
    Html html_;
};

/// What happened: curve, exits, doors, crowding, start places, plan, zones.
std::string result_sections(const ReportInput& input);
/// What it rests on: inputs, assumptions and limits, model, health of the run, annex.
std::string background_sections(const ReportInput& input);

}  // namespace wayout
