/// A travel-time field that is solved when somebody first asks for it: most ways of a large building are
/// nobody's after a change, and a field takes a tenth of a second and some megabytes.
#pragma once

#include "navigation/travel_time_field.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace wayout {

class LazyField {
public:
    /// @param solve  called at most once, from any thread; must depend on nothing that changes, so that the
    ///               moment of asking makes no difference
    explicit LazyField(std::function<std::shared_ptr<const TravelTimeField>()> solve)
        : solve_(std::move(solve)) {}

    /// From any thread; whoever asks while another solves waits.
    const TravelTimeField& get() const {
        const TravelTimeField* ready = ready_.load(std::memory_order_acquire);
        return ready != nullptr ? *ready : solved();
    }
    bool is_ready() const { return ready_.load(std::memory_order_acquire) != nullptr; }

private:
    const TravelTimeField& solved() const {
        const std::lock_guard lock(guard_);
        if (field_ == nullptr) {
            field_ = solve_();
            solve_ = nullptr;  // and what it holds
            ready_.store(field_.get(), std::memory_order_release);
        }
        return *field_;
    }

    mutable std::mutex guard_;
    mutable std::function<std::shared_ptr<const TravelTimeField>()> solve_;
    mutable std::shared_ptr<const TravelTimeField> field_;
    mutable std::atomic<const TravelTimeField*> ready_{nullptr};
};

}  // namespace wayout
