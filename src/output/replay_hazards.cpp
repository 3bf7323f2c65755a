#include "output/replay_hazards.hpp"

#include "core/assert.hpp"
#include "output/packed.hpp"
#include "output/tables.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace wayout {

namespace {

using Json = nlohmann::ordered_json;
using Frames = std::vector<std::vector<std::uint8_t>>;

std::size_t cells_of(const AirFrames& air) {
    std::size_t cells = 0;
    for (const AirFrames::Storey& s : air.storeys)
        cells += static_cast<std::size_t>(s.nx) * static_cast<std::size_t>(s.ny);
    return cells;
}

/// Whether some place ever differs from another, or from itself at another time.
bool shows_anything(const Frames& frames) {
    bool is_known = false;
    std::uint8_t first = 0;
    for (const auto& frame : frames)
        for (const std::uint8_t byte : frame) {
            if (byte == air_without_data)
                continue;
            if (is_known && byte != first)
                return true;
            first = byte;
            is_known = true;
        }
    return false;
}

/// Frames `stride` apart, each as the difference from the one before it in its chunk.
Json chunks_of(const Frames& frames, std::size_t stride, std::size_t cells) {
    Json chunks = Json::array();
    const std::size_t count = (frames.size() + stride - 1) / stride;
    for (std::size_t first = 0; first < count; first += air_chunk_frames) {
        const std::size_t in_chunk = std::min(air_chunk_frames, count - first);
        std::vector<std::uint8_t> bytes;
        bytes.reserve(in_chunk * cells);
        for (std::size_t f = first; f < first + in_chunk; ++f) {
            const auto& frame = frames[f * stride];
            WAYOUT_ASSERT(frame.size() == cells, "a frame of the air has a byte for every cell");
            for (std::size_t i = 0; i < cells; ++i)
                bytes.push_back(static_cast<std::uint8_t>(
                    f == first ? frame[i] : frame[i] - frames[(f - 1) * stride][i]));
        }
        chunks.push_back(
            {{"first_frame", first}, {"frame_count", in_chunk}, {"data", deflated_base64(bytes)}});
    }
    return chunks;
}

}  // namespace

Json replay_point(Vec2 p) {
    return Json::array({rounded(p.x, 3), rounded(p.y, 3)});
}

std::size_t air_stride(const AirFrames& air, std::size_t most_bytes) {
    std::size_t bytes = 0;
    for (const Frames* layer : {&air.extinction, &air.temperature, &air.dose})
        bytes += layer->size() * cells_of(air);
    return std::max<std::size_t>(1, (bytes + most_bytes - 1) / most_bytes);
}

Json air_json(const AirFrames& air) {
    const std::size_t cells = cells_of(air);
    const std::size_t stride = air_stride(air);
    Json layers = Json::array();
    std::size_t count = 0;
    const auto add = [&](const char* quantity, const Frames& frames, double step, double lowest) {
        if (cells == 0 || !shows_anything(frames))
            return;
        WAYOUT_ASSERT(layers.empty() || count == (frames.size() + stride - 1) / stride,
                      "all layers of the air have frames at the same times");
        count = (frames.size() + stride - 1) / stride;
        layers.push_back({{"quantity", quantity},
                          {"step", step},
                          {"lowest", lowest},
                          {"chunks", chunks_of(frames, stride, cells)}});
    };
    constexpr double zero_celsius_k = 273.15;
    add("extinction_per_m", air.extinction, AirFrames::extinction_step_per_m, 0.0);
    add("temperature_k", air.temperature, AirFrames::temperature_step_k, zero_celsius_k);
    add("dose", air.dose, 0.01, 0.0);
    if (layers.empty())
        return nullptr;
    Json storeys = Json::array();
    for (const AirFrames::Storey& s : air.storeys)
        storeys.push_back(
            {{"storey_index", s.storey}, {"corner_m", replay_point(s.corner_m)}, {"nx", s.nx}, {"ny", s.ny}});
    return {{"cell_m", air.cell_m},
            {"interval_s", air.interval_s * static_cast<double>(stride)},
            {"frame_count", count},
            {"storeys", storeys},
            {"layers", layers}};
}

namespace {

Json points_json(const std::vector<Vec2>& ring) {
    Json points = Json::array();
    for (const Vec2 p : ring) points.push_back(replay_point(p));
    return points;
}

}  // namespace

Json losses_json(const std::vector<LossResult>& losses) {
    Json out = Json::array();
    for (const LossResult& loss : losses) {
        const bool is_shown = std::isfinite(loss.at_s) || std::isfinite(loss.warned_s);
        if (!is_shown || loss.storey < 0 || loss.outline_m.size() < 3)
            continue;
        out.push_back({{"id", loss.id},
                       {"storey_index", loss.storey},
                       {"outline", points_json(loss.outline_m)},
                       {"warned_s", rounded(loss.warned_s, 3)},
                       {"at_s", rounded(loss.at_s, 3)}});
    }
    return out;
}

Json dangers_json(const std::vector<DangerAreaResult>& areas) {
    Json out = Json::array();
    for (const DangerAreaResult& area : areas) {
        if (area.storey < 0 || area.stages.empty())
            continue;
        Json stages = Json::array();
        for (const DangerStage& stage : area.stages)
            stages.push_back(
                {{"from_s", rounded(stage.from_s, 3)}, {"outline", points_json(stage.outline_m)}});
        out.push_back({{"name", area.name.empty() ? area.id : area.name},
                       {"storey_index", area.storey},
                       {"stages", stages}});
    }
    return out;
}

}  // namespace wayout
