/// How rows are made, and the rules themselves. Only for this module and the one that gathers facts.
#pragma once

#include "norms/facts.hpp"

#include <wayout/norms.hpp>

#include <string>
#include <vector>

namespace wayout::norms {

/// Who asks, where it stands, and how its number is known.
struct Rule {
    Jurisdiction jurisdiction{Jurisdiction::wayout};
    std::string clause;
    std::string text;
    FigureSource source{FigureSource::source};
};

/// Judged: met where the value keeps to the limit. Not known where either is NaN.
NormRow at_least(const Rule& rule, std::string subject, double value, double limit, std::string unit,
                 std::string assumptions = {});
NormRow at_most(const Rule& rule, std::string subject, double value, double limit, std::string unit,
                std::string assumptions = {});
/// Without verdict, since the rule does not apply or what it needs is not known.
NormRow without_verdict(const Rule& rule, NormVerdict why, std::string assumptions);

/// Of rows of the same rule for several rooms, exits or stairs the one with the least margin relative to its
/// limit; of equals the first. Its assumptions tell how many do not meet the rule.
NormRow worst_of(const std::vector<NormRow>& rows, const std::string& things);

std::vector<NormRow> building_rules(const BuildingFacts& facts);
std::vector<NormRow> distance_rules(const BuildingFacts& facts);
std::vector<NormRow> run_rules(const BuildingFacts& building, const RunFacts& run);

}  // namespace wayout::norms
