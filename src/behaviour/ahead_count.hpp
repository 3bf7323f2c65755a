/// Who is ahead of whom on the way to an opening: a picture of one moment that all who decide share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

class AheadCount {
public:
    /// @param bins_per_unit  of how far people are: decides what ahead() costs, not what it returns
    AheadCount(std::size_t openings, float bins_per_unit);

    /// Takes a new picture. Columns of equal length; rows with opening -1 or without a finite way do not
    /// count.
    /// @param far  how far each is from the opening: time or distance
    void take(std::span<const std::int32_t> opening, std::span<const float> far);

    /// People who head for the opening and are less far. O(people in the same bin).
    std::size_t ahead(std::size_t opening, float far) const;
    /// All who head for it.
    std::size_t all(std::size_t opening) const;

private:
    static constexpr std::size_t most_bins = 8192;  ///< all that is farther shares the last one

    std::size_t slot(std::size_t opening, float far) const;

    std::size_t openings_;
    float bins_per_unit_;
    std::size_t bin_count_{1};          ///< of each opening
    std::vector<std::uint32_t> first_;  ///< [opening * bin_count + bin] of its people; and the end
    std::vector<float> far_;            ///< by opening and bin
};

}  // namespace wayout
