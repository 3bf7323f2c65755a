/// What a source of hazards must know for the chosen laws. Missing data are never clean air.
#pragma once

#include "hazards/air.hpp"

#include <wayout/error.hpp>
#include <wayout/exposure.hpp>

#include <string>

namespace wayout {

/// Quantities that the laws of the spec read, substituted or not.
QuantitySet needs(const ExposureSpec& spec);

/// What keeps a source from serving the spec: a quantity that is needed, not provided and not substituted; a
/// substitution for one that is provided, which would hide data. Empty: none.
/// @param source_name  as the user knows it
Errors check_needs(const ExposureSpec& spec, QuantitySet provided, const std::string& source_name);

}  // namespace wayout
