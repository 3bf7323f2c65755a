#include "hazards/fire_files.hpp"

#include "hazards/byte_file.hpp"
#include "hazards/fds_index.hpp"

#include <algorithm>

namespace wayout {

Result<std::vector<std::string>> fire_files(const FireSpec& fire, const std::filesystem::path& folder) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    if (fire.fds) {
        const Result<std::string> text =
            read_whole_file(folder / fire.fds->smv, fire.fds->smv, FdsIndexLimits::file_bytes);
        if (!text)
            return text.error();
        const Result<FdsIndex> index = parse_fds_index(*text, fire.fds->smv);
        if (!index)
            return index.error();
        add(fire.fds->smv);
        const std::filesystem::path beside = std::filesystem::path(fire.fds->smv).parent_path();
        for (const FdsSlice& slice : index->slices) add((beside / slice.file).generic_string());
    }
    if (fire.cfast)
        add(fire.cfast->file);
    if (fire.curves)
        for (const CurveSpec& curve : fire.curves->curves)
            if (!curve.text)
                add(curve.file);
    return names;
}

}  // namespace wayout
