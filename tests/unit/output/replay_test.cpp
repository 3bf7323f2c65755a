/// The replay document, decoded here after the words of web/README.md, section 3, independently of the
/// encoder.
#include "output/replay.hpp"
#include "output/packed.hpp"
#include "output/picture.hpp"
#include "sample_run.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <map>

namespace wayout {
namespace {

TEST(Zigzag, AlternatesSigns) {
    EXPECT_EQ(zigzag(0), 0u);
    EXPECT_EQ(zigzag(-1), 1u);
    EXPECT_EQ(zigzag(1), 2u);
    EXPECT_EQ(zigzag(-2), 3u);
    EXPECT_EQ(zigzag(3), 6u);
}

TEST(Varint, IsLeb128) {
    std::vector<std::uint8_t> bytes;
    append_varint(bytes, 0);
    append_varint(bytes, 127);
    append_varint(bytes, 128);     // 0x80 0x01
    append_varint(bytes, 624485);  // DWARF specification, appendix: e5 8e 26
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{0x00, 0x7f, 0x80, 0x01, 0xe5, 0x8e, 0x26}));
}

TEST(Pack, ReadsBack) {
    const std::vector<std::int32_t> values = {5, 5, 5, -7, 1 << 29, -(1 << 29), 0};
    EXPECT_EQ(unpack(pack(values)), values);
    EXPECT_EQ(pack({}), "");
    EXPECT_EQ(unpack(""), std::vector<std::int32_t>{});
}

TEST(Unpack, RefusesWhatIsNoSeries) {
    EXPECT_FALSE(unpack("!!!!"));
    EXPECT_FALSE(unpack("AAAA"));
    const std::string whole = pack(std::vector<std::int32_t>(1000, 3));
    EXPECT_FALSE(unpack(whole.substr(0, whole.size() / 2 / 4 * 4)));
}

std::vector<std::uint8_t> inflate_base64(const std::string& text) {
    const auto packed = from_base64(text);
    EXPECT_TRUE(packed);
    std::vector<std::uint8_t> out(50'000'000);
    uLongf length = out.size();
    EXPECT_EQ(uncompress(out.data(), &length, packed->data(), packed->size()), Z_OK);
    out.resize(length);
    return out;
}

class ByteReader {
public:
    explicit ByteReader(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}
    std::uint8_t byte() { return bytes_.at(at_++); }
    std::uint32_t varint() {
        std::uint32_t v = 0;
        for (int shift = 0;; shift += 7) {
            const std::uint8_t b = byte();
            v |= static_cast<std::uint32_t>(b & 0x7f) << shift;
            if ((b & 0x80) == 0)
                return v;
        }
    }
    std::int32_t signed_varint() {
        const std::uint32_t v = varint();
        return static_cast<std::int32_t>(v >> 1) ^ -static_cast<std::int32_t>(v & 1);
    }
    bool at_end() const { return at_ == bytes_.size(); }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t at_{0};
};

struct Seen {
    int state, storey, density, x, y;
    friend bool operator==(const Seen&, const Seen&) = default;
};
/// By frame and row.
using Decoded = std::map<std::pair<std::size_t, std::size_t>, Seen>;

void decode_chunk(const nlohmann::json& chunk, Decoded& out) {
    const auto first = chunk["first_frame"].get<std::size_t>(),
               count = chunk["frame_count"].get<std::size_t>();
    ByteReader in(inflate_base64(chunk["data"]));
    std::vector<std::size_t> roster(in.varint());
    std::size_t row = 0;
    for (std::size_t& r : roster) r = row += in.varint();
    std::vector<std::vector<Seen>> seen(roster.size(), std::vector<Seen>(count));
    for (auto& person : seen)
        for (Seen& s : person) s.state = in.byte();
    for (auto& person : seen)
        for (Seen& s : person) s.storey = in.byte();
    for (auto& person : seen) {
        std::uint8_t q = 0;
        for (Seen& s : person) s.density = q = static_cast<std::uint8_t>(q + in.byte());
    }
    for (int Seen::*axis : {&Seen::x, &Seen::y})
        for (auto& person : seen) {
            int known = 0, one = 0, two = 0;
            for (Seen& s : person) {
                if (s.state == 255) {
                    known = 0;
                    continue;
                }
                const int r = in.signed_varint();
                s.*axis = known == 0 ? r : known == 1 ? one + r : 2 * one - two + r;
                two = one;
                one = s.*axis;
                ++known;
            }
        }
    EXPECT_TRUE(in.at_end());
    for (std::size_t m = 0; m < roster.size(); ++m)
        for (std::size_t f = 0; f < count; ++f)
            if (seen[m][f].state != 255) {
                const auto [at, is_new] = out.emplace(std::pair(first + f, roster[m]), seen[m][f]);
                EXPECT_TRUE(is_new || at->second == seen[m][f]) << "chunks disagree on the frame they share";
            }
}

TEST(ReplayDocument, HoldsEveryPositionOfTheRecording) {
    sample::SampleRun run = sample::make_run();
    // Somebody who comes back after having been away, and one on the ground in between.
    for (std::size_t f = 20; f < 25; ++f) {
        ReplayFrame& frame = run.results.replay.frames[f];
        for (auto* column : {&frame.storey, &frame.state, &frame.density}) column->erase(column->begin() + 5);
        frame.row.erase(frame.row.begin() + 5);
        frame.x.erase(frame.x.begin() + 5);
        frame.y.erase(frame.y.begin() + 5);
        frame.state[2] = ReplayFrame::incapacitated;
    }
    const auto json = nlohmann::json::parse(replay_document(run.results, plan_of(run.venue)));
    const ReplayFrames& replay = run.results.replay;
    ASSERT_EQ(json["frames"]["count"], replay.frames.size());

    Decoded decoded;
    std::size_t expected_first = 0;
    for (const auto& chunk : json["chunks"]) {
        EXPECT_EQ(chunk["first_frame"], expected_first);
        expected_first =
            chunk["first_frame"].get<std::size_t>() + chunk["frame_count"].get<std::size_t>() - 1;
        decode_chunk(chunk, decoded);
    }
    EXPECT_EQ(expected_first, replay.frames.size() - 1);

    std::size_t total = 0;
    for (std::size_t f = 0; f < replay.frames.size(); ++f) {
        const ReplayFrame& frame = replay.frames[f];
        for (std::size_t i = 0; i < frame.row.size(); ++i, ++total) {
            const auto found = decoded.find({f, frame.row[i]});
            ASSERT_NE(found, decoded.end()) << "frame " << f << " row " << frame.row[i];
            ASSERT_EQ(found->second,
                      (Seen{frame.state[i], frame.storey[i], frame.density[i], frame.x[i], frame.y[i]}))
                << "frame " << f;
        }
    }
    EXPECT_EQ(decoded.size(), total);
}

TEST(ReplayDocument, CountsAtGatesAndTotals) {
    const sample::SampleRun run = sample::make_run();
    const auto json = nlohmann::json::parse(replay_document(run.results, plan_of(run.venue)));
    const auto passed = unpack(json["gates"][0]["passed"].get<std::string>());
    ASSERT_TRUE(passed);
    EXPECT_EQ(passed->size(), run.results.replay.frames.size());
    EXPECT_EQ(passed->front(), 0);
    EXPECT_EQ(static_cast<std::size_t>(passed->back()), run.results.passages[0].crossings.size());
    EXPECT_EQ(json["gates"][2]["closed_s"], nlohmann::json::parse("[[90.0, null]]"));
    const auto out = unpack(json["totals"]["out"].get<std::string>());
    EXPECT_EQ(out->front(), 0);
    EXPECT_EQ(out->back(), 427);
    EXPECT_EQ(json["origin_m"], nlohmann::json::parse("[100.0, 200.0]"));
    EXPECT_EQ(json["marks"].size(), 1u);
}

TEST(ReplayDocument, IsEmptyWithoutFrames) {
    sample::SampleRun run = sample::make_run();
    run.results.replay.frames.clear();
    EXPECT_EQ(replay_document(run.results, plan_of(run.venue)), "");
}

TEST(ReplayDocument, TellsWhereRespondersAreFrameByFrame) {
    sample::SampleRun run = sample::make_run();
    std::vector<ReplayFrame>& frames = run.results.replay.frames;
    ASSERT_GE(frames.size(), 4U);
    EXPECT_FALSE(
        nlohmann::json::parse(replay_document(run.results, plan_of(run.venue))).contains("responders"));
    run.results.rescue.teams.resize(2);
    run.results.rescue.teams[0].name = "First crew";
    run.results.rescue.teams[0].members = 1;
    run.results.rescue.teams[1].id = "crew-2";
    run.results.rescue.teams[1].members = 2;
    frames[1].responders = {{0, 100, 200, 0}};
    frames[2].responders = {{0, 150, 200, 0}, {2, 7, 8, 1}};
    const auto json = nlohmann::json::parse(replay_document(run.results, plan_of(run.venue)))["responders"];
    EXPECT_EQ(json["teams"], nlohmann::json({"First crew", "crew-2"}));

    const auto column = [&](const char* key) { return *unpack(json[key].get<std::string>()); };
    EXPECT_EQ(column("team"), (std::vector<std::int32_t>{0, 1, 1}));
    const std::size_t count = frames.size();
    ASSERT_EQ(column("storey").size(), 3 * count);
    EXPECT_EQ(column("storey")[0], -1);
    EXPECT_EQ(column("storey")[1], 0);
    EXPECT_EQ(column("x")[1], 100);
    EXPECT_EQ(column("x")[2], 150);
    EXPECT_EQ(column("y")[2], 200);
    EXPECT_EQ(column("storey")[2 * count + 2], 1);
    EXPECT_EQ(column("y")[2 * count + 2], 8);
    EXPECT_EQ(std::ranges::count(column("storey"), -1), static_cast<std::ptrdiff_t>(3 * count - 3));
}

/// 61 and 62 frames: the last chunk neither misses nor repeats a frame.
TEST(ReplayDocument, EndsWithTheLastFrame) {
    for (const std::size_t count : {1u, 2u, 60u, 61u, 62u, 121u}) {
        sample::SampleRun run = sample::make_run();
        run.results.replay.frames.resize(count);
        const auto json = nlohmann::json::parse(replay_document(run.results, plan_of(run.venue)));
        const auto& last = json["chunks"].back();
        EXPECT_EQ(last["first_frame"].get<std::size_t>() + last["frame_count"].get<std::size_t>(), count);
        EXPECT_EQ(json["chunks"].size(), count <= 61 ? 1u : count <= 121 ? 2u : 3u);
    }
}

}  // namespace
}  // namespace wayout
