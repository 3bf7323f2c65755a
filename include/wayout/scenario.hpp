/// What a user describes: the venue, its people, the incident, the run. Plain data, no file formats and no
/// behaviour. Readers (module input) fill it; module venue turns the geometry into the checked, immutable
/// Venue.
///
/// All lengths in metres in the user's own plan coordinates; times in seconds from the start of the incident;
/// speeds in m/s.
#pragma once

#include <wayout/alarm.hpp>
#include <wayout/assistance.hpp>
#include <wayout/company.hpp>
#include <wayout/danger.hpp>
#include <wayout/distribution.hpp>
#include <wayout/exposure.hpp>
#include <wayout/fire.hpp>
#include <wayout/knowledge.hpp>
#include <wayout/named.hpp>
#include <wayout/norms.hpp>
#include <wayout/opening.hpp>
#include <wayout/polygon.hpp>
#include <wayout/staff.hpp>
#include <wayout/structure.hpp>
#include <wayout/vec2.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- venue

/// An open line of wall. Thickness 0 is a line without area (a partition); it still stops bodies.
struct WallSpec {
    std::vector<Vec2> line;
    double thickness_m{0.0};
    std::string where;
};

struct ObstacleSpec : Named {
    Polygon polygon;
};

/// A part of a storey with a name and a use: "foyer", "hall", "toilet", ... Zones may overlap; they do not
/// stop anybody.
struct ZoneSpec : Named {
    std::string storey;
    std::string use;
    Polygon polygon;
};

struct StoreySpec : Named {
    double elevation_m{0.0};
    std::vector<Polygon> floor;  ///< walkable area; several polygons may touch, overlap or lie apart
    std::vector<ObstacleSpec> obstacles;
    std::vector<WallSpec> walls;
};

/// A cap on the flow through an opening (locomotion spec 7.5): none, persons per second, or persons per
/// second and metre.
struct FlowLimit {
    enum class Kind { none, persons_per_s, specific_flow } kind{Kind::none};
    double value{0.0};
};

/// A door inside a storey. It stands in a gap between walls or on a wall line, which it then cuts open.
struct DoorSpec : Named {
    std::string storey;
    Segment line;
    std::optional<double> clear_width_m;  ///< narrower than the line: the rest is frame, equal on both sides
    OpeningState state{OpeningState::open};
    FlowLimit flow_limit;
    OpeningRules rules;
    std::optional<Vec2> one_way_towards;  ///< people pass only to the side on which this point lies
};

/// A line that leads to a place of safety: whoever's centre crosses it is out.
struct ExitSpec : Named {
    std::string storey;
    Segment line;
    std::optional<double> clear_width_m;
    OpeningState state{OpeningState::open};
    FlowLimit flow_limit;
    OpeningRules rules;
    /// Its leaf is shut, as of emergency exits, until somebody goes through; from then on whoever sees it
    /// counts it among the exits that he knows.
    bool unused_until_opened{false};
    bool outside_visible{false};  ///< stands open, and one sees that it leads outside: as known once seen
};

/// One straight inclined flight in plan: people enter and leave over `foot` (low) and `top` (high).
struct FlightSpec {
    Segment foot;
    Segment top;
    std::string where;
};

/// Stairs, ramps and escalators: flights from a lower to an upper storey, with landings between two flights.
struct StairSpec : Named {
    enum class Kind { stair, ramp, escalator } kind{Kind::stair};
    std::string from_storey;  ///< lower end
    std::string to_storey;    ///< upper end
    std::vector<FlightSpec> flights;
    std::vector<Polygon> landings;  ///< one fewer than flights; level, between flight i and i + 1
    std::vector<double>
        landing_elevation_m;  ///< optional; else the rise is shared in proportion to the plan lengths
    std::optional<double> clear_width_m;
    double riser_m{0.0};  ///< 0: not given
    double tread_m{0.0};
    /// Escalators only.
    enum class Motion { stopped, up, down } motion{Motion::stopped};
    double belt_speed_mps{0.5};  ///< along the incline
    enum class Riders { stand, walk } riders{Riders::stand};
    int max_persons{0};  ///< with more people on it a running one stops; 0: no limit
};

/// An inclined seating patch (raked stalls, side tier, balcony rake) joined to a storey along its low and/or
/// high edge.
struct TierSpec : Named {
    Polygon polygon;
    std::string low_storey;   ///< storey that `low_edge` joins; empty: closed
    std::string high_storey;  ///< storey that `high_edge` joins; empty: closed
    Segment low_edge;         ///< always given: it sets direction and base elevation
    Segment high_edge;
    double low_elevation_m{0.0};
    double high_elevation_m{0.0};
    bool has_elevations{false};  ///< else taken from the storeys that the edges join
};

/// A block of fixed seats: rows behind each other, given by a few numbers.
///
/// `front_left` is the left end, seen by somebody who sits and looks to the stage, of the clear way in front
/// of the first row. Rows follow each other away from the stage at `row_pitch_m`. In every row: a clear way
/// `row_clear_width_m` deep, then the seats. Aisles cut through all rows; `seats_per_row` counts seats
/// without aisles.
struct SeatingSpec : Named {
    std::string on;  ///< id of a storey or of a tier
    Vec2 front_left;
    double facing_rad{1.5707963267948966};  ///< direction in which people look, from +x counter-clockwise
                                            ///< (degrees in files)
    int row_count{0};
    int seats_per_row{0};
    std::vector<int> seats_in_row;  ///< optional, one per row, overrides seats_per_row
    double seat_width_m{0.5};
    double row_pitch_m{0.9};
    double row_clear_width_m{0.4};
    struct Aisle {
        int after_seat{0};  ///< the aisle lies behind this many seats, counted from the left
        double width_m{1.2};
    };
    std::vector<Aisle> aisles;
    double curvature_radius_m{0.0};  ///< 0: straight rows
};

struct VenueSpec {
    std::string name;
    std::vector<StoreySpec> storeys;
    std::vector<DoorSpec> doors;
    std::vector<ExitSpec> exits;
    std::vector<StairSpec> stairs;  ///< stairs, ramps and escalators
    std::vector<TierSpec> tiers;
    std::vector<SeatingSpec> seating;
    std::vector<ZoneSpec> zones;
    std::vector<SignSpec> signs;
    std::vector<RefugeSpec> refuges;
    std::vector<ShelterSpec> shelters;
    std::vector<LiftSpec> lifts;
};

// ---------------------------------------------------------------- people

enum class Sex { unspecified, female, male };
/// Which routes and clearances a person can use; one set of travel-time fields per class that is present.
enum class MobilityClass { ambulant, reduced, wheelchair };

/// A homogeneous group inside a profile.
struct ProfileGroup {
    std::string name;
    double share{1.0};
    Sex sex{Sex::unspecified};
    MobilityClass mobility{MobilityClass::ambulant};
    Distribution age_years;
    Distribution radius_m;
    Distribution free_speed_mps;
    /// Speed mean as a function of age (RiMEA/Weidmann): when not empty it replaces free_speed_mps by
    /// normal(mean(age), relative_sd * mean).
    std::vector<Vec2> speed_by_age;  ///< x = age in years, y = mean speed in m/s, ascending; linear between
    double speed_relative_sd{0.0};
    /// Along the incline. Drawn at the same quantile as the level speed: who is fast on the level is fast on
    /// stairs. `factor` kinds: stair speed = factor x level speed, used when the distribution is absent.
    std::optional<Distribution> stair_down_mps;
    std::optional<Distribution> stair_up_mps;
    double stair_down_factor{0.7};
    double stair_up_factor{0.6};
    double pre_movement_factor{1.0};  ///< times the population's pre-movement time
};

struct ProfileSpec : Named {
    std::string source;
    std::vector<ProfileGroup> groups;
};

/// docs/models/exit-choice.md has the exact meaning of each.
enum class ExitChoice { quickest, nearest, fixed, familiar, informed };

/// By which door or stair people leave a room on the way to their exit: by the shortest way, or by the one
/// that takes the least time with the queues that they see.
enum class PassageRule { shortest, quickest };

/// Of a population that starts on seats: what it does before it walks, and among those who still sit.
struct SeatedSpec {
    std::optional<Distribution> stand_up_s;  ///< from the decision to leave; absent: at once
    double bag_frac{0.0};                    ///< share who take their things along
    std::optional<Distribution> bag_s;       ///< how long that takes
    /// Added to the pre-movement time for each seat between the own one and the aisle. 0, since those who sit
    /// in the way delay others anyway: seats are modelled.
    double per_seat_s{0.0};
    double passing_speed_frac{0.6};  ///< of the speed in the row, past somebody who sits; our choice
};

/// Of a population: who has drunk. Only the time to begin is changed by it.
struct AlcoholSpec {
    double moderate_frac{0.0};  ///< share of the population
    double high_frac{0.0};
    double moderate_factor{1.2};  ///< on the pre-movement time; our choices
    double high_factor{1.5};
};

struct PopulationSpec : Named {
    std::string profile;  ///< id of a profile of the scenario or of a built-in one
    /// How many: exactly one of these is given.
    std::optional<int> count;
    std::optional<double> density_per_m2;
    std::optional<double> seats_filled_frac;
    /// Where: zones, storeys, tiers, seating blocks by id, or a polygon on a storey. Empty: everywhere on
    /// level floors.
    std::vector<std::string> zones;
    std::vector<std::string> storeys;
    std::vector<std::string> seating;
    std::string polygon_storey;
    std::optional<Polygon> polygon;
    std::optional<std::vector<Vec2>>
        positions;                        ///< exact start points on polygon_storey (count = their number)
    std::vector<double> free_speeds_mps;  ///< with positions: one each, instead of the profile's; else empty
    Distribution pre_movement_s;
    ExitChoice exit_choice{ExitChoice::quickest};
    /// Absent: shortest for those who decide once for an exit (nearest, fixed), quickest for all others.
    std::optional<PassageRule> passage_choice;
    std::vector<std::string> exits;  ///< exits this population may use (fixed: exactly one); empty: all
    std::string role{"visitor"};     ///< visitor, staff, performer, ...
    std::optional<KnowledgeSpec> knowledge;    ///< absent: they know the whole building as it is
    std::optional<CompanySpec> company;        ///< absent: everybody on his own
    std::optional<AssistanceSpec> assistance;  ///< absent: they need no help
    std::optional<SeatedSpec> seated;
    std::optional<AlcoholSpec> alcohol;
};

struct PeopleSpec {
    std::vector<ProfileSpec> profiles;
    std::vector<PopulationSpec> populations;
    std::optional<NoticingSpec>
        noticing;  ///< absent: everybody begins at the pre-movement time that was drawn
};

// ---------------------------------------------------------------- incident, run, outputs

struct IncidentEvent {
    enum class Kind {
        open_door,
        close_door,
        open_exit,
        close_exit,
        set_escalator,
        lock_door,      ///< a door or an exit: shut until it is unlocked
        unlock_door,    ///< a door or an exit: unlocked, and opens
        open_leaf,      ///< a door or an exit: its second leaf
        set_service,    ///< a door or an exit: service time of everybody from now on; 0: passes freely
        remove_barrier  ///< a closed door that stands for a temporary barrier
    } kind{Kind::close_exit};
    double at_s{0.0};
    std::string target;  ///< id of the door, exit or escalator
    StairSpec::Motion motion{StairSpec::Motion::stopped};
    std::string where;
    double service_s{0.0};                                     ///< set_service
    double deceleration_mps2{default_belt_deceleration_mps2};  ///< set_escalator
};

struct IncidentSpec {
    std::vector<IncidentEvent> events;
    std::vector<AlarmSpec> alarms;
    std::vector<DangerAreaSpec> danger_areas;
    std::optional<FireSpec> fire;
    std::optional<PowerFailureSpec> power;
    std::vector<StructuralLossSpec> losses;
    ExposureSpec exposure;
    DangerResponseSpec danger_response;
    std::vector<OrderSpec> orders;
};

enum class Calibration { design, lab };

/// Name of the default model as first published, for comparison: without ranks among people of different
/// goals and without the terms that the calibration lab sets.
inline constexpr std::string_view plain_model = "time-gap-plain";

/// Name of the model without bodies, see hydraulic_check.hpp.
inline constexpr std::string_view hydraulic_model = "hydraulic";
/// Published models, for comparison only: docs/models/reference-models.md.
inline constexpr std::string_view collision_free_speed_model = "collision-free-speed";
inline constexpr std::string_view collision_free_speed_v3_model = "collision-free-speed-v3";
inline constexpr std::string_view anticipation_velocity_model = "anticipation-velocity";
constexpr bool is_reference_model(std::string_view model) {
    return model == collision_free_speed_model || model == collision_free_speed_v3_model ||
           model == anticipation_velocity_model;
}

/// Whether anybody can press in the model of that name.
constexpr bool has_contact_forces(std::string_view model) {
    return model == "time-gap+crush" || model == "crush";
}
/// People who press on who have no way ahead, without effort: SimulationSpec::pushing where nothing is given.
inline constexpr double default_pushing = 0.3;

struct SimulationSpec {
    double duration_s{3600.0};  ///< the run ends earlier when everybody is out
    double time_step_s{0.05};
    bool fatigue{false};  ///< long climbs tire: see fatigue_factor() of the navigation module
    std::uint64_t seed{1};
    std::string model{"time-gap"};
    /// 0 calm, 0.3 pressing, 1 full effort; without: default_pushing. Only with has_contact_forces(model).
    std::optional<double> pushing;
    Calibration calibration{Calibration::design};
    double navigation_cell_m{0.0};  ///< 0: chosen from the narrowest passage and row
    /// Doors, exits and stairs let through at most what codes count with; without: as the calibration says.
    std::optional<bool> code_flow_limits;
    bool keep_left{false};       ///< people pass each other on the left
    double stuck_after_s{30.0};  ///< no progress for so long is reported
};

struct OutputSpec {
    bool trajectory_hdf5{true};
    bool trajectory_sqlite{false};
    double trajectory_fps{10.0};
    double interval_s{10.0};          ///< of exits.csv and doors.csv
    bool decisions{true};             ///< why people did what they did: decisions.jsonl
    std::vector<Jurisdiction> norms;  ///< whose code figures are shown; empty: all
};

/// An input file as it was read, for the manifest.
struct InputFile {
    std::string name;  ///< relative to the scenario
    std::string sha256;
    std::uint64_t bytes{0};
};

/// Why a scenario sets a value less safe than the default: deviations.hpp.
struct DeviationReason {
    std::string path;  ///< of the value, as the ledger of deviations names it
    std::string reason;
    std::string where;  ///< place in the input, for messages
};

struct Scenario {
    std::string name;
    std::string description;
    VenueSpec venue;
    PeopleSpec people;
    IncidentSpec incident;
    ResponseSpec response;
    SimulationSpec simulation;
    OutputSpec outputs;
    std::vector<DeviationReason> deviations;
    std::vector<InputFile> files;
    /// Folder that relative names of fire results start from; empty: there is none, as in a zip archive.
    std::string folder;
    std::string as_json;  ///< the whole scenario, sections and includes merged, for the report's annex
};

}  // namespace wayout
