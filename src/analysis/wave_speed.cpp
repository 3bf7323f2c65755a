#include "analysis/wave_speed.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace wayout {
namespace {

constexpr double cell_m = 0.1;
constexpr double speed_step_mps = 0.02;

/// Speeds at equal distances along the loop in one frame.
std::vector<double> speeds_along(const Tracks& tracks, std::int32_t frame, double loop_m, std::size_t cells,
                                 VelocityWindow window) {
    std::vector<std::pair<double, double>> people;
    for (const Track& track : tracks.of_person) {
        if (!track.has(frame))
            continue;
        const double x = track.at(frame).x;
        people.emplace_back(x - loop_m * std::floor(x / loop_m),
                            velocity_mps(track, frame, tracks.frame_s, window).x);
    }
    std::sort(people.begin(), people.end());
    std::vector<double> speeds(cells, 0.0);
    if (people.empty())
        return speeds;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        const double s = (static_cast<double>(cell) + 0.5) * loop_m / static_cast<double>(cells);
        const auto next = std::upper_bound(people.begin(), people.end(), std::pair{s, 0.0});
        const auto& ahead = next == people.end() ? people.front() : *next;
        const auto& behind = next == people.begin() ? people.back() : *(next - 1);
        const double to_ahead_m = std::fmod(ahead.first - s + loop_m, loop_m);
        const double to_behind_m = std::fmod(s - behind.first + loop_m, loop_m);
        const double between_m = to_ahead_m + to_behind_m;
        const double share = between_m > 0.0 ? to_behind_m / between_m : 0.0;
        speeds[cell] = behind.second + share * (ahead.second - behind.second);
    }
    return speeds;
}

}  // namespace

WaveSpeed wave_speed(const Tracks& tracks, double loop_m, VelocityWindow window, double lag_s,
                     double limit_mps) {
    WAYOUT_ASSERT(loop_m > 0.0 && lag_s > 0.0, "a closed way and a time are needed");
    WAYOUT_ASSERT(limit_mps * lag_s < 0.5 * loop_m, "waves could be taken for one another");
    const auto cells = static_cast<std::size_t>(std::ceil(loop_m / cell_m));
    const auto lag = static_cast<std::int32_t>(std::lround(lag_s / tracks.frame_s));
    const std::int32_t first = tracks.begin_frame();
    const std::int32_t end = tracks.end_frame();
    std::vector<std::vector<double>> field;
    double sum = 0.0;
    for (std::int32_t frame = first; frame < end; ++frame) {
        field.push_back(speeds_along(tracks, frame, loop_m, cells, window));
        for (const double v : field.back()) sum += v;
    }
    const double mean = sum / static_cast<double>(std::max<std::size_t>(1, field.size() * cells));
    double variance = 0.0;
    for (std::vector<double>& speeds : field)
        for (double& v : speeds) {
            v -= mean;
            variance += v * v;
        }
    WaveSpeed best{std::numeric_limits<double>::quiet_NaN(), 0.0};
    const auto frames = static_cast<std::int32_t>(field.size());
    if (frames <= lag || !(variance > 1e-9))
        return best;
    variance *= static_cast<double>(frames - lag) / frames;
    const double width_m = loop_m / static_cast<double>(cells);
    const auto most = static_cast<long>(std::lround(limit_mps / speed_step_mps));
    for (long k = -most; k <= most; ++k) {
        const double speed = static_cast<double>(k) * speed_step_mps;
        const auto n = static_cast<long>(cells);
        const long shift = ((std::lround(speed * lag_s / width_m) % n) + n) % n;
        double product = 0.0;
        for (std::int32_t i = 0; i + lag < frames; ++i) {
            const std::vector<double>& now = field[static_cast<std::size_t>(i)];
            const std::vector<double>& later = field[static_cast<std::size_t>(i + lag)];
            for (std::size_t cell = 0; cell < cells; ++cell)
                product += now[cell] * later[(cell + static_cast<std::size_t>(shift)) % cells];
        }
        if (product / variance > best.correlation)
            best = {speed, product / variance};
    }
    return best;
}

}  // namespace wayout
