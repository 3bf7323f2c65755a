#include "input/merge.hpp"

#include "core/sha256.hpp"
#include "input/scenario_form.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace wayout {
namespace {

/// The file that the value names instead of being there itself.
const std::string* included_file(const JsonValue& value) {
    const JsonValue::Object* members = value.object();
    return members && members->size() == 1 && members->front().key == "$include"
               ? members->front().value.text()
               : nullptr;
}

/// A part of the section `response` that may be named like a section itself, wherever the section stands.
bool is_named_part(std::string_view key) {
    return key == medical_plan_key;
}

bool is_section_of_scenario(std::string_view key) {
    return std::find(std::begin(section_keys), std::end(section_keys), key) != std::end(section_keys);
}

void put_in_loaded_texts(JsonValue& copy, const JsonValue& original,
                         const std::map<const JsonValue*, std::string>& texts) {
    if (const auto found = texts.find(&original); found != texts.end())
        copy.data = found->second;
    if (auto* items = std::get_if<JsonValue::Array>(&copy.data))
        for (std::size_t i = 0; i < items->size(); ++i)
            put_in_loaded_texts((*items)[i], (*original.array())[i], texts);
    if (auto* members = std::get_if<JsonValue::Object>(&copy.data))
        for (std::size_t i = 0; i < members->size(); ++i)
            put_in_loaded_texts((*members)[i].value, (*original.object())[i].value, texts);
}

}  // namespace

Result<std::string> FileReader::read_file(const std::string& name) {
    // Files that include others several times over multiply.
    if (++reading_count_ > limits_.reading_count)
        return Error{ErrorCode::out_of_range, "",
                     fmt::format("more than {} files are included", limits_.reading_count)};
    Result<std::string> content = files_.read(name);
    if (!content)
        return content;
    bytes_read_ += content->size();
    if (bytes_read_ > limits_.total_bytes)
        return Error{ErrorCode::out_of_range, "",
                     fmt::format("the files of the scenario have more than {} MiB together",
                                 limits_.total_bytes >> 20)};
    const bool is_known = std::any_of(files_read_.begin(), files_read_.end(),
                                      [&](const InputFile& f) { return f.name == name; });
    if (!is_known)
        files_read_.push_back({name, sha256_of_text(*content), content->size()});
    return content;
}

Result<std::string> FileReader::read_text(std::uint32_t from_file, const std::string& reference) {
    Result<std::string> name =
        resolve_name(reading_.file_names[from_file], reference, files_.may_leave_folder());
    return name ? read_file(*name) : name;
}

std::optional<JsonValue> FileReader::read_tree(const std::string& name) {
    const Result<std::string> content = read_file(name);
    if (!content) {
        reading_.problems.add({content.error().front().code, name, content.error().front().message});
        return std::nullopt;
    }
    return parse(name, *content);
}

std::optional<JsonValue> FileReader::parse(const std::string& name, const std::string& content) {
    const auto file = static_cast<std::uint32_t>(reading_.file_names.size());
    reading_.file_names.push_back(name);
    std::optional<JsonValue> tree =
        parse_json(content, name, file, limits_.json, value_count_, reading_.problems);
    if (tree) {
        open_files_.push_back(name);
        include_into(*tree, Place(reading_, *tree));
        open_files_.pop_back();
    }
    return tree;
}

void FileReader::include_into(JsonValue& value, const Place& place) {
    if (auto* items = std::get_if<JsonValue::Array>(&value.data)) {
        for (std::size_t i = 0; i < items->size(); ++i) include_into((*items)[i], place.item(i, (*items)[i]));
        return;
    }
    auto* members = std::get_if<JsonValue::Object>(&value.data);
    if (!members)
        return;
    const bool is_top_of_scenario = open_files_.size() == 1 && place.is_top_of_file();
    for (JsonMember& member : *members) {
        const Place inner = place.member(member.key, member.value);
        if (const std::string* reference = included_file(member.value))
            replace_by_file(member.value, std::string(*reference), inner);
        else if (const std::string* section = member.value.text();
                 section &&
                 ((is_top_of_scenario && is_section_of_scenario(member.key)) || is_named_part(member.key)))
            replace_by_file(member.value, std::string(*section), inner);
        else
            include_into(member.value, inner);
    }
}

void FileReader::replace_by_file(JsonValue& value, const std::string& reference, const Place& place) {
    const auto give_up = [&](ErrorCode code, std::string why) {
        place.report(code, std::move(why));
        value.data = Unreadable{};
    };
    const Result<std::string> name =
        resolve_name(reading_.file_names[value.file], reference, files_.may_leave_folder());
    if (!name)
        return give_up(name.error().front().code, name.error().front().message);
    if (std::find(open_files_.begin(), open_files_.end(), *name) != open_files_.end())
        return give_up(ErrorCode::schema, fmt::format("the files include each other in a circle: {} -> {}",
                                                      fmt::join(open_files_, " -> "), *name));
    if (open_files_.size() >= static_cast<std::size_t>(limits_.include_depth))
        return give_up(ErrorCode::out_of_range,
                       fmt::format("files include files more than {} deep", limits_.include_depth));
    const Result<std::string> content = read_file(*name);
    if (!content)
        return give_up(content.error().front().code, content.error().front().message);
    if (std::optional<JsonValue> tree = parse(*name, *content))
        value = std::move(*tree);
    else
        value.data = Unreadable{};
}

std::string merged_text(const JsonValue& tree, const Reading& reading) {
    if (reading.loaded_texts.empty())
        return to_text(tree);
    JsonValue copy = tree;
    put_in_loaded_texts(copy, tree, reading.loaded_texts);
    return to_text(copy);
}

}  // namespace wayout
