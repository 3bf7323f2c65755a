#include "stop_request.hpp"

#include <csignal>

namespace wayout::cli {
namespace {

volatile std::sig_atomic_t stop_requested = 0;

extern "C" void request_stop(int) {
    stop_requested = 1;
}

}  // namespace

CatchStop::CatchStop() {
    stop_requested = 0;
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);
}

CatchStop::~CatchStop() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool is_stop_requested() {
    return stop_requested != 0;
}

}  // namespace wayout::cli
