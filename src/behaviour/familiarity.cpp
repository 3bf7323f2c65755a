#include "behaviour/familiarity.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace wayout {
namespace {

constexpr double weight_nearby = 10.0;
constexpr double present_advantage = 1.5;  ///< of the own exit: our choice

}  // namespace

ChoiceType type_for(const KnowledgeSpec::Types& shares, double uniform) {
    const double part = uniform * shares.sum();
    if (part < shares.conservative)
        return ChoiceType::conservative;
    if (part < shares.conservative + shares.herding)
        return ChoiceType::herding;
    if (part < shares.conservative + shares.herding + shares.follower)
        return ChoiceType::follower;
    return shares.active > 0.0 ? ChoiceType::active : ChoiceType::conservative;
}

std::size_t entrance_for(std::span<const KnowledgeSpec::Entrance> entrances, double uniform) {
    WAYOUT_ASSERT(!entrances.empty(), "nobody came in");
    double sum = 0.0;
    for (const KnowledgeSpec::Entrance& entrance : entrances) sum += entrance.weight;
    double left = uniform * sum;
    for (std::size_t i = 0; i + 1 < entrances.size(); ++i) {
        if (left < entrances[i].weight)
            return i;
        left -= entrances[i].weight;
    }
    return entrances.size() - 1;
}

int rank_of(const Acquaintance& exit, ChoiceType type) {
    if (exit.is_in_sight && (exit.is_familiar || type == ChoiceType::active))
        return rank_known_in_sight;
    if (exit.is_familiar)
        return rank_known;
    return exit.is_in_sight || exit.is_known_of ? rank_known_of : rank_unknown;
}

bool leads(const Leader& other, Vec2 here, const FollowingRule& rule) {
    const Vec2 to_here = here - other.at;
    const double away_m = length(to_here);
    return away_m > 0.0 && away_m <= rule.reach_m &&
           dot(other.heading, to_here) <= rule.largest_cosine * away_m;
}

GateId followed_exit(std::span<const Leader> leaders, Vec2 here, const FollowingRule& rule, GateId current,
                     double own_votes) {
    WAYOUT_ASSERT(leaders.size() <= rule.most, "too many to follow");
    const auto weight_of = [&](GateId exit) {
        double sum = 0.0;
        for (const Leader& leader : leaders)
            if (leader.exit == exit)
                sum += weight_nearby * std::max(0.0, 1.0 - length(leader.at - here) / rule.reach_m);
        return sum;
    };
    GateId best;
    double best_weight = 0.0;
    for (const Leader& leader : leaders) {
        const double weight = weight_of(leader.exit);
        if (!best.is_valid() || weight > best_weight || (weight == best_weight && leader.exit < best)) {
            best = leader.exit;
            best_weight = weight;
        }
    }
    if (best.is_valid() && current.is_valid() && best != current &&
        best_weight <= present_advantage * (weight_of(current) + own_votes * weight_nearby))
        return current;
    return best;
}

double votes_for_own_exit(double own_vote, int changes_so_far) {
    return own_vote * (1 + changes_so_far);
}

}  // namespace wayout
