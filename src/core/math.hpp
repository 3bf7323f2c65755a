/// exp, log, sine and cosine that give the same bits on every machine with IEEE 754 arithmetic.
///
/// The C library picks its own versions by processor (with or without fused multiply-add), and these differ
/// in the last place; a run that used them would have another state hash on another machine. Here are only +,
/// -, *, / and exact scaling, in a fixed order. Largest error over the tested ranges: below one unit in the
/// last place.
#pragma once

namespace wayout {

/// Natural logarithm. @param x  > 0 and finite; anything else is a bug
double portable_log(double x);

/// Exponential function. Overflows to infinity and underflows to zero as the C library does. NaN is a bug.
double portable_exp(double x);

struct SinCos {
    double sin;
    double cos;
};
/// @param angle_rad  |angle| <= 1e6; anything else is a bug (nobody turns so often)
SinCos portable_sin_cos(double angle_rad);

}  // namespace wayout
