/// A yes or no for each row and column: which exits somebody knows, which signs can be read from a place.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace wayout {

/// Different rows may be written at once.
class BitTable {
public:
    BitTable() = default;
    BitTable(std::size_t rows, std::size_t columns) : words_((columns + 63) / 64), bits_(rows * words_) {}

    bool has(std::size_t row, std::size_t column) const {
        return (bits_[row * words_ + column / 64] >> (column % 64) & 1U) != 0;
    }
    void add(std::size_t row, std::size_t column) {
        bits_[row * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
    }
    void clear(std::size_t row) {
        for (std::size_t w = 0; w < words_; ++w) bits_[row * words_ + w] = 0;
    }
    std::size_t count(std::size_t row) const {
        std::size_t sum = 0;
        for (std::size_t w = 0; w < words_; ++w)
            sum += static_cast<std::size_t>(std::popcount(bits_[row * words_ + w]));
        return sum;
    }
    std::size_t word_count() const { return words_; }
    std::uint64_t word(std::size_t row, std::size_t w) const { return bits_[row * words_ + w]; }

private:
    std::size_t words_{0};
    std::vector<std::uint64_t> bits_;
};

}  // namespace wayout
