/// When each piece of floor became untenable, and by which limit: the available time (ASET).
#pragma once

#include "hazards/air.hpp"
#include "navigation/patches.hpp"

#include <wayout/fire.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace wayout {

class Tenability {
public:
    static constexpr float never = std::numeric_limits<float>::infinity();

    Tenability(TenabilitySpec limits, std::size_t patch_count);

    /// What the air of one patch does in the next `step_s`; `now_s` is the time of the incident. Different
    /// patches may be noted at once.
    struct Rates {
        double asphyxiant_per_s{0.0};
        double heat_per_s{0.0};
        double visibility_m{30.0};
    };
    void note(std::size_t patch, const Air& air, const Rates& rates, double now_s, double step_s);
    /// There are no data for the patch at this time.
    void note_uncovered(std::size_t patch) { is_uncovered_[patch] = 1; }
    const TenabilitySpec& limits() const { return limits_; }

    std::span<const float> aset_s() const { return aset_s_; }          ///< [patch]; `never`
    std::span<const TenabilityLimit> limit() const { return limit_; }  ///< [patch]
    std::span<const float> peak_extinction_per_m() const { return peak_extinction_per_m_; }
    std::span<const float> peak_temperature_k() const { return peak_temperature_k_; }
    std::span<const std::uint8_t> is_uncovered() const { return is_uncovered_; }  ///< at some time
    /// Of somebody who stood there from the beginning, the larger of gas and heat.
    float standing_dose(std::size_t patch) const;

private:
    TenabilitySpec limits_;
    std::vector<float> aset_s_;
    std::vector<TenabilityLimit> limit_;
    std::vector<float> peak_extinction_per_m_;
    std::vector<float> peak_temperature_k_;
    std::vector<double> asphyxiant_dose_;
    std::vector<double> heat_dose_;
    std::vector<std::uint8_t> is_uncovered_;
};

/// The available time of an area made of patches: the time at which `area_frac` of it has become untenable,
/// and the limit of the patch that made it so.
struct AreaAset {
    double aset_s{std::numeric_limits<double>::infinity()};
    TenabilityLimit limit{TenabilityLimit::none};
};
AreaAset aset_of_area(const Tenability& tenability, const Patches& patches,
                      std::span<const std::int32_t> area);

}  // namespace wayout
