#include "output/explain_source.hpp"

#include "geometry/polygon.hpp"
#include "geometry/segment.hpp"
#include "output/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {

std::vector<const Decision*> ExplainSource::decisions_of(AgentId person) const {
    std::vector<const Decision*> decisions;
    for (const Decision& d : results().decisions)
        if (d.person == person)
            decisions.push_back(&d);
    return decisions;
}

Result<ExplainSource> open_explain_source(const std::filesystem::path& folder) {
    Result<StoredReport> stored = read_stored_result(folder);
    if (!stored)
        return stored.error();
    if (!stored->has_decisions)
        return Error{ErrorCode::unsupported, folder.string(),
                     "the run has kept no decisions: let outputs.decisions of the scenario be true, and run "
                     "it again"};
    Result<StoredReplay> replay = StoredReplay::read(stored->replay_document, stored->results.people.size(),
                                                     stored->results.storeys.size());
    if (!replay)
        return replay.error();
    return ExplainSource{*std::move(stored), *std::move(replay)};
}

std::vector<Wait> waits_of(const Track& track, double free_speed_mps) {
    std::vector<Wait> waits;
    for (std::size_t i = 0; i + 1 < track.size(); ++i) {
        const TrackPoint &a = track[i], &b = track[i + 1];
        const bool waits_here = a.state == ReplayFrame::walking && b.state == ReplayFrame::walking &&
                                distance(a.at_m, b.at_m) < 0.1 * free_speed_mps * (b.time_s - a.time_s);
        if (!waits_here)
            continue;
        if (waits.empty() || a.time_s - waits.back().to_s > longest_pause_s)
            waits.push_back({a.time_s, b.time_s, a.storey, a.at_m, 0.0});
        waits.back().to_s = b.time_s;
        waits.back().max_density_per_m2 =
            std::max({waits.back().max_density_per_m2, a.density_per_m2, b.density_per_m2});
    }
    std::erase_if(waits, [](const Wait& wait) { return wait.duration_s() < shortest_wait_s; });
    for (Wait& wait : waits) {
        const double middle_s = 0.5 * (wait.from_s + wait.to_s);
        const auto point = std::find_if(track.begin(), track.end(),
                                        [&](const TrackPoint& p) { return p.time_s >= middle_s; });
        wait.at_m = point->at_m;
        wait.storey = point->storey;
    }
    return waits;
}

std::string place_words(const ExplainSource& source, int storey, Vec2 at_m) {
    const RunResults& results = source.results();
    if (storey < 0 || static_cast<std::size_t>(storey) >= results.storeys.size())
        return "at an unknown place";
    constexpr double near_m = 6.0;
    int nearest = -1;
    double best_m = near_m;
    for (std::size_t row = 0; row < results.passages.size(); ++row) {
        const PassageResult& passage = results.passages[row];
        const double away_m = distance(passage.line, at_m);
        if (passage.storey == storey && away_m < best_m) {
            best_m = away_m;
            nearest = static_cast<int>(row);
        }
    }
    if (nearest >= 0) {
        const PassageKind kind = results.passages[static_cast<std::size_t>(nearest)].kind;
        return fmt::format("{} '{}'",
                           kind == PassageKind::exit   ? "at exit"
                           : kind == PassageKind::door ? "at door"
                                                       : "at an end of",
                           passage_name(results, nearest));
    }
    for (const PlanModel::Zone& zone : source.stored.plan.storeys[static_cast<std::size_t>(storey)].zones)
        if (locate(zone.polygon, at_m) != Side::outside)
            for (const ZoneLabel& label : results.zones)
                if (label.id == zone.id)
                    return "in " + (label.name.empty() ? label.id : label.name);
    const StoreyLabel& label = results.storeys[static_cast<std::size_t>(storey)];
    return "on " + (label.name.empty() ? label.id : label.name);
}

const std::string& passage_name(const RunResults& results, int passage) {
    const PassageResult& p = results.passages[static_cast<std::size_t>(passage)];
    return p.name.empty() ? p.id : p.name;
}

std::string seconds_words(double time_s) {
    return fixed(time_s, 0) + " s";
}

}  // namespace wayout
