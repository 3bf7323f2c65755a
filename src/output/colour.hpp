/// The colours of all pictures, the same as on the report page (web/README.md, section 2).
///
/// Series: Okabe & Ito 2008, "Color Universal Design", distinguishable with red-green and blue-yellow
/// blindness; the yellow of the original is replaced by a brown that is readable as a line on white. Ramps:
/// viridis (Smith & van der Walt 2015), whose lightness falls evenly, so that it survives grey printing.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace wayout {

struct Colour {
    std::uint8_t r{0};
    std::uint8_t g{0};
    std::uint8_t b{0};
    friend bool operator==(const Colour&, const Colour&) = default;

    /// "#0b5c8a"
    std::string hex() const;
};

namespace ink {
inline constexpr const char* text = "#1b2430";
inline constexpr const char* secondary = "#556170";
inline constexpr const char* axis = "#8a95a3";
inline constexpr const char* grid = "#e3e7ec";
inline constexpr const char* accent = "#0b5c8a";
inline constexpr const char* paper = "#ffffff";
inline constexpr const char* floor = "#f4f6f8";
inline constexpr const char* wall = "#2f3a47";
inline constexpr const char* solid = "#cdd4dc";  ///< inside of walls and obstacles
inline constexpr const char* seat = "#aab4c0";
inline constexpr const char* exit = "#0f766e";
inline constexpr const char* door = "#0b5c8a";
inline constexpr const char* problem = "#b3261e";
inline constexpr const char* warning = "#b45309";
}  // namespace ink

inline constexpr std::array<const char*, 8> series_colours = {"#0072b2", "#e69f00", "#009e73", "#d55e00",
                                                              "#56b4e9", "#cc79a7", "#8c6d1f", "#6b7280"};

/// Viridis from light (0) to dark (1): more is worse, and dark is trouble on paper. Clamped.
Colour trouble_ramp(double fraction);

}  // namespace wayout
