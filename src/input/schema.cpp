#include "input/schema.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace wayout {

JsonValue json_object(std::initializer_list<std::pair<const char*, JsonValue>> members) {
    JsonValue::Object object;
    for (const auto& [key, value] : members) object.push_back({key, value});
    return JsonValue(std::move(object));
}

JsonValue json_text(std::string text) {
    return JsonValue(std::move(text));
}

JsonValue json_texts(const std::vector<std::string>& texts) {
    JsonValue::Array items;
    for (const std::string& text : texts) items.push_back(json_text(text));
    return json_list(std::move(items));
}

JsonValue json_list(JsonValue::Array items) {
    return JsonValue(std::move(items));
}

JsonValue json_integer(std::int64_t value) {
    return JsonValue(value);
}

void set_member(JsonValue& object, std::string key, JsonValue value) {
    auto* members = std::get_if<JsonValue::Object>(&object.data);
    WAYOUT_ASSERT(members, "set_member() of a JSON value that is no object");
    members->push_back({std::move(key), std::move(value)});
}

void add_alternative(JsonValue& schema, JsonValue other) {
    auto* members = std::get_if<JsonValue::Object>(&schema.data);
    WAYOUT_ASSERT(members, "add_alternative() to a schema that is no object");
    if (members->size() == 1 && members->front().key == "anyOf")
        std::get<JsonValue::Array>(members->front().value.data).push_back(std::move(other));
    else
        schema = json_object({{"anyOf", json_list({std::move(schema), std::move(other)})}});
}

JsonValue SchemaDefinitions::refer(const std::string& name, const std::function<JsonValue()>& describe) {
    std::string key = name;
    std::replace(key.begin(), key.end(), ' ', '_');
    const bool is_known = std::any_of(definitions_.begin(), definitions_.end(),
                                      [&](const JsonMember& d) { return d.key == key; });
    if (!is_known) {
        // The place is taken first: the order of the schema is that in which things are first mentioned.
        const std::size_t row = definitions_.size();
        definitions_.push_back({key, JsonValue(nullptr)});
        definitions_[row].value = describe();
    }
    return json_object({{"$ref", json_text("#/$defs/" + key)}});
}

std::string schema_document(const char* kind, const char* title, Includes includes,
                            const std::function<JsonValue(SchemaDefinitions&)>& describe) {
    SchemaDefinitions definitions(includes);
    const JsonValue whole = describe(definitions);
    return to_text(json_object({{"$schema", json_text("https://json-schema.org/draft/2020-12/schema")},
                                {"$id", json_text("urn:wayout:" + std::string(kind) + ":1")},
                                {"title", json_text(title)},
                                {"$ref", *whole.find("$ref")},
                                {"$defs", std::move(definitions).take()}}));
}

}  // namespace wayout
