#include "output/stored_json.hpp"

namespace wayout::stored {
namespace {

Json row_json(const NormRow& row) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
    return {{"jurisdiction", id_of(row.jurisdiction)},
            {"clause", row.clause},
            {"rule", row.rule},
            {"subject", row.subject},
            {"demand", static_cast<int>(row.demand)},
            {"value", number(row.value)},
            {"limit", number(row.limit)},
            {"unit", row.unit},
            {"verdict", static_cast<int>(row.verdict)},
            {"assumptions", row.assumptions},
            {"source", static_cast<int>(row.source)}};
}

NormRow row_of(const Json& json) {
    NormRow row;
    const auto name = json.at("jurisdiction").get<std::string>();
    const auto jurisdiction = jurisdiction_named(name);
    if (!jurisdiction)
        throw BadData{fmt::format("a code figure is of '{}', which is unknown", name)};
    row.jurisdiction = *jurisdiction;
    row.clause = json.at("clause");
    row.rule = json.at("rule");
    row.subject = json.at("subject");
    row.demand = enumerator<NormRow::Demand>(json, "demand", 2);
    row.value = number_or_nan(json, "value");
    row.limit = number_or_nan(json, "limit");
    row.unit = json.at("unit");
    row.verdict = enumerator<NormVerdict>(json, "verdict", static_cast<int>(norm_verdict_names.size()));
    row.assumptions = json.at("assumptions");
    row.source = enumerator<FigureSource>(json, "source", static_cast<int>(figure_source_names.size()));
    return row;
}

}  // namespace

Json norms_json(const std::vector<NormRow>& norms) {
    return list_of(norms, row_json);
}

std::vector<NormRow> norms_of(const Json& json) {
    return read_list<NormRow>(json, row_of);
}

}  // namespace wayout::stored
