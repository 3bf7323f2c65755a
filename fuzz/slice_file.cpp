/// The reader of slice files of FDS (.sf).
#include "findings.hpp"

#include "hazards/slice_file.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace wayout;
    Result<SliceFile> file =
        SliceFile::open(memory_byte_file(std::string(reinterpret_cast<const char*>(data), size)), "a.sf");
    if (!file) {
        expect_sound_errors(file.error(), 1);
        return 0;
    }
    FUZZ_EXPECT(!file->times_s().empty());
    FUZZ_EXPECT(SliceFile::header_bytes + 20 + 4 * file->value_count() <= size);
    std::vector<float> values(file->value_count());
    for (std::size_t row = 0; row < file->times_s().size(); ++row) {
        FUZZ_EXPECT(std::isfinite(file->times_s()[row]));
        FUZZ_EXPECT(row == 0 || file->times_s()[row] > file->times_s()[row - 1]);
        if (const Result<bool> read = file->read_frame(row, values); !read)
            expect_sound_errors(read.error(), 1);
    }
    return 0;
}
