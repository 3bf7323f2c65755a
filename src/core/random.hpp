/// Random numbers as pure functions of (seed, who, what for, when): no generator is shared, so neither the
/// order of threads nor an extra draw elsewhere changes anybody's luck.
///
/// Generator: Philox4x32-10. Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2,
/// 3", SC11 (2011); own implementation. Layout: key = (low, high) half of the seed; counter = (agent id,
/// step, purpose, draw index).
#pragma once

#include <wayout/ids.hpp>

#include <array>
#include <cstdint>

namespace wayout {

/// What a number is drawn for. The values are part of the reproducibility promise: a new purpose takes a new
/// value at the end, an abandoned value is never given to another purpose, so that adding a model does not
/// shift the draws of the others.
enum class Draw : std::uint32_t {
    // the person, at placement (step 0)
    profile_group = 1,
    age = 2,
    sex = 3,
    body_radius = 4,
    free_speed = 5,
    stair_speed = 6,
    pre_movement_time = 7,
    start_area = 8,
    start_position = 9,
    start_seat = 10,
    start_heading = 11,
    time_gap = 12,
    // the run
    decision_stagger = 13,
    exit_choice = 14,
    passing_side = 15,
    direction_noise = 16,
    conflict_order = 17,
    // many runs
    member_seed = 18,
    // measuring
    lane_shuffle = 19,
    // reference models
    creeping = 20,
    // what fire does to people
    susceptibility = 21,
    // the incident
    structural_loss = 22,
    // what people do of their own
    own_place = 23,
    // alarm, cues, messages
    noticing = 24,
    message = 25,
    // what people know and how they choose
    familiarity = 26,
    choice_type = 27,
    sign_notice = 28,
    word_of_mouth = 29,
    // groups
    group_size = 30,
    group_start = 31,
    group_return = 32,
    // help
    assistance = 33,
    // staff
    staff = 34,
    // danger areas and shelter
    danger = 35,
    // doors, turnstiles, escalators, lifts
    opening = 36,
    // the mathematics of many runs
    bootstrap = 37,
    study_sample = 38,
    sign_flip = 39,
    permutation = 40,
    // casualties on their way to hospital
    medical = 41,
    // people lost in smoke
    wrong_door = 42,
};

using RandomBlock = std::array<std::uint32_t, 4>;

/// Ten rounds of Philox4x32.
constexpr RandomBlock philox4x32_10(RandomBlock counter, std::array<std::uint32_t, 2> key) {
    constexpr std::uint64_t multiplier_0 = 0xD2511F53;
    constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
    constexpr std::uint32_t weyl_0 = 0x9E3779B9;  // golden ratio
    constexpr std::uint32_t weyl_1 = 0xBB67AE85;  // sqrt(3) - 1
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product_0 = multiplier_0 * counter[0];
        const std::uint64_t product_1 = multiplier_1 * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product_0)};
        key[0] += weyl_0;
        key[1] += weyl_1;
    }
    return counter;
}

/// Four independent 32-bit words of one draw. Every function below is a view of this block.
/// @param agent  who; 0 for what concerns nobody in particular
/// @param step   when, modulo 2^32 (seven years at 0.05 s); 0 for what happens once
/// @param index  tells several draws for one purpose in one step apart
constexpr RandomBlock random_block(std::uint64_t seed, AgentId agent, Draw purpose, std::uint64_t step = 0,
                                   std::uint32_t index = 0) {
    return philox4x32_10(
        {agent, static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(purpose), index},
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

/// A word as a multiple of 2^-24 in [0, 1): every value is exact in single precision.
constexpr float unit_float(std::uint32_t word) {
    return static_cast<float>(word >> 8) * 0x1p-24F;
}

/// Two words as a multiple of 2^-53 in [0, 1).
constexpr double unit_double(std::uint32_t high, std::uint32_t low) {
    return static_cast<double>((static_cast<std::uint64_t>(high >> 5) << 26) | (low >> 6)) * 0x1p-53;
}

/// Uniform in [0, 1), 53 random bits.
constexpr double uniform01(std::uint64_t seed, AgentId agent, Draw purpose, std::uint64_t step = 0,
                           std::uint32_t index = 0) {
    const RandomBlock block = random_block(seed, agent, purpose, step, index);
    return unit_double(block[0], block[1]);
}

/// Uniform in [0, 1), 24 random bits: the top bits of the same draw as uniform01.
constexpr float uniform01_float(std::uint64_t seed, AgentId agent, Draw purpose, std::uint64_t step = 0,
                                std::uint32_t index = 0) {
    return unit_float(random_block(seed, agent, purpose, step, index)[0]);
}

/// Uniform strictly inside (0, 1), 52 random bits, symmetric about 1/2: for quantile functions that are
/// infinite at 0 and 1.
constexpr double uniform01_open(std::uint64_t seed, AgentId agent, Draw purpose, std::uint64_t step = 0,
                                std::uint32_t index = 0) {
    const RandomBlock block = random_block(seed, agent, purpose, step, index);
    const std::uint64_t bits = (static_cast<std::uint64_t>(block[0] >> 6) << 26) | (block[1] >> 6);
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

/// Uniform whole number in [0, count). Bias below count * 2^-53. A count of 0 is a bug.
std::uint32_t uniform_below(std::uint32_t count, std::uint64_t seed, AgentId agent, Draw purpose,
                            std::uint64_t step = 0, std::uint32_t index = 0);

/// Quantile of the standard normal distribution (inverse of its distribution function).
/// Algorithm AS 241, PPND16: Wichura, "The percentage points of the normal distribution", Applied Statistics
/// 37(3), 477-484 (1988); relative accuracy about 1e-16 (coefficients from memory, checked in the tests
/// against erfc).
/// @param probability  in (0, 1); anything else is a bug
double normal_quantile(double probability);

/// Standard normal draw: normal_quantile of uniform01_open. One uniform number per normal number, so that a
/// larger uniform draw always means a larger normal one and draws can be correlated through their quantiles.
double standard_normal(std::uint64_t seed, AgentId agent, Draw purpose, std::uint64_t step = 0,
                       std::uint32_t index = 0);

}  // namespace wayout
