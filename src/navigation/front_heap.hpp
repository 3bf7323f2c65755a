/// Keys of the fast marching front, and a heap of them.
#pragma once

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// A time with its cell in one number: sorts by time, equal times by the lower cell, so that the order is
/// total and every run takes the same one. The bits of floats that are not negative sort like the floats.
struct FrontKey {
    std::uint64_t bits{0};

    FrontKey() = default;
    /// `time` >= 0.
    FrontKey(float time, std::int32_t cell)
        : bits(std::uint64_t{std::bit_cast<std::uint32_t>(time)} << 32U | static_cast<std::uint32_t>(cell)) {}

    float time() const { return std::bit_cast<float>(static_cast<std::uint32_t>(bits >> 32U)); }
    std::int32_t cell() const { return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)); }
    friend auto operator<=>(const FrontKey&, const FrontKey&) = default;
};

/// The least key first. Four children a node: fewer cache misses than two at the sizes of a front.
class FrontHeap {
public:
    bool empty() const { return keys_.empty(); }
    FrontKey top() const { return keys_.front(); }

    void push(FrontKey key) {
        std::size_t i = keys_.size();
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

    FrontKey pop() {
        const FrontKey top = keys_.front();
        const FrontKey key = keys_.back();
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
        return top;
    }

private:
    std::vector<FrontKey> keys_;
};

}  // namespace wayout
