#include "study/coat_profiles.hpp"

#include "core/math.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace wayout {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Distribution::Kind;

/// Every draw times the factor.
Distribution scaled(Distribution d, double factor) {
    for (double* member : {&d.value, &d.mean, &d.sd, &d.scale, &d.offset, &d.min, &d.max}) *member *= factor;
    for (double& value : d.values) value *= factor;
    d.mu += portable_log(factor);
    return d;
}

void put_if_finite(Json& json, const char* key, double value) {
    if (std::isfinite(value))
        json[key] = value;
}

Json distribution_json(const Distribution& d) {
    Json json;
    switch (d.kind) {
        case Kind::constant:
            json = {{"distribution", "constant"}, {"value", d.value}};
            break;
        case Kind::uniform:
            json = {{"distribution", "uniform"}};
            break;
        case Kind::normal:
            json = {{"distribution", "normal"}, {"mean", d.mean}, {"sd", d.sd}};
            break;
        case Kind::lognormal:
            json = {{"distribution", "lognormal"}, {"mu", d.mu}, {"sigma", d.sigma}, {"offset", d.offset}};
            break;
        case Kind::weibull:
        case Kind::gamma:
            json = {{"distribution", d.kind == Kind::gamma ? "gamma" : "weibull"},
                    {"shape", d.shape},
                    {"scale", d.scale},
                    {"offset", d.offset}};
            break;
        case Kind::empirical:
            json = {{"distribution", "empirical"}, {"values", d.values}};
            if (!d.weights.empty())
                json["weights"] = d.weights;
            break;
    }
    if (d.kind != Kind::constant && d.kind != Kind::empirical) {
        put_if_finite(json, "min", d.min);
        put_if_finite(json, "max", d.max);
    }
    if (!d.source.empty())
        json["source"] = d.source;
    return json;
}

void put_stairs(Json& json, const char* speed_key, const std::optional<Distribution>& speed,
                const char* factor_key, double factor) {
    if (speed)
        json[speed_key] = distribution_json(*speed);
    else
        json[factor_key] = factor;
}

Json group_json(const ProfileGroup& group, double width_factor) {
    constexpr const char* sexes[] = {"unspecified", "female", "male"};
    constexpr const char* mobilities[] = {"ambulant", "reduced", "wheelchair"};
    const bool is_widened = group.mobility != MobilityClass::wheelchair;
    Json json{
        {"name", group.name},
        {"share", group.share},
        {"sex", sexes[static_cast<std::size_t>(group.sex)]},
        {"mobility", mobilities[static_cast<std::size_t>(group.mobility)]},
        {"age_years", distribution_json(group.age_years)},
        {"radius_m", distribution_json(is_widened ? scaled(group.radius_m, width_factor) : group.radius_m)}};
    if (group.speed_by_age.empty()) {
        json["free_speed_mps"] = distribution_json(group.free_speed_mps);
    } else {
        json["speed_by_age"] = Json::array();
        for (const Vec2 row : group.speed_by_age) json["speed_by_age"].push_back({row.x, row.y});
        json["speed_relative_sd"] = group.speed_relative_sd;
    }
    put_stairs(json, "stair_down_mps", group.stair_down_mps, "stair_down_factor", group.stair_down_factor);
    put_stairs(json, "stair_up_mps", group.stair_up_mps, "stair_up_factor", group.stair_up_factor);
    json["pre_movement_factor"] = group.pre_movement_factor;
    return json;
}

}  // namespace

std::string widened_profile_json(const ProfileSpec& profile, const std::string& id, double width_factor) {
    Json json{{"id", id},
              {"name", profile.label() + ", in coats"},
              {"source", fmt::format("{}; body widths times {}", profile.source, trimmed(width_factor, 3))}};
    json["groups"] = Json::array();
    for (const ProfileGroup& group : profile.groups)
        json["groups"].push_back(group_json(group, width_factor));
    return json.dump();
}

}  // namespace wayout
