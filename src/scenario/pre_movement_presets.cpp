#include <wayout/builtin_profiles.hpp>

#include "scenario/sourced_distributions.hpp"
#include "scenario/venue_presets.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace wayout {
namespace {

using namespace sourced;

PreMovementPreset preset(const char* id, const char* summary, Distribution distribution, Evidence evidence) {
    const std::string source = distribution.source;
    return {id, summary, std::move(distribution), {{"pre-movement time", source, evidence}}};
}

std::vector<PreMovementPreset> make_pre_movement_presets() {
    std::vector<PreMovementPreset> presets;

    // Log-normal through the times of the first and the 99th percentile starter, t01 and t99 = t01 + spread:
    // mu = (ln t01 + ln t99) / 2, sigma = ln(t99 / t01) / (2 x 2.3263).
    constexpr const char* pd =
        "PD 7974-6:2004, Table C.1, log-normal through first starter and first starter plus spread";
    presets.push_back(preset("pd7974-a-m1",
                             "awake and familiar (office), trained staff and voice alarm: 30 to 90 s",
                             lognormal(3.950504, 0.236129, pd), Evidence::memory));
    presets.push_back(preset("pd7974-a-m2", "awake and familiar (office), lower staff ratio: 60 to 180 s",
                             lognormal(4.643651, 0.236129, pd), Evidence::memory));
    presets.push_back(
        preset("pd7974-b-m1",
               "awake, unfamiliar (concert, shop, station), trained staff and voice alarm: 30 to 150 s",
               lognormal(4.205916, 0.345922, pd), Evidence::memory));
    presets.push_back(preset("pd7974-b-m2",
                             "awake, unfamiliar (concert, shop, station), bell and few staff: 60 to 240 s",
                             lognormal(4.787492, 0.297962, pd), Evidence::memory));

    constexpr const char* imo = "IMO MSC.1/Circ.1238 (2007) and MSC.1/Circ.1533 (2016), response duration";
    Distribution day = lognormal(3.44, 0.94, imo);
    day.min = 0.0;
    day.max = 300.0;
    presets.push_back(preset("imo-day", "passengers by day: log-normal, median 31 s, up to 300 s",
                             std::move(day), Evidence::memory));
    Distribution night = lognormal(3.95, 0.84, imo);
    night.offset = 400.0;
    night.min = 400.0;
    night.max = 700.0;
    presets.push_back(preset("imo-night", "passengers by night: log-normal from 400 to 700 s",
                             std::move(night), Evidence::memory));

    constexpr const char* fds = "FDS+Evac guide, sport hall case";
    presets.push_back(preset("fds-evac-sport-hall-normal", "normal, 60 s with a spread of 15 s",
                             normal(60.0, 15.0, 0.0, std::numeric_limits<double>::infinity(), fds),
                             Evidence::read));
    presets.push_back(preset("fds-evac-sport-hall", "log-normal, median 75 s, sigma 0.7",
                             lognormal(4.317488, 0.7, fds), Evidence::read));

    constexpr const char* nist = "NIST TN 1822, Verif.1.1, as run in the JuPedSim verification suite";
    presets.push_back(preset("nist-uniform", "test of pre-movement: uniform 10 to 100 s",
                             uniform(10.0, 100.0, nist), Evidence::read_secondary));
    presets.push_back(preset("nist-lognormal", "test of pre-movement: log-normal",
                             lognormal(4.586, 0.967, nist), Evidence::read_secondary));
    Distribution gamma;
    gamma.kind = Distribution::Kind::gamma;
    gamma.shape = 1.291;
    gamma.scale = 103.901;
    gamma.source = nist;
    presets.push_back(preset("nist-gamma", "test of pre-movement: gamma", gamma, Evidence::read_secondary));
    Distribution weibull = gamma;
    weibull.kind = Distribution::Kind::weibull;
    weibull.shape = 1.195;
    weibull.scale = 139.285;
    presets.push_back(
        preset("nist-weibull", "test of pre-movement: Weibull", weibull, Evidence::read_secondary));

    presets.push_back(preset(
        "fire-in-view", "flames or smoke in the same room and in view: median 25 s, sigma 0.4",
        lognormal(3.218876, 0.4, "chosen after the 20 to 30 s of the Station nightclub video chronology"),
        Evidence::choice));
    add_venue_presets(presets);
    return presets;
}

}  // namespace

const std::vector<PreMovementPreset>& pre_movement_presets() {
    static const std::vector<PreMovementPreset> presets = make_pre_movement_presets();
    return presets;
}

const PreMovementPreset* find_pre_movement_preset(std::string_view id) {
    const auto& all = pre_movement_presets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const PreMovementPreset& p) { return p.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace wayout
