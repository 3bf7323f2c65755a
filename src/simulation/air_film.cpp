#include "simulation/air_film.hpp"

#include "simulation/thin_out.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

constexpr std::uint8_t no_data = 255;
constexpr std::size_t most_frames = 400;

std::uint8_t in_steps(double value, double step) {
    return static_cast<std::uint8_t>(std::clamp(std::round(value / step), 0.0, 254.0));
}

}  // namespace

AirFilm::AirFilm(const Venue& venue, const NavigationGrid& grid, const Patches& patches)
    : rasters_(rasters_of_patches(venue, grid, patches, AirFrames{}.cell_m)) {
    for (const PatchRaster& raster : rasters_)
        frames_.storeys.push_back({raster.storey, raster.corner_m, raster.nx, raster.ny});
}

void AirFilm::add_second(double now_s, std::span<const PatchCondition> conditions,
                         const Tenability& tenability, std::span<const std::uint8_t> is_covered) {
    if (now_s + 1e-6 < static_cast<double>(frames_.extinction.size()) * frames_.interval_s)
        return;
    std::vector<std::uint8_t> extinction;
    std::vector<std::uint8_t> temperature;
    std::vector<std::uint8_t> dose;
    for (const PatchRaster& raster : rasters_)
        for (const std::int32_t listed : raster.patch) {
            const auto patch = static_cast<std::size_t>(listed);
            const bool is_known = listed >= 0 && is_covered[patch] != 0;
            const auto byte = [&](double value, double step) {
                return is_known ? in_steps(value, step) : no_data;
            };
            const PatchCondition seen = is_known ? conditions[patch] : PatchCondition{};
            extinction.push_back(
                byte(static_cast<double>(seen.extinction_per_m), AirFrames::extinction_step_per_m));
            temperature.push_back(
                byte(static_cast<double>(seen.temperature_k) - 273.15, AirFrames::temperature_step_k));
            dose.push_back(byte(is_known ? static_cast<double>(tenability.standing_dose(patch)) : 0.0, 0.01));
        }
    frames_.extinction.push_back(std::move(extinction));
    frames_.temperature.push_back(std::move(temperature));
    frames_.dose.push_back(std::move(dose));
    if (frames_.extinction.size() > most_frames) {
        thin_out(frames_.extinction);
        thin_out(frames_.temperature);
        thin_out(frames_.dose);
        frames_.interval_s *= 2.0;
    }
}

}  // namespace wayout
