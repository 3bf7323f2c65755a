/// Places from which people have turned back, and over which they try no way again: not another exit behind
/// the same smoke, nor the same one as soon as the smoke is out of sight.
#pragma once

#include <wayout/ids.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// By person and piece of floor (Patches). What different people keep in mind may be changed at once.
class BarredPlaces {
public:
    BarredPlaces(std::size_t people, std::size_t patches);

    void bar(AgentId person, std::int32_t patch);
    /// The person has seen that it is not so any more.
    void reopen(AgentId person, std::int32_t patch);
    bool is_barred(AgentId person, std::int32_t patch) const;
    bool has_any(AgentId person) const { return counts_[person - 1] > 0; }
    void forget(AgentId person);

private:
    std::size_t words_;
    std::vector<std::int32_t> counts_;              ///< [person - 1]
    std::vector<std::vector<std::uint64_t>> bits_;  ///< [person - 1][patch / 64]; empty: nothing yet
};

}  // namespace wayout
