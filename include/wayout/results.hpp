/// What a run gives back: plain data, filled by the recorder while the run goes on, written to files by
/// module output.
///
/// Self-contained: names of storeys, zones, passages and populations are in tables here, and everything else
/// refers to their rows
/// (-1: none). Positions are local coordinates of the venue; user coordinates = local + `origin_m`. Times
/// count from the start of the incident. A missing number is NaN, never zero.
#pragma once

#include <wayout/ids.hpp>
#include <wayout/norms.hpp>
#include <wayout/scenario.hpp>
#include <wayout/vec2.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace wayout {

inline constexpr double not_a_time = std::numeric_limits<double>::quiet_NaN();

// ---------------------------------------------------------------- names

struct StoreyLabel {
    std::string id;
    std::string name;
    double elevation_m{0.0};
};

struct ZoneLabel {
    std::string id;
    std::string name;
    std::string use;
    int storey{-1};
};

struct PopulationLabel {
    std::string id;
    std::string name;
    std::string role;
};

/// A homogeneous group of a profile, as people of the run belong to it.
struct GroupLabel {
    std::string profile;  ///< id of the profile
    std::string group;
};

// ---------------------------------------------------------------- people

enum class Outcome : std::uint8_t {
    out,           ///< reached safety
    inside,        ///< still in the venue and able
    incapacitated  ///< in the venue and not able
};

/// How somebody came to know of a danger area.
enum class Learned : std::uint8_t { not_at_all, in_it, by_sight, by_sound, by_message, from_others };
inline constexpr std::array<const char*, 6> learned_names{"",         "in it",      "by sight",
                                                          "by sound", "by message", "from others"};

struct PersonResult {
    AgentId id{0};
    int population{-1};  ///< row of RunResults::populations
    int group{-1};       ///< row of RunResults::groups
    Sex sex{Sex::unspecified};
    MobilityClass mobility{MobilityClass::ambulant};
    double age_years{not_a_time};
    double radius_m{0.0};
    double free_speed_mps{0.0};
    int start_storey{-1};
    int start_zone{-1};  ///< first zone, in the order of the venue, that holds the start
    Vec2 start_m;
    double start_time_s{
        not_a_time};       ///< begins to walk (pre-movement time); NaN: had not begun at the end of the run
    int exit_passage{-1};  ///< row of RunResults::passages
    double exit_time_s{not_a_time};
    double distance_m{0.0};
    double waiting_s{0.0};  ///< time slower than a tenth of the free speed after having begun to walk
    double max_density_per_m2{0.0};
    // Only with a crush model; NaN without. Loads in N: the largest mean of one second of what presses from
    // both sides, and the largest that was never undercut for so long.
    double max_squeeze_n{not_a_time};
    double squeeze_15s_n{not_a_time};
    double squeeze_60s_n{not_a_time};
    double squeeze_240s_n{not_a_time};
    double crush_dose{not_a_time};  ///< largest; 1: half of the people would die of it
    // Only where a fire or another hazard is modelled.
    std::optional<Exposure> exposure;
    /// Time between leaving the place of the way where it was tightest, and that place's becoming untenable;
    /// +inf: no such place on the way; below 0: was there too late. NaN: not known.
    double tenability_margin_s{not_a_time};
    double turned_back_s{not_a_time};  ///< first time that smoke or heat made the person choose another way
    bool is_injured{false};            ///< by structure that came down, able to walk
    bool is_dead{false};               ///< a part of the others; only with a lethal law
    // Only with danger areas; NaN without.
    double danger_s{not_a_time};  ///< time in an area
    double aware_s{not_a_time};   ///< first knew of an area
    Learned learned{Learned::not_at_all};
    bool is_sheltered{false};  ///< at the end of the run
    Outcome outcome{Outcome::inside};
    std::string cause;   ///< why not out; empty for those who are
    int end_storey{-1};  ///< where those are who are not out
    Vec2 end_m;
    int company{-1};        ///< number of the group of people who belong together, from 0; -1: alone
    bool is_leader{false};  ///< of that group at the start
    // Only with rescue teams; NaN: never.
    double found_s{not_a_time};  ///< by a team
    double freed_s{not_a_time};  ///< from under structure
    int rescue_team{-1};         ///< row of RescueOutcome::teams that led or carried him out, or tried
};

// ---------------------------------------------------------------- counts over time

/// Everybody at one moment: inside + out + incapacitated = placed.
struct TimelineRow {
    double time_s{0.0};
    int inside{0};
    int out{0};
    int incapacitated{0};
    std::vector<int> by_storey;  ///< in the venue, able or not, by row of RunResults::storeys
    std::vector<int> by_zone;    ///< likewise by row of RunResults::zones (zones may overlap)
};

enum class PassageKind : std::uint8_t { exit, door, joint };

/// Somebody's centre crosses the line of a passage.
struct PassageCrossing {
    double time_s{0.0};  ///< interpolated within the step
    AgentId person{0};
    /// +1 from the left to the right of a -> b (through an exit: out), -1 back.
    std::int8_t direction{1};
};

/// What happened at one exit, door or joint of two surfaces.
struct PassageResult {
    PassageKind kind{PassageKind::exit};
    std::string id;
    std::string name;
    int storey{-1};
    Segment line;  ///< local coordinates
    double clear_width_m{0.0};
    bool open_at_start{true};
    struct StateChange {
        double time_s{0.0};
        bool open{true};
    };
    std::vector<StateChange> state_changes;  ///< ascending in time
    std::vector<PassageCrossing> crossings;  ///< ascending in time, ties by person
    /// Largest number of people who waited for this passage at once, in each interval of
    /// RunResults::interval_s from 0 s on: on their way to it and slower than half of their free speed. May
    /// be empty: not recorded.
    std::vector<int> queue_max;
};

/// What happened in a named zone.
struct ZoneResult {
    int people_at_start{0};
    int people_at_end{0};
    int entered{0};                  ///< different people who came in from elsewhere
    double last_left_s{not_a_time};  ///< the zone's RSET: its last person left; NaN if never occupied or not
                                     ///< empty at the end
    double peak_density_per_m2{0.0};
    double above_4_s{0.0};  ///< longest time that one place of the zone had more than 4 per m2
    /// When the zone became untenable (its ASET), with a fire; +inf: never; NaN: no fire, or no data there.
    double aset_s{not_a_time};
    TenabilityLimit aset_limit{TenabilityLimit::none};
    /// Available less required time; NaN where either is not known or nobody was there.
    double margin_s() const { return aset_s - last_left_s; }
};

// ---------------------------------------------------------------- density

/// A place that was crowded for long.
struct CongestionSpot {
    std::string place;  ///< in words: "in front of door 'Foyer east'"
    int storey{-1};
    Vec2 centre_m;
    double area_m2{0.0};
    double from_s{0.0};
    double to_s{0.0};
    double congested_s{0.0};  ///< how long, in sum, the density was at or above the threshold
    double peak_density_per_m2{0.0};
    int queue_size{0};  ///< largest number of people at once in it and within 1 m of it: in its windows
};

/// Where it was crowded for so long that crowd pressure, density times variance of the velocity, could be
/// measured (RunResults::crowd_pressure_rule).
struct CrowdPressureSpot {
    std::string place;  ///< in words, as of CongestionSpot
    int storey{-1};
    Vec2 at_m;  ///< where the peak was
    double peak_per_s2{0.0};
    double peak_at_s{0.0};             ///< end of the 10 s of the peak
    double first_above_s{not_a_time};  ///< end of the first 10 s above the warning level; NaN: never
    double above_s{0.0};               ///< how long, in sum, some point of the place was above it
};

/// Density over one storey with all surfaces shown with it. Columns are [row y][column x], row 0 in the
/// south.
struct DensityGrid {
    int storey{-1};
    Vec2 corner_m;  ///< low corner of cell (0, 0), local coordinates
    double cell_m{0.5};
    int nx{0};
    int ny{0};
    std::vector<float> walkable_frac;  ///< of the cell; 0: nobody can be there, nothing is drawn
    std::vector<float> peak_per_m2;
    std::vector<float> mean_per_m2;  ///< over the run
    std::vector<float> above_4_s;    ///< time above 4 per m2
    std::vector<float>
        peak_squeeze_n;  ///< greatest mean of a second of anybody there; empty without a crush model
    std::vector<float>
        peak_pressure_per_s2;  ///< crowd pressure; empty if it was crowded nowhere on the storey
};

/// What the loads of a run with a crush model may have done: sums of probabilities over all people, for one
/// run.
struct CrushOutcome {
    bool is_modelled{false};
    double pushing{0.0};  ///< level: 0 calm, 0.3 pressing, 1 full effort
    double expected_distress{0.0};
    double expected_unconscious{0.0};
    double expected_fatal{0.0};
};

/// The same scenario by hydraulic relations, see hydraulic_check.hpp.
struct HydraulicCheck {
    bool is_known{false};
    int placed{0};
    int out{0};                    ///< at the end of its run
    double time_50_s{not_a_time};  ///< when this share of all people was out; NaN: never
    double time_95_s{not_a_time};
    double time_all_s{not_a_time};
    double curve_interval_s{5.0};
    std::vector<int> out_by_time;  ///< people out at 0 s and at every interval, until the last is
};

// ---------------------------------------------------------------- fire and other hazards

/// When a place became untenable, over one storey. Columns are [row y][column x], row 0 in the south.
struct TenabilityGrid {
    int storey{-1};
    Vec2 corner_m;  ///< low corner of cell (0, 0), local coordinates
    double cell_m{0.5};
    int nx{0};
    int ny{0};
    std::vector<float> aset_s;  ///< +inf: never; NaN: nobody can be there, or no data
    std::vector<TenabilityLimit> limit;
    std::vector<float> peak_extinction_per_m;
    std::vector<float> peak_temperature_k;
    std::vector<float> standing_dose;  ///< of somebody who stood there all the time
};

/// The air at head height at equal intervals, for the replay: one frame holds all storeys one after another.
struct AirFrames {
    static constexpr double extinction_step_per_m = 0.02;  ///< of the bytes, at most 255 of them
    static constexpr double temperature_step_k = 2.0;      ///< above 273.15 K
    struct Storey {
        int storey{-1};
        Vec2 corner_m;
        int nx{0};
        int ny{0};
    };
    double interval_s{5.0};
    double cell_m{1.0};
    std::vector<Storey> storeys;
    /// [storey][row y][column x]; 255: nobody can be there, or no data.
    std::vector<std::vector<std::uint8_t>> extinction;
    std::vector<std::vector<std::uint8_t>> temperature;
    std::vector<std::vector<std::uint8_t>>
        dose;  ///< of somebody who stands there, in hundredths, at most 254
};

/// A detector, sprinkler or structural member of the incident.
struct DetectorResult {
    std::string id;
    std::string name;
    std::string kind;
    double at_s{not_a_time};  ///< time of the incident; NaN: never
};

/// How many were overcome, by what.
struct HarmCount {
    std::string cause;
    int count{0};
};

/// A part of the structure that was lost, or might have been.
struct LossResult {
    std::string id;
    int storey{-1};
    std::vector<Vec2> outline_m;  ///< local coordinates
    double warned_s{not_a_time};  ///< from then on people left it; NaN: no warning
    double at_s{not_a_time};      ///< NaN: it held
    std::string finding;          ///< why and when, in a sentence; of members: how hot, and within which band
    int inside{0};                ///< people in it when it came down
    int injured{0};
    int trapped{0};
    int fatal{0};
};

/// What the hazards of the incident did.
struct HazardOutcome {
    bool is_modelled{false};
    std::string source;         ///< where the air comes from; empty: no fire
    std::string exposure_laws;  ///< every law with its constants
    std::vector<std::string> substitutions;
    std::vector<std::string> notes;  ///< of the source: limits, slices that are off, coverage
    double starts_at_s{0.0};
    double uncovered_frac{0.0};  ///< of the time that people spent inside since the start of the fire
    int impaired{0};             ///< people with a dose beyond the threshold of impairment
    int incapacitated{0};
    int dead{0};
    int turned_back{0};
    std::vector<HarmCount> by_cause;  ///< of those incapacitated
    std::vector<DetectorResult> detectors;
    std::vector<LossResult> losses;
    std::int64_t fields_solved_again{0};
    TenabilitySpec limits;
    /// Of the built-in fire, relative to what went through it; NaN: another source.
    double mass_error_frac{not_a_time};
    double energy_error_frac{not_a_time};
    std::vector<TenabilityGrid> tenability;  ///< one per storey
    AirFrames air;
};

// ---------------------------------------------------------------- danger areas

/// Where a danger area was from a time on.
struct DangerStage {
    double from_s{0.0};
    std::vector<Vec2> outline_m;  ///< local coordinates; empty: it is not there
};

/// An area where people must not be, and who was in it.
struct DangerAreaResult {
    std::string id;
    std::string name;
    int storey{-1};
    std::vector<Vec2> outline_m;  ///< when it was first there; local coordinates
    std::vector<Vec2> largest_m;  ///< when it was largest
    /// For the replay: when it began, ended, and every few seconds while it changed.
    std::vector<DangerStage> stages;
    int exposed{0};  ///< people who were in it
    double person_s{0.0};
    double first_s{not_a_time};  ///< somebody was in it
    double last_s{not_a_time};
    int aware{0};            ///< people who came to know of it
    int entered_knowing{0};  ///< who came in from outside although they knew; not those over whom it moved
};

struct ShelterResult {
    std::string id;
    std::string name;
    int capacity{0};
    int sheltered{0};  ///< at the end
    int most{0};
    double locked_s{not_a_time};     ///< all its doors shut
    double untenable_s{not_a_time};  ///< smoke drove people out
};

struct DangerOutcome {
    bool is_modelled{false};  ///< with danger areas, shelters or orders
    std::vector<DangerAreaResult> areas;
    std::vector<ShelterResult> shelters;
    std::array<int, learned_names.size()> learned{};  ///< people by Learned
    int exposed{0};                                   ///< people who were in any area
    double person_s{0.0};
    int sheltered{0};
    int kept_away{0};     ///< at the end: neither out nor sheltered, at a distance ...
    int held{0};          ///< ... or where they were, for want of any way or by order
    std::string finding;  ///< how it ended, in a sentence; empty: everybody left
    std::int64_t fields_solved_again{0};
};

/// Where people pressed against a wall.
struct WallLoad {
    int storey{-1};
    Segment part;              ///< half a metre of the wall; local coordinates
    double peak_n_per_m{0.0};  ///< greatest mean of a second
    double at_s{0.0};
};

// ---------------------------------------------------------------- health, performance, events

struct StuckPerson {
    AgentId id{0};
    int storey{-1};
    Vec2 position_m;
    double since_s{0.0};
    bool still_stuck{true};  ///< false: freed later
    std::string cause;
};

/// A kind of model strain and how often it occurred: "projection not converged", "speed clamped".
struct StrainCount {
    std::string kind;
    std::int64_t count{0};
};

struct Health {
    std::vector<StuckPerson>
        stuck;  ///< everybody without progress for at least SimulationSpec::stuck_after_s, freed later or not
    double max_overlap_m{0.0};
    double overlap_above_2cm_frac{
        0.0};  ///< share of pair-steps in contact with more than 0.02 m; accepted below 0.001
    std::vector<StrainCount> strain;
    bool conservation_ok{false};  ///< placed = out + inside + incapacitated held in every step
    std::int64_t strain_events() const {
        std::int64_t sum = 0;
        for (const StrainCount& s : strain) sum += s.count;
        return sum;
    }
    /// Those who were stuck at the end of the run.
    int stuck_count() const {
        int n = 0;
        for (const StuckPerson& s : stuck) n += s.still_stuck ? 1 : 0;
        return n;
    }
};

struct PhaseTime {
    std::string phase;
    double total_s{0.0};
};

struct Performance {
    double wall_s{0.0};
    double setup_s{0.0};  ///< part of wall_s before the first step
    std::int64_t agent_steps{0};
    double agent_steps_per_s{0.0};
    double simulated_s{0.0};
    double peak_rss_mib{0.0};
    int threads{1};
    std::vector<PhaseTime> phases;
};

/// Something that happened, in the order of time: a door shuts, somebody is stuck, everybody is out.
struct Event {
    double time_s{0.0};
    std::string kind;     ///< "close_exit", "stuck", "decision", "storey_empty", ...
    std::string subject;  ///< id of the door, exit, zone or person
    std::string text;     ///< one sentence for people
    int storey{-1};       ///< -1: no place
    Vec2 position_m;
    bool mark{false};  ///< worth a mark on the time axis of pictures and replay
};

/// An exit or a place that somebody weighed.
struct DecisionOption {
    int passage{-1};    ///< row of RunResults::passages; -1: another place
    std::string place;  ///< then its name
    double walk_s{not_a_time};
    double queue_s{0.0};
    int rank{0};         ///< of preference, 0 best, before times are compared
    std::string remark;  ///< "in sight", "known", "refused: smoke on the way"
};

/// What somebody decided, and why.
struct Decision {
    double time_s{0.0};
    AgentId person{0};
    std::string kind;    ///< "begins", "chooses", "changes", "turns back", "learns", "goes", "stays", ...
    std::string choice;  ///< name of the exit, place or person that it is now; may be empty
    std::string reason;  ///< one clause: "shorter by 12 s", "told by a steward"
    std::string knows;   ///< what was held true: "2 of 6 exits known"; empty: all
    std::vector<DecisionOption> options;
    int storey{-1};
    Vec2 position_m;
    int passage{-1};  ///< row of RunResults::passages of the exit that it is now; -1: none, or another place
};

/// How many began to walk for one reason.
struct StartCount {
    std::string reason;  ///< as in the decisions: "alarm", "others leave", ...
    int count{0};
    double first_s{0.0};
    double last_s{0.0};
};

// ---------------------------------------------------------------- help

struct RefugeResult {
    std::string id;
    std::string name;
    int storey{-1};
    int places{0};
    int most_at_once{0};
    int turned_away{0};  ///< people who found it full
    int at_end{0};
};

struct LiftResult {
    std::string id;
    std::string name;
    int trips{0};  ///< from one storey to another, with or without riders
    int riders{0};
    int most_aboard{0};
    int waiting_at_end{0};                ///< on its landings
    double out_of_service_s{not_a_time};  ///< since when; NaN: never
};

/// Of those who need help, and of refuges and lifts.
struct AssistanceOutcome {
    bool is_modelled{false};
    int in_need{0};       ///< people who have needed help, so far
    int helped_out{0};    ///< of them: out, with helpers
    int without_help{0};  ///< of them: inside and not being moved
    int trips{0};         ///< people whom a team has set out with
    std::vector<RefugeResult> refuges;
    std::vector<LiftResult> lifts;
    std::vector<std::string> parameters;  ///< speeds and times in use, with how they are known
};

// ---------------------------------------------------------------- rescue

enum class RescueHow : std::uint8_t { led, carried };

/// Somebody whom a team brought out. Who he is and how he was stands in RunResults::people.
struct RescuedPerson {
    AgentId person{0};
    int team{-1};
    int zone{-1};  ///< where he was found
    int storey{-1};
    RescueHow how{RescueHow::led};
    double found_s{0.0};
    double left_s{0.0};  ///< when they set out with him
    double out_s{not_a_time};
};

/// A search of a zone, or a part of one when the team had to turn back.
struct ZoneSearch {
    int zone{-1};
    int team{-1};
    double from_s{0.0};
    double until_s{not_a_time};  ///< NaN: not at its end when the run was
    bool is_complete{false};
    int found{0};
};

struct RescueTeamResult {
    std::string id;
    std::string name;
    std::string collection_point;
    int members{0};
    double arrived_s{not_a_time};
    double entered_s{not_a_time};  ///< first member inside
    double left_s{not_a_time};     ///< last member out for good; NaN: not at the end of the run
    int entries{0};
    int turned_back_for_air{0};
    double waited_for_release_s{0.0};
    double least_air_l{not_a_time};  ///< left in a cylinder at the end of an entry
    int led_out{0};
    int carried_out{0};
    int freed{0};
    std::string finding;  ///< what it could not do, and why; empty: all was done
};

/// Where responders are. They are none of the people counted as placed.
struct ResponderCount {
    double time_s{0.0};
    int waiting{0};  ///< not come yet, or resting outside
    int inside{0};
    int gone{0};  ///< will not go in again
};

/// Of teams that went into the building.
struct RescueOutcome {
    bool is_modelled{false};
    std::vector<RescueTeamResult> teams;
    std::vector<RescuedPerson> rescued;    ///< ascending in found_s
    std::vector<ZoneSearch> searches;      ///< ascending in from_s
    std::vector<ResponderCount> timeline;  ///< every ten seconds, and the end
    std::vector<int> suggested_order;      ///< rows of zones, first to be searched first
    int not_found{0};                      ///< people inside at the end whom no team has found
    std::vector<std::string> parameters;   ///< speeds and times in use, with how they are known
};

// ---------------------------------------------------------------- replay

/// A moment of the replay: those in the venue. Columns of equal length, ascending in row.
struct ReplayFrame {
    /// Row of RunResults::people.
    std::vector<std::uint32_t> row;
    /// Local coordinate / ReplayFrames::step_m, rounded.
    std::vector<std::uint16_t> x;
    std::vector<std::uint16_t> y;
    std::vector<std::uint8_t> storey;  ///< on whose plan the person is drawn
    enum State : std::uint8_t { waiting = 0, walking = 1, incapacitated = 2, staying = 3 };
    std::vector<std::uint8_t> state;
    std::vector<std::uint8_t> density;  ///< local density / density_step_per_m2, rounded, at most 255
    /// One of a rescue team, who is no row of RunResults::people.
    struct Responder {
        std::uint16_t number{0};  ///< over all teams, in the order of RescueOutcome::teams and their members
        std::uint16_t x{0};
        std::uint16_t y{0};
        std::uint8_t storey{0};
    };
    std::vector<Responder> responders;  ///< those inside, ascending in number
};

/// Positions at equal intervals from 0 s on, for the replay in the report: 7 to 11 bytes a person and frame.
struct ReplayFrames {
    static constexpr double density_step_per_m2 = 0.1;
    double interval_s{0.5};
    double step_m{0.01};
    std::vector<ReplayFrame> frames;

    /// Unit of position with which a venue of this size fits 16 bits: a centimetre up to 650 m, then more.
    static double step_for_extent_m(double largest_extent_m) {
        return largest_extent_m <= 650.0 ? 0.01 : largest_extent_m / 65000.0;
    }
};

// ---------------------------------------------------------------- the whole

enum class RunStatus {
    all_out,     ///< nobody who is able is inside
    settled,     ///< whoever is able and inside stays where he is, or can get no farther; nothing more is due
    time_limit,  ///< the duration was over before
    interrupted  ///< stopped from outside; results are valid up to then
};

struct RunResults {
    std::string scenario_name;
    RunStatus status{RunStatus::interrupted};
    std::uint64_t seed{0};
    std::string model;
    Calibration calibration{Calibration::design};
    double time_step_s{0.05};
    std::uint64_t state_hash{0};  ///< of all columns after the last step
    std::string version;          ///< of the program
    Vec2 origin_m;                ///< user coordinates = local + origin

    std::vector<StoreyLabel> storeys;
    std::vector<ZoneLabel> zones;
    std::vector<PopulationLabel> populations;
    std::vector<GroupLabel> groups;

    std::vector<PersonResult> people;      ///< by id: row = id - 1
    std::vector<TimelineRow> timeline;     ///< every second from 0 s on, and the end of the run
    std::vector<PassageResult> passages;   ///< rows as Venue::gates: exits first, then doors, then joints
    double interval_s{10.0};               ///< of exits.csv, doors.csv and queue_max
    std::vector<ZoneResult> zone_results;  ///< rows as zones
    double peak_density_per_m2{0.0};
    std::string density_rule;                ///< how density is measured, in a sentence
    std::string congestion_rule;             ///< what counts as congestion, in a sentence, with its source
    std::vector<CongestionSpot> congestion;  ///< longest first
    std::vector<DensityGrid> density;        ///< one per storey
    std::string crowd_pressure_rule;         ///< how it is measured, in words, with its source
    double crowd_pressure_warning_per_s2{0.0};
    std::vector<CrowdPressureSpot> crowd_pressure;  ///< highest first
    CrushOutcome crush;                             ///< with a crush model
    HazardOutcome hazards;                          ///< with a fire or another hazard
    AssistanceOutcome assistance;                   ///< with people who need help, refuges or lifts
    DangerOutcome danger;                           ///< with danger areas, shelters or orders
    RescueOutcome rescue;                           ///< with rescue teams
    HydraulicCheck hydraulic;                       ///< unless it was not asked for
    std::vector<WallLoad> wall_loads;               ///< with a crush model, highest first; from 100 N/m on
    std::vector<Event> events;                      ///< ascending in time
    std::vector<Decision> decisions;                ///< ascending in time, then person; unless not asked for
    std::vector<StartCount> starts;  ///< most frequent first; only where people have a clock of noticing
    std::vector<std::string> notes;  ///< hints about the input that a reader of the result should know
    std::vector<NormRow> norms;  ///< code figures, by jurisdiction: see code_figures(); empty: not asked for
    Health health;
    Performance performance;
    ReplayFrames replay;
};

/// How, when and on what a run was made: for the manifest only, never for numbers.
struct Provenance {
    std::vector<std::string> command;  ///< as typed
    std::string build;                 ///< compiler, build type, source revision
    std::string started_utc;           ///< ISO 8601
    std::string finished_utc;
    std::string operating_system;
    std::string processor;
    int processor_count{0};
    double memory_gib{0.0};
    std::string instruction_set;  ///< which the kernels used
};

}  // namespace wayout
