#include "analysis/area_measures.hpp"

#include "analysis/line_flow.hpp"
#include "core/assert.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

double people_inside(const Tracks& tracks, const Polygon& area, std::int32_t frame) {
    return static_cast<double>(
        std::count_if(tracks.of_person.begin(), tracks.of_person.end(), [&](const Track& track) {
            return track.has(frame) && locate(area, track.at(frame)) != Side::outside;
        }));
}

}  // namespace

std::vector<AreaState> classic_states(const Tracks& tracks, const Polygon& area, VelocityWindow window,
                                      std::int32_t every_frames) {
    WAYOUT_ASSERT(every_frames > 0, "frames are read forwards");
    const double size_m2 = wayout::area(area);
    std::vector<AreaState> states;
    for (std::int32_t frame = tracks.begin_frame(); frame < tracks.end_frame(); frame += every_frames) {
        double count = 0.0;
        double speeds = 0.0;
        for (const Sample& sample : people_at(tracks, frame, window))
            if (locate(area, sample.position_m) != Side::outside) {
                count += 1.0;
                speeds += sample.speed_mps;
            }
        states.push_back({frame * tracks.frame_s, count / size_m2,
                          count > 0.0 ? speeds / count : std::numeric_limits<double>::quiet_NaN()});
    }
    return states;
}

std::vector<AreaPassage> passages_between(const Tracks& tracks, const Segment& entry, const Segment& exit,
                                          double length_m, VelocityWindow window) {
    // The ends may be given in either sense: the area must not be twisted.
    const bool is_twisted = dot(entry.b - entry.a, exit.b - exit.a) < 0.0;
    const Segment end = is_twisted ? reversed(exit) : exit;
    const Polygon area{{entry.a, entry.b, end.b, end.a}, {}};
    const double size_m2 = wayout::area(area);
    WAYOUT_ASSERT(size_m2 > 0.0, "entry and exit enclose no area");

    const std::vector<LinePassage> entries = first_passages_through(tracks, entry, window);
    const std::vector<LinePassage> exits = passages_through(tracks, exit, window);
    std::vector<AreaPassage> passages;
    for (const LinePassage& in : entries) {
        const auto out = std::find_if(exits.begin(), exits.end(), [&](const LinePassage& passage) {
            return passage.person == in.person && passage.time_s > in.time_s;
        });
        if (out == exits.end())
            continue;
        const auto first = static_cast<std::int32_t>(std::ceil(in.time_s / tracks.frame_s));
        const auto last = static_cast<std::int32_t>(std::floor(out->time_s / tracks.frame_s));
        double people = 0.0;
        for (std::int32_t frame = first; frame <= last; ++frame) people += people_inside(tracks, area, frame);
        const double mean_people = last >= first ? people / (last - first + 1) : 1.0;
        passages.push_back(
            {in.person, in.time_s, out->time_s, length_m / (out->time_s - in.time_s), mean_people / size_m2});
    }
    return passages;
}

}  // namespace wayout
