#include "input/json_file.hpp"

#include "input/files.hpp"

#include <optional>
#include <utility>

namespace wayout {

Result<JsonValue> read_json_file(const std::filesystem::path& path, std::uint64_t most_bytes,
                                 Reading& reading) {
    const std::string name = path.filename().string();
    const Result<std::string> content = read_regular_file(path, most_bytes);
    if (!content)
        return Error{content.error().front().code, path.string(), content.error().front().message};
    reading.file_names = {name};
    std::size_t count = 0;
    std::optional<JsonValue> tree = parse_json(*content, name, 0, {}, count, reading.problems);
    if (!tree)
        return std::move(reading.problems).take();
    return *std::move(tree);
}

}  // namespace wayout
