/// How much memory this process has taken.
#pragma once

namespace wayout {

/// Largest resident set of the process so far, in MiB.
double peak_memory_mib();

}  // namespace wayout
