/// A study on disk: one SQLite file that holds what is asked, every member that has ended, and nothing else.
/// Each member is one transaction: whatever happens to the program, those written are whole.
/// docs/formats/study.md describes the tables to users.
#pragma once

#include <wayout/error.hpp>
#include <wayout/study.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace wayout {

/// What makes two studies the same: members of one may stand beside those of the other.
struct StudyIdentity {
    std::string question;  ///< the command and its settings, as JSON text
    std::string scenario;  ///< the whole scenario, as JSON text
    std::string folder;    ///< that names of fire results start from
    std::string inputs;    ///< SHA-256 of the files that the scenario names
    std::string program;   ///< version and build
};

/// Values that a replicate was made with, by input.
struct DrawnInputs {
    int replicate{0};
    std::vector<double> values;             ///< number, or row of the option
    std::vector<std::string> option_names;  ///< empty for numbers
};

struct StoredVariant {
    std::string id;
    std::string name;
    std::string changes;  ///< JSON text
    double cost{0.0};
};

/// A study without its members, as it stands in the file.
struct StoredStudy {
    std::string settings;  ///< as settings_as_json() has written them
    std::string ending;
    std::vector<FactorSpec> inputs;  ///< names and parts only
    std::vector<StoredVariant> variants;
    std::vector<std::vector<double>> draws;  ///< [replicate][input]
};

class StudyStore {
public:
    /// Makes a new file; an existing one is never touched. Nothing has the final name until it is a study.
    static Result<StudyStore> create(const std::filesystem::path& file, const StudyIdentity& identity);
    /// To go on with a study. Errors: not a study, damaged, in use, or of another question, scenario or
    /// program: what differs is said.
    static Result<StudyStore> resume(const std::filesystem::path& file, const StudyIdentity& identity);
    /// To look at one that nobody is writing.
    static Result<StudyStore> read(const std::filesystem::path& file);

    StudyStore(StudyStore&&) noexcept;
    StudyStore& operator=(StudyStore&&) noexcept;
    ~StudyStore();

    Result<StudyIdentity> identity() const;
    Errors add_inputs(const std::vector<FactorSpec>& factors);
    /// Known ones stay as they are.
    Errors add_variants(const std::vector<VariantSpec>& variants);
    Errors add(const MemberResult& member, const DrawnInputs& inputs);
    /// Takes away members with this replicate or a later one: run for nothing when a study had converged.
    Errors drop_from(int replicate);
    /// A word about the study as a whole: "ended" -> "converged after 43 runs".
    Errors note(const std::string& key, const std::string& value);
    Result<std::string> noted(const std::string& key) const;  ///< empty: nothing

    Result<StoredStudy> study() const;
    /// All, by variant and replicate.
    Result<std::vector<MemberResult>> members() const;

private:
    struct State;
    explicit StudyStore(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace wayout
