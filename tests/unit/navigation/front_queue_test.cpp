/// The order in which the cells of a front are accepted.
#include "navigation/front_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <vector>

namespace wayout::test {
namespace {

template <typename Queue>
std::vector<FrontKey> all_of(Queue queue, const std::vector<FrontKey>& keys) {
    for (const FrontKey key : keys) queue.push(key);
    std::vector<FrontKey> popped;
    while (!queue.empty()) popped.push_back(queue.pop());
    return popped;
}

TEST(FrontQueue, GivesEarliestFirstAndLowerCellsAmongEquals) {
    const std::vector<FrontKey> keys{{2.5F, 7}, {0.0F, 9}, {2.5F, 3}, {1.0F, 4}, {2.5F, 5},
                                     {0.5F, 1}, {9.0F, 0}, {1.0F, 2}, {3.0F, 8}, {2.5F, 6}};
    std::vector<int> cells;
    for (const FrontKey key : all_of(FrontQueue(0.1), keys)) cells.push_back(key.cell());
    EXPECT_EQ(cells, (std::vector<int>{9, 1, 2, 4, 3, 5, 6, 7, 8, 0}));
    EXPECT_EQ(all_of(FrontQueue(0.1), keys), all_of(FrontHeap(), keys));
}

TEST(FrontQueue, KeysCarryTimeAndCell) {
    const FrontKey key(12.75F, 1'234'567);
    EXPECT_EQ(key.time(), 12.75F);
    EXPECT_EQ(key.cell(), 1'234'567);
    EXPECT_LT(FrontKey(0.0F, 7), FrontKey(1e-30F, 0));
}

TEST(FrontQueue, TakesANewFrontWhenTheLastHasEnded) {
    FrontQueue queue(0.1);
    queue.push({50.0F, 1});
    EXPECT_EQ(queue.pop().cell(), 1);
    EXPECT_TRUE(queue.empty());
    queue.push({30.0F, 2});
    queue.push({0.2F, 3});
    queue.push({0.0F, 4});
    for (const int cell : {4, 3, 2}) EXPECT_EQ(queue.pop().cell(), cell);
    EXPECT_TRUE(queue.empty());
}

/// Keys come while others go: some at once, some far behind the ring, some before the one that went last.
TEST(FrontQueue, GivesTheLeastOfThoseThatAreThereAsTheFrontAdvances) {
    for (const double cell_time_s : {0.07, 1e-5, 1e4}) {
        FrontQueue queue(cell_time_s);
        std::set<FrontKey> there;
        std::mt19937 random(1);
        int cell = 0;
        const auto push = [&](float time) {
            const FrontKey key(std::max(0.0F, time), cell++);
            queue.push(key);
            there.insert(key);
        };
        for (int i = 0; i < 50; ++i) push(0.0F);
        int popped = 0;
        while (!queue.empty()) {
            const FrontKey key = queue.pop();
            ASSERT_EQ(key, *there.begin()) << "cell time " << cell_time_s << ", key " << popped;
            there.erase(there.begin());
            ++popped;
            const auto draw = random() % 100;
            const float fraction = static_cast<float>(random() % 1000) / 1000.0F;
            if (popped < 20'000 && draw < 70)
                push(key.time() + 0.1F * fraction);
            if (popped < 20'000 && draw < 30)
                push(key.time());
            if (popped < 20'000 && draw < 10)
                push(key.time() + 300.0F * fraction);  // beyond the ring of 2 s
            if (popped < 20'000 && draw == 50)
                push(key.time() - 0.05F * fraction);
        }
        EXPECT_TRUE(there.empty());
        EXPECT_GE(popped, 20'000) << "the front died out early";
    }
}

}  // namespace
}  // namespace wayout::test
