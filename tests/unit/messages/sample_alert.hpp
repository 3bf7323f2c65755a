/// A whole message as text, of which tests change one element at a time.
#pragma once

#include "../error_lines.hpp"

#include <wayout/alert.hpp>

#include <string>
#include <string_view>

namespace wayout::test {

inline constexpr std::string_view sample_alert = R"xml(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>EX-1</identifier>
  <sender>warnings@linden.example</sender>
  <sent>2030-05-17T20:00:00+02:00</sent>
  <status>Exercise</status>
  <msgType>Alert</msgType>
  <scope>Public</scope>
  <info>
    <language>en-GB</language>
    <category>Safety</category>
    <event>Gas leak</event>
    <responseType>Evacuate</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Observed</certainty>
    <expires>2030-05-17T21:00:00+02:00</expires>
    <area>
      <areaDesc>Harbour Square</areaDesc>
      <polygon>60,30 60,30.002 60.001,30.002 60.001,30 60,30</polygon>
      <circle>60,30 0.12</circle>
    </area>
  </info>
</alert>
)xml";

/// The sample with one piece of its text replaced; what is not there is a fault of the test.
inline std::string sample_with(std::string_view piece, std::string_view by) {
    std::string text(sample_alert);
    const std::size_t at = text.find(piece);
    if (at == std::string::npos)
        throw InternalError("the sample has no such piece");
    return text.replace(at, piece.size(), by);
}

inline AlertDraft read_sample_with(std::string_view piece, std::string_view by) {
    return read_alert_text(sample_with(piece, by), "alert.xml");
}

}  // namespace wayout::test
