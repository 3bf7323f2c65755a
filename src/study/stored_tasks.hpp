/// Members of a study that was run, as they can be run again.
#pragma once

#include "study/member_task.hpp"
#include "study/study_store.hpp"

#include <wayout/error.hpp>
#include <wayout/study.hpp>

#include <string>
#include <utility>
#include <vector>

namespace wayout {

/// What stands in the file of a study, and what is needed to make its members again.
class StoredTasks {
public:
    /// Errors: the file does not tell the inputs and variants of a study of this version.
    static Result<StoredTasks> of(const StudyIdentity& identity, StoredStudy study);

    /// The task that the member was made of, with the values that were drawn then and without a limit of wall
    /// time. Errors: the file has no values of the inputs for it.
    Result<MemberTask> task_of(const MemberResult& member) const;
    const std::vector<ScenarioChange>& changes_of_variant(int variant) const {
        return variants_[static_cast<std::size_t>(variant)].changes;
    }
    const std::vector<VariantSpec>& variants() const { return variants_; }
    /// What every input does to the scenario at the least and the greatest value that was drawn, and with
    /// every option that was; with a name for people. Errors: the file has no values of the inputs.
    Result<std::vector<std::pair<std::string, std::vector<ScenarioChange>>>> input_extremes() const;

private:
    std::vector<FactorSpec> factors_;
    std::vector<VariantSpec> variants_;
    std::vector<std::vector<double>> draws_;  ///< [replicate][input]
};

}  // namespace wayout
