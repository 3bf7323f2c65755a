/// What a forecast is made of, read and checked before anything is run.
#pragma once

#include "study/member_task.hpp"
#include "study/study_store.hpp"

#include <wayout/forecast.hpp>
#include <wayout/medical_plan.hpp>
#include <wayout/study.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayout {

struct ForecastSetup {
    StudySpec spec;  ///< inputs, and one variant that holds what members are run with
    MemberRunner runner;
    Ledger ledger;
    std::optional<MedicalPlan> plan;
    StudyIdentity identity;
    std::uint64_t first_seed{1};
    bool are_inputs_assumed{false};
    std::vector<std::string> notes;
};

/// Errors: of scenario, study and reports, all at once.
Result<ForecastSetup> set_up_forecast(const ForecastOptions& options);

}  // namespace wayout
