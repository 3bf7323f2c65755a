#include "harm/squeeze_record.hpp"

#include "harm/crush_dose.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr std::size_t kept_seconds = SqueezeRecord::windows_s.back();
constexpr double smoothing_s = 0.5;
constexpr double rounding_s = 1e-6;

}  // namespace

SqueezeRecord::SqueezeRecord(std::vector<float> susceptibility)
    : susceptibility_(std::move(susceptibility)),
      people_(susceptibility_.size()),
      chest_n_(susceptibility_.size(), 0.0F),
      newton_s_(susceptibility_.size(), 0.0F),
      last_second_n_(susceptibility_.size(), 0.0F),
      seconds_(susceptibility_.size() * kept_seconds, 0.0F) {}

void SqueezeRecord::add(std::size_t person, float squeeze_n, float chest_n, double step_s) {
    newton_s_[person] += squeeze_n * static_cast<float>(step_s);
    float& smoothed = chest_n_[person];
    smoothed += static_cast<float>(std::min(1.0, step_s / smoothing_s)) * (chest_n - smoothed);
    Person& p = people_[person];
    p.dose = static_cast<float>(next_crush_dose(
        static_cast<double>(p.dose), static_cast<double>(susceptibility_[person] * smoothed), step_s));
    p.largest_dose = std::max(p.largest_dose, p.dose);
}

bool SqueezeRecord::close_step(double step_s) {
    second_s_ += step_s;
    if (second_s_ < 1.0 - rounding_s)
        return false;
    close_second();
    return true;
}

void SqueezeRecord::close_second() {
    const std::size_t now = second_count_ % kept_seconds;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        const float mean_n = newton_s_[i] / static_cast<float>(second_s_);
        newton_s_[i] = 0.0F;
        last_second_n_[i] = mean_n;
        float* const seconds = &seconds_[i * kept_seconds];
        seconds[now] = mean_n;
        if (mean_n == 0.0F)
            continue;
        Person& p = people_[i];
        p.peak_n = std::max(p.peak_n, mean_n);
        // Seconds before the first are zero, as they were.
        float least_n = mean_n;
        std::size_t back = 0;
        for (std::size_t w = 0; w < windows_s.size() && least_n > 0.0F; ++w) {
            for (; back < windows_s[w] && least_n > 0.0F; ++back)
                least_n = std::min(least_n, seconds[(now + kept_seconds - back) % kept_seconds]);
            p.held_n[w] = std::max(p.held_n[w], least_n);
        }
    }
    ++second_count_;
    second_s_ = 0.0;
}

}  // namespace wayout
