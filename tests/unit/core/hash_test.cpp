/// Expected values: the program xxhsum 0.8.1 (XXH64, seed 0) over the same bytes.
#include "core/hash.hpp"
#include "core/thread_pool.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace wayout {
namespace {

std::uint64_t hash_of_text(std::string_view text) {
    Hash64 hash;
    hash.add_bytes(std::as_bytes(std::span(text)));
    return hash.value();
}

/// Bytes 3, 10, 17, ... modulo 256.
std::vector<std::byte> sample_bytes(std::size_t count) {
    std::vector<std::byte> bytes(count);
    for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::byte>((i * 7 + 3) % 256);
    return bytes;
}

TEST(Hash64, MatchesXxhsum) {
    EXPECT_EQ(hash_of_text(""), 0xef46db3751d8e999U);
    EXPECT_EQ(hash_of_text("a"), 0xd24ec4f1a98c6e5bU);
    EXPECT_EQ(hash_of_text("abc"), 0x44bc2cf5ad770999U);
    EXPECT_EQ(hash_of_text("Nobody inspects the spammish repetition"), 0xfbcea83c8a378bf1U);
}

TEST(Hash64, MatchesXxhsumAroundTheStripeLength) {
    const std::vector<std::pair<std::size_t, std::uint64_t>> expected = {{31, 0xa2aa5f33cc4a6119U},
                                                                         {32, 0x23c3c17ef790fd97U},
                                                                         {33, 0x50a7cfc7ba588784U},
                                                                         {100, 0xa61f8d4c170fe531U},
                                                                         {200000, 0x3dc547ae4c06f1a3U}};
    for (const auto& [count, value] : expected) {
        Hash64 hash;
        hash.add_bytes(sample_bytes(count));
        EXPECT_EQ(hash.value(), value) << count << " bytes";
    }
}

TEST(Hash64, DoesNotDependOnHowTheBytesAreCut) {
    const std::vector<std::byte> bytes = sample_bytes(100);
    for (std::size_t piece = 1; piece <= 70; ++piece) {
        Hash64 hash;
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            hash.add_bytes(std::span(bytes).subspan(at, std::min(piece, bytes.size() - at)));
        EXPECT_EQ(hash.value(), 0xa61f8d4c170fe531U) << "pieces of " << piece;
    }
}

TEST(Hash64, ValueMayBeAskedInBetween) {
    const std::vector<std::byte> bytes = sample_bytes(33);
    Hash64 hash;
    hash.add_bytes(std::span(bytes).first(32));
    EXPECT_EQ(hash.value(), 0x23c3c17ef790fd97U);
    hash.add_bytes(std::span(bytes).subspan(32));
    EXPECT_EQ(hash.value(), 0x50a7cfc7ba588784U);
}

TEST(Hash64, NumbersCountByTheirBytes) {
    Hash64 number;
    number.add(std::uint32_t{0x04030201});
    Hash64 bytes;
    bytes.add_bytes(std::as_bytes(std::span("\x01\x02\x03\x04", 4)));
    EXPECT_EQ(number.value(), bytes.value());

    Hash64 plus;
    plus.add(0.0);
    Hash64 minus;
    minus.add(-0.0);
    EXPECT_NE(plus.value(), minus.value());
}

TEST(HashOfBytes, IsTheHashOfThePiecesForAnyNumberOfThreads) {
    // xxhsum of: the XXH64 of bytes 0..65535, 65536..131071, 131072..196607, 196608..199999 and the number
    // 200000, each as eight little-endian bytes.
    const std::vector<std::byte> bytes = sample_bytes(200000);
    for (const int threads : {1, 2, 3, 8}) {
        ThreadPool pool(threads);
        EXPECT_EQ(hash_of_bytes(pool, bytes), 0xaf0190ccf450d50aU) << threads << " threads";
        EXPECT_EQ(hash_of_bytes(pool, {}), 0x34c96acdcadb1bbbU) << threads << " threads";
    }
}

TEST(HashOfColumn, NoticesTheSmallestChangeInAnyPiece) {
    ThreadPool pool(2);
    std::vector<double> column(30000, 1.25);
    const std::uint64_t before = hash_of_column(pool, std::span<const double>(column));
    for (const std::size_t row : {std::size_t{0}, std::size_t{8191}, std::size_t{8192}, std::size_t{29999}}) {
        column[row] += std::numeric_limits<double>::epsilon();
        EXPECT_NE(hash_of_column(pool, std::span<const double>(column)), before) << row;
        column[row] = 1.25;
    }
    EXPECT_EQ(hash_of_column(pool, std::span<const double>(column)), before);
}

}  // namespace
}  // namespace wayout
