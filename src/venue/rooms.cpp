/// Who can leave from where: the rooms (connected parts) of every surface, and the doors, joints and exits
/// between them.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace wayout {

namespace {

/// Smaller parts come from the drawing, not from the building; nobody fits in.
constexpr double sliver_m2 = 0.25;
/// How far beside a line the room on that side is looked for: first beyond rounding, then beyond a gap that
/// counts as touching.
constexpr std::array<double, 2> probe_m{0.002, touch_m + 0.005};
/// Lines end at walls up to rounding; a millimetre more closes the corner.
constexpr double overshoot_m = 1e-3;

struct Room {
    std::size_t surface{};
    Polygon shape;
    Box box;
    double area_m2{};
    bool in_use{false};  ///< a door, a joint or seats are in it
    bool dropped{false};
};

struct Link {
    std::size_t a{};
    std::size_t b{};
    bool is_open{true};
};

class UnionFind {
public:
    explicit UnionFind(std::size_t n) : parent_(n) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t find(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void unite(std::size_t a, std::size_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> parent_;
};

class RoomCheck {
public:
    explicit RoomCheck(Draft& draft) : draft_(draft) {}

    void run() {
        find_rooms();
        find_links();
        settle_exits_across();
        drop_slivers_and_report();
        for (std::size_t s = 0; s < draft_.surface_count(); ++s) cut_dropped(s);
    }

private:
    // ---- rooms

    void find_rooms() {
        rooms_of_.resize(draft_.surface_count());
        for (std::size_t s = 0; s < draft_.surface_count(); ++s) {
            const Region& area = draft_.walkable(s);
            std::vector<Segment> dividers;
            if (s < draft_.storeys.size()) {
                dividers = draft_.storeys[s].thin_walls;
                for (const OpeningDraft& o : draft_.openings)
                    if (o.usable && o.storey == s && (o.across || (o.kind == GateKind::door && !o.is_open)))
                        dividers.push_back(lengthened(o.line));
            }
            if (dividers.empty()) {
                for (const Polygon& p : area) add_room(s, p);
                continue;
            }
            std::vector<Segment> lines = edges(area);
            lines.insert(lines.end(), dividers.begin(), dividers.end());
            Result<Region> parts = faces(lines);
            if (!parts) {
                draft_.problems.errors_at(parts.error(), surface_where(s));
                draft_.links_broken = true;
                continue;
            }
            const PolygonLocator walkable(area);
            for (const Polygon& p : *parts) {
                const Result<Vec2> inside = inner_point(p);
                if (inside && walkable.covers(*inside))
                    add_room(s, p);
            }
        }
    }

    static Segment lengthened(const Segment& s) {
        const Vec2 more = overshoot_m * direction(s);
        return {s.a - more, s.b + more};
    }

    void add_room(std::size_t surface, const Polygon& shape) {
        rooms_of_[surface].push_back(rooms_.size());
        rooms_.push_back({surface, shape, bounds(shape), area(shape)});
    }

    /// The rooms that touch a line on its left side, ascending.
    std::vector<std::size_t> rooms_beside(std::size_t surface, const Segment& line) const {
        const Vec2 left = perp(direction(line));
        std::vector<std::size_t> found;
        // Partition walls may end at the line, so that it has several rooms on one side.
        for (const double at : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            const Vec2 p = line.a + at * (line.b - line.a);
            for (const double aside : probe_m) {
                const auto room = room_at(surface, p + aside * left);
                if (!room)
                    continue;
                found.push_back(*room);
                break;
            }
        }
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    std::optional<std::size_t> room_at(std::size_t surface, Vec2 p) const {
        for (const std::size_t room : rooms_of_[surface])
            if (rooms_[room].box.contains(p) && locate(rooms_[room].shape, p) != Side::outside)
                return room;
        return std::nullopt;
    }

    void link_all(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b, bool is_open) {
        for (const std::size_t i : a)
            for (const std::size_t j : b) links_.push_back({i, j, is_open});
        for (const auto* side : {&a, &b})
            for (const std::size_t room : *side) rooms_[room].in_use = true;
    }

    void find_links() {
        for (const JointDraft& j : draft_.joints)
            link_all(rooms_beside(j.lower, j.clear), rooms_beside(j.upper, reversed(j.clear)), true);
        for (const OpeningDraft& o : draft_.openings)
            if (o.usable && o.kind == GateKind::door)
                link_all(rooms_beside(o.storey, o.clear), rooms_beside(o.storey, reversed(o.clear)),
                         o.is_open);
        for (const LiftSpec& lift : draft_.spec.lifts) link_stops(lift);
        for (const std::size_t row : draft_.seating) {
            const SeatingSpec& s = draft_.spec.seating[row];
            const std::size_t storey = draft_.storey_row(s.on);
            if (storey == draft_.storeys.size())
                continue;
            const Vec2 facing{std::cos(s.facing_rad), std::sin(s.facing_rad)};
            const Vec2 first_seat = draft_.frame.local(s.front_left) - 0.5 * s.seat_width_m * perp(facing) -
                                    s.row_clear_width_m * facing;
            if (const auto room = room_at(storey, first_seat))
                rooms_[*room].in_use = true;
        }
    }

    /// The car of a lift joins the storeys that it serves.
    void link_stops(const LiftSpec& lift) {
        if (lift.car.outer.size() < 3)
            return;
        const Vec2 in_car = draft_.frame.local(centroid(lift.car));
        std::optional<std::size_t> before;
        for (const LiftStop& stop : lift.stops) {
            const std::size_t storey = draft_.storey_row(stop.storey);
            const auto room = storey < draft_.storeys.size() ? room_at(storey, in_car) : std::nullopt;
            if (!room)
                continue;
            if (before)
                link_all({*before}, {*room}, true);
            before = room;
        }
    }

    // ---- exits across the floor

    /// An exit that lies across the floor has floor on both sides. Inside is the side that is used: where
    /// stairs, doors or seats are; else the larger one. What lies beyond is not part of the venue any more.
    void settle_exits_across() {
        UnionFind groups(rooms_.size());
        for (const Link& l : links_) groups.unite(l.a, l.b);
        std::vector<double> area_m2(rooms_.size(), 0.0);
        std::vector<bool> in_use(rooms_.size(), false);
        for (std::size_t i = 0; i < rooms_.size(); ++i) {
            area_m2[groups.find(i)] += rooms_[i].area_m2;
            if (rooms_[i].in_use)
                in_use[groups.find(i)] = true;
        }
        std::vector<const OpeningDraft*> leads_to(rooms_.size(), nullptr);
        std::vector<bool> is_inside(rooms_.size(), false);
        for (const OpeningDraft& o : draft_.openings)
            if (o.usable && o.kind == GateKind::exit && !o.across)
                for (const std::size_t room : rooms_beside(o.storey, o.clear))
                    is_inside[groups.find(room)] = true;
        for (OpeningDraft& o : draft_.openings) {
            if (!o.usable || !o.across)
                continue;
            const std::vector<std::size_t> left = rooms_beside(o.storey, o.clear);
            const std::vector<std::size_t> right = rooms_beside(o.storey, reversed(o.clear));
            if (left.empty() || right.empty()) {
                // Nothing beyond: the opening of a thick wall at the edge of the floor.
                turn(o, !left.empty());
                continue;
            }
            const std::size_t l = groups.find(left.front());
            const std::size_t r = groups.find(right.front());
            if (l == r) {
                fail(o,
                     "people can walk round the exit to its other side, so it is not clear where the venue "
                     "ends; draw it where one side is "
                     "outside, or along the edge of the floor");
                continue;
            }
            if (in_use[l] && in_use[r]) {
                fail(o,
                     "there are stairs, doors or seats on both sides of the exit, but whoever crosses it is "
                     "out for good; make it a door, or "
                     "draw it where one side is outside");
                continue;
            }
            const bool left_is_inside = in_use[l] != in_use[r] ? in_use[l] : area_m2[l] >= area_m2[r];
            turn(o, left_is_inside);
            is_inside[left_is_inside ? l : r] = true;
            leads_to[left_is_inside ? r : l] = &o;
        }
        for (std::size_t i = 0; i < rooms_.size(); ++i) {
            const std::size_t group = groups.find(i);
            const OpeningDraft* exit = leads_to[group];
            if (exit == nullptr)
                continue;
            if (is_inside[group]) {
                if (i == group)
                    fail(*exit,
                         "the area behind the exit has an exit itself, but whoever crosses an exit is out; "
                         "keep one of the two");
                continue;
            }
            rooms_[i].dropped = true;
            if (i == group && area_m2[group] >= 1.0)
                draft_.problems.warning(
                    ErrorCode::geometry, exit->where,
                    fmt::format("{:.1f} m2 of floor beyond the exit are taken as outside and not used",
                                area_m2[group]),
                    draft_.spot(exit->storey, centroid(rooms_[i].shape)));
        }
    }

    static void turn(OpeningDraft& o, bool left_is_inside) {
        if (left_is_inside)
            return;
        o.line = reversed(o.line);
        o.clear = reversed(o.clear);
    }

    void fail(const OpeningDraft& o, std::string message) {
        draft_.problems.error(ErrorCode::geometry, o.where, std::move(message),
                              draft_.spot(o.storey, midpoint(o.line)));
        draft_.links_broken = true;
    }

    // ---- what can be left

    void drop_slivers_and_report() {
        std::vector<std::size_t> exits;
        std::vector<std::size_t> open_exits;
        for (const OpeningDraft& o : draft_.openings) {
            if (!o.usable || o.kind != GateKind::exit)
                continue;
            for (const std::size_t room : rooms_beside(o.storey, o.clear)) {
                exits.push_back(room);
                if (o.is_open)
                    open_exits.push_back(room);
            }
        }
        const std::vector<bool> leads_out = reaching(exits, true);
        const std::vector<bool> leads_out_now = reaching(open_exits, false);
        const bool judge = !draft_.links_broken && !draft_.spec.exits.empty();
        for (std::size_t i = 0; i < rooms_.size(); ++i) {
            Room& room = rooms_[i];
            if (room.dropped)
                continue;
            if (!leads_out[i]) {
                if (judge)
                    report_closed_in(room);
            } else if (!leads_out_now[i] && judge) {
                draft_.problems.warning(ErrorCode::unreachable, surface_where(room.surface),
                                        fmt::format("the part at {} ({:.1f} m2) can be left only through "
                                                    "doors or exits that are closed at the start",
                                                    draft_.problems.text(place_in(room)), room.area_m2),
                                        spot(room));
            }
        }
    }

    std::vector<bool> reaching(const std::vector<std::size_t>& exits, bool through_closed) const {
        UnionFind groups(rooms_.size());
        for (const Link& l : links_)
            if (l.is_open || through_closed)
                groups.unite(l.a, l.b);
        std::vector<bool> has_exit(rooms_.size(), false);
        for (const std::size_t room : exits) has_exit[groups.find(room)] = true;
        std::vector<bool> result(rooms_.size());
        for (std::size_t i = 0; i < rooms_.size(); ++i) result[i] = has_exit[groups.find(i)];
        return result;
    }

    void report_closed_in(Room& room) {
        double perimeter_m = 0.0;
        for (const Segment& e : edges({room.shape})) perimeter_m += length(e);
        // The largest circle in a convex shape has a radius of at most 2 A / P: no body fits into the gap of
        // a double line.
        const bool nobody_fits =
            room.area_m2 < sliver_m2 || 2.0 * room.area_m2 / perimeter_m < 0.5 * narrowest_body_m;
        const std::string at = draft_.problems.text(place_in(room));
        if (nobody_fits) {
            room.dropped = true;
            draft_.problems.warning(
                ErrorCode::geometry, surface_where(room.surface),
                fmt::format("a sliver of {:.3f} m2 at {} has no way out and is left out", room.area_m2, at),
                spot(room));
        } else {
            draft_.problems.error(ErrorCode::unreachable, surface_where(room.surface),
                                  fmt::format("the part of {:.1f} m2 at {} has no way to any exit; add a "
                                              "door, a stair or an exit, or remove it from "
                                              "the floor",
                                              room.area_m2, at),
                                  spot(room));
        }
    }

    Vec2 place_in(const Room& room) const {
        const Vec2 centre = centroid(room.shape);
        if (locate(room.shape, centre) == Side::inside)
            return centre;
        const Result<Vec2> inside = inner_point(room.shape);
        return inside ? *inside : centre;
    }

    Spot spot(const Room& room) const {
        const std::size_t storey =
            room.surface < draft_.storeys.size()
                ? room.surface
                : draft_.pieces[room.surface - draft_.storeys.size()].surface.storey.row();
        return draft_.spot(storey, place_in(room));
    }

    std::string surface_where(std::size_t surface) const {
        return surface < draft_.storeys.size() ? draft_.storeys[surface].where
                                               : draft_.pieces[surface - draft_.storeys.size()].where;
    }

    void cut_dropped(std::size_t surface) {
        std::vector<Polygon> dropped;
        for (const std::size_t room : rooms_of_[surface])
            if (rooms_[room].dropped)
                dropped.push_back(rooms_[room].shape);
        if (dropped.empty())
            return;
        Result<Region> rest = subtract(draft_.walkable(surface), dropped);
        if (rest)
            draft_.walkable(surface) = std::move(*rest);
        else
            draft_.problems.errors_at(rest.error(), surface_where(surface));
    }

    Draft& draft_;
    std::vector<Room> rooms_;
    std::vector<std::vector<std::size_t>> rooms_of_;  ///< [surface]
    std::vector<Link> links_;
};

}  // namespace

void check_rooms(Draft& draft) {
    RoomCheck(draft).run();
}

}  // namespace wayout
