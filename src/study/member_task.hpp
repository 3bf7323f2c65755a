/// One run of a study before it is made, and the run itself.
#pragma once

#include <wayout/scenario_change.hpp>
#include <wayout/study_results.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct MemberTask {
    int variant{0};
    int replicate{0};
    std::uint64_t seed{0};
    std::vector<ScenarioChange> changes;
    double limit_s{0.0};  ///< wall time; 0: none
    std::vector<double> left_at_s;
};

/// What members have in common and share: the scenario's text, and venues that were built. Any number of
/// threads may use one at a time.
class MemberRunner {
public:
    explicit MemberRunner(ScenarioTree tree);
    ~MemberRunner();
    MemberRunner(MemberRunner&&) noexcept;

    /// Never fails: what goes wrong is in the status of the result. One thread.
    MemberResult run(const MemberTask& task) const;

    /// What a run would be refused for before its first step; each problem begins with `name`. The venue is
    /// kept for the members.
    Errors problems_of(const MemberTask& task, std::string_view name) const;

    /// Places of the unchanged scenario's building that may have to be searched.
    std::vector<SearchPlace> places() const;

    const ScenarioTree& tree() const { return tree_; }

private:
    struct Venues;
    ScenarioTree tree_;
    std::unique_ptr<Venues> venues_;
};

/// Name of a member for messages: "run 12 of variant 'wide'".
std::string name_of(const MemberTask& task);

}  // namespace wayout
