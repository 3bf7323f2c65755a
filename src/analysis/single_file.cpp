#include "analysis/single_file.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

struct OnWay {
    double s_m;
    std::int32_t person;
    double speed_mps;
};

std::vector<OnWay> in_order(const Tracks& tracks, std::int32_t frame, VelocityWindow window,
                            std::optional<double> loop_m) {
    std::vector<OnWay> people;
    for (std::size_t person = 0; person < tracks.of_person.size(); ++person) {
        const Track& track = tracks.of_person[person];
        if (!track.has(frame))
            continue;
        const double x = track.at(frame).x;
        people.push_back({loop_m ? x - *loop_m * std::floor(x / *loop_m) : x,
                          static_cast<std::int32_t>(person),
                          std::abs(velocity_mps(track, frame, tracks.frame_s, window).x)});
    }
    std::sort(people.begin(), people.end(), [](const OnWay& a, const OnWay& b) {
        return a.s_m != b.s_m ? a.s_m < b.s_m : a.person < b.person;
    });
    return people;
}

}  // namespace

std::vector<SingleFileSample> single_file_samples(const Tracks& tracks, VelocityWindow window,
                                                  std::optional<double> loop_m, std::int32_t every_frames) {
    WAYOUT_ASSERT(every_frames > 0, "frames are read forwards");
    std::vector<SingleFileSample> samples;
    for (std::int32_t frame = tracks.begin_frame(); frame < tracks.end_frame(); frame += every_frames) {
        const std::vector<OnWay> people = in_order(tracks, frame, window, loop_m);
        const std::size_t n = people.size();
        if (n < 3)
            continue;
        for (std::size_t i = 0; i < n; ++i) {
            const bool is_first = i == 0;
            const bool is_last = i + 1 == n;
            if ((is_first || is_last) && !loop_m)
                continue;
            double between_m = people[(i + 1) % n].s_m - people[(i + n - 1) % n].s_m;
            if (is_first || is_last)
                between_m += *loop_m;
            if (between_m > 0.0)
                samples.push_back({people[i].person, frame, 2.0 / between_m, people[i].speed_mps});
        }
    }
    return samples;
}

}  // namespace wayout
