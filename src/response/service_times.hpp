/// How long things take, and how triage errs, when the plan does not say. Each number with its provenance:
/// [S] read in the source, [A] in its abstract, [2] in a secondary text, [M] from memory, [D] our choice.
#pragma once

#include <wayout/medical_plan.hpp>

#include <array>

namespace wayout {

/// Log-normal with mean 28 s and standard deviation 22 s: sigma^2 = ln(1 + (22 / 28)^2), mu = ln 28 -
/// sigma^2 / 2. SALT, Lerner et al., Prehosp. Emerg. Care 14 (2010) 21-25 [A]; START asks for less than 30 s
/// [2] and takes the same law, as does SMART [D].
Distribution triage_time_s(const TriageSpec& spec);

/// SALT 11 % under, 8 % over: Lerner et al. 2010, initial triage [A]. START 20 % under: Silvestri et al., Am.
/// J. Disaster Med. 12 (2017) 27 [A]; over as SALT [D]. SMART as SALT for want of data [D].
Misjudgement misjudgement_of(TriageMethod method);

/// Of children: SALT 10 % under, 22 % over, JumpSTART (START) 11 and 23 %: pilot study with 43 paramedics
/// [A]. SMART as SALT for want of data [D].
Misjudgement misjudgement_of_children(TriageMethod method);

enum class Judged { adults, children };

using JudgementMatrix = std::array<std::array<double, 3>, 3>;

/// [true][judged] over red, yellow, green. By one class at most [D]; crews without training err so many times
/// as often [D]. A matrix of the plan holds for everybody.
JudgementMatrix judgement_matrix(const TriageSpec& spec, bool is_trained, Judged whom = Judged::adults);

Distribution uniform_time(double low, double high);

inline constexpr double hour_s = 3600.0;

inline constexpr double red_treatment_s[]{600.0, 1200.0};    ///< [D]
inline constexpr double yellow_treatment_s[]{300.0, 600.0};  ///< [D]
inline constexpr double loading_s[]{300.0, 720.0};        ///< 5 to 12 min [D]; 12 min in a planning text [2]
inline constexpr double handing_over_s[]{900.0, 1800.0};  ///< 15 to 30 min [D]
/// Time in the emergency department: critical and moderate 2.5 h, Bayram et al. 2011 [A]; burns 1.85 h, Kobe
/// [A]; others 1 h [D].
inline constexpr double ed_critical_s = 9000.0;
inline constexpr double ed_burn_s = 6660.0;
inline constexpr double ed_minor_s = 3600.0;
inline constexpr double operation_s = 7200.0;  ///< [D]
/// Patients that a hospital can take in an hour, as a share of its beds: de Boer, in a secondary text [2].
inline constexpr double cap_per_bed_and_hour = 0.03;

/// Speed of a carry on the level and down stairs, and up: half of down [D]. Hospital trials of devices have
/// averages of 0.60 to 0.84 m/s down stairs (Hunt et al. 2020 [A]); values by device from memory [M], manual
/// drag and improvised stretchers chosen [D].
struct CarrySpeeds {
    double level_mps;
    double stairs_down_mps;
};
CarrySpeeds carry_speeds(CarryMethod method);

/// Of one trip of a team: in, packing, out with the casualty, and handing over.
double carry_time_s(const CarrySpec& spec);

/// Patients an hour that a hospital takes.
double hourly_cap(const HospitalSpec& hospital);

}  // namespace wayout
