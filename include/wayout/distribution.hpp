/// A distribution of one number, as scenarios describe it.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace wayout {

/// A distribution of one number. Which members count depends on the kind; all values in the unit of what is
/// drawn.
struct Distribution {
    enum class Kind { constant, uniform, normal, lognormal, weibull, gamma, empirical } kind{Kind::constant};
    double value{0.0};   ///< constant
    double mean{0.0};    ///< normal
    double sd{0.0};      ///< normal
    double mu{0.0};      ///< lognormal: mean of the logarithm
    double sigma{0.0};   ///< lognormal: standard deviation of the logarithm
    double shape{0.0};   ///< Weibull, gamma
    double scale{0.0};   ///< Weibull, gamma
    double offset{0.0};  ///< added to every draw of lognormal, weibull, gamma
    double min{-std::numeric_limits<double>::infinity()};  ///< uniform; truncation of the others
    double max{std::numeric_limits<double>::infinity()};
    std::vector<double> values;   ///< empirical: the values ...
    std::vector<double> weights;  ///< ... and their weights (empty: equal)
    std::string source;           ///< publication, or "user"

    static Distribution constant_value(double v) {
        Distribution d;
        d.value = v;
        return d;
    }
};

}  // namespace wayout
