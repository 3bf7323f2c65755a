/// report.html of a study: one page without anything from outside, and the tables beside it.
#include "output/html.hpp"
#include "output/number_text.hpp"
#include "study/left_ranges.hpp"
#include "study/study_charts.hpp"
#include "study/study_page.hpp"
#include "study/study_tables.hpp"
#include "study/study_words.hpp"
#include "study/whole_file.hpp"

#include <wayout/study_results.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

std::string interval_text(std::string_view figure, const Interval& interval) {
    return fmt::format("{} to {}", figure_text(figure, interval.low), figure_text(figure, interval.high));
}

void add_answer(Html& html, const StudyResults& results) {
    html.open("div", "answer");
    for (const std::string& line : study_lines(results)) html.element("p", line);
    html.close("div");
}

void add_curves(Html& html, const StudyResults& results) {
    html.element("h2", "When people are out");
    html.raw(study_curve_chart(results));
    html.element(
        "p",
        "Lines: the middle of the runs at each time; areas: 90 % of the runs (5 % to 95 %), each time for "
        "itself, of all people placed. A single run may leave the area somewhere.");
    html.element("h3",
                 "Time until everybody is out, over the runs of “" + results.variants.front().name + "”");
    html.raw(egress_histogram(results));
    HtmlTable table({{"Figure"},
                     {"Form"},
                     {"5 %", true},
                     {"middle", true},
                     {"95 %", true},
                     {"mean", true},
                     {"95 % interval of the mean", true},
                     {"runs", true}});
    for (const char* name : {"egress_time_s.p50", "egress_time_s.p95", "egress_time_s.all", "people.inside",
                             "peak_density_per_m2", "longest_jam_s"})
        for (const VariantResults& v : results.variants)
            if (const FigureRange* f = v.figure(name))
                table.row({figure_words(name), v.name, figure_text(name, f->low),
                           figure_text(name, f->middle), figure_text(name, f->high),
                           figure_text(name, f->mean), interval_text(name, f->mean_interval),
                           fmt::format("{}", f->count)});
    html.raw(table.str());
}

void add_variants(Html& html, const StudyResults& results) {
    if (results.variants.size() < 2)
        return;
    html.element("h2", "What the variants change");
    html.element(
        "p",
        fmt::format("Each compared with “{}”, run by run with the same people and the same luck. Differences "
                    "with 95 % bootstrap intervals; real: the sign-flip test with Holm's correction over "
                    "the variants gives at most 5 %. Else the difference cannot be told from zero, which "
                    "does not mean that there is none.",
                    results.variants.front().name));
    HtmlTable table({{"Variant"}, {"Figure"}, {"Difference"}, {"p, corrected", true}, {"Finding"}});
    for (std::size_t v = 1; v < results.variants.size(); ++v)
        for (const Difference& d : results.differences)
            if (d.variant == static_cast<int>(v))
                table.row({results.variants[v].name, figure_words(d.figure), difference_text(d),
                           trimmed(d.p_adjusted, 4),
                           d.is_real
                               ? "real"
                               : (d.is_too_few ? "too few runs to tell" : "not distinguishable from zero")});
    html.raw(table.str());
    HtmlTable changes({{"Variant"}, {"Changes"}});
    for (const VariantResults& v : results.variants)
        changes.row({v.name, v.changes == "[]" ? "none" : v.changes});
    html.raw(changes.str());
}

void add_harm(Html& html, const StudyResults& results) {
    html.element("h2", "Who comes to harm");
    HtmlTable verdicts(
        {{"Form"},
         {"Everybody out, unharmed, nobody too late"},
         {fmt::format("Everybody out within {}", results.spec.time_limit_s > 0.0
                                                     ? duration_words(results.spec.time_limit_s)
                                                     : "the limit (none given)")}});
    for (const VariantResults& v : results.variants)
        verdicts.row({v.name, probability_text(v.unharmed), probability_text(v.within_limit)});
    html.raw(verdicts.str());
    for (const VariantResults& v : results.variants) {
        if (v.casualties.empty() || v.casualties.front().any.yes == 0)
            continue;
        html.element("h3", v.name);
        HtmlTable table({{"Of these"},
                         {"5 %", true},
                         {"middle", true},
                         {"95 %", true},
                         {"mean", true},
                         {"Runs with any"}});
        for (const CasualtyRange& c : v.casualties) {
            const std::string what = !c.cause.empty()      ? "cause: " + c.cause
                                     : !c.severity.empty() ? "severity: " + c.severity
                                     : !c.age.empty()      ? "age: " + c.age
                                     : !c.place.empty()    ? "place: " + c.place
                                                           : "all";
            table.row({what, trimmed(c.low, 0), trimmed(c.middle, 0), trimmed(c.high, 0), trimmed(c.mean, 1),
                       probability_text(c.any)});
        }
        html.raw(table.str());
        html.element("h3", "How often more than so many people come to harm");
        html.raw(exceedance_chart(v));
        HtmlTable above({{"More than", true}, {"Probability"}});
        for (const int k : {0, 1, 3, 10, 30, 100, 300, 1000})
            if (static_cast<std::size_t>(k) < v.exceedance.size())
                above.row({fmt::format("{}", k),
                           probability_text(v.exceedance[static_cast<std::size_t>(k)].probability)});
        html.raw(above.str());
    }
    html.element(
        "p",
        "Counts are of what the model is told to do; severity and cause follow the rules named in the "
        "report of a single run. Probabilities have exact (Clopper-Pearson) 95 % intervals.");
}

void add_medical(Html& html, const StudyResults& results) {
    if (results.variants.front().figure("casualties.all") == nullptr)
        return;
    html.element("h2", "Casualties and the medical chain");
    std::vector<HtmlTable::Column> columns{{"Middle of the runs (5 % to 95 %)"}};
    for (const VariantResults& v : results.variants) columns.push_back({v.name, true});
    HtmlTable table(columns);
    for (const FigureRange& of_first : results.variants.front().figures) {
        if (!of_first.name.starts_with("casualties.") && !of_first.name.starts_with("medical."))
            continue;
        std::vector<std::string> cells{figure_words(of_first.name)};
        bool is_any = false;
        for (const VariantResults& v : results.variants) {
            const FigureRange* f = v.figure(of_first.name);
            is_any = is_any || (f != nullptr && (f->largest > 0.0 || f->infinite > 0));
            cells.push_back(f == nullptr
                                ? "-"
                                : fmt::format("{} ({} to {})", figure_text(f->name, f->middle),
                                              figure_text(f->name, f->low), figure_text(f->name, f->high)));
        }
        if (is_any)
            table.row(cells);
    }
    html.raw(table.str());
    html.element(
        "p",
        "Harm in a run becomes injuries by the rules of the response plan, and each run of the study has one "
        "run of the chain. Most of these rules are choices of the model's makers [D] and the survival curve "
        "is "
        "from memory [M]: compare plans with each other, do not read the numbers as a forecast. Deaths are "
        "sums of probabilities; whom nobody ever finds counts in full. Late deaths in hospital are not in "
        "them.");
}

void add_people_left(Html& html, const StudyResults& results) {
    const VariantResults& v = results.variants.front();
    if (v.left.empty())
        return;
    html.element("h2", "Who is still inside, and where to search first");
    const auto name_of = [&](const std::string& id) {
        for (const SearchPlace& place : results.places)
            if (place.id == id)
                return place.name;
        return std::string("in none of the zones");
    };
    HtmlTable left({{"Place"},
                    {"When"},
                    {"Somebody is there"},
                    {"Somebody not able"},
                    {"People, mean (5 % to 95 %)", true},
                    {"Not able, mean (5 % to 95 %)", true}});
    const auto range = [](double mean, double low, double high) {
        return fmt::format("{} ({} to {})", trimmed(mean, 2), trimmed(low, 0), trimmed(high, 0));
    };
    for (const LeftRange& l : v.left)
        left.row({name_of(l.place), std::isinf(l.time_s) ? "end of the run" : clock_text(l.time_s),
                  probability_text(l.any), probability_text(l.any_unable), range(l.mean, l.low, l.high),
                  range(l.mean_unable, l.low_unable, l.high_unable)});
    html.raw(left.str());
    if (!v.search_order.empty()) {
        html.element("h3", "Order of the search");
        HtmlTable order({{"Turn", true},
                         {"Place"},
                         {"Storey"},
                         {"Way in, m", true},
                         {"Reached in", true},
                         {"Searched in", true},
                         {"Need help, expected", true},
                         {"per minute", true}});
        for (std::size_t i = 0; i < v.search_order.size(); ++i) {
            const SearchTurn& turn = v.search_order[i];
            const SearchPlace& place = results.places[static_cast<std::size_t>(turn.place)];
            order.row({fmt::format("{}", i + 1), place.name, place.storey, trimmed(place.distance_m, 0),
                       clock_text(place.reach_s), clock_text(place.search_s), trimmed(turn.expected, 2),
                       trimmed(turn.per_minute, 3)});
        }
        html.raw(order.str());
    }
    html.element(
        "p",
        fmt::format(
            "Of “{}”. One team searches one place after another, each from the nearest exit: 0.39 m/s "
            "without seeing [A], and 240 s (A / 12 m²)^0.8 for the floor (12 m² in 4 min [A], exponent "
            "[D]). First comes the place with most people who need help per minute of reaching and "
            "searching: of all orders that has the least expected waiting in sum (Smith's rule). Whoever "
            "is able and still inside counts {} of one who is not [D]. It is an order by numbers of "
            "this model, and no order to a crew: what is seen and heard on the spot comes first.",
            v.name, weight_of_able));
}

void add_margins(Html& html, const VariantResults& v) {
    bool has_any = false;
    HtmlTable table({{"Zone"}, {"Untenable from (ASET)"}, {"Empty from (RSET)"}, {"Margin"}});
    for (const FigureRange& margin : v.figures) {
        if (!margin.name.starts_with("zone.") || !margin.name.ends_with(".margin_s") || margin.count == 0)
            continue;
        const std::string zone = margin.name.substr(5, margin.name.size() - 14);
        const FigureRange* aset = v.figure("zone." + zone + ".aset_s");
        const FigureRange* rset = v.figure("zone." + zone + ".rset_s");
        if (aset == nullptr || rset == nullptr || aset->infinite == aset->count)
            continue;
        has_any = true;
        table.row({zone, range_text(*aset), range_text(*rset), range_text(margin)});
    }
    if (!has_any)
        return;
    html.element("h2", "Available and required time by zone");
    html.element("p", "Zones that became untenable in some run of “" + v.name +
                          "”: from 5 % to 95 % of the runs. Below zero: people were there too late.");
    html.raw(table.str());
}

void add_places(Html& html, const StudyResults& results) {
    html.element("h2", "Exits and jams");
    html.element("h3", "People by exit: middle of the runs, and 5 % to 95 %");
    html.raw(exit_range_chart(results));
    const VariantResults& first = results.variants.front();
    HtmlTable jams({{"Place of a jam"},
                    {"Among the five longest in"},
                    {"mean duration", true},
                    {"highest density, per m²", true}});
    for (const JamRange& j : first.jams)
        jams.row({j.place, probability_text(j.any), clock_text(j.mean_s), trimmed(j.peak_per_m2, 1)});
    if (!first.jams.empty())
        html.raw(jams.str());
}

void add_shares(Html& html, const StudyResults& results) {
    if (results.shares.empty())
        return;
    HtmlTable shares({{"Cause of the scatter"},
                      {"by itself", true},
                      {"95 % interval", true},
                      {"with others", true},
                      {"95 % interval", true}});
    const auto text = [](double v) { return fmt::format("{} %", trimmed(100.0 * v, 0)); };
    for (const VarianceShare& s : results.shares)
        shares.row({s.name, text(s.first), text(s.first_interval.low) + " to " + text(s.first_interval.high),
                    text(s.total), text(s.total_interval.low) + " to " + text(s.total_interval.high)});
    html.raw(shares.str());
}

void add_inputs(Html& html, const StudyResults& results) {
    if (results.spec.factors.empty())
        return;
    html.element("h2", "What moves the result");
    if (!results.shares_note.empty())
        html.element("p", results.shares_note);
    add_shares(html, results);
    const std::string output = figure_words(results.spec.output);
    if (results.weights.empty())
        html.element("p", "Too few runs, or nothing that varies, for weights of the inputs.");
    else
        html.element("h3", fmt::format("Weight of the inputs for “{}” (+ raises it)", output))
            .raw(weight_chart(results.weights, "Weight of the inputs"));
    if (!results.weights.empty())
        html.element(
            "p", fmt::format("Standardised regression on ranks with 95 % bootstrap intervals; it explains "
                             "{} % of the ranks' variance. {}",
                             trimmed(100.0 * results.weights_r_squared, 0),
                             results.weights_r_squared < 0.7
                                 ? "That is little: the inputs act together or not evenly, and a sensitivity "
                                   "study says more."
                                 : ""));
    std::vector<InputWeight> top = results.verdict_weights;
    if (top.size() > 5)
        top.resize(5);
    if (!top.empty())
        html.element("h3", "The inputs that move the verdict most: everybody out, unharmed")
            .raw(weight_chart(top, "Weight of the inputs for the verdict"));
}

void add_failures(Html& html, const StudyResults& results) {
    for (const VariantResults& v : results.variants)
        for (const std::string& problem : v.problems)
            html.element("p", fmt::format("{}: {}", v.name, problem), "problem");
}

void add_background(Html& html, const StudyResults& results) {
    html.element("h2", "How this was made");
    const StudySpec& spec = results.spec;
    static constexpr std::array designs{"independent draws", "Latin hypercube", "grid", "Saltelli's design"};
    HtmlTable table({{"Setting"}, {"Value"}});
    table.row({"Scenario", results.scenario_name});
    table.row({"Runs", fmt::format("{}, {}", results.members.size(), results.ending)});
    table.row({"Design", designs[static_cast<std::size_t>(spec.design)]});
    if (!results.members.empty())
        table.row({"Seeds", fmt::format("{} and following; every run can be made again alone with wayout run "
                                        "--seed and its inputs",
                                        results.members.front().seed)});
    table.row({"Program", results.program});
    table.row({"Computing time",
               fmt::format("{} in all, {} s a run", duration_words(results.wall_s),
                           trimmed(results.wall_s /
                                       static_cast<double>(std::max<std::size_t>(1, results.members.size())),
                                   2))});
    html.raw(table.str());
    html.element(
        "p",
        "Ranges hold for this model, these people and this incident; they contain the scatter of the "
        "inputs that are varied and of chance, not the error of the model itself (see wayout validate). "
        "That another run no longer moves a mean is no statement about what is rare: events seen in none of "
        "n runs may still have a probability of up to 3/n.");
    if (spec.as_json.size() > 4) {
        html.element("h3", "The study");
        html.open("pre").text(spec.as_json).close("pre");
    }
}

}  // namespace

std::string compose_study_page(const StudyResults& results) {
    Html html;
    html.element("h1", results.spec.name.empty() ? results.scenario_name : results.spec.name);
    if (!results.spec.description.empty())
        html.element("p", results.spec.description);
    add_failures(html, results);
    add_answer(html, results);
    add_curves(html, results);
    add_variants(html, results);
    add_harm(html, results);
    add_medical(html, results);
    add_people_left(html, results);
    add_margins(html, results.variants.front());
    add_places(html, results);
    add_inputs(html, results);
    add_background(html, results);
    return page_of("wayout study: " + results.scenario_name, html.str());
}

Errors write_study_report(const StudyResults& results, const std::filesystem::path& folder) {
    for (const auto& [name, content] : study_tables(results))
        if (Errors errors = write_whole_file(folder / name, content); !errors.empty())
            return errors;
    return write_whole_file(folder / "report.html", compose_study_page(results));
}

}  // namespace wayout
