#include "core/sha256.hpp"

#include "core/assert.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <vector>

namespace wayout {
namespace {

struct ContextDeleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextDeleter>;

Context make_context() {
    Context context(EVP_MD_CTX_new());
    WAYOUT_ASSERT(context != nullptr, "libcrypto gives no digest context");
    return context;
}

}  // namespace

struct Sha256::State {
    Context context = make_context();
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    const int done = EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr);
    WAYOUT_ASSERT(done == 1, "libcrypto offers no SHA-256");
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add_bytes(std::span<const std::byte> bytes) {
    const int done = EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
    WAYOUT_ASSERT(done == 1, "libcrypto failed to hash");
}

void Sha256::add(std::string_view text) {
    add_bytes(std::as_bytes(std::span(text)));
}

std::string Sha256::hex() const {
    // Finishing destroys the context: finish a copy.
    const Context copy = make_context();
    std::array<unsigned char, 32> digest{};
    const bool done = EVP_MD_CTX_copy_ex(copy.get(), state_->context.get()) == 1 &&
                      EVP_DigestFinal_ex(copy.get(), digest.data(), nullptr) == 1;
    WAYOUT_ASSERT(done, "libcrypto failed to hash");

    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (const unsigned char byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string sha256_of_text(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.hex();
}

Result<std::string> sha256_of_file(const std::filesystem::path& file) {
    const auto unreadable = [&](int reason) {
        return Error{.code = ErrorCode::io,
                     .where = file.string(),
                     .message = std::string("cannot be read: ") +
                                (reason != 0 ? std::strerror(reason) : "input error")};
    };
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return unreadable(errno);
    Sha256 hash;
    std::vector<char> piece(std::size_t{1} << 16);
    while (stream.read(piece.data(), static_cast<std::streamsize>(piece.size())) || stream.gcount() > 0)
        hash.add({piece.data(), static_cast<std::size_t>(stream.gcount())});
    if (stream.bad())
        return unreadable(errno);
    return hash.hex();
}

}  // namespace wayout
