#include "cluster/messages.hpp"

#include <mpi.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace wayout {

struct Messages::Sending {
    int to{0};
    Bytes bytes;
    MPI_Request request{MPI_REQUEST_NULL};
};

Messages::Messages(int* argc, char*** argv) {
    int provided = 0;
    MPI_Init_thread(argc, argv, MPI_THREAD_SERIALIZED, &provided);
    has_room_for_threads_ = provided >= MPI_THREAD_SERIALIZED;
    // A failed call to a program that is gone is no reason to end: it is missed by its silence.
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
    is_lost_.resize(static_cast<std::size_t>(size_));
}

Messages::~Messages() {
    if (is_anybody_lost())
        end_at_once();  // MPI_Finalize would wait for those who are gone
    for (Sending& sending : sending_) MPI_Wait(&sending.request, MPI_STATUS_IGNORE);
    MPI_Finalize();
}

void Messages::end_at_once() {
    std::fflush(nullptr);
    std::_Exit(exit_code_);
}

void Messages::lose(int rank) {
    const std::lock_guard lock(guard_);
    is_lost_[static_cast<std::size_t>(rank)] = true;
}

bool Messages::is_anybody_lost() const {
    const std::lock_guard lock(guard_);
    return std::find(is_lost_.begin(), is_lost_.end(), true) != is_lost_.end();
}

void Messages::send(int to, Tag tag, Bytes bytes) {
    const std::lock_guard lock(guard_);
    drop_what_was_sent();
    if (is_lost_[static_cast<std::size_t>(to)])
        return;
    Sending& sending = sending_.emplace_back();
    sending.to = to;
    sending.bytes = std::move(bytes);
    MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, to,
              static_cast<int>(tag), MPI_COMM_WORLD, &sending.request);
}

std::optional<Message> Messages::receive() {
    const std::lock_guard lock(guard_);
    int there = 0;
    MPI_Status status;
    if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status) != MPI_SUCCESS || there == 0)
        return std::nullopt;
    int size = 0;
    MPI_Get_count(&status, MPI_BYTE, &size);
    Message message{status.MPI_SOURCE, static_cast<Tag>(status.MPI_TAG),
                    Bytes(static_cast<std::size_t>(size))};
    if (MPI_Recv(message.bytes.data(), size, MPI_BYTE, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE) != MPI_SUCCESS)
        return std::nullopt;
    return message;
}

void Messages::drop_what_was_sent() {
    for (auto it = sending_.begin(); it != sending_.end();) {
        int done = 0;
        MPI_Test(&it->request, &done, MPI_STATUS_IGNORE);
        it = done != 0 ? sending_.erase(it) : std::next(it);
    }
}

bool Messages::has_sent_all() {
    const std::lock_guard lock(guard_);
    drop_what_was_sent();
    return std::all_of(sending_.begin(), sending_.end(), [this](const Sending& sending) {
        return is_lost_[static_cast<std::size_t>(sending.to)];
    });
}

}  // namespace wayout
