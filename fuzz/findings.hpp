/// What must hold of every list of problems with a result file, whatever the file.
#pragma once

#include "expect.hpp"

#include <wayout/error.hpp>

#include <cstddef>

namespace wayout {

inline void expect_sound_errors(const Errors& errors, std::size_t most) {
    FUZZ_EXPECT(!errors.empty() && errors.size() <= most);
    for (const Error& error : errors) {
        FUZZ_EXPECT(!error.message.empty() && !error.where.empty());
        for (const char c : error.where + error.message)
            FUZZ_EXPECT(static_cast<unsigned char>(c) >= 0x20);  // fit for a terminal
    }
}

}  // namespace wayout
