/// Looks a row up among all that the rules gave.
#pragma once

#include <wayout/norms.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayout::norms {

/// The only row of the jurisdiction with these parts in its rule and subject; a failure and an empty row
/// without one.
inline NormRow row_of(const std::vector<NormRow>& rows, Jurisdiction jurisdiction, const std::string& rule,
                      const std::string& subject = "") {
    std::vector<NormRow> found;
    for (const NormRow& row : rows)
        if (row.jurisdiction == jurisdiction && row.rule.find(rule) != std::string::npos &&
            row.subject.find(subject) != std::string::npos)
            found.push_back(row);
    EXPECT_EQ(found.size(), 1U) << title_of(jurisdiction) << ": " << rule << ", " << subject;
    return found.size() == 1 ? found.front() : NormRow{};
}

}  // namespace wayout::norms
