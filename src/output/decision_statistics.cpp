#include "output/decision_statistics.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace wayout {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_in_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The name that stands at this place of a text, not within a word; empty: none. `names`: longer ones first.
std::string_view name_at(std::string_view text, std::size_t at, const std::vector<std::string>& names) {
    if (at > 0 && is_in_word(text[at - 1]))
        return {};
    for (const std::string& name : names)
        if (const std::string_view rest = text.substr(at);
            rest.starts_with(name) && (rest.size() == name.size() || !is_in_word(rest[name.size()])))
            return name;
    return {};
}

/// A reason without what differs from person to person: numbers, and names of exits.
std::string class_of(std::string_view reason, const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < reason.size();) {
        if (const std::string_view name = name_at(reason, i, names); !name.empty()) {
            out.append("the other exit");
            i += name.size();
        } else if (is_digit(reason[i])) {
            while (i < reason.size() && is_digit(reason[i])) ++i;
            if (i + 1 < reason.size() && reason[i] == '.' && is_digit(reason[i + 1]))
                for (++i; i < reason.size() && is_digit(reason[i]);) ++i;
            out.append("\u2026");
        } else {
            out.push_back(reason[i++]);
        }
    }
    return out;
}

std::vector<std::string> exit_names(const RunResults& results) {
    std::vector<std::string> names;
    for (const PassageResult& p : results.passages)
        if (p.kind == PassageKind::exit)
            names.push_back(p.name.empty() ? p.id : p.name);
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    return names;
}

}  // namespace

std::vector<ReasonCount> count_reasons(const RunResults& results) {
    const std::vector<std::string> names = exit_names(results);
    std::vector<std::string> kinds;
    std::map<std::pair<std::string, std::string>, ReasonCount> counts;
    std::map<std::pair<std::string, std::string>, std::vector<AgentId>> people;
    for (const Decision& d : results.decisions) {
        if (std::find(kinds.begin(), kinds.end(), d.kind) == kinds.end())
            kinds.push_back(d.kind);
        const std::pair key{d.kind, class_of(d.reason, names)};
        ++counts[key].decisions;
        people[key].push_back(d.person);
    }
    std::vector<ReasonCount> out;
    for (auto& [key, count] : counts) {
        std::vector<AgentId>& who = people[key];
        std::sort(who.begin(), who.end());
        count.kind = key.first;
        count.reason = key.second;
        count.people = static_cast<int>(std::unique(who.begin(), who.end()) - who.begin());
        out.push_back(std::move(count));
    }
    const auto order = [&](const std::string& kind) { return std::find(kinds.begin(), kinds.end(), kind); };
    std::stable_sort(out.begin(), out.end(), [&](const ReasonCount& a, const ReasonCount& b) {
        return a.kind != b.kind ? order(a.kind) < order(b.kind) : a.decisions > b.decisions;
    });
    return out;
}

std::vector<ExitUse> count_exit_use(const RunResults& results) {
    std::vector<int> first(results.people.size(), -1), last(results.people.size(), -1);
    for (const Decision& d : results.decisions) {
        if (!heads_for_exit(d))
            continue;
        int& chosen_first = first[d.person - 1];
        chosen_first = chosen_first < 0 ? d.passage : chosen_first;
        last[d.person - 1] = d.passage;
    }
    std::vector<ExitUse> out;
    for (std::size_t row = 0; row < results.passages.size(); ++row) {
        if (results.passages[row].kind != PassageKind::exit)
            continue;
        ExitUse use;
        use.passage = static_cast<int>(row);
        for (std::size_t i = 0; i < results.people.size(); ++i) {
            const bool used = results.people[i].exit_passage == use.passage;
            use.chosen_first += first[i] == use.passage ? 1 : 0;
            use.chosen_last += last[i] == use.passage ? 1 : 0;
            use.used += used ? 1 : 0;
            use.used_as_chosen_first += used && first[i] == use.passage ? 1 : 0;
        }
        out.push_back(use);
    }
    return out;
}

std::vector<int> count_changes(const RunResults& results) {
    std::vector<int> now(results.people.size(), -1);
    std::vector<std::size_t> changes(results.people.size(), 0);
    for (const Decision& d : results.decisions) {
        if (!heads_for_exit(d))
            continue;
        int& exit = now[d.person - 1];
        changes[d.person - 1] += exit >= 0 && exit != d.passage ? 1 : 0;
        exit = d.passage;
    }
    std::vector<int> out;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (now[i] < 0)
            continue;
        out.resize(std::max(out.size(), changes[i] + 1));
        ++out[changes[i]];
    }
    return out;
}

}  // namespace wayout
