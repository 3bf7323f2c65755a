/// Why people did what they did: kept in the order of time and person, whatever the number of threads.
#pragma once

#include <wayout/results.hpp>

#include <cstddef>
#include <vector>

namespace wayout {

class DecisionLog {
public:
    /// @param is_kept  false: nothing is kept, note() costs nothing
    DecisionLog(bool is_kept, std::size_t workers) : is_kept_(is_kept), open_(workers) {}

    bool is_kept() const { return is_kept_; }
    /// Within a parallel phase; by worker. All decisions of one person in one phase must come from one
    /// worker.
    void note(std::size_t worker, Decision decision);
    /// From a phase that is not parallel.
    void note(Decision decision) { note(0, std::move(decision)); }
    /// At the end of each step: brings the step's decisions into order.
    void close_step();

    const std::vector<Decision>& decisions() const { return closed_; }

private:
    bool is_kept_;
    std::vector<std::vector<Decision>> open_;  ///< [worker]
    std::vector<Decision> closed_;
};

}  // namespace wayout
