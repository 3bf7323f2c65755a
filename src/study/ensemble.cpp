#include "study/ensemble.hpp"

#include <algorithm>
#include <utility>

namespace wayout {

Ensemble::Ensemble(const StudyPlan& plan, StudyStore& store, const StudyRunOptions& options,
                   EnoughRule is_enough, std::vector<MemberResult> there)
    : plan_(plan),
      store_(store),
      options_(options),
      is_enough_(std::move(is_enough)),
      has_ended_(static_cast<std::size_t>(plan.replicate_count()) *
                 static_cast<std::size_t>(plan.variant_count())) {
    progress_.total = static_cast<int>(has_ended_.size());
    for (MemberResult& member : there) {
        has_ended_[index_of(member.variant, member.replicate)] = true;
        ++progress_.done;
        progress_.failed += member.status == MemberStatus::done ? 0 : 1;
        if (is_enough_) {
            auto& row = unjudged_[member.replicate];
            row.resize(static_cast<std::size_t>(plan_.variant_count()));
            row[static_cast<std::size_t>(member.variant)] = std::move(member);
        }
    }
    judge();
}

std::size_t Ensemble::index_of(int variant, int replicate) const {
    return static_cast<std::size_t>(replicate) * static_cast<std::size_t>(plan_.variant_count()) +
           static_cast<std::size_t>(variant);
}

/// Looks at whole replicates in their order.
void Ensemble::judge() {
    while (!enough_ && !unjudged_.empty() && unjudged_.begin()->first == judged_) {
        const auto& row = unjudged_.begin()->second;
        if (!std::all_of(row.begin(), row.end(), [](const auto& member) { return member.has_value(); }))
            return;
        std::vector<const MemberResult*> members;
        for (const auto& member : row) members.push_back(&*member);
        ++judged_;
        if (is_enough_(members))
            enough_ = judged_;
        unjudged_.erase(unjudged_.begin());
    }
}

void Ensemble::report() const {
    if (options_.on_progress)
        options_.on_progress(progress_);
}

std::optional<MemberTask> Ensemble::next() {
    const std::lock_guard lock(guard_);
    if (enough_ || !failure_.empty() || (options_.is_stop_requested && options_.is_stop_requested()))
        return std::nullopt;
    if (!given_back_.empty()) {
        MemberTask task = std::move(given_back_.front());
        given_back_.pop_front();
        return task;
    }
    while (next_index_ < has_ended_.size() && has_ended_[next_index_]) ++next_index_;
    if (next_index_ == has_ended_.size())
        return std::nullopt;
    const auto variants = static_cast<std::size_t>(plan_.variant_count());
    const auto variant = static_cast<int>(next_index_ % variants);
    const auto replicate = static_cast<int>(next_index_ / variants);
    ++next_index_;
    return plan_.task(variant, replicate);
}

void Ensemble::finished(MemberResult member) {
    const std::lock_guard lock(guard_);
    const std::size_t index = index_of(member.variant, member.replicate);
    if (has_ended_[index] || !failure_.empty())
        return;  // somebody who was taken for lost has ended it all the same
    failure_ = store_.add(member, plan_.inputs_of(member.replicate));
    if (!failure_.empty())
        return;
    has_ended_[index] = true;
    ++progress_.done;
    ++progress_.done_now;
    progress_.failed += member.status == MemberStatus::done ? 0 : 1;
    if (is_enough_ && !enough_) {
        auto& row = unjudged_[member.replicate];
        row.resize(static_cast<std::size_t>(plan_.variant_count()));
        row[static_cast<std::size_t>(member.variant)] = std::move(member);
        judge();
    }
    report();
}

void Ensemble::give_back(MemberTask task) {
    const std::lock_guard lock(guard_);
    given_back_.push_back(std::move(task));
}

Result<StudyOutcome> Ensemble::end() {
    const std::lock_guard lock(guard_);
    if (!failure_.empty())
        return failure_;
    StudyOutcome outcome;
    outcome.members = progress_.done;
    outcome.failed = progress_.failed;
    const bool is_all = std::all_of(has_ended_.begin(), has_ended_.end(), [](bool ended) { return ended; });
    if (enough_)
        outcome.ending = StudyEnding::converged;
    else if (is_all)
        outcome.ending = is_enough_ ? StudyEnding::not_converged : StudyEnding::complete;
    if (enough_) {
        if (Errors errors = store_.drop_from(*enough_); !errors.empty())
            return errors;
        outcome.members = *enough_ * plan_.variant_count();
    }
    if (Errors errors = store_.note("ending", text_of(outcome.ending)); !errors.empty())
        return errors;
    return outcome;
}

}  // namespace wayout
