/// The schema of CAP 1.2 as data: which elements there are, in which order, how often. Only for the files
/// that read and write alerts. Source: CAP-v1.2.xsd [S].
#pragma once

#include <span>
#include <string_view>

namespace wayout {

inline constexpr std::string_view alert_namespace = "urn:oasis:names:tc:emergency:cap:1.2";

/// A child element. In their list children stand in the order of the schema.
struct ChildRule {
    std::string_view name;
    bool is_required{false};
    bool repeats{false};
};

inline constexpr ChildRule alert_rules[] = {
    {"identifier", true},
    {"sender", true},
    {"sent", true},
    {"status", true},
    {"msgType", true},
    {"source"},
    {"scope", true},
    {"restriction"},
    {"addresses"},
    {"code", false, true},
    {"note"},
    {"references"},
    {"incidents"},
    {"info", false, true},
};
inline constexpr ChildRule info_rules[] = {
    {"language"},
    {"category", true, true},
    {"event", true},
    {"responseType", false, true},
    {"urgency", true},
    {"severity", true},
    {"certainty", true},
    {"audience"},
    {"eventCode", false, true},
    {"effective"},
    {"onset"},
    {"expires"},
    {"senderName"},
    {"headline"},
    {"description"},
    {"instruction"},
    {"web"},
    {"contact"},
    {"parameter", false, true},
    {"resource", false, true},
    {"area", false, true},
};
inline constexpr ChildRule resource_rules[] = {
    {"resourceDesc", true}, {"mimeType", true}, {"size"}, {"uri"}, {"derefUri"}, {"digest"},
};
inline constexpr ChildRule area_rules[] = {
    {"areaDesc", true},
    {"polygon", false, true},
    {"circle", false, true},
    {"geocode", false, true},
    {"altitude"},
    {"ceiling"},
};
inline constexpr ChildRule pair_rules[] = {{"valueName", true}, {"value", true}};

}  // namespace wayout
