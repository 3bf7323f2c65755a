#include "pack/scratch_folder.hpp"

#include "output/output_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace wayout {

namespace fs = std::filesystem;

Result<ScratchFolder> ScratchFolder::make_in(const fs::path& parent) {
    std::string name = (parent / "wayout-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        return file_error(parent, "a temporary folder cannot be made", errno);
    return ScratchFolder(name);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty())
        fs::remove_all(path_, ignored);
}

Errors ScratchFolder::write(const std::string& name, const std::string& content) const {
    const fs::path file = path_ / name;
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed)
        return {file_error(file, "cannot be made", failed.value())};
    OutputFile out(file);
    out.write(content);
    return out.close();
}

}  // namespace wayout
