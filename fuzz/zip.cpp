/// The reader of zipped scenarios.
#include "drafts.hpp"

#include "input/files.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    const auto files = zip_files(std::string(reinterpret_cast<const char*>(data), size), "fuzz.zip");
    if (!files) {
        FUZZ_EXPECT(!files.error().empty());
        return 0;
    }
    expect_sound_draft(read_scenario_files(**files, "scenario.json"));
    return 0;
}
