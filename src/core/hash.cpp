#include "core/hash.hpp"

#include "core/thread_pool.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

namespace wayout {
namespace {

constexpr std::uint64_t prime_1 = 0x9E3779B185EBCA87;
constexpr std::uint64_t prime_2 = 0xC2B2AE3D27D4EB4F;
constexpr std::uint64_t prime_3 = 0x165667B19E3779F9;
constexpr std::uint64_t prime_4 = 0x85EBCA77C2B2AE63;
constexpr std::uint64_t prime_5 = 0x27D4EB2F165667C5;

template <typename Word>
std::uint64_t read_word(const std::byte* from) {
    Word word{};
    std::memcpy(&word, from, sizeof word);
    return word;
}

std::uint64_t round_of(std::uint64_t lane, std::uint64_t word) {
    return std::rotl(lane + word * prime_2, 31) * prime_1;
}

void consume_stripe(std::array<std::uint64_t, 4>& lanes, const std::byte* stripe) {
    for (std::size_t i = 0; i < lanes.size(); ++i)
        lanes[i] = round_of(lanes[i], read_word<std::uint64_t>(stripe + 8 * i));
}

}  // namespace

void Hash64::add_bytes(std::span<const std::byte> bytes) {
    total_bytes_ += bytes.size();
    if (buffered_ > 0) {
        const std::size_t taken = std::min(stripe_bytes - buffered_, bytes.size());
        std::copy_n(bytes.data(), taken, buffer_.data() + buffered_);
        buffered_ += taken;
        bytes = bytes.subspan(taken);
        if (buffered_ < stripe_bytes)
            return;
        consume_stripe(lanes_, buffer_.data());
        buffered_ = 0;
    }
    while (bytes.size() >= stripe_bytes) {
        consume_stripe(lanes_, bytes.data());
        bytes = bytes.subspan(stripe_bytes);
    }
    std::copy_n(bytes.data(), bytes.size(), buffer_.data());
    buffered_ = bytes.size();
}

std::uint64_t Hash64::value() const {
    std::uint64_t hash = prime_5;
    if (total_bytes_ >= stripe_bytes) {
        hash = std::rotl(lanes_[0], 1) + std::rotl(lanes_[1], 7) + std::rotl(lanes_[2], 12) +
               std::rotl(lanes_[3], 18);
        for (const std::uint64_t lane : lanes_) hash = (hash ^ round_of(0, lane)) * prime_1 + prime_4;
    }
    hash += total_bytes_;

    const std::byte* at = buffer_.data();
    const std::byte* const end = at + buffered_;
    for (; end - at >= 8; at += 8)
        hash = std::rotl(hash ^ round_of(0, read_word<std::uint64_t>(at)), 27) * prime_1 + prime_4;
    for (; end - at >= 4; at += 4)
        hash = std::rotl(hash ^ (read_word<std::uint32_t>(at) * prime_1), 23) * prime_2 + prime_3;
    for (; at != end; ++at)
        hash = std::rotl(hash ^ (std::to_integer<std::uint64_t>(*at) * prime_5), 11) * prime_1;

    hash = (hash ^ (hash >> 33)) * prime_2;
    hash = (hash ^ (hash >> 29)) * prime_3;
    return hash ^ (hash >> 32);
}

std::uint64_t hash_of_bytes(ThreadPool& pool, std::span<const std::byte> bytes) {
    constexpr std::size_t piece_bytes = 65536;
    std::vector<std::uint64_t> pieces(chunk_count(bytes.size(), piece_bytes));
    parallel_for(pool, bytes.size(), piece_bytes, [&](std::size_t begin, std::size_t end, std::size_t piece) {
        Hash64 hash;
        hash.add_bytes(bytes.subspan(begin, end - begin));
        pieces[piece] = hash.value();
    });
    Hash64 hash;
    for (const std::uint64_t piece : pieces) hash.add(piece);
    hash.add(static_cast<std::uint64_t>(bytes.size()));
    return hash.value();
}

}  // namespace wayout
