/// The members of a study while it runs: which are still to be made, which have ended, and whether there are
/// enough. Everything that ends goes to the store at once.
#pragma once

#include "study/member_workers.hpp"
#include "study/study_plan.hpp"
#include "study/study_store.hpp"

#include <wayout/study_run.hpp>

#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace wayout {

/// Looks at all variants of a replicate after another and says when these are enough. Called in the order of
/// the replicates, whatever the order in which they ended, so that the answer is the same for any number of
/// threads. Empty: all that the plan has.
using EnoughRule = std::function<bool(std::span<const MemberResult* const>)>;

class Ensemble : public TaskSource {
public:
    /// @param there  members of an earlier sitting
    Ensemble(const StudyPlan& plan, StudyStore& store, const StudyRunOptions& options, EnoughRule is_enough,
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
    EnoughRule is_enough_;
    int judged_{0};  ///< replicates
    /// [replicate][variant] what the rule needs, until it has been looked at.
    std::map<int, std::vector<std::optional<MemberResult>>> unjudged_;
    std::vector<bool> has_ended_;  ///< [replicate][variant]
    std::deque<MemberTask> given_back_;
    std::size_t next_index_{0};
    std::optional<int> enough_;  ///< replicates after which the rule was met
    StudyProgress progress_;
    Errors failure_;
};

}  // namespace wayout
