#include "cluster/messages.hpp"

#include <mpi.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace wayout {

struct Messages::Sending {
    Bytes bytes;
    MPI_Request request{MPI_REQUEST_NULL};
};

Messages::Messages(int* argc, char*** argv) {
    int provided = 0;
    MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided);
    // A failed call to a program that is gone is no reason to end: it is missed by its silence.
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

Messages::~Messages() {
    if (is_whole_) {
        for (Sending& sending : sending_) MPI_Wait(&sending.request, MPI_STATUS_IGNORE);
        MPI_Finalize();
        return;
    }
    // MPI_Finalize would wait for those who are gone. What was to be written has been.
    std::fflush(nullptr);
    std::_Exit(EXIT_SUCCESS);
}

void Messages::send(int to, Tag tag, Bytes bytes) {
    drop_what_was_sent();
    Sending& sending = sending_.emplace_back();
    sending.bytes = std::move(bytes);
    MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, to,
              static_cast<int>(tag), MPI_COMM_WORLD, &sending.request);
}

std::optional<Message> Messages::receive() {
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
    drop_what_was_sent();
    return sending_.empty();
}

}  // namespace wayout
