/// Plans whose outcome is known in closed form, for verification: everything is there at once and for
/// everybody, but for what a test is about.
#pragma once

#include <wayout/medical.hpp>

#include <string>
#include <vector>

namespace wayout {

/// One collection point "scene", triage without time and without error, no treatment, a fleet "fleet" of
/// `vehicles` that take two yellow or one red and are there at 0, and one hospital "hospital" with room for
/// everybody. Loading takes no time; drive, hand-over and way back 15, 10 and 15 min.
MedicalPlan simple_plan(int vehicles);

/// Nobody waits for anything: thousands of officers and vehicles, and no drive at all.
MedicalPlan endless_plan();

/// So many, found at 0, with ids "1", "2", ...
std::vector<Casualty> casualties_of_class(TriageClass c, int count);

/// Found one after another in a Poisson stream.
std::vector<Casualty> poisson_stream(double per_s, int count, std::uint64_t seed);

/// Service without error of `officers`, whose times follow the law; nobody goes anywhere else.
MedicalPlan triage_queue(int officers, const Distribution& time_s);

/// Exponential with the mean: a Weibull law of shape 1.
Distribution exponential(double mean_s);

/// Mean time in the queue of triage.
double mean_wait_s(const MedicalRun& run);

}  // namespace wayout
