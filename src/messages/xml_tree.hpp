/// XML text as a small tree that remembers lines. For messages from strangers: everything is bounded, and a
/// document type declaration ends the reading, so that there are no entities but the five of XML itself.
#pragma once

#include <wayout/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

/// Attributes and comments are passed over.
struct XmlElement {
    std::string name;           ///< without a prefix
    std::string namespace_uri;  ///< empty: none
    std::string text;           ///< of itself, without that of its children
    int line{0};
    std::vector<XmlElement> children;
};

struct XmlLimits {
    std::size_t bytes{1u << 20};
    int depth{32};
    std::size_t element_count{20000};
};

/// Errors: not UTF-8, not well-formed (where and why), beyond the limits, with a document type declaration.
Result<XmlElement> read_xml(std::string_view text, const std::string& name, const XmlLimits& limits = {});

}  // namespace wayout
