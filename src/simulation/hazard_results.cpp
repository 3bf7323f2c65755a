#include "simulation/hazard_results.hpp"

#include "simulation/hazard_state.hpp"
#include "simulation/patch_raster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace wayout {
namespace {

constexpr double picture_cell_m = 0.5;

std::vector<TenabilityGrid> tenability_grids(const World& world, const HazardState& hazards) {
    const Tenability& tenability = hazards.tenability;
    std::vector<TenabilityGrid> grids;
    for (const PatchRaster& raster :
         rasters_of_patches(*world.venue, world.fields.grid(), hazards.routes.patches(), picture_cell_m)) {
        TenabilityGrid& grid = grids.emplace_back();
        grid.storey = raster.storey;
        grid.corner_m = raster.corner_m;
        grid.cell_m = raster.cell_m;
        grid.nx = raster.nx;
        grid.ny = raster.ny;
        constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
        for (const std::int32_t listed : raster.patch) {
            const auto patch = static_cast<std::size_t>(listed);
            // A limit that was exceeded counts although data were missing at another time.
            const bool is_known = listed >= 0 && (tenability.is_uncovered()[patch] == 0 ||
                                                  tenability.aset_s()[patch] < Tenability::never);
            grid.aset_s.push_back(is_known ? tenability.aset_s()[patch] : unknown);
            grid.limit.push_back(is_known ? tenability.limit()[patch] : TenabilityLimit::none);
            grid.peak_extinction_per_m.push_back(is_known ? tenability.peak_extinction_per_m()[patch]
                                                          : unknown);
            grid.peak_temperature_k.push_back(is_known ? tenability.peak_temperature_k()[patch] : unknown);
            grid.standing_dose.push_back(is_known ? tenability.standing_dose(patch) : unknown);
        }
    }
    return grids;
}

/// The tightest place of everybody's way: available time of the place less the time at which he was there.
/// Resolved to the interval of the replay and the cells of the pictures.
void find_margins(const std::vector<TenabilityGrid>& grids, RunResults& results) {
    for (PersonResult& person : results.people)
        person.tenability_margin_s = std::numeric_limits<double>::infinity();
    const ReplayFrames& replay = results.replay;
    for (std::size_t f = 0; f < replay.frames.size(); ++f) {
        const ReplayFrame& frame = replay.frames[f];
        const double now_s = static_cast<double>(f) * replay.interval_s;
        for (std::size_t i = 0; i < frame.row.size(); ++i) {
            const TenabilityGrid& grid = grids[frame.storey[i]];
            const double x = (frame.x[i] * replay.step_m - grid.corner_m.x) / grid.cell_m;
            const double y = (frame.y[i] * replay.step_m - grid.corner_m.y) / grid.cell_m;
            if (!(x >= 0.0 && y >= 0.0 && x < grid.nx && y < grid.ny))
                continue;
            const float aset_s = grid.aset_s[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.nx) +
                                             static_cast<std::size_t>(x)];
            if (std::isnan(aset_s))
                continue;
            double& margin_s = results.people[frame.row[i]].tenability_margin_s;
            margin_s = std::min(margin_s, static_cast<double>(aset_s) - now_s);
        }
    }
}

std::string cause_of(const ThresholdCrossing& crossing) {
    return fmt::format("overcome by {} at {:.0f} s",
                       harm_cause_names[static_cast<std::size_t>(crossing.cause)], crossing.time_s);
}

void describe_people(const HazardState& hazards, RunResults& results) {
    HazardOutcome& outcome = results.hazards;
    std::array<int, harm_cause_names.size()> by_cause{};
    int beneath_structure = 0;
    for (PersonResult& person : results.people) {
        const Exposure& exposure = hazards.doses.of(person.id);
        person.exposure = exposure;
        person.turned_back_s = static_cast<double>(hazards.turned_back_s[person.id - 1]);
        const HazardState::Caught& caught = hazards.caught[person.id - 1];
        const LossFate fate = caught.fate;
        person.is_injured = fate == LossFate::injured;
        person.is_dead = hazards.is_dead(person.id, results.performance.simulated_s);
        outcome.dead += person.is_dead ? 1 : 0;
        outcome.turned_back += std::isnan(person.turned_back_s) ? 0 : 1;
        outcome.impaired += exposure.impaired.has_happened() ? 1 : 0;
        if (person.outcome != Outcome::incapacitated)
            continue;
        ++outcome.incapacitated;
        if (fate == LossFate::trapped || fate == LossFate::fatal) {
            ++beneath_structure;
            person.exposure->incapacitated = {};  // what the air did later stopped nobody any more
            person.cause = fmt::format(
                "{} when '{}' came down at {:.0f} s", fate == LossFate::fatal ? "killed" : "trapped",
                hazards.losses[static_cast<std::size_t>(caught.loss)].spec.id, caught.at_s);
            continue;
        }
        ++by_cause[static_cast<std::size_t>(exposure.incapacitated.cause)];
        person.cause = cause_of(exposure.incapacitated);
    }
    if (beneath_structure > 0)
        outcome.by_cause.push_back({"structure that came down", beneath_structure});
    for (std::size_t c = 1; c < by_cause.size(); ++c)
        if (by_cause[c] > 0)
            outcome.by_cause.push_back({std::string(harm_cause_names[c]), by_cause[c]});
    std::stable_sort(outcome.by_cause.begin(), outcome.by_cause.end(),
                     [](const HarmCount& a, const HarmCount& b) { return a.count > b.count; });
}

std::vector<std::string> substitutions_in_words(const ExposureSpec& exposure) {
    std::vector<std::string> words;
    for (const Substitution& substitution : exposure.substitutions)
        words.push_back(fmt::format("{} = {:.6g}: {}",
                                    quantity_names[static_cast<std::size_t>(substitution.quantity)],
                                    substitution.value, substitution.reason));
    return words;
}

}  // namespace

void describe_hazards(const World& world, RunResults& results) {
    if (world.hazards == nullptr)
        return;
    const HazardState& hazards = *world.hazards;
    HazardOutcome& outcome = results.hazards;
    outcome.is_modelled = true;
    outcome.source = hazards.source->description();
    outcome.exposure_laws = describe(hazards.exposure);
    outcome.substitutions = substitutions_in_words(hazards.exposure);
    outcome.notes = hazards.notes;
    outcome.starts_at_s = hazards.starts_at_s;
    outcome.limits = hazards.tenability.limits();
    outcome.fields_solved_again = hazards.routes.solved_again();
    const double covered_s = hazards.doses.covered_person_s();
    const double uncovered_s = hazards.doses.uncovered_person_s();
    outcome.uncovered_frac = covered_s + uncovered_s > 0.0 ? uncovered_s / (covered_s + uncovered_s) : 0.0;
    describe_people(hazards, results);
    hazards.source->describe(outcome);
    for (const LossArea& area : hazards.losses) {
        outcome.losses.push_back(area.result);
        if (area.state != LossArea::State::lost && area.spec.member)
            outcome.losses.back().finding = fmt::format(
                "it held: the member reached {:.0f} C in gas of up to {:.0f} C (screening: no "
                "redistribution, no connections, no fire protection)",
                area.steel_k - 273.15, area.hottest_gas_k - 273.15);
    }
    outcome.tenability = tenability_grids(world, hazards);
    outcome.air = hazards.film.frames();
    find_margins(outcome.tenability, results);
    for (std::size_t z = 0; z < results.zone_results.size(); ++z) {
        const std::vector<std::int32_t>& area = hazards.zone_patches[z];
        const bool is_covered = std::none_of(area.begin(), area.end(), [&](std::int32_t patch) {
            return hazards.tenability.is_uncovered()[static_cast<std::size_t>(patch)] != 0;
        });
        const AreaAset aset = aset_of_area(hazards.tenability, hazards.routes.patches(), area);
        if (area.empty() || (!is_covered && aset.limit == TenabilityLimit::none))
            continue;
        results.zone_results[z].aset_s = aset.aset_s;
        results.zone_results[z].aset_limit = aset.limit;
    }
}

}  // namespace wayout
