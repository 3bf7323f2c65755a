/// Ways to combine sinks of trajectory frames.
#pragma once

#include <wayout/frame_sink.hpp>

#include <memory>
#include <vector>

namespace wayout {

/// Runs a sink on a thread of its own, so that the run does not wait for compression and disk. Holds at most
/// `max_people` copied rows (48 bytes each); then frame() waits. finish() returns when everything is written;
/// called again, it gives the same answer.
std::unique_ptr<FrameSink> in_background(std::unique_ptr<FrameSink> sink, std::size_t max_people = 1'000'000);

/// Hands every frame to each sink in turn.
std::unique_ptr<FrameSink> to_all(std::vector<std::unique_ptr<FrameSink>> sinks);

}  // namespace wayout
