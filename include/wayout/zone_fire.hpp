/// What a user says of a fire that the built-in two-zone model computes: rooms with a hot upper and a cold
/// lower layer, the openings between them, what burns, and what is to notice it.
///
/// Plain data; units in the names. Heights count from the floor of the compartment unless a name says
/// otherwise, times from the start of the fire model. check_zone_fire() lists what is wrong with it.
#pragma once

#include <wayout/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// The other side of an opening that leads to the open air. No compartment may be called so.
inline constexpr std::string_view outside_air = "outside";
/// The lining that neither takes up heat nor lets any through. No lining may be called so.
inline constexpr std::string_view adiabatic_lining = "adiabatic";

/// What every named thing carries. `where` is its place in the input, for messages.
struct ZoneNamed {
    std::string id;
    std::string name;  ///< for people; falls back to the id
    std::string where;

    const std::string& label() const { return name.empty() ? id : name; }
};

struct TimedValue {
    double time_s{0.0};
    double value{0.0};
    friend bool operator==(const TimedValue&, const TimedValue&) = default;
};
/// Linear between the points, constant before the first and after the last. Times rise strictly.
using TimeTable = std::vector<TimedValue>;

/// What a ceiling, a wall or a floor is made of: one homogeneous sheet with outdoor air behind it.
struct LiningSpec : ZoneNamed {
    double conductivity_w_per_mk{0.0};
    double density_kg_per_m3{0.0};
    double specific_heat_j_per_kgk{0.0};
    double thickness_m{0.0};
    double emissivity_frac{0.9};
};

struct PlanArea {
    double height_m{0.0};  ///< above the floor
    double area_m2{0.0};
};

/// A room, or a bay of a large hall. Its plan area may change over height (pitched roofs, bowls).
struct CompartmentSpec : ZoneNamed {
    std::vector<std::string> zones;  ///< of the venue, from which the floor area may be taken
    double floor_elevation_m{0.0};
    double height_m{0.0};
    std::optional<double> floor_area_m2;
    std::vector<PlanArea> area_profile;  ///< from the floor to the ceiling; instead of floor_area_m2
    std::optional<double> perimeter_m;   ///< of the walls in plan
    std::optional<double> length_m;      ///< with width_m: instead of floor area and perimeter
    std::optional<double> width_m;
    std::string ceiling_lining;  ///< id of a lining, or adiabatic_lining
    std::string wall_lining;
    std::string floor_lining;
    /// Cracks to the open air, area of cracks by area of wall and of floor. Default: "average" tightness of
    /// the CFAST users guide, read.
    double wall_leak_frac{0.00017};
    double floor_leak_frac{5.2e-5};
    bool is_one_zone{false};    ///< shafts and stair wells: mixed over the whole height
    bool may_be_sealed{false};  ///< allows a compartment without opening, leak and fan
};

/// A door, window or gap in a wall. Sill and soffit count from the floor of `from`, or of `to` when `from` is
/// outside.
struct WallOpeningSpec : ZoneNamed {
    std::string from;
    std::string to;
    double width_m{0.0};
    double sill_m{0.0};
    double soffit_m{0.0};
    double discharge_frac{0.7};  ///< C of the orifice law; CFAST technical reference, read
    TimeTable open_frac;         ///< empty: open throughout
    std::string door;            ///< of the venue, whose state drives this opening; may be empty
    /// Shut until somebody goes through the door, and again so long after the last one; with a door only.
    std::optional<double> shuts_after_people_s;
};

enum class VentShape { round, square };

/// A hole in a ceiling: to the compartment above or, as a roof vent, to the open air.
struct FloorVentSpec : ZoneNamed {
    std::string lower;
    std::string upper;  ///< or outside
    double area_m2{0.0};
    VentShape shape{VentShape::square};
    TimeTable open_frac;
};

struct FanSpec : ZoneNamed {
    std::string from;
    std::string to;
    double flow_m3_per_s{0.0};
    double from_height_m{0.0};     ///< middle of the opening above the floor of `from`
    double to_height_m{0.0};       ///< and of `to`
    double opening_height_m{0.0};  ///< vertical extent of either opening; 0: in a ceiling or a floor
    /// The fan delivers less from the first and nothing from the second pressure rise on. CFAST default,
    /// read.
    double cutoff_begin_pa{200.0};
    double cutoff_end_pa{300.0};
    TimeTable running_frac;  ///< share of the flow; empty: full throughout
};

/// What burns: C_a H_b O_c N_d Cl_e, and what a kilogram of it leaves in the air.
struct FuelSpec {
    double carbon{0.0};
    double hydrogen{0.0};
    double oxygen{0.0};
    double nitrogen{0.0};
    double chlorine{0.0};
    double heat_of_combustion_kj_per_kg{0.0};
    double radiative_frac{0.35};  ///< CFAST default, read
    double yield_co{0.0};         ///< kg/kg, as all yields
    double yield_soot{0.0};
    double yield_hcn{0.0};
    std::optional<double> yield_hcl;  ///< nothing: all chlorine of the formula
    double yield_no{0.0};
    double yield_no2{0.0};
    double yield_hbr{0.0};
    double yield_hf{0.0};
    double yield_so2{0.0};
    double yield_acrolein{0.0};
    double yield_formaldehyde{0.0};
};

enum class GrowthRate { slow, medium, fast, ultrafast };

/// Heat release over time: a table, or t-squared growth with a cap and a decay.
struct HeatReleaseSpec {
    TimeTable table_kw;  ///< value in kW; when given, nothing else counts
    double alpha_kw_per_s2{0.0};
    double start_s{0.0};
    std::optional<double> peak_kw;
    std::optional<double> decay_begin_s;  ///< with decay_end_s: linear to nothing
    std::optional<double> decay_end_s;
};

/// Where a fire stands in its room: walls keep air from its plume.
enum class FirePlace { free, wall, corner };

struct ZoneFireSourceSpec : ZoneNamed {
    std::string compartment;
    double x_m{0.0};  ///< in the plan of the venue
    double y_m{0.0};
    double base_height_m{0.0};
    FirePlace place{FirePlace::free};
    FuelSpec fuel;
    HeatReleaseSpec heat_release;
    /// Exactly one: heat release by area, from which the burning area follows, or the area over time.
    std::optional<double> hrrpua_kw_per_m2;
    TimeTable area_m2;
    TimeTable base_height_over_time_m;  ///< instead of base_height_m
    /// Share of the heat release that is left, for water from outside; empty: 1.
    TimeTable water_frac;
};

enum class DetectorKind { smoke, heat, sprinkler };

struct FireDetectorSpec : ZoneNamed {
    DetectorKind kind{DetectorKind::smoke};
    std::string compartment;
    double x_m{0.0};
    double y_m{0.0};
    double height_m{0.0};
    /// Heat detectors and sprinklers.
    double rti_m05_s05{0.0};  ///< response time index, (m s)^0.5
    double setpoint_k{0.0};   ///< temperature of the link
    /// Smoke detectors: obscuration in %/m. Default of CFAST, 8 %/ft, read.
    double obscuration_percent_per_m{23.93346};
    double delay_s{0.0};  ///< from the activation of the head to the signal
    /// Sprinklers: water on the fire in mm/s; 0: the fire is held at what it was, not put out.
    double spray_density_mm_per_s{0.0};
};

struct AmbientSpec {
    double indoor_temperature_k{293.15};
    double outdoor_temperature_k{293.15};
    double pressure_pa{101325.0};  ///< at elevation 0
    double humidity_frac{0.5};     ///< relative, indoors and outdoors
};

enum class PlumeModel { heskestad, mccaffrey };

struct ZoneFireSpec {
    AmbientSpec ambient;
    std::vector<LiningSpec> linings;
    std::vector<CompartmentSpec> compartments;
    std::vector<std::string> outdoor_zones;  ///< of the venue, in the open air: clear always
    std::vector<WallOpeningSpec> wall_openings;
    std::vector<FloorVentSpec> floor_vents;
    std::vector<FanSpec> fans;
    std::vector<ZoneFireSourceSpec> fires;
    std::vector<FireDetectorSpec> detectors;
    double end_s{3600.0};
    double time_step_s{0.25};
    PlumeModel plume{PlumeModel::heskestad};
    /// Mass fraction of oxygen at which burning ceases. CFAST default, read.
    double lower_oxygen_limit_frac{0.15};
    /// More CO from fires that lack air: up to 0.2 kg/kg; the numbers are from memory.
    bool co_rises_without_air{false};
    std::string where;
};

/// A fuel of the table of source parameters.
struct FuelPreset {
    std::string_view id;       ///< "pu_foam_gm21"
    std::string_view summary;  ///< for people
    std::string_view source;   ///< and how it is known
    FuelSpec fuel;
};
const std::vector<FuelPreset>& fuel_presets();
/// Null when there is none of that id.
const FuelPreset* find_fuel_preset(std::string_view id);

/// alpha of the t-squared fires, kW/s2: 1055 kW after 600, 300, 150 and 75 s. SFPE handbook, read in a
/// secondary text.
double growth_alpha_kw_per_s2(GrowthRate growth);

/// Everything that is wrong with it, or nothing.
Errors check_zone_fire(const ZoneFireSpec& spec);

}  // namespace wayout
