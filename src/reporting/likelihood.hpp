/// How well each member of an ensemble agrees with a ledger.
#pragma once

#include "reporting/reported_layer.hpp"

#include <wayout/reports.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wayout {

/// The courses of one member by key_of(); nothing where the member has none of that name.
using CourseLookup = std::function<std::optional<TruthCourse>(const std::string& key)>;

/// What became of a statement.
struct StatementUse {
    bool is_counted{false};
    std::string why_not;  ///< superseded, or no course of that name in the members
    double exponent{1.0};
    double confidence{1.0};
    double best{0.0};       ///< highest probability of any member
    double by_chance{0.0};  ///< of a statement that is not what it purports to be
    /// No member makes it more probable than chance does: something is wrong with it, or with the members.
    bool is_unlike_all() const { return is_counted && best < by_chance; }
};

/// Of a statement with a number: what each member would have it be.
struct Prediction {
    double figure{0.0};         ///< as told; of a range its middle
    double variance{0.0};       ///< of its error, larger for what is doubtful or repeated
    std::vector<double> means;  ///< by member
};

struct LikelihoodTable {
    std::vector<StatementUse> uses;       ///< by statement
    std::vector<double> log_likelihood;   ///< by member: sum over the statements, tempered
    std::vector<Prediction> predictions;  ///< of counted statements whose number has no open end
};

/// Log-likelihoods: sum of exponent log(c P + (1 - c) P_chance). Statements about what no member has are not
/// counted; of members that lack a course that others have, the likelihood is that of chance.
LikelihoodTable likelihoods_of(const Ledger& ledger, const std::vector<Standing>& standings,
                               std::span<const CourseLookup> members);

/// The course that a subject is judged by: of the missing, those still inside.
std::string course_key(const Subject& subject);

}  // namespace wayout
