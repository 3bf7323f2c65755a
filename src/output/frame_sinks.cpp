#include "output/frame_sinks.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace wayout {

namespace {

struct FrameCopy {
    std::int64_t index{0};
    double time_s{0.0};
    std::vector<AgentId> id;
    std::vector<double> x_m, y_m;
    std::vector<float> heading_x, heading_y;
    std::vector<std::int32_t> surface;
    std::vector<float> lifted_m;

    void take(const FrameView& f) {
        index = f.index;
        time_s = f.time_s;
        id.assign(f.id.begin(), f.id.end());
        x_m.assign(f.x_m.begin(), f.x_m.end());
        y_m.assign(f.y_m.begin(), f.y_m.end());
        heading_x.assign(f.heading_x.begin(), f.heading_x.end());
        heading_y.assign(f.heading_y.begin(), f.heading_y.end());
        surface.assign(f.surface.begin(), f.surface.end());
        lifted_m.assign(f.lifted_m.begin(), f.lifted_m.end());
    }
    FrameView view() const { return {index, time_s, id, x_m, y_m, heading_x, heading_y, surface, lifted_m}; }
};

class BackgroundSink final : public FrameSink {
public:
    BackgroundSink(std::unique_ptr<FrameSink> sink, std::size_t max_people)
        : sink_(std::move(sink)), max_people_(max_people), thread_([this] { work(); }) {}

    ~BackgroundSink() override { stop(); }

    void frame(const FrameView& view) override {
        FrameCopy copy;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock,
                          [&] { return queue_.empty() || queued_people_ + view.id.size() <= max_people_; });
            if (!spare_.empty()) {
                copy = std::move(spare_.back());
                spare_.pop_back();
            }
        }
        copy.take(view);
        {
            const std::lock_guard lock(mutex_);
            queued_people_ += copy.id.size();
            queue_.push_back(std::move(copy));
        }
        changed_.notify_all();
    }

    Errors finish() override {
        stop();
        if (failure_)
            std::rethrow_exception(failure_);
        // Whoever runs the simulation may finish it, and whoever writes the result does: both get the same
        // answer.
        if (!finished_)
            problems_ = sink_->finish();
        finished_ = true;
        return problems_;
    }

private:
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            done_ = true;
        }
        changed_.notify_all();
        if (thread_.joinable())
            thread_.join();
    }

    void work() {
        for (;;) {
            FrameCopy copy;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [&] { return done_ || !queue_.empty(); });
                if (queue_.empty())
                    return;
                copy = std::move(queue_.front());
                queue_.pop_front();
            }
            // After a bug of ours nothing more is written, and finish() tells of it on the caller's thread.
            if (!failure_) {
                try {
                    sink_->frame(copy.view());
                } catch (...) {
                    failure_ = std::current_exception();
                }
            }
            {
                const std::lock_guard lock(mutex_);
                queued_people_ -= copy.id.size();
                spare_.push_back(std::move(copy));
            }
            changed_.notify_all();
        }
    }

    std::unique_ptr<FrameSink> sink_;
    const std::size_t max_people_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<FrameCopy> queue_;   // guarded by mutex_
    std::vector<FrameCopy> spare_;  // guarded; buffers to use again
    std::size_t queued_people_{0};  // guarded; includes the frame that is being written
    bool done_{false};              // guarded
    bool finished_{false};
    Errors problems_;
    std::exception_ptr failure_;  // of thread_ until it is joined
    std::thread thread_;          // last: starts when the rest is there
};

class FanOut final : public FrameSink {
public:
    explicit FanOut(std::vector<std::unique_ptr<FrameSink>> sinks) : sinks_(std::move(sinks)) {}

    void frame(const FrameView& view) override {
        for (const auto& sink : sinks_) sink->frame(view);
    }
    Errors finish() override {
        Errors all;
        for (const auto& sink : sinks_) {
            Errors errors = sink->finish();
            all.insert(all.end(), errors.begin(), errors.end());
        }
        return all;
    }

private:
    std::vector<std::unique_ptr<FrameSink>> sinks_;
};

}  // namespace

std::unique_ptr<FrameSink> in_background(std::unique_ptr<FrameSink> sink, std::size_t max_people) {
    return std::make_unique<BackgroundSink>(std::move(sink), max_people);
}

std::unique_ptr<FrameSink> to_all(std::vector<std::unique_ptr<FrameSink>> sinks) {
    return std::make_unique<FanOut>(std::move(sinks));
}

}  // namespace wayout
