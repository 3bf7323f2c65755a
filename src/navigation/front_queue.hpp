/// The priority queue of the fast marching front.
#pragma once

#include "navigation/front_heap.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace wayout {

/// The least key first, in exactly the order of a heap, but for half its cost: what comes later lies unsorted
/// in a ring of short spans of time, and only the span of now is sorted. What lies beyond the ring waits in a
/// heap.
class FrontQueue {
public:
    /// While the front advances by a cell, so many spans hold some ten keys each: sorted in no time, and few
    /// of them empty (measured with fronts of 1,000 to 5,000 cells).
    static constexpr double spans_per_cell = 128.0;

    /// @param cell_time_s  time in which the front passes a cell on open ground; the order is right with any,
    /// and the cost least with the true one
    explicit FrontQueue(double cell_time_s)
        : spans_per_s_(static_cast<float>(spans_per_cell / cell_time_s)), ring_(ring_spans) {}

    bool empty() const { return count_ == 0; }

    void push(FrontKey key) {
        ++count_;
        const std::uint64_t span = span_of(key);
        if (span <= now_)
            insert(key);
        else if (span - now_ < ring_spans)
            put_into_ring(span, key);
        else
            far_.push(key);
    }

    FrontKey pop() {
        if (current_.empty())
            go_to_next_span();
        const FrontKey least = current_.back();
        current_.pop_back();
        if (--count_ == 0)
            now_ = 0;  // a new front may begin anywhere
        return least;
    }

private:
    static constexpr std::size_t ring_spans = 4096;
    static constexpr std::size_t word_bits = 64;
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    /// Later times are never in an earlier span, in spite of rounding. Span 0 is before all keys.
    std::uint64_t span_of(FrontKey key) const {
        constexpr float last = 1e18F;
        return 1 + static_cast<std::uint64_t>(std::min(key.time() * spans_per_s_, last));
    }

    /// Into the span of now, the least of which is last.
    void insert(FrontKey key) {
        std::size_t i = current_.size();
        current_.push_back(key);
        for (; i > 0 && current_[i - 1] < key; --i) current_[i] = current_[i - 1];
        current_[i] = key;
    }

    void put_into_ring(std::uint64_t span, FrontKey key) {
        const std::size_t slot = span % ring_spans;
        ring_[slot].push_back(key);
        is_used_[slot / word_bits] |= std::uint64_t{1} << (slot % word_bits);
    }

    /// The next span of the ring that holds keys.
    std::uint64_t next_in_ring() const {
        for (std::uint64_t ahead = 1; ahead < ring_spans;) {
            const std::size_t slot = (now_ + ahead) % ring_spans;
            const std::uint64_t word = is_used_[slot / word_bits] >> (slot % word_bits);
            if (word != 0)
                return now_ + ahead + static_cast<std::uint64_t>(std::countr_zero(word));
            ahead += word_bits - slot % word_bits;
        }
        return none;
    }

    /// Some keys are left, none of them in the span of now.
    void go_to_next_span() {
        const std::uint64_t in_ring = next_in_ring();
        now_ = far_.empty() ? in_ring : std::min(in_ring, span_of(far_.top()));
        if (now_ == in_ring) {
            const std::size_t slot = now_ % ring_spans;
            current_.swap(ring_[slot]);
            is_used_[slot / word_bits] &= ~(std::uint64_t{1} << (slot % word_bits));
        }
        while (!far_.empty() && span_of(far_.top()) == now_) current_.push_back(far_.pop());
        std::sort(current_.begin(), current_.end(), std::greater<>());
    }

    float spans_per_s_;
    std::uint64_t now_{0};  ///< span
    std::size_t count_{0};
    std::vector<FrontKey> current_;            ///< of the span of now, and what has come late; greatest first
    std::vector<std::vector<FrontKey>> ring_;  ///< [span % ring_spans]
    std::array<std::uint64_t, ring_spans / word_bits> is_used_{};
    FrontHeap far_;
};

}  // namespace wayout
