#include "core/phase_timer.hpp"

#include "core/assert.hpp"

#include <array>
#include <ctime>

namespace wayout {

double Stopwatch::elapsed_s() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double process_cpu_s() {
    std::timespec now{};
    const int failed = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    WAYOUT_ASSERT(failed == 0, "the CPU clock of the process cannot be read");
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

PhaseTimer::Scope::~Scope() {
    phase_.total_ms += 1e3 * stopwatch_.elapsed_s();
    ++phase_.call_count;
}

PhaseTimer::PhaseTimer(std::vector<std::string> names) {
    phases_.reserve(names.size());
    for (std::string& name : names) {
        for (const Phase& other : phases_)
            WAYOUT_ASSERT(other.name != name, "PhaseTimer: two phases are called " + name);
        phases_.push_back({.name = std::move(name)});
    }
}

PhaseTimer::Scope PhaseTimer::measure(std::size_t index) {
    WAYOUT_ASSERT(index < phases_.size(), "PhaseTimer: no such phase");
    return Scope(phases_[index]);
}

void PhaseTimer::reset() {
    for (Phase& phase : phases_) {
        phase.total_ms = 0.0;
        phase.call_count = 0;
    }
}

}  // namespace wayout
