/// What may stand in a file of its own and be named in its place.
#pragma once

#include "input/form.hpp"

namespace wayout {

/// A section, which may also stand as the name of its file; the reader has put the content in its place by
/// then.
template <typename T>
Form<T> section(Form<T> form) {
    form.schema = [inner = form.schema](SchemaDefinitions& definitions) {
        JsonValue schema = inner(definitions);
        add_alternative(schema, definitions.refer("section file", [] {
            return json_object({{"type", json_text("string")},
                                {"pattern", json_text("\\.json$")},
                                {"description", json_text("Name of the file in which the section stands.")}});
        }));
        return schema;
    };
    return form;
}

}  // namespace wayout
