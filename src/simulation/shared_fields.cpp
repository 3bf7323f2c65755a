#include "simulation/shared_fields.hpp"

#include <algorithm>

namespace wayout {

std::shared_ptr<const TravelTimeField> SharedFields::get(
    const Key& key, const std::function<std::shared_ptr<const TravelTimeField>()>& solve) {
    const auto find = [&] {
        return std::find_if(fields_.begin(), fields_.end(),
                            [&](const auto& entry) { return entry.first == key; });
    };
    {
        const std::lock_guard lock(guard_);
        if (const auto found = find(); found != fields_.end())
            return found->second;
    }
    // Two may solve the same at once: equal bits, and one of them is kept.
    std::shared_ptr<const TravelTimeField> field = solve();
    const std::lock_guard lock(guard_);
    if (const auto found = find(); found != fields_.end())
        return found->second;
    const std::size_t size = field->time_s.size() * sizeof(field->time_s[0]) +
                             field->next_gate.size() * sizeof(field->next_gate[0]);
    if (bytes_ + size <= most_bytes) {
        bytes_ += size;
        fields_.emplace_back(key, field);
    }
    return field;
}

}  // namespace wayout
