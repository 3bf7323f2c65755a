/// Casualties after they are found, and who and what there is to help them: the input of `wayout medical`.
/// docs/models/medical.md, docs/howto/run-a-medical-chain.md.
#pragma once

#include <wayout/distribution.hpp>
#include <wayout/error.hpp>
#include <wayout/injuries.hpp>
#include <wayout/named.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

// ---------------------------------------------------------------- casualties

enum class TriageClass : std::uint8_t { red, yellow, green, black };
inline constexpr std::array<std::string_view, 4> triage_class_names{"red", "yellow", "green", "black"};

enum class InjuryCause : std::uint8_t { smoke, burn, crush, fall, structure, other };
inline constexpr std::array<std::string_view, 6> injury_cause_names{"smoke", "burn",      "crush",
                                                                    "fall",  "structure", "other"};

/// What a hospital must have for a casualty.
struct CareNeeds {
    bool burn{false};
    bool ventilator{false};
    bool paediatric{false};
    friend bool operator==(const CareNeeds&, const CareNeeds&) = default;
};

struct Casualty {
    std::string id;
    double found_s{0.0};  ///< when he is found, or out of the building
    std::string place;    ///< id of a collection point
    /// Score of respiration, pulse and motor response, 0 to 12, if the table has one; else the class.
    std::optional<double> rpm;
    TriageClass given_class{TriageClass::green};
    double age_years{std::numeric_limits<double>::quiet_NaN()};
    InjuryCause cause{InjuryCause::other};
    CareNeeds needs;
    std::optional<bool> walks;  ///< absent: whoever is green
    bool is_brought{false};     ///< a team has brought him to the collection point: nobody carries him again
    std::size_t line{0};        ///< of the table
};

// ---------------------------------------------------------------- times

/// From `from_s` up to, not including, `until_s`, in seconds of the incident.
struct TimeWindow {
    double from_s{0.0};
    double until_s{std::numeric_limits<double>::infinity()};
};

// ---------------------------------------------------------------- on the scene

enum class CarryMethod { evacuation_chair, carry_chair, stretcher, drag_sheet, drag_in_smoke, improvised };

/// Teams that bring those who cannot walk from where they are found to the collection point.
struct CarrySpec {
    int teams{1};
    CarryMethod method{CarryMethod::stretcher};
    double level_m{0.0};
    double stairs_down_m{0.0};
    double stairs_up_m{0.0};
    std::optional<double> level_speed_mps;        ///< absent: of the method
    std::optional<double> stairs_down_speed_mps;  ///< absent: of the method
    double preparation_s{45.0};                   ///< [D] 30 to 60 s
    double transfer_s{45.0};                      ///< [D]
    std::vector<TimeWindow> shifts;               ///< empty: always
};

/// Where casualties are brought together. Officers, bays and vehicles work at these places.
struct CollectionPointSpec : Named {
    std::optional<CarrySpec> carry;
    /// Nobody of the medical staff begins anything here, and no vehicle comes, within these.
    std::vector<TimeWindow> embargo;
    /// Ids of exits of the building whose people come here; the first point takes those of all others.
    std::vector<std::string> exits;
};

enum class TriageMethod { start, salt, smart };
inline constexpr std::array<std::string_view, 3> triage_method_names{"START", "SALT", "SMART"};

/// Shares of those whose class is judged too low or too high, by one class.
struct Misjudgement {
    double under_frac{0.0};
    double over_frac{0.0};
};

struct TriageCrewSpec : Named {
    std::string place;
    int count{1};
    bool trained{true};
    std::vector<TimeWindow> shifts;
};

struct TriageSpec {
    TriageMethod method{TriageMethod::salt};
    std::optional<Distribution> time_s;  ///< per casualty; absent: of the method
    /// [row of the true class red, yellow, green][judged red, yellow, green]; absent: of the method.
    std::optional<std::array<std::array<double, 3>, 3>> matrix;
    std::string matrix_source;         ///< where the matrix is from
    double untrained_factor{3.0};      ///< [D] on misjudgements of crews that are not trained
    double repair_frac{0.5};           ///< [D] of the misjudged, set right when looked at again
    double look_again_after_s{900.0};  ///< [D] of those who are still at the collection point
    std::vector<TriageCrewSpec> crews;
};

struct TreatmentPostSpec : Named {
    std::string place;
    int bays{1};
    std::optional<Distribution> red_s;     ///< absent: 10 to 20 min [D]
    std::optional<Distribution> yellow_s;  ///< absent: 5 to 10 min [D]
    std::vector<TimeWindow> shifts;
};

// ---------------------------------------------------------------- transport

/// How vehicles of a fleet come to the scene.
enum class FleetArrival {
    together,  ///< all set out at the call
    evenly,    ///< they set out one after another, evenly over a time
    at_random  ///< a Poisson stream of mutual aid
};

inline constexpr std::array<int, 3> bus_capacity{0, 0, 30};  ///< [D]
inline constexpr double bus_fill_wait_s = 600.0;             ///< [D]

struct FleetSpec : Named {
    bool is_bus{false};
    std::string base;   ///< from where they come
    std::string place;  ///< collection point where they wait and to which they come back
    int count{1};
    double called_s{0.0};
    double turnout_s{60.0};  ///< [D] from the call until they set out
    FleetArrival arrival{FleetArrival::together};
    double over_s{0.0};    ///< evenly: first to last
    double per_hour{0.0};  ///< at_random: rate
    /// How many of one class fill the vehicle; 0: cannot carry it. Black is never carried.
    std::array<int, 3> capacity{1, 2, 0};     ///< [D] red 1, yellow 2
    bool ventilator{true};                    ///< can carry who needs one
    std::optional<Distribution> load_s;       ///< absent: 5 to 12 min [D]
    std::optional<Distribution> hand_over_s;  ///< absent: 15 to 30 min [D]
    double fill_wait_s{0.0};                  ///< waits so long, from when the first waits, until it is full
    std::vector<TimeWindow> shifts;
};

/// Between two places, both ways unless the other way is in the table too.
struct TravelSpec {
    std::string from;
    std::string to;
    std::optional<double> time_s;
    std::optional<double> distance_m;
    std::string where;
};

/// Vehicles between hospitals: they bring patients from one that lacks what they need to one that has it,
/// once the emergency department has done with them. Each comes back to where it took up its patient.
struct TransferSpec {
    int vehicles{0};                          ///< 0: nobody is transferred
    double from_s{0.0};                       ///< when they begin
    std::optional<Distribution> load_s;       ///< absent: as an ambulance [D]
    std::optional<Distribution> hand_over_s;  ///< absent: as an ambulance [D]
};

// ---------------------------------------------------------------- hospitals

struct HospitalSpec : Named {
    int beds{0};
    int ed_beds{0};                             ///< places of the emergency department
    std::optional<Distribution> ed_critical_s;  ///< red and yellow; absent: 2.5 h [A]
    std::optional<Distribution> ed_burn_s;      ///< absent: 1.85 h [A]
    std::optional<Distribution> ed_minor_s;     ///< green; absent: 1 h [D]
    int ventilators{0};
    int burn_beds{0};
    int operating_rooms{0};
    std::optional<Distribution> operation_s;  ///< absent: 2 h [D]
    bool paediatric{false};
    std::optional<double> cap_per_hour;  ///< patients sent in an hour; absent: 3 % of the beds [2]
};

enum class LoadingOrder {
    by_class,          ///< red, yellow, green; among equals who has waited longest
    by_survival_loss,  ///< who loses most probability of survival a minute
};

// ---------------------------------------------------------------- the whole

struct MedicalPlan {
    std::string name;
    std::string description;
    std::string file;  ///< its name, for messages
    std::uint64_t seed{1};
    double horizon_s{86400.0};  ///< [D] the run ends then at the latest
    std::vector<CollectionPointSpec> points;
    TriageSpec triage;
    std::vector<TreatmentPostSpec> posts;
    std::vector<FleetSpec> fleets;
    std::vector<HospitalSpec> hospitals;
    TransferSpec transfers;
    LoadingOrder loading_order{LoadingOrder::by_class};
    double drive_speed_mps{10.0};  ///< [D] of vehicles with blue lights, for distances
    std::vector<TravelSpec> travel;
    /// Share of green and yellow who go to the nearest hospital by themselves, unless they cannot walk. [D]
    double self_green_frac{0.40};
    double self_yellow_frac{0.15};
    /// Score of casualties of whom only the class is known: red, yellow, green. [D]
    std::array<double, 3> rpm_of_class{5.0, 8.0, 12.0};
    double treated_decay_frac{0.5};  ///< [D] how fast the score falls once treatment has begun
    /// Of red with burns or after smoke who have come to care, who die later in hospital: a share of the
    /// model, never part of other figures. 30 to 80 % of critical burns by a clinician [2]; spread in time
    /// [D].
    double late_death_frac{0.3};
    double timeline_step_s{300.0};
    InjuryRules injuries;         ///< of casualties of a run
    LeftInsideRules left_inside;  ///< of a run
    std::string as_json;          ///< the file as it was read, without comments
};

/// Reads casualties. Errors: all problems, with lines.
Result<std::vector<Casualty>> read_casualties(const std::filesystem::path& file);
/// Reads a response plan. Errors: all problems of single values; see problems_of_plan for the others.
Result<MedicalPlan> read_medical_plan(const std::filesystem::path& file);
/// The same of a text; `name` stands for the file in messages.
Result<MedicalPlan> read_medical_plan_text(std::string_view text, const std::string& name);
/// The JSON Schema of response plans, as it stands in schema/response.schema.json.
std::string medical_schema();

}  // namespace wayout
