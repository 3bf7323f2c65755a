#include "study/study_tables.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

/// A number as it stands in tables: "inf" for what never ends, nothing for what is not known.
std::string cell(double value) {
    if (std::isnan(value))
        return {};
    if (std::isinf(value))
        return value > 0.0 ? "inf" : "-inf";
    return exact(value);
}

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// For people in none of the zones.
SearchPlace unknown_place() {
    return {"", "in none of the zones", "", unknown, unknown, unknown, unknown};
}

class Table {
public:
    explicit Table(const char* header) : text_(header) { text_ += '\n'; }
    template <typename... Cells>
    void row(const Cells&... cells) {
        bool is_first = true;
        const auto add = [&](const std::string& text) {
            if (!is_first)
                text_ += ',';
            is_first = false;
            text_ += text;
        };
        (add(as_text(cells)), ...);
        text_ += '\n';
    }
    std::string str() && { return std::move(text_); }

private:
    static std::string as_text(double value) { return cell(value); }
    static std::string as_text(int value) { return fmt::format("{}", value); }
    static std::string as_text(std::uint64_t value) { return fmt::format("{}", value); }
    static std::string as_text(const std::string& value) { return csv_field(value); }
    static std::string as_text(const char* value) { return csv_field(value); }

    std::string text_;
};

std::string members_table(const StudyResults& results) {
    Table table(
        "variant,replicate,seed,status,problem,state_hash,placed,out,inside,incapacitated,dead,harmed,"
        "egress_p50_s,egress_p95_s,egress_all_s,everybody_out_unharmed,wall_s");
    for (const MemberResult& m : results.members) {
        const auto figure = [&](const char* name) { return figure_of(m, name); };
        table.row(results.variants[static_cast<std::size_t>(m.variant)].id, m.replicate, m.seed,
                  text_of(m.status), m.problem, fmt::format("{:016x}", m.state_hash), figure("people.placed"),
                  figure("people.out"), figure("people.inside"), figure("people.incapacitated"),
                  figure("people.dead"), figure("people.harmed"), figure("egress_time_s.p50"),
                  figure("egress_time_s.p95"), figure("egress_time_s.all"), figure("everybody_out_unharmed"),
                  m.wall_s);
    }
    return std::move(table).str();
}

std::string figures_table(const StudyResults& results) {
    Table table("variant,figure,count,infinite,mean,mean_low,mean_high,sd,p5,p50,p95,min,max");
    for (const VariantResults& v : results.variants)
        for (const FigureRange& f : v.figures)
            table.row(v.id, f.name, f.count, f.infinite, f.mean, f.mean_interval.low, f.mean_interval.high,
                      f.sd, f.low, f.middle, f.high, f.smallest, f.largest);
    return std::move(table).str();
}

std::string curves_table(const StudyResults& results) {
    Table table("variant,time_s,out_frac_p5,out_frac_p50,out_frac_p95");
    for (const VariantResults& v : results.variants)
        for (const CurveRow& row : v.curve) table.row(v.id, row.time_s, row.low, row.middle, row.high);
    return std::move(table).str();
}

std::string casualties_table(const StudyResults& results) {
    Table table("variant,cause,severity,age,place,mean,p5,p50,p95,probability_of_any,low,high");
    for (const VariantResults& v : results.variants)
        for (const CasualtyRange& c : v.casualties)
            table.row(v.id, c.cause, c.severity, c.age, c.place, c.mean, c.low, c.middle, c.high, c.any.value,
                      c.any.bounds.low, c.any.bounds.high);
    return std::move(table).str();
}

std::string exceedance_table(const StudyResults& results) {
    Table table("variant,more_than,probability,low,high,members_above,members");
    for (const VariantResults& v : results.variants)
        for (const ExceedanceRow& e : v.exceedance)
            table.row(v.id, e.more_than, e.probability.value, e.probability.bounds.low,
                      e.probability.bounds.high, e.probability.yes, e.probability.of);
    return std::move(table).str();
}

std::string differences_table(const StudyResults& results) {
    Table table("variant,figure,pairs,mean_difference,low,high,p_value,p_adjusted,is_real");
    for (const Difference& d : results.differences)
        table.row(results.variants[static_cast<std::size_t>(d.variant)].id, d.figure, d.pairs, d.mean,
                  d.interval.low, d.interval.high, d.p_value, d.p_adjusted, d.is_real ? 1 : 0);
    return std::move(table).str();
}

std::string sensitivity_table(const StudyResults& results) {
    Table table("kind,input,part,value,low,high");
    for (const InputWeight& w : results.weights)
        table.row("rank regression", w.name, w.part, w.weight, w.interval.low, w.interval.high);
    for (const InputWeight& w : results.verdict_weights)
        table.row("rank regression of the verdict", w.name, w.part, w.weight, w.interval.low,
                  w.interval.high);
    for (const VarianceShare& s : results.shares) {
        table.row("first order", s.name, "", s.first, s.first_interval.low, s.first_interval.high);
        table.row("total order", s.name, "", s.total, s.total_interval.low, s.total_interval.high);
    }
    return std::move(table).str();
}

std::string jams_table(const StudyResults& results) {
    Table table("variant,place,probability,low,high,mean_s,peak_density_per_m2");
    for (const VariantResults& v : results.variants)
        for (const JamRange& j : v.jams)
            table.row(v.id, j.place, j.any.value, j.any.bounds.low, j.any.bounds.high, j.mean_s,
                      j.peak_per_m2);
    return std::move(table).str();
}

/// Places in the order of the search; those that nobody can reach, or in no zone, have no rank.
std::string search_table(const StudyResults& results) {
    Table table(
        "variant,rank,place,name,storey,time_s,probability_of_any,low,high,probability_of_unable,mean,p5,p95,"
        "mean_unable,p5_unable,p95_unable,distance_m,reach_s,search_s,need_help_per_minute,searched_after_s");
    for (const VariantResults& v : results.variants)
        for (const LeftRange& left : v.left) {
            const auto place = std::find_if(results.places.begin(), results.places.end(),
                                            [&](const SearchPlace& p) { return p.id == left.place; });
            const SearchPlace known = place == results.places.end() ? unknown_place() : *place;
            const auto turn =
                std::find_if(v.search_order.begin(), v.search_order.end(), [&](const SearchTurn& t) {
                    return results.places[static_cast<std::size_t>(t.place)].id == left.place;
                });
            const bool has_rank = turn != v.search_order.end() && std::isinf(left.time_s);
            table.row(v.id, has_rank ? fmt::format("{}", turn - v.search_order.begin() + 1) : std::string(),
                      left.place, known.name, known.storey,
                      std::isinf(left.time_s) ? std::string("end") : exact(left.time_s), left.any.value,
                      left.any.bounds.low, left.any.bounds.high, left.any_unable.value, left.mean, left.low,
                      left.high, left.mean_unable, left.low_unable, left.high_unable, known.distance_m,
                      known.reach_s, known.search_s, has_rank ? turn->per_minute : unknown,
                      has_rank ? turn->until_s : unknown);
        }
    return std::move(table).str();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> study_tables(const StudyResults& results) {
    std::vector<std::pair<std::string, std::string>> tables{
        {"members.csv", members_table(results)},       {"figures.csv", figures_table(results)},
        {"curves.csv", curves_table(results)},         {"casualties.csv", casualties_table(results)},
        {"exceedance.csv", exceedance_table(results)}, {"jams.csv", jams_table(results)},
    };
    if (std::any_of(results.variants.begin(), results.variants.end(),
                    [](const VariantResults& v) { return !v.left.empty(); }))
        tables.emplace_back("search_order.csv", search_table(results));
    if (!results.differences.empty())
        tables.emplace_back("differences.csv", differences_table(results));
    if (!results.weights.empty() || !results.shares.empty())
        tables.emplace_back("sensitivity.csv", sensitivity_table(results));
    return tables;
}

}  // namespace wayout
