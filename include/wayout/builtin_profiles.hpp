/// Profiles and pre-movement times from the literature that a scenario names instead of writing them out,
/// each number with its source and with how it is known to us.
#pragma once

#include <wayout/scenario.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// How a built-in number is known. What is from memory or our own choice must be shown next to results that
/// it has influenced.
enum class Evidence {
    read,            ///< read in the source itself
    read_secondary,  ///< read in a text that states or reproduces the source
    figure,          ///< measured off a figure of the source
    computed,        ///< computed from a stated formula
    memory,          ///< from memory, to be verified
    choice,          ///< chosen by this project; no data
};
/// "read", "read in a secondary text", ...
const char* evidence_words(Evidence evidence);

/// Where one quantity of a built-in entry comes from.
struct QuantitySource {
    std::string quantity;  ///< "free speed"
    std::string source;
    Evidence evidence{Evidence::choice};
};

struct BuiltinProfile {
    ProfileSpec profile;  ///< `where` is "built-in"
    std::string summary;  ///< one line for lists
    std::vector<QuantitySource> provenance;
};

struct PreMovementPreset {
    std::string id;
    std::string summary;
    Distribution distribution;  ///< seconds from the start of the incident
    std::vector<QuantitySource> provenance;
};

/// Constants of noticing for a kind of venue; the pre-movement preset of the same id belongs to it.
struct NoticingPreset {
    std::string id;
    std::string summary;
    NoticingSpec spec;
    std::vector<QuantitySource> provenance;
};

/// In the order in which lists show them; the same objects on every call.
const std::vector<BuiltinProfile>& builtin_profiles();
const std::vector<PreMovementPreset>& pre_movement_presets();
const std::vector<NoticingPreset>& noticing_presets();

/// Null when there is none of that id.
const BuiltinProfile* find_builtin_profile(std::string_view id);
const PreMovementPreset* find_pre_movement_preset(std::string_view id);
const NoticingPreset* find_noticing_preset(std::string_view id);

}  // namespace wayout
