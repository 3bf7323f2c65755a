#include "study/study_page.hpp"

#include "output/number_text.hpp"

#include <fmt/format.h>

namespace wayout {
namespace {

constexpr const char* style = R"css(
body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1b2430; background: #fff;
       margin: 0 auto; max-width: 1060px; padding: 2.5rem 2rem 4rem; }
h1 { font-size: 1.9rem; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2.4rem 0 .4rem; } h3 { font-size: 1rem; margin: 1.4rem 0 .2rem; }
p { max-width: 90ch; margin: .4rem 0; } svg { max-width: 100%; height: auto; margin: .6rem 0; }
.answer { border-left: 5px solid #0072b2; padding: .4rem 1rem; margin: 1rem 0; font-size: 1.05rem; }
.problem { color: #b34700; font-weight: 650; }
.table-scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: collapse; font-size: .88rem; width: 100%; } .num { text-align: right; font-variant-numeric: tabular-nums; }
th { text-align: left; color: #475365; border-bottom: 2px solid #1b2430; padding: .3rem .7rem .3rem 0; } th.num { text-align: right; }
td { border-bottom: 1px solid #e2e7ee; padding: .3rem .7rem .3rem 0; vertical-align: top; overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
pre { background: #f4f6f9; padding: .8rem; overflow-x: auto; font-size: .8rem; }
@media print { body { padding: 0; } h2 { break-after: avoid; } svg, table { break-inside: avoid; } }
)css";

}  // namespace

std::string page_of(std::string_view title, std::string_view body) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>{}</style></head>"
        "<body>{}</body></html>\n",
        escape_markup(title), style, body);
}

}  // namespace wayout
