#include "study/study_tables.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

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

}  // namespace

std::vector<std::pair<std::string, std::string>> study_tables(const StudyResults& results) {
    std::vector<std::pair<std::string, std::string>> tables{
        {"members.csv", members_table(results)},       {"figures.csv", figures_table(results)},
        {"curves.csv", curves_table(results)},         {"casualties.csv", casualties_table(results)},
        {"exceedance.csv", exceedance_table(results)}, {"jams.csv", jams_table(results)},
    };
    if (!results.differences.empty())
        tables.emplace_back("differences.csv", differences_table(results));
    if (!results.weights.empty() || !results.shares.empty())
        tables.emplace_back("sensitivity.csv", sensitivity_table(results));
    return tables;
}

}  // namespace wayout
