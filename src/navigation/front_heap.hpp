/// The priority queue of the fast marching front.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace wayout {

/// Times with their cells, earliest first; equal times by the lower cell, so that the order is total and
/// every run takes the same one. Four children a node: fewer cache misses than two at the sizes of a front.
class FrontHeap {
public:
    bool empty() const { return keys_.empty(); }

    /// `time` >= 0.
    void push(float time, std::int32_t cell) {
        std::size_t i = keys_.size();
        const std::uint64_t key = key_of(time, cell);
        keys_.push_back(key);
        while (i > 0) {
            const std::size_t parent = (i - 1) / 4;
            if (keys_[parent] <= key)
                break;
            keys_[i] = keys_[parent];
            i = parent;
        }
        keys_[i] = key;
    }

    std::pair<float, std::int32_t> pop() {
        const std::uint64_t top = keys_.front();
        const std::uint64_t key = keys_.back();
        keys_.pop_back();
        const std::size_t count = keys_.size();
        if (count > 0) {
            std::size_t i = 0;
            for (;;) {
                const std::size_t first = 4 * i + 1;
                if (first >= count)
                    break;
                std::size_t least = first;
                const std::size_t end = first + 4 < count ? first + 4 : count;
                for (std::size_t child = first + 1; child < end; ++child)
                    least = keys_[child] < keys_[least] ? child : least;
                if (key <= keys_[least])
                    break;
                keys_[i] = keys_[least];
                i = least;
            }
            keys_[i] = key;
        }
        return {std::bit_cast<float>(static_cast<std::uint32_t>(top >> 32U)),
                static_cast<std::int32_t>(static_cast<std::uint32_t>(top))};
    }

private:
    /// The bits of floats that are not negative sort like the floats.
    static std::uint64_t key_of(float time, std::int32_t cell) {
        return std::uint64_t{std::bit_cast<std::uint32_t>(time)} << 32U | static_cast<std::uint32_t>(cell);
    }

    std::vector<std::uint64_t> keys_;
};

}  // namespace wayout
