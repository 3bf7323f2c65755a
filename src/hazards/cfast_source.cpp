#include "hazards/cfast_source.hpp"

#include "hazards/air_course.hpp"
#include "hazards/byte_file.hpp"
#include "hazards/csv.hpp"
#include "hazards/findings.hpp"
#include "hazards/fortran_text.hpp"
#include "hazards/two_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <numbers>
#include <optional>
#include <utility>

namespace wayout {
namespace {

/// CFAST writes optical density on the base 10 per metre (read in its code).
/// With -V it writes soot in mg/m3: K = 8700 m2/kg x density, its own value for flaming fires (read).
constexpr double extinction_per_mg_m3 = 8700e-6;
/// Below zero by less than this is the noise of the solver. Our choice.
constexpr double noise = 1e-6;

struct Room {
    AirColumns upper;
    AirColumns lower;
    std::vector<double> interface_m;  ///< above the floor; empty: one layer
    std::string label;                ///< "compartment 2 'Corridor'"
};

class CfastSource final : public HazardSource {
public:
    CfastSource(std::string file, std::vector<double> times_s, std::vector<Room> rooms, ZoneIndex zones,
                QuantitySet provides)
        : file_(std::move(file)),
          times_s_(std::move(times_s)),
          rooms_(std::move(rooms)),
          zones_(std::move(zones)),
          provides_(provides),
          now_(rooms_.size()) {}

    QuantitySet provides() const override { return provides_; }
    std::string description() const override {
        return fmt::format("CFAST result {}: {} in {} compartments, data to {:.1f} s", file_,
                           names_of(provides_), rooms_.size(), end_s());
    }
    double end_s() const override { return times_s_.back(); }

    Result<bool> advance_to(double time_s) override {
        const std::optional<TimeBracket> time = bracket(times_s_, time_s);
        is_covered_ = time.has_value();
        for (std::size_t row = 0; time && row < rooms_.size(); ++row) {
            const Room& room = rooms_[row];
            Layers& now = now_[row];
            now.upper = room.upper.at(*time);
            if (room.interface_m.empty())
                continue;
            now.lower = room.lower.at(*time);
            now.interface_m = time->of(room.interface_m);
        }
        return true;
    }

    AirSample sample(const AirPoint& point) const override {
        const std::optional<ZoneIndex::Hit> hit = is_covered_ ? zones_.at(point) : std::nullopt;
        if (!hit)
            return {};
        const Layers& now = now_[hit->course];
        if (rooms_[hit->course].interface_m.empty())
            return {now.upper, true};
        const double above_m = hit->height_above_floor_m - now.interface_m;
        return {air_between_layers(now.lower, now.upper, above_m), true};
    }

private:
    struct Layers {
        Air upper;
        Air lower;
        double interface_m{0.0};
    };

    std::string file_;
    std::vector<double> times_s_;
    std::vector<Room> rooms_;  ///< as the user lists them
    ZoneIndex zones_;
    QuantitySet provides_;
    std::vector<Layers> now_;  ///< [room]
    bool is_covered_{false};
};

struct Conversion {
    double scale{1.0};
    double offset{0.0};
    double min{0.0};  ///< of the result
    double max{0.0};
};

/// Ways from the units that CFAST has written over the years; nothing for others.
std::optional<Conversion> conversion_of(Quantity quantity, std::string_view unit) {
    if (quantity == Quantity::temperature)
        return unit == "C" ? std::optional(Conversion{1.0, 273.15, 0.0, 1e5}) : std::nullopt;
    if (quantity == Quantity::extinction) {
        if (unit == "1/m")
            return Conversion{std::numbers::ln10, 0.0, 0.0, 1e9};
        if (unit == "mg/m^3")
            return Conversion{extinction_per_mg_m3, 0.0, 0.0, 1e9};
        return std::nullopt;
    }
    const bool is_fraction = quantity == Quantity::co2 || quantity == Quantity::o2;
    const double full = is_fraction ? 1.0 : 1e6;
    if (unit == "mol %")
        return Conversion{0.01 * full, 0.0, 0.0, full};
    if (unit == "mol_frac")
        return Conversion{full, 0.0, 0.0, full};
    if (unit == "PPM")
        return Conversion{1e-6 * full, 0.0, 0.0, full};
    return std::nullopt;
}

struct LayerColumn {
    std::string_view name;  ///< behind "UL" or "LL"
    Quantity quantity;
};
constexpr LayerColumn layer_columns[] = {
    {"T", Quantity::temperature}, {"O2", Quantity::o2},   {"CO2", Quantity::co2},       {"CO", Quantity::co},
    {"HCN", Quantity::hcn},       {"HCL", Quantity::hcl}, {"OD", Quantity::extinction},
};

class CfastReader {
public:
    CfastReader(const CfastResultSpec& spec, std::string_view text)
        : spec_(spec), records_(text), findings_(spec.file) {}

    Result<OpenedSource> read(std::span<const HazardZone> zones) {
        Errors errors;
        std::vector<ZoneAssignment> assignments;
        for (const CfastRoomSpec& room : spec_.rooms) assignments.push_back({room.zones, room.where});
        ZoneIndex index(assignments, zones, errors);
        if (spec_.rooms.empty())
            errors.push_back({ErrorCode::schema, spec_.where, "no compartments in it", {}, 0.0, 0.0});
        if (read_header())
            for (const CfastRoomSpec& room : spec_.rooms) plan_room(room, errors);
        if (findings_.is_empty() && errors.empty())
            read_numbers();
        findings_.add(errors);
        if (!findings_.is_empty())
            return std::move(findings_).take();
        const QuantitySet provides = provided();
        return OpenedSource{std::make_unique<CfastSource>(spec_.file, std::move(times_s_), std::move(rooms_),
                                                          std::move(index), provides),
                            std::move(notes_)};
    }

private:
    /// A column of the file and where its numbers go.
    struct Target {
        std::size_t column{0};
        std::size_t room{0};
        enum class Part { upper, lower, interface } part{};
        Quantity quantity{};
        Conversion conversion;
    };

    bool read_header() {
        std::vector<std::string>* lines[] = {&names_, nullptr, &objects_, &units_};
        std::vector<std::string> unused;
        for (std::vector<std::string>* line : lines)
            if (!records_.next(line ? *line : unused, findings_)) {
                if (findings_.is_empty())
                    findings_.add(ErrorCode::syntax, {}, "ends within its four header lines");
                return false;
            }
        if (names_.front() != "Time" || objects_.size() != names_.size() || units_.size() != names_.size()) {
            findings_.at_line(
                ErrorCode::syntax, 1,
                "this is not the <project>_compartments.csv of CFAST 7: four header lines (short "
                "name, quantity, compartment, unit) are needed, the first column being Time");
            return false;
        }
        for (std::size_t c = 0; c < names_.size(); ++c) column_of_.emplace(upper_case(names_[c]), c);
        for (int number = 1; column_of_.contains(fmt::format("ULT_{}", number)); ++number)
            compartments_.push_back(objects_[column_of_.at(fmt::format("ULT_{}", number))]);
        if (compartments_.empty())
            findings_.at_line(ErrorCode::syntax, 1, "no column ULT_1: there is no compartment in it");
        return !compartments_.empty();
    }

    std::optional<int> number_of(const CfastRoomSpec& room, Errors& errors) const {
        const auto report = [&](std::string message) {
            errors.push_back({ErrorCode::schema, room.where, std::move(message), {}, 0.0, 0.0});
            return std::nullopt;
        };
        const auto count = static_cast<int>(compartments_.size());
        if (room.name.empty()) {
            if (room.number >= 1 && room.number <= count)
                return room.number;
            return report(fmt::format("there is no compartment {} in {}, which has {}", room.number,
                                      spec_.file, count));
        }
        const auto matches = std::count(compartments_.begin(), compartments_.end(), room.name);
        if (matches == 1)
            return static_cast<int>(std::find(compartments_.begin(), compartments_.end(), room.name) -
                                    compartments_.begin()) +
                   1;
        if (matches > 1)
            return report(fmt::format("{} compartments of {} are called '{}'; give the number", matches,
                                      spec_.file, shown(room.name)));
        return report(fmt::format("there is no compartment '{}' in {}{}", shown(room.name), spec_.file,
                                  did_you_mean(room.name, compartments_)));
    }

    /// The columns that tell of a compartment.
    void plan_room(const CfastRoomSpec& spec, Errors& errors) {
        const std::optional<int> number = number_of(spec, errors);
        if (!number)
            return;
        const std::size_t row = rooms_.size();
        Room& room = rooms_.emplace_back();
        room.label = fmt::format("compartment {} '{}'", *number,
                                 shown(compartments_[static_cast<std::size_t>(*number - 1)]));
        const auto find = [&](const std::string& name) {
            const auto found = column_of_.find(fmt::format("{}_{}", name, *number));
            return found == column_of_.end() ? std::nullopt : std::optional(found->second);
        };
        // Shafts have one layer, and then neither an interface nor columns of a lower one.
        const std::optional<std::size_t> interface = find("HGT");
        if (interface)
            targets_.push_back({*interface, row, Target::Part::interface, Quantity::temperature,
                                Conversion{1.0, 0.0, 0.0, 1e5}});
        for (const LayerColumn& column : layer_columns) {
            const std::optional<std::size_t> upper = find(fmt::format("UL{}", column.name));
            const std::optional<std::size_t> lower = find(fmt::format("LL{}", column.name));
            if (upper && (lower || !interface)) {
                add_target(*upper, row, Target::Part::upper, column.quantity);
                if (interface)
                    add_target(*lower, row, Target::Part::lower, column.quantity);
            } else if (upper || lower)
                notes_.push_back(
                    fmt::format("{}: {} stands there for one of its two layers only: not provided",
                                room.label, quantity_names[static_cast<std::size_t>(column.quantity)]));
        }
    }

    void add_target(std::size_t column, std::size_t room, Target::Part part, Quantity quantity) {
        if (const std::optional<Conversion> conversion = conversion_of(quantity, units_[column]))
            targets_.push_back({column, room, part, quantity, *conversion});
        else
            findings_.at_line(ErrorCode::unsupported, 4,
                              fmt::format("column {} in the unit '{}' cannot be converted",
                                          shown(names_[column]), shown(units_[column])));
    }

    void read_numbers() {
        std::vector<std::size_t> columns{0};
        for (const Target& target : targets_) columns.push_back(target.column);
        const CsvColumns table = read_columns(records_, names_, columns, findings_);
        times_s_ = table.values.front();
        check_times(times_s_, table.lines, findings_);
        for (std::size_t t = 0; t < targets_.size(); ++t) {
            const Target& target = targets_[t];
            Room& room = rooms_[target.room];
            std::vector<double>& values = target.part == Target::Part::interface ? room.interface_m
                                          : target.part == Target::Part::upper   ? room.upper[target.quantity]
                                                                               : room.lower[target.quantity];
            const Conversion& c = target.conversion;
            for (std::size_t row = 0; row < table.lines.size(); ++row) {
                const double raw = table.values[t + 1][row];
                const double value = c.scale * raw + c.offset;
                if (!(value >= c.min - noise * c.scale && value <= c.max * (1.0 + noise)))
                    findings_.at_line(ErrorCode::out_of_range, table.lines[row],
                                      fmt::format("{} in column {} cannot be: the run has gone astray", raw,
                                                  shown(names_[target.column])));
                values.push_back(std::clamp(value, c.min, c.max));
            }
        }
    }

    QuantitySet provided() {
        QuantitySet in_all;
        in_all.set();
        QuantitySet in_any;
        for (const Room& room : rooms_) {
            in_all &= room.upper.provides();
            in_any |= room.upper.provides();
        }
        for (const Room& room : rooms_)
            if (const QuantitySet missing = in_any & ~room.upper.provides(); missing.any())
                notes_.push_back(
                    fmt::format("{}: no columns of {}, which other compartments have: it counts as "
                                "not provided anywhere",
                                room.label, names_of(missing)));
        for (std::string& note : notes_) note = fmt::format("{}: {}", spec_.file, note);
        return in_all;
    }

    const CfastResultSpec& spec_;
    CsvRecords records_;
    Findings findings_;
    std::vector<std::string> names_;
    std::vector<std::string> objects_;
    std::vector<std::string> units_;
    std::map<std::string, std::size_t> column_of_;  ///< by short name in capitals
    std::vector<std::string> compartments_;         ///< names by number - 1
    std::vector<Target> targets_;
    std::vector<double> times_s_;
    std::vector<Room> rooms_;
    std::vector<std::string> notes_;
};

}  // namespace

Result<OpenedSource> cfast_from_text(const CfastResultSpec& spec, std::string_view text,
                                     std::span<const HazardZone> zones) {
    return CfastReader(spec, text).read(zones);
}

Result<OpenedSource> open_cfast(const CfastResultSpec& spec, const std::filesystem::path& folder,
                                std::span<const HazardZone> zones) {
    const Result<std::string> text = read_whole_file(folder / spec.file, spec.file, CsvLimits::file_bytes);
    if (!text)
        return text.error();
    return cfast_from_text(spec, *text, zones);
}

}  // namespace wayout
