/// What a number of a casualty or vehicle is drawn for: the index of Draw::medical.
#pragma once

#include <cstdint>

namespace wayout {

namespace medical_draw {
inline constexpr std::uint32_t goes_by_self = 0;
inline constexpr std::uint32_t triage_time = 1;
inline constexpr std::uint32_t judgement = 2;
inline constexpr std::uint32_t repair = 3;
inline constexpr std::uint32_t treatment_time = 4;
inline constexpr std::uint32_t load_time = 5;
inline constexpr std::uint32_t hand_over_time = 6;
inline constexpr std::uint32_t ed_time = 7;
inline constexpr std::uint32_t operation_time = 8;
inline constexpr std::uint32_t vehicle_gap = 9;
inline constexpr std::uint32_t arrival_gap = 10;  ///< of casualties, in verification
inline constexpr std::uint32_t transfer_load_time = 11;
inline constexpr std::uint32_t transfer_hand_over_time = 12;
// Injuries of people of a run, by their id.
inline constexpr std::uint32_t score_scatter = 20;
inline constexpr std::uint32_t crush_threshold = 21;
inline constexpr std::uint32_t structure_serious = 22;
inline constexpr std::uint32_t ventilator = 23;
inline constexpr std::uint32_t search_turn = 24;
}  // namespace medical_draw

}  // namespace wayout
