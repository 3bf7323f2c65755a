/// Ctrl-C and a polite kill: what goes on ends after its step and keeps what it has.
#pragma once

namespace wayout::cli {

/// While one lives, such a signal is remembered instead of ending the program.
class CatchStop {
public:
    CatchStop();
    ~CatchStop();
    CatchStop(const CatchStop&) = delete;
    CatchStop& operator=(const CatchStop&) = delete;
};

bool is_stop_requested();

}  // namespace wayout::cli
