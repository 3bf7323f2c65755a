/// What follows from the decisions of a run by counting. No state, no files.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

/// Whether somebody heads for Decision::passage from then on. Who learns of an exit does not.
inline bool heads_for_exit(const Decision& decision) {
    return decision.passage >= 0 && decision.kind != "learns";
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
