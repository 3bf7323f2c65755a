/// Tests of the medical chain: they need no run of people from the catalogue, and judge at once.
#pragma once

#include "verification/experiment.hpp"

#include <functional>

namespace wayout {

Experiment chain_test(VerificationTest test, std::function<Judgement(const Conditions&)> judge);

void add_casualty_experiments(Experiments& catalogue);  // WAYOUT 66-71

}  // namespace wayout
