#include "core/memory.hpp"

#include <gtest/gtest.h>

#include <cstddef>
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

}  // namespace
}  // namespace wayout
