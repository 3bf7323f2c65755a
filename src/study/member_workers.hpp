/// Between those who know which members are to be run and those who run them.
#pragma once

#include "study/member_task.hpp"

#include <memory>
#include <optional>

namespace wayout {

/// Hands out members and takes their results, from any thread.
class TaskSource {
public:
    virtual ~TaskSource() = default;
    /// Nothing: there is no more to do.
    virtual std::optional<MemberTask> next() = 0;
    virtual void finished(MemberResult member) = 0;
    /// Whoever had the task is lost; another may have it.
    virtual void give_back(MemberTask task) = 0;
};

class MemberWorkers {
public:
    virtual ~MemberWorkers() = default;
    /// Returns when there is no more to do and every member that was handed out has ended.
    virtual void work(const MemberRunner& runner, TaskSource& source) = 0;
};

/// Threads of this program, each running whole members.
class ThreadWorkers : public MemberWorkers {
public:
    /// @param thread_count  0: as many as the machine has cores
    explicit ThreadWorkers(int thread_count);
    void work(const MemberRunner& runner, TaskSource& source) override;

private:
    int thread_count_;
};

}  // namespace wayout
