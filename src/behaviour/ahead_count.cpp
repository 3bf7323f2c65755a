#include "behaviour/ahead_count.hpp"

#include <algorithm>
#include <cmath>

namespace wayout {

AheadCount::AheadCount(std::size_t openings, float bins_per_unit)
    : openings_(openings), bins_per_unit_(bins_per_unit) {}

std::size_t AheadCount::slot(std::size_t opening, float far) const {
    const auto bin = std::min(static_cast<std::size_t>(std::max(0.0F, far) * bins_per_unit_), bin_count_ - 1);
    return opening * bin_count_ + bin;
}

void AheadCount::take(std::span<const std::int32_t> opening, std::span<const float> far) {
    const auto counts = [&](std::size_t row) { return opening[row] >= 0 && std::isfinite(far[row]); };
    float farthest = 0.0F;
    for (std::size_t row = 0; row < opening.size(); ++row)
        if (counts(row))
            farthest = std::max(farthest, far[row]);
    bin_count_ = std::min(static_cast<std::size_t>(farthest * bins_per_unit_), most_bins - 1) + 1;
    first_.assign(openings_ * bin_count_ + 1, 0);
    for (std::size_t row = 0; row < opening.size(); ++row)
        if (counts(row))
            ++first_[slot(static_cast<std::size_t>(opening[row]), far[row])];
    // Where each bin ends; filling it from behind leaves where it begins.
    std::uint32_t sum = 0;
    for (std::uint32_t& end : first_) end = sum += end;
    far_.resize(sum);
    for (std::size_t row = 0; row < opening.size(); ++row)
        if (counts(row))
            far_[--first_[slot(static_cast<std::size_t>(opening[row]), far[row])]] = far[row];
}

std::size_t AheadCount::ahead(std::size_t opening, float far) const {
    if (first_.empty())
        return 0;
    const std::size_t own = slot(opening, far);
    const auto* const begin = far_.data() + first_[own];
    const auto* const end = far_.data() + first_[own + 1];
    return first_[own] - first_[opening * bin_count_] +
           static_cast<std::size_t>(std::count_if(begin, end, [far](float other) { return other < far; }));
}

std::size_t AheadCount::all(std::size_t opening) const {
    return first_.empty() ? 0 : first_[(opening + 1) * bin_count_] - first_[opening * bin_count_];
}

}  // namespace wayout
