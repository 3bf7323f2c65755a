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
/// Coordinates of the venue are multiples of 0.1 mm.
constexpr double same_corner_m = 1e-5;

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

/// The piece of a segment inside a box (Liang & Barsky 1984); the segment itself if it only touches the box.
Segment clipped(const Segment& segment, const Box& box) {
    const Vec2 way = segment.b - segment.a;
    double enter = 0.0;
    double leave = 1.0;
    const auto cut = [&](double start, double step, double low, double high) {
        if (step == 0.0)
            return;
        const double t0 = (low - start) / step;
        const double t1 = (high - start) / step;
        enter = std::max(enter, std::min(t0, t1));
        leave = std::min(leave, std::max(t0, t1));
    };
    cut(segment.a.x, way.x, box.min.x, box.max.x);
    cut(segment.a.y, way.y, box.min.y, box.max.y);
    return enter < leave ? Segment{segment.a + enter * way, segment.a + leave * way} : segment;
}

/// Whether an end of a wall is also on a wall that has been listed already: its corner is looked at only
/// once.
bool is_corner_listed(Vec2 end, const std::vector<Segment>& listed) {
    return std::any_of(listed.begin(), listed.end(),
                       [&](const Segment& wall) { return distance(wall, end) < same_corner_m; });
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
    std::vector<Segment> listed;  ///< two-sided ones among the entries
};

WallIndex::WallIndex(std::shared_ptr<const Venue> venue, const SurfaceGrid& grid,
                     const JoinedSurfaces& joined)
    : venue_(std::move(venue)), grid_(&grid), joined_(&joined), surface_lines_(venue_->surfaces.size()) {
    lines_.reserve(venue_->walls.size() + venue_->gates.size());
    const auto add_line = [&](const Segment& s) { lines_.push_back({s, unit(s.b - s.a), length(s)}); };
    for (const Wall& wall : venue_->walls) {
        surface_lines_[wall.surface.row()].push_back(static_cast<std::int32_t>(lines_.size()));
        add_line(wall.line);
    }
    for (const Gate& gate : venue_->gates) {
        // Joints never close, so they need not be looked at for any cell.
        if (gate.kind != GateKind::joint)
            surface_lines_[gate.left.row()].push_back(static_cast<std::int32_t>(lines_.size()));
        add_line(gate.line);
        gate_open_.push_back(gate.kind == GateKind::joint || gate.open_at_start);
    }
    for (std::size_t g = 0; g < venue_->gates.size(); ++g) {
        const Gate& gate = venue_->gates[g];
        if (!gate.leaves)
            continue;
        surface_lines_[gate.left.row()].push_back(static_cast<std::int32_t>(lines_.size()));
        add_line(gate.second_leaf());
        second_leaves_.push_back({GateId::from(g), gate.leaves->open_leaves > 1});
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
    numbers_.shrink_to_fit();
    codes_.shrink_to_fit();
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
        const Box box = bounds(line(wall).segment).grown(reach_m);
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
        if ((w >= wall_count && is_out_of_the_way(w - wall_count)) ||
            !surroundings.overlaps(bounds(lines_[w].segment)))
            return;
        if (const double d = distance(cell, lines_[w].segment); d <= reach_m)
            scratch.candidates.push_back({wall, d, !is_one_sided(wall)});
    };
    const auto slot_row = static_cast<std::size_t>(grid_->part(surface).cell(column, row));
    for (const std::int32_t wall :
         scratch.wall_bins[slot_row - static_cast<std::size_t>(grid_->part(surface).first_cell)])
        consider(wall);
    scratch.seen_surfaces.clear();
    joined_->append_seen_from(surface, cell, reach_m, scratch.seen_surfaces);
    for (const std::int32_t other : scratch.seen_surfaces)
        for (const std::int32_t wall : surface_lines_[static_cast<std::size_t>(other)]) {
            const Segment& segment = line(wall).segment;
            if (joined_->is_any_beyond_joint(surface, static_cast<std::size_t>(other),
                                             std::array{segment.a, segment.b}))
                consider(wall);
        }

    std::sort(scratch.candidates.begin(), scratch.candidates.end(),
              [](const Candidate& a, const Candidate& b) {
                  return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.wall < b.wall;
              });

    // Nearest first: what hides a wall is nearer than the wall's nearest point, and hiding is transitive, so
    // the kept walls suffice.
    scratch.kept.clear();
    for (const Candidate& candidate : scratch.candidates) {
        const Segment wall = clipped(line(candidate.wall).segment, surroundings);
        std::size_t tried = 0;
        const bool hidden = std::any_of(scratch.kept.begin(), scratch.kept.end(), [&](const Candidate& k) {
            return k.is_cover && ++tried <= max_cover_count &&
                   hides(line(k.wall).segment, cell_corners, wall);
        });
        if (!hidden)
            scratch.kept.push_back(candidate);
    }

    std::erase_if(scratch.kept, [&](const Candidate& k) { return line(k.wall).length_m <= 0.0; });
    store_cell(slots_[slot_row], cell.min, scratch);
}

void WallIndex::store_cell(Slot& slot, Vec2 corner, Scratch& scratch) {
    slot.count = static_cast<std::uint32_t>(scratch.kept.size());
    if (slot.count > slot.capacity) {
        // The old place stays unused: gates close rarely.
        slot.first = place_count_;
        slot.capacity = slot.count;
        place_count_ += slot.count;
        numbers_.resize(number_columns * place_count_ + NearWalls::overread);
        codes_.resize(code_columns * place_count_ + NearWalls::overread);
    }
    float* const numbers = numbers_.data() + number_columns * slot.first;
    std::int32_t* const codes = codes_.data() + code_columns * slot.first;
    const std::size_t stride = slot.capacity;
    scratch.listed.clear();
    for (std::size_t i = 0; i < slot.count; ++i) {
        const Candidate& k = scratch.kept[i];
        const Line& wall = line(k.wall);
        const Vec2 start = wall.segment.a - corner;
        const double columns[number_columns] = {
            start.x,      start.y,       wall.along.x,
            wall.along.y, wall.length_m, std::max(0.0, k.distance_m - distance_slack_m)};
        for (std::size_t c = 0; c < number_columns; ++c)
            numbers[c * stride + i] = static_cast<float>(columns[c]);
        codes[i] = k.wall;
        codes[stride + i] = (k.is_cover ? 0 : NearWalls::one_sided) |
                            (is_corner_listed(wall.segment.a, scratch.listed) ? 0 : NearWalls::has_start) |
                            (is_corner_listed(wall.segment.b, scratch.listed) ? 0 : NearWalls::has_end);
        if (k.is_cover)
            scratch.listed.push_back(wall.segment);
    }
}

bool WallIndex::is_out_of_the_way(std::size_t line_behind_walls) const {
    const std::size_t gate_count = gate_open_.size();
    if (line_behind_walls < gate_count)
        return gate_open_[line_behind_walls];
    const Leaf& leaf = second_leaves_[line_behind_walls - gate_count];
    return leaf.is_open || !gate_open_[leaf.gate.row()];  // of a shut gate the whole line is a wall
}

void WallIndex::set_gate_open(GateId gate, bool open) {
    const Gate& changed = venue_->gates[gate.row()];
    if (changed.kind == GateKind::joint || gate_open_[gate.row()] == open)
        return;
    gate_open_[gate.row()] = open;
    rebuild_near(changed);
}

void WallIndex::set_second_leaf_open(GateId gate, bool open) {
    for (Leaf& leaf : second_leaves_) {
        if (leaf.gate != gate || leaf.is_open == open)
            continue;
        leaf.is_open = open;
        rebuild_near(venue_->gates[gate.row()]);
    }
}

void WallIndex::rebuild_near(const Gate& gate) {
    // Cells that may list the gate: those within reach on its own surface, and on all that see it through
    // joints.
    Scratch scratch;
    const Box region = bounds(gate.line).grown(reach_m);
    std::vector<std::int32_t> surfaces{gate.left.value};
    joined_->append_seen_from(gate.left.row(), bounds(gate.line).grown(reach_m), reach_m, surfaces);
    for (const std::int32_t surface : surfaces)
        build_surface(static_cast<std::size_t>(surface), region, scratch);
}

}  // namespace wayout
