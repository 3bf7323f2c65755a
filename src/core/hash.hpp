/// A 64-bit fingerprint of bytes, for the state hash that proves two runs equal. Not for security: see
/// sha256.hpp.
///
/// Algorithm: XXH64 with seed 0, of Yann Collet's xxHash specification 0.1.1 (own implementation),
/// little-endian as the machines we support. Numbers count by their bytes: +0.0 and -0.0 differ.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace wayout {

class ThreadPool;

static_assert(std::endian::native == std::endian::little,
              "state hashes are defined over little-endian bytes");

/// Streaming: the value depends on the bytes in order, not on how they are cut into calls of add.
class Hash64 {
public:
    void add_bytes(std::span<const std::byte> bytes);

    /// One number, enumerator or id. Types with padding are refused, because padding has no defined bytes.
    template <typename T>
    requires(std::has_unique_object_representations_v<T> ||
             std::is_floating_point_v<T>) void add(const T& value) {
        add_bytes(std::as_bytes(std::span<const T, 1>(&value, 1)));
    }

    /// The hash of everything added so far; more may be added after.
    std::uint64_t value() const;

private:
    static constexpr std::size_t stripe_bytes = 32;
    /// The four lanes of XXH64 for seed 0: p1 + p2, p2, 0, -p1 with its first two primes.
    static constexpr std::array<std::uint64_t, 4> initial_lanes{0x60EA27EEADC0B5D6, 0xC2B2AE3D27D4EB4F, 0,
                                                                0x61C8864E7A143579};

    std::array<std::uint64_t, 4> lanes_{initial_lanes};
    std::array<std::byte, stripe_bytes> buffer_{};
    std::size_t buffered_{0};
    std::uint64_t total_bytes_{0};
};

/// Hash of a long array, in parallel: the Hash64 of the hashes of its pieces of 64 KiB and of its length. The
/// same for any number of threads; not the same as Hash64 over the array.
std::uint64_t hash_of_bytes(ThreadPool& pool, std::span<const std::byte> bytes);

/// Hash of a column.
template <typename T>
requires(std::has_unique_object_representations_v<T> || std::is_floating_point_v<T>) std::uint64_t
    hash_of_column(ThreadPool& pool, std::span<const T> column) {
    return hash_of_bytes(pool, std::as_bytes(column));
}

}  // namespace wayout
