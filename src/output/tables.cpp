#include "output/tables.hpp"

#include "core/assert.hpp"
#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

/// A line of a table: fields one after the other, then end().
class Row {
public:
    explicit Row(OutputFile& file) : file_(file) {}
    Row& text(std::string_view value) {
        separate();
        line_ += csv_field(value);
        return *this;
    }
    Row& number(double value, int decimals) {
        separate();
        line_ += fixed(value, decimals);
        return *this;
    }
    /// A time on a full second is written without decimals.
    Row& time(double value) {
        separate();
        line_ += trimmed(value, 3);
        return *this;
    }
    Row& count(std::int64_t value) {
        separate();
        line_ += fmt::format("{}", value);
        return *this;
    }
    /// A time or margin to a limit: `inf` when the limit was never reached, empty when that is not known.
    Row& limit_time(double value, int decimals) {
        if (!std::isinf(value))
            return number(value, decimals);
        separate();
        line_ += value > 0.0 ? "inf" : "-inf";
        return *this;
    }
    Row& empty() {
        separate();
        return *this;
    }
    void end() {
        line_ += '\n';
        file_.write(line_);
        line_.clear();
        first_ = true;
    }

private:
    void separate() {
        if (!first_)
            line_ += ',';
        first_ = false;
    }
    OutputFile& file_;
    std::string line_;
    bool first_{true};
};

/// What the air did to a person; empty fields where no fire was modelled.
void add_exposure(Row& row, const PersonResult& p) {
    if (!p.exposure) {
        for (int column = 0; column < 15; ++column) row.empty();
        return;
    }
    const Exposure& e = *p.exposure;
    row.number(e.fed_asphyxiant(), 5);
    for (const double dose : e.dose) row.number(dose, 5);
    row.number(e.lowest_visibility_m, 2).number(e.in_smoke_s, 2).number(e.uncovered_s, 2);
    // A threshold that nobody reached has the time +inf, which is not finite and so stays empty.
    row.number(e.impaired.time_s, 2).number(e.incapacitated.time_s, 2);
    row.text(e.incapacitated.has_happened()
                 ? harm_cause_names[static_cast<std::size_t>(e.incapacitated.cause)]
                 : std::string_view());
    row.number(e.fatal.time_s, 2);
}

void add_harm(Row& row, const PersonResult& p, bool is_modelled) {
    row.limit_time(p.tenability_margin_s, 2).number(p.turned_back_s, 2);
    if (is_modelled)
        row.count(p.is_injured ? 1 : 0).count(p.is_dead ? 1 : 0);
    else
        row.empty().empty();
}

void add_danger(Row& row, const PersonResult& p, bool is_modelled) {
    row.number(p.danger_s, 2).number(p.aware_s, 2).text(learned_names[static_cast<std::size_t>(p.learned)]);
    if (is_modelled)
        row.count(p.is_sheltered ? 1 : 0);
    else
        row.empty();
}

}  // namespace

void write_people(OutputFile& file, const RunResults& results) {
    file.write(
        "id,population,profile,group,sex,age_years,mobility,radius_m,free_speed_mps,start_storey,start_zone,"
        "start_x_m,start_y_m,start_time_s,"
        "exit_id,exit_time_s,distance_m,waiting_s,max_density_per_m2,outcome,cause,end_storey,end_x_m,end_y_"
        "m,max_squeeze_n,squeeze_15s_n,squeeze_60s_n,squeeze_240s_n,crush_dose,fed_asphyxiant,fed_co,fed_hcn,"
        "fed_"
        "nox,fed_irritant,fed_o2,dose_convective,dose_radiant,lowest_visibility_m,time_in_smoke_s,uncovered_"
        "s,impaired_s,incapacitated_s,harm_cause,fatal_s,tenability_margin_s,turned_back_s,injured,dead,"
        "group_id,danger_s,aware_s,learned,sheltered\n");
    Row row(file);
    const std::vector<std::string> keys = passage_keys(results);
    for (const PersonResult& p : results.people) {
        const bool is_out = p.outcome == Outcome::out;
        WAYOUT_ASSERT(is_out == std::isfinite(p.exit_time_s) && is_out == (p.exit_passage >= 0),
                      "who is out left at some time through some exit");
        const GroupLabel group =
            p.group < 0 ? GroupLabel{} : results.groups[static_cast<std::size_t>(p.group)];
        const Vec2 start = p.start_m + results.origin_m, end = p.end_m + results.origin_m;
        row.count(p.id).text(id_of(results.populations, p.population)).text(group.profile).text(group.group);
        row.text(text_of(p.sex))
            .number(p.age_years, 1)
            .text(text_of(p.mobility))
            .number(p.radius_m, 3)
            .number(p.free_speed_mps, 3);
        row.text(id_of(results.storeys, p.start_storey))
            .text(id_of(results.zones, p.start_zone))
            .number(start.x, 3)
            .number(start.y, 3);
        row.number(p.start_time_s, 2);
        row.text(is_out ? std::string_view(keys[static_cast<std::size_t>(p.exit_passage)])
                        : std::string_view())
            .number(p.exit_time_s, 3);
        row.number(p.distance_m, 2)
            .number(p.waiting_s, 2)
            .number(p.max_density_per_m2, 2)
            .text(text_of(p.outcome))
            .text(p.cause);
        if (is_out)
            row.empty().empty().empty();
        else
            row.text(id_of(results.storeys, p.end_storey)).number(end.x, 3).number(end.y, 3);
        row.number(p.max_squeeze_n, 0)
            .number(p.squeeze_15s_n, 0)
            .number(p.squeeze_60s_n, 0)
            .number(p.squeeze_240s_n, 0)
            .number(p.crush_dose, 4);
        add_exposure(row, p);
        add_harm(row, p, results.hazards.is_modelled);
        if (p.company >= 0)
            row.count(p.company + 1);
        else
            row.empty();
        add_danger(row, p, results.danger.is_modelled);
        row.end();
    }
}

void write_timeline(OutputFile& file, const RunResults& results) {
    Row row(file);
    row.text("time_s").text("inside").text("out").text("incapacitated");
    for (const StoreyLabel& storey : results.storeys) row.text("storey:" + storey.id);
    for (const ZoneLabel& zone : results.zones) row.text("zone:" + zone.id);
    row.end();
    for (const TimelineRow& t : results.timeline) {
        WAYOUT_ASSERT(
            t.by_storey.size() == results.storeys.size() && t.by_zone.size() == results.zones.size(),
            "a count for every storey and zone");
        row.time(t.time_s).count(t.inside).count(t.out).count(t.incapacitated);
        for (const int n : t.by_storey) row.count(n);
        for (const int n : t.by_zone) row.count(n);
        row.end();
    }
}

namespace {

/// Whether a passage is open in the whole of an interval (1), in none of it (0), or in part: share of its
/// length.
double open_share(const PassageResult& passage, double begin_s, double end_s) {
    double open_s = 0.0, since_s = 0.0;
    bool open = passage.open_at_start;
    const auto add_until = [&](double until_s) {
        if (open)
            open_s += std::max(0.0, std::min(until_s, end_s) - std::max(since_s, begin_s));
        since_s = until_s;
    };
    for (const PassageResult::StateChange& change : passage.state_changes) {
        add_until(change.time_s);
        open = change.open;
    }
    add_until(end_s);
    return open_s / (end_s - begin_s);
}

void write_passages(OutputFile& file, const RunResults& results, bool exits) {
    Row row(file);
    row.text("time_s").text(exits ? "exit_id" : "door_id");
    if (!exits)
        row.text("kind");
    row.text("count");
    if (!exits)
        row.text("count_forward").text("count_back");
    row.text("cumulative_count")
        .text("flow_pps")
        .text("specific_flow_pps_per_m")
        .text("queue_max")
        .text("open_frac")
        .end();

    const std::vector<std::string> keys = passage_keys(results);
    const double end_s = end_time_s(results);
    const std::vector<double> ends = interval_ends(results.interval_s, end_s);
    for (std::size_t k = 0; k < results.passages.size(); ++k) {
        const PassageResult& p = results.passages[k];
        if ((p.kind == PassageKind::exit) != exits)
            continue;
        const std::vector<IntervalCount> counts = count_intervals(p, results.interval_s, end_s);
        int sum = 0;
        double begin_s = 0.0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const int n = counts[i].forward + counts[i].back;
            sum += n;
            const double flow_pps = n / (ends[i] - begin_s);
            row.time(ends[i]).text(keys[k]);
            if (!exits)
                row.text(text_of(p.kind));
            row.count(n);
            if (!exits)
                row.count(counts[i].forward).count(counts[i].back);
            row.count(sum)
                .number(flow_pps, 3)
                .number(p.clear_width_m > 0.0 ? flow_pps / p.clear_width_m : not_a_time, 3);
            if (i < p.queue_max.size())
                row.count(p.queue_max[i]);
            else
                row.empty();
            row.number(open_share(p, begin_s, ends[i]), 2).end();
            begin_s = ends[i];
        }
    }
}

}  // namespace

void write_exits(OutputFile& file, const RunResults& results) {
    write_passages(file, results, true);
}

void write_doors(OutputFile& file, const RunResults& results) {
    write_passages(file, results, false);
}

void write_zones(OutputFile& file, const RunResults& results) {
    file.write(
        "zone_id,name,storey,use,people_at_start,people_at_end,entered,aset_s,rset_s,margin_s,peak_density_"
        "per_m2,time_above_4_per_m2_s,aset_limit\n");
    Row row(file);
    for (std::size_t i = 0; i < results.zone_results.size(); ++i) {
        const ZoneLabel& zone = results.zones[i];
        const ZoneResult& z = results.zone_results[i];
        row.text(zone.id).text(zone.name).text(id_of(results.storeys, zone.storey)).text(zone.use);
        row.count(z.people_at_start).count(z.people_at_end).count(z.entered);
        row.limit_time(z.aset_s, 2).number(z.last_left_s, 2).limit_time(z.margin_s(), 2);
        row.number(z.peak_density_per_m2, 2).number(z.above_4_s, 1);
        row.text(z.aset_limit == TenabilityLimit::none ? std::string_view() : name_of(z.aset_limit)).end();
    }
}

void write_rescued(OutputFile& file, const RunResults& results) {
    file.write("id,team,how,zone,storey,found_s,left_s,out_s,collection_point\n");
    Row row(file);
    for (const RescuedPerson& r : results.rescue.rescued) {
        const RescueTeamResult& team = results.rescue.teams[static_cast<std::size_t>(r.team)];
        row.count(r.person).text(team.id).text(r.how == RescueHow::led ? "led" : "carried");
        row.text(id_of(results.zones, r.zone)).text(id_of(results.storeys, r.storey));
        row.time(r.found_s).time(r.left_s).time(r.out_s).text(team.collection_point).end();
    }
}

void write_wall_loads(OutputFile& file, const RunResults& results) {
    file.write("storey,from_x_m,from_y_m,to_x_m,to_y_m,peak_n_per_m,at_s\n");
    Row row(file);
    for (const WallLoad& load : results.wall_loads) {
        const Vec2 from = load.part.a + results.origin_m;
        const Vec2 to = load.part.b + results.origin_m;
        row.text(id_of(results.storeys, load.storey)).number(from.x, 2).number(from.y, 2);
        row.number(to.x, 2).number(to.y, 2).number(load.peak_n_per_m, 0).number(load.at_s, 0).end();
    }
}

void write_norms(OutputFile& file, const RunResults& results) {
    file.write(
        "jurisdiction,clause,rule,subject,value,demand,limit,margin,unit,verdict,figure_source,"
        "assumptions\n");
    constexpr int decimals = 4;
    Row row(file);
    for (const NormRow& norm : results.norms) {
        row.text(id_of(norm.jurisdiction)).text(norm.clause).text(norm.rule).text(norm.subject);
        row.number(norm.value, decimals)
            .text(norm.demand == NormRow::Demand::at_least ? "at least" : "at most");
        row.number(norm.limit, decimals).number(norm.margin(), decimals).text(norm.unit);
        row.text(verdict_words(norm)).text(figure_source_names[static_cast<std::size_t>(norm.source)]);
        row.text(norm.assumptions).end();
    }
}

nlohmann::ordered_json rounded(double value, int decimals) {
    if (!std::isfinite(value))
        return nullptr;
    const double scale = std::pow(10.0, decimals);
    const double scaled = std::round(value * scale);
    // Far beyond 2^53 there is nothing to round, and the product would only lose digits.
    if (std::abs(scaled) > 9.0e15)
        return value;
    return scaled == 0.0 ? 0.0 : scaled / scale;
}

namespace {

/// One line of JSON. Text that is not UTF-8 gets replacement characters rather than an exception.
std::string line_of(const nlohmann::ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

void write_events(OutputFile& file, const RunResults& results) {
    for (const Event& e : results.events) {
        nlohmann::ordered_json json{
            {"time_s", rounded(e.time_s, 3)}, {"kind", e.kind}, {"subject", e.subject}, {"text", e.text}};
        if (e.storey >= 0) {
            json["storey"] = id_of(results.storeys, e.storey);
            json["x_m"] = rounded(e.position_m.x + results.origin_m.x, 3);
            json["y_m"] = rounded(e.position_m.y + results.origin_m.y, 3);
        }
        file.write(line_of(json));
    }
}

}  // namespace wayout
