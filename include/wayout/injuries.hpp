/// How harm in a run becomes injuries of casualties: the section `injuries` of a response plan, and what
/// becomes of those whom nobody brought out. Scores are sums of respiration, pulse and motor response, 0
/// to 12. docs/models/medical.md. All numbers are our choice [D] unless they say otherwise.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayout {

enum class AgeClass : std::uint8_t { child, adult, older, unknown };
inline constexpr std::array<std::string_view, 4> age_class_names{"child", "adult", "older", "unknown"};

/// Doses count relative to the person's own threshold, as the run ends or when he is out. Who meets several
/// rules has the lowest score that they give.
struct InjuryRules {
    // Gases and heat.
    double minor_from_dose{0.1};      ///< from here on a casualty at all
    double conscious_from_dose{0.3};  ///< from here on `conscious_rpm`
    double minor_rpm{12.0};
    double conscious_rpm{8.0};
    double unconscious_rpm{4.0};    ///< from a dose of 1 on
    double rpm_lost_per_dose{2.0};  ///< for each further dose of 1, down to 1
    double irritated_rpm{8.0};      ///< stopped by irritants, without dose of 1
    // Load on the chest. Doses count relative to a threshold with the scatter of the run's own figures.
    double distressed_from_dose{0.1};   ///< `minor_rpm`
    double crushed_from_dose{0.3};      ///< `crushed_rpm`
    double crushed_to_death_dose{1.0};  ///< without signs of life
    double crushed_rpm{5.0};
    double crush_scatter{0.3};  ///< standard deviation of the logarithm of the threshold
    // Structure, falls and the rest.
    double trapped_rpm{5.0};
    double structure_serious_frac{0.5};  ///< of those injured who can walk; the others have `minor_rpm`
    double structure_serious_rpm{8.0};
    double other_rpm{8.0};  ///< incapacitated by anything else

    int scatter_points{1};  ///< whole points to either side at most, with triangular chances

    // What a hospital must have.
    double ventilator_frac{1.0};  ///< of those with a dose of gas of 1
    double burn_from_dose{1.0};   ///< of heat, relative to the threshold

    // Age.
    double child_below_years{16.0};
    double older_from_years{65.0};
    double child_odds_factor{1.0};  ///< on the odds of survival
    double older_odds_factor{0.5};  ///< on the odds of survival

    AgeClass age_class_of(double years) const {
        if (!(years >= 0.0))
            return AgeClass::unknown;
        if (years < child_below_years)
            return AgeClass::child;
        return years < older_from_years ? AgeClass::adult : AgeClass::older;
    }
};

/// Those who are hurt and inside when the run ends, and whom no team has brought out. They are found in
/// random order at even intervals, from `after_s` on or the end of the run, whichever is later.
struct LeftInsideRules {
    bool are_found{true};  ///< no: never in this chain
    double after_s{1800.0};
    double per_hour{12.0};
    double trapped_per_hour{4.0};  ///< under structure; of 2 to 5 an hour [D]
    std::string place;             ///< collection point; empty: the first
};

}  // namespace wayout
