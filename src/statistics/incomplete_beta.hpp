/// The regularised incomplete beta function and its inverse, and the distributions that are special cases of
/// it. Built on core/math.hpp only, so that the results have the same bits on every machine.
#pragma once

namespace wayout {

/// I_x(a, b) = B(a, b)^-1 x the integral of t^(a-1) (1-t)^(b-1) from 0 to x. Continued fraction (Abramowitz &
/// Stegun 26.5.8, by Lentz's method) on the side of the mean where it converges, else 1 - I_(1-x)(b, a).
/// Relative error below 1e-11 for a + b <= 1,000, growing with the arguments to 1e-9 at 100,000.
/// @param a, b  in (0, 1e6]
/// @param x     in [0, 1]
double incomplete_beta(double a, double b, double x);

/// The x with I_x(a, b) = p, by bisection until the bracket is two neighbouring numbers: small x are as
/// precise as large ones. 50 to 100 evaluations.
/// @param p  in [0, 1]
double beta_quantile(double a, double b, double p);

/// P(T <= t) of Student's distribution (Abramowitz & Stegun 26.7.1 and 26.5.27).
/// @param degrees_of_freedom  > 0
double student_t_cdf(double t, double degrees_of_freedom);

/// The t with P(T <= t) = p. @param p  in (0, 1)
double student_t_quantile(double p, double degrees_of_freedom);

}  // namespace wayout
