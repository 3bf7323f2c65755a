#include "output/tables.hpp"

#include "core/assert.hpp"
#include "output/number_text.hpp"
#include "output/statistics.hpp"

#include <wayout/output.hpp>

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

/// The id of a row of a table of names; empty for none.
template <typename Labels>
std::string_view id_of(const Labels& labels, int row) {
    return row < 0 ? std::string_view() : std::string_view(labels[static_cast<std::size_t>(row)].id);
}

}  // namespace

void write_people(OutputFile& file, const RunResults& results) {
    file.write(
        "id,population,profile,group,sex,age_years,mobility,radius_m,free_speed_mps,start_storey,start_zone,"
        "start_x_m,start_y_m,start_time_s,"
        "exit_id,exit_time_s,distance_m,waiting_s,max_density_per_m2,outcome,cause,end_storey,end_x_m,end_y_"
        "m,max_squeeze_n,squeeze_15s_n,squeeze_60s_n,squeeze_240s_n,crush_dose\n");
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
    // Without a hazard there is no available safe egress time: the columns are there and empty.
    file.write(
        "zone_id,name,storey,use,people_at_start,people_at_end,entered,aset_s,rset_s,margin_s,peak_density_"
        "per_m2,time_above_4_per_m2_s\n");
    Row row(file);
    for (std::size_t i = 0; i < results.zone_results.size(); ++i) {
        const ZoneLabel& zone = results.zones[i];
        const ZoneResult& z = results.zone_results[i];
        row.text(zone.id).text(zone.name).text(id_of(results.storeys, zone.storey)).text(zone.use);
        row.count(z.people_at_start).count(z.people_at_end).count(z.entered);
        row.empty().number(z.last_left_s, 2).empty();
        row.number(z.peak_density_per_m2, 2).number(z.above_4_s, 1).end();
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

std::string hash_text(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

namespace {

nlohmann::ordered_json passage_summary(const RunResults& results, std::size_t row, const std::string& key) {
    const PassageResult& p = results.passages[row];
    const PassageFlow flow = flow_of(p, results.interval_s, end_time_s(results));
    nlohmann::ordered_json json;
    json["id"] = key;
    json["name"] = p.name;
    if (p.kind != PassageKind::exit)
        json["kind"] = text_of(p.kind);
    json["storey"] = id_of(results.storeys, p.storey);
    json["clear_width_m"] = rounded(p.clear_width_m, 3);
    json["count"] = flow.count;
    if (p.kind != PassageKind::exit)
        json["count_back"] = flow.count_back;
    json["first_s"] = rounded(flow.first_s, 2);
    json["last_s"] = rounded(flow.last_s, 2);
    json["mean_flow_pps"] = rounded(flow.mean_flow_pps, 3);
    json["sustained_flow_pps"] = rounded(flow.sustained_flow_pps, 3);
    json["peak_flow_pps"] = rounded(flow.peak_flow_pps, 3);
    json["specific_flow_pps_per_m"] =
        rounded(p.clear_width_m > 0.0 ? flow.mean_flow_pps / p.clear_width_m : not_a_time, 3);
    json["queue_max"] =
        p.queue_max.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(flow.queue_max);
    return json;
}

nlohmann::ordered_json health_summary(const RunResults& results) {
    const Health& h = results.health;
    nlohmann::ordered_json json;
    json["stuck"] = h.stuck_count();
    json["stuck_and_freed"] = static_cast<int>(h.stuck.size()) - h.stuck_count();
    json["max_overlap_m"] = rounded(h.max_overlap_m, 4);
    json["overlap_above_2cm_frac"] = rounded(h.overlap_above_2cm_frac, 6);
    json["strain_events"] = h.strain_events();
    json["strain"] = nlohmann::ordered_json::object();
    for (const StrainCount& s : h.strain) json["strain"][s.kind] = s.count;
    json["conservation_ok"] = h.conservation_ok;
    return json;
}

}  // namespace

std::string summary_json(const RunResults& results) {
    const PeopleCounts people = count_people(results);
    const EgressTimes times = egress_times(results);
    nlohmann::ordered_json json;
    json["format"] = "wayout-summary";
    json["format_version"] = 1;
    json["scenario"] = results.scenario_name;
    json["status"] = text_of(results.status);
    json["people"] = {{"placed", people.placed},
                      {"out", people.out},
                      {"inside", people.inside},
                      {"incapacitated", people.incapacitated},
                      {"dead", 0}};
    json["egress_time_s"] = {{"first", rounded(times.first, 3)}, {"p50", rounded(times.p50, 3)},
                             {"p90", rounded(times.p90, 3)},     {"p95", rounded(times.p95, 3)},
                             {"p98", rounded(times.p98, 3)},     {"last", rounded(times.last, 3)}};
    if (const HydraulicCheck& check = results.hydraulic; check.is_known)
        json["hydraulic"] = {{"p50", rounded(check.time_50_s, 3)},
                             {"p95", rounded(check.time_95_s, 3)},
                             {"last", rounded(check.time_all_s, 3)},
                             {"out", check.out}};
    json["exits"] = nlohmann::ordered_json::array();
    json["doors"] = nlohmann::ordered_json::array();
    const std::vector<std::string> keys = passage_keys(results);
    for (std::size_t i = 0; i < results.passages.size(); ++i)
        json[results.passages[i].kind == PassageKind::exit ? "exits" : "doors"].push_back(
            passage_summary(results, i, keys[i]));
    json["peak_density_per_m2"] = rounded(results.peak_density_per_m2, 2);
    json["density_rule"] = results.density_rule;
    json["congestion"] = nlohmann::ordered_json::array();
    for (const CongestionSpot& c : results.congestion)
        json["congestion"].push_back({{"place", c.place},
                                      {"storey", id_of(results.storeys, c.storey)},
                                      {"x_m", rounded(c.centre_m.x + results.origin_m.x, 2)},
                                      {"y_m", rounded(c.centre_m.y + results.origin_m.y, 2)},
                                      {"area_m2", rounded(c.area_m2, 1)},
                                      {"from_s", rounded(c.from_s, 1)},
                                      {"to_s", rounded(c.to_s, 1)},
                                      {"congested_s", rounded(c.congested_s, 1)},
                                      {"peak_density_per_m2", rounded(c.peak_density_per_m2, 2)},
                                      {"queue_size", c.queue_size}});
    json["congestion_rule"] = results.congestion_rule;
    json["crowd_pressure"] = nlohmann::ordered_json::array();
    for (const CrowdPressureSpot& c : results.crowd_pressure)
        json["crowd_pressure"].push_back({{"place", c.place},
                                          {"storey", id_of(results.storeys, c.storey)},
                                          {"x_m", rounded(c.at_m.x + results.origin_m.x, 2)},
                                          {"y_m", rounded(c.at_m.y + results.origin_m.y, 2)},
                                          {"peak_per_s2", rounded(c.peak_per_s2, 4)},
                                          {"peak_at_s", rounded(c.peak_at_s, 1)},
                                          {"first_above_s", rounded(c.first_above_s, 1)},
                                          {"above_s", rounded(c.above_s, 1)}});
    json["crowd_pressure_rule"] = results.crowd_pressure_rule;
    json["crowd_pressure_warning_per_s2"] = results.crowd_pressure_warning_per_s2;
    json["health"] = health_summary(results);
    const Performance& p = results.performance;
    json["performance"] = {{"wall_s", rounded(p.wall_s, 3)},
                           {"setup_s", rounded(p.setup_s, 3)},
                           {"agent_steps", p.agent_steps},
                           {"agent_steps_per_s", rounded(p.agent_steps_per_s, 0)},
                           {"simulated_s", rounded(p.simulated_s, 3)},
                           {"peak_rss_mib", rounded(p.peak_rss_mib, 1)},
                           {"threads", p.threads},
                           {"phases_s", nlohmann::ordered_json::object()}};
    for (const PhaseTime& phase : p.phases)
        json["performance"]["phases_s"][phase.phase] = rounded(phase.total_s, 4);
    json["seed"] = results.seed;
    json["model"] = results.model;
    json["calibration"] = text_of(results.calibration);
    json["time_step_s"] = results.time_step_s;
    json["state_hash"] = hash_text(results.state_hash);
    json["version"] = results.version;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace wayout
