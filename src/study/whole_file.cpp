#include "study/whole_file.hpp"

#include "output/output_file.hpp"

#include <system_error>

namespace wayout {

Errors write_whole_file(const std::filesystem::path& path, std::string_view content) {
    std::filesystem::path unfinished = path;
    unfinished += ".new";
    OutputFile file(unfinished);
    file.write(content);
    if (Errors errors = file.close(); !errors.empty())
        return errors;
    std::error_code failed;
    std::filesystem::rename(unfinished, path, failed);
    if (failed)
        return {{ErrorCode::io, path.string(), "cannot be written: " + failed.message()}};
    return {};
}

}  // namespace wayout
