/// Powers and the hyperbolic tangent, the same bits on every machine (see core/math.hpp).
#pragma once

namespace wayout::fire {

/// base^exponent for base >= 0; 0 for base 0, whatever the exponent.
double power(double base, double exponent);
double cube_root(double value);  ///< value >= 0
double hyperbolic_tangent(double x);

}  // namespace wayout::fire
