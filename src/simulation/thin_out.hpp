/// Every second of a row of frames, when a film gets too long.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace wayout {

/// Keeps the first, third, fifth, ... The first stays where it is: moved onto itself it would be emptied.
template <typename Frame>
void thin_out(std::vector<Frame>& frames) {
    std::size_t kept = frames.empty() ? 0 : 1;
    for (std::size_t i = 2; i < frames.size(); i += 2) frames[kept++] = std::move(frames[i]);
    frames.resize(kept);
}

}  // namespace wayout
