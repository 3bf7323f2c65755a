/// The members of a study while it runs: which are still to be made, which have ended, and whether there are
/// enough. Everything that ends goes to the store at once.
#pragma once

#include "study/member_workers.hpp"
#include "study/stop_watch.hpp"
#include "study/study_plan.hpp"
#include "study/study_store.hpp"

#include <wayout/study_run.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace wayout {

class Ensemble : public TaskSource {
public:
    /// @param there  members of an earlier sitting
    Ensemble(const StudyPlan& plan, StudyStore& store, const StudyRunOptions& options,
             std::vector<MemberResult> there);

    std::optional<MemberTask> next() override;
    void finished(MemberResult member) override;
    void give_back(MemberTask task) override;

    /// After the work. Takes away what was run for nothing.
    Result<StudyOutcome> end();

private:
    std::size_t index_of(int variant, int replicate) const;
    void judge();
    void report() const;

    const StudyPlan& plan_;
    StudyStore& store_;
    const StudyRunOptions& options_;
    std::mutex guard_;
    StopWatch stop_watch_;
    /// [replicate][variant] what the stop rule needs, until it has been looked at.
    std::map<int, std::vector<std::optional<MemberResult>>> unjudged_;
    std::vector<bool> has_ended_;  ///< [replicate][variant]
    std::deque<MemberTask> given_back_;
    std::size_t next_index_{0};
    std::optional<int> enough_;  ///< replicates after which it had converged
    StudyProgress progress_;
    Errors failure_;
};

}  // namespace wayout
