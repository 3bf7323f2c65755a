#include "response/service_times.hpp"

#include "core/math.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

Distribution triage_time_s(const TriageSpec& spec) {
    if (spec.time_s)
        return *spec.time_s;
    constexpr double mean_s = 28.0;
    constexpr double sd_s = 22.0;
    const double variance = portable_log(1.0 + (sd_s / mean_s) * (sd_s / mean_s));
    Distribution law;
    law.kind = Distribution::Kind::lognormal;
    law.mu = portable_log(mean_s) - 0.5 * variance;
    law.sigma = std::sqrt(variance);
    return law;
}

Misjudgement misjudgement_of(TriageMethod method) {
    constexpr double over_frac = 0.08;
    return method == TriageMethod::start ? Misjudgement{0.20, over_frac} : Misjudgement{0.11, over_frac};
}

Misjudgement misjudgement_of_children(TriageMethod method) {
    return method == TriageMethod::start ? Misjudgement{0.11, 0.23} : Misjudgement{0.10, 0.22};
}

JudgementMatrix judgement_matrix(const TriageSpec& spec, bool is_trained, Judged whom) {
    const double factor = is_trained ? 1.0 : spec.untrained_factor;
    JudgementMatrix matrix{};
    if (spec.matrix) {
        matrix = *spec.matrix;
    } else {
        const Misjudgement share =
            whom == Judged::children ? misjudgement_of_children(spec.method) : misjudgement_of(spec.method);
        matrix[0][1] = share.under_frac;
        matrix[1] = {share.over_frac, 0.0, share.under_frac};
        matrix[2][1] = share.over_frac;
    }
    for (std::size_t row = 0; row < 3; ++row) {
        double wrong = 0.0;
        for (std::size_t column = 0; column < 3; ++column)
            if (column != row)
                wrong += matrix[row][column] *= factor;
        // Nobody can be wrong more often than always.
        if (wrong > 1.0)
            for (std::size_t column = 0; column < 3; ++column) matrix[row][column] /= wrong;
        matrix[row][row] = std::max(0.0, 1.0 - wrong);
    }
    return matrix;
}

Distribution uniform_time(double low, double high) {
    Distribution law;
    law.kind = Distribution::Kind::uniform;
    law.min = low;
    law.max = high;
    return law;
}

CarrySpeeds carry_speeds(CarryMethod method) {
    switch (method) {
        case CarryMethod::evacuation_chair:
            return {1.3, 0.8};
        case CarryMethod::carry_chair:
            return {1.2, 0.6};
        case CarryMethod::stretcher:
            return {1.0, 0.6};
        case CarryMethod::drag_sheet:
            return {0.7, 0.65};
        case CarryMethod::drag_in_smoke:
            return {0.4, 0.2};
        case CarryMethod::improvised:
            break;
    }
    return {0.8, 0.4};
}

double carry_time_s(const CarrySpec& spec) {
    // Crews in turnout gear: 1.0 to 1.3 m/s on the level, 0.4 to 0.5 up and 0.7 down stairs [D]; middles.
    constexpr double walk_mps = 1.15;
    constexpr double climb_mps = 0.45;
    constexpr double descend_mps = 0.7;
    const CarrySpeeds speeds = carry_speeds(spec.method);
    const double level_mps = spec.level_speed_mps.value_or(speeds.level_mps);
    const double down_mps = spec.stairs_down_speed_mps.value_or(speeds.stairs_down_mps);
    // The team goes in the other way: what is down with the casualty is up for it.
    const double in_s =
        spec.level_m / walk_mps + spec.stairs_down_m / climb_mps + spec.stairs_up_m / descend_mps;
    const double out_s =
        spec.level_m / level_mps + spec.stairs_down_m / down_mps + spec.stairs_up_m / (0.5 * down_mps);
    return in_s + spec.preparation_s + out_s + spec.transfer_s;
}

double hourly_cap(const HospitalSpec& hospital) {
    return hospital.cap_per_hour.value_or(cap_per_bed_and_hour * hospital.beds);
}

}  // namespace wayout
