/// What a run says, in plain words: who got out, when, where it jammed and what set the pace. Text only, no
/// markup.
#pragma once

#include <wayout/results.hpp>

#include <string>
#include <vector>

namespace wayout {

struct Verdict {
    enum class Grade { pass, warn, fail } grade{Grade::warn};
    std::string headline;              ///< "Everyone is out after 6 min 32 s"
    std::string text;                  ///< two or three sentences
    std::vector<std::string> reasons;  ///< where it jams, what limits, what to mind
};

Verdict verdict_of(const RunResults& results);

/// Where the time of the last people to leave went, on average over the last 5 % (at least one person).
struct LastPeople {
    int count{0};
    double before_start_s{0.0};  ///< pre-movement time
    double walking_s{0.0};       ///< the way at the free speed on level ground
    double delayed_s{0.0};       ///< the rest: queues, crowds, stairs, seat rows
};
LastPeople last_people(const RunResults& results);

}  // namespace wayout
