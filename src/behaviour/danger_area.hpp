/// Where a danger area is at a moment, what a way near it costs those who know of it, and what they do.
///
/// Source of the rules: people-and-response specification, section 5; all numbers are parameters of the
/// scenario with defaults of our own choice (wayout/danger.hpp).
#pragma once

#include "core/random.hpp"

#include <wayout/danger.hpp>
#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <optional>

namespace wayout {

/// An area at one moment: a circle, or an outline with all that lies within `grown_m` of it. What refers to
/// the outline must outlive it.
struct DangerShape {
    bool is_there{false};
    const Polygon* outline{nullptr};  ///< null: a circle
    Vec2 centre;                      ///< of the circle; of an outline the centre of its area
    double radius_m{0.0};             ///< of the circle
    double grown_m{0.0};              ///< of the outline
};

/// The shape at a time, in the coordinates of the specification. Positions and radii are linear between the
/// times given and constant before the first and after the last.
DangerShape shape_at(const DangerAreaSpec& spec, double time_s);

/// Distance from p to the edge, negative inside; +inf from an area that is not there.
double distance_m(const DangerShape& shape, Vec2 p);
/// The point of the edge nearest to p; p itself inside.
Vec2 nearest_point(const DangerShape& shape, Vec2 p);
/// Unit direction in which the distance grows fastest; zero in the very middle.
Vec2 away_from(const DangerShape& shape, Vec2 p);
/// What is left of a direction of walking (unit, or zero) for somebody outside who keeps `keep_m` off: nearer
/// than that nobody steps towards it, whoever can goes along its edge or away. Unit, or zero: stands. Whoever
/// is in it goes on: his way leads out, maybe across.
Vec2 kept_off(const DangerShape& shape, double keep_m, Vec2 p, Vec2 direction);
/// Points around it, counter-clockwise, for drawing.
Ring outline_of(const DangerShape& shape);

/// The last time at which an area that is there may still change; from_s if it never does; +inf if it grows
/// for ever.
double last_change_s(const DangerAreaSpec& spec);
/// Whether it is ever there: a circle of radius 0 is not.
bool is_ever_there(const DangerAreaSpec& spec);

/// Factor on the cost of a way for those who know: 1 + A exp(-(d - r_avoid) / r_fear) beyond r_avoid, 1 + A
/// nearer, where nobody goes and whoever is there leaves by the shortest way.
/// @param distance_m  to the edge of the area
double danger_cost_factor(const DangerAreaSpec& spec, double distance_m);

/// Probability of learning within dt from somebody near who knows: 1 - exp(-rate dt). One rate however many
/// are near.
double spread_probability(double rate_per_s, double dt_s);

/// How long somebody who has just learned stands still first; nothing for most.
std::optional<double> first_hold_s(const DangerResponseSpec& spec, std::uint64_t seed, AgentId person);
/// Whether somebody goes to a shelter although he could leave.
bool prefers_shelter(const DangerResponseSpec& spec, std::uint64_t seed, AgentId person);

enum class DangerChoice : std::uint8_t { leave, shelter, keep_away, hold };
/// What there is for somebody who knows.
struct DangerOptions {
    bool can_leave{false};      ///< a way out that keeps off the areas
    bool can_shelter{false};    ///< a free place in a shelter within reach
    bool can_keep_away{false};  ///< a place out of view within reach
    bool wants_shelter{false};  ///< by order, or of those who prefer it
};
/// Leave, else shelter, else keep away, else hold; shelter first for those who want it.
DangerChoice choose_in_danger(const DangerOptions& options);

/// When somebody does what he was told: at_s + delay_s + a uniform spread about it, never before at_s.
double obeys_at_s(const OrderSpec& order, std::uint64_t seed, AgentId person, std::uint32_t order_row);

/// Rows of Draw::danger at step 0, so that no two draws share one.
enum class DangerDraw : std::uint32_t {
    hold = 0,
    hold_time = 1,
    shelter_first = 2,
    messages = 1000,        ///< + row of the message among all
    orders = 100'000,       ///< + row of the order: whether somebody follows it
    order_times = 200'000,  ///< + row of the order
    spread = 300'000        ///< + row of the area; of every second
};
constexpr std::uint32_t draw_row(DangerDraw purpose, std::uint32_t row = 0) {
    return static_cast<std::uint32_t>(purpose) + row;
}

}  // namespace wayout
