/// Checks of our own code. A failed check is a bug of ours and stops the run with an InternalError; no user
/// input may ever reach one, since input/ and venue/ answer bad input with Errors first.
#pragma once

#include <wayout/error.hpp>

#include <string_view>

namespace wayout {

/// Throws InternalError with place, condition and message. Out of line, so that a check costs its caller one
/// branch.
[[noreturn]] void fail_assertion(const char* file, int line, const char* condition, std::string_view message);

}  // namespace wayout

/// Cheap invariant, always on, also in the build we ship: a wrong evacuation time is worse than none.
/// `message` is anything a std::string_view can be made of; it is evaluated only when the check fails.
#define WAYOUT_ASSERT(condition, message)                                        \
    do {                                                                         \
        if (!(condition)) [[unlikely]]                                           \
            ::wayout::fail_assertion(__FILE__, __LINE__, #condition, (message)); \
    } while (false)

/// Expensive whole-state check (nobody in a wall, everyone accounted for): on in the dev and asan presets,
/// otherwise compiled but never run, so that it cannot rot.
#ifdef WAYOUT_VALIDATE_ENABLED
#define WAYOUT_VALIDATE(condition, message) WAYOUT_ASSERT(condition, message)
#else
#define WAYOUT_VALIDATE(condition, message)    \
    do {                                       \
        if (false)                             \
            WAYOUT_ASSERT(condition, message); \
    } while (false)
#endif
