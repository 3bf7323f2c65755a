#include "cluster/messages.hpp"
#include "core/assert.hpp"
#include "core/phase_timer.hpp"
#include "study/member_codec.hpp"
#include "study/member_workers.hpp"

#include <wayout/cluster.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace wayout {
namespace {

using namespace std::chrono_literals;

constexpr auto pause_between_looks = 2ms;
constexpr double alive_every_s = 1.0;

/// Another program, as the first one sees it.
struct Other {
    int free_places{0};
    double heard_at_s{0.0};
    bool is_lost{false};
    bool has_left{false};
    std::map<std::pair<int, int>, MemberTask> running;  ///< by variant and replicate
};

Bytes scenario_bytes(const Scenario& scenario) {
    return nlohmann::json::to_cbor(nlohmann::json{scenario.as_json, scenario.folder});
}

/// Members that the threads of a program which serves are to run, and have run.
class Bench {
public:
    Bench(const MemberRunner& runner, int threads) {
        for (int i = 0; i < threads; ++i)
            threads_.emplace_back([this, &runner](const std::stop_token& stop) { work(runner, stop); });
    }
    ~Bench() {
        for (std::jthread& thread : threads_) thread.request_stop();
        is_due_.notify_all();
    }

    void put(MemberTask task) {
        const std::lock_guard lock(guard_);
        tasks_.push_back(std::move(task));
        is_due_.notify_one();
    }
    std::optional<MemberResult> take() {
        const std::lock_guard lock(guard_);
        if (results_.empty())
            return std::nullopt;
        MemberResult member = std::move(results_.front());
        results_.pop_front();
        return member;
    }

private:
    void work(const MemberRunner& runner, const std::stop_token& stop) {
        while (true) {
            MemberTask task;
            {
                std::unique_lock lock(guard_);
                if (!is_due_.wait(lock, stop, [this] { return !tasks_.empty(); }))
                    return;
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            MemberResult member = runner.run(task);
            const std::lock_guard lock(guard_);
            results_.push_back(std::move(member));
        }
    }

    std::mutex guard_;
    std::condition_variable_any is_due_;
    std::deque<MemberTask> tasks_;
    std::deque<MemberResult> results_;
    std::vector<std::jthread> threads_;
};

}  // namespace

struct Cluster::State {
    State(int* argc, char*** argv) : messages(argc, argv), others(static_cast<std::size_t>(messages.size())) {
        if (messages.rank() == 0 && messages.has_room_for_threads())
            heartbeat = std::jthread([this](const std::stop_token& stop) { tell_alive(stop); });
    }

    Messages messages;
    std::vector<Other> others;  ///< by rank; row 0 is the first program itself and not used
    Stopwatch clock;
    std::string scenario;  ///< that the others have
    double lost_after_s{ClusterOptions{}.lost_after_s};
    bool is_dismissed{false};

    /// Whatever the first program is busy with, reading a scenario or writing a report: the others hear that
    /// it is there.
    void tell_alive(const std::stop_token& stop) {
        std::mutex guard;
        std::condition_variable_any never;
        std::unique_lock lock(guard);
        while (!stop.stop_requested()) {
            for (int rank = 1; rank < messages.size(); ++rank) messages.send(rank, Tag::alive, {});
            never.wait_for(lock, stop, std::chrono::duration<double>(alive_every_s), [] { return false; });
        }
    }

    void send_scenario(const Scenario& wanted) {
        if (wanted.as_json == scenario)
            return;
        scenario = wanted.as_json;
        for_each_other([&](int rank, Other&) { messages.send(rank, Tag::scenario, scenario_bytes(wanted)); });
    }

    template <typename F>
    void for_each_other(F&& f) {
        for (int rank = 1; rank < messages.size(); ++rank)
            if (Other& other = others[static_cast<std::size_t>(rank)]; !other.is_lost)
                f(rank, other);
    }

    void lose(int rank) {
        others[static_cast<std::size_t>(rank)].is_lost = true;
        messages.lose(rank);
    }

    /// Waits until all others have heard of the end; those that do not say so are lost.
    void wait_for_leave() {
        const double from_s = clock.elapsed_s();
        const auto is_anybody_here = [this] {
            bool is_here = false;
            for_each_other([&](int, const Other& other) { is_here = is_here || !other.has_left; });
            return is_here;
        };
        while (is_anybody_here() && clock.elapsed_s() - from_s < lost_after_s) {
            while (const std::optional<Message> message = messages.receive())
                if (message->tag == Tag::left)
                    others[static_cast<std::size_t>(message->from)].has_left = true;
            std::this_thread::sleep_for(pause_between_looks);
        }
        for_each_other([this](int rank, const Other& other) {
            if (!other.has_left)
                lose(rank);
        });
    }

    int lost_count() const {
        return static_cast<int>(
            std::count_if(others.begin(), others.end(), [](const Other& other) { return other.is_lost; }));
    }

    std::jthread heartbeat;  ///< last: it ends before what it uses
};

namespace {

/// Members run here and by the other programs.
class ClusterWorkers : public MemberWorkers {
public:
    ClusterWorkers(std::shared_ptr<Cluster::State> state, const ClusterOptions& options)
        : state_(std::move(state)), options_(options) {}

    void work(const MemberRunner& runner, TaskSource& source) override {
        state_->send_scenario(runner.tree().scenario());
        state_->for_each_other([&](int, Other& other) { other.heard_at_s = state_->clock.elapsed_s(); });
        ThreadWorkers here(options_.threads);
        // What a lost program has left behind may come after the threads here have ended.
        bool is_over = false;
        while (!is_over) {
            std::atomic<bool> has_ended_here{false};
            const std::jthread threads([&] {
                here.work(runner, source);
                has_ended_here = true;
            });
            while (!has_ended_here || is_anybody_running()) {
                listen(source);
                hand_out(source);
                miss_the_silent(source);
                std::this_thread::sleep_for(pause_between_looks);
            }
            is_over = !left_over(source);
        }
    }

private:
    bool is_anybody_running() const {
        return std::any_of(state_->others.begin(), state_->others.end(),
                           [](const Other& other) { return !other.is_lost && !other.running.empty(); });
    }

    /// Whether there is a member after all that nobody runs; it waits for the next round.
    static bool left_over(TaskSource& source) {
        std::optional<MemberTask> task = source.next();
        if (task)
            source.give_back(*std::move(task));
        return task.has_value();
    }

    void listen(TaskSource& source) {
        while (std::optional<Message> message = state_->messages.receive()) {
            Other& other = state_->others[static_cast<std::size_t>(message->from)];
            if (other.is_lost)
                continue;  // its members are with others by now
            other.heard_at_s = state_->clock.elapsed_s();
            if (message->tag == Tag::ready) {
                other.free_places = message->bytes.empty() ? 0 : message->bytes.front();
            } else if (message->tag == Tag::result) {
                MemberResult member = decode_member(message->bytes);
                other.running.erase({member.variant, member.replicate});
                ++other.free_places;
                source.finished(std::move(member));
            }
        }
    }

    void hand_out(TaskSource& source) {
        state_->for_each_other([&](int rank, Other& other) {
            while (other.free_places > 0) {
                std::optional<MemberTask> task = source.next();
                if (!task)
                    return;
                state_->messages.send(rank, Tag::task, encode(*task));
                --other.free_places;
                other.running.emplace(std::pair{task->variant, task->replicate}, *std::move(task));
            }
        });
    }

    void miss_the_silent(TaskSource& source) {
        const double now_s = state_->clock.elapsed_s();
        state_->for_each_other([&](int rank, Other& other) {
            if (now_s - other.heard_at_s < options_.lost_after_s)
                return;
            state_->lose(rank);
            for (auto& [key, task] : other.running) source.give_back(std::move(task));
            other.running.clear();
        });
    }

    std::shared_ptr<Cluster::State> state_;
    ClusterOptions options_;
};

}  // namespace

std::unique_ptr<Cluster> Cluster::join(int* argc, char*** argv) {
    return std::unique_ptr<Cluster>(new Cluster(std::make_shared<State>(argc, argv)));
}

Cluster::Cluster(std::shared_ptr<State> state) : state_(std::move(state)) {}
Cluster::~Cluster() {
    // When the first program gives up, by an exception, the others must not wait for its word.
    if (is_first() && !state_->is_dismissed)
        dismiss(EXIT_FAILURE);
}

bool Cluster::is_first() const {
    return state_->messages.rank() == 0;
}

int Cluster::program_count() const {
    return state_->messages.size();
}

int Cluster::lost_count() const {
    return state_->lost_count();
}

std::shared_ptr<MemberWorkers> Cluster::workers(const ClusterOptions& options) {
    state_->lost_after_s = options.lost_after_s;
    return std::make_shared<ClusterWorkers>(state_, options);
}

void Cluster::serve(const ClusterOptions& options) {
    Messages& messages = state_->messages;
    const int places = std::clamp(options.threads, 1, 255);
    std::optional<MemberRunner> runner;
    std::unique_ptr<Bench> bench;
    double told_at_s = 0.0;
    std::optional<double> heard_at_s;
    while (true) {
        while (std::optional<Message> message = messages.receive()) {
            heard_at_s = state_->clock.elapsed_s();
            if (message->tag == Tag::end) {
                bench.reset();
                messages.send(0, Tag::left, {});
            } else if (message->tag == Tag::farewell) {
                if (!message->bytes.empty() && message->bytes.front() != 0)
                    return;
                // MPI would wait for those who are lost.
                messages.set_exit_code(EXIT_SUCCESS);
                messages.end_at_once();
            } else if (message->tag == Tag::scenario) {
                const nlohmann::json json = nlohmann::json::from_cbor(message->bytes);
                Result<ScenarioTree> tree = ScenarioTree::from_text(json.at(0), json.at(1));
                WAYOUT_ASSERT(tree.has_value(), "the first program has sent a scenario that it had not read");
                bench.reset();
                runner.emplace(*std::move(tree));
                bench = std::make_unique<Bench>(*runner, places);
                messages.send(0, Tag::ready, {static_cast<std::uint8_t>(places)});
            } else if (message->tag == Tag::task && bench != nullptr) {
                bench->put(decode_task(message->bytes));
            }
        }
        while (std::optional<MemberResult> member = bench ? bench->take() : std::nullopt)
            messages.send(0, Tag::result, encode(*member));
        if (const double now_s = state_->clock.elapsed_s(); now_s - told_at_s >= alive_every_s) {
            told_at_s = now_s;
            messages.send(0, Tag::alive, {});
        }
        if (messages.has_room_for_threads() && heard_at_s &&
            state_->clock.elapsed_s() - *heard_at_s > options.lost_after_s) {
            if (options.on_first_lost)
                options.on_first_lost();
            // Nobody would take the result of what is still running here.
            messages.end_at_once();
        }
        std::this_thread::sleep_for(pause_between_looks);
    }
}

void Cluster::dismiss(int exit_code) {
    state_->is_dismissed = true;
    Messages& messages = state_->messages;
    messages.set_exit_code(exit_code);
    state_->for_each_other([&](int rank, Other&) { messages.send(rank, Tag::end, {}); });
    state_->wait_for_leave();
    // Nothing may be on its way to somebody who takes leave of MPI.
    state_->heartbeat = {};
    const bool are_all_here = !messages.is_anybody_lost();
    state_->for_each_other([&](int rank, Other&) {
        messages.send(rank, Tag::farewell, {static_cast<std::uint8_t>(are_all_here ? 1 : 0)});
    });
    // Before this program may end, its words must have left.
    const double from_s = state_->clock.elapsed_s();
    while (!messages.has_sent_all() && state_->clock.elapsed_s() - from_s < 10.0)
        std::this_thread::sleep_for(pause_between_looks);
}

}  // namespace wayout
