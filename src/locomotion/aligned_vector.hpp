/// A vector that starts on a cache line, for columns that are read in whole registers: half of the wide loads
/// from anywhere else touch two lines.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace wayout {

template <typename T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};

    CacheLineAllocator() = default;
    template <typename U>
    CacheLineAllocator(const CacheLineAllocator<U>&) {}

    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
    void deallocate(T* first, std::size_t) { ::operator delete(first, alignment); }
    bool operator==(const CacheLineAllocator&) const { return true; }
};

template <typename T>
using AlignedVector = std::vector<T, CacheLineAllocator<T>>;

}  // namespace wayout
