/// What the programs of a cluster say to each other: bytes with a tag, through MPI. The only place that calls
/// MPI.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <list>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace wayout {

using Bytes = std::vector<std::uint8_t>;

enum class Tag : int {
    scenario = 1,  ///< first -> others: what members are made from
    task = 2,      ///< first -> others
    result = 3,    ///< others -> first
    ready = 4,     ///< others -> first: how many members at once
    alive = 5,     ///< both ways, every second
    end = 6,       ///< first -> others: there is nothing more to run
    left = 7,      ///< others -> first: has heard of the end and runs nothing any more
    farewell = 8   ///< first -> others: whether all have left, in a byte
};

struct Message {
    int from{0};
    Tag tag{};
    Bytes bytes;
};

/// Nothing here waits: a program that is gone must not stop the others. Any thread may call.
class Messages {
public:
    Messages(int* argc, char*** argv);
    ~Messages();
    Messages(const Messages&) = delete;
    Messages& operator=(const Messages&) = delete;

    int rank() const { return rank_; }
    int size() const { return size_; }
    void send(int to, Tag tag, Bytes bytes);
    /// The next message, if one has come.
    std::optional<Message> receive();
    /// Whether everything has left that was sent to those who are not lost.
    bool has_sent_all();
    /// That program is gone: nothing is sent to it any more. MPI cannot be ended in good order then, since
    /// that waits for all; this program will end at once instead, with the exit code of set_exit_code().
    void lose(int rank);
    void set_exit_code(int code) { exit_code_ = code; }
    /// Ends this program at once, with all that it is doing.
    [[noreturn]] void end_at_once();
    bool is_anybody_lost() const;
    /// Whether another thread than the main one may send while that one is busy.
    bool has_room_for_threads() const { return has_room_for_threads_; }

private:
    struct Sending;
    void drop_what_was_sent();

    mutable std::mutex guard_;
    int rank_{0};
    int size_{1};
    int exit_code_{EXIT_FAILURE};
    bool has_room_for_threads_{false};
    std::vector<bool> is_lost_;  ///< by rank
    std::list<Sending> sending_;
};

}  // namespace wayout
