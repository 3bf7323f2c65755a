/// What the library has to say while it works. It never prints: the caller passes a sink in.
#pragma once

#include <functional>
#include <string_view>

namespace wayout {

enum class LogLevel { info, warning };

/// Called from one thread at a time. An empty sink means that nobody listens.
using LogSink = std::function<void(LogLevel level, std::string_view text)>;

inline void log_to(const LogSink& sink, LogLevel level, std::string_view text) {
    if (sink)
        sink(level, text);
}

}  // namespace wayout
