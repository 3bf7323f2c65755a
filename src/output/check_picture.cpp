#include "output/check_picture.hpp"

#include "output/colour.hpp"
#include "output/number_text.hpp"
#include "output/plan_marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

struct Problem {
    const Error* error;
    bool is_warning;
};

const char* colour_of(const Problem& problem) {
    return problem.is_warning ? ink::warning : ink::problem;
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
        PlanMarks marks(svg, views[i]);
        for (std::size_t k = 0; k < problems.size(); ++k) {
            const Error& e = *problems[k].error;
            if (e.storey == plan.storeys[i].id && std::isfinite(e.x_m) && std::isfinite(e.y_m))
                marks.add(Vec2{e.x_m, e.y_m} - plan.origin_m, k + 1, colour_of(problems[k]));
        }
    }
    double y = height + 6.0;
    for (std::size_t k = 0; k < std::min(problems.size(), max_listed); ++k) {
        draw_number(svg, {26.0, y + 5.0}, k + 1, colour_of(problems[k]));
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
