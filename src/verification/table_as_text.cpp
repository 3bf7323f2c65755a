/// The table for people at a terminal, for programs, and for the documentation.
#include "verification/table_words.hpp"
#include "verification/test_order.hpp"

#include <wayout/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace wayout {
namespace {

std::string json_text(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                quoted += "\\\"";
                break;
            case '\\':
                quoted += "\\\\";
                break;
            case '\n':
                quoted += "\\n";
                break;
            case '\t':
                quoted += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
                else
                    quoted += c;
        }
    }
    return quoted + '"';
}

/// In a cell of a Markdown table: no column marks, no line ends, nothing that turns into markup or HTML.
std::string cell_text(std::string_view text) {
    std::string cell;
    for (const char c : text) {
        if (c == '\n')
            cell += ' ';
        else if (c == '<')
            cell += "&lt;";
        else if (c == '>')
            cell += "&gt;";
        else if (c == '&')
            cell += "&amp;";
        else if (c == '|' || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '\\')
            cell += std::string("\\") + c;
        else
            cell += c;
    }
    return cell;
}

/// Words broken into lines; each but the first is indented.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indent) {
    std::string lines;
    std::size_t column = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::size_t word = end - at;
        if (column > 0 && column + 1 + word > width) {
            lines += '\n' + std::string(indent, ' ');
            column = 0;
        } else if (column > 0) {
            lines += ' ';
            ++column;
        }
        lines.append(text, at, word);
        column += word;
        at = end + 1;
    }
    return lines;
}

}  // namespace

const char* verdict_word(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "pass";
        case Verdict::fail:
            return "fail";
        case Verdict::documented:
            break;
    }
    return "documented";
}

const char* calibration_word(Calibration calibration) {
    return calibration == Calibration::lab ? "lab" : "design";
}

std::string family_title(std::string_view family) {
    if (family == "IMO")
        return "IMO MSC.1/Circ.1238 and Circ.1533";
    if (family == "RiMEA")
        return "RiMEA guideline, v4.1.1 (v3.0.0 where the id ends in v3)";
    if (family == "NIST")
        return "NIST Technical Note 1822";
    if (family == "ISO")
        return "ISO 20414:2020";
    if (family == "WAYOUT")
        return "Tests of this project";
    return std::string(family);
}

std::string seeds_in_words(const std::vector<std::uint64_t>& seeds) {
    if (seeds.empty())
        return "none";
    const bool in_a_row = seeds.back() - seeds.front() + 1 == seeds.size();
    if (in_a_row && seeds.size() > 2)
        return fmt::format("{} to {}", seeds.front(), seeds.back());
    std::string words;
    for (const std::uint64_t seed : seeds) words += fmt::format("{}{}", words.empty() ? "" : ", ", seed);
    return words;
}

int count_of(const std::vector<VerificationRow>& rows, Verdict verdict) {
    return static_cast<int>(std::count_if(
        rows.begin(), rows.end(), [verdict](const VerificationRow& row) { return row.verdict == verdict; }));
}

std::vector<std::string> provenance_tags() {
    return {"[R] read in the source itself.",
            "[C] computed apart from the program, by hand or with another one.",
            "[S] taken from a published text that reproduces the standard, which itself was not opened.",
            "[F] measured off a figure of the standard.",
            "[M] from memory, to be checked before a claim of conformity.",
            "[P] chosen by this project, mostly where the standard asks in words only."};
}

std::string verification_as_text(const std::vector<VerificationRow>& rows) {
    constexpr std::size_t width = 100;
    constexpr std::size_t indent = 13;
    std::size_t id_width = 2;
    for (const VerificationRow& row : rows) id_width = std::max(id_width, row.test.id.size());
    std::string text = fmt::format("{:<{}}  {:<10}  {:<7}  {:<8}  {}\n", "id", id_width, "verdict", "calibr.",
                                   "seeds", "test");
    for (const VerificationRow& row : rows) {
        text += fmt::format("{:<{}}  {:<10}  {:<7}  {:<8}  {}\n", row.test.id, id_width,
                            verdict_word(row.verdict), calibration_word(row.calibration),
                            seeds_in_words(row.seeds), row.test.title);
        const auto add = [&text](const char* label, const std::string& words) {
            if (!words.empty())
                text += fmt::format("  {:<11}{}\n", label, wrapped(words, width, indent));
        };
        add("measured", row.measured);
        add("accepted", row.band);
        add("source", row.test.source);
        add("note", row.note);
    }
    text +=
        fmt::format("{} tests: {} pass, {} fail, {} documented\n", rows.size(), count_of(rows, Verdict::pass),
                    count_of(rows, Verdict::fail), count_of(rows, Verdict::documented));
    return text;
}

std::string verification_as_json(const std::vector<VerificationRow>& rows, const std::string& build) {
    std::string json = fmt::format(
        "{{\n  \"program\": {},\n  \"build\": {},\n  \"pass\": {},\n  \"fail\": {},\n  \"documented\": {},\n "
        " \"results\": [",
        json_text(fmt::format("wayout {}", version)), json_text(build), count_of(rows, Verdict::pass),
        count_of(rows, Verdict::fail), count_of(rows, Verdict::documented));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const VerificationRow& row = rows[i];
        json += fmt::format(
            "{}\n    {{\"id\": {}, \"title\": {},\n     \"source\": {},\n     \"calibration\": \"{}\", "
            "\"verdict\": \"{}\", \"seeds\": [",
            i > 0 ? "," : "", json_text(row.test.id), json_text(row.test.title), json_text(row.test.source),
            calibration_word(row.calibration), verdict_word(row.verdict));
        for (std::size_t k = 0; k < row.seeds.size(); ++k)
            json += fmt::format("{}{}", k > 0 ? ", " : "", row.seeds[k]);
        json += fmt::format(
            "],\n     \"measured\": {},\n     \"band\": {},\n     \"note\": {},\n     \"wall_s\": {:.3f}}}",
            json_text(row.measured), json_text(row.band), json_text(row.note),
            std::isfinite(row.wall_s) ? row.wall_s : 0.0);
    }
    return json + (rows.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

std::string verification_as_markdown(const std::vector<VerificationRow>& rows) {
    std::string text = fmt::format(
        "# Verification\n\n"
        "Made by `wayout verify --markdown` with wayout {}. Do not edit.\n\n"
        "Verification asks whether the program does what its equations say; it is not validation. {} tests: "
        "**{} pass, {} fail, {} "
        "documented** (the guideline asks to report, not to pass). After every step of every run it is also "
        "checked that nobody is more than "
        "1 mm outside the walkable area, nobody has gone through a wall, and everybody is accounted for; a "
        "run that breaks this fails its test.\n\n",
        version, rows.size(), count_of(rows, Verdict::pass), count_of(rows, Verdict::fail),
        count_of(rows, Verdict::documented));
    for (const std::string& tag : provenance_tags()) text += fmt::format("- {}\n", cell_text(tag));
    std::string_view family;
    for (const VerificationRow& row : rows) {
        if (family_of(row.test.id) != family) {
            family = family_of(row.test.id);
            text += fmt::format(
                "\n## {}\n\n| id | test | measured | accepted | verdict | calibration, seeds | source and "
                "note |\n"
                "|---|---|---|---|---|---|---|\n",
                cell_text(family_title(family)));
        }
        text += fmt::format("| {} | {} | {} | {} | {}{}{} | {}, {} | {}{}{} |\n", cell_text(row.test.id),
                            cell_text(row.test.title), cell_text(row.measured), cell_text(row.band),
                            row.verdict == Verdict::fail ? "**" : "", verdict_word(row.verdict),
                            row.verdict == Verdict::fail ? "**" : "", calibration_word(row.calibration),
                            seeds_in_words(row.seeds), cell_text(row.test.source),
                            row.note.empty() ? "" : ". ", cell_text(row.note));
    }
    return text;
}

}  // namespace wayout
