/// The one place that talks to oneTBB. Private to core: others use thread_pool.hpp.
#pragma once

#include <memory>

namespace wayout {

class TbbArena {
public:
    static constexpr int max_thread_count = 1024;

    /// @param thread_count  1 .. max_thread_count, including the thread that calls run
    explicit TbbArena(int thread_count);
    ~TbbArena();
    TbbArena(TbbArena&&) noexcept;
    TbbArena& operator=(TbbArena&&) noexcept;

    /// Calls work(context, worker) for worker = 0 .. worker_count - 1, as far as threads are free at the same
    /// time; returns when all calls have. `work` must not throw.
    void run(int worker_count, void (*work)(void* context, int worker), void* context);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace wayout
