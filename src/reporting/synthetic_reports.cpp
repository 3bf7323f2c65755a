#include "reporting/synthetic_reports.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace wayout {

Ledger synthetic_ledger(const CourseLookup& truth, const std::vector<PlannedStatement>& plan,
                        const ReportingModel& model, std::uint64_t seed) {
    Ledger ledger;
    ledger.name = fmt::format("Synthetic reports, seed {}", seed);
    ledger.file = "synthetic";
    ledger.model = model;
    std::uint32_t row = 0;
    for (const PlannedStatement& planned : plan) {
        const std::uint32_t draw = row++;  // also of what is left out: others keep their luck
        const std::optional<TruthCourse> course = truth(course_key(planned.subject));
        if (!course)
            continue;
        Statement s;
        s.id = fmt::format("r{}", draw + 1);
        s.time_s = planned.time_s;
        s.time_text = fmt::format("{:g} s", planned.time_s);
        s.kind = planned.kind;
        s.source =
            fmt::format("Synthetic {} source", source_kind_names[static_cast<std::size_t>(planned.kind)]);
        s.subject = planned.subject;
        s.is_about = planned.is_about;
        s.value = draw_figure(model, planned.kind, planned.subject.quantity, planned.is_about, planned.time_s,
                              *course, seed, draw);
        s.text = fmt::format("{} {}", number_words(s), words_of(s.subject));
        ledger.now_s = std::max(ledger.now_s, s.time_s);
        ledger.statements.push_back(std::move(s));
    }
    std::stable_sort(ledger.statements.begin(), ledger.statements.end(),
                     [](const Statement& a, const Statement& b) { return a.time_s < b.time_s; });
    return ledger;
}

std::string as_reports_file(const Ledger& ledger) {
    std::string text = fmt::format(
        "{{\n    \"wayout_reports\": 1,\n    \"name\": \"{}\",\n    \"now\": {:g},\n"
        "    \"statements\": [",
        ledger.name, ledger.now_s);
    const char* separator = "\n";
    for (const Statement& s : ledger.statements) {
        text += fmt::format(
            "{}        {{\"id\": \"{}\", \"time\": {:g}, \"source\": \"{}\", \"kind\": \"{}\", \"quantity\": "
            "\"{}\"",
            separator, s.id, s.time_s, s.source, source_kind_names[static_cast<std::size_t>(s.kind)],
            reported_quantity_names[static_cast<std::size_t>(s.subject.quantity)]);
        const auto place = [&text](const char* what, const std::string& id) {
            if (!id.empty())
                text += fmt::format(", \"place\": {{\"{}\": \"{}\"}}", what, id);
        };
        place("storey", s.subject.storey);
        place("zone", s.subject.zone);
        place("hospital", s.subject.hospital);
        if (!s.subject.age.empty())
            text += fmt::format(", \"age\": \"{}\"", s.subject.age);
        text += fmt::format(", \"value\": {:g}{}, \"text\": \"{}\"}}", s.value.value_or(0.0),
                            s.is_about ? ", \"about\": true" : "", s.text);
        separator = ",\n";
    }
    return text + "\n    ]\n}\n";
}

}  // namespace wayout
