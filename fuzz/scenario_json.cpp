/// The scenario reader: JSON, includes, keys, distributions, WKT, references. The input is scenario.json, or
/// several files: a line "=== name" begins the next one.
#include "drafts.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace {

std::map<std::string, std::string> split_files(std::string_view text) {
    constexpr std::string_view mark = "\n=== ";
    std::map<std::string, std::string> files;
    std::string name = "scenario.json";
    while (true) {
        const std::size_t end = text.find(mark);
        files.emplace(name, text.substr(0, end));
        if (end == std::string_view::npos)
            return files;
        text.remove_prefix(end + mark.size());
        const std::size_t end_of_name = text.find('\n');
        name = text.substr(0, end_of_name);
        text.remove_prefix(end_of_name == std::string_view::npos ? text.size() : end_of_name + 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto files = wayout::memory_files(split_files({reinterpret_cast<const char*>(data), size}));
    wayout::expect_sound_draft(wayout::read_scenario_files(*files, "scenario.json"));
    return 0;
}
