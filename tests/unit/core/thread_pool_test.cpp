#include "core/thread_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <wayout/error.hpp>

namespace wayout {
namespace {

class EveryPool : public testing::TestWithParam<int> {
protected:
    ThreadPool pool{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Threads, EveryPool, testing::Values(1, 2, 3, 8));

TEST_P(EveryPool, VisitsEveryRowOnce) {
    for (const std::size_t count : {0U, 1U, 99U, 100U, 101U, 10007U}) {
        std::vector<int> visits(count);
        parallel_for(pool, count, 100, [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t row = begin; row < end; ++row) ++visits[row];
        });
        EXPECT_EQ(visits, std::vector<int>(count, 1));
    }
}

TEST_P(EveryPool, CutsTheSameChunks) {
    std::vector<std::pair<std::size_t, std::size_t>> chunks(chunk_count(1050, 100));
    parallel_for(pool, 1050, 100, [&](std::size_t begin, std::size_t end, std::size_t chunk) {
        chunks.at(chunk) = {begin, end};
    });
    ASSERT_EQ(chunks.size(), 11U);
    for (std::size_t chunk = 0; chunk < 10; ++chunk)
        EXPECT_EQ(chunks[chunk], std::pair(100 * chunk, 100 * chunk + 100));
    EXPECT_EQ(chunks[10], std::pair(std::size_t{1000}, std::size_t{1050}));
}

TEST_P(EveryPool, AddsUpToTheSameBits) {
    // Terms of very different size: the sum depends on the order of the additions.
    std::vector<double> terms(100000);
    for (std::size_t row = 0; row < terms.size(); ++row) terms[row] = 1.0 / static_cast<double>(row + 1);
    const auto sum_by_chunks = [&](ThreadPool& threads) {
        std::vector<double> partial(chunk_count(terms.size(), 1000));
        parallel_for(threads, terms.size(), 1000, [&](std::size_t begin, std::size_t end, std::size_t chunk) {
            for (std::size_t row = begin; row < end; ++row) partial[chunk] += terms[row];
        });
        return std::accumulate(partial.begin(), partial.end(), 0.0);
    };
    ThreadPool serial(1);
    EXPECT_EQ(sum_by_chunks(pool), sum_by_chunks(serial));
    // Control: another cut gives other bits, so the equality above says something.
    EXPECT_NE(sum_by_chunks(serial), std::accumulate(terms.begin(), terms.end(), 0.0));
}

TEST_P(EveryPool, GivesSimultaneousChunksDistinctWorkers) {
    std::vector<std::atomic<int>> busy(static_cast<std::size_t>(pool.thread_count()));
    std::atomic<int> clashes{0};
    parallel_for(pool, 2000, 1, [&](std::size_t, std::size_t, std::size_t, std::size_t worker) {
        if (busy.at(worker).fetch_add(1) != 0)
            ++clashes;
        std::this_thread::yield();
        busy[worker].fetch_sub(1);
    });
    EXPECT_EQ(clashes, 0);
}

TEST_P(EveryPool, UsesAllItsThreadsAtTheSameTime) {
    // As many chunks as threads, each of which waits for all others: a pool with fewer threads would never
    // return.
    const int threads = pool.thread_count();
    std::latch all_here(threads);
    parallel_for(pool, static_cast<std::size_t>(threads), 1,
                 [&](std::size_t, std::size_t, std::size_t) { all_here.arrive_and_wait(); });
    EXPECT_TRUE(all_here.try_wait());
}

TEST_P(EveryPool, PassesOnTheFailureOfTheLowestChunk) {
    for (int repetition = 0; repetition < 50; ++repetition) {
        try {
            parallel_for(pool, 64, 1, [](std::size_t, std::size_t, std::size_t chunk) {
                if (chunk % 16 == 5)
                    throw std::runtime_error("chunk " + std::to_string(chunk));
            });
            FAIL() << "did not throw";
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "chunk 5");
        }
    }
}

TEST(ThreadPool, PassesOnTheLowestFailureAlsoWhenAHigherOneCameFirst) {
    ThreadPool pool(2);
    std::latch high_chunk_is_about_to_fail(1);
    try {
        parallel_for(pool, 4, 1, [&](std::size_t, std::size_t, std::size_t chunk) {
            if (chunk == 1) {
                high_chunk_is_about_to_fail.wait();
                // Gives the other thread time to record its failure; the expectation holds in either order.
                for (int i = 0; i < 1000; ++i) std::this_thread::yield();
                throw std::runtime_error("low");
            }
            if (chunk == 3) {
                high_chunk_is_about_to_fail.count_down();
                throw std::runtime_error("high");
            }
        });
        FAIL() << "did not throw";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "low");
    }
}

TEST_P(EveryPool, WorksAgainAfterAFailure) {
    EXPECT_THROW(
        parallel_for(pool, 10, 1, [](std::size_t, std::size_t, std::size_t) { throw std::bad_alloc(); }),
        std::bad_alloc);
    std::atomic<int> visits{0};
    parallel_for(pool, 10, 1, [&](std::size_t, std::size_t, std::size_t) { ++visits; });
    EXPECT_EQ(visits, 10);
}

TEST_P(EveryPool, LoopsMayNest) {
    std::vector<int> visits(16 * 16);
    parallel_for(pool, 16, 1, [&](std::size_t row, std::size_t, std::size_t) {
        parallel_for(pool, 16, 2, [&](std::size_t begin, std::size_t end, std::size_t) {
            for (std::size_t column = begin; column < end; ++column) ++visits[row * 16 + column];
        });
    });
    EXPECT_EQ(visits, std::vector<int>(16 * 16, 1));
}

TEST(ThreadPool, PoolsOfDifferentSizeLiveTogether) {
    ThreadPool small(2);
    ThreadPool large(8);
    std::latch all_here(8);
    parallel_for(large, 8, 1, [&](std::size_t, std::size_t, std::size_t) { all_here.arrive_and_wait(); });
    EXPECT_TRUE(all_here.try_wait());
}

TEST(ThreadPool, CountsItsThreads) {
    EXPECT_EQ(ThreadPool(3).thread_count(), 3);
    EXPECT_GE(ThreadPool().thread_count(), 1);
    EXPECT_THROW(ThreadPool(-1), InternalError);
    EXPECT_THROW(ThreadPool(ThreadPool::max_thread_count + 1), InternalError);
}

TEST(ThreadPool, RefusesChunksOfNothing) {
    ThreadPool pool(1);
    EXPECT_THROW(parallel_for(pool, 10, 0, [](std::size_t, std::size_t, std::size_t) {}), InternalError);
}

TEST(ChunkCount, RoundsUp) {
    EXPECT_EQ(chunk_count(0, 10), 0U);
    EXPECT_EQ(chunk_count(10, 10), 1U);
    EXPECT_EQ(chunk_count(11, 10), 2U);
}

}  // namespace
}  // namespace wayout
