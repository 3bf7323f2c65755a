#include "small_study.hpp"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

namespace wayout::small {

const char* const room = R"({
    "wayout_version": 1, "name": "Room",
    "venue": {"name": "Room", "storeys": [{"id": "g", "name": "Ground", "floor": {"rect": [0, 0, 8, 6]}}],
        "exits": [{"id": "west", "line": [[0, 2], [0, 4]]}, {"id": "east", "line": [[8, 2], [8, 4]]}],
        "zones": [{"id": "all", "name": "All of it", "rect": [0, 0, 8, 6]}]},
    "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": 12, "in": {"storeys": ["g"]},
        "pre_movement_s": {"distribution": "uniform", "min": 0, "max": 5}}]},
    "simulation": {"duration_s": 120, "seed": 1}
})";

ScenarioTree room_tree() {
    Result<ScenarioTree> tree = ScenarioTree::from_text(room, ".");
    EXPECT_TRUE(tree.has_value()) << (tree ? std::string() : as_lines(tree.error()));
    return *std::move(tree);
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "wayout-study-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code failed;
    std::filesystem::remove_all(path_, failed);
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

std::string read_bytes(const std::filesystem::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

FactorSpec uniform_factor(const std::string& name, double min, double max, const std::string& path) {
    FactorSpec factor;
    factor.name = name;
    factor.group = name;
    factor.act = ScenarioChange::Act::set;
    factor.paths = {path};
    factor.distribution.emplace();
    factor.distribution->kind = Distribution::Kind::uniform;
    factor.distribution->min = min;
    factor.distribution->max = max;
    return factor;
}

FactorSpec option_factor(const std::string& name, const std::vector<double>& weights) {
    FactorSpec factor;
    factor.name = name;
    factor.group = name;
    for (const double weight : weights)
        factor.options.push_back({fmt::format("{}-{}", name, factor.options.size()), weight, {}});
    return factor;
}

StudySpec plain_spec(int runs, int variants) {
    StudySpec spec;
    spec.runs = runs;
    spec.as_json = "{}";
    for (int v = 0; v < variants; ++v)
        spec.variants.push_back({fmt::format("v{}", v), fmt::format("Variant {}", v), {}, 0.0, {}});
    return spec;
}

StudyPlan plan_of(const StudySpec& spec) {
    Result<StudyPlan> plan = StudyPlan::create(spec, room_tree());
    EXPECT_TRUE(plan.has_value()) << (plan ? std::string() : as_lines(plan.error()));
    return *std::move(plan);
}

StudyIdentity some_identity() {
    return {"question", "scenario", "folder", "inputs", "program"};
}

}  // namespace wayout::small
