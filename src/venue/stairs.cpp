/// Stairs, ramps and escalators: flights as inclined pieces, landings between them.
#include "venue/draft.hpp"
#include "venue/outline.hpp"

#include <fmt/format.h>

#include <cmath>

namespace wayout {

namespace {

constexpr double min_run_m = 0.10;
/// Foot and top of a flight are level lines of one plane, so they must be parallel; 5 degrees are left for
/// the drawing.
constexpr double max_sine_of_skew = 0.0872;

/// Ranges outside which a value is more probably a slip than a stair. Usual ranges from memory [M]: EN and
/// national building codes ask for risers of 0.14-0.19 m and treads of 0.24-0.32 m, old buildings go beyond;
/// ramps 1:12 to 1:20; escalators (EN 115-1) 0.5-0.75 m/s and at most 35 degrees.
constexpr double usual_riser_m[2] = {0.10, 0.22};
constexpr double usual_tread_m[2] = {0.22, 0.40};
constexpr double usual_belt_mps[2] = {0.3, 0.9};
constexpr double steepest_ramp = 1.0 / 8.0;
constexpr double steepest_stair = 1.0;
constexpr double steepest_escalator = 0.75;

struct Flight {
    Segment foot;  ///< the ascent is to the left of a -> b, for foot and top
    Segment top;
    Segment foot_clear;
    Segment top_clear;
    Vec2 up;
    double run_m{};
};

class StairDrafter {
public:
    StairDrafter(Draft& draft, const std::vector<Outline>& floors) : draft_(draft), floors_(floors) {}

    void add(std::size_t row) {
        spec_ = &draft_.spec.stairs[row];
        row_ = row;
        from_ = draft_.storey_row(spec_->from_storey);
        to_ = draft_.storey_row(spec_->to_storey);
        if (!make_landings() || !make_flights() || !make_elevations()) {
            draft_.links_broken = true;
            return;
        }
        check_usual_values();
        append();
    }

private:
    std::string place(std::string_view field = {}) const {
        return place_of(*spec_, stair_kind_name(spec_->kind), "stairs", row_, field);
    }
    void error(const std::string& where, std::string message, Vec2 at) {
        draft_.problems.error(ErrorCode::geometry, where, std::move(message), draft_.spot(from_, at));
    }
    void warning(const std::string& where, std::string message, Vec2 at) {
        draft_.problems.warning(ErrorCode::out_of_range, where, std::move(message), draft_.spot(from_, at));
    }

    bool make_landings() {
        landings_.clear();
        bool fine = true;
        for (std::size_t i = 0; i < spec_->landings.size(); ++i) {
            Polygon landing = draft_.frame.local(spec_->landings[i]);
            if (const auto flaw = find_flaw(landing)) {
                error(place(fmt::format("landings[{}]", i)),
                      fmt::format("the polygon of the landing is not usable: {} at {}", flaw->reason,
                                  draft_.problems.text(flaw->at)),
                      flaw->at);
                fine = false;
            }
            landings_.push_back(std::move(landing));
        }
        return fine;
    }

    /// A line that ends up to 1 cm outside the floor it leads to is drawn to its edge.
    static Segment attached(const Segment& line, const Outline& area) {
        const auto end = [&](Vec2 p) {
            if (area.locate(p) != Side::outside)
                return p;
            const auto edge = area.nearest_edge(p, touch_m);
            return edge ? snapped(edge->point) : p;
        };
        return {end(line.a), end(line.b)};
    }

    bool make_flights() {
        flights_.clear();
        std::vector<Outline> landing_outlines;
        for (const Polygon& landing : landings_) landing_outlines.emplace_back(Region{landing});
        bool fine = true;
        const std::size_t count = spec_->flights.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Outline& below = i == 0 ? floors_[from_] : landing_outlines[i - 1];
            const Outline& above = i + 1 == count ? floors_[to_] : landing_outlines[i];
            Flight f;
            f.foot = attached(draft_.frame.local(spec_->flights[i].foot), below);
            f.top = attached(draft_.frame.local(spec_->flights[i].top), above);
            fine = orient_flight(f, i) && fine;
            flights_.push_back(f);
        }
        return fine;
    }

    bool orient_flight(Flight& f, std::size_t i) {
        const std::string where = place(fmt::format("flights[{}]", i));
        if (dot(direction(f.foot), direction(f.top)) < 0.0)
            f.top = reversed(f.top);
        const Vec2 climb = midpoint(f.top) - midpoint(f.foot);
        if (cross(direction(f.foot), climb) < 0.0) {
            f.foot = reversed(f.foot);
            f.top = reversed(f.top);
        }
        if (std::abs(cross(direction(f.foot), direction(f.top))) > max_sine_of_skew) {
            error(where,
                  "foot and top of a flight must be parallel; draw a winding stair as several straight "
                  "flights with landings",
                  midpoint(f.foot));
            return false;
        }
        f.up = perp(unit(direction(f.foot) + direction(f.top)));
        f.run_m = dot(climb, f.up);
        if (f.run_m < min_run_m) {
            error(where,
                  fmt::format("foot and top are {:.2f} m apart in plan; a flight needs at least {:.2f} m",
                              f.run_m, min_run_m),
                  midpoint(f.foot));
            return false;
        }
        if (const auto flaw = find_flaw(outline_of(f.foot, f.top))) {
            error(where,
                  fmt::format("foot and top do not span a flight: {} at {}", flaw->reason,
                              draft_.problems.text(flaw->at)),
                  flaw->at);
            return false;
        }
        const double width_m = spec_->clear_width_m.value_or(0.0);
        f.foot_clear = snapped(clear_part(f.foot, width_m));
        f.top_clear = snapped(clear_part(f.top, width_m));
        return true;
    }

    static Polygon outline_of(const Segment& foot, const Segment& top) {
        return {{foot.a, foot.b, top.b, top.a}, {}};
    }
    static Segment snapped(const Segment& s) { return {wayout::snapped(s.a), wayout::snapped(s.b)}; }
    static Vec2 snapped(Vec2 p) { return wayout::snapped(p); }

    /// Elevation of the lower storey, each landing, the upper storey.
    bool make_elevations() {
        const double low_m = draft_.spec.storeys[from_].elevation_m;
        const double high_m = draft_.spec.storeys[to_].elevation_m;
        elevations_.assign(1, low_m);
        if (!spec_->landing_elevation_m.empty()) {
            elevations_.insert(elevations_.end(), spec_->landing_elevation_m.begin(),
                               spec_->landing_elevation_m.end());
        } else {
            double total_m = 0.0;
            for (const Flight& f : flights_) total_m += f.run_m;
            double so_far_m = 0.0;
            for (std::size_t i = 0; i + 1 < flights_.size(); ++i) {
                so_far_m += flights_[i].run_m;
                elevations_.push_back(low_m + (high_m - low_m) * so_far_m / total_m);
            }
        }
        elevations_.push_back(high_m);
        for (std::size_t i = 0; i + 1 < elevations_.size(); ++i) {
            if (elevations_[i + 1] > elevations_[i])
                continue;
            error(place("landing_elevation_m"),
                  fmt::format("flight {} would lead from {:.2f} m to {:.2f} m; every flight must rise", i + 1,
                              elevations_[i], elevations_[i + 1]),
                  midpoint(flights_[i].foot));
            return false;
        }
        return true;
    }

    void check_usual_values() {
        const StairSpec& s = *spec_;
        const Vec2 at = midpoint(flights_.front().foot);
        const auto outside = [](double v, const double(&range)[2]) { return v < range[0] || v > range[1]; };
        if (s.kind != StairSpec::Kind::ramp) {
            if (s.riser_m > 0.0 && outside(s.riser_m, usual_riser_m))
                warning(place("riser_m"),
                        fmt::format("a riser of {:.3f} m is unusual; risers lie between {:.2f} and {:.2f} m",
                                    s.riser_m, usual_riser_m[0], usual_riser_m[1]),
                        at);
            if (s.tread_m > 0.0 && outside(s.tread_m, usual_tread_m))
                warning(place("tread_m"),
                        fmt::format("a tread of {:.3f} m is unusual; treads lie between {:.2f} and {:.2f} m",
                                    s.tread_m, usual_tread_m[0], usual_tread_m[1]),
                        at);
        }
        if (s.kind == StairSpec::Kind::escalator && s.motion != StairSpec::Motion::stopped &&
            outside(s.belt_speed_mps, usual_belt_mps))
            warning(
                place("belt_speed_mps"),
                fmt::format("a belt speed of {:.2f} m/s is unusual; escalators run at {:.1f} to {:.1f} m/s",
                            s.belt_speed_mps, usual_belt_mps[0], usual_belt_mps[1]),
                at);
        const double steepest = s.kind == StairSpec::Kind::ramp        ? steepest_ramp
                                : s.kind == StairSpec::Kind::escalator ? steepest_escalator
                                                                       : steepest_stair;
        for (std::size_t i = 0; i < flights_.size(); ++i) {
            const double slope = (elevations_[i + 1] - elevations_[i]) / flights_[i].run_m;
            const std::string where = place(fmt::format("flights[{}]", i));
            if (slope > steepest)
                warning(where,
                        fmt::format("the flight rises {:.2f} m over {:.2f} m, a slope of 1:{:.1f}; steeper "
                                    "than 1:{:.1f} is unusual for a {}",
                                    elevations_[i + 1] - elevations_[i], flights_[i].run_m, 1.0 / slope,
                                    1.0 / steepest, stair_kind_name(s.kind)),
                        midpoint(flights_[i].foot));
            // A step more or less at the ends is a matter of drawing; beyond a third the numbers contradict
            // each other.
            if (s.kind == StairSpec::Kind::stair && s.riser_m > 0.0 && s.tread_m > 0.0 &&
                std::abs(s.riser_m / s.tread_m / slope - 1.0) > 1.0 / 3.0)
                warning(where,
                        fmt::format("riser {:.3f} m and tread {:.3f} m make a slope of {:.2f}, but the "
                                    "flight rises {:.2f} m over {:.2f} m, "
                                    "a slope of {:.2f}; the drawn slope is used",
                                    s.riser_m, s.tread_m, s.riser_m / s.tread_m,
                                    elevations_[i + 1] - elevations_[i], flights_[i].run_m, slope),
                        midpoint(flights_[i].foot));
        }
    }

    /// Every storey between the two ends, and these: there the stair is solid or the slab is open.
    std::vector<std::size_t> interrupted_storeys() const {
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < draft_.spec.storeys.size(); ++i) {
            const double z = draft_.spec.storeys[i].elevation_m;
            if (z >= elevations_.front() && z <= elevations_.back())
                rows.push_back(i);
        }
        return rows;
    }

    void append() {
        const std::size_t first = draft_.surface_count();
        const std::size_t count = flights_.size();
        const std::vector<std::size_t> interrupted = interrupted_storeys();
        std::vector<Polygon> footprints;
        for (const Flight& f : flights_) footprints.push_back(outline_of(f.foot, f.top));

        for (std::size_t i = 0; i < count; ++i) {
            const Flight& f = flights_[i];
            PieceDraft piece;
            piece.where = place(fmt::format("flights[{}]", i));
            piece.cuts_storeys = interrupted;
            piece.low_m = elevations_[i];
            piece.high_m = elevations_[i + 1];
            fill_flight(piece.surface, f, elevations_[i], elevations_[i + 1]);
            if (count > 1)
                piece.surface.name += fmt::format(", flight {}", i + 1);
            draft_.pieces.push_back(std::move(piece));
            if (i + 1 < count)
                append_landing(i, footprints, interrupted);

            const std::size_t self = first + 2 * i;
            const std::size_t below = i == 0 ? from_ : self - 1;
            const std::size_t above = i + 1 == count ? to_ : self + 1;
            // The ascent is to the left of foot and top, hence the lower side to the right.
            draft_.joints.push_back({spec_, place(fmt::format("flights[{}].foot", i)), reversed(f.foot),
                                     reversed(f.foot_clear), below, self, from_, "foot"});
            draft_.joints.push_back({spec_, place(fmt::format("flights[{}].top", i)), reversed(f.top),
                                     reversed(f.top_clear), self, above, i + 1 == count ? to_ : from_,
                                     "top"});
        }
    }

    void fill_common(Surface& s) const {
        s.storey = StoreyId::from(from_);
        s.id = spec_->id;
        s.name = spec_->label();
        s.stair_index = static_cast<int>(row_);
    }

    void fill_flight(Surface& s, const Flight& f, double low_m, double high_m) const {
        fill_common(s);
        s.kind = spec_->kind == StairSpec::Kind::ramp        ? SurfaceKind::ramp
                 : spec_->kind == StairSpec::Kind::escalator ? SurfaceKind::escalator
                                                             : SurfaceKind::stair;
        s.footprint = {outline_of(f.foot, f.top)};
        s.walkable = {outline_of(f.foot_clear, f.top_clear)};
        const double rise_m = high_m - low_m;
        s.up = f.up;
        s.z_gradient = rise_m / f.run_m * f.up;
        s.z_at_origin_m = low_m - dot(s.z_gradient, midpoint(f.foot));
        s.cos_incline = f.run_m / std::hypot(f.run_m, rise_m);
        s.riser_m = spec_->riser_m;
        s.tread_m = spec_->tread_m;
        s.clear_width_m = std::min(length(f.foot_clear), length(f.top_clear));
        if (spec_->kind == StairSpec::Kind::escalator) {
            s.motion = spec_->motion;
            s.belt_speed_mps = spec_->belt_speed_mps;
            s.max_persons = spec_->max_persons;
            s.riders = spec_->riders;
        }
    }

    void append_landing(std::size_t i, const std::vector<Polygon>& flights,
                        const std::vector<std::size_t>& interrupted) {
        PieceDraft piece;
        piece.where = place(fmt::format("landings[{}]", i));
        piece.cuts_storeys = interrupted;
        piece.low_m = piece.high_m = elevations_[i + 1];
        Surface& s = piece.surface;
        fill_common(s);
        s.kind = SurfaceKind::landing;
        s.name += fmt::format(", landing {}", i + 1);
        s.footprint = {landings_[i]};
        s.z_at_origin_m = elevations_[i + 1];
        // Only the two flights at its own level: others of a high stair pass above or below.
        Result<Region> rest = subtract(s.footprint, std::vector<Polygon>{flights[i], flights[i + 1]});
        if (rest)
            s.walkable = std::move(*rest);
        else
            draft_.problems.errors_at(rest.error(), piece.where, draft_.spot(from_, centroid(landings_[i])));
        draft_.pieces.push_back(std::move(piece));
    }

    Draft& draft_;
    const std::vector<Outline>& floors_;
    const StairSpec* spec_{nullptr};
    std::size_t row_{0};
    std::size_t from_{0};
    std::size_t to_{0};
    std::vector<Polygon> landings_;
    std::vector<Flight> flights_;
    std::vector<double> elevations_;
};

}  // namespace

Segment clear_part(const Segment& line, double clear_width_m) {
    const double line_m = length(line);
    if (clear_width_m <= 0.0 || clear_width_m >= line_m)
        return line;
    const Vec2 half = 0.5 * clear_width_m * direction(line);
    return {midpoint(line) - half, midpoint(line) + half};
}

void draft_stairs(Draft& draft) {
    std::vector<Outline> floors;
    for (const StoreyDraft& s : draft.storeys) floors.emplace_back(s.floor);
    StairDrafter drafter(draft, floors);
    for (const std::size_t row : draft.stairs) drafter.add(row);
}

}  // namespace wayout
