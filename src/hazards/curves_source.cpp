#include "hazards/curves_source.hpp"

#include "hazards/air_course.hpp"
#include "hazards/byte_file.hpp"
#include "hazards/csv.hpp"
#include "hazards/findings.hpp"
#include "hazards/visibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numbers>
#include <set>
#include <utility>

namespace wayout {
namespace {

constexpr double most = 1e9;

/// value in the unit of Air = scale * value + offset, or scale / value
struct CurveColumn {
    std::string_view name;
    Quantity quantity;
    double min;  ///< of what stands in the file
    double max;
    double scale;
    double offset{0.0};
    bool is_reciprocal{false};
};

constexpr CurveColumn curve_columns[] = {
    {"temperature_c", Quantity::temperature, -273.15, 5000.0, 1.0, 273.15},
    {"extinction_per_m", Quantity::extinction, 0.0, most, 1.0},
    {"optical_density_per_m", Quantity::extinction, 0.0, most, std::numbers::ln10},
    {"visibility_m", Quantity::extinction, 1e-6, most, visibility_constant, 0.0, true},
    {"co_ppm", Quantity::co, 0.0, 1e6, 1.0},
    {"co2_percent", Quantity::co2, 0.0, 100.0, 0.01},
    {"o2_percent", Quantity::o2, 0.0, 100.0, 0.01},
    {"hcn_ppm", Quantity::hcn, 0.0, 1e6, 1.0},
    {"no_ppm", Quantity::no, 0.0, 1e6, 1.0},
    {"no2_ppm", Quantity::no2, 0.0, 1e6, 1.0},
    {"hcl_ppm", Quantity::hcl, 0.0, 1e6, 1.0},
    {"hbr_ppm", Quantity::hbr, 0.0, 1e6, 1.0},
    {"hf_ppm", Quantity::hf, 0.0, 1e6, 1.0},
    {"so2_ppm", Quantity::so2, 0.0, 1e6, 1.0},
    {"acrolein_ppm", Quantity::acrolein, 0.0, 1e6, 1.0},
    {"formaldehyde_ppm", Quantity::formaldehyde, 0.0, 1e6, 1.0},
    {"radiant_flux_kw_per_m2", Quantity::radiant_flux, 0.0, most, 1.0},
};

struct Curve {
    std::vector<double> times_s;
    AirColumns columns;
};

class CurvesSource final : public HazardSource {
public:
    CurvesSource(std::vector<Curve> curves, ZoneIndex zones, QuantitySet provides)
        : curves_(std::move(curves)), zones_(std::move(zones)), provides_(provides), now_(curves_.size()) {}

    QuantitySet provides() const override { return provides_; }
    std::string description() const override {
        return fmt::format("curves of {} files over time: {}", curves_.size(), names_of(provides_));
    }
    double end_s() const override {
        double end = std::numeric_limits<double>::infinity();
        for (const Curve& curve : curves_) end = std::min(end, curve.times_s.back());
        return end;
    }
    Result<bool> advance_to(double time_s) override {
        for (std::size_t row = 0; row < curves_.size(); ++row) {
            const std::optional<TimeBracket> time = bracket(curves_[row].times_s, time_s);
            now_[row] = {time ? curves_[row].columns.at(*time) : Air{}, time.has_value()};
        }
        return true;
    }
    AirSample sample(const AirPoint& point) const override {
        const std::optional<ZoneIndex::Hit> hit = zones_.at(point);
        return hit ? now_[hit->course] : AirSample{};
    }

private:
    std::vector<Curve> curves_;
    ZoneIndex zones_;
    QuantitySet provides_;
    std::vector<AirSample> now_;  ///< [curve]
};

/// The column of each name in the header; nothing for time_s.
std::vector<const CurveColumn*> columns_of(const std::vector<std::string>& names, Findings& findings) {
    std::vector<std::string> known{"time_s"};
    for (const CurveColumn& column : curve_columns) known.emplace_back(column.name);
    std::vector<const CurveColumn*> columns;
    std::set<std::string> seen;
    std::array<std::string, quantity_count> name_of_quantity;
    for (const std::string& name : names) {
        if (findings.is_full())
            break;
        const auto* column = std::find_if(std::begin(curve_columns), std::end(curve_columns),
                                          [&](const CurveColumn& c) { return c.name == name; });
        const bool is_known = column != std::end(curve_columns);
        columns.push_back(is_known ? column : nullptr);
        if (!is_known && name != "time_s") {
            const std::string suggestion = did_you_mean(name, known);
            findings.at_line(
                ErrorCode::schema, 1,
                fmt::format(
                    "column '{}' is not known{}", shown(name),
                    suggestion.empty() ? "; remove it or name it as the documentation does" : suggestion));
        }
        if (!seen.insert(name).second)
            findings.at_line(ErrorCode::schema, 1,
                             fmt::format("column '{}' stands there twice", shown(name)));
        else if (is_known) {
            std::string& other = name_of_quantity[static_cast<std::size_t>(column->quantity)];
            if (!other.empty())
                findings.at_line(ErrorCode::schema, 1,
                                 fmt::format("columns '{}' and '{}' tell the same; keep one", other, name));
            other = name;
        }
    }
    if (!seen.contains("time_s"))
        findings.at_line(ErrorCode::schema, 1, "no column 'time_s'; the first line must name the columns");
    if (seen.size() < 2)
        findings.at_line(ErrorCode::schema, 1, "no column but the time: it tells nothing of the air");
    return columns;
}

Curve read_curve(std::string_view text, Findings& findings) {
    Curve curve;
    CsvRecords records(text);
    std::vector<std::string> names;
    if (!records.next(names, findings)) {
        if (findings.is_empty())
            findings.add(ErrorCode::syntax, {}, "the file is empty; its first line must name the columns");
        return curve;
    }
    const std::vector<const CurveColumn*> columns = columns_of(names, findings);
    if (!findings.is_empty())
        return curve;
    std::vector<std::size_t> all(names.size());
    for (std::size_t c = 0; c < all.size(); ++c) all[c] = c;
    CsvColumns table = read_columns(records, names, all, findings);
    if (!findings.is_empty())
        return curve;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!columns[c]) {
            curve.times_s = std::move(table.values[c]);
            continue;
        }
        const CurveColumn& column = *columns[c];
        std::vector<double>& values = curve.columns[column.quantity];
        for (std::size_t row = 0; row < table.lines.size(); ++row) {
            const double raw = table.values[c][row];
            if (!(raw >= column.min && raw <= column.max))
                findings.at_line(ErrorCode::out_of_range, table.lines[row],
                                 fmt::format("{} = {} is out of range; allowed: {} to {}", column.name, raw,
                                             column.min, column.max));
            values.push_back(column.is_reciprocal ? column.scale / raw : column.scale * raw + column.offset);
        }
    }
    check_times(curve.times_s, table.lines, findings);
    return curve;
}

}  // namespace

Result<OpenedSource> curves_from_texts(const CurvesSpec& spec, std::span<const std::string> texts,
                                       std::span<const HazardZone> zones) {
    Errors errors;
    std::vector<Curve> curves;
    std::vector<ZoneAssignment> assignments;
    for (std::size_t row = 0; row < spec.curves.size(); ++row) {
        Findings findings(spec.curves[row].file);
        curves.push_back(read_curve(texts[row], findings));
        for (Error& error : std::move(findings).take()) errors.push_back(std::move(error));
        assignments.push_back({spec.curves[row].zones, spec.curves[row].where});
    }
    if (spec.curves.empty())
        errors.push_back({ErrorCode::schema, spec.where, "no curves in it", {}, 0.0, 0.0});
    ZoneIndex index(assignments, zones, errors);
    if (!errors.empty())
        return errors;

    QuantitySet in_all;
    in_all.set();
    QuantitySet in_any;
    for (const Curve& curve : curves) {
        in_all &= curve.columns.provides();
        in_any |= curve.columns.provides();
    }
    OpenedSource opened;
    for (std::size_t row = 0; row < curves.size(); ++row)
        if (const QuantitySet missing = in_any & ~curves[row].columns.provides(); missing.any())
            opened.notes.push_back(
                fmt::format("{}: no column for {}, which other curves have: it counts as not "
                            "provided anywhere",
                            spec.curves[row].file, names_of(missing)));
    opened.source = std::make_unique<CurvesSource>(std::move(curves), std::move(index), in_all);
    return opened;
}

Result<OpenedSource> open_curves(const CurvesSpec& spec, const std::filesystem::path& folder,
                                 std::span<const HazardZone> zones) {
    Errors errors;
    std::vector<std::string> texts;
    for (const CurveSpec& curve : spec.curves) {
        Result<std::string> text = read_whole_file(folder / curve.file, curve.file, CsvLimits::file_bytes);
        if (text)
            texts.push_back(*std::move(text));
        else
            errors.insert(errors.end(), text.error().begin(), text.error().end());
    }
    if (!errors.empty())
        return errors;
    return curves_from_texts(spec, texts, zones);
}

}  // namespace wayout
