#include "study/member_workers.hpp"

#include "core/thread_pool.hpp"

#include <thread>
#include <utility>
#include <vector>

namespace wayout {

ThreadWorkers::ThreadWorkers(int thread_count) : thread_count_(ThreadPool(thread_count).thread_count()) {}

void ThreadWorkers::work(const MemberRunner& runner, TaskSource& source) {
    const auto run_members = [&] {
        while (const std::optional<MemberTask> task = source.next()) source.finished(runner.run(*task));
    };
    // Members take seconds and differ in length: each thread asks for the next when it has ended one.
    std::vector<std::jthread> others;
    for (int i = 1; i < thread_count_; ++i) others.emplace_back(run_members);
    run_members();
}

}  // namespace wayout
