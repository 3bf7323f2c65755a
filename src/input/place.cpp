#include "input/place.hpp"

#include <fmt/format.h>

#include <utility>

namespace wayout {
namespace {

/// A name as far as it fits into a message.
std::string shortened(const std::string& text) {
    constexpr std::size_t longest = 80;
    if (text.size() <= longest)
        return text;
    return text.substr(0, longest) + "...";
}

}  // namespace

std::string Place::where() const {
    // A value that came from another file than its parent is the top of its own file.
    if (!parent_ || parent_->value_->file != value_->file)
        return reading_->file_names[value_->file];
    const std::string outer = parent_->where();
    const bool is_first_step = !parent_->parent_ || parent_->parent_->value_->file != parent_->value_->file;
    if (index_ != no_index)
        return fmt::format("{}{}[{}]", outer, is_first_step ? ": " : "", index_);
    return fmt::format("{}{}{}", outer, is_first_step ? ": " : ".", shortened(std::string(key_)));
}

std::string Place::label() const {
    for (const Place* place = this; place; place = place->parent_) {
        if (!place->what_)
            continue;
        for (const char* key : {"name", "id"})
            if (const JsonValue* name = place->value_->find(key);
                name && name->text() && !name->text()->empty())
                return fmt::format("{} '{}', ", place->what_, shortened(*name->text()));
    }
    return {};
}

void Place::report(ErrorCode code, std::string message, std::string_view of_key) const {
    if (!value_->is_readable())
        return;
    if (reading_->problems.is_full()) {  // saves the search for names and lines
        reading_->problems.add({code, "", std::move(message)});
        return;
    }
    const JsonValue* inner = of_key.empty() ? nullptr : value_->find(of_key);
    std::string place = inner ? member(of_key, *inner).where() : where();
    if (!of_key.empty() && !inner)
        place += fmt::format("{}{}", place.find(": ") == std::string::npos ? ": " : ".", of_key);
    reading_->problems.add({code,
                            fmt::format("{} ({}line {})", place, label(), inner ? inner->line : value_->line),
                            std::move(message)});
}

}  // namespace wayout
