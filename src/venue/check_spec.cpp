/// Numbers, ids and references, before any geometry: what can be judged from one value at a time.
#include "core/text.hpp"
#include "venue/draft.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace wayout {

namespace {

constexpr double max_elevation_m = 1000.0;  // deepest mine shafts apart, no building reaches it
constexpr double max_coordinate_m =
    1e8;  // national grids stay below 1e7; beyond 1e8 a double no longer holds a micrometre
constexpr double max_width_m = 1000.0;
constexpr double max_wall_thickness_m = 5.0;
constexpr std::size_t max_points = 1'000'000;  // of one polygon or line
constexpr int max_seats = 200'000;             // of one block: twice the largest stadium

class SpecCheck {
public:
    explicit SpecCheck(Draft& draft) : draft_(draft), spec_(draft.spec), problems_(draft.problems) {}

    bool run() {
        for (const StoreySpec& s : spec_.storeys) storey_ids_.push_back(s.id);
        for (const TierSpec& t : spec_.tiers) tier_ids_.push_back(t.id);
        check_ids();
        if (spec_.storeys.empty())
            problems_.error(ErrorCode::schema, "storeys",
                            "the venue has no storey; give at least one with a floor polygon");
        if (spec_.exits.empty())
            problems_.error(ErrorCode::schema, "exits",
                            "the venue has no exit, so nobody can ever be out; give at least one line that "
                            "leads to safety");
        for (std::size_t i = 0; i < spec_.storeys.size(); ++i) check_storey(i);
        for (std::size_t i = 0; i < spec_.exits.size(); ++i) {
            const ExitSpec& e = spec_.exits[i];
            check_opening(GateKind::exit, e, i);
        }
        for (std::size_t i = 0; i < spec_.doors.size(); ++i) {
            const DoorSpec& d = spec_.doors[i];
            check_opening(GateKind::door, d, i);
            draft_.openings.back().one_way_towards = d.one_way_towards;
        }
        for (std::size_t i = 0; i < spec_.stairs.size(); ++i) check_stair(i);
        for (std::size_t i = 0; i < spec_.tiers.size(); ++i) check_tier(i);
        for (std::size_t i = 0; i < spec_.seating.size(); ++i) check_seating(i);
        for (std::size_t i = 0; i < spec_.zones.size(); ++i) check_zone(i);
        draft_.links_broken =
            draft_.stairs.size() < spec_.stairs.size() || draft_.tiers.size() < spec_.tiers.size();
        for (const OpeningDraft& o : draft_.openings) draft_.links_broken = draft_.links_broken || !o.usable;
        return !spec_.storeys.empty();
    }

private:
    // ---- ids

    /// The first place of each id of one name space.
    using Names = std::map<std::string, std::string>;

    template <typename Specs>
    void add_ids(Names& names, const Specs& specs, std::string_view kind, std::string_view section) {
        for (std::size_t i = 0; i < specs.size(); ++i) {
            const std::string where = place_of(specs[i], kind, section, i);
            if (specs[i].id.empty()) {
                problems_.error(ErrorCode::schema, where,
                                fmt::format("the {} has no id; give it one, to refer to it and to find "
                                            "it in the results",
                                            kind));
                continue;
            }
            const auto [first, is_new] = names.emplace(specs[i].id, where);
            if (!is_new)
                problems_.error(ErrorCode::schema, where,
                                fmt::format("the id '{}' is already used by {}; choose another one",
                                            specs[i].id, first->second));
        }
    }

    /// Things that other parts of the scenario name in the same field share a name space.
    void check_ids() {
        Names places;
        add_ids(places, spec_.storeys, "storey", "storeys");
        add_ids(places, spec_.tiers, "tier", "tiers");
        Names passages;
        add_ids(passages, spec_.exits, "exit", "exits");
        add_ids(passages, spec_.doors, "door", "doors");
        add_ids(passages, spec_.stairs, "stair", "stairs");
        Names seating;
        add_ids(seating, spec_.seating, "seating", "seating");
        Names zones;
        add_ids(zones, spec_.zones, "zone", "zones");
        Names obstacles;
        for (const StoreySpec& s : spec_.storeys) {
            // Obstacles are never referred to; an id is optional, but a given one must be unique.
            for (std::size_t i = 0; i < s.obstacles.size(); ++i) {
                if (s.obstacles[i].id.empty())
                    continue;
                const std::string where = place_of(s.obstacles[i], "obstacle", "obstacles", i);
                const auto [first, is_new] = obstacles.emplace(s.obstacles[i].id, where);
                if (!is_new)
                    problems_.error(ErrorCode::schema, where,
                                    fmt::format("the id '{}' is already used by {}; choose another one",
                                                s.obstacles[i].id, first->second));
            }
        }
    }

    bool check_reference(const std::string& id, const std::vector<std::string>& known, std::string_view kind,
                         const std::string& where) {
        for (const std::string& k : known)
            if (k == id)
                return true;
        std::string message = id.empty() ? fmt::format("no {} is named; give its id", kind)
                                         : fmt::format("there is no {} '{}'", kind, id);
        if (const auto meant = nearest(id, known); meant && !id.empty())
            message += fmt::format("; did you mean '{}'?", *meant);
        else if (!known.empty() && known.size() <= 12) {
            message += "; known:";
            for (std::size_t i = 0; i < known.size(); ++i)
                message += fmt::format("{} '{}'", i > 0 ? "," : "", known[i]);
        }
        problems_.error(ErrorCode::schema, where, message);
        return false;
    }

    // ---- numbers

    bool in_range(double value, double low, double high, std::string_view what, std::string_view unit,
                  const std::string& where) {
        if (value >= low && value <= high)
            return true;
        problems_.error(
            ErrorCode::out_of_range, where,
            fmt::format("{} is {} {}; it must lie between {} and {} {}", what, value, unit, low, high, unit));
        return false;
    }

    bool points_fine(const std::vector<Vec2>& points, const std::string& where) {
        if (points.size() > max_points) {
            problems_.error(
                ErrorCode::out_of_range, where,
                fmt::format("{} points are more than {}; simplify the drawing", points.size(), max_points));
            return false;
        }
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Vec2 p = points[i];
            if (std::isfinite(p.x) && std::isfinite(p.y) && std::abs(p.x) <= max_coordinate_m &&
                std::abs(p.y) <= max_coordinate_m)
                continue;
            problems_.error(
                ErrorCode::out_of_range, where,
                fmt::format("point {} is ({}, {}); coordinates are finite numbers of metres below 1e8", i + 1,
                            p.x, p.y));
            return false;
        }
        return true;
    }

    bool polygon_fine(const Polygon& polygon, const std::string& where) {
        bool fine = points_fine(polygon.outer, where);
        for (const Ring& hole : polygon.holes) fine = points_fine(hole, where) && fine;
        return fine;
    }

    bool line_fine(const Segment& line, const std::string& where, const Spot& spot) {
        if (!points_fine({line.a, line.b}, where))
            return false;
        if (length(line) >= touch_m)
            return true;
        problems_.error(ErrorCode::geometry, where,
                        "the line has no length: its two ends are the same point; draw it from one "
                        "side of the passage to the other",
                        spot);
        return false;
    }

    bool flow_limit_fine(const FlowLimit& limit, const std::string& where) {
        if (limit.kind == FlowLimit::Kind::none)
            return true;
        return in_range(limit.value, 1e-6, 1000.0, "the flow limit",
                        limit.kind == FlowLimit::Kind::persons_per_s ? "persons per second"
                                                                     : "persons per second and metre",
                        where);
    }

    /// A width that people must pass; `line_m` is what is drawn.
    bool width_fine(const std::optional<double>& clear_width_m, double line_m, std::string_view kind,
                    const std::string& where, const std::string& line_where,
                    const std::optional<Spot>& spot) {
        if (clear_width_m && !in_range(*clear_width_m, 1e-3, max_width_m, "the clear width", "m", where))
            return false;
        if (clear_width_m && *clear_width_m > line_m + touch_m) {
            problems_.error(ErrorCode::geometry, where,
                            fmt::format("the clear width of {:.2f} m is wider than the line, {:.2f} m; "
                                        "lengthen the line or reduce "
                                        "the clear width",
                                        *clear_width_m, line_m),
                            spot);
            return false;
        }
        const double width_m = clear_width_m ? *clear_width_m : line_m;
        if (width_m >= narrowest_body_m - 1e-9)
            return true;
        problems_.error(
            ErrorCode::out_of_range, clear_width_m ? where : line_where,
            fmt::format(
                "{:.2f} m is narrower than the narrowest body, {:.2f} m: nobody can use this {}; widen it or "
                "leave it out",
                width_m, narrowest_body_m, kind),
            spot);
        return false;
    }

    // ---- things

    void check_storey(std::size_t row) {
        const StoreySpec& s = spec_.storeys[row];
        StoreyDraft out;
        out.row = row;
        out.spec = &s;
        out.where = place_of(s, "storey", "storeys", row);
        in_range(s.elevation_m, -max_elevation_m, max_elevation_m, "the elevation", "m",
                 place_of(s, "storey", "storeys", row, "elevation_m"));
        if (s.floor.empty())
            problems_.error(ErrorCode::schema, out.where,
                            "the storey has no floor; give at least one polygon");
        for (std::size_t i = 0; i < s.floor.size(); ++i)
            if (std::string where = place_of(s, "storey", "storeys", row, fmt::format("floor[{}]", i));
                polygon_fine(s.floor[i], where))
                out.floor_polygons.push_back({s.floor[i], std::move(where)});
        for (std::size_t i = 0; i < s.obstacles.size(); ++i)
            if (std::string where = obstacle_place(out, i); polygon_fine(s.obstacles[i].polygon, where))
                out.obstacles.push_back({s.obstacles[i].polygon, std::move(where)});
        for (std::size_t i = 0; i < s.walls.size(); ++i) check_wall(out, i);
        draft_.storeys.push_back(std::move(out));
    }

    static std::string obstacle_place(const StoreyDraft& storey, std::size_t i) {
        return place_of(storey.spec->obstacles[i], "obstacle", fmt::format("{}: obstacles", storey.where), i);
    }

    void check_wall(StoreyDraft& storey, std::size_t i) {
        const WallSpec& w = storey.spec->walls[i];
        const std::string where = w.where.empty() ? fmt::format("{}: walls[{}]", storey.where, i) : w.where;
        if (!points_fine(w.line, where) ||
            !in_range(w.thickness_m, 0.0, max_wall_thickness_m, "the thickness", "m", where))
            return;
        if (w.line.size() < 2) {
            problems_.error(ErrorCode::schema, where, "a wall needs a line of at least two points");
            return;
        }
        // Below a millimetre the two faces of a wall could not be told apart.
        if (w.thickness_m >= 1e-3) {
            storey.thick_walls.push_back({w.line, w.thickness_m, {}, where});
        } else {
            for (std::size_t k = 0; k + 1 < w.line.size(); ++k)
                storey.thin_walls.push_back({w.line[k], w.line[k + 1]});
        }
    }

    template <typename Opening>
    void check_opening(GateKind kind, const Opening& item, std::size_t row) {
        const std::string& storey = item.storey;
        const Segment& line = item.line;
        const std::optional<double>& clear_width_m = item.clear_width_m;
        const FlowLimit& limit = item.flow_limit;
        OpeningDraft out;
        out.kind = kind;
        out.item = &item;
        const std::string section = kind == GateKind::exit ? "exits" : "doors";
        const auto place = [&](std::string_view field) {
            return place_of(item, out.kind_name(), section, row, field);
        };
        out.where = place("");
        out.line = line;
        out.clear_width_m = clear_width_m.value_or(0.0);
        out.is_open = item.state == OpeningState::open;
        out.is_locked = item.state == OpeningState::locked;
        out.flow_limit = limit;
        out.rules = &item.rules;
        out.first_point = line.a;
        const Spot spot{storey, midpoint(line)};
        const bool known = check_reference(storey, storey_ids_, "storey", place("storey"));
        const bool drawn = line_fine(line, place("line"), spot);
        const bool wide = drawn && width_fine(clear_width_m, length(line), out.kind_name(),
                                              place("clear_width_m"), place("line"), spot);
        const bool limited = flow_limit_fine(limit, place("flow_limit"));
        out.usable = known && drawn && wide && limited;
        if (known)
            out.storey = draft_.storey_row(storey);
        draft_.openings.push_back(std::move(out));
    }

    void check_stair(std::size_t row) {
        const StairSpec& s = spec_.stairs[row];
        const char* kind = stair_kind_name(s.kind);
        const auto place = [&](std::string_view field) { return place_of(s, kind, "stairs", row, field); };
        bool fine = check_reference(s.from_storey, storey_ids_, "storey", place("from_storey"));
        fine = check_reference(s.to_storey, storey_ids_, "storey", place("to_storey")) && fine;
        if (fine) {
            const double from_m = spec_.storeys[draft_.storey_row(s.from_storey)].elevation_m;
            const double to_m = spec_.storeys[draft_.storey_row(s.to_storey)].elevation_m;
            if (!(to_m > from_m)) {
                problems_.error(
                    ErrorCode::geometry, place("to_storey"),
                    fmt::format("the {} must go up, from '{}' at {:.2f} m to '{}' at {:.2f} m; {}", kind,
                                s.from_storey, from_m, s.to_storey, to_m,
                                to_m < from_m
                                    ? "swap from_storey and to_storey, and foot and top of the flights"
                                    : "make the raised part a storey of its own, with its own elevation"));
                fine = false;
            }
        }
        if (s.flights.empty()) {
            problems_.error(ErrorCode::schema, place("flights"),
                            "give at least one flight with its foot and top line");
            fine = false;
        } else if (s.landings.size() + 1 != s.flights.size()) {
            problems_.error(ErrorCode::schema, place("landings"),
                            fmt::format("{} flights need {} landings between them, but {} are given",
                                        s.flights.size(), s.flights.size() - 1, s.landings.size()));
            fine = false;
        }
        if (!s.landing_elevation_m.empty() && s.landing_elevation_m.size() != s.landings.size()) {
            problems_.error(
                ErrorCode::schema, place("landing_elevation_m"),
                fmt::format("{} elevations for {} landings; give one each, or none to share the rise evenly",
                            s.landing_elevation_m.size(), s.landings.size()));
            fine = false;
        }
        for (const double z : s.landing_elevation_m)
            fine = in_range(z, -max_elevation_m, max_elevation_m, "the elevation of the landing", "m",
                            place("landing_elevation_m")) &&
                   fine;
        for (std::size_t i = 0; i < s.flights.size(); ++i) fine = check_flight(s, i, kind, place) && fine;
        for (std::size_t i = 0; i < s.landings.size(); ++i)
            fine = polygon_fine(s.landings[i], place(fmt::format("landings[{}]", i))) && fine;
        if (s.riser_m != 0.0)
            fine = in_range(s.riser_m, 0.01, 1.0, "the riser", "m", place("riser_m")) && fine;
        if (s.tread_m != 0.0)
            fine = in_range(s.tread_m, 0.05, 5.0, "the tread", "m", place("tread_m")) && fine;
        if (s.kind == StairSpec::Kind::escalator)
            fine = in_range(s.belt_speed_mps, 0.0, 5.0, "the belt speed", "m/s", place("belt_speed_mps")) &&
                   fine;
        if (fine)
            draft_.stairs.push_back(row);
    }

    template <typename Place>
    bool check_flight(const StairSpec& s, std::size_t i, const char* kind, const Place& place) {
        const FlightSpec& f = s.flights[i];
        const std::string foot_where = place(fmt::format("flights[{}].foot", i));
        const std::string top_where = place(fmt::format("flights[{}].top", i));
        bool fine = line_fine(f.foot, foot_where, {s.from_storey, midpoint(f.foot)});
        fine = line_fine(f.top, top_where, {s.from_storey, midpoint(f.top)}) && fine;
        if (!fine)
            return false;
        const bool foot_shorter = length(f.foot) <= length(f.top);
        return width_fine(s.clear_width_m, std::min(length(f.foot), length(f.top)), kind,
                          place("clear_width_m"), foot_shorter ? foot_where : top_where,
                          Spot{s.from_storey, midpoint(foot_shorter ? f.foot : f.top)});
    }

    void check_tier(std::size_t row) {
        const TierSpec& t = spec_.tiers[row];
        const auto place = [&](std::string_view field) { return place_of(t, "tier", "tiers", row, field); };
        bool fine = true;
        if (!t.low_storey.empty())
            fine = check_reference(t.low_storey, storey_ids_, "storey", place("low_storey"));
        if (!t.high_storey.empty())
            fine = check_reference(t.high_storey, storey_ids_, "storey", place("high_storey")) && fine;
        if (t.low_storey.empty() && t.high_storey.empty()) {
            problems_.error(
                ErrorCode::unreachable, place(""),
                "the tier joins no storey, so nobody can leave it; name the storey at its low or high edge");
            fine = false;
        }
        fine = polygon_fine(t.polygon, place("polygon")) && fine;
        const std::string& storey = t.low_storey.empty() ? t.high_storey : t.low_storey;
        fine = line_fine(t.low_edge, place("low_edge"), {storey, midpoint(t.low_edge)}) && fine;
        fine = line_fine(t.high_edge, place("high_edge"), {storey, midpoint(t.high_edge)}) && fine;
        if (t.has_elevations) {
            fine = in_range(t.low_elevation_m, -max_elevation_m, max_elevation_m, "the low elevation", "m",
                            place("low_elevation_m")) &&
                   fine;
            fine = in_range(t.high_elevation_m, -max_elevation_m, max_elevation_m, "the high elevation", "m",
                            place("high_elevation_m")) &&
                   fine;
        } else if (t.low_storey.empty() || t.high_storey.empty()) {
            problems_.error(ErrorCode::schema, place(""),
                            "the tier joins one storey only, so its slope is not known; give low_elevation_m "
                            "and high_elevation_m");
            fine = false;
        }
        if (fine)
            draft_.tiers.push_back(row);
    }

    void check_seating(std::size_t row) {
        const SeatingSpec& s = spec_.seating[row];
        const auto place = [&](std::string_view field) {
            return place_of(s, "seating", "seating", row, field);
        };
        std::vector<std::string> known = storey_ids_;
        known.insert(known.end(), tier_ids_.begin(), tier_ids_.end());
        bool fine = check_reference(s.on, known, "storey or tier", place("on"));
        fine = points_fine({s.front_left}, place("front_left")) && fine;
        fine = in_range(s.facing_rad, -100.0, 100.0, "the facing", "rad", place("facing_deg")) && fine;
        fine = in_range(s.row_count, 1, 1000, "the number of rows", "rows", place("row_count")) && fine;
        if (s.seats_in_row.empty())
            fine = in_range(s.seats_per_row, 1, 10000, "the number of seats per row", "seats",
                            place("seats_per_row")) &&
                   fine;
        else if (s.seats_in_row.size() != static_cast<std::size_t>(std::max(s.row_count, 0))) {
            problems_.error(ErrorCode::schema, place("seats_in_row"),
                            fmt::format("{} numbers of seats for {} rows; give one for each row",
                                        s.seats_in_row.size(), s.row_count));
            fine = false;
        }
        double seats = static_cast<double>(s.row_count) * s.seats_per_row;
        if (!s.seats_in_row.empty()) {
            seats = 0.0;
            for (const int n : s.seats_in_row) {
                fine =
                    in_range(n, 0, 10000, "the number of seats in a row", "seats", place("seats_in_row")) &&
                    fine;
                seats += n;
            }
        }
        if (seats > max_seats) {
            problems_.error(
                ErrorCode::out_of_range, place("row_count"),
                fmt::format("{:.0f} seats in one block; at most {} are possible", seats, max_seats));
            fine = false;
        }
        fine = in_range(s.seat_width_m, 0.3, 5.0, "the seat width", "m", place("seat_width_m")) && fine;
        fine = in_range(s.row_pitch_m, 0.5, 10.0, "the row pitch", "m", place("row_pitch_m")) && fine;
        if (!(s.row_clear_width_m >= min_row_clear_width_m)) {
            problems_.error(
                ErrorCode::out_of_range, place("row_clear_width_m"),
                fmt::format(
                    "{} m between seat rows is too narrow to walk through; at least {:.2f} m are needed",
                    s.row_clear_width_m, min_row_clear_width_m));
            fine = false;
        } else if (fine && s.row_pitch_m - s.row_clear_width_m < min_seat_depth_m - 1e-9) {
            problems_.error(ErrorCode::out_of_range, place("row_pitch_m"),
                            fmt::format("a row pitch of {:.2f} m minus the clear width of {:.2f} m leaves "
                                        "{:.2f} m for the seats; at "
                                        "least {:.2f} m are needed",
                                        s.row_pitch_m, s.row_clear_width_m,
                                        s.row_pitch_m - s.row_clear_width_m, min_seat_depth_m));
            fine = false;
        }
        for (std::size_t i = 0; i < s.aisles.size(); ++i) {
            const SeatingSpec::Aisle& a = s.aisles[i];
            const std::string aisle_where = place(fmt::format("aisles[{}]", i));
            fine = in_range(a.after_seat, 0, 10000, "after_seat", "seats", aisle_where) && fine;
            if (i > 0 && a.after_seat <= s.aisles[i - 1].after_seat) {
                problems_.error(ErrorCode::schema, aisle_where,
                                "aisles are listed from left to right, each after more seats than the last");
                fine = false;
            }
            fine = in_range(a.width_m, narrowest_body_m, 100.0, "the width of the aisle", "m", aisle_where) &&
                   fine;
        }
        if (s.curvature_radius_m != 0.0)
            fine = in_range(s.curvature_radius_m, 1.0, 10000.0, "the radius of the first row", "m",
                            place("curvature_radius_m")) &&
                   fine;
        if (fine)
            draft_.seating.push_back(row);
    }

    void check_zone(std::size_t row) {
        const ZoneSpec& z = spec_.zones[row];
        bool fine =
            check_reference(z.storey, storey_ids_, "storey", place_of(z, "zone", "zones", row, "storey"));
        fine = polygon_fine(z.polygon, place_of(z, "zone", "zones", row, "polygon")) && fine;
        if (fine)
            draft_.zones.push_back(row);
    }

    Draft& draft_;
    const VenueSpec& spec_;
    Problems& problems_;
    std::vector<std::string> storey_ids_;
    std::vector<std::string> tier_ids_;
};

}  // namespace

const char* stair_kind_name(StairSpec::Kind kind) {
    switch (kind) {
        case StairSpec::Kind::ramp:
            return "ramp";
        case StairSpec::Kind::escalator:
            return "escalator";
        case StairSpec::Kind::stair:
            break;
    }
    return "stair";
}

std::size_t Draft::storey_row(const std::string& id) const {
    for (std::size_t i = 0; i < spec.storeys.size(); ++i)
        if (spec.storeys[i].id == id)
            return i;
    return spec.storeys.size();
}

bool check_spec(Draft& draft) {
    return SpecCheck(draft).run();
}

}  // namespace wayout
