/// JSON Schema (draft 2020-12) put together from the same descriptions that the reader works by.
#pragma once

#include "input/json.hpp"

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace wayout {

/// {"key": value, ...}
JsonValue json_object(std::initializer_list<std::pair<const char*, JsonValue>> members);
JsonValue json_text(std::string text);
JsonValue json_texts(const std::vector<std::string>& texts);
JsonValue json_list(JsonValue::Array items);
JsonValue json_integer(std::int64_t value);
void set_member(JsonValue& object, std::string key, JsonValue value);

/// Lets the schema also allow what the other allows.
void add_alternative(JsonValue& schema, JsonValue other);

/// Whether {"$include": "file.json"} may stand for a value: of a scenario's files it is resolved, other files
/// are read as they are.
enum class Includes : bool { none, allowed };

/// The named parts of a schema, "$defs", each described once.
class SchemaDefinitions {
public:
    explicit SchemaDefinitions(Includes includes = Includes::allowed) : includes_(includes) {}

    Includes includes() const { return includes_; }
    /// A reference to the definition of that name, which `describe` makes when it is not there yet.
    JsonValue refer(const std::string& name, const std::function<JsonValue()>& describe);
    JsonValue take() && { return JsonValue(std::move(definitions_)); }

private:
    Includes includes_;
    JsonValue::Object definitions_;
};

/// The whole schema of a file: what `describe` refers to, and all that it needs.
/// @param kind  "study", as in urn:wayout:study:1
std::string schema_document(const char* kind, const char* title, Includes includes,
                            const std::function<JsonValue(SchemaDefinitions&)>& describe);

}  // namespace wayout
