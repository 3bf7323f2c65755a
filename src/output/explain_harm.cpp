#include "output/explain_harm.hpp"

#include <wayout/explain.hpp>

#include "geometry/polygon.hpp"
#include "output/decision_statistics.hpp"
#include "output/hazard_statistics.hpp"
#include "output/number_text.hpp"
#include "output/tables.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace wayout {

namespace {

using Json = nlohmann::ordered_json;

/// Ids listed on a terminal; the JSON has all.
constexpr std::size_t most_ids = 12;

bool came_to_harm(const PersonResult& p) {
    return p.outcome == Outcome::incapacitated || p.is_injured || p.is_dead ||
           (p.exposure && p.exposure->incapacitated.has_happened());
}

/// Where somebody was at a time; null without a replay.
const TrackPoint* point_at(const Track& track, double time_s) {
    const auto after =
        std::find_if(track.begin(), track.end(), [time_s](const TrackPoint& p) { return p.time_s > time_s; });
    return after == track.begin() ? nullptr : &*(after - 1);
}

/// The part of the structure that came down where somebody was; null: none.
const LossResult* loss_over(const Track& track, const HazardOutcome& hazards) {
    for (const LossResult& loss : hazards.losses) {
        const TrackPoint* point = std::isfinite(loss.at_s) ? point_at(track, loss.at_s) : nullptr;
        if (point != nullptr && point->storey == loss.storey &&
            locate(Polygon{loss.outline_m, {}}, point->at_m) != Side::outside)
            return &loss;
    }
    return nullptr;
}

std::string cause_words(const char* words, const ThresholdCrossing& crossing) {
    return fmt::format("{} by {}", words, harm_cause_names[static_cast<std::size_t>(crossing.cause)]);
}

ChainLink loss_link(const char* words, const LossResult* loss) {
    if (loss == nullptr)
        return {fmt::format("{} by structure that came down", words), not_a_time};
    return {fmt::format("{} when '{}' came down", words, loss->id), loss->at_s};
}

/// The harm itself: what stopped, hurt or killed the person.
std::vector<ChainLink> harm_links(const PersonResult& p, const Track& track, const HazardOutcome& hazards) {
    std::vector<ChainLink> links;
    const bool is_overcome = p.exposure && p.exposure->incapacitated.has_happened();
    const bool is_trapped = p.outcome == Outcome::incapacitated && !is_overcome;
    const LossResult* loss = p.is_injured || is_trapped ? loss_over(track, hazards) : nullptr;
    // What the air does to those who lie beneath structure led to nothing.
    if (p.exposure && p.exposure->impaired.has_happened() && !is_trapped)
        links.push_back({cause_words("impaired", p.exposure->impaired), p.exposure->impaired.time_s});
    if (p.is_injured)
        links.push_back(loss_link("hurt", loss));
    if (is_overcome)
        links.push_back(
            {cause_words("overcome", p.exposure->incapacitated), p.exposure->incapacitated.time_s});
    else if (is_trapped)
        links.push_back(loss_link("trapped", loss));
    // Whom structure killed died with it.
    if (p.is_dead) {
        const bool by_air = p.exposure && p.exposure->fatal.has_happened();
        const double before_s = links.empty() ? not_a_time : links.back().time_s;
        links.push_back({"died", by_air ? p.exposure->fatal.time_s : before_s});
    }
    return links;
}

/// What the person learned, did and met before.
std::vector<ChainLink> way_links(const ExplainSource& source, const PersonResult& p, const Track& track,
                                 double until_s) {
    std::vector<ChainLink> links;
    const Decision* cue = nullptr;     // the last before beginning: an alarm, a word of somebody
    const Decision* target = nullptr;  // the exit headed for in the end
    const Decision* turned = nullptr;
    const Decision* astray = nullptr;
    const std::vector<const Decision*> decisions = source.decisions_of(p.id);
    const bool has_begun = p.start_time_s <= until_s;
    for (const Decision* d : decisions) {
        if (d->time_s > until_s)
            break;
        if (heads_for_exit(*d))
            target = d;
        else if (d->kind != "begins" && (!has_begun || d->time_s <= p.start_time_s))
            cue = d;
        if (d->kind == "turns back" && heads_for_exit(*d))
            turned = d;
        else if (d->kind == "goes astray")
            astray = d;
    }
    if (cue != nullptr)
        links.push_back({cue->choice.empty() ? cue->kind : cue->kind + " " + cue->choice, cue->time_s});
    // Who begins chooses in the same step, or in the next second at the latest.
    const bool is_first_target =
        has_begun && target != nullptr && target != turned && target->time_s <= p.start_time_s + 1.0;
    if (is_first_target)
        links.push_back({"began to walk to " + target->choice, p.start_time_s});
    else if (has_begun)
        links.push_back({"began to walk", p.start_time_s});
    else
        links.push_back({"had not begun to walk", std::isfinite(until_s) ? until_s : not_a_time});
    if (target != nullptr && target != turned && !is_first_target)
        links.push_back({"headed for " + target->choice, target->time_s});
    if (turned != nullptr)
        links.push_back({"turned back, then to " + turned->choice, turned->time_s});
    if (astray != nullptr)
        links.push_back({"went astray by " + astray->choice, astray->time_s});

    const std::vector<Wait> waits = waits_of(track, p.free_speed_mps);
    const Wait* longest = nullptr;
    for (const Wait& wait : waits)
        if (wait.from_s < until_s && (longest == nullptr || wait.duration_s() > longest->duration_s()))
            longest = &wait;
    if (longest != nullptr && std::min(longest->to_s, until_s) - longest->from_s >= chain_wait_s)
        links.push_back({"queued " + place_words(source, longest->storey, longest->at_m), longest->from_s,
                         std::min(longest->to_s, until_s) - longest->from_s});
    const auto smoke = std::find_if(track.begin(), track.end(), [&](const TrackPoint& point) {
        return source.replay.extinction_per_m(point.storey, point.at_m, point.time_s) >= chain_smoke_per_m;
    });
    if (smoke != track.end() && smoke->time_s <= until_s)
        links.push_back(
            {fmt::format("in smoke of {} per m or more", trimmed(chain_smoke_per_m, 2)), smoke->time_s});
    return links;
}

std::string times_words(double from_s, double to_s) {
    if (!std::isfinite(from_s))
        return {};
    return fixed(from_s, 0) == fixed(to_s, 0)
               ? " at " + seconds_words(from_s)
               : fmt::format(" at {} to {}", fixed(from_s, 0), seconds_words(to_s));
}

std::string summary_words(const std::vector<HarmChain>& chains, const RunResults& r) {
    int unable = 0, dead = 0, injured = 0;
    for (const HarmChain& chain : chains) {
        const PersonResult& p = r.people[chain.person - 1];
        unable += p.outcome == Outcome::incapacitated ? 1 : 0;
        dead += p.is_dead ? 1 : 0;
        injured += p.is_injured ? 1 : 0;
    }
    return fmt::format("{} came to harm: {} incapacitated at the end, {} hurt by structure, {} dead",
                       counted(static_cast<std::int64_t>(chains.size()), "person", "people"), unable, injured,
                       dead);
}

Json group_json(const ChainGroup& group) {
    Json json{{"count", group.chains.size()}, {"chain", Json::array()}, {"text", chain_words(group)}};
    const std::vector<ChainLink>& links = group.chains.front().links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        json["chain"].push_back({{"what", links[i].what},
                                 {"from_s", rounded(group.earliest_s(i), 1)},
                                 {"to_s", rounded(group.latest_s(i), 1)}});
        if (links[i].length_s > 0.0)
            json["chain"].back()["median_length_s"] = rounded(group.median_length_s(i), 1);
    }
    json["people"] = Json::array();
    for (const HarmChain& chain : group.chains) json["people"].push_back(chain.person);
    return json;
}

}  // namespace

Result<std::vector<HarmChain>> harm_chains(const ExplainSource& source) {
    const RunResults& r = source.results();
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < r.people.size(); ++row)
        if (came_to_harm(r.people[row]))
            rows.push_back(row);
    const Result<std::vector<Track>> tracks = source.replay.tracks(rows);
    if (!tracks)
        return tracks.error();
    std::vector<HarmChain> chains;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PersonResult& p = r.people[rows[i]];
        const Track& track = (*tracks)[i];
        std::vector<ChainLink> harm = harm_links(p, track, r.hazards);
        const double last_s = harm.empty() ? not_a_time : harm.back().time_s;
        HarmChain chain{p.id,
                        way_links(source, p, track,
                                  std::isfinite(last_s) ? last_s : std::numeric_limits<double>::infinity())};
        chain.links.insert(chain.links.end(), harm.begin(), harm.end());
        // Harm of unknown time stays last.
        std::stable_sort(chain.links.begin(), chain.links.end(), [](const ChainLink& a, const ChainLink& b) {
            return std::isnan(b.time_s) ? !std::isnan(a.time_s) : a.time_s < b.time_s;
        });
        chains.push_back(std::move(chain));
    }
    return chains;
}

double ChainGroup::earliest_s(std::size_t link) const {
    double earliest_s = chains.front().links[link].time_s;
    for (const HarmChain& chain : chains) earliest_s = std::min(earliest_s, chain.links[link].time_s);
    return earliest_s;
}

double ChainGroup::latest_s(std::size_t link) const {
    double latest_s = chains.front().links[link].time_s;
    for (const HarmChain& chain : chains) latest_s = std::max(latest_s, chain.links[link].time_s);
    return latest_s;
}

double ChainGroup::median_length_s(std::size_t link) const {
    std::vector<double> lengths_s;
    for (const HarmChain& chain : chains) lengths_s.push_back(chain.links[link].length_s);
    std::sort(lengths_s.begin(), lengths_s.end());
    return lengths_s[(lengths_s.size() - 1) / 2];
}

std::vector<ChainGroup> grouped_chains(std::vector<HarmChain> chains) {
    std::map<std::vector<std::string>, ChainGroup> by_links;
    for (HarmChain& chain : chains) {
        std::vector<std::string> key;
        for (const ChainLink& link : chain.links) key.push_back(link.what);
        by_links[std::move(key)].chains.push_back(std::move(chain));
    }
    std::vector<ChainGroup> groups;
    for (auto& [key, group] : by_links) groups.push_back(std::move(group));
    std::sort(groups.begin(), groups.end(), [](const ChainGroup& a, const ChainGroup& b) {
        return a.chains.size() != b.chains.size() ? a.chains.size() > b.chains.size()
                                                  : a.chains.front().person < b.chains.front().person;
    });
    return groups;
}

std::string chain_words(const ChainGroup& group) {
    std::vector<std::string> parts;
    const std::vector<ChainLink>& links = group.chains.front().links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        std::string part = links[i].what;
        if (links[i].length_s > 0.0)
            part += " for about " + seconds_words(group.median_length_s(i)) + " from";
        std::string times = times_words(group.earliest_s(i), group.latest_s(i));
        if (links[i].length_s > 0.0 && !times.empty())
            times.erase(0, 3);  // "from 41 s" rather than "from at 41 s"
        parts.push_back(part + times);
    }
    return fmt::format("{}", fmt::join(parts, " -> "));
}

Result<HarmExplanation> explain_harm(const std::filesystem::path& result) {
    const Result<ExplainSource> source = open_explain_source(result);
    if (!source)
        return source.error();
    const Result<std::vector<HarmChain>> chains = harm_chains(*source);
    if (!chains)
        return chains.error();
    HarmExplanation explanation;
    Json json{{"format", "wayout-explain-harm"}, {"format_version", 1}};
    const RunResults& r = source->results();
    json["people"] = chains->size();
    json["groups"] = Json::array();
    if (chains->empty()) {
        explanation.lines.push_back(r.hazards.is_modelled
                                        ? "Nobody came to harm in this run."
                                        : "No hazard is modelled in this run, so nobody came to harm.");
    } else {
        explanation.lines.push_back(summary_words(*chains, r));
        for (const ChainGroup& group : grouped_chains(*chains)) {
            explanation.lines.push_back(fmt::format(
                "{}: {}", counted(static_cast<std::int64_t>(group.chains.size()), "person", "people"),
                chain_words(group)));
            std::string ids;
            for (std::size_t i = 0; i < std::min(most_ids, group.chains.size()); ++i)
                ids += fmt::format("{}{}", i == 0 ? "" : ", ", group.chains[i].person);
            if (group.chains.size() > most_ids)
                ids += fmt::format(" and {} more", group.chains.size() - most_ids);
            explanation.lines.push_back("    persons " + ids);
            json["groups"].push_back(group_json(group));
        }
    }
    explanation.json = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    return explanation;
}

}  // namespace wayout
