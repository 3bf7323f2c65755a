#include "agents/company_places.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "core/random.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace wayout {
namespace {

// ---------------------------------------------------------------- seats

/// Seats next to each other are no farther apart than this many seat widths.
constexpr double touching_widths = 1.2;
/// So many groups are looked at to fill the end of a row before one is torn.
constexpr std::size_t most_looked_at = 200;

/// Lengths of the stretches of free seats without a gap.
std::vector<std::size_t> stretches(const Venue& venue, std::span<const SeatingSpec> blocks,
                                   std::span<const std::uint32_t> seats) {
    std::vector<std::size_t> lengths;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        const Seat& seat = venue.seats[seats[i]];
        bool touches = false;
        if (i > 0) {
            const Seat& before = venue.seats[seats[i - 1]];
            const double width_m = blocks[static_cast<std::size_t>(seat.block)].seat_width_m;
            touches = before.row == seat.row &&
                      distance(before.position, seat.position) <= touching_widths * width_m;
        }
        if (touches)
            ++lengths.back();
        else
            lengths.push_back(1);
    }
    return lengths;
}

// ---------------------------------------------------------------- standing

// Draws of one person for its place; indices of Draw::start_position, apart from those of people who stand
// alone.
constexpr std::uint32_t first_group_index = 1U << 18;
constexpr std::uint32_t group_attempts = 200;
constexpr std::uint32_t member_attempts = 60;

class GroupSearch {
public:
    GroupSearch(const StartArea& area, FreeSpace& space, std::uint64_t seed, std::span<const AgentId> ids,
                std::span<const double> radius_m)
        : area_(area), space_(space), seed_(seed), ids_(ids), radius_m_(radius_m) {}

    /// Places members begin to end - 1; nobody if not all find a place.
    bool place(std::size_t begin, std::size_t end) {
        for (std::uint32_t attempt = 0; attempt < group_attempts; ++attempt) {
            const std::size_t before = places_.size();
            if (place_first(begin, attempt) && place_others(begin, end, attempt))
                return true;
            while (places_.size() > before) {
                const std::size_t i = begin + places_.size() - before - 1;
                space_.remove(key_of(i), places_.back().surface, places_.back().p);
                places_.pop_back();
            }
        }
        return false;
    }

    std::vector<StandingPlace> take() { return std::move(places_); }

private:
    std::int32_t key_of(std::size_t i) const { return static_cast<std::int32_t>(ids_[i]) - 1; }

    void put(std::size_t i, SurfaceId surface, Vec2 p) {
        places_.push_back({surface, p});
        space_.add(key_of(i), surface, p, radius_m_[i]);
    }

    bool place_first(std::size_t i, std::uint32_t attempt) {
        const RandomBlock block =
            random_block(seed_, ids_[i], Draw::start_position, 0, first_group_index + attempt);
        const StartArea::Point at =
            area_.point_at(unit_double(block[0], block[1]), unit_double(block[2], block[3]));
        const SurfaceId surface = area_.pieces()[at.piece].surface;
        if (!at.is_inside || !space_.fits(surface, at.p, radius_m_[i]))
            return false;
        piece_ = at.piece;
        put(i, surface, at.p);
        return true;
    }

    bool place_others(std::size_t begin, std::size_t end, std::uint32_t attempt) {
        const StandingPlace first = places_.back();
        for (std::size_t i = begin + 1; i < end; ++i)
            if (!place_beside(i, first, attempt))
                return false;
        return true;
    }

    bool place_beside(std::size_t i, const StandingPlace& first, std::uint32_t attempt) {
        const StartArea::Piece& piece = area_.pieces()[piece_];
        for (std::uint32_t k = 0; k < member_attempts; ++k) {
            const RandomBlock block = random_block(seed_, ids_[i], Draw::start_position, 0,
                                                   first_group_index + attempt * member_attempts + k);
            const SinCos angle = portable_sin_cos(2.0 * std::numbers::pi * unit_double(block[0], block[1]));
            const double away_m = group_reach_m * std::sqrt(unit_double(block[2], block[3]));
            const Vec2 p = first.p + away_m * Vec2{angle.cos, angle.sin};
            if (!piece.locator.covers(p) || !space_.fits(piece.surface, p, radius_m_[i]) ||
                space_.has_wall_between(piece.surface, first.p, p))
                continue;
            put(i, piece.surface, p);
            return true;
        }
        return false;
    }

    const StartArea& area_;
    FreeSpace& space_;
    std::uint64_t seed_;
    std::span<const AgentId> ids_;
    std::span<const double> radius_m_;
    std::size_t piece_{0};
    std::vector<StandingPlace> places_;
};

}  // namespace

std::vector<std::uint32_t> seats_for_groups(const Venue& venue, std::span<const SeatingSpec> blocks,
                                            std::span<const std::uint32_t> free_seats,
                                            std::span<const int> sizes, std::uint64_t seed,
                                            AgentId first_id) {
    const std::size_t people =
        std::accumulate(sizes.begin(), sizes.end(), std::size_t{0},
                        [](std::size_t sum, int size) { return sum + static_cast<std::size_t>(size); });
    WAYOUT_ASSERT(people <= free_seats.size(), "seats_for_groups: more people than seats");

    // Groups and empty seats, shuffled: each a number of seats and a group (-1: stays empty).
    struct Item {
        std::int32_t group;
        std::size_t seats;
    };
    std::vector<Item> items;
    for (std::size_t g = 0; g < sizes.size(); ++g)
        items.push_back({static_cast<std::int32_t>(g), static_cast<std::size_t>(sizes[g])});
    items.resize(items.size() + free_seats.size() - people, {-1, 1});
    for (std::size_t i = 0; i + 1 < items.size(); ++i) {
        const std::uint32_t pick = uniform_below(static_cast<std::uint32_t>(items.size() - i), seed, first_id,
                                                 Draw::start_seat, 0, static_cast<std::uint32_t>(i));
        std::swap(items[i], items[i + pick]);
    }

    std::vector<std::vector<std::uint32_t>> seats_of(sizes.size());
    std::size_t next = 0;  // item
    std::size_t seat = 0;
    const auto fill = [&](Item& item, std::size_t count) {
        for (std::size_t k = 0; k < count; ++k, ++seat)
            if (item.group >= 0)
                seats_of[static_cast<std::size_t>(item.group)].push_back(free_seats[seat]);
        item.seats -= count;
    };
    for (std::size_t left : stretches(venue, blocks, free_seats))
        while (left > 0) {
            while (next < items.size() && items[next].seats == 0) ++next;
            std::size_t chosen = next;
            const std::size_t end = std::min(items.size(), next + most_looked_at);
            while (chosen < end && (items[chosen].seats == 0 || items[chosen].seats > left)) ++chosen;
            if (chosen == end)
                chosen = next;
            const std::size_t count = std::min(left, items[chosen].seats);
            fill(items[chosen], count);
            left -= count;
        }

    std::vector<std::uint32_t> seats;
    for (const std::vector<std::uint32_t>& of_group : seats_of)
        seats.insert(seats.end(), of_group.begin(), of_group.end());
    return seats;
}

std::vector<StandingPlace> places_for_groups(const StartArea& area, FreeSpace& space, std::uint64_t seed,
                                             std::span<const AgentId> ids, std::span<const double> radius_m,
                                             std::span<const int> sizes) {
    GroupSearch search(area, space, seed, ids, radius_m);
    std::size_t begin = 0;
    for (const int size : sizes) {
        const std::size_t end = begin + static_cast<std::size_t>(size);
        if (!search.place(begin, end))
            break;
        begin = end;
    }
    return search.take();
}

std::vector<StandingPlace> near_each_other(std::vector<StandingPlace> places, std::span<const int> sizes) {
    std::size_t done = 0;
    for (const int size : sizes) {
        const StandingPlace& first = places[done];
        for (int k = 1; k < size; ++k) {
            const std::size_t next = done + static_cast<std::size_t>(k);
            const auto nearest = std::min_element(
                places.begin() + static_cast<std::ptrdiff_t>(next), places.end(),
                [&](const StandingPlace& a, const StandingPlace& b) {
                    const bool is_a_here = a.surface == first.surface;
                    const bool is_b_here = b.surface == first.surface;
                    return is_a_here != is_b_here
                               ? is_a_here
                               : length_squared(a.p - first.p) < length_squared(b.p - first.p);
                });
            std::iter_swap(places.begin() + static_cast<std::ptrdiff_t>(next), nearest);
        }
        done += static_cast<std::size_t>(size);
    }
    return places;
}

}  // namespace wayout
