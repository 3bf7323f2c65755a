/// How well one curve follows another, the modelled the measured one or the mean of j runs that of j - 1:
/// functional analysis of N(t), of exit times by rank or of densities over time.
#pragma once

#include <span>

namespace wayout {

/// Peacock, Reneke, Davis and Jones 1999 (Fire Safety J. 33:167) as used for evacuation by Ronchi et al.,
/// NIST TN 1822, 2013; formulas as in the validation specification 0 (both publications cited from memory
/// there).
struct CurveAgreement {
    double erd{};  ///< Euclidean relative difference; 0: equal
    double epc{};  ///< Euclidean projection coefficient: factor by which the model fits best; 1: equal
    double sc{};   ///< secant cosine: agreement of shape; 1: equal
};

/// Both curves on the same, equally spaced grid.
/// @param smoothing_share  s / n: secants reach over this share of the points, at least one
/// Edges: two curves that are zero everywhere are equal (0, 1), two that are constant have the same shape (sc
/// 1), one that is constant has no shape to agree with (sc 0).
/// @pre one point or more
CurveAgreement curve_agreement(std::span<const double> measured, std::span<const double> modelled,
                               double smoothing_share = 0.05);

}  // namespace wayout
