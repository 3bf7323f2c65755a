#include "hazards/slice_file.hpp"

#include "hazards/findings.hpp"
#include "hazards/fortran_text.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

namespace wayout {
namespace {

constexpr std::int32_t text_bytes = 30;
constexpr std::int32_t node_bytes = 24;
constexpr std::size_t frame_head_bytes = 16;  ///< marker, time, marker, marker of the values

std::uint32_t bits_at(const char* bytes, bool is_swapped) {
    static_assert(std::endian::native == std::endian::little, "written for little-endian machines");
    std::uint32_t bits = 0;
    std::memcpy(&bits, bytes, sizeof(bits));
    return is_swapped ? __builtin_bswap32(bits) : bits;
}

}  // namespace

std::int32_t SliceFile::int_at(const char* bytes) const {
    return std::bit_cast<std::int32_t>(bits_at(bytes, is_swapped_));
}

float SliceFile::float_at(const char* bytes) const {
    return std::bit_cast<float>(bits_at(bytes, is_swapped_));
}

Error SliceFile::damaged(std::uint64_t byte, std::string what) const {
    return {ErrorCode::syntax,
            fmt::format("{}: byte {}", name_, byte),
            fmt::format(
                "{}: the file is damaged or is no slice file of FDS; copy it again, or repeat the run", what),
            {},
            0.0,
            0.0};
}

Error SliceFile::unreadable(std::uint64_t byte) const {
    return {ErrorCode::io,
            fmt::format("{}: byte {}", name_, byte),
            "cannot be read; did the file change since it was opened?",
            {},
            0.0,
            0.0};
}

Result<SliceFile> SliceFile::open(std::unique_ptr<ByteFile> bytes, std::string name) {
    SliceFile file;
    file.bytes_ = std::move(bytes);
    file.name_ = std::move(name);
    if (Result<bool> header = file.read_header(); !header)
        return std::move(header).error();
    if (Result<bool> times = file.read_times(); !times)
        return std::move(times).error();
    file.bytes_->release();
    return file;
}

Result<bool> SliceFile::read_header() {
    std::array<char, header_bytes> head{};
    if (bytes_->size() < header_bytes)
        return damaged(bytes_->size(), fmt::format("{} bytes are less than the header of a slice file, {}",
                                                   bytes_->size(), header_bytes));
    if (!bytes_->read(0, head))
        return unreadable(0);
    is_swapped_ = bits_at(head.data(), true) == static_cast<std::uint32_t>(text_bytes);
    std::array<std::string, 3> texts;
    std::size_t at = 0;
    for (std::string& text : texts) {
        const std::size_t end = at + 4 + text_bytes;
        if (int_at(&head[at]) != text_bytes || int_at(&head[end]) != text_bytes)
            return damaged(at, fmt::format("the record is not one of {} characters", text_bytes));
        text = std::string(trimmed(std::string_view(&head[at + 4], text_bytes)));
        at = end + 4;
    }
    header_.quantity = std::move(texts[0]);
    header_.short_name = std::move(texts[1]);
    header_.unit = std::move(texts[2]);
    if (int_at(&head[at]) != node_bytes || int_at(&head[at + 4 + node_bytes]) != node_bytes)
        return damaged(at, "the record is not one of six whole numbers");
    std::uint64_t count = 1;
    for (std::size_t i = 0; i < 6; ++i) header_.nodes[i] = int_at(&head[at + 4 + 4 * i]);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const std::int64_t first = header_.nodes[2 * axis];
        const std::int64_t last = header_.nodes[2 * axis + 1];
        if (first < 0 || last < first || last > FdsIndexLimits::cells_along_axis)
            return damaged(at + 4 + 8 * axis, fmt::format("nodes {} to {} cannot be", first, last));
        count *= static_cast<std::uint64_t>(last - first + 1);  // at most 1e18
    }
    // A record of more than 2^31 - 1 bytes is written in pieces, of which no slice is known.
    constexpr std::uint64_t most_values = 0x7fffffffu / 4;
    if (count > most_values)
        return damaged(at, fmt::format("{} values in a frame; up to {} are read", count, most_values));
    value_count_ = static_cast<std::size_t>(count);
    return true;
}

Result<bool> SliceFile::read_times() {
    const std::uint64_t room = bytes_->size() - header_bytes;
    const std::uint64_t frame_count = room / frame_bytes();
    ends_in_partial_frame_ = room % frame_bytes() != 0;
    if (frame_count == 0)
        return Error{
            ErrorCode::syntax,
            name_,
            fmt::format("no complete frame in it: {} bytes behind the header, a frame takes {}; let FDS "
                        "run until it has written slices",
                        room, frame_bytes()),
            {},
            0.0,
            0.0};
    if (frame_count > most_frames)
        return Error{ErrorCode::out_of_range,
                     name_,
                     fmt::format("{} frames; up to {} are read: write slices less often (&DUMP DT_SLCF)",
                                 frame_count, most_frames),
                     {},
                     0.0,
                     0.0};
    std::array<char, frame_head_bytes> head{};
    for (std::uint64_t frame = 0; frame < frame_count; ++frame) {
        const std::uint64_t at = header_bytes + frame * frame_bytes();
        if (!bytes_->read(at, head))
            return unreadable(at);
        if (int_at(&head[0]) != 4 || int_at(&head[8]) != 4)
            return damaged(at, fmt::format("no time stands where frame {} should begin", frame + 1));
        if (int_at(&head[12]) != static_cast<std::int32_t>(4 * value_count_))
            return damaged(at + 12, fmt::format("frame {} is not one of {} values", frame + 1, value_count_));
        const double time_s = static_cast<double>(float_at(&head[4]));
        if (!std::isfinite(time_s))
            return damaged(at + 4, fmt::format("the time of frame {} is not a number", frame + 1));
        while (!times_s_.empty() && times_s_.back() >= time_s) {
            times_s_.pop_back();
            frame_of_row_.pop_back();
        }
        times_s_.push_back(time_s);
        frame_of_row_.push_back(static_cast<std::uint32_t>(frame));
    }
    return true;
}

Result<bool> SliceFile::read_frame(std::size_t row, std::span<float> values) {
    const std::uint64_t at = header_bytes + frame_of_row_[row] * frame_bytes() + frame_head_bytes;
    const std::uint64_t end = at + 4 * static_cast<std::uint64_t>(value_count_);
    std::array<char, 4> marker{};
    if (!bytes_->read(at, std::span(reinterpret_cast<char*>(values.data()), 4 * value_count_)) ||
        !bytes_->read(end, marker))
        return unreadable(at);
    bytes_->release();
    if (int_at(marker.data()) != static_cast<std::int32_t>(4 * value_count_))
        return damaged(end, fmt::format("the frame of {} s does not end as it begins", times_s_[row]));
    if (is_swapped_)
        for (float& value : values)
            value = std::bit_cast<float>(__builtin_bswap32(std::bit_cast<std::uint32_t>(value)));
    return true;
}

}  // namespace wayout
