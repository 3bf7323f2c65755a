#include "core/memory.hpp"

#include "core/assert.hpp"

#include <sys/resource.h>

namespace wayout {

double peak_memory_mib() {
    rusage usage{};
    const int failed = getrusage(RUSAGE_SELF, &usage);
    WAYOUT_ASSERT(failed == 0, "the resource usage of the process cannot be read");
    return static_cast<double>(usage.ru_maxrss) / 1024.0;  // Linux counts in KiB
}

}  // namespace wayout
