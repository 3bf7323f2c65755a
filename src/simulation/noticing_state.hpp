/// How people learn that they should leave: alarms, messages, cues, and their internal clock.
#pragma once

#include "behaviour/internal_clock.hpp"
#include "navigation/open_rooms.hpp"
#include "simulation/alarm_book.hpp"
#include "simulation/cues_in_view.hpp"

#include <wayout/ids.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace wayout {

struct World;

class NoticingState {
public:
    NoticingState(const World& world, const NoticingSpec& spec);

    struct Person {
        InternalClock clock;
        CueRates levels{};            ///< as the clock runs, or would without a message
        double others_frac{0.0};      ///< N at the last look
        double listens_until_s{0.0};  ///< to a message: the clock stands
        double at_latest_s{std::numeric_limits<double>::infinity()};  ///< begin_at()
        double action_s{0.0};  ///< from the decision to the first step: standing up, taking things along
        std::optional<Instruction> instruction;  ///< that the person follows
        std::int32_t exits_by{-1};               ///< alarm whose message named the exits to take
        bool is_in_show{false};
        bool hears_message{false};
        bool is_told{false};
        bool is_hurried{false};  ///< being told has shortened the own time
        bool is_investigating{false};
    };

    NoticingSpec spec;
    AlarmBook book;
    const OpenRooms& rooms;
    OthersAround others;
    std::optional<FireInView> fire;
    std::vector<Person> people;                    ///< [person - 1]
    std::vector<std::vector<std::uint8_t>> hears;  ///< [alarm][person - 1] heard it when it began to sound
    // scratch, by row
    std::vector<std::int32_t> rows;
    std::vector<Viewpoint> viewpoints;
    std::vector<std::uint8_t> leaves;
};

/// How much others who leave count: more where the alarm is unclear.
inline double others_rate(const NoticingSpec& spec, const NoticingState::Person& person) {
    return person.hears_message ? spec.others_rate_message : spec.others_rate_bell;
}

// What other parts of the simulation may ask for. Serial code only, whether people have a clock or not.

/// A steward tells somebody in person to leave: T := min(T, tau + U(5, 15) s) (people and response 1.4 [D]),
/// and the clock runs at least as fast as with an alarm. Once is enough: it is the same draw each time.
void instruct(World& world, std::size_t row, double now_s);
/// Whoever has not begun to walk begins at that time at the latest. `reason`: a text that lasts, for the log.
void begin_at(World& world, std::size_t row, double at_s, std::string_view reason);
/// Walks, or has made up his mind to and is getting ready.
bool has_decided(const World& world, std::size_t row);
/// What an alarm asks for that the person hears and does what it says; nothing: no such alarm.
std::optional<Instruction> instruction_for(const World& world, AgentId person);
/// Exits named by the message that the person follows; empty: none.
std::span<const GateId> exits_told(const World& world, AgentId person);
/// Somebody begins to walk now: why, for the log and the counts.
void note_beginning(World& world, std::size_t row);
/// How many of those who have begun did so why; empty where people have no clock.
std::vector<StartCount> count_starts(const World& world, const std::vector<PersonResult>& people);

}  // namespace wayout
