/// The exits among which somebody chooses, as he knows them.
#pragma once

#include "behaviour/exit_choice.hpp"

#include <wayout/ids.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

struct World;

/// Whether somebody may use the exit and has reason to think that he can: it is open as far as he knows, and
/// he has not been turned away there lately.
bool counts_on(const World& world, AgentId person, GateId exit);

/// Exits that somebody may use and holds open, with own walking time and the wait for those ahead; of
/// populations with a KnowledgeSpec those that he knows, with their ranks where he chooses by them. Who knows
/// no way out takes all. Whoever follows a message that names exits takes one of these while he can.
/// @param pointed_out  exits that count as known this time, by others who head for them
void list_options(World& world, std::size_t row, std::span<const GateId> pointed_out,
                  std::vector<ExitOption>& options);

/// Adds the goals that list_options() would ask for without anybody who points out others, as far as nobody
/// has solved them.
void add_unsolved_goals(const World& world, std::size_t row, std::vector<std::int32_t>& goals);

/// Own walking time over the time of the field; of those who go together, that of the slowest.
double own_pace(const World& world, std::size_t row);

/// Whether the way to the exit leads over a place from which the person has turned back.
bool is_way_barred(const World& world, std::size_t row, GateId exit);

/// Where the air on one's ways is looked up; -1: no fire, or clear air everywhere. In seat rows that is the
/// aisle.
std::int32_t patch_of(const World& world, SurfaceId surface, Vec2 position);

}  // namespace wayout
