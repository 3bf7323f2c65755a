/// What led to the harm of each person, link by link, and people whose chains are equal but for the times.
#pragma once

#include "output/explain_source.hpp"

#include <wayout/error.hpp>

#include <string>
#include <vector>

namespace wayout {

/// From this extinction coefficient on the air counts as smoke: least that strangers to a building do not
/// bear, Jin 1976 [S]; the default of ExposureSpec::in_smoke_per_m.
inline constexpr double chain_smoke_per_m = 0.1;
/// The longest wait before the harm is a link from this length on; our choice.
inline constexpr double chain_wait_s = 10.0;

struct ChainLink {
    std::string what;  ///< without numbers: equal links are equal texts
    double time_s{0.0};
    double length_s{0.0};  ///< of a wait; 0: a moment
};

/// Somebody who came to harm.
struct HarmChain {
    AgentId person{0};
    std::vector<ChainLink> links;  ///< in the order of time, the harm last
};

/// Of all who were incapacitated, hurt or died, by id. Error: the replay is damaged.
Result<std::vector<HarmChain>> harm_chains(const ExplainSource& source);

/// People with equal chains. Columns over the links of the first.
struct ChainGroup {
    std::vector<HarmChain> chains;  ///< by person
    double earliest_s(std::size_t link) const;
    double latest_s(std::size_t link) const;
    double median_length_s(std::size_t link) const;
};
/// The largest group first, ties by the first person.
std::vector<ChainGroup> grouped_chains(std::vector<HarmChain> chains);

/// "began to walk to Foyer east at 12 s -> ... -> overcome by CO at 290 to 310 s".
std::string chain_words(const ChainGroup& group);

}  // namespace wayout
