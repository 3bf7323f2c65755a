// Groups of lanes, and storing some of them side by side. Compiled once per instruction set, within
// time_gap_simd.cpp.
#if defined(WAYOUT_SIMD_LANES) == defined(HWY_TARGET_TOGGLE)
#ifdef WAYOUT_SIMD_LANES
#undef WAYOUT_SIMD_LANES
#else
#define WAYOUT_SIMD_LANES
#endif

#include "locomotion/people_columns.hpp"

#include <hwy/highway.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace wayout {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, lane_count>;
using Ints = hn::RebindToSigned<Floats>;
using VF = hn::Vec<Floats>;
using MF = hn::Mask<Floats>;

constexpr Floats floats;
constexpr Ints ints;
constexpr std::size_t lanes = hn::MaxLanes(Floats());
static_assert(lane_count % lanes == 0);

constexpr float infinity = std::numeric_limits<float>::infinity();

VF positive_part(VF v) {
    return hn::IfThenElseZero(hn::Gt(v, hn::Zero(floats)), v);
}

std::uint32_t mask_bits(MF mask) {
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(floats, mask, bytes);
    return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8;
}

#if HWY_TARGET == HWY_AVX3
void store_some(VF v, MF which, float* to) {
    hn::StoreU(hn::Compress(v, which), floats, to);
}
void store_some(hn::Vec<Ints> v, MF which, std::int32_t* to) {
    hn::StoreU(hn::Compress(v, hn::RebindMask(ints, which)), ints, to);
}
#else
/// [bits of a mask] its lanes, those that are set first. Without a compress instruction; the library's own
/// version copies its table in every call when it is not inlined (Highway 1.0.3), which took half of a step.
constexpr std::array<std::array<std::uint8_t, 8>, 256> list_set_lanes() {
    std::array<std::array<std::uint8_t, 8>, 256> lists{};
    for (std::size_t bits = 0; bits < lists.size(); ++bits) {
        std::size_t count = 0;
        for (std::size_t lane = 0; lane < lanes; ++lane)
            if (((bits >> lane) & 1) != 0)
                lists[bits][count++] = static_cast<std::uint8_t>(lane);
    }
    return lists;
}
static_assert(lanes <= 8);
alignas(64) constexpr std::array<std::array<std::uint8_t, 8>, 256> set_lanes = list_set_lanes();

template <typename V, typename Tag, typename T>
void store_lanes(Tag tag, V v, MF which, T* to) {
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(floats, which, bits);
    const hn::Rebind<std::uint8_t, Ints> bytes;
    const auto order = hn::PromoteTo(ints, hn::LoadU(bytes, set_lanes[bits[0]].data()));
    hn::StoreU(hn::TableLookupLanes(v, hn::IndicesFromVec(tag, order)), tag, to);
}
void store_some(VF v, MF which, float* to) {
    store_lanes(floats, v, which, to);
}
void store_some(hn::Vec<Ints> v, MF which, std::int32_t* to) {
    store_lanes(ints, v, which, to);
}
#endif

#endif  // HWY_TARGET != HWY_SCALAR
}  // namespace HWY_NAMESPACE
}  // namespace wayout
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
