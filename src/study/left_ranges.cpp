#include "study/left_ranges.hpp"

#include "response/search_order.hpp"
#include "statistics/quantile.hpp"
#include "study/people_left.hpp"
#include "study/variant_ranges.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

/// 5 and 95 % of the members, those with nobody included.
std::pair<double, double> limits(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return {prediction_limit_of_sorted(values, 0.05), prediction_limit_of_sorted(values, 0.95)};
}

/// `counts`: of the members in which somebody was there.
LeftRange range_of(const std::string& place, double time_s, const std::vector<const PeopleLeft*>& counts,
                   std::size_t members) {
    LeftRange range;
    range.place = place;
    range.time_s = time_s;
    std::vector<double> all(members, 0.0);
    std::vector<double> unable(members, 0.0);
    int any_unable = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        all[i] = counts[i]->able + counts[i]->unable;
        unable[i] = counts[i]->unable;
        any_unable += counts[i]->unable > 0 ? 1 : 0;
    }
    range.any = probability_of(static_cast<int>(counts.size()), static_cast<int>(members));
    range.any_unable = probability_of(any_unable, static_cast<int>(members));
    range.mean = mean_of(all);
    range.mean_unable = mean_of(unable);
    std::tie(range.low, range.high) = limits(std::move(all));
    std::tie(range.low_unable, range.high_unable) = limits(std::move(unable));
    return range;
}

const LeftRange* end_of(const std::vector<LeftRange>& ranges, const std::string& place) {
    const auto found = std::find_if(ranges.begin(), ranges.end(), [&](const LeftRange& range) {
        return range.place == place && range.time_s == at_end;
    });
    return found == ranges.end() ? nullptr : &*found;
}

std::vector<SearchTurn> turns_of(const std::vector<SearchPlace>& places, const std::vector<LeftRange>& left) {
    std::vector<SearchTurn> turns;
    std::vector<SearchJob> jobs;
    for (std::size_t p = 0; p < places.size(); ++p) {
        const LeftRange* range = end_of(left, places[p].id);
        const double takes_s = places[p].reach_s + places[p].search_s;
        if (range == nullptr || !(takes_s > 0.0))
            continue;
        SearchTurn turn;
        turn.place = static_cast<int>(p);
        turn.expected = range->mean_unable + weight_of_able * (range->mean - range->mean_unable);
        turn.per_minute = turn.expected / takes_s * 60.0;
        turns.push_back(turn);
        jobs.push_back({turn.expected, takes_s});
    }
    std::vector<SearchTurn> ordered;
    double until_s = 0.0;
    for (const std::size_t row : search_order(jobs)) {
        until_s += jobs[row].takes_s;
        ordered.push_back(turns[row]);
        ordered.back().until_s = until_s;
    }
    return ordered;
}

}  // namespace

void describe_people_left(std::span<const MemberResult> members, const std::vector<SearchPlace>& places,
                          VariantResults& variant) {
    std::map<std::string, std::size_t> row_of_place;
    for (const SearchPlace& place : places) row_of_place.emplace(place.id, row_of_place.size());
    // Those in none of the places come last.
    std::map<std::tuple<std::size_t, std::string, double>, std::vector<const PeopleLeft*>> counts;
    std::size_t done = 0;
    for (const MemberResult& member : members) {
        if (member.status != MemberStatus::done)
            continue;
        ++done;
        for (const PeopleLeft& left : member.left) {
            const auto row = row_of_place.find(left.place);
            counts[{row == row_of_place.end() ? places.size() : row->second, left.place, left.time_s}]
                .push_back(&left);
        }
    }
    for (const auto& [key, of_members] : counts)
        variant.left.push_back(range_of(std::get<1>(key), std::get<2>(key), of_members, done));
    variant.search_order = turns_of(places, variant.left);
}

}  // namespace wayout
