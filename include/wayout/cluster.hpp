/// One study over many programs, on one machine or on many, that were started together by mpirun or by a
/// cluster's scheduler. docs/cluster.md.
#pragma once

#include <wayout/study_run.hpp>

#include <functional>
#include <memory>

namespace wayout {

struct ClusterOptions {
    int threads{1};  ///< members at once in each program
    /// A program that has not been heard of for so long is taken for lost, and others run its members. When
    /// it is the first, the others end.
    double lost_after_s{60.0};
    /// Called in the others before they end because the first is lost.
    std::function<void()> on_first_lost;
};

/// The programs that were started together. One of them, the first, asks and writes; all of them run members.
/// To be used by the main thread only.
class Cluster {
public:
    /// Joins the others. To be called once, when the program was started by mpirun or the like.
    static std::unique_ptr<Cluster> join(int* argc, char*** argv);
    ~Cluster();
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;

    bool is_first() const;
    int program_count() const;
    /// Programs that were lost on the way.
    int lost_count() const;

    /// Of the first program: for StudyRunOptions::workers.
    std::shared_ptr<MemberWorkers> workers(const ClusterOptions& options);
    /// Of the others: runs what the first one asks for until that has ended.
    void serve(const ClusterOptions& options);
    /// Of the first program: the others end. When some were lost, this program cannot take leave of MPI in
    /// good order: the destructor ends it with this exit code.
    void dismiss(int exit_code);

    struct State;

private:
    explicit Cluster(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace wayout
