#include "messages/medical_picture.hpp"

#include "hazards/csv.hpp"
#include "input/files.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace wayout {
namespace {

constexpr std::uint64_t most_bytes = 64u << 20;

/// A table with a header; cells are found by the names of their columns.
class NamedTable {
public:
    NamedTable(const std::string& text, const std::string& file, std::initializer_list<const char*> wanted)
        : findings_(file), records_(text) {
        std::vector<std::string> header;
        records_.next(header, findings_);
        for (const char* name : wanted) {
            const auto found = std::find(header.begin(), header.end(), name);
            if (found == header.end())
                findings_.add(ErrorCode::schema, {}, fmt::format("has no column '{}'", name));
            columns_.push_back(static_cast<std::size_t>(found - header.begin()));
        }
        width_ = header.size();
    }
    /// The cells wanted, in the order in which they were asked for.
    bool next(std::vector<std::string>& cells) {
        std::vector<std::string> record;
        if (!findings_.is_empty() || !records_.next(record, findings_))
            return false;
        if (record.size() != width_) {
            findings_.add(
                ErrorCode::syntax, {},
                fmt::format("line {} has {} cells instead of {}", records_.line(), record.size(), width_));
            return false;
        }
        cells.clear();
        for (const std::size_t column : columns_) cells.push_back(record[column]);
        return true;
    }

    /// A number of the record read last; NaN for an empty cell.
    double number(const std::string& cell) {
        if (cell.empty())
            return std::nan("");
        double value = 0.0;
        const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (failed != std::errc() || end != cell.data() + cell.size())
            findings_.add(ErrorCode::syntax, {},
                          fmt::format("line {}: '{}' is no number", records_.line(), cell.substr(0, 40)));
        return value;
    }

    void report(Errors& errors) && {
        for (Error& error : std::move(findings_).take()) errors.push_back(std::move(error));
    }

private:
    Findings findings_;
    CsvRecords records_;
    std::vector<std::size_t> columns_;
    std::size_t width_{0};
};

std::string read_into(const std::filesystem::path& file, Errors& errors) {
    Result<std::string> content = read_regular_file(file, most_bytes);
    if (content)
        return *std::move(content);
    errors.push_back({content.error().front().code, file.string(), content.error().front().message});
    return {};
}

void read_summary(const std::string& text, const std::filesystem::path& file, MedicalPicture& picture,
                  Errors& errors) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    try {
        const nlohmann::json& deaths = json.at("figures").at("expected_deaths");
        picture.runs = json.at("runs").get<int>();
        picture.casualties = json.at("casualties").get<int>();
        picture.expected_deaths = {deaths.at("p5").get<double>(), deaths.at("p50").get<double>(),
                                   deaths.at("p95").get<double>()};
    } catch (const nlohmann::json::exception&) {
        errors.push_back({ErrorCode::schema, file.string(), "is no summary of wayout medical"});
    }
}

void read_timeline(const std::string& text, const std::string& file, MedicalPicture& picture,
                   Errors& errors) {
    NamedTable table(text, file, {"time_s", "what", "p5", "p50", "p95"});
    std::vector<std::string> cells;
    while (table.next(cells)) {
        const double time_s = table.number(cells[0]);
        if (picture.times_s.empty() || time_s > picture.times_s.back())
            picture.times_s.push_back(time_s);
        std::vector<MedicalPicture::Range>& course = picture.by_state[cells[1]];
        course.resize(picture.times_s.size());
        course.back() = {table.number(cells[2]), table.number(cells[3]), table.number(cells[4])};
    }
    std::move(table).report(errors);
}

void read_judgements(const std::string& text, const std::string& file, MedicalPicture& picture,
                     Errors& errors) {
    NamedTable table(text, file, {"judged_class", "in_triage_s"});
    std::vector<std::string> cells;
    while (table.next(cells))
        if (!cells[0].empty())
            picture.judged.push_back({cells[0], table.number(cells[1])});
    std::move(table).report(errors);
}

}  // namespace

MedicalPicture::Range MedicalPicture::in_states(std::initializer_list<std::string_view> states,
                                                double time_s) const {
    Range sum{};
    const auto after = std::upper_bound(times_s.begin(), times_s.end(), time_s);
    if (after == times_s.begin())
        return sum;
    const auto row = static_cast<std::size_t>(after - times_s.begin()) - 1;
    for (const std::string_view state : states)
        if (const auto course = by_state.find(state); course != by_state.end() && row < course->second.size())
            for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += course->second[row][i];
    return sum;
}

int MedicalPicture::judged_as(std::string_view triage_class, double time_s) const {
    return static_cast<int>(std::count_if(judged.begin(), judged.end(), [&](const Judged& j) {
        return j.triage_class == triage_class && j.at_s <= time_s;
    }));
}

Result<MedicalPicture> read_medical_picture(const std::filesystem::path& folder) {
    MedicalPicture picture;
    Errors errors;
    const std::string summary = read_into(folder / "summary.json", errors);
    const std::string timeline = read_into(folder / "timeline.csv", errors);
    const std::string casualties = read_into(folder / "casualties.csv", errors);
    if (errors.empty()) {
        read_summary(summary, folder / "summary.json", picture, errors);
        read_timeline(timeline, (folder / "timeline.csv").string(), picture, errors);
        read_judgements(casualties, (folder / "casualties.csv").string(), picture, errors);
    }
    if (!errors.empty())
        return errors;
    return picture;
}

}  // namespace wayout
