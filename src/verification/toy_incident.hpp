/// An incident in closed form, which takes no time to run: for tests of what is made of reports.
#pragma once

#include "reporting/conditioning.hpp"
#include "reporting/synthetic_reports.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// Courses of a member by name.
struct ToyMember {
    double step_s{30.0};
    std::map<std::string, std::vector<float>> courses;

    CourseLookup lookup() const;  ///< refers to the member
    double last(const std::string& name) const { return static_cast<double>(courses.at(name).back()); }
    double at(const std::string& name, double time_s) const;
};

/// Makes a member of the place of its inputs and its seed.
using ToyModel = std::function<ToyMember(std::span<const double> z, std::uint64_t seed)>;

/// Four uncertain inputs: attendance, time before people start, flow of the exits, share that is overcome;
/// and chance in how many are. Evacuated: min(N - trapped, flow (t - start)); of the trapped half die, over
/// half an hour. Invented numbers, of the size of a club.
ToyMember toy_incident(std::span<const double> z, std::uint64_t seed);
inline constexpr std::size_t toy_dimension = 4;

/// What is told of it up to a time: responders, officials, hospitals, press and a witness.
std::vector<PlannedStatement> toy_statements(double until_s);

/// Members made and conditioned, with the rounds of next_round().
struct ToyEnsemble {
    std::vector<ToyMember> members;
    EnsemblePoints points;
    Conditioned conditioned;

    std::vector<double> values(const std::function<double(const ToyMember&)>& of) const;
    /// 5, 50 and 95 % of a figure with these weights.
    std::vector<double> band(const std::function<double(const ToyMember&)>& of,
                             std::span<const double> weights) const;
};
/// @param seed  of the points and the members; other than that of the truth
ToyEnsemble condition_toy(const Ledger& ledger, const ToyModel& model, std::size_t dimension,
                          const SamplingSettings& settings, std::uint64_t seed);

}  // namespace wayout
