/// What the programs of a cluster say to each other: bytes with a tag, through MPI. The only place that calls
/// MPI.
#pragma once

#include <cstdint>
#include <list>
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
    alive = 5,     ///< others -> first, every second
    end = 6        ///< first -> others
};

struct Message {
    int from{0};
    Tag tag{};
    Bytes bytes;
};

/// Nothing here waits: a program that is gone must not stop the others.
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
    /// Whether everything that was sent has left.
    bool has_sent_all();
    /// Somebody is gone: MPI cannot be ended in good order any more, since that waits for all.
    void somebody_is_lost() { is_whole_ = false; }

private:
    struct Sending;
    void drop_what_was_sent();

    int rank_{0};
    int size_{1};
    bool is_whole_{true};
    std::list<Sending> sending_;
};

}  // namespace wayout
