/// The members of a forecast on disk: those that were run for earlier reports serve later ones too.
#pragma once

#include "reporting/conditioning.hpp"
#include "study/member_task.hpp"
#include "study/study_store.hpp"

#include <wayout/forecast.hpp>
#include <wayout/study.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace wayout {

/// A round of members as it was planned, whether or not they have been run.
struct PlannedRound {
    Proposal proposal;
    std::string from;   ///< in words
    std::string study;  ///< identity of the study that it was taken from; empty: drawn here
    std::vector<std::vector<double>> points;  ///< z
    std::vector<std::uint64_t> seeds;
};

/// File members.sqlite in the folder of a forecast: a study, with the rounds as notes.
class MemberPool {
public:
    /// Makes the file, or opens the one there. Errors: of another scenario, other inputs, another program.
    static Result<MemberPool> open(const std::filesystem::path& folder, const StudyIdentity& identity,
                                   const StudySpec& spec);

    const std::vector<PlannedRound>& rounds() const { return rounds_; }
    /// By number: round by round, in the order of their points. Not run yet: status failed, without courses.
    const std::vector<MemberResult>& members() const { return members_; }
    bool has_ended(std::size_t number) const { return has_ended_[number]; }
    int round_of(std::size_t number) const;
    std::size_t planned_count() const { return members_.size(); }
    /// Mean wall time of the members, 0 of none.
    double mean_wall_s() const;

    /// Noted before any of its members is run, so that their points are known whatever happens.
    Errors plan(PlannedRound round);
    MemberTask task_of(std::size_t number) const;
    Errors add(std::size_t number, MemberResult member);

    /// What has ended so far, for weighing: points of the members that can be used, and their numbers.
    EnsemblePoints usable(std::vector<std::size_t>& numbers) const;

private:
    MemberPool(StudyStore store, const StudySpec& spec) : store_(std::move(store)), spec_(spec) {}
    Errors load();
    void take_places(const PlannedRound& round);

    StudyStore store_;
    StudySpec spec_;
    std::vector<PlannedRound> rounds_;
    std::vector<MemberResult> members_;
    std::vector<bool> has_ended_;
};

}  // namespace wayout
