/// A measurement as text, JSON and CSV. What is unknown is empty in CSV and null in JSON, never zero.
#include "output/number_text.hpp"
#include "output/output_file.hpp"
#include "output/tables.hpp"

#include <wayout/measure.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>
#include <system_error>

namespace wayout {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json point_json(Vec2 p) {
    return Json::array({rounded(p.x, 4), rounded(p.y, 4)});
}

Json ring_json(const Ring& ring) {
    Json json = Json::array();
    for (const Vec2 p : ring) json.push_back(point_json(p));
    return json;
}

Json line_json(const MeasuredLine& line) {
    Json json{{"id", line.id}, {"storey", line.storey}};
    json["line_m"] = Json::array({point_json(line.line_m.a), point_json(line.line_m.b)});
    json["width_m"] = rounded(line.width_m, 4);
    json["is_passage"] = line.is_passage;
    json["people"] = line.people;
    json["crossings"] = line.crossings.size();
    json["first_s"] = rounded(line.first_s, 3);
    json["last_s"] = rounded(line.last_s, 3);
    json["mean_flow_pps"] = rounded(line.mean_flow_pps, 4);
    json["steady_flow_pps"] = rounded(line.steady_flow_pps, 4);
    json["steady_flow_pps_per_m"] = rounded(line.steady_flow_pps / line.width_m, 4);
    json["time_gap_s"] = Json{{"mean", rounded(line.gap_mean_s, 3)},
                              {"sd", rounded(line.gap_sd_s, 3)},
                              {"p90", rounded(line.gap_p90_s, 3)},
                              {"max", rounded(line.gap_max_s, 3)}};
    json["flow"] = Json::array();
    for (const MeasuredFlow& f : line.flow)
        json["flow"].push_back(Json{{"from_s", rounded(f.from_s, 3)},
                                    {"to_s", rounded(f.to_s, 3)},
                                    {"count", f.count},
                                    {"flow_pps", rounded(f.flow_pps, 4)},
                                    {"speed_mps", rounded(f.speed_mps, 4)},
                                    {"density_per_m2", rounded(f.density_per_m2, 4)}});
    return json;
}

Json area_json(const MeasuredArea& area) {
    Json json{{"id", area.id}, {"storey", area.storey}};
    json["outer_m"] = ring_json(area.polygon_m.outer);
    json["holes_m"] = Json::array();
    for (const Ring& hole : area.polygon_m.holes) json["holes_m"].push_back(ring_json(hole));
    json["area_m2"] = rounded(area.area_m2, 4);
    json["occupied_s"] = rounded(area.occupied_s, 3);
    json["voronoi"] = Json{{"mean_density_per_m2", rounded(area.mean_density_per_m2, 4)},
                           {"peak_density_per_m2", rounded(area.peak_density_per_m2, 4)},
                           {"mean_speed_mps", rounded(area.mean_speed_mps, 4)}};
    json["classic"] = Json{{"mean_density_per_m2", rounded(area.mean_classic_density_per_m2, 4)},
                           {"peak_density_per_m2", rounded(area.peak_classic_density_per_m2, 4)},
                           {"mean_speed_mps", rounded(area.mean_classic_speed_mps, 4)}};
    json["transits"] = area.transits.size();
    return json;
}

std::string or_dash(double value, int decimals) {
    return std::isfinite(value) ? fixed(value, decimals) : std::string("-");
}

void csv_lines(OutputFile& file, const Measurement& m) {
    file.write(
        "line_id,storey,width_m,people,crossings,first_s,last_s,mean_flow_pps,steady_flow_pps,"
        "steady_flow_pps_per_m,gap_mean_s,gap_sd_s,gap_p90_s,gap_max_s\n");
    for (const MeasuredLine& l : m.lines)
        file.write(fmt::format(
            "{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_field(l.id), csv_field(l.storey),
            fixed(l.width_m, 3), l.people, l.crossings.size(), fixed(l.first_s, 3), fixed(l.last_s, 3),
            fixed(l.mean_flow_pps, 4), fixed(l.steady_flow_pps, 4), fixed(l.steady_flow_pps / l.width_m, 4),
            fixed(l.gap_mean_s, 3), fixed(l.gap_sd_s, 3), fixed(l.gap_p90_s, 3), fixed(l.gap_max_s, 3)));
}

void csv_flow(OutputFile& file, const Measurement& m) {
    file.write("line_id,from_s,to_s,count,flow_pps,flow_pps_per_m,speed_mps,density_per_m2\n");
    for (const MeasuredLine& l : m.lines)
        for (const MeasuredFlow& f : l.flow)
            file.write(fmt::format("{},{},{},{},{},{},{},{}\n", csv_field(l.id), fixed(f.from_s, 3),
                                   fixed(f.to_s, 3), f.count, fixed(f.flow_pps, 4),
                                   fixed(f.flow_pps / l.width_m, 4), fixed(f.speed_mps, 3),
                                   fixed(f.density_per_m2, 3)));
}

void csv_crossings(OutputFile& file, const Measurement& m) {
    file.write("line_id,time_s,person_id,direction,speed_mps,cumulative_people,gap_s\n");
    for (const MeasuredLine& l : m.lines) {
        int people = 0;
        double last_s = 0.0;
        for (const MeasuredCrossing& c : l.crossings) {
            const std::string gap = c.is_first && people > 0 ? fixed(c.time_s - last_s, 3) : std::string();
            if (c.is_first) {
                ++people;
                last_s = c.time_s;
            }
            file.write(fmt::format("{},{},{},{},{},{},{}\n", csv_field(l.id), fixed(c.time_s, 3), c.person,
                                   c.left_to_right ? "right" : "left", fixed(c.speed_mps, 3), people, gap));
        }
    }
}

void csv_areas(OutputFile& file, const Measurement& m) {
    file.write(
        "area_id,storey,area_m2,occupied_s,voronoi_mean_density_per_m2,voronoi_peak_density_per_m2,"
        "voronoi_mean_speed_mps,classic_mean_density_per_m2,classic_peak_density_per_m2,"
        "classic_mean_speed_mps\n");
    for (const MeasuredArea& a : m.areas)
        file.write(fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_field(a.id), csv_field(a.storey),
                               fixed(a.area_m2, 3), fixed(a.occupied_s, 2), fixed(a.mean_density_per_m2, 3),
                               fixed(a.peak_density_per_m2, 3), fixed(a.mean_speed_mps, 3),
                               fixed(a.mean_classic_density_per_m2, 3),
                               fixed(a.peak_classic_density_per_m2, 3), fixed(a.mean_classic_speed_mps, 3)));
}

void csv_moments(OutputFile& file, const Measurement& m) {
    file.write(
        "area_id,time_s,voronoi_density_per_m2,voronoi_speed_mps,classic_density_per_m2,"
        "classic_speed_mps\n");
    for (const MeasuredArea& a : m.areas)
        for (const MeasuredMoment& s : a.moments)
            file.write(fmt::format("{},{},{},{},{},{}\n", csv_field(a.id), fixed(s.time_s, 3),
                                   fixed(s.density_per_m2, 3), fixed(s.speed_mps, 3),
                                   fixed(s.classic_density_per_m2, 3), fixed(s.classic_speed_mps, 3)));
}

void csv_transits(OutputFile& file, const Measurement& m) {
    file.write("area_id,person_id,in_s,out_s,speed_mps,density_per_m2\n");
    for (const MeasuredArea& a : m.areas)
        for (const MeasuredTransit& t : a.transits)
            file.write(fmt::format("{},{},{},{},{},{}\n", csv_field(a.id), t.person, fixed(t.in_s, 3),
                                   fixed(t.out_s, 3), fixed(t.speed_mps, 3), fixed(t.density_per_m2, 3)));
}

}  // namespace

std::string measurement_as_text(const Measurement& m) {
    std::string text = fmt::format("{}, seed {}: {} to {} s, {} frames a second\n", m.scenario, m.seed,
                                   trimmed(m.from_s, 2), trimmed(m.to_s, 2), trimmed(m.fps, 3));
    if (!m.lines.empty()) {
        text += fmt::format("\n{:<20} {:>7} {:>7} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8}\n", "line", "width m",
                            "people", "first s", "last s", "mean 1/s", "steady1/s", "1/(m s)", "gap sd s");
        for (const MeasuredLine& l : m.lines)
            text += fmt::format("{:<20} {:>7} {:>7} {:>8} {:>8} {:>8} {:>9} {:>8} {:>8}\n", l.id,
                                fixed(l.width_m, 2), l.people, or_dash(l.first_s, 1), or_dash(l.last_s, 1),
                                or_dash(l.mean_flow_pps, 2), or_dash(l.steady_flow_pps, 2),
                                or_dash(l.steady_flow_pps / l.width_m, 2), or_dash(l.gap_sd_s, 2));
        text += "steady: between 10 % and 90 % of the people; gaps between first crossings\n";
    }
    if (!m.areas.empty()) {
        text += fmt::format("\n{:<20} {:>8} {:>10} {:>9} {:>9} {:>8} {:>9} {:>8}\n", "area", "m2",
                            "occupied s", "mean 1/m2", "peak 1/m2", "mean m/s", "C 1/m2", "C m/s");
        for (const MeasuredArea& a : m.areas)
            text +=
                fmt::format("{:<20} {:>8} {:>10} {:>9} {:>9} {:>8} {:>9} {:>8}\n", a.id, fixed(a.area_m2, 2),
                            fixed(a.occupied_s, 1), or_dash(a.mean_density_per_m2, 2),
                            or_dash(a.peak_density_per_m2, 2), or_dash(a.mean_speed_mps, 2),
                            or_dash(a.mean_classic_density_per_m2, 2), or_dash(a.mean_classic_speed_mps, 2));
        text += "Voronoi (method D); C: counted (method C); means over the time with somebody inside\n";
        for (const MeasuredArea& a : m.areas)
            if (!a.transits.empty()) {
                double speed = 0.0, density = 0.0;
                for (const MeasuredTransit& t : a.transits) {
                    speed += t.speed_mps;
                    density += t.density_per_m2;
                }
                const auto n = static_cast<double>(a.transits.size());
                text += fmt::format("{}: {} people passed (method B), mean {:.2f} m/s at {:.2f} per m2\n",
                                    a.id, a.transits.size(), speed / n, density / n);
            }
    }
    return text;
}

std::string measurement_as_json(const Measurement& m) {
    Json json{{"format", "wayout-analysis"}, {"format_version", 1}};
    json["scenario"] = m.scenario;
    json["seed"] = m.seed;
    json["version"] = m.version;
    json["fps"] = rounded(m.fps, 6);
    json["from_s"] = rounded(m.from_s, 3);
    json["to_s"] = rounded(m.to_s, 3);
    json["window_s"] = rounded(m.window_s, 3);
    json["every_s"] = rounded(m.every_s, 4);
    json["cutoff_m"] = m.cutoff_m ? rounded(*m.cutoff_m, 3) : Json(nullptr);
    json["lines"] = Json::array();
    for (const MeasuredLine& line : m.lines) json["lines"].push_back(line_json(line));
    json["areas"] = Json::array();
    for (const MeasuredArea& area : m.areas) json["areas"].push_back(area_json(area));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::vector<fs::path>> write_measurement(const Measurement& m, const fs::path& folder) {
    struct Table {
        const char* name;
        std::function<void(OutputFile&)> write;
    };
    const Table tables[] = {
        {"analysis-lines.csv", [&](OutputFile& f) { csv_lines(f, m); }},
        {"analysis-flow.csv", [&](OutputFile& f) { csv_flow(f, m); }},
        {"analysis-crossings.csv", [&](OutputFile& f) { csv_crossings(f, m); }},
        {"analysis-areas.csv", [&](OutputFile& f) { csv_areas(f, m); }},
        {"analysis-moments.csv", [&](OutputFile& f) { csv_moments(f, m); }},
        {"analysis-transits.csv", [&](OutputFile& f) { csv_transits(f, m); }},
        {"analysis.json", [&](OutputFile& f) { f.write(measurement_as_json(m)); }},
    };
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
        return file_error(folder, "cannot be made", failed.value());
    const auto staged = [&](const Table& table) { return folder / (std::string(".partial-") + table.name); };
    Errors errors;
    for (const Table& table : tables) {
        OutputFile file(staged(table));
        table.write(file);
        for (Error& error : file.close()) errors.push_back(std::move(error));
    }
    std::vector<fs::path> written;
    for (const Table& table : tables) {
        if (errors.empty()) {
            fs::rename(staged(table), folder / table.name, failed);
            if (failed)
                errors.push_back(file_error(folder / table.name, "cannot be put in place", failed.value()));
            written.push_back(folder / table.name);
        }
        if (!errors.empty())
            fs::remove(staged(table), failed);
    }
    if (errors.empty())
        errors = sync_to_disk(folder);
    if (!errors.empty())
        return errors;
    return written;
}

}  // namespace wayout
