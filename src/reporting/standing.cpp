/// Which statements replace, contradict and support each other, and what is confirmed.
/// docs/models/forecast.md.
#include <wayout/reports.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

namespace wayout {
namespace {

/// Errors of figures count as so many standard deviations before two of them contradict each other. [D]
constexpr double tolerated_sds = 2.0;
/// Figures of what may rise and fall are compared within this time. [D]
constexpr double same_time_s = 1800.0;
/// The same of what only rises or falls, which statements at about one time must agree on. [D]
constexpr double at_once_s = 300.0;
/// The same of those who are out or in: a full hall lets out a thousand people in a minute. [D]
constexpr double crowd_at_once_s = 60.0;
/// Within it others can support a statement. [D]
constexpr double support_time_s = 3600.0;

double sd_of(const Statement& s, const ReportingModel& model, double figure) {
    if (s.percent)
        return model.percent_sd;
    const double relative = model.of(s.kind).error_frac * figure;
    const double about = s.is_about ? model.about_frac * figure : 0.0;
    return std::sqrt(relative * relative + about * about + model.count_sd * model.count_sd);
}

/// Two figures of the quantity tell of the same moment when they are no farther apart.
double one_time_s(ReportedQuantity quantity) {
    if (course_of(quantity) == Course::either)
        return same_time_s;
    const bool is_of_crowd =
        quantity == ReportedQuantity::evacuated || quantity == ReportedQuantity::still_inside;
    return is_of_crowd ? crowd_at_once_s : at_once_s;
}

/// What the words and the error of the source allow.
ClaimedRange with_error(const Statement& s, const ReportingModel& model) {
    ClaimedRange range = claimed_range(s);
    range.low -= tolerated_sds * sd_of(s, model, range.low);
    if (std::isfinite(range.high))
        range.high += tolerated_sds * sd_of(s, model, range.high);
    return range;
}

bool is_confirming(SourceKind kind) {
    return kind == SourceKind::official || kind == SourceKind::hospital;
}

std::string range_words(const Statement& s) {
    return fmt::format("{} ('{}', {})", number_words(s), s.id, s.source);
}

/// Statements with what is needed of each again and again.
struct Entry {
    const Statement* statement;
    ClaimedRange range;  ///< with error
    int subject;         ///< number of the subject; percentages are subjects of their own
    std::string source;  ///< lower case
};

/// Why the earlier and the later of two statements about one subject cannot both be right; empty: they can.
std::string contradiction_over_time(const Entry& earlier, const Entry& later) {
    const Statement& a = *earlier.statement;
    const Statement& b = *later.statement;
    const double gap_s = b.time_s - a.time_s;
    const Course course = course_of(a.subject.quantity);
    const bool falls = earlier.range.low > later.range.high;
    const bool rises = earlier.range.high < later.range.low;
    if (!falls && !rises)
        return {};
    if (a.subject.quantity == ReportedQuantity::present)
        return fmt::format("{} against {}", range_words(a), range_words(b));
    if (course == Course::rises && falls)
        return fmt::format("cannot fall from {} to {}", range_words(a), range_words(b));
    if (course == Course::falls && rises)
        return fmt::format("cannot rise from {} to {}", range_words(a), range_words(b));
    if (gap_s <= one_time_s(a.subject.quantity))
        return fmt::format("{} against {} at about the same time", range_words(a), range_words(b));
    return {};
}

/// A whole that a quantity is a part of.
bool is_part_of(const Subject& part, const Subject& whole) {
    if (!whole.is_whole())
        return false;
    if (part.quantity == whole.quantity)
        return !part.is_whole();
    const bool is_of_people_inside =
        part.quantity == ReportedQuantity::evacuated || part.quantity == ReportedQuantity::still_inside ||
        part.quantity == ReportedQuantity::brought_out || part.quantity == ReportedQuantity::injured ||
        part.quantity == ReportedQuantity::dead;
    return (whole.quantity == ReportedQuantity::present && is_of_people_inside) ||
           (whole.quantity == ReportedQuantity::evacuated && part.quantity == ReportedQuantity::brought_out);
}

/// Why a part is greater than its whole; empty: it is not.
std::string contradiction_of_part(const Entry& part, const Entry& whole) {
    const Statement& a = *part.statement;
    const Statement& b = *whole.statement;
    if (a.percent || b.percent || !is_part_of(a.subject, b.subject) || part.range.low <= whole.range.high)
        return {};
    // A whole that was told before its part may have grown since.
    const bool is_constant = b.subject.quantity == ReportedQuantity::present;
    const bool is_comparable = is_constant || std::abs(a.time_s - b.time_s) <= at_once_s ||
                               (course_of(b.subject.quantity) == Course::rises && b.time_s >= a.time_s);
    return is_comparable
               ? fmt::format("a part, {}, is more than its whole, {}", range_words(a), range_words(b))
               : std::string();
}

std::string contradiction_between(const Entry& a, const Entry& b) {
    if (a.subject == b.subject)
        return contradiction_over_time(a, b);
    if (std::string why = contradiction_of_part(a, b); !why.empty())
        return why;
    return contradiction_of_part(b, a);
}

/// Another kind of source that says what is compatible: one kind repeats itself.
bool support_each_other(const Entry& a, const Entry& b) {
    return a.subject == b.subject && a.statement->kind != b.statement->kind && a.source != b.source &&
           std::abs(a.statement->time_s - b.statement->time_s) <= support_time_s &&
           a.range.low <= b.range.high && b.range.low <= a.range.high;
}

void note(Standing& standing, std::size_t with, const std::string& why) {
    ++standing.contradiction_count;
    if (standing.contradictions.size() < Standing::most_listed)
        standing.contradictions.push_back({with, why});
}

void note_support(Standing& standing, std::size_t by) {
    standing.is_supported = true;
    if (standing.supported_by.size() < Standing::most_listed)
        standing.supported_by.push_back(by);
}

std::vector<Entry> entries_of(const Ledger& ledger) {
    std::map<std::string, int> numbers;
    std::vector<Entry> entries;
    for (const Statement& s : ledger.statements) {
        std::string key = key_of(s.subject);
        if (s.percent)
            key += fmt::format("%{}", static_cast<int>(*s.of_quantity));
        const int number =
            numbers.try_emplace(std::move(key), static_cast<int>(numbers.size())).first->second;
        std::string source = s.source;
        std::transform(source.begin(), source.end(), source.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        entries.push_back({&s, with_error(s, ledger.model), number, std::move(source)});
    }
    return entries;
}

/// Errors of sources of one kind go together: n figures of the same time weigh as 1 / (1 + (n - 1) rho) each.
double correlation_of(const Entry& a, const Entry& b, const ReportingModel& model) {
    if (a.subject != b.subject || a.statement->kind != b.statement->kind)
        return 0.0;
    const double gap_s = std::abs(a.statement->time_s - b.statement->time_s);
    return model.correlation * std::exp(-gap_s / model.correlation_time_s);
}

void supersede(const Ledger& ledger, std::vector<Standing>& standings) {
    std::map<std::string, std::size_t> rows;
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) rows[ledger.statements[i].id] = i;
    for (const Statement& s : ledger.statements)
        for (const std::string& id : s.supersedes) standings[rows.at(id)].superseded_by = s.id;
}

}  // namespace

std::vector<Standing> standings_of(const Ledger& ledger) {
    const std::vector<Entry> entries = entries_of(ledger);
    std::vector<Standing> standings(entries.size());
    supersede(ledger, standings);
    std::vector<double> repeated(entries.size(), 0.0);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Statement& s = *entries[i].statement;
        standings[i].confidence = s.confidence.value_or(ledger.model.of(s.kind).confidence);
        if (!standings[i].stands())
            continue;
        for (std::size_t k = i + 1; k < entries.size(); ++k) {
            if (!standings[k].stands())
                continue;
            if (const std::string why = contradiction_between(entries[i], entries[k]); !why.empty()) {
                note(standings[i], k, why);
                note(standings[k], i, why);
            } else if (support_each_other(entries[i], entries[k])) {
                note_support(standings[i], k);
                note_support(standings[k], i);
            }
            const double correlation = correlation_of(entries[i], entries[k], ledger.model);
            repeated[i] += correlation;
            repeated[k] += correlation;
        }
    }
    for (std::size_t i = 0; i < standings.size(); ++i) standings[i].exponent = 1.0 / (1.0 + repeated[i]);
    return standings;
}

namespace {

/// Whether a later or equal word of an official or hospital source speaks against it.
bool is_disputed(const Ledger& ledger, const Standing& standing) {
    return std::any_of(standing.contradictions.begin(), standing.contradictions.end(),
                       [&](const Contradiction& c) { return is_confirming(ledger.statements[c.with].kind); });
}

void add_claim(KnownFigure& figure, const Statement& s) {
    const ClaimedRange range = claimed_range(s);
    if (!figure.claimed)
        figure.claimed = range;
    figure.claimed->low = std::min(figure.claimed->low, range.low);
    figure.claimed->high = std::max(figure.claimed->high, range.high);
    figure.claimed_by.push_back(s.id);
}

}  // namespace

std::vector<KnownFigure> known_figures(const Ledger& ledger, const std::vector<Standing>& standings) {
    std::vector<KnownFigure> figures;
    const auto figure_of_subject = [&](const Subject& subject) -> KnownFigure& {
        const auto found = std::find_if(figures.begin(), figures.end(),
                                        [&](const KnownFigure& f) { return f.subject == subject; });
        if (found != figures.end())
            return *found;
        figures.push_back({subject, {}, {}, {}, {}});
        return figures.back();
    };
    for (std::size_t i = 0; i < ledger.statements.size(); ++i) {
        const Statement& s = ledger.statements[i];
        if (!standings[i].stands() || s.percent)
            continue;
        KnownFigure& figure = figure_of_subject(s.subject);
        if (is_confirming(s.kind) && !is_disputed(ledger, standings[i])) {
            figure.confirmed = claimed_range(s);  // the latest
            figure.confirmed_by = {s.id};
        } else {
            add_claim(figure, s);
        }
    }
    return figures;
}

}  // namespace wayout
