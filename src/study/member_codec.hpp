/// Members as bytes, on their way between programs. All bits of all numbers arrive.
#pragma once

#include "study/member_task.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace wayout {

using Bytes = std::vector<std::uint8_t>;

Bytes encode(const MemberTask& task);
Bytes encode(const MemberResult& member);
/// Of what encode() has made; anything else is a bug.
MemberTask decode_task(std::span<const std::uint8_t> bytes);
MemberResult decode_member(std::span<const std::uint8_t> bytes);

}  // namespace wayout
