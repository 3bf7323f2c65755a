/// How values stand in report-data.json. Only for the files that write and read it.
#pragma once

#include "output/packed.hpp"
#include "output/plan_model.hpp"
#include "output/tables.hpp"

#include <wayout/results.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace wayout::stored {

using Json = nlohmann::ordered_json;

/// What a reader finds wrong with the file; becomes an Error at the one place that reads.
struct BadData {
    std::string what;
};

Json plan_json(const PlanModel& plan);
/// Throws BadData or nlohmann::json::exception, as everything here that reads.
PlanModel plan_of(const Json& json);

Json results_json(const RunResults& results);
RunResults results_of(const Json& json);

/// The parts of a result with a fire or another hazard (stored_hazards.cpp).
Json hazards_json(const HazardOutcome& hazards);
HazardOutcome hazards_of(const Json& json, std::size_t storeys);
Json harm_json(const std::vector<PersonResult>& people);
void read_harm(const Json& json, std::vector<PersonResult>& people);
/// Danger areas, shelters and orders (stored_danger.cpp).
Json danger_json(const DangerOutcome& danger, const std::vector<PersonResult>& people);
DangerOutcome danger_of(const Json& json, std::size_t storeys, std::vector<PersonResult>& people);
/// Rescue teams (stored_rescue.cpp).
Json rescue_json(const RescueOutcome& rescue, const std::vector<PersonResult>& people);
RescueOutcome rescue_of(const Json& json, std::size_t zones, std::size_t storeys,
                        std::vector<PersonResult>& people);
/// Code figures (stored_norms.cpp).
Json norms_json(const std::vector<NormRow>& norms);
std::vector<NormRow> norms_of(const Json& json);
Json zone_times_json(const std::vector<ZoneResult>& zones);
void read_zone_times(const Json& json, std::vector<ZoneResult>& zones);

/// Value of a packed number that is not finite.
constexpr std::int32_t none = -(1 << 29);

/// Numbers as multiples of `step`. Larger than 2^29 steps is kept as none: no time or density is.
template <typename Values, typename Get>
std::string pack_column(const Values& values, double step, Get&& get) {
    std::vector<std::int32_t> out;
    out.reserve(values.size());
    for (const auto& v : values) {
        const double scaled = std::round(static_cast<double>(get(v)) / step);
        out.push_back(std::abs(scaled) < 536870911.0 ? static_cast<std::int32_t>(scaled)
                                                     : none);  // NaN compares false
    }
    return pack(out);
}

inline std::vector<std::int32_t> unpack_column(const Json& json, const char* key, std::size_t count) {
    const auto values = json.at(key).is_string() ? unpack(json.at(key).get<std::string>()) : std::nullopt;
    if (!values || values->size() != count)
        throw BadData{fmt::format("the column '{}' is damaged", key)};
    return *values;
}

/// `decimals`: the step is 10^-decimals. Division gives the nearest double to the decimal number,
/// multiplication would not.
inline double number_of(std::int32_t packed, int decimals) {
    static constexpr double powers[] = {1.0, 10.0, 100.0, 1000.0, 10000.0};
    return packed == none ? not_a_time : static_cast<double>(packed) / powers[decimals];
}

inline double number_or_nan(const Json& json, const char* key) {
    return json.contains(key) && json.at(key).is_number() ? json.at(key).get<double>() : not_a_time;
}

inline Json point(Vec2 p, int decimals = 4) {
    return Json::array({rounded(p.x, decimals), rounded(p.y, decimals)});
}

inline Vec2 point_of(const Json& json) {
    return {json.at(0).get<double>(), json.at(1).get<double>()};
}

template <typename T>
Json list_of(const std::vector<T>& values, auto&& to) {
    Json out = Json::array();
    for (const T& v : values) out.push_back(to(v));
    return out;
}

template <typename T>
std::vector<T> read_list(const Json& json, auto&& from) {
    std::vector<T> out;
    for (const Json& v : json) out.push_back(from(v));
    return out;
}

inline Json ring(const Ring& points) {
    return list_of(points, [](Vec2 p) { return point(p); });
}
inline Ring ring_of(const Json& json) {
    return read_list<Vec2>(json, point_of);
}
inline Json polygon(const Polygon& p) {
    return {{"outer", ring(p.outer)}, {"holes", list_of(p.holes, ring)}};
}
inline Polygon polygon_of(const Json& json) {
    return {ring_of(json.at("outer")), read_list<Ring>(json.at("holes"), ring_of)};
}

/// An enumerator by its number, which must be known.
template <typename E>
E enumerator(const Json& json, const char* key, int count) {
    const int value = json.at(key).get<int>();
    if (value < 0 || value >= count)
        throw BadData{fmt::format("'{}' has the unknown value {}", key, value)};
    return static_cast<E>(value);
}

inline int storey_row(const Json& json, const char* key, std::size_t count) {
    const int row = json.at(key).get<int>();
    if (row < -1 || row >= static_cast<int>(count))
        throw BadData{fmt::format("'{}' names the storey {} of {}", key, row, count)};
    return row;
}

/// Where a grid of cells over a storey lies.
template <typename Grid>
Json grid_place_json(const Grid& g) {
    return {{"storey", g.storey},
            {"corner_m", point(g.corner_m)},
            {"cell_m", g.cell_m},
            {"nx", g.nx},
            {"ny", g.ny}};
}
/// Fills the same of the grid. @return number of its cells
template <typename Grid>
std::size_t read_grid_place(const Json& json, std::size_t storeys, const char* what, Grid& g) {
    g.storey = storey_row(json, "storey", storeys);
    g.corner_m = point_of(json.at("corner_m"));
    g.cell_m = json.at("cell_m");
    g.nx = json.at("nx");
    g.ny = json.at("ny");
    if (g.nx < 0 || g.ny < 0 || !(g.cell_m > 0.0))
        throw BadData{fmt::format("{} has no size", what)};
    return static_cast<std::size_t>(g.nx) * static_cast<std::size_t>(g.ny);
}

}  // namespace wayout::stored
