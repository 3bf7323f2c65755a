/// How heavy the tail of a distribution is: the exponent of a power law.
#pragma once

#include <span>

namespace wayout {

/// Exponent of the density p(x) ~ x^-alpha of the values from `from` on, by maximum likelihood:
/// alpha = 1 + n / sum ln(x / from). Source: Clauset, Shalizi & Newman 2009, SIAM Rev. 51:661, eq. 3.1 (from
/// memory - verify). +inf if all those values are `from`; NaN if there are none. @pre from > 0
double power_tail_exponent(std::span<const double> values, double from);

}  // namespace wayout
