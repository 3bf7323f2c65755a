/// What happened to one person, entry by entry: the matter of the text, the JSON and the picture of
/// `wayout explain --person`.
#pragma once

#include "output/explain_source.hpp"

#include <string>
#include <vector>

namespace wayout {

/// One thing that happened to a person, in the order of time.
struct StoryEntry {
    double time_s{0.0};
    std::string text;                  ///< "chooses Foyer north: shortest time"
    std::vector<std::string> details;  ///< further lines
    int storey{-1};
    Vec2 at_m;
    bool is_decision{false};
};

struct PersonStory {
    const PersonResult* person{nullptr};
    std::string who;
    std::string where_from;
    std::vector<StoryEntry> entries;  ///< the most telling; `left_out` decisions more
    std::size_t left_out{0};
    std::string in_all;  ///< waiting, density, way
    std::string harm;
    std::string end;
    double end_s{0.0};
    Track track;  ///< empty: the run has no replay
    std::vector<Wait> waits;
};

/// "changes to Foyer south: 12 s shorter than Foyer north".
std::string decision_words(const Decision& decision);
/// What was weighed, the choice first, then the shortest: "Foyer north 30 s walk + 5 s queue". At most so
/// many, then "and others". Empty with fewer than two options.
std::string options_words(const Decision& decision, const RunResults& results, std::size_t most);

/// Error: the replay is damaged.
Result<PersonStory> story_of(const ExplainSource& source, std::size_t row);
/// The picture of a story.
std::string story_picture(const ExplainSource& source, const PersonStory& story);

}  // namespace wayout
