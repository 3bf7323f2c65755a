#include "core/memory.hpp"
#include "core/large_vector.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace wayout {
namespace {

TEST(PeakMemory, GrowsByWhatIsTouchedAndNeverShrinks) {
    const double before_mib = peak_memory_mib();
    double with_block_mib = 0.0;
    {
        const std::vector<std::byte> block(std::size_t{64} << 20, std::byte{1});
        with_block_mib = peak_memory_mib();
        EXPECT_EQ(block.back(), std::byte{1});
    }
    // The block may reuse memory that earlier tests have freed; those of this program need no more than a few
    // MiB.
    EXPECT_GT(with_block_mib, before_mib + 48.0);
    EXPECT_LT(with_block_mib, before_mib + 256.0);
    EXPECT_GE(peak_memory_mib(), with_block_mib);
}

TEST(LargeVector, BeginsOnALargePageAndKeepsItsContents) {
    LargeVector<std::uint32_t> numbers(100);  // small: no page of its own
    std::iota(numbers.begin(), numbers.end(), 7U);
    numbers.resize(3'000'000);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers.data()) % large_page_bytes, 0U);
    EXPECT_EQ(numbers[99], 106U);
    EXPECT_EQ(numbers[100], 0U);
    const LargeVector<std::uint32_t> copy = numbers;
    numbers.resize(50);
    numbers.shrink_to_fit();
    EXPECT_EQ(numbers.back(), 56U);
    EXPECT_EQ(copy[99], 106U);
    EXPECT_EQ(copy.size(), 3'000'000U);
}

}  // namespace
}  // namespace wayout
