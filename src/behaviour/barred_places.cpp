#include "behaviour/barred_places.hpp"

namespace wayout {
namespace {

std::size_t word_of(std::int32_t patch) {
    return static_cast<std::size_t>(patch) / 64;
}

std::uint64_t bit_of(std::int32_t patch) {
    return std::uint64_t{1} << (static_cast<std::size_t>(patch) % 64);
}

}  // namespace

BarredPlaces::BarredPlaces(std::size_t people, std::size_t patches)
    : words_((patches + 63) / 64), counts_(people, 0), bits_(people) {}

void BarredPlaces::bar(AgentId person, std::int32_t patch) {
    std::vector<std::uint64_t>& bits = bits_[person - 1];
    if (bits.empty())  // few people ever turn back
        bits.assign(words_, 0);
    if (is_barred(person, patch))
        return;
    bits[word_of(patch)] |= bit_of(patch);
    ++counts_[person - 1];
}

void BarredPlaces::reopen(AgentId person, std::int32_t patch) {
    if (!is_barred(person, patch))
        return;
    bits_[person - 1][word_of(patch)] &= ~bit_of(patch);
    --counts_[person - 1];
}

bool BarredPlaces::is_barred(AgentId person, std::int32_t patch) const {
    const std::vector<std::uint64_t>& bits = bits_[person - 1];
    return !bits.empty() && (bits[word_of(patch)] & bit_of(patch)) != 0;
}

void BarredPlaces::forget(AgentId person) {
    bits_[person - 1].clear();
    counts_[person - 1] = 0;
}

}  // namespace wayout
