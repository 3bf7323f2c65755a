/// The replay document of the report: plan, people and their positions as JSON with packed parts
/// (web/README.md, section 3, version 1).
#pragma once

#include "output/plan_model.hpp"

#include <wayout/results.hpp>

#include <string>

namespace wayout {

/// Frames of one chunk; neighbours share a frame.
inline constexpr std::size_t replay_chunk_frames = 60;

/// The document as JSON text; empty if no frames were recorded.
std::string replay_document(const RunResults& results, const PlanModel& plan);

}  // namespace wayout
