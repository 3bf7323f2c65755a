/// What follows from the decisions of a run by counting. No state, no files.
#pragma once

#include <wayout/results.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Whether somebody heads for Decision::passage from then on. Who learns of an exit does not.
inline bool heads_for_exit(const Decision& decision) {
    return decision.passage >= 0 && decision.kind != "learns";
}

/// Whether somebody heads for another place than an exit from then on: a shelter, a child, a lift, or no
/// place at all because no exit can be reached.
inline bool heads_elsewhere(const Decision& decision) {
    static constexpr std::array<std::string_view, 7> kinds = {
        "goes", "keeps away", "searches", "shelters", "takes lift", "waits", "loses the way"};
    return decision.passage < 0 && (!decision.choice.empty() || decision.kind == kinds.back()) &&
           std::find(kinds.begin(), kinds.end(), decision.kind) != kinds.end();
}

/// Decisions of one kind for one reason, numbers and names of exits aside.
struct ReasonCount {
    std::string kind;
    std::string reason;  ///< "... s shorter than the other exit"
    int decisions{0};
    int people{0};  ///< who had this reason at least once
};
/// By kind in the order in which kinds first occur, the most frequent reason first.
std::vector<ReasonCount> count_reasons(const RunResults& results);

/// Of each exit, by row of RunResults::passages: how many chose it first, last, and left through it.
struct ExitUse {
    int passage{-1};
    int chosen_first{0};
    int chosen_last{0};
    int used{0};
    int used_as_chosen_first{0};  ///< left through it, and had chosen it first
};
std::vector<ExitUse> count_exit_use(const RunResults& results);

/// How many people turned to another exit so often: [0] not once, [1] once, ... Of those who chose an exit at
/// all. Counted are choices of another exit than before.
std::vector<int> count_changes(const RunResults& results);

}  // namespace wayout
