/// Distributions of the built-in entries, each with its source.
#pragma once

#include <wayout/scenario.hpp>

namespace wayout::sourced {

inline Distribution uniform(double min, double max, const char* source) {
    Distribution d;
    d.kind = Distribution::Kind::uniform;
    d.min = min;
    d.max = max;
    d.source = source;
    return d;
}

inline Distribution normal(double mean, double sd, double min, double max, const char* source) {
    Distribution d;
    d.kind = Distribution::Kind::normal;
    d.mean = mean;
    d.sd = sd;
    d.min = min;
    d.max = max;
    d.source = source;
    return d;
}

inline Distribution lognormal(double mu, double sigma, const char* source) {
    Distribution d;
    d.kind = Distribution::Kind::lognormal;
    d.mu = mu;
    d.sigma = sigma;
    d.source = source;
    return d;
}

inline Distribution constant(double value, const char* source) {
    Distribution d = Distribution::constant_value(value);
    d.source = source;
    return d;
}

}  // namespace wayout::sourced
