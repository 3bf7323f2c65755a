#include "output/model_notes.hpp"

#include "output/hazard_statistics.hpp"

#include <wayout/scenario.hpp>

namespace wayout {
namespace {

/// Sources and limits: locomotion specification 1, 2 and 10.4; docs/models/reference-models.md.
ModelNotes notes_of_reference_model(std::string_view model) {
    ModelNotes notes;
    notes.summary =
        "A published model with its published constants, for comparison with the time-gap model and with "
        "other tools, not for an assessment. Way-finding and gates are wayout's. The calibration changes no "
        "constant of the model; with 'design' the flow limits of codes hold at doors, exits and stairs, "
        "unless "
        "the scenario switches them off. Bodies may overlap, as published; a body that comes too near to "
        "a wall is put back to its side. ";
    notes.does_not = {
        "the flow through doors that experiments measured: at these constants about half of it comes out",
        "narrow doors that stay open: people arch before them and may stand for ever",
        "bodies that keep apart: overlaps are counted below as they come",
        "faster-is-slower, forces between bodies, falls, crush injuries"};
    if (model == anticipation_velocity_model) {
        notes.title = "Anticipation velocity model (reference, for comparison only)";
        notes.summary +=
            "People step aside from where others will be in one second; their speed follows from "
            "the spacing ahead; whoever is all but at rest sways by chance.";
        notes.sources = {
            "Xu, Chraibi, Seyfried 2021, Transportation Research C 133, 103464 (abstract), with "
            "equations and constants as read in JuPedSim"};
        return notes;
    }
    const bool is_v2 = model == collision_free_speed_model;
    notes.title = is_v2 ? "Collision-free speed model V2 (reference, for comparison only)"
                        : "Collision-free speed model V3 (reference, for comparison only)";
    notes.summary += is_v2 ? "Others and walls push the direction aside, exponentially with distance; the "
                             "speed follows from the spacing ahead."
                           : "Walls push the direction aside, the neighbour who weighs most turns it; the "
                             "speed follows from the spacing ahead.";
    notes.sources = {
        "Tordeux, Chraibi, Seyfried 2016, arXiv 1512.05597, with equations and constants as read "
        "in JuPedSim"};
    return notes;
}

}  // namespace

ModelNotes notes_of_model(std::string_view model) {
    if (model == "time-gap") {
        // Locomotion spec 10.1: "Reproduces [P] ...; not: ... State this in output."
        return {
            "Time-gap model with sampled directions, rank rule and non-overlap projection",
            "Every person walks along the travel-time field of the chosen exit, picks one of 13 directions "
            "that keeps the way free, keeps a time gap to the "
            "person ahead; bodies that would overlap are pushed apart. First order: speeds follow at once, "
            "nobody has inertia.",
            {"how speed falls with density (within 13 % of Weidmann at 1 to 3.5 people per m\u00b2)",
             "the linear growth of a door's flow with its width",
             "lanes in opposite streams up to about 3 people per m\u00b2",
             "the single-file relation of speed and spacing"},
            {"faster-is-slower: bodies have no friction, so pressing harder does not clog a door",
             "bursts of clogging at narrow doors", "stop-and-go waves: the model has no delay of reaction",
             "forces between bodies, falls, crush injuries"},
            {"Tordeux, Chraibi, Seyfried 2016: collision-free speed model (time gap)",
             "Moussa\u00efd, Helbing, Theraulaz 2011, PNAS: choice among sampled directions (with a "
             "corrected utility)",
             "Weidmann 1993: speed and density, the yardstick of the calibration"}};
    }
    if (model == plain_model) {
        ModelNotes notes = notes_of_model("time-gap");
        notes.title = "Time-gap model as first published (for comparison)";
        notes.does_not.push_back(
            "streams of different goals through one narrow gap: they can lock each other for ever");
        return notes;
    }
    if (model == "crush" || model == "time-gap+crush") {
        ModelNotes notes = notes_of_model("time-gap");
        notes.title = model == "crush" ? "Time-gap model with contact forces for all"
                                       : "Time-gap model with contact forces where it is dense";
        notes.summary +=
            " Those in a crush are discs of 80 kg that press, rub and swing, in steps of 2.5 ms, instead of "
            "being "
            "pushed apart.";
        notes.reproduces = {
            "the load of people who lean on each other (a stack presses with the sum of its pushes)",
            "a flow through doors that rises with pushing as long as pressure is limited"};
        notes.does_not = {"faster-is-slower", "falls, and people who are carried off their feet",
                          "bodies that are not round; sums of contact forces overstate the load on a chest"};
        notes.sources.push_back("Helbing, Farkas, Vicsek 2000 and FDS+Evac (Korhonen): contact forces");
        return notes;
    }
    if (model == "hydraulic")
        return {
            "Hydraulic relations: capacities of doors and stairs",
            "Everybody walks along the travel-time field of the chosen exit at the speed of the SFPE "
            "relations "
            "(1.19 m/s on the level, less on stairs and ramps and there by density) and waits before doors, "
            "exits, "
            "stairs and escalators until these let him through at their capacity. Nobody takes room or sees "
            "others: densities and queues on the maps mean nothing.",
            {"what a hand calculation gives: pre-movement, way, and queues before what is narrow"},
            {"crowding, merging, opposed streams: nobody is in anybody's way",
             "corridors and gaps without a door as bottlenecks",
             "differences of speed between people who are ambulant"},
            {"Nelson & Mowrer; Gwynne & Rosenbaum, SFPE Handbook: speed, flow, effective widths (from "
             "memory, to "
             "be checked)",
             "Okada et al. 2011: entry flow of escalators (abstract)"}};
    if (is_reference_model(model))
        return notes_of_reference_model(model);
    return {std::string(model), "", {}, {}, {}};
}

std::vector<std::string> notes_of_run(const RunResults& results) {
    const HazardOutcome& h = results.hazards;
    std::vector<std::string> notes = {"Movement: " + notes_of_model(results.model).title};
    if (has_air(h)) {
        notes.push_back("Air: " + h.source);
        notes.push_back("Exposure: " + h.exposure_laws);
    }
    for (const std::string& text : h.substitutions) notes.push_back("Substitution: " + text);
    for (const std::string& text : h.notes) notes.push_back("Hazards: " + text);
    for (const std::string& text : results.assistance.parameters) notes.push_back("Help: " + text);
    for (const std::string& text : results.rescue.parameters) notes.push_back("Rescue team " + text);
    return notes;
}

std::string notes_of_calibration(std::string_view calibration) {
    if (calibration == "lab")
        return "Laboratory calibration: fitted to what young people in laboratory experiments did in "
               "corridors, "
               "at doors and gates, in shirt-sleeves (bodies of 0.85 times the radius that profiles give). "
               "It "
               "describes what a crowd can do, not what a code lets one count on: do not assess a building "
               "with it.";
    return "Design calibration: a time gap of 1.00 s, on the safe side of flows measured in experiments. "
           "Unless the scenario says otherwise, doors and exits let through at most 1.33, stairs and "
           "escalators 1.00 "
           "persons per second and metre of clear width, as codes count; in laboratory experiments more "
           "get through.";
}

const std::vector<std::string>& general_assumptions() {
    static const std::vector<std::string> texts = {
        "Every person knows the ways and exits that the scenario allows, and keeps going until out.",
        "People start after their drawn pre-movement time, independently of each other. Groups, families and "
        "staff instructions are not modelled.",
        "Whoever chooses the quickest exit knows the walk and the queue to every exit, and reconsiders about "
        "once a second.",
        "Exits lead to safety: what happens behind them, such as a crowded pavement, does not act back.",
        "Doors and exits are as wide as the scenario says, and open or closed at the times it says. Opening "
        "a door costs no time.",
        "Free speeds, body sizes and pre-movement times are drawn for each person from the distributions in "
        "the annex; the seed fixes all draws."};
    return texts;
}

std::vector<std::string> general_limits(const HazardOutcome& hazards) {
    std::vector<std::string> texts;
    if (!hazards.is_modelled)
        texts.push_back(
            "No fire, smoke, heat, toxic gas, structural failure or other threat. There is no available safe "
            "egress time to compare with.");
    else if (!has_air(hazards))
        texts.push_back(
            "No fire, smoke, heat or toxic gas. There is no available safe egress time to compare with.");
    else
        texts.push_back(
            "Of the fire only what its source gives: the air at head height. People do not act back on it; "
            "doors that they open let no smoke through unless the source says so.");
    texts.push_back(hazards.is_modelled
                        ? "No injuries but those listed, no falls, no pushing, no help from rescue services, "
                          "no lifts."
                        : "No injuries, no falls, no pushing, no help from rescue services, no lifts.");
    texts.push_back(
        "Wheelchair users and people with reduced mobility differ by speed, size and allowed ways only; "
        "nobody assists them.");
    texts.push_back(
        "One run is one sample. For a statement on safety, look at the spread over many runs, and at "
        "scenarios with an exit lost.");
    return texts;
}

}  // namespace wayout
