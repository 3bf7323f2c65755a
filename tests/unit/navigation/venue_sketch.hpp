/// Small venues drawn by hand, so that the tests of navigation do not depend on the venue builder.
#pragma once

#include "venue/venue.hpp"

#include <wayout/vec2.hpp>

#include <memory>
#include <vector>

namespace wayout::test {

Ring rectangle(double x0, double y0, double x1, double y1);

/// Draws surfaces, walls and gates; finish() gives the venue, turned and shifted if wanted.
class VenueSketch {
public:
    /// A piece whose outline is walled except over the gates that are added to it.
    SurfaceId floor(Ring outline, std::vector<Ring> holes = {});
    /// An inclined piece; `rise_m` is the height gained along `plan_m` metres in the direction `up`.
    SurfaceId incline(SurfaceKind kind, Ring outline, Vec2 up, double rise_m, double plan_m);
    Surface& surface(SurfaceId s) { return venue_.surfaces[s.row()]; }

    void wall(SurfaceId s, Vec2 a, Vec2 b);
    /// The front edge of seats: stops people on the left of a -> b.
    void seat_front(SurfaceId s, Vec2 a, Vec2 b);
    /// The inside is to the left of a -> b.
    GateId exit(SurfaceId s, Vec2 a, Vec2 b);
    /// A gap in a wall that has been drawn before.
    GateId door(SurfaceId s, Vec2 a, Vec2 b);
    GateId joint(SurfaceId left, SurfaceId right, Vec2 a, Vec2 b);
    void seat_row(SurfaceId s, Ring lane, double clear_width_m);

    /// The venue turned about the origin by `angle_rad` and then shifted.
    std::shared_ptr<const Venue> finish(double angle_rad = 0.0, Vec2 shift = {}) const;

private:
    GateId gate(Gate g);
    void open_walls(SurfaceId s, const Segment& gap);

    Venue venue_;
};

/// Two legs of 12 m, 2 m wide, round the corner at (2, 2); the exit is the end of the leg along y.
VenueSketch corridor_with_corner();

/// The turn and shift of finish() for a single point.
Vec2 moved(Vec2 p, double angle_rad, Vec2 shift);

}  // namespace wayout::test
