#include "locomotion/wall_index.hpp"

#include "geometry/segment.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wayout {
namespace {

/// Rounding to float must not make a wall seem farther away than it is.
constexpr double distance_slack_m = 1e-4;
/// Only this many of the nearest walls are tried as cover: more would cost build time and hide little.
constexpr std::size_t max_cover_count = 24;

struct Candidate {
    std::int32_t wall;
    double distance_m;
    bool is_cover;
};

std::array<Vec2, 4> corners(const Box& box) {
    return {box.min, Vec2{box.max.x, box.min.y}, box.max, Vec2{box.min.x, box.max.y}};
}

/// Whether every straight way from the box to the wall crosses the cover. Enough to look at the corners and
/// the ends: the points where the ways cross the line of the cover lie between those of the extreme ways
/// (central projection keeps convexity).
bool hides(const Segment& cover, const std::array<Vec2, 4>& box, const Segment& wall) {
    const double side_box = orientation(cover.a, cover.b, box[0]);
    for (const Vec2 corner : box)
        if (!(side_box * orientation(cover.a, cover.b, corner) > 0.0))
            return false;
    for (const Vec2 end : {wall.a, wall.b}) {
        if (!(side_box * orientation(cover.a, cover.b, end) < 0.0))
            return false;
        for (const Vec2 corner : box)
            if (!(orientation(corner, end, cover.a) * orientation(corner, end, cover.b) < 0.0))
                return false;
    }
    return true;
}

}  // namespace

/// Lists that are filled for each cell anew.
struct WallIndex::Scratch {
    std::vector<std::int32_t> seen_surfaces;
    std::vector<std::vector<std::int32_t>>
        wall_bins;  ///< [cell of the surface], walls of that cell's surroundings
    std::vector<std::int32_t> joined_walls;
    std::vector<Candidate> candidates;
    std::vector<Candidate> kept;
    std::vector<NearWall> entries;
};

WallIndex::WallIndex(std::shared_ptr<const Venue> venue, const SurfaceGrid& grid,
                     const JoinedSurfaces& joined)
    : venue_(std::move(venue)), grid_(&grid), joined_(&joined), surface_lines_(venue_->surfaces.size()) {
    lines_.reserve(venue_->walls.size() + venue_->gates.size());
    for (const Wall& wall : venue_->walls) {
        surface_lines_[wall.surface.row()].push_back(static_cast<std::int32_t>(lines_.size()));
        lines_.push_back(wall.line);
    }
    for (const Gate& gate : venue_->gates) {
        // Joints never close, so they need not be looked at for any cell.
        if (gate.kind != GateKind::joint)
            surface_lines_[gate.left.row()].push_back(static_cast<std::int32_t>(lines_.size()));
        lines_.push_back(gate.line);
        gate_open_.push_back(gate.kind == GateKind::joint || gate.open_at_start);
    }
    slots_.resize(grid.cell_count());
    Scratch scratch;
    for (std::size_t s = 0; s < venue_->surfaces.size(); ++s) {
        const SurfaceGrid::Part& part = grid.part(s);
        build_surface(
            s,
            {{static_cast<double>(part.column0), static_cast<double>(part.row0)},
             {static_cast<double>(part.column0 + part.columns), static_cast<double>(part.row0 + part.rows)}},
            scratch);
    }
    entries_.shrink_to_fit();
}

void WallIndex::build_surface(std::size_t surface, const Box& region, Scratch& scratch) {
    const SurfaceGrid::Part& part = grid_->part(surface);
    const auto clamped = [](double v, std::int32_t first, std::int32_t count) {
        return std::clamp(static_cast<std::int32_t>(std::floor(v)), first, first + count - 1);
    };
    // Bins of the surface's own walls, so that a cell looks at few of them: a wall is entered in every cell
    // of its bounding box grown by the reach that it really comes near to.
    scratch.wall_bins.resize(static_cast<std::size_t>(part.columns) * static_cast<std::size_t>(part.rows));
    for (std::vector<std::int32_t>& bin : scratch.wall_bins) bin.clear();
    for (const std::int32_t wall : surface_lines_[surface]) {
        const Box box = bounds(line(wall)).grown(reach_m);
        if (!box.overlaps(region))
            continue;
        for (std::int32_t row = clamped(box.min.y, part.row0, part.rows);
             row <= clamped(box.max.y, part.row0, part.rows); ++row)
            for (std::int32_t column = clamped(box.min.x, part.column0, part.columns);
                 column <= clamped(box.max.x, part.column0, part.columns); ++column)
                scratch.wall_bins[static_cast<std::size_t>(part.cell(column, row) - part.first_cell)]
                    .push_back(wall);
    }
    for (std::int32_t row = clamped(region.min.y, part.row0, part.rows);
         row <= clamped(region.max.y, part.row0, part.rows); ++row)
        for (std::int32_t column = clamped(region.min.x, part.column0, part.columns);
             column <= clamped(region.max.x, part.column0, part.columns); ++column)
            build_cell(surface, column, row, scratch);
}

void WallIndex::build_cell(std::size_t surface, std::int32_t column, std::int32_t row, Scratch& scratch) {
    const Box cell = SurfaceGrid::box_of_cell(column, row);
    const std::array<Vec2, 4> cell_corners = corners(cell);
    const std::size_t wall_count = venue_->walls.size();
    const auto is_one_sided = [&](std::int32_t wall) {
        return static_cast<std::size_t>(wall) < wall_count &&
               venue_->walls[static_cast<std::size_t>(wall)].one_sided;
    };

    scratch.candidates.clear();
    const Box surroundings = cell.grown(reach_m);
    const auto consider = [&](std::int32_t wall) {
        const auto w = static_cast<std::size_t>(wall);
        if ((w >= wall_count && gate_open_[w - wall_count]) || !surroundings.overlaps(bounds(lines_[w])))
            return;
        if (const double d = distance(cell, lines_[w]); d <= reach_m)
            scratch.candidates.push_back({wall, d, !is_one_sided(wall)});
    };
    const auto slot_row = static_cast<std::size_t>(grid_->part(surface).cell(column, row));
    for (const std::int32_t wall :
         scratch.wall_bins[slot_row - static_cast<std::size_t>(grid_->part(surface).first_cell)])
        consider(wall);
    scratch.seen_surfaces.clear();
    joined_->append_seen_from(surface, cell, reach_m, scratch.seen_surfaces);
    for (const std::int32_t other : scratch.seen_surfaces)
        for (const std::int32_t wall : surface_lines_[static_cast<std::size_t>(other)]) consider(wall);

    std::sort(scratch.candidates.begin(), scratch.candidates.end(),
              [](const Candidate& a, const Candidate& b) {
                  return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.wall < b.wall;
              });

    // Nearest first: what hides a wall is nearer than the wall's nearest point, and hiding is transitive, so
    // the kept walls suffice.
    scratch.kept.clear();
    for (const Candidate& candidate : scratch.candidates) {
        const Segment& wall = line(candidate.wall);
        std::size_t tried = 0;
        const bool hidden = std::any_of(scratch.kept.begin(), scratch.kept.end(), [&](const Candidate& k) {
            return k.is_cover && ++tried <= max_cover_count && hides(line(k.wall), cell_corners, wall);
        });
        if (!hidden)
            scratch.kept.push_back(candidate);
    }

    scratch.entries.clear();
    for (const Candidate& k : scratch.kept) {
        const Segment& wall = line(k.wall);
        const double wall_length_m = length(wall);
        if (wall_length_m <= 0.0)
            continue;
        const Vec2 a = wall.a - cell.min;
        const Vec2 t = (wall.b - wall.a) / wall_length_m;
        scratch.entries.push_back({static_cast<float>(a.x), static_cast<float>(a.y), static_cast<float>(t.x),
                                   static_cast<float>(t.y), static_cast<float>(wall_length_m),
                                   static_cast<float>(std::max(0.0, k.distance_m - distance_slack_m)), k.wall,
                                   is_one_sided(k.wall)});
    }

    Slot& slot = slots_[slot_row];
    slot.count = static_cast<std::uint32_t>(scratch.entries.size());
    if (slot.count > slot.capacity) {
        // The old place stays unused: gates close rarely.
        slot.first = static_cast<std::uint32_t>(entries_.size());
        slot.capacity = slot.count;
        entries_.resize(entries_.size() + slot.count);
    }
    std::copy(scratch.entries.begin(), scratch.entries.end(), entries_.begin() + slot.first);
}

void WallIndex::set_gate_open(GateId gate, bool open) {
    const Gate& changed = venue_->gates[gate.row()];
    if (changed.kind == GateKind::joint || gate_open_[gate.row()] == open)
        return;
    gate_open_[gate.row()] = open;

    // Cells that may list the gate: those within reach on its own surface, and on all that see it through
    // joints.
    Scratch scratch;
    const Box region = bounds(changed.line).grown(reach_m);
    std::vector<std::int32_t> surfaces{changed.left.value};
    joined_->append_seen_from(changed.left.row(), bounds(changed.line).grown(reach_m), reach_m, surfaces);
    for (const std::int32_t surface : surfaces)
        build_surface(static_cast<std::size_t>(surface), region, scratch);
}

}  // namespace wayout
