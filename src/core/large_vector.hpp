/// A vector for columns of many megabytes that are read at random: on large pages, so that the processor
/// finds where they lie without looking it up in memory each time.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace wayout {

/// Asks the system for large pages, which it gives where it can. No results depend on it.
/// @param first  aligned to large_page_bytes
void prefer_large_pages(void* first, std::size_t bytes);
inline constexpr std::size_t large_page_bytes = std::size_t{2} << 20;

template <typename T>
struct LargePageAllocator {
    using value_type = T;
    /// Smaller columns would leave too much of their last page unused.
    static constexpr std::size_t fewest_bytes = 2 * large_page_bytes;

    LargePageAllocator() = default;
    template <typename U>
    LargePageAllocator(const LargePageAllocator<U>&) {}

    T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < fewest_bytes)
            return static_cast<T*>(::operator new(bytes));
        void* const first = ::operator new (bytes, std::align_val_t{large_page_bytes});
        prefer_large_pages(first, bytes);
        return static_cast<T*>(first);
    }
    void deallocate(T* first, std::size_t count) {
        if (count * sizeof(T) < fewest_bytes)
            ::operator delete(first);
        else
            ::operator delete (first, std::align_val_t{large_page_bytes});
    }
    bool operator==(const LargePageAllocator&) const { return true; }
};

template <typename T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace wayout
