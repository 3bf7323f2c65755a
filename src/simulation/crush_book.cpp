#include "simulation/crush_book.hpp"

#include "harm/crush_dose.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr double bin_m = 0.5;
constexpr double least_n_per_m = 100.0;

std::vector<float> susceptibilities(const PlacedPeople& people) {
    std::vector<float> factors;
    for (const PersonInfo& person : people.persons)
        factors.push_back(static_cast<float>(crush_susceptibility(person.sex, person.age_years)));
    return factors;
}

}  // namespace

std::optional<CrushSettings::Where> crush_where(std::string_view model) {
    if (model == "time-gap" || model == plain_model || model == hydraulic_model || is_reference_model(model))
        return CrushSettings::Where::nowhere;
    if (model == "time-gap+crush")
        return CrushSettings::Where::dense;
    if (model == "crush")
        return CrushSettings::Where::everywhere;
    return std::nullopt;
}

CrushSettings crush_settings(std::string_view model, double pushing) {
    constexpr double pressing = 0.3;
    CrushSettings settings;
    settings.where = crush_where(model).value_or(CrushSettings::Where::nowhere);
    settings.push_n = 100.0 + 100.0 * std::min(1.0, pushing / pressing);
    return settings;
}

CrushBook::CrushBook(const PlacedPeople& people) : squeeze_(susceptibilities(people)) {}

bool CrushBook::add_step(const Mover& mover, const Agents& agents, double now_s, double step_s) {
    const std::span<const CrushLoad> loads = mover.crush_loads();
    for (std::size_t row = 0; row < loads.size(); ++row)
        if (agents.activity[row] == Activity::walking)
            squeeze_.add(agents.id[row] - 1, loads[row].squeeze_n, loads[row].chest_n, step_s);
    for (const WallPush& push : mover.wall_pushes())
        walls_[{push.wall, static_cast<std::int32_t>(static_cast<double>(push.along_m) / bin_m)}].newton_s +=
            static_cast<double>(push.newton) * step_s;
    second_s_ += step_s;
    if (!squeeze_.close_step(step_s))
        return false;
    for (auto& [place, bin] : walls_) {
        const double load_n_per_m = bin.newton_s / (second_s_ * bin_m);
        if (load_n_per_m > bin.peak_n_per_m) {
            bin.peak_n_per_m = load_n_per_m;
            bin.at_s = now_s;
        }
        bin.newton_s = 0.0;
    }
    second_s_ = 0.0;
    return true;
}

std::vector<WallLoad> CrushBook::wall_loads(const Mover& mover, const Venue& venue) const {
    std::vector<WallLoad> loads;
    for (const auto& [place, bin] : walls_) {
        if (bin.peak_n_per_m < least_n_per_m)
            continue;
        const auto& [wall, number] = place;
        const WallIndex::Line& line = mover.walls().line(wall);
        const auto row = static_cast<std::size_t>(wall);
        const StoreyId storey =
            row < venue.walls.size()
                ? venue.surfaces[venue.walls[row].surface.row()].storey
                : venue
                      .gates
                          [mover.walls().gate_of(wall - static_cast<std::int32_t>(venue.walls.size())).row()]
                      .storey;
        const double from_m = bin_m * number;
        const double to_m = std::min(line.length_m, from_m + bin_m);
        loads.push_back({storey.value,
                         {line.segment.a + from_m * line.along, line.segment.a + to_m * line.along},
                         bin.peak_n_per_m,
                         bin.at_s});
    }
    std::stable_sort(loads.begin(), loads.end(),
                     [](const WallLoad& a, const WallLoad& b) { return a.peak_n_per_m > b.peak_n_per_m; });
    return loads;
}

}  // namespace wayout
