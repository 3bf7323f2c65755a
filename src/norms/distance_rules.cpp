/// Travel distances along the walkable path: people-and-response specification 7.3.
#include "norms/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout::norms {
namespace {

/// The whole way is longer than the limit, but where it ends by the code may not be known: the way to the
/// first stair or out of the room is the least that counts.
NormRow judge_way(const Rule& rule, const Farthest& whole, const Farthest& least, double limit_m,
                  const std::string& least_words, const std::string& assumptions) {
    NormRow row = at_most(rule, whole.place, whole.distance_m, limit_m, "m", assumptions);
    if (row.verdict != NormVerdict::not_met || std::isnan(least.distance_m))
        return row;
    if (least.distance_m > limit_m)
        return at_most(rule, least.place, least.distance_m, limit_m, "m",
                       fmt::format("Measured {} only. {}", least_words, assumptions));
    row.verdict = NormVerdict::not_known;
    row.assumptions = fmt::format(
        "To a final exit it is too far; {} it is {:.1f} m at most. Whether the way ends there by the "
        "code is not known. {}",
        least_words, least.distance_m, assumptions);
    return row;
}

/// MVStaettVO section 7: 30 m, and 5 m more for each 2.5 m of clear height above 5 m, at most 60 m.
NormRow german_way(const BuildingFacts& facts) {
    constexpr double base_m = 30.0;
    constexpr double most_m = 60.0;
    const Rule rule{Jurisdiction::mvstaettvo, "section 7",
                    "30 m to an exit of the hall; 5 m more per 2.5 m of clear height above 5 m, at most 60 m",
                    FigureSource::source};
    const double way_m = facts.out_of_room.distance_m;
    NormRow row = at_most(rule, facts.out_of_room.place, way_m, way_m > most_m ? most_m : base_m, "m",
                          "Through the first door or to the first stair. The clear height is not known.");
    if (row.verdict == NormVerdict::not_met && way_m <= most_m) {
        row.verdict = NormVerdict::not_known;
        row.assumptions = fmt::format(
            "Through the first door or to the first stair. Allowed with a clear height "
            "of {:.1f} m, which is not known.",
            5.0 + 2.5 * std::ceil((way_m - base_m) / 5.0 - 1e-9));
    }
    return row;
}

}  // namespace

std::vector<NormRow> distance_rules(const BuildingFacts& facts) {
    const std::string path = "Along the walkable path, escalators left out.";
    const std::string stairs = "to the first stair";
    std::vector<NormRow> rows;
    rows.push_back(german_way(facts));
    rows.push_back(judge_way(
        {Jurisdiction::adb, "volume 2, travel distance", "45 m with several ways", FigureSource::secondary},
        facts.to_exit, facts.to_storey_exit, 45.0, stairs, path));
    rows.push_back(at_most(
        {Jurisdiction::adb, "volume 2, travel distance", "18 m in one direction", FigureSource::secondary},
        facts.in_one_direction.place, facts.in_one_direction.distance_m, 18.0, "m",
        path + " Until a room with two ways out, whatever the angle between them."));
    for (const auto& [jurisdiction, clause] :
         {std::pair{Jurisdiction::ibc, "1017.2"},
          std::pair{Jurisdiction::nfpa, "chapter 12, travel distance"}}) {
        rows.push_back(judge_way({jurisdiction, clause, "61 m to an exit", FigureSource::memory},
                                 facts.to_exit, facts.to_storey_exit, 61.0, stairs,
                                 path + " With sprinklers 76 m."));
        rows.push_back(at_most({jurisdiction, clause, "common path of 23 m", FigureSource::memory},
                               facts.in_one_direction.place, facts.in_one_direction.distance_m, 23.0, "m",
                               path + " Until a room with two ways out."));
    }
    rows.push_back(judge_way({Jurisdiction::green_guide, "travel distance",
                              "30 m to an exit of the viewing area", FigureSource::secondary},
                             facts.to_exit, facts.out_of_room, 30.0, "through the first door", path));
    return rows;
}

}  // namespace wayout::norms
