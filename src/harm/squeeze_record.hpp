/// What loads people bore, and for how long.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

/// Loads change within milliseconds and injury takes time: averages over one second, and the greatest load
/// that was never undercut for 15, 60 and 240 s (locomotion specification 3.4). The dose is fed with the load
/// on the chest, smoothed over half a second (people-and-response specification 4.2).
class SqueezeRecord {
public:
    static constexpr std::array<std::size_t, 3> windows_s{15, 60, 240};

    struct Person {
        float peak_n{0.0F};                            ///< largest mean of a second
        std::array<float, windows_s.size()> held_n{};  ///< by window
        float dose{0.0F};
        float largest_dose{0.0F};
    };

    /// @param susceptibility  by person
    explicit SqueezeRecord(std::vector<float> susceptibility);

    /// Of one person in the running step; those who are not named bear nothing.
    void add(std::size_t person, float squeeze_n, float chest_n, double step_s);
    /// After every step. @return whether that ended a second
    bool close_step(double step_s);

    const Person& of(std::size_t person) const { return people_[person]; }
    /// Mean squeeze of the last whole second.
    float last_second_n(std::size_t person) const { return last_second_n_[person]; }

private:
    void close_second();

    std::vector<float> susceptibility_;
    std::vector<Person> people_;
    std::vector<float> chest_n_;   ///< smoothed
    std::vector<float> newton_s_;  ///< integral over the running second
    std::vector<float> last_second_n_;
    std::vector<float> seconds_;  ///< [person][second mod longest window]
    std::size_t second_count_{0};
    double second_s_{0.0};
};

}  // namespace wayout
