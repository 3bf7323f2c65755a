#include "agents/free_space.hpp"

#include "core/assert.hpp"
#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wayout {
namespace {

constexpr double cell_m = 0.5;           // about one body
constexpr double max_cells = 4'000'000;  // 16 MB; larger surfaces take larger cells

std::size_t clamped_index(double cell, std::size_t count) {
    return static_cast<std::size_t>(std::clamp(std::floor(cell), 0.0, static_cast<double>(count - 1)));
}

}  // namespace

DiscGrid::DiscGrid(const Box& bounds) : bounds_(bounds) {
    const Vec2 size = bounds.size();
    const double cell = std::max(cell_m, std::sqrt(size.x * size.y / max_cells));
    cells_per_m_ = 1.0 / cell;
    nx_ = static_cast<std::size_t>(size.x * cells_per_m_) + 1;
    ny_ = static_cast<std::size_t>(size.y * cells_per_m_) + 1;
}

std::size_t DiscGrid::column_of(double x) const {
    return clamped_index((x - bounds_.min.x) * cells_per_m_, nx_);
}

std::size_t DiscGrid::row_of(double y) const {
    return clamped_index((y - bounds_.min.y) * cells_per_m_, ny_);
}

std::size_t DiscGrid::cell_of(Vec2 p) const {
    return row_of(p.y) * nx_ + column_of(p.x);
}

void DiscGrid::add(std::int32_t key, Vec2 centre, double radius_m) {
    if (first_.empty())
        first_.assign(nx_ * ny_, -1);
    if (free_.empty()) {
        free_.push_back(static_cast<std::int32_t>(discs_.size()));
        discs_.emplace_back();
    }
    const std::int32_t slot = free_.back();
    free_.pop_back();
    std::int32_t& first = first_[cell_of(centre)];
    discs_[static_cast<std::size_t>(slot)] = {centre, radius_m, key, first};
    first = slot;
    largest_radius_m_ = std::max(largest_radius_m_, radius_m);
}

void DiscGrid::remove(std::int32_t key, Vec2 centre) {
    WAYOUT_ASSERT(!first_.empty(), "DiscGrid: removing from an empty grid");
    std::int32_t* link = &first_[cell_of(centre)];
    while (*link >= 0 && discs_[static_cast<std::size_t>(*link)].key != key)
        link = &discs_[static_cast<std::size_t>(*link)].next;
    WAYOUT_ASSERT(*link >= 0, "DiscGrid: removing a disc that is not there");
    free_.push_back(*link);
    *link = discs_[static_cast<std::size_t>(*link)].next;
}

double DiscGrid::overlap_m(Vec2 centre, double radius_m, std::int32_t ignored) const {
    const double reach = radius_m + largest_radius_m_;
    if (first_.empty() || !bounds_.grown(reach).contains(centre))
        return 0.0;
    double overlap = 0.0;
    const std::size_t x_high = column_of(centre.x + reach);
    const std::size_t y_high = row_of(centre.y + reach);
    for (std::size_t y = row_of(centre.y - reach); y <= y_high; ++y)
        for (std::size_t x = column_of(centre.x - reach); x <= x_high; ++x)
            for (std::int32_t d = first_[y * nx_ + x]; d >= 0; d = discs_[static_cast<std::size_t>(d)].next) {
                const Disc& other = discs_[static_cast<std::size_t>(d)];
                const double sum = radius_m + other.radius_m;
                const double squared = length_squared(other.centre - centre);
                if (other.key != ignored && squared < sum * sum)
                    overlap = std::max(overlap, sum - std::sqrt(squared));
            }
    return overlap;
}

FreeSpace::FreeSpace(const Venue& venue) : venue_(venue), pieces_(venue.surfaces.size()) {
    std::vector<std::vector<Segment>> walls(pieces_.size());
    std::vector<std::vector<Segment>> one_sided(pieces_.size());
    std::vector<Region> rows(pieces_.size());
    for (const Wall& w : venue.walls) (w.one_sided ? one_sided : walls)[w.surface.row()].push_back(w.line);
    for (std::size_t s = 0; s < pieces_.size(); ++s) pieces_[s].near.push_back(SurfaceId::from(s));
    for (const Gate& g : venue.gates) {
        if (g.kind == GateKind::joint) {
            pieces_[g.left.row()].near.push_back(g.right);
            pieces_[g.right.row()].near.push_back(g.left);
        } else if (!g.open_at_start) {
            walls[g.left.row()].push_back(g.line);
        }
    }
    for (const SeatRow& r : venue.seat_rows) rows[r.surface.row()].push_back(r.lane);
    for (std::size_t s = 0; s < pieces_.size(); ++s) {
        Piece& piece = pieces_[s];
        std::sort(piece.near.begin() + 1, piece.near.end());
        piece.near.erase(std::unique(piece.near.begin() + 1, piece.near.end()), piece.near.end());
        piece.box = bounds(venue.surfaces[s].walkable);
        piece.walls = SegmentGrid(std::move(walls[s]));
        piece.one_sided_walls = SegmentGrid(std::move(one_sided[s]));
        piece.rows = PolygonLocator(rows[s]);
        if (!piece.box.is_empty()) {
            piece.seats = DiscGrid(piece.box);
            piece.bodies = DiscGrid(piece.box);
        }
    }
}

void FreeSpace::keep_off_seats(const std::vector<double>& seat_width_m_by_block) {
    for (std::size_t i = 0; i < venue_.seats.size(); ++i) {
        const Seat& seat = venue_.seats[i];
        pieces_[seat.surface.row()].seats.add(
            static_cast<std::int32_t>(i), seat.position,
            0.5 * seat_width_m_by_block[static_cast<std::size_t>(seat.block)]);
    }
}

double FreeSpace::wall_overlap_m(const Piece& piece, Vec2 p, double radius_m) {
    double nearest_m = radius_m;
    const Box box = Box{p, p}.grown(radius_m);
    piece.walls.query(box, scratch_);
    for (const std::uint32_t row : scratch_)
        nearest_m = std::min(nearest_m, distance(piece.walls.segments()[row], p));
    piece.one_sided_walls.query(box, scratch_);
    for (const std::uint32_t row : scratch_) {
        const Segment& line = piece.one_sided_walls.segments()[row];
        if (orientation(line.a, line.b, p) > 0.0)
            nearest_m = std::min(nearest_m, distance(line, p));
    }
    return radius_m - nearest_m;
}

std::optional<FreeSpace::Obstruction> FreeSpace::obstruction(SurfaceId surface, Vec2 p, double radius_m) {
    Obstruction worst{Obstruction::What::wall, 0.0};
    for (const SurfaceId s : pieces_[surface.row()].near) {
        const Piece& piece = pieces_[s.row()];
        const double wall_m = wall_overlap_m(piece, p, radius_m);
        const double body_m = piece.bodies.overlap_m(p, radius_m);
        if (wall_m > worst.overlap_m)
            worst = {Obstruction::What::wall, wall_m};
        if (body_m > worst.overlap_m)
            worst = {Obstruction::What::body, body_m};
    }
    if (worst.overlap_m <= 0.0)
        return std::nullopt;
    return worst;
}

bool FreeSpace::fits(SurfaceId surface, Vec2 p, double radius_m, std::int32_t ignored) {
    for (const SurfaceId s : pieces_[surface.row()].near) {
        const Piece& piece = pieces_[s.row()];
        if (piece.bodies.overlap_m(p, radius_m, ignored) > 0.0 || piece.seats.overlap_m(p, radius_m) > 0.0 ||
            wall_overlap_m(piece, p, radius_m) > 0.0)
            return false;
    }
    return !pieces_[surface.row()].rows.covers(p);
}

bool FreeSpace::has_wall_between(SurfaceId surface, Vec2 p, Vec2 q) {
    Box box{p, p};
    box.add(q);
    for (const SegmentGrid* walls :
         {&pieces_[surface.row()].walls, &pieces_[surface.row()].one_sided_walls}) {
        walls->query(box, scratch_);
        for (const std::uint32_t row : scratch_)
            if (intersect({p, q}, walls->segments()[row]).kind != SegmentCrossing::Kind::none)
                return true;
    }
    return false;
}

void FreeSpace::add(std::int32_t person, SurfaceId surface, Vec2 p, double radius_m) {
    pieces_[surface.row()].bodies.add(person, p, radius_m);
}

void FreeSpace::remove(std::int32_t person, SurfaceId surface, Vec2 p) {
    pieces_[surface.row()].bodies.remove(person, p);
}

}  // namespace wayout
