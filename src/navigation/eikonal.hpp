/// The local equation of the fast marching method: the value of a cell from its accepted neighbours.
#pragma once

#include <algorithm>
#include <cmath>

namespace wayout {

/// What one lattice axis contributes: |t - base| / scale approximates the derivative; `value` is the
/// neighbour itself.
struct UpwindAxis {
    double base{};
    double scale{};
    double value{};
};

/// First order: one accepted neighbour of value phi1 at the distance h.
inline UpwindAxis first_order_axis(double phi1, double h) {
    return {phi1, h, phi1};
}

/// Second order: (3 t - 4 phi1 + phi2) / (2 h) for the derivative, phi2 being the accepted cell behind phi1.
/// Only causal when phi2 <= phi1; otherwise first order. Source: Sethian 1999, "Level set methods and fast
/// marching methods".
inline UpwindAxis second_order_axis(double phi1, double phi2, double h) {
    return phi2 <= phi1 ? UpwindAxis{(4.0 * phi1 - phi2) / 3.0, 2.0 * h / 3.0, phi1}
                        : first_order_axis(phi1, h);
}

inline double eikonal_update(const UpwindAxis& a, double slowness_s_per_m) {
    return a.base + a.scale * slowness_s_per_m;
}

/// Larger root t of ((t - a.base) / a.scale)^2 + ((t - b.base) / b.scale)^2 = slowness^2; false if there is
/// none or if it is not larger than both neighbours, i.e. the front does not come from between them.
inline bool solve_both_axes(const UpwindAxis& a, const UpwindAxis& b, double slowness_s_per_m, double& t) {
    const double wa = 1.0 / (a.scale * a.scale);
    const double wb = 1.0 / (b.scale * b.scale);
    const double difference = a.base - b.base;
    const double discriminant =
        slowness_s_per_m * slowness_s_per_m * (wa + wb) - wa * wb * difference * difference;
    if (!(discriminant >= 0.0))
        return false;
    t = (wa * a.base + wb * b.base + std::sqrt(discriminant)) / (wa + wb);
    return t >= std::max(a.value, b.value);
}

/// Upwind value of a cell whose two axes both have an accepted neighbour (locomotion spec 9.1): both axes at
/// their order; first order if that has no causal solution; the earlier axis alone if the front arrives along
/// it.
inline double eikonal_update(const UpwindAxis& a, const UpwindAxis& b, double h, double slowness_s_per_m) {
    double t{};
    if (solve_both_axes(a, b, slowness_s_per_m, t))
        return t;
    if (solve_both_axes(first_order_axis(a.value, h), first_order_axis(b.value, h), slowness_s_per_m, t))
        return t;
    return eikonal_update(a.value <= b.value ? a : b, slowness_s_per_m);
}

}  // namespace wayout
