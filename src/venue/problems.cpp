#include "venue/problems.hpp"

#include <fmt/format.h>

namespace wayout {

Error Problems::make(ErrorCode code, std::string where, std::string message,
                     const std::optional<Spot>& spot) const {
    Error error{code, std::move(where), std::move(message), {}, 0.0, 0.0};
    if (spot) {
        error.storey = spot->storey;
        error.x_m = spot->at.x + origin_m_.x;
        error.y_m = spot->at.y + origin_m_.y;
    }
    return error;
}

void Problems::error(ErrorCode code, std::string where, std::string message, std::optional<Spot> spot) {
    errors_.push_back(make(code, std::move(where), std::move(message), spot));
}

void Problems::warning(ErrorCode code, std::string where, std::string message, std::optional<Spot> spot) {
    warnings_.push_back(make(code, std::move(where), std::move(message), spot));
}

void Problems::errors_at(const Errors& errors, const std::string& where, std::optional<Spot> spot) {
    for (const Error& e : errors) error(e.code, where, e.message, spot);
}

std::string Problems::text(Vec2 p) const {
    return fmt::format("({:.2f}, {:.2f})", p.x + origin_m_.x, p.y + origin_m_.y);
}

std::string place_of(const Named& item, std::string_view kind, std::string_view section, std::size_t row,
                     std::string_view field) {
    std::string place = item.where.empty() ? fmt::format("{}[{}]", section, row) : item.where;
    if (!field.empty())
        place += fmt::format(".{}", field);
    if (!item.label().empty())
        place += fmt::format(" ({} '{}')", kind, item.label());
    return place;
}

}  // namespace wayout
