/// The table as one page without anything from outside: to look at, to print, to put into an evidence folder.
#include "verification/table_words.hpp"
#include "verification/test_order.hpp"

#include <wayout/version.hpp>

#include <fmt/format.h>

namespace wayout {
namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

/// Chips differ by word and by sign, not only by colour; colours after Okabe & Ito, who chose them for the
/// colour-blind.
constexpr const char* style = R"css(
:root { color-scheme: light; }
body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1b2430; background: #fff;
       margin: 0 auto; max-width: 1280px; padding: 2.5rem 2rem 4rem; }
h1 { font-size: 1.9rem; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.4rem 0 .7rem; }
p { max-width: 72ch; margin: .5rem 0; }
ul { margin: .5rem 0; padding-left: 1.2rem; color: #475365; font-size: .87rem; }
.counts { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.4rem 0; padding: 0; list-style: none; }
.counts li { border: 1px solid #d8dee7; border-radius: 8px; padding: .6rem 1.1rem; min-width: 6.5rem; }
.counts b { display: block; font-size: 1.7rem; font-weight: 650; line-height: 1.15; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .85rem; }
col.id { width: 8.5%; } col.test { width: 18%; } col.measured { width: 29%; } col.band { width: 21%; } col.verdict { width: 9.5%; }
th { text-align: left; font-weight: 600; color: #475365; border-bottom: 2px solid #1b2430; padding: .35rem .6rem .35rem 0; }
td { vertical-align: top; border-bottom: 1px solid #e2e7ee; padding: .55rem .6rem .55rem 0; overflow-wrap: anywhere; }
td.id { font-weight: 600; white-space: nowrap; overflow-wrap: normal; }
td small { display: block; color: #5a6677; margin-top: .2rem; line-height: 1.35; }
.chip { display: inline-block; border-radius: 999px; padding: .1rem .6rem; font-weight: 600; font-size: .8rem; white-space: nowrap;
        -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.pass { background: #dcecf7; color: #00507f; border: 1px solid #0072b2; }
.fail { background: #b34700; color: #fff; border: 1px solid #b34700; }
.documented { background: #fff; color: #475365; border: 1px dashed #7a8696; }
footer { margin-top: 2.5rem; color: #5a6677; font-size: .85rem; }
@media print {
  body { font-size: 10pt; padding: 0; max-width: none; }
  table { font-size: 7.5pt; }
  thead { display: table-header-group; }
  tr, .counts { break-inside: avoid; }
  h2 { break-after: avoid; }
  @page { size: A4 landscape; margin: 14mm; }
}
)css";

const char* sign_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "&#10003;";
        case Verdict::fail:
            return "&#10007;";
        case Verdict::documented:
            break;
    }
    return "&#8211;";
}

std::string chip(Verdict verdict) {
    return fmt::format("<span class=\"chip {0}\"><span aria-hidden=\"true\">{1}</span> {0}</span>",
                       verdict_word(verdict), sign_of(verdict));
}

std::string table_row(const VerificationRow& row) {
    return fmt::format(
        "<tr><td "
        "class=\"id\">{}</td><td>{}<small>{}</small></td><td>{}</td><td>{}</td><td>{}</td><td>{}<small>{}; "
        "seeds {}</small></td></tr>\n",
        escaped(row.test.id), escaped(row.test.title), escaped(row.test.source), escaped(row.measured),
        escaped(row.band), chip(row.verdict), escaped(row.note), calibration_word(row.calibration),
        seeds_in_words(row.seeds));
}

}  // namespace

std::string verification_as_html(const std::vector<VerificationRow>& rows) {
    std::string html = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Verification of "
        "wayout {0}</title>\n"
        "<style>{1}</style>\n</head>\n<body>\n<h1>Verification of wayout {0}</h1>\n"
        "<p>The standard tests of evacuation models, run by the program itself. Verification asks whether "
        "the program does what its equations "
        "say; whether the equations match people is the question of validation.</p>\n"
        "<ul "
        "class=\"counts\"><li><b>{2}</b>tests</li><li><b>{3}</b>{4}</li><li><b>{5}</b>{6}</li><li><b>{7}</"
        "b>{8}</li></ul>\n"
        "<p>After every step of every run it is also checked that nobody is more than 1&nbsp;mm outside the "
        "walkable area, nobody has gone "
        "through a wall, and everybody is accounted for. A run that breaks this fails its test. Where a "
        "guideline only asks to report, the "
        "verdict is &ldquo;documented&rdquo;.</p>\n<ul>",
        version, style, rows.size(), count_of(rows, Verdict::pass), chip(Verdict::pass),
        count_of(rows, Verdict::fail), chip(Verdict::fail), count_of(rows, Verdict::documented),
        chip(Verdict::documented));
    for (const std::string& tag : provenance_tags()) html += fmt::format("<li>{}</li>", escaped(tag));
    html += "</ul>\n";
    std::string_view family;
    for (const VerificationRow& row : rows) {
        if (family_of(row.test.id) != family) {
            html += family.empty() ? "" : "</tbody></table>\n";
            family = family_of(row.test.id);
            html += fmt::format(
                "<h2>{}</h2>\n<table><colgroup><col class=\"id\"><col class=\"test\"><col "
                "class=\"measured\"><col class=\"band\"><col "
                "class=\"verdict\"><col></colgroup>\n<thead><tr><th scope=\"col\">id</th><th "
                "scope=\"col\">test</th><th "
                "scope=\"col\">measured</th><th scope=\"col\">accepted</th><th scope=\"col\">verdict</th><th "
                "scope=\"col\">note</th></tr></thead>\n<tbody>\n",
                escaped(family_title(family)));
        }
        html += table_row(row);
    }
    html += family.empty() ? "" : "</tbody></table>\n";
    return html + "<footer>Made by <code>wayout verify --html</code>.</footer>\n</body>\n</html>\n";
}

}  // namespace wayout
