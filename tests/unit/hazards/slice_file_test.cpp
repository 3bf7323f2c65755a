#include "hazards/slice_file.hpp"

#include "fds_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <utility>

namespace wayout {
namespace {

/// 3 x 2 x 1 nodes: 6 values, a frame takes 20 + 4 * 6 = 44 bytes.
const WrittenSlice slice_plane{1, false, {0, 2, 0, 1, 4, 4}, "a.sf", "TEMPERATURE", "C"};
constexpr std::size_t header = 146;
constexpr std::size_t frame = 44;

WrittenFrame numbered(float time_s, float first) {
    WrittenFrame written{time_s, {}};
    for (int i = 0; i < 6; ++i) written.values.push_back(first + static_cast<float>(i));
    return written;
}

Result<SliceFile> open_bytes(std::string bytes) {
    return SliceFile::open(memory_byte_file(std::move(bytes)), "a.sf");
}

std::vector<double> times_of(const SliceFile& file) {
    return {file.times_s().begin(), file.times_s().end()};
}

std::string slice_problem_of(std::string bytes) {
    const Result<SliceFile> file = open_bytes(std::move(bytes));
    return file ? std::string() : file.error().front().where + " | " + file.error().front().message;
}

TEST(SliceFile, ReadsHeaderTimesAndFrames) {
    const std::string bytes = sf_bytes(slice_plane, {numbered(0.0f, 10.0f), numbered(2.5f, 20.0f)});
    ASSERT_EQ(bytes.size(), header + 2 * frame);
    EXPECT_EQ(bytes.substr(0, 4), std::string("\x1e\0\0\0", 4));
    Result<SliceFile> file = open_bytes(bytes);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->header().quantity, "TEMPERATURE");
    EXPECT_EQ(file->header().unit, "C");
    EXPECT_EQ(file->header().nodes, (NodeRange{0, 2, 0, 1, 4, 4}));
    EXPECT_EQ(file->value_count(), 6u);
    EXPECT_EQ(times_of(*file), (std::vector<double>{0.0, 2.5}));
    EXPECT_FALSE(file->ends_in_partial_frame());
    std::vector<float> values(6);
    ASSERT_TRUE(file->read_frame(1, values));
    EXPECT_EQ(values, (std::vector<float>{20, 21, 22, 23, 24, 25}));
    ASSERT_TRUE(file->read_frame(0, values));
    EXPECT_EQ(values.front(), 10.0f);
}

TEST(SliceFile, SwapsTheBytesOfTheOtherOrder) {
    Result<SliceFile> file = open_bytes(sf_bytes(slice_plane, {numbered(3.0f, 10.0f)}, ByteOrder::big));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->header().nodes, (NodeRange{0, 2, 0, 1, 4, 4}));
    EXPECT_EQ(times_of(*file), (std::vector<double>{3.0}));
    std::vector<float> values(6);
    ASSERT_TRUE(file->read_frame(0, values));
    EXPECT_EQ(values, (std::vector<float>{10, 11, 12, 13, 14, 15}));
}

TEST(SliceFile, LeavesOutAHalfWrittenLastFrame) {
    const std::string bytes = sf_bytes(slice_plane, {numbered(0.0f, 10.0f), numbered(1.0f, 20.0f)});
    for (std::size_t cut = 1; cut < frame; ++cut) {
        const Result<SliceFile> file = open_bytes(bytes.substr(0, bytes.size() - cut));
        ASSERT_TRUE(file) << cut;
        EXPECT_EQ(times_of(*file), (std::vector<double>{0.0})) << cut;
        EXPECT_TRUE(file->ends_in_partial_frame()) << cut;
    }
}

TEST(SliceFile, KeepsTheLastOfRepeatedTimesAfterARestart) {
    // Stopped at 3 s, restarted from 1 s: frames of 2 s and 3 s come twice.
    Result<SliceFile> file = open_bytes(sf_bytes(
        slice_plane,
        {numbered(0.0f, 0.0f), numbered(1.0f, 10.0f), numbered(2.0f, 20.0f), numbered(3.0f, 30.0f),
         numbered(2.0f, 220.0f), numbered(3.0f, 330.0f), numbered(3.0f, 333.0f), numbered(4.0f, 40.0f)}));
    ASSERT_TRUE(file);
    EXPECT_EQ(times_of(*file), (std::vector<double>{0, 1, 2, 3, 4}));
    std::vector<float> values(6);
    const float firsts[] = {0, 10, 220, 333, 40};
    for (std::size_t row = 0; row < 5; ++row) {
        ASSERT_TRUE(file->read_frame(row, values));
        EXPECT_EQ(values.front(), firsts[row]) << row;
    }
}

TEST(SliceFile, RefusesWhatIsNoSliceFile) {
    EXPECT_NE(slice_problem_of("").find("0 bytes are less than the header"), std::string::npos);
    EXPECT_NE(slice_problem_of(std::string(5000, 'x'))
                  .find("a.sf: byte 0 | the record is not one of 30 characters"),
              std::string::npos);
    EXPECT_NE(slice_problem_of(sf_bytes(slice_plane, {})).find("no complete frame"), std::string::npos);
    std::string nodes_cut = sf_bytes(slice_plane, {numbered(0.0f, 0.0f)});
    nodes_cut[114] = 20;  // the marker of the six node numbers
    EXPECT_NE(slice_problem_of(nodes_cut).find("a.sf: byte 114 |"), std::string::npos);
    WrittenSlice backwards = slice_plane;
    backwards.nodes = {2, 0, 0, 1, 4, 4};
    EXPECT_NE(slice_problem_of(sf_bytes(backwards, {numbered(0.0f, 0.0f)})).find("nodes 2 to 0 cannot be"),
              std::string::npos);
}

TEST(SliceFile, RefusesSizesThatItCouldNotHold) {
    WrittenSlice huge = slice_plane;
    huge.nodes = {0, 999999, 0, 999999, 0, 999999};
    EXPECT_NE(slice_problem_of(sf_bytes(huge, {numbered(0.0f, 0.0f)})).find("values in a frame; up to"),
              std::string::npos);
    huge.nodes = {0, 2147483647, 0, 1, 0, 0};
    EXPECT_NE(slice_problem_of(sf_bytes(huge, {numbered(0.0f, 0.0f)})).find("cannot be"), std::string::npos);
    huge.nodes = {0, 9999, 0, 9999, 0, 0};
    EXPECT_NE(slice_problem_of(sf_bytes(huge, {numbered(0.0f, 0.0f)})).find("no complete frame"),
              std::string::npos);
}

TEST(SliceFile, NamesTheByteWhereTheFramesLoseTheirRhythm) {
    std::string bytes = sf_bytes(slice_plane, {numbered(0.0f, 0.0f), numbered(1.0f, 0.0f)});
    bytes[header + frame] = 5;  // marker before the second time
    EXPECT_NE(slice_problem_of(bytes).find("a.sf: byte 190 | no time stands where frame 2 should begin"),
              std::string::npos)
        << slice_problem_of(bytes);
    bytes = sf_bytes(slice_plane, {numbered(0.0f, 0.0f), numbered(1.0f, 0.0f)});
    bytes[header + 12] = 28;  // marker before the first values: 7 instead of 6
    EXPECT_NE(slice_problem_of(bytes).find("a.sf: byte 158 | frame 1 is not one of 6 values"),
              std::string::npos);
}

TEST(SliceFile, ReportsAFrameThatDoesNotEndAsItBegins) {
    std::string bytes = sf_bytes(slice_plane, {numbered(0.0f, 0.0f), numbered(1.0f, 0.0f)});
    bytes[header + frame - 4] = 23;
    Result<SliceFile> file = open_bytes(bytes);
    ASSERT_TRUE(file);
    std::vector<float> values(6);
    const Result<bool> read = file->read_frame(0, values);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().front().where, "a.sf: byte 186");
}

TEST(SliceFile, RefusesATimeThatIsNoNumber) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_NE(slice_problem_of(sf_bytes(slice_plane, {numbered(nan, 0.0f)}))
                  .find("the time of frame 1 is not a number"),
              std::string::npos);
}

}  // namespace
}  // namespace wayout
