#include "harm/smoke_speed.hpp"

#include "core/assert.hpp"
#include "core/math.hpp"
#include "harm/irritants.hpp"
#include "harm/smoke_sight.hpp"

#include <algorithm>
#include <limits>

namespace wayout {
namespace {

// Frantzich & Nilsson 2003, Lund report 3126, as in the FDS+Evac guide, eq. 11 [R]: alpha 0.706 m/s (standard
// error 0.069), beta -0.057 m2/s (0.015); K 1.9 to 7.4 1/m.
constexpr double lund_alpha_mps = 0.706;
constexpr double lund_beta_m2_per_s = -0.057;
constexpr double lund_low_per_m = 1.9;
constexpr double lund_high_per_m = 7.4;

// Purser 2003 after Jin, smoke that does not irritate [S]: between these optical densities.
constexpr double jin_low_od_per_m = 0.13;
constexpr double jin_high_od_per_m = 0.55;

/// Visibility constant A of Fridolf et al. 2019 [S], not that of the signs in smoke_sight.hpp.
double fridolf_constant(SignKind sign) {
    return sign == SignKind::emitting ? 8.0 : 2.0;
}

/// 1 + (beta / alpha) K.
double lund_mps(const SmokeSpeed& smoke, double free_mps, double k) {
    return free_mps * std::max(smoke.min_speed_frac, 1.0 + lund_beta_m2_per_s / lund_alpha_mps * k);
}

/// The same data read as speeds, which Ronchi et al. 2013 show to give another RSET [S].
double lund_abs_mps(double free_mps, double k) {
    return k < lund_low_per_m ? free_mps : lund_alpha_mps + lund_beta_m2_per_s * k;
}

/// w0 - 0.34 (3 - x), x = A / K: Fridolf et al. 2019, TUST 90:28, eq. 7, design rule [S].
double fridolf_mps(double free_mps, double k, SignKind sign) {
    constexpr double slope_per_s = 0.34;
    constexpr double clear_m = 3.0;
    const double a = fridolf_constant(sign);
    return k * clear_m <= a ? free_mps : free_mps - slope_per_s * (clear_m - a / k);
}

/// 1.236 - 1.738 OD of the own speed; 1 below the range, and the floor above it [S].
double jin_mps(double free_mps, double k) {
    const double od = optical_density_per_m(k);
    if (od < jin_low_od_per_m)
        return free_mps;
    return od > jin_high_od_per_m ? 0.0 : free_mps * (1.236 - 1.738 * od);
}

/// 0.6423 - 0.1364 ln K m/s: SFPE Handbook, 5th ed., eq. 63.10, irritating smoke; standard deviation between
/// people 0.157 m/s [S].
double purser_mps(double free_mps, double k) {
    return k > 0.0 ? 0.6423 - 0.1364 * portable_log(k) : free_mps;
}

}  // namespace

SmokeSpeed smoke_speed_of(const ExposureSpec& spec) {
    return {spec.smoke_speed, spec.min_speed_frac,
            spec.min_speed_mps.value_or(own_floor_mps(spec.smoke_speed)), spec.sign};
}

double own_floor_mps(SmokeSpeedLaw law) {
    switch (law) {
        case SmokeSpeedLaw::lund_abs:
        case SmokeSpeedLaw::fridolf:
            return 0.2;
        case SmokeSpeedLaw::jin_nonirr:
            return 0.3;
        case SmokeSpeedLaw::lund:
        case SmokeSpeedLaw::purser_log:
        case SmokeSpeedLaw::none:
            break;
    }
    return 0.0;
}

double speed_in_smoke_mps(const SmokeSpeed& smoke, double free_speed_mps, double extinction_per_m) {
    WAYOUT_ASSERT(extinction_per_m >= 0.0, "speed in smoke: extinction negative or unknown");
    const double k = extinction_per_m;
    double speed_mps = free_speed_mps;
    switch (smoke.law) {
        case SmokeSpeedLaw::lund:
            speed_mps = lund_mps(smoke, free_speed_mps, k);
            break;
        case SmokeSpeedLaw::lund_abs:
            speed_mps = lund_abs_mps(free_speed_mps, k);
            break;
        case SmokeSpeedLaw::fridolf:
            speed_mps = fridolf_mps(free_speed_mps, k, smoke.sign);
            break;
        case SmokeSpeedLaw::jin_nonirr:
            speed_mps = jin_mps(free_speed_mps, k);
            break;
        case SmokeSpeedLaw::purser_log:
            speed_mps = purser_mps(free_speed_mps, k);
            break;
        case SmokeSpeedLaw::none:
            return free_speed_mps;
    }
    return std::min(free_speed_mps,
                    std::max(smoke.law == SmokeSpeedLaw::lund ? 0.0 : smoke.min_speed_mps, speed_mps));
}

double speed_frac_in_smoke(const SmokeSpeed& smoke, double free_speed_mps, double extinction_per_m) {
    return speed_in_smoke_mps(smoke, free_speed_mps, extinction_per_m) / free_speed_mps;
}

double speed_frac_in_air(const ExposureSpec& spec, const Air& air, double free_speed_mps) {
    const double smoke_frac =
        speed_frac_in_smoke(smoke_speed_of(spec), free_speed_mps, std::max(0.0, air.extinction_per_m));
    if (!spec.irritants || !spec.irritants_slow)
        return smoke_frac;
    const double irritant_frac = speed_frac_in_irritants(fractional_irritant_concentration(air));
    return combined_speed_frac(smoke_frac, irritant_frac, spec.min_speed_frac);
}

ExtinctionRange data_range(SmokeSpeedLaw law, SignKind sign) {
    switch (law) {
        case SmokeSpeedLaw::lund:
        case SmokeSpeedLaw::lund_abs:
            return {lund_low_per_m, lund_high_per_m};
        case SmokeSpeedLaw::fridolf:  // x from 0.3 to 3 m
            return {fridolf_constant(sign) / 3.0, fridolf_constant(sign) / 0.3};
        case SmokeSpeedLaw::jin_nonirr:  // of the points behind the fit
            return {0.5, 1.13};
        case SmokeSpeedLaw::purser_log:  // with a gap from 0.5 to 1.9
            return {0.32, 7.5};
        case SmokeSpeedLaw::none:
            break;
    }
    return {0.0, std::numeric_limits<double>::infinity()};
}

}  // namespace wayout
