#include "analysis/line_flow.hpp"

#include "core/assert.hpp"
#include "geometry/segment.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

bool comes_before(const LinePassage& a, const LinePassage& b) {
    return a.time_s != b.time_s ? a.time_s < b.time_s : a.person < b.person;
}

/// Twice the area between the line and a point counts as left from zero on, so that a path that ends on the
/// line and goes on crosses it once.
bool is_left(const Segment& line, Vec2 p) {
    return orientation(line.a, line.b, p) >= 0.0;
}

void append_passages(const Tracks& tracks, std::size_t person, const Segment& line, VelocityWindow window,
                     std::vector<LinePassage>& found) {
    const Track& track = tracks.of_person[person];
    for (std::int32_t frame = track.first_frame + 1; frame < track.end_frame(); ++frame) {
        const Vec2 before = track.at(frame - 1);
        const Vec2 after = track.at(frame);
        const bool was_left = is_left(line, before);
        if (was_left == is_left(line, after))
            continue;
        const double from = orientation(line.a, line.b, before);
        const double to = orientation(line.a, line.b, after);
        const double share = from / (from - to);
        const Vec2 at = before + share * (after - before);
        const double along = dot(at - line.a, line.b - line.a);
        if (along < 0.0 || along > length_squared(line.b - line.a))
            continue;
        found.push_back({static_cast<std::int32_t>(person), (frame - 1 + share) * tracks.frame_s,
                         length(velocity_mps(track, frame, tracks.frame_s, window)), was_left});
    }
}

}  // namespace

std::vector<LinePassage> passages_through(const Tracks& tracks, const Segment& line, VelocityWindow window) {
    std::vector<LinePassage> found;
    for (std::size_t person = 0; person < tracks.of_person.size(); ++person)
        append_passages(tracks, person, line, window, found);
    std::sort(found.begin(), found.end(), comes_before);
    return found;
}

std::vector<LinePassage> first_passages_through(const Tracks& tracks, const Segment& line,
                                                VelocityWindow window) {
    std::vector<LinePassage> all = passages_through(tracks, line, window);
    std::vector<char> is_counted(tracks.of_person.size(), 0);
    std::erase_if(all, [&](const LinePassage& passage) {
        char& counted = is_counted[static_cast<std::size_t>(passage.person)];
        const bool again = counted != 0;
        counted = 1;
        return again;
    });
    return all;
}

std::vector<double> times_of(std::span<const LinePassage> passages) {
    std::vector<double> times;
    for (const LinePassage& passage : passages) times.push_back(passage.time_s);
    return times;
}

double steady_flow_pps(std::span<const double> times_s, double from_share, double to_share) {
    const auto count = static_cast<double>(times_s.size());
    const double first = std::max(1.0, std::ceil(from_share * count));
    const double last = std::floor(to_share * count);
    if (last <= first)
        return 0.0;
    const double duration_s =
        times_s[static_cast<std::size_t>(last) - 1] - times_s[static_cast<std::size_t>(first) - 1];
    return duration_s > 0.0 ? (last - first) / duration_s : 0.0;
}

std::vector<double> cumulative_count(std::span<const double> times_s, std::span<const double> at_s) {
    std::vector<double> counts;
    for (const double t : at_s)
        counts.push_back(
            static_cast<double>(std::upper_bound(times_s.begin(), times_s.end(), t) - times_s.begin()));
    return counts;
}

std::vector<double> time_gaps_s(std::span<const double> times_s) {
    std::vector<double> gaps;
    for (std::size_t i = 1; i < times_s.size(); ++i) gaps.push_back(times_s[i] - times_s[i - 1]);
    return gaps;
}

std::vector<LineState> line_states(std::span<const LinePassage> passages, double width_m, double from_s,
                                   double to_s, double window_s) {
    WAYOUT_ASSERT(width_m > 0.0 && window_s > 0.0, "a line needs a width, a window a length");
    std::vector<LineState> states;
    for (double begin = from_s; begin + window_s <= to_s + 1e-9; begin += window_s) {
        LineState state{begin, 0.0, 0.0, 0.0};
        double count = 0.0;
        double speeds = 0.0;
        for (const LinePassage& passage : passages)
            if (passage.time_s >= begin && passage.time_s < begin + window_s) {
                count += 1.0;
                speeds += passage.speed_mps;
            }
        if (count > 0.0) {
            state.flow_pps = count / window_s;
            state.speed_mps = speeds / count;
            state.density_per_m2 = speeds > 0.0 ? state.flow_pps / (state.speed_mps * width_m) : 0.0;
        }
        states.push_back(state);
    }
    return states;
}

}  // namespace wayout
