#include "core/memory.hpp"

#include "core/assert.hpp"
#include "core/large_vector.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

namespace wayout {

double peak_memory_mib() {
    rusage usage{};
    const int failed = getrusage(RUSAGE_SELF, &usage);
    WAYOUT_ASSERT(failed == 0, "the resource usage of the process cannot be read");
    return static_cast<double>(usage.ru_maxrss) / 1024.0;  // Linux counts in KiB
}

void prefer_large_pages(void* first, std::size_t bytes) {
    // An old kernel or a setting of the system may refuse: then pages stay small.
    madvise(first, bytes / large_page_bytes * large_page_bytes, MADV_HUGEPAGE);
}

}  // namespace wayout
