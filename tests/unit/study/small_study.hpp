/// A room of twelve people as a scenario, a folder that goes away again, and parts of studies.
#pragma once

#include "../error_lines.hpp"
#include "study/study_plan.hpp"
#include "study/study_store.hpp"

#include <wayout/scenario_change.hpp>
#include <wayout/study.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace wayout::small {

/// Two exits opposite each other, everybody away in some seconds.
extern const char* const room;

ScenarioTree room_tree();

/// A folder of its own, gone at the end of the test.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void write(const std::filesystem::path& file, const std::string& text);
std::string read_bytes(const std::filesystem::path& file);

FactorSpec uniform_factor(const std::string& name, double min, double max,
                          const std::string& path = "simulation.duration_s");
FactorSpec option_factor(const std::string& name, const std::vector<double>& weights);
/// With so many variants that change nothing, and no inputs.
StudySpec plain_spec(int runs, int variants = 1);

StudyPlan plan_of(const StudySpec& spec);
StudyIdentity some_identity();

}  // namespace wayout::small
