#include "behaviour/carrying.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

/// Radius of the round body that stands for person, device and bearers: our choice. A chair is about 0.5 m
/// wide and 0.8 m long; a stretcher with two bearers abreast is wider.
constexpr double chair_radius_m = 0.40;
constexpr double stretcher_radius_m = 0.45;

struct DeviceRow {
    CarryDevice device;
    const char* words;
    TeamLimits limits;
    int team_size;
    double level_mps;
    double stair_down_mps;
    double radius_m;
};

/// Locomotion specification 9.8, from memory (M); team of a carry chair: our choice within 2 to 4.
constexpr DeviceRow devices[] = {
    {CarryDevice::evac_chair, "evacuation chair", {1, 2}, 1, 1.46, 0.83, chair_radius_m},
    {CarryDevice::carry_chair, "carry chair", {2, 4}, 4, 1.50, 0.58, chair_radius_m},
    {CarryDevice::stretcher, "stretcher", {4, 8}, 4, 1.04, 0.53, stretcher_radius_m},
    {CarryDevice::rescue_sheet, "rescue sheet", {2, 4}, 2, 0.89, 0.62, chair_radius_m},
};

constexpr double up_factor = 0.5;

Carrying without_device(HelpNeed need) {
    Carrying carrying;
    if (need == HelpNeed::support) {
        carrying.level_mps = 0.78;
        carrying.stair_down_mps = 0.36;
        carrying.stair_up_mps = 0.43;
    } else {
        carrying.level_mps = 1.30;
    }
    return carrying;
}

const char* provenance(bool is_given) {
    return is_given ? "given by the user" : "from memory, to be verified";
}

}  // namespace

TeamLimits team_limits(CarryDevice device) {
    for (const DeviceRow& row : devices)
        if (row.device == device)
            return row.limits;
    return {};
}

const char* words_for(CarryDevice device) {
    for (const DeviceRow& row : devices)
        if (row.device == device)
            return row.words;
    return "no device";
}

Carrying carrying_of(const AssistanceSpec& assistance) {
    Carrying carrying = without_device(assistance.need);
    for (const DeviceRow& row : devices)
        if (row.device == assistance.device)
            carrying = {row.team_size,      row.level_mps,
                        row.stair_down_mps, up_factor * row.stair_down_mps,
                        row.radius_m,       {}};
    carrying.team_size = assistance.team_size.value_or(carrying.team_size);
    carrying.level_mps = assistance.level_mps.value_or(carrying.level_mps);
    carrying.stair_down_mps = assistance.stair_down_mps.value_or(carrying.stair_down_mps);
    const double up_mps =
        assistance.stair_down_mps ? up_factor * carrying.stair_down_mps : carrying.stair_up_mps;
    carrying.stair_up_mps = assistance.stair_up_mps.value_or(up_mps);
    carrying.radius_m = assistance.radius_m.value_or(carrying.radius_m);
    carrying.text = fmt::format(
        "{}, {} helper{}: {:.2f} m/s on the level ({}), {:.2f} m/s down and {:.2f} m/s up stairs ({}); "
        "preparation {:.0f} to {:.0f} s, uniform",
        assistance.need == HelpNeed::support ? "with support" : words_for(assistance.device),
        carrying.team_size, carrying.team_size == 1 ? "" : "s", carrying.level_mps,
        provenance(assistance.level_mps.has_value()), carrying.stair_down_mps, carrying.stair_up_mps,
        provenance(assistance.stair_down_mps.has_value()), assistance.preparation_min_s,
        assistance.preparation_max_s);
    return carrying;
}

}  // namespace wayout
