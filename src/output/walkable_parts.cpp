#include "output/walkable_parts.hpp"

#include "core/sha256.hpp"
#include "geometry/overlay.hpp"
#include "geometry/wkt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace wayout {

namespace {

/// How far the area reaches beyond an exit line, so that somebody recorded on the line is inside for every
/// reader.
constexpr double apron_m = 0.1;

/// To a billionth of a metre: adding the origin leaves -0.10000000000000142 where -0.1 is meant.
double tidy(double v) {
    return std::round(v * 1e9) / 1e9;
}

Polygon moved(Polygon polygon, Vec2 by) {
    const auto move = [&](Ring& ring) {
        for (Vec2& p : ring) p = {tidy(p.x + by.x), tidy(p.y + by.y)};
    };
    move(polygon.outer);
    for (Ring& hole : polygon.holes) move(hole);
    return polygon;
}

std::int64_t key_of(std::string_view wkt) {
    const std::string hex = sha256_of_text(wkt);
    return static_cast<std::int64_t>(std::stoull(hex.substr(0, 16), nullptr, 16));
}

double squared_distance_to(const Ring& ring, Vec2 p) {
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Vec2 a = ring[i], ab = ring[(i + 1) % ring.size()] - a;
        const double l2 = length_squared(ab);
        const double t = l2 > 0.0 ? std::clamp(dot(p - a, ab) / l2, 0.0, 1.0) : 0.0;
        best = std::min(best, length_squared(p - (a + t * ab)));
    }
    return best;
}

double squared_distance_to(const Polygon& polygon, Vec2 p) {
    double best = squared_distance_to(polygon.outer, p);
    for (const Ring& hole : polygon.holes) best = std::min(best, squared_distance_to(hole, p));
    return best;
}

}  // namespace

std::string file_name_part(std::string_view id) {
    std::string out;
    for (const char c : id.substr(0, 60)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '_' || c == '.';
        out += plain ? c : '_';
    }
    if (out.empty() || out.front() == '.')
        out.insert(out.begin(), '_');
    return out;
}

Result<WalkableParts> WalkableParts::of(const Venue& venue) {
    WalkableParts out;
    Region everything;
    std::set<std::string> used_suffixes;
    for (std::size_t s = 0; s < venue.storeys.size(); ++s) {
        const auto storey = StoreyId::from(s);
        Region pieces;
        for (const Surface& surface : venue.surfaces)
            if (surface.storey == storey)
                pieces.insert(pieces.end(), surface.walkable.begin(), surface.walkable.end());
        for (const Gate& gate : venue.gates)
            if (gate.kind == GateKind::exit && gate.left.is_valid() &&
                venue.surfaces[gate.left.row()].storey == storey)
                // A thousandth of a metre of overlap makes the apron and the floor one area.
                pieces.push_back(strip(gate.line, 0.001, apron_m));
        if (pieces.empty())
            continue;
        Result<Region> united = unite(pieces);
        if (!united)
            return united.error();
        std::stable_sort(united->begin(), united->end(),
                         [](const Polygon& a, const Polygon& b) { return area(a) > area(b); });
        const std::string base = file_name_part(venue.storeys[s].id);
        int number = 1;
        for (Polygon& polygon : *united) {
            WalkablePart part;
            part.storey = storey;
            do part.suffix = number == 1 ? base : fmt::format("{}_{}", base, number);
            while (++number, !used_suffixes.insert(part.suffix).second);
            const Polygon user = moved(polygon, venue.origin_m);
            part.wkt = write_wkt(user);
            part.key = key_of(part.wkt);
            const Box box = bounds(user);
            part.low = box.min;
            part.high = box.max;
            part.polygon = std::move(polygon);
            everything.push_back(part.polygon);
            out.locators_.emplace_back(Region{part.polygon});
            out.parts_.push_back(std::move(part));
        }
    }
    Result<Region> all = unite(everything);
    if (!all)
        return all.error();
    Box box;
    for (Polygon& polygon : *all) {
        polygon = moved(std::move(polygon), venue.origin_m);
        box.add(bounds(polygon));
    }
    out.wkt_of_all_ = write_wkt(*all);
    out.low_ = box.min;
    out.high_ = box.max;

    for (const Surface& surface : venue.surfaces) {
        Place place;
        for (std::size_t i = 0; i < out.parts_.size(); ++i)
            if (out.parts_[i].storey == surface.storey)
                place.candidates.push_back(i);
        if (!place.candidates.empty())
            place.part = place.candidates.front();
        if (place.candidates.size() < 2)
            place.candidates.clear();
        out.place_of_surface_.push_back(std::move(place));
    }
    return out;
}

std::size_t WalkableParts::part_of(std::int32_t surface, Vec2 p) const {
    const Place& place = place_of_surface_[static_cast<std::size_t>(surface)];
    std::size_t nearest = place.part;
    double best = std::numeric_limits<double>::infinity();
    for (const std::size_t candidate : place.candidates)
        if (locators_[candidate].covers(p))
            return candidate;
    // On a rim by a rounding error: the nearest.
    for (const std::size_t candidate : place.candidates) {
        const double d2 = squared_distance_to(parts_[candidate].polygon, p);
        if (d2 < best) {
            best = d2;
            nearest = candidate;
        }
    }
    return nearest;
}

}  // namespace wayout
