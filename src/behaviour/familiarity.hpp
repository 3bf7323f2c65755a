/// Which exits people prefer by what they know and see of them, and whom they follow.
///
/// Source: FDS+Evac (Korhonen, guide 3.6 and table 3, read; Heliovaara, Ehtamo, Hostikka & Korhonen 2012 for
/// the types). What differs there and here says docs/models/knowledge.md.
#pragma once

#include <wayout/ids.hpp>
#include <wayout/knowledge.hpp>
#include <wayout/vec2.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

/// The type of somebody whose number in [0, 1) this is: the shares one after another.
ChoiceType type_for(const KnowledgeSpec::Types& shares, double uniform);

/// Row of the entrance that somebody came by, in proportion to the weights. Not of nothing.
std::size_t entrance_for(std::span<const KnowledgeSpec::Entrance> entrances, double uniform);

/// What an exit is to somebody.
struct Acquaintance {
    bool is_familiar{false};  ///< has used it, knows it from before, was sent there
    bool is_known_of{false};  ///< has seen it, read a sign to it, heard of it
    bool is_in_sight{false};
};

/// Places in the order of preference; 0 is for those who know everything. Table 3 of FDS+Evac's guide, where
/// 4 are exits with disturbing conditions. Exits known of and out of sight count as 3 here; there nobody
/// remembers them.
inline constexpr int rank_known_in_sight = 1;
inline constexpr int rank_known = 2;
inline constexpr int rank_known_of = 3;
inline constexpr int rank_disturbed = 4;
/// What somebody takes who knows no way out at all: our choice, there they stay where they are.
inline constexpr int rank_unknown = 5;

/// To active people all that they see is equal.
int rank_of(const Acquaintance& exit, ChoiceType type);

/// Whom people follow.
struct FollowingRule {
    double reach_m{5.0};
    std::size_t most{5};          ///< the nearest so many
    double largest_cosine{-0.2};  ///< between a leader's heading and the direction from him to oneself
};
inline constexpr FollowingRule herding_rule{};
inline constexpr FollowingRule follower_rule{2.5, 5, 0.2};

/// Somebody near who heads for an exit.
struct Leader {
    AgentId person{0};
    GateId exit;
    Vec2 at;
    Vec2 heading;  ///< unit
};

/// Whether he walks ahead, not towards.
bool leads(const Leader& other, Vec2 here, const FollowingRule& rule);

/// The exit that most of the leaders head for; each counts 10 when next to oneself and 0 at the reach, linear
/// (FDS+Evac, read). Equal sums: the first exit. Invalid without leaders. At most FollowingRule::most of
/// them.
///
/// Whoever has an exit already changes only for a sum that is larger by half than that of his own exit, for
/// which he counts himself: `own_votes` of people next to him. Our choice; FDS+Evac has either no such
/// inertia or keeps the first choice for good (I_HERDING_TYPE, its list of input changes, read).
GateId followed_exit(std::span<const Leader> leaders, Vec2 here, const FollowingRule& rule, GateId current,
                     double own_votes);

/// How many votes somebody gives the exit that he has: `own_vote`, once more with each time that he has
/// changed to follow others. Our choice. As the leaders count less than 10 each, the n-th change needs
/// most > 1.5 own_vote n: with 5 leaders and a vote of 1 nobody changes more than three times to follow.
double votes_for_own_exit(double own_vote, int changes_so_far);

}  // namespace wayout
