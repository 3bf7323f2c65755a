/// The air of a run, what it does to people, and what they know of it.
#pragma once

#include "behaviour/barred_places.hpp"
#include "harm/dose_book.hpp"
#include "hazards/hazard_source.hpp"
#include "simulation/air_film.hpp"
#include "simulation/route_hazards.hpp"
#include "simulation/standing_room.hpp"
#include "simulation/structural_losses.hpp"
#include "simulation/tenability.hpp"
#include "venue/venue.hpp"

#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wayout {

class HazardState {
public:
    /// So often people breathe who are in other than clear air: the air at a head stands for this time. In
    /// clear air it stands for a second.
    static constexpr double breath_s = 0.2;

    /// @param source  open and with all that the laws of the scenario need
    HazardState(std::unique_ptr<HazardSource> source, const IncidentSpec& incident, const Venue& venue,
                const NavigationGrid& grid, std::size_t goal_count, std::size_t people_count,
                std::uint64_t seed);

    std::unique_ptr<HazardSource> source;
    double starts_at_s;
    ExposureSpec exposure;
    DoseBook doses;
    RouteHazards routes;
    Tenability tenability;
    AirFilm film;
    std::vector<std::uint8_t> is_covered;  ///< [patch] at the last look
    BarredPlaces barred;
    std::vector<AirPoint> patch_points;                   ///< [patch] at head height
    std::vector<std::vector<std::int32_t>> zone_patches;  ///< [ZoneId] patches with their middle in the zone
    SmokeAversionSpec aversion;
    std::vector<std::uint8_t> is_roused;  ///< [person - 1] by smoke or heat, before the time of the own start
    std::vector<std::uint8_t> waits_now;  ///< [person - 1] has just decided to: wait_for_air.hpp
    StandingRoom standing_room;
    std::vector<float> turned_back_s;  ///< [person - 1]; NaN: never
    std::vector<LossArea> losses;
    /// What structure that came down did to somebody.
    struct Caught {
        LossFate fate{LossFate::unhurt};
        std::int32_t loss{-1};
        double at_s{0.0};
    };
    std::vector<Caught> caught;                 ///< [person - 1]
    std::vector<float> debris_speed_frac;       ///< [patch] around areas that are lost
    int incapacitated_count{0};                 ///< by the air
    std::vector<std::uint8_t> is_gate_lost;     ///< [GateId] with structure that came down: never opens again
    std::vector<std::uint8_t> breathes_often;   ///< [person - 1] in this second: in other than clear air
    std::vector<RouteHazards::Walker> walkers;  ///< scratch of breathe(), by row
    std::vector<std::int32_t> lying_in_patch;   ///< [patch]
    std::vector<std::string> notes;             ///< of the source
    Errors failure;                             ///< why the source could not go on; ends the run

    /// Height of a head above the datum, in user coordinates.
    AirPoint head(const Venue& venue, std::int32_t surface, Vec2 local) const;
    /// Keeps the first time. Different people may be noted at once.
    void note_turning_back(AgentId person, double now_s);
    /// By the user's shares beneath a loss, or by a dose where the user has switched on a lethal law.
    bool is_dead(AgentId person, double now_s) const;
    /// Clear air before the fire begins: nobody takes up a dose.
    bool has_begun(double now_s) const { return now_s >= starts_at_s; }
};

}  // namespace wayout
