#include "output/picture.hpp"

#include "core/assert.hpp"

#include <cairo.h>
#include <librsvg/rsvg.h>
#include <png.h>

#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>

namespace wayout {

namespace {

void append_to_vector(png_structp png, png_bytep data, png_size_t length) {
    auto* out = static_cast<std::vector<std::uint8_t>*>(png_get_io_ptr(png));
    out->insert(out->end(), data, data + length);
}

void no_flush(png_structp) {}

[[noreturn]] void fail_png(png_structp, png_const_charp message) {
    throw InternalError(std::string("PNG encoder: ") + message);
}

struct PngWriter {
    png_structp png{png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail_png, nullptr)};
    png_infop info{png != nullptr ? png_create_info_struct(png) : nullptr};
    PngWriter() = default;
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;
    ~PngWriter() { png_destroy_write_struct(&png, &info); }
};

/// One byte a pixel and the colours they stand for; empty if there are more than 256 colours.
struct Indexed {
    std::vector<std::uint8_t> pixels;
    std::vector<png_color> colours;
    std::vector<png_byte> alphas;
};

std::optional<Indexed> index_colours(const Raster& raster) {
    Indexed out;
    std::map<std::uint32_t, std::uint8_t> index_of;
    const std::size_t count = raster.rgba.size() / 4;
    out.pixels.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t key = 0;
        std::memcpy(&key, &raster.rgba[i * 4], 4);
        const auto found = index_of.find(key);
        if (found != index_of.end()) {
            out.pixels[i] = found->second;
            continue;
        }
        if (out.colours.size() == 256)
            return std::nullopt;
        const auto index = static_cast<std::uint8_t>(out.colours.size());
        index_of.emplace(key, index);
        out.colours.push_back({raster.rgba[i * 4], raster.rgba[i * 4 + 1], raster.rgba[i * 4 + 2]});
        out.alphas.push_back(raster.rgba[i * 4 + 3]);
        out.pixels[i] = index;
    }
    return out;
}

}  // namespace

std::vector<std::uint8_t> encode_png(const Raster& raster) {
    WAYOUT_ASSERT(raster.width > 0 && raster.height > 0, "an empty raster has no picture");
    std::vector<std::uint8_t> out;
    PngWriter writer;
    WAYOUT_ASSERT(writer.info != nullptr, "the PNG encoder does not start");
    png_set_write_fn(writer.png, &out, append_to_vector, no_flush);

    const auto width = static_cast<png_uint_32>(raster.width);
    const auto height = static_cast<png_uint_32>(raster.height);
    const std::optional<Indexed> indexed = index_colours(raster);
    png_set_IHDR(writer.png, writer.info, width, height, 8,
                 indexed ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (indexed) {
        png_set_PLTE(writer.png, writer.info, indexed->colours.data(),
                     static_cast<int>(indexed->colours.size()));
        png_set_tRNS(writer.png, writer.info, indexed->alphas.data(),
                     static_cast<int>(indexed->alphas.size()), nullptr);
    }
    png_write_info(writer.png, writer.info);
    const std::uint8_t* row = indexed ? indexed->pixels.data() : raster.rgba.data();
    const std::size_t stride = static_cast<std::size_t>(width) * (indexed ? 1 : 4);
    for (png_uint_32 y = 0; y < height; ++y, row += stride) png_write_row(writer.png, row);
    png_write_end(writer.png, nullptr);
    return out;
}

namespace {

constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string base64(const std::uint8_t* bytes, std::size_t count) {
    std::string out;
    out.reserve((count + 2) / 3 * 4);
    for (std::size_t i = 0; i < count; i += 3) {
        const std::size_t n = std::min<std::size_t>(3, count - i);
        const std::uint32_t v = static_cast<std::uint32_t>(bytes[i]) << 16 |
                                (n > 1 ? static_cast<std::uint32_t>(bytes[i + 1]) << 8 : 0u) |
                                (n > 2 ? static_cast<std::uint32_t>(bytes[i + 2]) : 0u);
        out += base64_letters[v >> 18];
        out += base64_letters[v >> 12 & 63];
        out += n > 1 ? base64_letters[v >> 6 & 63] : '=';
        out += n > 2 ? base64_letters[v & 63] : '=';
    }
    return out;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
    static const std::array<std::int8_t, 256> value_of = [] {
        std::array<std::int8_t, 256> table{};
        table.fill(-1);
        for (std::size_t i = 0; i < base64_letters.size(); ++i)
            table[static_cast<unsigned char>(base64_letters[i])] = static_cast<std::int8_t>(i);
        return table;
    }();
    if (text.size() % 4 != 0)
        return std::nullopt;
    std::vector<std::uint8_t> out;
    out.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const std::size_t pads = last ? (text[i + 3] == '=' ? (text[i + 2] == '=' ? 2u : 1u) : 0u) : 0u;
        std::uint32_t v = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const std::int8_t letter =
                k >= 4 - pads ? std::int8_t{0} : value_of[static_cast<unsigned char>(text[i + k])];
            if (letter < 0)
                return std::nullopt;
            v = v << 6 | static_cast<std::uint32_t>(letter);
        }
        out.push_back(static_cast<std::uint8_t>(v >> 16));
        if (pads < 2)
            out.push_back(static_cast<std::uint8_t>(v >> 8 & 255));
        if (pads < 1)
            out.push_back(static_cast<std::uint8_t>(v & 255));
    }
    return out;
}

std::string png_data_uri(const Raster& raster) {
    const std::vector<std::uint8_t> bytes = encode_png(raster);
    return "data:image/png;base64," + base64(bytes.data(), bytes.size());
}

namespace {

struct Unref {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

std::string take_message(GError* error) {
    std::string text = error != nullptr ? error->message : "unknown reason";
    g_clear_error(&error);
    return text;
}

}  // namespace

Errors svg_to_png(std::string_view svg, const std::filesystem::path& file, double scale) {
    const auto problem = [&](const std::string& text) {
        return Errors{{ErrorCode::io, file.string(), "The picture cannot be written: " + text}};
    };
    // The limit of libxml2 on long attributes and deep trees is meant for strangers' files; ours have long
    // paths and embedded rasters.
    GInputStream* stream =
        g_memory_input_stream_new_from_data(svg.data(), static_cast<gssize>(svg.size()), nullptr);
    GError* error = nullptr;
    const std::unique_ptr<RsvgHandle, Unref> handle(
        rsvg_handle_new_from_stream_sync(stream, nullptr, RSVG_HANDLE_FLAG_UNLIMITED, nullptr, &error));
    g_object_unref(stream);
    if (!handle)
        throw InternalError("our own SVG is not well-formed: " + take_message(error));

    gboolean has_width = 0, has_height = 0, has_view_box = 0;
    RsvgLength unused_width{}, unused_height{};
    RsvgRectangle box{};
    rsvg_handle_get_intrinsic_dimensions(handle.get(), &has_width, &unused_width, &has_height, &unused_height,
                                         &has_view_box, &box);
    WAYOUT_ASSERT(has_view_box != 0, "a picture of ours has a viewBox");
    const double width = std::ceil(box.width * scale), height = std::ceil(box.height * scale);
    if (!(width >= 1.0 && height >= 1.0 && width <= 20000.0 && height <= 20000.0))
        return problem("it would have " + std::to_string(width) + " x " + std::to_string(height) +
                       " pixels; choose a smaller scale");

    const std::unique_ptr<cairo_surface_t, Unref> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    const std::unique_ptr<cairo_t, Unref> cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1.0, 1.0, 1.0);
    cairo_paint(cairo.get());
    const RsvgRectangle viewport{0.0, 0.0, width, height};
    if (!rsvg_handle_render_document(handle.get(), cairo.get(), &viewport, &error))
        return problem(take_message(error));
    const cairo_status_t status = cairo_surface_write_to_png(surface.get(), file.string().c_str());
    if (status != CAIRO_STATUS_SUCCESS)
        return problem(cairo_status_to_string(status));
    return {};
}

}  // namespace wayout
