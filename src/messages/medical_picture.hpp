/// What a folder of `wayout medical` says of a moment.
#pragma once

#include <wayout/error.hpp>

#include <array>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wayout {

struct MedicalPicture {
    using Range = std::array<double, 3>;  ///< 5, 50, 95 % of the runs

    struct Judged {
        std::string triage_class;  ///< last judgement of the first run
        double at_s{0.0};          ///< when it began
    };

    int runs{0};
    int casualties{0};
    Range expected_deaths{};      ///< over the whole chain: sums of probabilities
    std::vector<double> times_s;  ///< ascending
    std::map<std::string, std::vector<Range>, std::less<>> by_state;  ///< [state][time]
    std::vector<Judged> judged;

    /// In one of the states at the last time that is not later. The ends of the sum are sums of the ends,
    /// which are wider than the range of the sum.
    Range in_states(std::initializer_list<std::string_view> states, double time_s) const;
    int judged_as(std::string_view triage_class, double time_s) const;
};

/// Reads summary.json, timeline.csv and casualties.csv. Errors: all that is missing or damaged.
Result<MedicalPicture> read_medical_picture(const std::filesystem::path& folder);

}  // namespace wayout
