/// Collects what is wrong with a description of a fire.
#pragma once

#include <wayout/zone_fire.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace wayout::fire {

/// What a thing is called in messages: "opening 'Foyer door'".
struct Subject {
    std::string_view kind;
    const ZoneNamed* named{nullptr};  ///< null: the description as a whole
};

struct Bounds {
    double low{0.0};
    double high{0.0};
    bool low_excluded{false};
};

class SpecChecker {
public:
    explicit SpecChecker(std::string whole_where) : whole_where_(std::move(whole_where)) {}

    void report(const Subject& subject, std::string_view key, const std::string& message,
                ErrorCode code = ErrorCode::out_of_range);
    /// False, and a report, for what is no number or out of bounds.
    bool number(const Subject& subject, std::string_view key, double value, const Bounds& bounds);
    bool number(const Subject& subject, std::string_view key, const std::optional<double>& value,
                const Bounds& bounds);
    /// Times rise strictly and values are within bounds; an empty table is good.
    bool table(const Subject& subject, std::string_view key, const TimeTable& table, const Bounds& values);

    Errors take() { return std::move(errors_); }
    bool has_found() const { return !errors_.empty(); }

private:
    std::string whole_where_;
    Errors errors_;
};

}  // namespace wayout::fire
