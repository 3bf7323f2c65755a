#include "scenario/venue_presets.hpp"

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

constexpr const char* pd =
    "PD 7974-6:2004, Table C.1, log-normal through first starter and first starter plus spread";
constexpr const char* no_data = "project choice; no data for this kind of venue were found";

/// Row B of the table, awake and unfamiliar, at management level 1 and 2.
Distribution trained_staff_and_voice() {
    Distribution d;
    d.kind = Distribution::Kind::lognormal;
    d.mu = 4.205916;
    d.sigma = 0.345922;
    d.source = pd;
    return d;
}

Distribution bell_and_few_staff() {
    Distribution d = trained_staff_and_voice();
    d.mu = 4.787492;
    d.sigma = 0.297962;
    return d;
}

PreMovementPreset times(const char* id, const char* summary, Distribution distribution) {
    return {id, summary, std::move(distribution), {{"pre-movement time", pd, Evidence::memory}}};
}

QuantitySource rates_provenance() {
    return {"rates of smoke 3, fire in view 3, others 1 (message) and 2 (bell), unless said otherwise",
            "project choice; that others count more when the alarm is unclear: Nilsson & Johansson 2009, "
            "abstract",
            Evidence::choice};
}

QuantitySource show_provenance(const char* factor) {
    return {std::string("while the show goes on the alarm counts ") + factor, no_data, Evidence::choice};
}

std::vector<NoticingPreset> make_noticing_presets() {
    std::vector<NoticingPreset> presets;
    const auto add = [&presets](const char* id, const char* summary, NoticingSpec spec,
                                std::vector<QuantitySource> provenance) {
        spec.preset = id;
        provenance.insert(provenance.begin(), rates_provenance());
        presets.push_back({id, summary, std::move(spec), std::move(provenance)});
    };
    // Measured in a theatre (Galea et al. 2017, abstract): log-normal, later far from the aisle; its
    // parameters were not read.
    add("theatre", "seated audience that looks at a stage", {}, {show_provenance("half")});
    add("concert", "standing or seated audience, loud", {}, {show_provenance("half")});

    NoticingSpec stadium;
    stadium.others_reach_m = 20.0;
    stadium.fire_sight_m = 60.0;
    add("stadium", "open stands: others and smoke are seen from afar", stadium,
        {{"others within 20 m, smoke within 60 m", no_data, Evidence::choice},
         {"that times of unfamiliar people in buildings hold for stands", no_data, Evidence::choice}});

    NoticingSpec station;
    add("station", "people on their way, no show", station, {});

    NoticingSpec nightclub;
    nightclub.show_factor = 0.3;
    nightclub.fire_in_view_rate = 4.8;
    add("nightclub", "dark, crowded and loud", nightclub,
        {show_provenance("0.3"),
         {"fire in view 4.8: brings the median of 120 s down to 25 s",
          "chosen after the 20 to 30 s of the Station nightclub video chronology", Evidence::choice},
         {"that times of unfamiliar people hold for those who have drunk: give 'alcohol'", no_data,
          Evidence::choice}});
    return presets;
}

}  // namespace

void add_venue_presets(std::vector<PreMovementPreset>& presets) {
    presets.push_back(
        times("theatre", "theatre with ushers and voice alarm: as pd7974-b-m1", trained_staff_and_voice()));
    presets.push_back(
        times("concert", "concert with a bell and few staff: as pd7974-b-m2", bell_and_few_staff()));
    presets.push_back(
        times("stadium", "stadium with stewards and voice alarm: as pd7974-b-m1", trained_staff_and_voice()));
    presets.push_back(
        times("station", "station with staff and voice alarm: as pd7974-b-m1", trained_staff_and_voice()));
    presets.push_back(times("nightclub", "nightclub with few staff, no fire in view: as pd7974-b-m2",
                            bell_and_few_staff()));
}

const std::vector<NoticingPreset>& noticing_presets() {
    static const std::vector<NoticingPreset> presets = make_noticing_presets();
    return presets;
}

const NoticingPreset* find_noticing_preset(std::string_view id) {
    const auto& all = noticing_presets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const NoticingPreset& p) { return p.id == id; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace wayout
