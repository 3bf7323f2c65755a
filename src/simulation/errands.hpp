/// Where people go who do not simply head for an exit: to a refuge, a post, a child; and those who stay
/// there.
#pragma once

#include "agents/agents.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace wayout {

struct World;

enum class ErrandPurpose : std::uint8_t {
    none,  ///< heads for an exit
    refuge,
    shelter,
    post,
    meeting,       ///< to others of the own group
    search,        ///< for somebody who is missing
    fetch,         ///< back for a thing
    lift,          ///< to a landing, and into the car
    keep_away,     ///< from a danger
    hold,          ///< stays where he is for a while
    wait_for_air,  ///< likewise: smoke on every way
    find_way,      ///< into a room that he takes for the way out
    assist,        ///< to somebody who needs help, or with him
    assisted,      ///< waits for help, or moves with it
    rescue,        ///< of a rescue team
    rescued        ///< in the hands of a rescue team
};
/// "none", "refuge", ...
const char* words_for(ErrandPurpose purpose);

/// One errand. Exactly one of area, companion and spot says where to; with an area or a companion the spot is
/// found on arrival.
struct Errand {
    ErrandPurpose purpose{ErrandPurpose::none};
    std::int32_t area{-1};  ///< of FieldStore; walks by its field, then to a place of his own in it
    AgentId companion{0};   ///< walks straight to this person once he is in sight; until then by `area`, if
                            ///< that is given, or the companion's own way
    bool has_spot{false};   ///< walks straight to `spot` on `spot_surface`, which must be in sight
    Vec2 spot;
    std::int32_t spot_surface{-1};
    float near_m{0.4F};                                     ///< so close counts as there
    float until_s{std::numeric_limits<float>::infinity()};  ///< then gives up, or has waited long enough
    bool stays{true};                                       ///< once there: stays; otherwise the errand ends
};

/// Everybody's errand, by person.
class Errands {
public:
    explicit Errands(std::size_t people);

    const Errand& of(AgentId person) const { return errands_[person - 1]; }
    bool has_one(AgentId person) const { return of(person).purpose != ErrandPurpose::none; }
    /// Whether the person has come to where the errand leads. Stays true until another one is given.
    bool has_arrived(AgentId person) const { return has_arrived_[person - 1] != 0; }
    bool is_empty() const { return count_ == 0; }
    /// Whether somebody is on an errand that will end by itself.
    bool has_time_limits() const { return limited_count_ > 0; }

    /// Sends somebody on an errand instead of the present one. Whoever has not begun to walk begins. Not from
    /// several threads at once.
    void give(World& world, std::size_t row, const Errand& errand);
    /// The errand is over: the person heads for an exit again, which he chooses in the phase of decisions.
    void end(World& world, std::size_t row);
    /// Of those who are out or unable: there is no errand any more.
    void forget(AgentId person);
    /// Phase of a step: arrivals, time limits, who is in sight.
    void run(World& world);
    /// In the phase of guidance, after the fields: those who walk straight to a spot or a person. Rows may be
    /// done at once.
    void steer(World& world, std::size_t begin, std::size_t end) const;

private:
    void set(AgentId person, const Errand& errand);
    void look_around(World& world, std::size_t row);
    void arrive(World& world, std::size_t row);
    bool walks_straight(AgentId person) const { return straight_[person - 1] != 0; }

    std::vector<Errand> errands_;  ///< [person - 1], as all that follow
    std::vector<std::uint8_t> has_arrived_;
    std::vector<std::uint8_t> straight_;  ///< sees his spot
    std::size_t count_{0};
    std::size_t limited_count_{0};      ///< of those with a time limit
    std::vector<std::int32_t> row_of_;  ///< scratch of run(): by person; -1: out
};

/// Whether somebody at p sees q: same surface or surfaces that are joined, no wall and no closed gate
/// between, not farther than `reach_m`.
bool is_in_sight(const World& world, SurfaceId from, Vec2 p, SurfaceId to, Vec2 q, double reach_m);

/// The cells of the navigation grid on a storey's floors whose middle lies in the polygon (local coordinates)
/// and that routes lead over: what FieldStore::add_area takes. Tiers, landings and flights shown with the
/// storey count where `level_only` is false.
std::vector<std::int32_t> cells_in(const World& world, StoreyId storey, const Polygon& polygon,
                                   bool level_only = true);

}  // namespace wayout
