/// What is wrong between the statements of a ledger.
#include <wayout/reports.hpp>

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace wayout {
namespace {

using RowOfId = std::map<std::string, std::size_t>;

Error problem(ErrorCode code, const Statement& s, std::string_view key, std::string message) {
    return {code, fmt::format("{}.{} (statement '{}')", s.where, key, s.id), std::move(message)};
}

/// First rows of the ids; a second statement of a name is a problem.
RowOfId rows_by_id(const Ledger& ledger, Errors& errors) {
    RowOfId rows;
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        if (s.id.empty())
            continue;  // could not be read, and was told
        if (const auto [entry, is_new] = rows.try_emplace(s.id, i); !is_new)
            errors.push_back(problem(ErrorCode::schema, s, "id",
                                     fmt::format("there is another statement of that id, {}; rename one",
                                                 ledger.statements[entry->second].where)));
    }
    return rows;
}

void check_doubles(const Ledger& ledger, Errors& errors) {
    using Content = std::tuple<double, std::string, std::string, std::string, std::string>;
    std::map<Content, const Statement*> seen;
    for (const Statement& s : ledger.statements) {
        if (s.id.empty())
            continue;
        const Content content{s.time_s, s.source, key_of(s.subject), number_words(s), s.text};
        if (const auto [entry, is_new] = seen.try_emplace(content, &s); !is_new)
            errors.push_back(problem(ErrorCode::schema, s, "text",
                                     fmt::format("says the same at the same time by the same source as '{}'; "
                                                 "take one out",
                                                 entry->second->id)));
    }
}

void check_times(const Ledger& ledger, Errors& errors) {
    for (const Statement& s : ledger.statements) {
        if (s.time_s < 0.0)
            errors.push_back(problem(ErrorCode::out_of_range, s, "time",
                                     fmt::format("{} is before the start of the incident", s.time_text)));
        else if (s.time_s > ledger.until_s)
            errors.push_back(problem(
                ErrorCode::out_of_range, s, "time",
                fmt::format("{} is {:.0f} s after the start, and the incident is looked at until {:.0f} s "
                            "(until_s)",
                            s.time_text, s.time_s, ledger.until_s)));
        else if (s.time_s > ledger.now_s)
            errors.push_back(problem(
                ErrorCode::out_of_range, s, "time",
                fmt::format("{} is {:.0f} s after the start, in the future: now is {:.0f} s; correct it, or "
                            "leave the statement out",
                            s.time_text, s.time_s, ledger.now_s)));
    }
}

void check_replacements(const Ledger& ledger, const RowOfId& rows, Errors& errors) {
    for (const Statement& s : ledger.statements)
        for (const std::string& id : s.supersedes) {
            const auto found = rows.find(id);
            if (id.empty())
                continue;
            if (found == rows.end()) {
                errors.push_back(problem(ErrorCode::schema, s, "supersedes",
                                         fmt::format("there is no statement '{}'", id)));
                continue;
            }
            const Statement& older = ledger.statements[found->second];
            if (older.time_s > s.time_s)
                errors.push_back(problem(
                    ErrorCode::schema, s, "supersedes",
                    fmt::format("'{}' was said later, {} against {}", id, older.time_text, s.time_text)));
            if (!(older.subject == s.subject))
                errors.push_back(
                    problem(ErrorCode::schema, s, "supersedes",
                            fmt::format("'{}' counts {}, and this counts {}: neither replaces the other", id,
                                        words_of(older.subject), words_of(s.subject))));
        }
}

/// Statements that replace each other in a circle. Walks the replaced ones depth first, without recursion:
/// chains may be as long as the ledger.
class CircleSearch {
public:
    CircleSearch(const Ledger& ledger, const RowOfId& rows)
        : ledger_(ledger), rows_(rows), state_(ledger.statements.size(), State::new_one) {}

    void report_to(Errors& errors) {
        for (std::size_t i = 0; i < state_.size(); ++i)
            if (state_[i] == State::new_one)
                walk_from(i, errors);
    }

private:
    enum class State { new_one, on_the_way, done };

    void walk_from(std::size_t first, Errors& errors) {
        std::vector<std::pair<std::size_t, std::size_t>> way{{first, 0}};  // row, next of its supersedes
        state_[first] = State::on_the_way;
        while (!way.empty()) {
            auto& [row, next] = way.back();
            const Statement& s = ledger_.statements[row];
            if (next == s.supersedes.size()) {
                state_[row] = State::done;
                way.pop_back();
                continue;
            }
            const auto found = rows_.find(s.supersedes[next++]);
            if (found == rows_.end())
                continue;
            const std::size_t older = found->second;
            if (state_[older] == State::on_the_way) {
                errors.push_back(problem(ErrorCode::schema, s, "supersedes",
                                         older == row ? std::string("replaces itself")
                                                      : fmt::format("'{}' replaces this one, directly or by "
                                                                    "others: a circle",
                                                                    ledger_.statements[older].id)));
            } else if (state_[older] == State::new_one) {
                state_[older] = State::on_the_way;
                way.emplace_back(older, 0);
            }
        }
    }

    const Ledger& ledger_;
    const RowOfId& rows_;
    std::vector<State> state_;
};

}  // namespace

Errors problems_of(const Ledger& ledger) {
    Errors errors;
    const RowOfId rows = rows_by_id(ledger, errors);
    check_doubles(ledger, errors);
    check_times(ledger, errors);
    check_replacements(ledger, rows, errors);
    CircleSearch(ledger, rows).report_to(errors);
    return errors;
}

}  // namespace wayout
