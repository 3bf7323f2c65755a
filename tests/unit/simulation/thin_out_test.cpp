#include "simulation/thin_out.hpp"

#include <gtest/gtest.h>

namespace wayout {
namespace {

using Frames = std::vector<std::vector<int>>;

TEST(ThinOut, KeepsEverySecondFrameWithWhatIsInIt) {
    Frames frames{{1, 1}, {2}, {3, 3, 3}, {4}, {5}};
    thin_out(frames);
    EXPECT_EQ(frames, (Frames{{1, 1}, {3, 3, 3}, {5}}));
    thin_out(frames);
    EXPECT_EQ(frames, (Frames{{1, 1}, {5}}));
    Frames none;
    thin_out(none);
    EXPECT_TRUE(none.empty());
}

}  // namespace
}  // namespace wayout
