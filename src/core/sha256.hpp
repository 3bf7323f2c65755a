/// SHA-256 (FIPS 180-4) of inputs and outputs, for the manifest. Computed by OpenSSL's libcrypto.
#pragma once

#include <wayout/error.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace wayout {

class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add_bytes(std::span<const std::byte> bytes);
    void add(std::string_view text);

    /// 64 lower-case hexadecimal digits of everything added so far; more may be added after.
    std::string hex() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256_of_text(std::string_view text);

/// Of a file's content, read in pieces. Error of code `io` when it cannot be read.
Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace wayout
