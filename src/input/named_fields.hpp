/// What has an id and a name.
#pragma once

#include "input/form.hpp"

namespace wayout {

/// The keys `id` and `name`. Thing: has the members id, name and where.
template <typename Thing>
void named_fields(Fields& fields, Thing& thing) {
    thing.where = fields.where();
    fields.required("id", thing.id, id(), "Short name, used in references and results.");
    fields.optional("name", thing.name, text(), "Name for people; the id when absent.");
}

}  // namespace wayout
