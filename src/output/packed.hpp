/// The compact texts of the replay document: series of integers as base64 of deflated differences.
/// web/README.md, section 3, is the contract.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Unsigned LEB128: seven bits a byte, low first.
void append_varint(std::vector<std::uint8_t>& bytes, std::uint32_t value);
/// 0, -1, 1, -2, ... -> 0, 1, 2, 3, ...
constexpr std::uint32_t zigzag(std::int32_t d) {
    return (static_cast<std::uint32_t>(d) << 1) ^ static_cast<std::uint32_t>(d >> 31);
}

/// base64 of the zlib stream (RFC 1950) of the bytes.
std::string deflated_base64(std::span<const std::uint8_t> bytes);
/// The bytes again; nothing if the text is no such thing, or holds more than `most` bytes.
std::optional<std::vector<std::uint8_t>> inflated_base64(std::string_view text, std::size_t most);

/// base64(zlib(varint(zigzag(v[0])), varint(zigzag(v[1] - v[0])), ...)); no values: "". |v| < 2^30.
std::string pack(std::span<const std::int32_t> values);
/// The values again; nothing if the text is no such series.
std::optional<std::vector<std::int32_t>> unpack(std::string_view text);

/// base64(zlib(IEEE 754 doubles, low byte first)): exact, also for values that are not finite. No values: "".
std::string pack_doubles(std::span<const double> values);
/// The values again; nothing if the text does not hold exactly so many.
std::optional<std::vector<double>> unpack_doubles(std::string_view text, std::size_t count);

}  // namespace wayout
