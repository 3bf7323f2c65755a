/// Pictures as PNG: a raster of colours as a file in memory, and an SVG drawn to a file on disk.
#pragma once

#include "output/colour.hpp"

#include <wayout/error.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Colour with opacity, row 0 at the top.
struct Raster {
    int width{0};
    int height{0};
    std::vector<std::uint8_t> rgba;  ///< 4 bytes a pixel

    Raster(int w, int h)
        : width(w), height(h), rgba(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4, 0) {}
    void set(int x, int y, Colour c, std::uint8_t alpha = 255) {
        const std::size_t at =
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) * 4;
        rgba[at] = c.r;
        rgba[at + 1] = c.g;
        rgba[at + 2] = c.b;
        rgba[at + 3] = alpha;
    }
};

/// The bytes of a PNG file. With at most 255 colours, as maps have, one byte a pixel.
std::vector<std::uint8_t> encode_png(const Raster& raster);

/// "data:image/png;base64,..."
std::string png_data_uri(const Raster& raster);

std::string base64(const std::uint8_t* bytes, std::size_t count);
/// The bytes again; nothing if the text is not base64 with padding.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

/// Draws a picture on white and writes it as PNG. `scale` is pixels per unit of the picture (2: sharp in
/// print).
/// @return empty when done; else why not (the folder is not writable, the picture is larger than 20,000
/// pixels).
Errors svg_to_png(std::string_view svg, const std::filesystem::path& file, double scale = 2.0);

}  // namespace wayout
