/// Hazards in the replay document, decoded here after the words of web/README.md, section 3, "Hazards".
#include "output/picture.hpp"
#include "output/replay.hpp"
#include "output/replay_hazards.hpp"
#include "sample_run.hpp"

#include <gtest/gtest.h>
#include <zlib.h>
#include <nlohmann/json.hpp>

namespace wayout {
namespace {

using Json = nlohmann::json;

std::vector<std::uint8_t> inflated(const std::string& text, std::size_t size) {
    const auto packed = from_base64(text);
    EXPECT_TRUE(packed);
    std::vector<std::uint8_t> out(size + 1);
    uLongf length = out.size();
    EXPECT_EQ(uncompress(out.data(), &length, packed->data(), packed->size()), Z_OK);
    out.resize(length);
    return out;
}

/// Decoded after the words of web/README.md, section 3, "Hazards".
std::vector<std::vector<std::uint8_t>> frames_of(const Json& layer, std::size_t cells) {
    std::vector<std::vector<std::uint8_t>> frames;
    for (const Json& chunk : layer["chunks"]) {
        EXPECT_EQ(chunk["first_frame"], frames.size());
        const auto count = chunk["frame_count"].get<std::size_t>();
        const auto bytes = inflated(chunk["data"], count * cells);
        EXPECT_EQ(bytes.size(), count * cells);
        for (std::size_t f = 0; f < count; ++f) {
            std::vector<std::uint8_t> frame(bytes.begin() + static_cast<std::ptrdiff_t>(f * cells),
                                            bytes.begin() + static_cast<std::ptrdiff_t>((f + 1) * cells));
            if (f > 0)
                for (std::size_t i = 0; i < cells; ++i)
                    frame[i] = static_cast<std::uint8_t>(frame[i] + frames.back()[i]);
            frames.push_back(std::move(frame));
        }
    }
    return frames;
}

TEST(ReplayAir, HoldsEveryByteOfEveryLayer) {
    const sample::SampleRun run = sample::make_fire_run();
    const AirFrames& air = run.results.hazards.air;
    const Json json = Json::parse(replay_document(run.results, plan_of(run.venue)))["air"];
    constexpr std::size_t cells = 46 * 24 + 14 * 24;
    EXPECT_EQ(json["frame_count"], air.extinction.size());
    EXPECT_EQ(json["interval_s"], 5.0);
    EXPECT_EQ(json["storeys"][1]["corner_m"], Json::parse("[46.0, 0.0]"));
    ASSERT_EQ(json["layers"].size(), 3u);
    EXPECT_EQ(json["layers"][0]["quantity"], "extinction_per_m");
    EXPECT_EQ(json["layers"][0]["step"], 0.02);
    EXPECT_EQ(json["layers"][1]["lowest"], 273.15);
    EXPECT_EQ(frames_of(json["layers"][0], cells), air.extinction);
    EXPECT_EQ(frames_of(json["layers"][1], cells), air.temperature);
    EXPECT_EQ(frames_of(json["layers"][2], cells), air.dose);
}

TEST(ReplayAir, LeavesOutLayersThatShowNothing) {
    AirFrames air;
    air.storeys = {{0, {0.0, 0.0}, 2, 1}};
    air.extinction = {{0, 255}, {0, 255}};   // clear wherever it is known
    air.temperature = {{10, 10}, {10, 11}};  // one place warms by 2 K
    const auto json = air_json(air);
    ASSERT_EQ(json["layers"].size(), 1u);
    EXPECT_EQ(json["layers"][0]["quantity"], "temperature_k");
    air.temperature.clear();
    EXPECT_TRUE(air_json(air).is_null());
}

TEST(ReplayAir, HasFewerFramesInsteadOfMoreThanItsBytes) {
    AirFrames air;
    air.storeys = {{0, {0.0, 0.0}, 10, 10}};
    air.extinction.assign(100, std::vector<std::uint8_t>(100, 0));
    EXPECT_EQ(air_stride(air, 10'000), 1u);
    EXPECT_EQ(air_stride(air, 9'999), 2u);
    EXPECT_EQ(air_stride(air, 2'500), 4u);
    EXPECT_EQ(air_stride(AirFrames(), 2'500), 1u);
}

TEST(ReplayLosses, AreThoseThatPeopleSee) {
    const sample::SampleRun run = sample::make_fire_run();
    const Json json = Json::parse(replay_document(run.results, plan_of(run.venue)))["losses"];
    ASSERT_EQ(json.size(), 1u);  // the beam held and nobody was warned
    EXPECT_EQ(json[0]["storey_index"], 1);
    EXPECT_EQ(json[0]["warned_s"], 70.0);
    EXPECT_EQ(json[0]["at_s"], 100.0);
    EXPECT_EQ(json[0]["outline"].size(), 4u);
}

TEST(DangersJson, TellsEveryStageOfAreasThatAreOnAStorey) {
    DangerAreaResult area;
    area.id = "gate";
    area.storey = 1;
    area.stages = {{4.0, {{0, 0}, {1, 0}, {1, 1.5}}}, {9.0, {}}};
    DangerAreaResult nowhere = area;
    nowhere.storey = -1;
    DangerAreaResult never = area;
    never.stages.clear();
    const auto json = dangers_json({area, nowhere, never});
    ASSERT_EQ(json.size(), 1U);
    EXPECT_EQ(json[0]["name"], "gate");
    EXPECT_EQ(json[0]["storey_index"], 1);
    EXPECT_EQ(json[0]["stages"].size(), 2U);
    EXPECT_EQ(json[0]["stages"][0]["outline"][2][1], 1.5);
    EXPECT_EQ(json[0]["stages"][1]["from_s"], 9.0);
    EXPECT_TRUE(json[0]["stages"][1]["outline"].empty());
    EXPECT_TRUE(dangers_json({}).empty());
}

}  // namespace
}  // namespace wayout
