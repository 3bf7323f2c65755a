/// Widths, numbers of exits, occupant loads, stewards: people-and-response specification 7.1, 7.2 and 7.4.
/// The source of each number is that of its row.
#include "norms/egress_capacity.hpp"
#include "norms/rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace wayout::norms {
namespace {

constexpr const char* no_sprinklers = "Counted without sprinklers and voice alarm, which allow less width.";
constexpr const char* as_started = "People as they start in the scenario.";
constexpr double half = 0.5;

using RoomRule = std::function<std::vector<NormRow>(const RoomFacts&)>;

/// The worst of all rooms with people; rooms for which `judge` gives nothing do not count.
void add_worst_room(std::vector<NormRow>& rows, const BuildingFacts& facts, const Rule& rule,
                    const RoomRule& judge) {
    std::vector<NormRow> found;
    for (const RoomFacts& room : facts.rooms)
        if (room.people > 0)
            for (NormRow& row : judge(room)) found.push_back(std::move(row));
    rows.push_back(found.empty()
                       ? without_verdict(rule, NormVerdict::not_applicable, "No room that it speaks of.")
                       : worst_of(found, "rooms"));
}

std::vector<ExitFacts> open_exits(const BuildingFacts& facts) {
    std::vector<ExitFacts> exits = facts.exits;
    std::erase_if(exits, [](const ExitFacts& exit) { return !exit.is_open; });
    return exits;
}

void add_capacity(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    const double people = facts.people;
    double by_inches = 0.0;
    double by_adb = 0.0;
    double widest_by_adb = 0.0;
    const std::vector<ExitFacts> exits = open_exits(facts);
    for (const ExitFacts& exit : exits) {
        by_inches += people_by_inches(exit.clear_width_m, false);
        by_adb += people_by_adb(exit.clear_width_m);
        widest_by_adb = std::max(widest_by_adb, people_by_adb(exit.clear_width_m));
    }
    const Widths widths = open_widths(facts.exits);

    const Rule german{Jurisdiction::mvstaettvo, "section 7(4)",
                      "clear width of 1.20 m per 200 people, indoors", FigureSource::source};
    // 200 people in 1.20 m at q = 82 / (60 s m) take 122 s; at the 1.0 / (s m) seen in theatre drills 167 s.
    constexpr double german_m_per_person = 1.20 / 200.0;
    const std::string german_times =
        "Indoors is assumed (outdoors 1.20 m per 600); some Laender count in steps of 0.60 m. The rule means "
        "122 s through the doors at 82 persons/(m min), and 167 s or more at the 1.0 person/(m s) at most "
        "that was seen of theatre audiences (Imanishi and Sano 2019).";
    rows.push_back(
        at_least(german, "all exits", widths.total_m, german_m_per_person * people, "m", german_times));
    add_worst_room(rows, facts, german, [&](const RoomFacts& room) {
        double total_m = 0.0;
        for (const WayFacts& way : room.ways) total_m += way.clear_width_m;
        return std::vector{at_least(german, room.name, total_m, german_m_per_person * room.people, "m",
                                    "Doors, exits and stairs of the room.")};
    });

    const Rule adb{
        Jurisdiction::adb, "volume 2, exit widths",
        "people served by the exits with the widest discounted: 60 from 750 mm, 110 from 850 mm, 220 "
        "from 1050 mm, beyond 5 mm each",
        FigureSource::secondary};
    rows.push_back(at_least(adb, "all exits", by_adb - widest_by_adb, people, "people", as_started));
    add_worst_room(rows, facts, adb, [&](const RoomFacts& room) {
        double sum = 0.0;
        double widest = 0.0;
        for (const WayFacts& way : room.ways) {
            sum += people_by_adb(way.clear_width_m);
            widest = std::max(widest, people_by_adb(way.clear_width_m));
        }
        if (room.ways.size() > 1 || room.people > 60)
            return std::vector{at_least(adb, room.name, sum - widest, room.people, "people", as_started)};
        Rule single = adb;
        single.source = FigureSource::memory;
        return std::vector{at_least(single, room.name, sum, room.people, "people",
                                    "A single way is taken to be allowed for up to 60 people.")};
    });

    for (const auto& [jurisdiction, clause, source] :
         {std::tuple{Jurisdiction::ibc, "1005.3", FigureSource::secondary},
          std::tuple{Jurisdiction::nfpa, "chapter 7, capacity of egress", FigureSource::memory}}) {
        const Rule inches{jurisdiction, clause, "7.6 mm per person on stairs, 5.1 mm elsewhere", source};
        rows.push_back(at_least(inches, "all exits", by_inches, people, "people", no_sprinklers));
        add_worst_room(rows, facts, inches, [&](const RoomFacts& room) {
            return std::vector{at_least(inches, room.name, people_by_inches(room.ways), room.people, "people",
                                        no_sprinklers)};
        });
    }
}

/// N = (sum W - W_largest) q T at the flow that the code counts with and at the one seen of crowds.
void add_time_capacity(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    constexpr double code_pps_per_m = 82.0 / 60.0;
    constexpr double observed_pps_per_m = 1.0;
    const Widths widths = open_widths(facts.exits);
    struct Time {
        double time_s;
        const char* words;
        FigureSource source;
    };
    for (const Time& t : {Time{480.0, "8 min, the longest for normal egress", FigureSource::secondary},
                          Time{150.0, "2.5 min, for the highest fire risk", FigureSource::memory}}) {
        const Rule code{Jurisdiction::green_guide, "egress capacity",
                        fmt::format("people through the exits, the widest lost, within {}", t.words),
                        t.source};
        rows.push_back(at_least(code, "code flow, 82 per m and min",
                                people_in_time(widths, code_pps_per_m, t.time_s), facts.people, "people",
                                "Level exits; 66 per m and min on steps. Walking and the time to begin come "
                                "on top."));
        Rule seen = code;
        if (seen.source != FigureSource::memory)
            seen.source = FigureSource::abstract;
        rows.push_back(at_least(seen, "flow seen of crowds, 60 per m and min",
                                people_in_time(widths, observed_pps_per_m, t.time_s), facts.people, "people",
                                "Theatre audiences reached less than 1.0 person/(m s) (Imanishi and Sano "
                                "2019): a comparison, not the guide's own figure."));
    }
}

void add_minimum_widths(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    const Rule least{Jurisdiction::mvstaettvo, "section 7(4)",
                     "each way out 1.20 m clear; 0.90 m from rooms for up to 200", FigureSource::source};
    add_worst_room(rows, facts, least, [&](const RoomFacts& room) {
        std::vector<NormRow> ways;
        for (const WayFacts& way : room.ways)
            ways.push_back(at_least(least, room.name, way.clear_width_m, room.people > 200 ? 1.20 : 0.90, "m",
                                    "Places are taken to be the people who start there."));
        if (!ways.empty())
            ways = {*std::min_element(ways.begin(), ways.end(),
                                      [](const NormRow& a, const NormRow& b) { return a.value < b.value; })};
        return ways;
    });
    const Rule widest{Jurisdiction::mvstaettvo, "section 8", "necessary stairs at most 2.40 m wide",
                      FigureSource::source};
    std::vector<NormRow> stairs;
    for (const StairFacts& stair : facts.stairs)
        stairs.push_back(at_most(widest, stair.name, stair.clear_width_m, 2.40, "m",
                                 "Every stair is taken for a necessary one."));
    rows.push_back(stairs.empty() ? without_verdict(widest, NormVerdict::not_applicable, "No stairs.")
                                  : worst_of(stairs, "stairs"));
}

int ways_needed(int people) {
    if (people <= 49)
        return 1;
    if (people <= 500)
        return 2;
    return people <= 1000 ? 3 : 4;
}

void add_numbers(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    const Rule rule{Jurisdiction::ibc, "chapter 10, number of exits",
                    "two ways out beyond 49 people, three beyond 500, four beyond 1000",
                    FigureSource::memory};
    rows.push_back(at_least(rule, "all exits", static_cast<double>(open_exits(facts).size()),
                            ways_needed(facts.people), "exits"));
    add_worst_room(rows, facts, rule, [&](const RoomFacts& room) {
        return std::vector{at_least(rule, room.name, static_cast<double>(room.ways.size()),
                                    ways_needed(room.people), "ways")};
    });
    std::vector<NormRow> apart;
    const Rule separate{Jurisdiction::ibc, "chapter 10, separation",
                        "two exits or stairs of a storey at least half of its diagonal apart",
                        FigureSource::memory};
    for (const Separation& s : facts.separations)
        apart.push_back(
            at_least(separate, s.storey, s.apart_m, half * s.diagonal_m, "m",
                     "Without sprinklers; with them a third. Diagonal of the box around the floor."));
    rows.push_back(apart.empty() ? without_verdict(separate, NormVerdict::not_applicable,
                                                   "No storey with people has two exits or stairs.")
                                 : worst_of(apart, "storeys"));
    rows.push_back(
        at_most({Jurisdiction::adb, "volume 2, alternative routes",
                 "nobody sees all ways out of the storey within 45 degrees", FigureSource::memory},
                "places where people start", facts.see_one_direction, 0.0, "people",
                "Straight lines to exits and stairs of the storey with two or more; a wall between "
                "two ways also makes them alternatives and is not counted."));
}

void add_main_entrance(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    double served = 0.0;
    for (const ExitFacts& exit : facts.exits)
        if (exit.is_main && exit.is_open)
            served += people_by_inches(exit.clear_width_m, false);
    const auto add = [&](const Rule& rule, double share, bool applies, const std::string& why) {
        if (!applies)
            rows.push_back(without_verdict(rule, NormVerdict::not_applicable, why));
        else if (!facts.is_main_entrance_named)
            rows.push_back(without_verdict(rule, NormVerdict::not_known,
                                           "Which exits are the main entrance is not said: name them in "
                                           "people.populations[].knowledge.entrance."));
        else
            rows.push_back(at_least(rule, "main entrance", served, share * facts.people, "people",
                                    "5.1 mm per person. " + why));
    };
    add({Jurisdiction::ibc, "assembly, main exit", "main exit for half of the people, beyond 300",
         FigureSource::memory},
        half, facts.people > 300, facts.people > 300 ? "" : "Up to 300 people.");
    add({Jurisdiction::nfpa, "chapter 12, main entrance", "main entrance for half of the people",
         FigureSource::memory},
        half, true, "");
    const int standing = facts.people - facts.seated;
    const bool is_festival = 2 * standing > facts.people;
    add({Jurisdiction::nfpa, "chapter 12, main entrance",
         "main entrance for two thirds of the people in dance halls, night clubs and before standing "
         "audiences",
         FigureSource::secondary},
        2.0 / 3.0, is_festival,
        fmt::format("{} of {} people do not start on seats.", standing, facts.people));
}

void add_loads(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    const auto add = [&](const Rule& rule, auto&& m2_per_person) {
        add_worst_room(rows, facts, rule, [&](const RoomFacts& room) {
            // A room with seats holds as many as it has seats, and is no standing room.
            if (room.seats > 0 || room.people < 50)
                return std::vector<NormRow>{};
            const double fit = room.area_m2 / m2_per_person(room.area_m2);
            return std::vector{at_most(rule, room.name, room.people, fit, "people",
                                       "Whole walkable area of the room. Rooms without seats and with 50 "
                                       "people or more.")};
        });
    };
    add({Jurisdiction::ibc, "table 1004.5", "0.46 m2 per person standing", FigureSource::memory},
        [](double) { return 0.46; });
    add({Jurisdiction::nfpa, "table 7.3.1.2", "0.46 m2 per person in rooms up to 929 m2, larger 0.65 m2",
         FigureSource::secondary},
        [](double area_m2) { return area_m2 <= 929.0 ? 0.46 : 0.65; });
    add({Jurisdiction::adb, "volume 2, floor space factors", "0.3 m2 per person standing",
         FigureSource::memory},
        [](double) { return 0.3; });
    add({Jurisdiction::mvstaettvo, "section 1(2)", "two people per m2 standing", FigureSource::memory},
        [](double) { return 0.5; });
}

void add_people_and_rows(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    constexpr int people_per_manager = 250;
    rows.push_back(at_least(
        {Jurisdiction::nfpa, "chapter 12, crowd managers", "one crowd manager per 250 people",
         FigureSource::secondary},
        "stewards", facts.stewards, (facts.people + people_per_manager - 1) / people_per_manager, "people",
        "Stewards of the scenario, or people of the role staff or steward if they are more; "
        "every one is taken to be trained for it."));
    rows.push_back(at_most(
        {Jurisdiction::nfpa, "chapter 12, festival seating",
         "more than 250 in a standing audience only with a life-safety evaluation", FigureSource::secondary},
        "people who do not start on seats", facts.people - facts.seated, 250, "people",
        "Not met: the evaluation is asked for. This report may be a part of it."));
    const Rule seats{Jurisdiction::green_guide, "seat rows", "at most 28 seats in a row with two aisles",
                     FigureSource::secondary};
    rows.push_back(facts.longest_row_seats == 0
                       ? without_verdict(seats, NormVerdict::not_applicable, "No seat rows.")
                       : at_most(seats, facts.longest_row, facts.longest_row_seats, 28, "seats",
                                 "An aisle at both ends is assumed."));
}

void add_good_practice(std::vector<NormRow>& rows, const BuildingFacts& facts) {
    const Rule escalators{Jurisdiction::wayout, "",
                          "nobody depends on an escalator, which most codes do not count",
                          FigureSource::memory};
    rows.push_back(facts.escalators == 0
                       ? without_verdict(escalators, NormVerdict::not_applicable, "No escalators.")
                       : at_most(escalators, "people who reach no exit without one", facts.only_by_escalator,
                                 0, "people", "All escalators left out."));
    const auto staffed = std::count_if(facts.exits.begin(), facts.exits.end(),
                                       [](const ExitFacts& exit) { return exit.depends_on_staff; });
    rows.push_back(at_most({Jurisdiction::wayout, "", "no exit that is counted depends on staff or a check",
                            FigureSource::own_choice},
                           "exits that are locked, opened by a steward or checked",
                           static_cast<double>(staffed), 0, "exits",
                           "Which way leaves open is not modelled: look for doors that open inwards."));
    const auto unsigned_toilets = std::count_if(
        facts.rooms.begin(), facts.rooms.end(),
        [](const RoomFacts& room) { return room.is_toilet && room.ways.size() < 2 && !room.has_sign; });
    rows.push_back(at_most(
        {Jurisdiction::wayout, "", "a sign in every toilet with one way out", FigureSource::own_choice},
        "toilets without", static_cast<double>(unsigned_toilets), 0, "rooms",
        "Zones whose use is toilet, toilets or wc. People died in such rooms."));
}

}  // namespace

std::vector<NormRow> building_rules(const BuildingFacts& facts) {
    std::vector<NormRow> rows;
    add_capacity(rows, facts);
    add_time_capacity(rows, facts);
    add_minimum_widths(rows, facts);
    add_numbers(rows, facts);
    add_main_entrance(rows, facts);
    add_loads(rows, facts);
    add_people_and_rows(rows, facts);
    add_good_practice(rows, facts);
    return rows;
}

}  // namespace wayout::norms
