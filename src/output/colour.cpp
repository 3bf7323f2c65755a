#include "output/colour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {

std::string Colour::hex() const {
    return fmt::format("#{:02x}{:02x}{:02x}", r, g, b);
}

Colour trouble_ramp(double fraction) {
    // Ten equidistant samples of viridis, reversed.
    static constexpr std::array<Colour, 10> samples = {{{0xfd, 0xe7, 0x25},
                                                        {0xb5, 0xde, 0x2b},
                                                        {0x6e, 0xce, 0x58},
                                                        {0x35, 0xb7, 0x79},
                                                        {0x1f, 0x9e, 0x89},
                                                        {0x26, 0x82, 0x8e},
                                                        {0x31, 0x68, 0x8e},
                                                        {0x3e, 0x49, 0x89},
                                                        {0x48, 0x28, 0x78},
                                                        {0x44, 0x01, 0x54}}};
    const double at = std::clamp(std::isnan(fraction) ? 0.0 : fraction, 0.0, 1.0) * (samples.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), samples.size() - 2);
    const double t = at - static_cast<double>(low);
    const auto mix = [t](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a + t * (static_cast<double>(b) - a)));
    };
    const Colour& a = samples[low];
    const Colour& b = samples[low + 1];
    return {mix(a.r, b.r), mix(a.g, b.g), mix(a.b, b.b)};
}

}  // namespace wayout
