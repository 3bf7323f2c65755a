#include "agents/standing_places.hpp"

#include "core/assert.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <optional>

namespace wayout {
namespace {

/// Draws of one person for its place; indices of Draw::start_position.
constexpr std::uint32_t attempts_per_round = 200;
constexpr std::uint32_t site_choice_index = 1U << 16;
constexpr std::uint32_t lattice_offset_index = site_choice_index + 1;
constexpr std::uint32_t first_move_index = 1U << 17;
constexpr int sweeps_of_lattice = 20;
constexpr int rounds = 20;
constexpr int sweeps_per_round = 5;
constexpr std::int32_t site_key = 1 << 30;  // numbers of trial bodies, far above those of people

constexpr double pi = 3.14159265358979323846;
const double row_distance = std::sqrt(0.75);  // of a hexagonal lattice, in units of its spacing

class Search {
public:
    Search(const StartArea& area, FreeSpace& space, std::uint64_t seed, std::span<const AgentId> ids,
           std::span<const double> radius_m)
        : area_(area), space_(space), seed_(seed), ids_(ids), radius_m_(radius_m), place_(radius_m.size()) {}

    std::vector<StandingPlace> run() {
        const std::vector<std::size_t> all = everybody();
        if (add_all(all, 0))
            return finished();
        const std::size_t added = placed_count();
        clear();
        if (place_on_lattice())
            return finished();
        if (placed_count() < added) {
            clear();
            add_all(all, 0);
        }
        for (std::uint32_t round = 1; round <= rounds && !is_hopeless(); ++round) {
            for (int sweep = 0; sweep < sweeps_per_round; ++sweep) move_everybody(loose_step_m);
            if (add_all(missing(), round))
                return finished();
        }
        std::vector<StandingPlace> fitted = finished();
        clear();
        return fitted;
    }

private:
    static constexpr double loose_step_m = 0.1;

    AgentId id_of(std::size_t i) const { return ids_[i]; }
    std::int32_t key_of(std::size_t i) const { return static_cast<std::int32_t>(id_of(i)) - 1; }

    std::vector<std::size_t> everybody() const {
        std::vector<std::size_t> all(radius_m_.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }
    std::vector<std::size_t> missing() const {
        std::vector<std::size_t> rows = everybody();
        std::erase_if(rows, [&](std::size_t i) { return place_[i].has_value(); });
        return rows;
    }
    std::size_t placed_count() const { return radius_m_.size() - missing().size(); }

    std::vector<StandingPlace> finished() const {
        std::vector<StandingPlace> places;
        for (const auto& place : place_)
            if (place)
                places.push_back({area_.pieces()[place->piece].surface, place->p});
        return places;
    }

    /// More body area than there is floor, parts of bodies that stand over the edge of the area included.
    bool is_hopeless() const {
        double bodies_m2 = 0.0;
        double largest_m = 0.0;
        for (const double r : radius_m_) {
            bodies_m2 += pi * r * r;
            largest_m = std::max(largest_m, r);
        }
        double room_m2 = area_.area_m2();
        for (const StartArea::Piece& piece : area_.pieces()) {
            room_m2 += static_cast<double>(piece.region.size()) * pi * largest_m * largest_m;
            for (const Segment& e : edges(piece.region)) room_m2 += length(e) * largest_m;
        }
        return bodies_m2 > room_m2;
    }

    SurfaceId surface_of(const StartArea::Point& at) const { return area_.pieces()[at.piece].surface; }

    void put(std::size_t i, const StartArea::Point& at) {
        place_[i] = at;
        space_.add(key_of(i), surface_of(at), at.p, radius_m_[i]);
    }
    void take_away(std::size_t i) {
        space_.remove(key_of(i), surface_of(*place_[i]), place_[i]->p);
        place_[i].reset();
    }
    void clear() {
        for (std::size_t i = 0; i < place_.size(); ++i)
            if (place_[i])
                take_away(i);
    }

    /// Random sequential addition. Stops at the first who finds no place: everybody after would search as
    /// long.
    bool add_all(const std::vector<std::size_t>& rows, std::uint32_t round) {
        return std::all_of(rows.begin(), rows.end(), [&](std::size_t i) { return add(i, round); });
    }

    bool add(std::size_t i, std::uint32_t round) {
        for (std::uint32_t attempt = 0; attempt < attempts_per_round; ++attempt) {
            const RandomBlock block =
                random_block(seed_, id_of(i), Draw::start_position, 0, round * attempts_per_round + attempt);
            const StartArea::Point at =
                area_.point_at(unit_double(block[0], block[1]), unit_double(block[2], block[3]));
            if (at.is_inside && space_.fits(surface_of(at), at.p, radius_m_[i])) {
                put(i, at);
                return true;
            }
        }
        return false;
    }

    /// One sweep: everybody in turn tries a step within a square of +-step_m.
    void move_everybody(double step_m) {
        for (std::size_t i = 0; i < place_.size(); ++i) {
            if (!place_[i])
                continue;
            const RandomBlock block =
                random_block(seed_, id_of(i), Draw::start_position, 0, first_move_index + sweep_);
            const Vec2 step{2.0 * unit_double(block[0], block[1]) - 1.0,
                            2.0 * unit_double(block[2], block[3]) - 1.0};
            StartArea::Point to = *place_[i];
            to.p += step_m * step;
            if (!area_.pieces()[to.piece].locator.covers(to.p) ||
                !space_.fits(surface_of(to), to.p, radius_m_[i], key_of(i)))
                continue;
            take_away(i);
            put(i, to);
        }
        ++sweep_;
    }

    // ---- lattice

    struct Lattice {
        double spacing_m;
        Vec2 offset_m;
        bool from_box_corner;  ///< of each piece; else one lattice for all
        bool rows_along_y;
    };

    /// The sites of the lattice where a body fits, beside those already taken.
    std::vector<StartArea::Point> sites_of(const Lattice& lattice, double radius_m) {
        std::vector<StartArea::Point> sites;
        const double s = lattice.spacing_m;
        for (std::size_t k = 0; k < area_.pieces().size(); ++k) {
            const StartArea::Piece& piece = area_.pieces()[k];
            const auto turned = [&](Vec2 v) { return lattice.rows_along_y ? Vec2{v.y, v.x} : v; };
            const Vec2 low = turned(piece.box.min);
            const Vec2 high = turned(piece.box.max);
            const Vec2 origin =
                lattice.from_box_corner ? low + Vec2{radius_m, radius_m} : turned(lattice.offset_m);
            const double first_row = std::ceil((low.y - origin.y) / (s * row_distance));
            const double last_row = std::floor((high.y - origin.y) / (s * row_distance));
            for (double row = first_row; row <= last_row; ++row) {
                const double start = origin.x + (std::fmod(std::abs(row), 2.0) == 1.0 ? 0.5 * s : 0.0);
                const double last = std::floor((high.x - start) / s);
                for (double column = std::ceil((low.x - start) / s); column <= last; ++column) {
                    const StartArea::Point site{
                        k, turned({start + column * s, origin.y + row * s * row_distance}), true};
                    if (!piece.locator.covers(site.p) || !space_.fits(piece.surface, site.p, radius_m))
                        continue;
                    space_.add(site_key + static_cast<std::int32_t>(sites.size()), piece.surface, site.p,
                               radius_m);
                    sites.push_back(site);
                }
            }
        }
        for (std::size_t i = 0; i < sites.size(); ++i)
            space_.remove(site_key + static_cast<std::int32_t>(i), surface_of(sites[i]), sites[i].p);
        return sites;
    }

    /// The lattice is laid for bodies of one size; smaller ones fit as well, larger ones find their places
    /// before it. The size that takes least room: 2 sqrt(3) r^2 for a site, and for a larger body R the sites
    /// within R + r that it blocks.
    double lattice_radius_m() const {
        std::vector<double> radii(radius_m_.begin(), radius_m_.end());
        std::sort(radii.begin(), radii.end());
        // Sums over the radii above the one looked at, from the largest down.
        double larger = 0.0;
        double sum = 0.0;
        double sum_of_squares = 0.0;
        double best_room = std::numeric_limits<double>::infinity();
        double best = radii.back();
        for (std::size_t i = radii.size(); i-- > 0;) {
            const double r = radii[i];
            const double room = 4.0 * row_distance * r * r * static_cast<double>(i + 1) +
                                pi * (sum_of_squares + 2.0 * r * sum + larger * r * r);
            if (room < best_room) {
                best_room = room;
                best = r;
            }
            larger += 1.0;
            sum += r;
            sum_of_squares += r * r;
        }
        return best;
    }

    bool place_on_lattice() {
        const double radius = lattice_radius_m();
        std::vector<std::size_t> on_lattice;
        for (std::size_t i = 0; i < radius_m_.size(); ++i)
            if (radius_m_[i] <= radius)
                on_lattice.push_back(i);
            else if (!add(i, 0))
                return false;

        const Box all = bounds_of_area();
        const double u = uniform01(seed_, ids_.front(), Draw::start_position, 0, lattice_offset_index);
        const double v = uniform01(seed_, ids_.front() + 1, Draw::start_position, 0, lattice_offset_index);
        const double tightest = 2.0 * radius * (1.0 + 1e-9);
        // A lattice of spacing s has 2 / (sqrt(3) s^2) sites per area.
        double spacing = std::max(
            tightest, std::sqrt(area_.area_m2() / (row_distance * static_cast<double>(on_lattice.size()))));
        Lattice lattice{spacing, all.min + spacing * Vec2{u, v}, false, false};
        std::vector<StartArea::Point> sites = sites_of(lattice, radius);
        while (sites.size() < on_lattice.size() && spacing > tightest) {
            spacing = std::max(tightest, 0.97 * spacing);
            lattice = {spacing, all.min + spacing * Vec2{u, v}, false, false};
            sites = sites_of(lattice, radius);
        }
        for (const bool rows_along_y : {false, true}) {
            if (sites.size() >= on_lattice.size())
                break;
            std::vector<StartArea::Point> aligned = sites_of({tightest, {}, true, rows_along_y}, radius);
            if (aligned.size() > sites.size())
                sites = std::move(aligned);
        }
        settle(std::move(sites), on_lattice);
        const double gap_m = spacing - 2.0 * radius;
        for (int sweep = 0; sweep < sweeps_of_lattice; ++sweep) move_everybody(std::clamp(gap_m, 0.02, 0.3));
        return placed_count() == radius_m_.size();
    }

    /// A random subset of the sites for as many people, in the order of the sites so that neighbours have
    /// neighbouring ids.
    void settle(std::vector<StartArea::Point> sites, const std::vector<std::size_t>& people) {
        const std::size_t count = std::min(sites.size(), people.size());
        std::vector<std::uint32_t> order(sites.size());
        std::iota(order.begin(), order.end(), 0U);
        for (std::size_t j = 0; j < count; ++j) {
            const auto left = static_cast<std::uint32_t>(order.size() - j);
            std::swap(order[j], order[j + uniform_below(left, seed_, id_of(people[j]), Draw::start_position,
                                                        0, site_choice_index)]);
        }
        std::sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count));
        for (std::size_t j = 0; j < count; ++j) put(people[j], sites[order[j]]);
    }

    Box bounds_of_area() const {
        Box box;
        for (const StartArea::Piece& piece : area_.pieces()) box.add(piece.box);
        return box;
    }

    const StartArea& area_;
    FreeSpace& space_;
    std::uint64_t seed_;
    std::span<const AgentId> ids_;
    std::span<const double> radius_m_;
    std::vector<std::optional<StartArea::Point>> place_;
    std::uint32_t sweep_{0};
};

}  // namespace

std::vector<StandingPlace> find_standing_places(const StartArea& area, FreeSpace& space, std::uint64_t seed,
                                                std::span<const AgentId> ids,
                                                std::span<const double> radius_m) {
    WAYOUT_ASSERT(!area.pieces().empty(), "find_standing_places: empty area");
    return Search(area, space, seed, ids, radius_m).run();
}

}  // namespace wayout
