#include "fire/powers.hpp"

#include "core/math.hpp"

namespace wayout::fire {

double power(double base, double exponent) {
    return base > 0.0 ? portable_exp(exponent * portable_log(base)) : 0.0;
}

double cube_root(double value) {
    return power(value, 1.0 / 3.0);
}

double hyperbolic_tangent(double x) {
    if (x > 20.0)
        return 1.0;
    if (x < -20.0)
        return -1.0;
    const double e = portable_exp(2.0 * x);
    return (e - 1.0) / (e + 1.0);
}

}  // namespace wayout::fire
