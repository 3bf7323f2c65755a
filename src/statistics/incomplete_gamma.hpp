/// The regularised incomplete gamma function and its inverse, and the distribution function of the normal
/// distribution, which is a special case of it. Built on core/math.hpp only, so that draws have the same bits
/// on every machine.
#pragma once

namespace wayout {

/// Natural logarithm of the gamma function. Stirling's series after moving the argument above 10 by the
/// recurrence (Abramowitz & Stegun 6.1.15, 6.1.41); error below 1e-14 x max(1, |result|).
/// @param a  > 0; anything else is a bug
double log_gamma(double a);

/// P(a, x) and Q(a, x) = 1 - P(a, x): the share of a gamma distribution of shape a and scale 1 below and
/// above x.
struct IncompleteGamma {
    double lower{};  ///< P
    double upper{};  ///< Q; accurate also where P rounds to 1
};

/// Series (Abramowitz & Stegun 6.5.29) below x = a + 1, continued fraction (6.5.31, by Lentz's method) above
/// it. Relative error of the smaller of the two below 1e-12 for a <= 100, growing with a to 1e-10 at a =
/// 10,000. About 0.3 us.
/// @param a  in (0, 10000]
/// @param x  >= 0; infinity is allowed
IncompleteGamma incomplete_gamma(double a, double x);

/// The x with P(a, x) = p: Newton's method in log x on the smaller tail, kept inside a bracket that halves
/// whenever Newton would leave it. Relative accuracy 1e-12 for a <= 100. Values below the range of double
/// come out as 0.
/// @param p  in (0, 1)
double gamma_quantile(double a, double p);

/// Phi(z), from erfc(t) = Q(1/2, t^2). Relative accuracy 1e-12, also far out in the lower tail. z may be
/// infinite.
double normal_cdf(double z);

}  // namespace wayout
