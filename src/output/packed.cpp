#include "output/packed.hpp"

#include "core/assert.hpp"
#include "output/picture.hpp"

#include <zlib.h>

#include <array>
#include <bit>
#include <limits>

namespace wayout {

void append_varint(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
    while (value >= 0x80) {
        bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    bytes.push_back(static_cast<std::uint8_t>(value));
}

std::string deflated_base64(std::span<const std::uint8_t> bytes) {
    uLongf length = compressBound(static_cast<uLong>(bytes.size()));
    std::vector<std::uint8_t> out(length);
    const int status = compress2(out.data(), &length, bytes.data(), static_cast<uLong>(bytes.size()), 6);
    WAYOUT_ASSERT(status == Z_OK, "zlib refuses to compress");
    return base64(out.data(), length);
}

std::string pack(std::span<const std::int32_t> values) {
    if (values.empty())
        return {};
    std::vector<std::uint8_t> bytes;
    std::int32_t before = 0;
    for (const std::int32_t v : values) {
        WAYOUT_ASSERT(v > -(1 << 30) && v < (1 << 30), "a packed value is out of range");
        append_varint(bytes, zigzag(v - before));
        before = v;
    }
    return deflated_base64(bytes);
}

namespace {

/// Nothing if the bytes are no zlib stream, or one of more than `most` bytes.
std::optional<std::vector<std::uint8_t>> inflated(
    const std::vector<std::uint8_t>& bytes, std::size_t most = std::numeric_limits<std::size_t>::max()) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return std::nullopt;
    stream.next_in = const_cast<Bytef*>(bytes.data());  // zlib 1.2 lacks the const, and does not write there
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::vector<std::uint8_t> out;
    std::array<std::uint8_t, 1 << 16> piece{};
    int status = Z_OK;
    while (status == Z_OK && out.size() <= most) {
        stream.next_out = piece.data();
        stream.avail_out = static_cast<uInt>(piece.size());
        status = inflate(&stream, Z_NO_FLUSH);
        out.insert(out.end(), piece.data(), piece.data() + (piece.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END || out.size() > most)
        return std::nullopt;
    return out;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> inflated_base64(std::string_view text, std::size_t most) {
    const auto compressed = from_base64(text);
    return compressed ? inflated(*compressed, most) : std::nullopt;
}

std::optional<std::vector<std::int32_t>> unpack(std::string_view text) {
    if (text.empty())
        return std::vector<std::int32_t>();
    const auto compressed = from_base64(text);
    if (!compressed)
        return std::nullopt;
    const auto bytes = inflated(*compressed);
    if (!bytes)
        return std::nullopt;
    std::vector<std::int32_t> values;
    std::uint32_t value = 0, before = 0;
    int shift = 0;
    for (const std::uint8_t byte : *bytes) {
        if (shift > 28)
            return std::nullopt;
        value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
        shift += 7;
        if ((byte & 0x80) != 0)
            continue;
        // Differences wrap around like the unsigned numbers they are.
        before += (value >> 1) ^ (0u - (value & 1u));
        values.push_back(static_cast<std::int32_t>(before));
        value = 0;
        shift = 0;
    }
    if (shift != 0)
        return std::nullopt;
    return values;
}

std::string pack_doubles(std::span<const double> values) {
    if (values.empty())
        return {};
    std::vector<std::uint8_t> bytes;
    bytes.reserve(values.size() * 8);
    for (const double v : values)
        for (int shift = 0; shift < 64; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(std::bit_cast<std::uint64_t>(v) >> shift));
    return deflated_base64(bytes);
}

std::optional<std::vector<double>> unpack_doubles(std::string_view text, std::size_t count) {
    if (text.empty())
        return count == 0 ? std::optional(std::vector<double>()) : std::nullopt;
    const auto compressed = from_base64(text);
    // zlib makes at most 1032 bytes of one: so the count is sane before memory is taken for it.
    if (!compressed || count / 1032 > compressed->size())
        return std::nullopt;
    const auto bytes = inflated(*compressed, count * 8);
    if (!bytes || bytes->size() != count * 8)
        return std::nullopt;
    std::vector<double> values(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::uint64_t bits = 0;
        for (std::size_t k = 8; k-- > 0;) bits = bits << 8 | (*bytes)[8 * i + k];
        values[i] = std::bit_cast<double>(bits);
    }
    return values;
}

}  // namespace wayout
