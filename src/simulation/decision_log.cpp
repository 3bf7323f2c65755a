#include "simulation/decision_log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace wayout {

void DecisionLog::note(std::size_t worker, Decision decision) {
    if (is_kept_)
        open_[worker].push_back(std::move(decision));
}

void DecisionLog::note(Decision decision) {
    if (!is_kept_)
        return;
    close_phase();
    closed_.push_back(std::move(decision));
}

void DecisionLog::close_phase() {
    for (std::vector<Decision>& of_worker : open_) {
        std::move(of_worker.begin(), of_worker.end(), std::back_inserter(closed_));
        of_worker.clear();
    }
}

void DecisionLog::close_step() {
    close_phase();
    std::stable_sort(closed_.begin() + static_cast<std::ptrdiff_t>(step_begins_), closed_.end(),
                     [](const Decision& a, const Decision& b) {
                         return a.time_s != b.time_s ? a.time_s < b.time_s : a.person < b.person;
                     });
    step_begins_ = closed_.size();
}

}  // namespace wayout
