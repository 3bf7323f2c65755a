#include "core/assert.hpp"

#include <string>

namespace wayout {

void fail_assertion(const char* file, int line, const char* condition, std::string_view message) {
    // Only the path below the repository: the same text on every machine.
    std::string_view path(file);
    for (const std::string_view root : {"/src/", "/tests/", "/include/"})
        if (const auto at = path.rfind(root); at != std::string_view::npos) {
            path.remove_prefix(at + 1);
            break;
        }
    throw InternalError(std::string(path) + ":" + std::to_string(line) + ": " + std::string(message) +
                        " (assertion failed: " + condition + ")");
}

}  // namespace wayout
