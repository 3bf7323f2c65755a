/// An ensemble conditioned on a ledger: weights of its members, and where to make further ones.
/// docs/models/forecast.md.
#pragma once

#include "reporting/likelihood.hpp"
#include "statistics/adaptive_sampling.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace wayout {

/// What is known of the members so far. Members that could not be run are not among them; their points count
/// in the rounds all the same.
struct EnsemblePoints {
    std::vector<SampledRound> rounds;
    std::vector<std::vector<double>> points;  ///< by member: z of its inputs
    std::size_t drawn() const {
        std::size_t sum = 0;
        for (const SampledRound& round : rounds) sum += round.count;
        return sum;
    }
};

struct Conditioned {
    LikelihoodTable table;
    std::vector<double> prior_weights;  ///< by member, sum 1: without any report
    std::vector<double> full_weights;   ///< with the reports
    /// With the reports as far as the members can bear it: likelihood to the power `belief`.
    std::vector<double> weights;
    double belief{1.0};
    double prior_effective{0.0};  ///< effective numbers of members of the three
    double full_effective{0.0};
    double effective{0.0};
};

/// Least effective number of members from which bands are read: one of 90 % needs 19. While fewer agree with
/// the reports, these are believed less: the largest power of at most 1 of the likelihood at which so many
/// count. Bands are too wide then, and never those of two or three members. Source of powers of likelihoods:
/// Friel & Pettitt, J. R. Stat. Soc. B 70 (2008) 589-607 [from memory, verify]; the number is our choice [D].
inline constexpr double least_effective = 10.0;

Conditioned condition(const Ledger& ledger, const std::vector<Standing>& standings,
                      const EnsemblePoints& ensemble, std::span<const CourseLookup> members);

struct SamplingSettings {
    std::size_t members{100};       ///< that an ensemble should have
    std::size_t at_most{100};       ///< those there already included
    double prior_share{0.25};       ///< of rounds near the best members, a defence against wrong turns [D]
    double enough_effective{25.0};  ///< with full belief in the reports
};

struct NextRound {
    Proposal proposal;
    std::size_t count{0};  ///< 0: enough
};

/// The first members are drawn from the prior. Further rounds are smaller: from the prior while the
/// weights are even, near the best members when few of them carry the weight.
NextRound next_round(const SamplingSettings& settings, const EnsemblePoints& ensemble,
                     const Conditioned& conditioned);

}  // namespace wayout
