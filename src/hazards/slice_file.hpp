/// A slice file of FDS (.sf): values on a block of nodes, one frame per output time.
///
/// Layout (fdsreader and other public readers, read): Fortran sequential unformatted, each record between two
/// 4-byte length markers. Three texts of 30 characters (quantity, short name, unit), six int32 (i1 i2 j1 j2
/// k1 k2), then per frame a float32 time and float32 values, x fastest, then y, then z. Header 146 bytes,
/// frame 20 + 4 n bytes. Files of the other byte order are recognised by the first marker and swapped.
#pragma once

#include "hazards/byte_file.hpp"
#include "hazards/fds_index.hpp"

#include <wayout/error.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace wayout {

struct SliceHeader {
    std::string quantity;
    std::string short_name;
    std::string unit;
    NodeRange nodes{};
};

/// Opening reads the header and the time of every frame (16 bytes each, by position), nothing else; frames
/// are read when asked for.
class SliceFile {
public:
    static constexpr std::uint64_t header_bytes = 146;
    static constexpr std::size_t most_frames = 2'000'000;

    /// `name` is what messages call the file.
    static Result<SliceFile> open(std::unique_ptr<ByteFile> bytes, std::string name);

    const std::string& name() const { return name_; }
    const SliceHeader& header() const { return header_; }
    std::size_t value_count() const { return value_count_; }
    /// Strictly ascending. After a restart FDS writes frames again: of equal or decreasing times the last
    /// frames written are kept.
    std::span<const double> times_s() const { return times_s_; }
    /// Whether the file ends inside a frame, which is then left out: a run that was stopped, or that goes on.
    bool ends_in_partial_frame() const { return ends_in_partial_frame_; }

    /// The values of the frame of times_s()[row]; `values` has value_count() entries.
    Result<bool> read_frame(std::size_t row, std::span<float> values);

private:
    std::uint64_t frame_bytes() const { return 20 + 4 * static_cast<std::uint64_t>(value_count_); }
    std::int32_t int_at(const char* bytes) const;
    float float_at(const char* bytes) const;
    Result<bool> read_header();
    Result<bool> read_times();
    Error damaged(std::uint64_t byte, std::string what) const;
    Error unreadable(std::uint64_t byte) const;

    std::unique_ptr<ByteFile> bytes_;
    std::string name_;
    bool is_swapped_{false};
    SliceHeader header_;
    std::size_t value_count_{0};
    std::vector<double> times_s_;
    std::vector<std::uint32_t> frame_of_row_;  ///< its number in the file, from 0
    bool ends_in_partial_frame_{false};
};

}  // namespace wayout
