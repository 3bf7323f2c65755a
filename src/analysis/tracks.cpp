#include "analysis/tracks.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace wayout {

std::int32_t Tracks::begin_frame() const {
    std::int32_t first = of_person.empty() ? 0 : of_person.front().first_frame;
    for (const Track& track : of_person) first = std::min(first, track.first_frame);
    return first;
}

std::int32_t Tracks::end_frame() const {
    std::int32_t end = of_person.empty() ? 0 : of_person.front().end_frame();
    for (const Track& track : of_person) end = std::max(end, track.end_frame());
    return end;
}

Vec2 velocity_mps(const Track& track, std::int32_t frame, double frame_s, VelocityWindow window) {
    WAYOUT_ASSERT(track.has(frame), "velocity outside of a track");
    const std::int32_t from = std::max(frame - window.half_window_frames, track.first_frame);
    const std::int32_t to = std::min(frame + window.half_window_frames, track.end_frame() - 1);
    return from == to ? Vec2{} : (track.at(to) - track.at(from)) / (frame_s * (to - from));
}

std::vector<Sample> people_at(const Tracks& tracks, std::int32_t frame, VelocityWindow window) {
    std::vector<Sample> people;
    for (std::size_t person = 0; person < tracks.of_person.size(); ++person) {
        const Track& track = tracks.of_person[person];
        if (track.has(frame))
            people.push_back({static_cast<std::int32_t>(person), track.at(frame),
                              length(velocity_mps(track, frame, tracks.frame_s, window))});
    }
    return people;
}

}  // namespace wayout
