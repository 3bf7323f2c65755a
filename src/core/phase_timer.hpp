/// Where the time goes. The only file that reads a clock: no result of a run may depend on one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Wall time since construction.
class Stopwatch {
public:
    double elapsed_s() const;

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// CPU time of all threads of this process so far, in seconds.
double process_cpu_s();

/// Date and time now, "2026-01-31T12:00:00Z", for the manifest.
std::string utc_now();

/// Accumulates wall time by phase. Always compiled in: a measurement costs two clock readings.
class PhaseTimer {
public:
    struct Phase {
        std::string name;
        double total_ms{0.0};
        std::uint64_t call_count{0};
    };

    /// Measures until the end of the block that holds it.
    class [[nodiscard]] Scope {
    public:
        explicit Scope(Phase& phase) : phase_(phase) {}
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        Phase& phase_;
        Stopwatch stopwatch_;
    };

    /// The phases in the order in which they will be reported. Names are distinct.
    explicit PhaseTimer(std::vector<std::string> names);

    /// @param index  of the phase in the order given; out of range is a bug. One measurement per phase at a
    /// time.
    Scope measure(std::size_t index);

    const std::vector<Phase>& phases() const { return phases_; }
    void reset();

private:
    std::vector<Phase> phases_;
};

}  // namespace wayout
