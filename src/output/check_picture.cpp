#include "output/check_picture.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"
#include "output/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

struct Problem {
    const Error* error;
    bool is_warning;
};

/// Breaks a text into lines of at most so many letters, at blanks where there are any.
std::vector<std::string> wrapped(std::string text, std::size_t letters, std::size_t max_lines) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < max_lines) {
        if (text.size() <= letters) {
            lines.push_back(text);
            return lines;
        }
        const bool last = lines.size() + 1 == max_lines;
        std::size_t cut = text.rfind(' ', letters);
        if (cut == std::string::npos || cut == 0)
            cut = letters;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u) --cut;
        lines.push_back(last ? shortened(text, letters) : text.substr(0, cut));
        text.erase(0, cut);
        text.erase(0, text.find_first_not_of(' '));
    }
    return lines;
}

void draw_mark(Svg& svg, Vec2 at, std::size_t number, bool is_warning) {
    const char* colour = is_warning ? ink::warning : ink::problem;
    svg.circle(at, 9.5, Attributes().set("fill", colour).set("stroke", ink::paper).set("stroke-width", 1.5));
    svg.text({at.x, at.y + 4.0}, std::to_string(number), {11.0, ink::paper, Anchor::middle, true});
}

}  // namespace

std::string check_picture(const PlanModel& plan, const Errors& errors, const Errors& warnings,
                          std::size_t max_listed) {
    PlanStyle style;
    style.max_height = 560.0;
    std::vector<Problem> problems;
    for (const Error& e : errors) problems.push_back({&e, false});
    for (const Error& e : warnings) problems.push_back({&e, true});

    double height = 46.0;
    std::vector<PlanView> views;
    for (std::size_t i = 0; i < plan.storeys.size(); ++i) {
        views.push_back(view_of(plan, static_cast<int>(i), style, height));
        height += height_of(views.back());
    }
    Svg svg(style.width, height, "Checked plan of " + plan.name);
    const std::string verdict =
        errors.empty() && warnings.empty()
            ? std::string("No problems found")
            : counted(static_cast<std::int64_t>(errors.size()), "problem", "problems") + ", " +
                  counted(static_cast<std::int64_t>(warnings.size()), "hint", "hints");
    svg.text({16.0, 28.0}, plan.name.empty() ? "Plan" : plan.name, {19.0, ink::text, Anchor::start, true});
    svg.text({style.width - 16.0, 28.0}, verdict,
             {14.0, errors.empty() ? ink::exit : ink::problem, Anchor::end, true});

    for (std::size_t i = 0; i < plan.storeys.size(); ++i) {
        draw_floor(svg, plan, static_cast<int>(i), views[i]);
        draw_structure(svg, plan, static_cast<int>(i), views[i], style);
        std::vector<Vec2> used;
        for (std::size_t k = 0; k < problems.size(); ++k) {
            const Error& e = *problems[k].error;
            if (e.storey != plan.storeys[i].id || !std::isfinite(e.x_m) || !std::isfinite(e.y_m))
                continue;
            const Vec2 place = views[i].at(Vec2{e.x_m, e.y_m} - plan.origin_m);
            // The number stands beside its place, so that what is wrong can still be seen; inside the picture
            // even if the place is not, and aside of numbers that are there.
            Vec2 mark{std::clamp(place.x + 14.0, 12.0, style.width - 12.0),
                      std::clamp(place.y - 14.0, views[i].corner.y - 20.0,
                                 views[i].corner.y + views[i].height() + 20.0)};
            for (const Vec2 other : used)
                if (distance(other, mark) < 18.0)
                    mark.x = std::min(mark.x + 19.0, style.width - 12.0);
            used.push_back(mark);
            const char* colour = problems[k].is_warning ? ink::warning : ink::problem;
            svg.line(place, mark, Attributes().set("stroke", colour).set("stroke-width", 1.2));
            svg.circle(place, 3.0,
                       Attributes().set("fill", colour).set("stroke", ink::paper).set("stroke-width", 1.0));
            draw_mark(svg, mark, k + 1, problems[k].is_warning);
        }
    }
    double y = height + 6.0;
    for (std::size_t k = 0; k < std::min(problems.size(), max_listed); ++k) {
        draw_mark(svg, {26.0, y + 5.0}, k + 1, problems[k].is_warning);
        for (const std::string& line : wrapped(problems[k].error->where, 118, 2)) {
            svg.text({46.0, y + 9.0}, line, {12.0, ink::secondary});
            y += 16.0;
        }
        for (const std::string& line : wrapped(problems[k].error->message, 118, 3)) {
            svg.text({46.0, y + 9.0}, line, {13.0, ink::text});
            y += 17.0;
        }
        y += 8.0;
    }
    if (problems.size() > max_listed) {
        svg.text({46.0, y + 9.0}, fmt::format("and {} more", problems.size() - max_listed),
                 {13.0, ink::secondary});
        y += 24.0;
    }
    svg.set_height(y + 10.0);
    return svg.str();
}

}  // namespace wayout
