/// The list of what is wrong with a scenario, kept to a length that somebody can read.
#pragma once

#include <wayout/error.hpp>

#include <cstddef>

namespace wayout {

class Problems {
public:
    static constexpr std::size_t most_listed = 200;

    void add(Error problem);
    bool is_empty() const { return listed_.empty(); }
    bool is_full() const { return listed_.size() >= most_listed; }
    std::size_t count() const { return listed_.size() + unlisted_count_; }
    /// All of them; when there were more than most_listed, the last one says how many are not listed.
    Errors take() &&;

private:
    Errors listed_;
    std::size_t unlisted_count_{0};
};

}  // namespace wayout
