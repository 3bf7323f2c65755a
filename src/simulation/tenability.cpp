#include "simulation/tenability.hpp"

#include <algorithm>
#include <vector>

namespace wayout {

Tenability::Tenability(TenabilitySpec limits, std::size_t patch_count)
    : limits_(limits),
      aset_s_(patch_count, never),
      limit_(patch_count, TenabilityLimit::none),
      peak_extinction_per_m_(patch_count, 0.0F),
      peak_temperature_k_(patch_count, 0.0F),
      asphyxiant_dose_(patch_count, 0.0),
      heat_dose_(patch_count, 0.0),
      is_uncovered_(patch_count, 0) {}

void Tenability::note(std::size_t patch, const Air& air, const Rates& rates, double now_s, double step_s) {
    peak_extinction_per_m_[patch] =
        std::max(peak_extinction_per_m_[patch], static_cast<float>(air.extinction_per_m));
    peak_temperature_k_[patch] = std::max(peak_temperature_k_[patch], static_cast<float>(air.temperature_k));
    const double gas_before = asphyxiant_dose_[patch];
    const double heat_before = heat_dose_[patch];
    asphyxiant_dose_[patch] += rates.asphyxiant_per_s * step_s;
    heat_dose_[patch] += rates.heat_per_s * step_s;
    if (aset_s_[patch] < never)
        return;
    const auto exceed = [&](TenabilityLimit limit, double at_s) {
        if (at_s < static_cast<double>(aset_s_[patch])) {
            aset_s_[patch] = static_cast<float>(at_s);
            limit_[patch] = limit;
        }
    };
    if (rates.visibility_m < limits_.visibility_m)
        exceed(TenabilityLimit::visibility, now_s);
    if (air.temperature_k > limits_.temperature_k)
        exceed(TenabilityLimit::temperature, now_s);
    if (air.radiant_flux_kw_per_m2 > limits_.radiant_flux_kw_per_m2)
        exceed(TenabilityLimit::radiation, now_s);
    if (asphyxiant_dose_[patch] >= limits_.dose)
        exceed(TenabilityLimit::asphyxiant_dose,
               now_s + (limits_.dose - gas_before) / rates.asphyxiant_per_s);
    if (heat_dose_[patch] >= limits_.dose)
        exceed(TenabilityLimit::heat_dose, now_s + (limits_.dose - heat_before) / rates.heat_per_s);
}

float Tenability::standing_dose(std::size_t patch) const {
    return static_cast<float>(std::max(asphyxiant_dose_[patch], heat_dose_[patch]));
}

AreaAset aset_of_area(const Tenability& tenability, const Patches& patches,
                      std::span<const std::int32_t> area) {
    std::vector<std::int32_t> by_time(area.begin(), area.end());
    std::sort(by_time.begin(), by_time.end(), [&](std::int32_t a, std::int32_t b) {
        const float ta = tenability.aset_s()[static_cast<std::size_t>(a)];
        const float tb = tenability.aset_s()[static_cast<std::size_t>(b)];
        return ta != tb ? ta < tb : a < b;
    });
    double whole_m2 = 0.0;
    for (const std::int32_t p : area) whole_m2 += patches.area_m2(static_cast<std::size_t>(p));
    double untenable_m2 = 0.0;
    for (const std::int32_t p : by_time) {
        const auto patch = static_cast<std::size_t>(p);
        if (tenability.aset_s()[patch] == Tenability::never)
            break;
        untenable_m2 += patches.area_m2(patch);
        if (untenable_m2 >= tenability.limits().zone_area_frac * whole_m2)
            return {static_cast<double>(tenability.aset_s()[patch]), tenability.limit()[patch]};
    }
    return {};
}

}  // namespace wayout
