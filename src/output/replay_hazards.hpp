/// Hazards in the replay document: the air over time and the parts of the structure that were lost
/// (web/README.md, section 3, "Hazards").
#pragma once

#include <wayout/results.hpp>
#include <wayout/vec2.hpp>

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>

namespace wayout {

/// A byte of the air that stands for no data.
inline constexpr std::uint8_t air_without_data = 255;

/// [x, y] to the millimetre.
nlohmann::ordered_json replay_point(Vec2 p);

/// Frames of the air in one chunk; chunks of the air do not overlap.
inline constexpr std::size_t air_chunk_frames = 30;
/// So many bytes of air are packed at most, all layers together. As text in the report smooth fields
/// take 7 % of that, fields with 15 % of noise in every cell 80 % (measured). A longer run or a larger venue
/// has fewer frames: every second, every third, ...
inline constexpr std::size_t most_air_bytes = 12'000'000;

/// Every how many-th frame is shown, so that all fit into `most_bytes`.
std::size_t air_stride(const AirFrames& air, std::size_t most_bytes = most_air_bytes);

/// null when there is no layer that shows anything.
nlohmann::ordered_json air_json(const AirFrames& air);
/// Parts that were lost, or of which people were warned.
nlohmann::ordered_json losses_json(const std::vector<LossResult>& losses);
/// Areas where people must not be, as they were over time.
nlohmann::ordered_json dangers_json(const std::vector<DangerAreaResult>& areas);

}  // namespace wayout
