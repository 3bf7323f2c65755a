#include "output/explain_person.hpp"

#include <wayout/explain.hpp>

#include "output/decisions_file.hpp"
#include "output/hazard_statistics.hpp"
#include "output/manifest.hpp"
#include "output/number_text.hpp"
#include "output/picture.hpp"
#include "output/statistics.hpp"
#include "output/stored_json.hpp"
#include "output/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

namespace wayout {

namespace {

using Json = nlohmann::ordered_json;

/// More decisions than this are told by the first and the last of them.
constexpr std::size_t most_decisions = 6;
constexpr std::size_t most_waits = 2;
constexpr std::size_t most_options = 3;

std::string who_words(const PersonResult& p, const RunResults& r) {
    std::string words = fmt::format("Person {}", p.id);
    if (p.population >= 0) {
        const PopulationLabel& label = r.populations[static_cast<std::size_t>(p.population)];
        words += " of " + (label.name.empty() ? label.id : label.name);
    }
    std::vector<std::string> parts;
    if (p.sex != Sex::unspecified)
        parts.emplace_back(text_of(p.sex));
    if (std::isfinite(p.age_years))
        parts.push_back(fixed(p.age_years, 0) + " years");
    if (p.mobility != MobilityClass::ambulant)
        parts.emplace_back(text_of(p.mobility));
    parts.push_back(fmt::format("walks {} m/s with nobody near", fixed(p.free_speed_mps, 2)));
    return fmt::format("{}: {}", words, fmt::join(parts, ", "));
}

std::string place_and_point(const ExplainSource& source, int storey, Vec2 at_m) {
    const Vec2 user = at_m + source.results().origin_m;
    return fmt::format("{}, ({}, {})", place_words(source, storey, at_m), fixed(user.x, 1), fixed(user.y, 1));
}

/// The first half of too many decisions, and the last.
std::vector<const Decision*> telling(std::vector<const Decision*> decisions) {
    if (decisions.size() > most_decisions) {
        constexpr auto half = static_cast<std::ptrdiff_t>(most_decisions / 2);
        decisions.erase(decisions.begin() + half, decisions.end() - half);
    }
    return decisions;
}

std::vector<Wait> longest(std::vector<Wait> waits) {
    std::stable_sort(waits.begin(), waits.end(),
                     [](const Wait& a, const Wait& b) { return a.duration_s() > b.duration_s(); });
    waits.resize(std::min(waits.size(), most_waits));
    return waits;
}

void add_thresholds(PersonStory& story) {
    const PersonResult& p = *story.person;
    if (!p.exposure)
        return;
    const auto add = [&](const ThresholdCrossing& crossing, const char* words) {
        if (crossing.has_happened())
            story.entries.push_back(
                {crossing.time_s,
                 fmt::format("{} {}", words, harm_cause_names[static_cast<std::size_t>(crossing.cause)]),
                 {},
                 -1,
                 {},
                 false});
    };
    add(p.exposure->impaired, "is impaired by");
    add(p.exposure->incapacitated, "is overcome by");
    add(p.exposure->fatal, "dies of");
}

std::string harm_words(const PersonResult& p, const RunResults& r) {
    std::vector<std::string> parts;
    if (p.exposure && has_air(r.hazards)) {
        const Exposure& e = *p.exposure;
        const auto largest = std::max_element(e.dose.begin(), e.dose.begin() + asphyxiant_term_count);
        parts.push_back(fmt::format("{} in smoke, sight never below {} m", seconds_words(e.in_smoke_s),
                                    fixed(e.lowest_visibility_m, 1)));
        parts.push_back(fmt::format(
            "gas dose {}{}", fixed(e.fed_asphyxiant(), 3),
            *largest > 0.0 ? fmt::format(" (mostly {})",
                                         dose_term_names[static_cast<std::size_t>(largest - e.dose.begin())])
                           : ""));
        parts.push_back(
            fmt::format("heat dose {}", fixed(e.of(DoseTerm::convective) + e.of(DoseTerm::radiant), 3)));
        if (e.uncovered_s > 0.0)
            parts.push_back(fmt::format("{} without data of the air", seconds_words(e.uncovered_s)));
    }
    if (p.is_injured)
        parts.emplace_back("hurt by structure that came down");
    if (p.is_dead)
        parts.emplace_back("dead");
    if (std::isfinite(p.max_squeeze_n))
        parts.push_back(fmt::format("largest load on the chest {} N", fixed(p.max_squeeze_n, 0)));
    if (parts.empty())
        return r.hazards.is_modelled ? "none" : "no hazard is modelled in this run";
    return fmt::format("{}", fmt::join(parts, "; "));
}

void tell_end(PersonStory& story, const ExplainSource& source) {
    const PersonResult& p = *story.person;
    const RunResults& r = source.results();
    if (p.outcome == Outcome::out) {
        story.end_s = p.exit_time_s;
        story.end = "is out through " + passage_name(r, p.exit_passage);
        return;
    }
    story.end_s = end_time_s(r);
    const char* where = p.outcome == Outcome::inside ? "is inside" : "is incapacitated";
    story.end =
        fmt::format("{} when the run ends, {}{}{}", where, place_and_point(source, p.end_storey, p.end_m),
                    p.cause.empty() ? "" : ": ", p.cause);
}

std::vector<std::string> lines_of(const PersonStory& story) {
    const auto line = [](const std::string& when, const std::string& text) {
        return fmt::format("  {:>10}  {}", when, text);
    };
    std::vector<std::string> lines = {story.who, line("start", story.where_from)};
    for (const StoryEntry& entry : story.entries) {
        lines.push_back(line(seconds_words(entry.time_s), entry.text));
        for (const std::string& detail : entry.details) lines.push_back(line("", detail));
    }
    lines.push_back(line(seconds_words(story.end_s), story.end));
    if (story.left_out > 0)
        lines.push_back(line("", fmt::format("{} between these, in {}",
                                             counted(static_cast<std::int64_t>(story.left_out),
                                                     "more decision", "more decisions"),
                                             decisions_file_name)));
    lines.push_back(line("in all", story.in_all));
    lines.push_back(line("harm", story.harm));
    return lines;
}

std::string json_of(const PersonStory& story, const ExplainSource& source,
                    const std::vector<std::string>& lines) {
    const PersonResult& p = *story.person;
    const RunResults& r = source.results();
    const std::vector<std::string> keys = passage_keys(r);
    const auto place = [&](Json& json, int storey, Vec2 at_m) {
        json["storey"] = id_of(r.storeys, storey);
        json["x_m"] = rounded(at_m.x + r.origin_m.x, 3);
        json["y_m"] = rounded(at_m.y + r.origin_m.y, 3);
    };
    Json json{{"format", "wayout-explain-person"},
              {"format_version", 1},
              {"person", p.id},
              {"population", id_of(r.populations, p.population)},
              {"start_time_s", rounded(p.start_time_s, 2)}};
    place(json["start"], p.start_storey, p.start_m);
    json["decisions"] = Json::array();
    for (const Decision* d : source.decisions_of(p.id))
        json["decisions"].push_back(decision_json(*d, r, keys));
    json["waits"] = stored::list_of(story.waits, [&](const Wait& w) {
        Json wait{{"from_s", rounded(w.from_s, 2)},
                  {"to_s", rounded(w.to_s, 2)},
                  {"place", place_words(source, w.storey, w.at_m)},
                  {"max_density_per_m2", rounded(w.max_density_per_m2, 1)}};
        place(wait, w.storey, w.at_m);
        return wait;
    });
    json["waiting_s"] = rounded(p.waiting_s, 2);
    json["distance_m"] = rounded(p.distance_m, 2);
    json["max_density_per_m2"] = rounded(p.max_density_per_m2, 2);
    json["harm"] = story.harm;
    json["outcome"] = text_of(p.outcome);
    json["exit_id"] = p.exit_passage < 0 ? Json() : Json(keys[static_cast<std::size_t>(p.exit_passage)]);
    json["end_time_s"] = rounded(story.end_s, 2);
    json["lines"] = lines;
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string decision_words(const Decision& d) {
    std::string words = d.kind;
    if (!d.choice.empty())
        words += (d.kind == "changes"                                 ? " to "
                  : d.kind == "turns back"                            ? ", now to "
                  : d.kind == "goes round" || d.kind == "goes astray" ? " by "
                                                                      : " ") +
                 d.choice;
    if (!d.reason.empty())
        words += ": " + d.reason;
    if (!d.knows.empty())
        words += fmt::format(" ({})", d.knows);
    return words;
}

std::string options_words(const Decision& d, const RunResults& results, std::size_t most) {
    if (d.options.size() < 2)
        return {};
    std::vector<const DecisionOption*> options;
    for (const DecisionOption& option : d.options) options.push_back(&option);
    const auto is_choice = [&](const DecisionOption* o) {
        return d.passage >= 0 ? o->passage == d.passage : o->passage < 0 && o->place == d.choice;
    };
    // Unknown times come last.
    const auto total_s = [](const DecisionOption* o) {
        const double sum_s = o->walk_s + o->queue_s;
        return std::isfinite(sum_s) ? sum_s : std::numeric_limits<double>::infinity();
    };
    std::stable_sort(options.begin(), options.end(), [&](const DecisionOption* a, const DecisionOption* b) {
        return is_choice(a) != is_choice(b) ? is_choice(a) : total_s(a) < total_s(b);
    });
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < std::min(most, options.size()); ++i) {
        const DecisionOption& o = *options[i];
        std::string part = o.passage >= 0 ? passage_name(results, o.passage) : o.place;
        if (std::isfinite(o.walk_s))
            part += fmt::format(" {} walk", seconds_words(o.walk_s));
        if (std::isfinite(o.queue_s) && o.queue_s >= 0.5)
            part += fmt::format(" + {} queue", seconds_words(o.queue_s));
        if (!o.remark.empty())
            part += fmt::format(" ({})", o.remark);
        parts.push_back(std::move(part));
    }
    std::string words = fmt::format("{}", fmt::join(parts, "; "));
    if (options.size() > most)
        words += "; and others";
    return words;
}

Result<PersonStory> story_of(const ExplainSource& source, std::size_t row) {
    const RunResults& r = source.results();
    PersonStory story;
    const PersonResult& p = r.people[row];
    story.person = &p;
    const std::array rows{row};
    Result<std::vector<Track>> tracks = source.replay.tracks(rows);
    if (!tracks)
        return tracks.error();
    story.track = std::move(tracks->front());
    story.waits = waits_of(story.track, p.free_speed_mps);
    story.who = who_words(p, r);
    story.where_from = place_and_point(source, p.start_storey, p.start_m);

    const std::vector<const Decision*> decisions = source.decisions_of(p.id);
    const std::vector<const Decision*> told = telling(decisions);
    story.left_out = decisions.size() - told.size();
    for (const Decision* d : told) {
        StoryEntry entry{d->time_s, decision_words(*d), {}, d->storey, d->position_m, true};
        if (std::string options = options_words(*d, r, most_options); !options.empty())
            entry.details.push_back("of " + std::move(options));
        story.entries.push_back(std::move(entry));
    }
    for (const Wait& wait : longest(story.waits))
        story.entries.push_back(
            {wait.from_s,
             fmt::format("stands for {} {}, with up to {} people per m\u00b2 around",
                         seconds_words(wait.duration_s()), place_words(source, wait.storey, wait.at_m),
                         fixed(wait.max_density_per_m2, 1)),
             {},
             wait.storey,
             wait.at_m,
             false});
    add_thresholds(story);
    std::stable_sort(story.entries.begin(), story.entries.end(),
                     [](const StoryEntry& a, const StoryEntry& b) { return a.time_s < b.time_s; });
    story.in_all =
        fmt::format("{} m of way, {} standing in queues, at most {} people per m\u00b2 around",
                    fixed(p.distance_m, 0), seconds_words(p.waiting_s), fixed(p.max_density_per_m2, 1));
    story.harm = harm_words(p, r);
    tell_end(story, source);
    return story;
}

Result<PersonExplanation> explain_person(const std::filesystem::path& result, std::int64_t person) {
    const Result<ExplainSource> source = open_explain_source(result);
    if (!source)
        return source.error();
    const auto count = static_cast<std::int64_t>(source->results().people.size());
    if (person < 1 || person > count)
        return Error{ErrorCode::out_of_range, fmt::format("--person {}", person),
                     count == 0 ? std::string("the result has no people")
                                : fmt::format("there is no such person; people are numbered 1 to {}, as in "
                                              "people.csv",
                                              count)};
    const Result<PersonStory> story = story_of(*source, static_cast<std::size_t>(person - 1));
    if (!story)
        return story.error();
    PersonExplanation explanation;
    explanation.person = person;
    explanation.lines = lines_of(*story);
    explanation.json = json_of(*story, *source, explanation.lines);
    explanation.picture_svg = story_picture(*source, *story);
    return explanation;
}

Result<std::filesystem::path> write_person_picture(const PersonExplanation& explanation,
                                                   const std::filesystem::path& result,
                                                   const std::filesystem::path& file) {
    if (!file.empty()) {
        if (Errors errors = svg_to_png(explanation.picture_svg, file); !errors.empty())
            return errors;
        return file;
    }
    std::ifstream manifest_file(result / "manifest.json", std::ios::binary);
    std::ostringstream manifest;
    manifest << manifest_file.rdbuf();
    Result<ResultFolder> folder = ResultFolder::open(result);
    if (!folder)
        return folder.error();
    const std::string name = fmt::format("explain-{}.png", explanation.person);
    if (Errors errors = svg_to_png(explanation.picture_svg, folder->staged(name)); !errors.empty())
        return errors;
    if (Errors errors = folder->add(name); !errors.empty())
        return errors;
    const Result<std::string> changed = manifest_with(manifest.str(), folder->files().front());
    if (!changed)
        return changed.error();
    if (Errors errors = folder->replace(*changed); !errors.empty())
        return errors;
    return result / name;
}

}  // namespace wayout
