#include "input/distribution_form.hpp"
#include "snippets.hpp"

#include <wayout/builtin_profiles.hpp>

#include <gtest/gtest.h>

#include <utility>

namespace wayout {
namespace {

struct ReadDistribution {
    Distribution value;
    std::string problems;
};

ReadDistribution read_distribution(const DrawnQuantity& quantity, std::string_view json) {
    Reading reading;
    reading.file_names = {"f.json"};
    const JsonValue tree = tree_of(json);
    ReadDistribution result;
    const bool good = distribution(quantity).read(Place(reading, tree), result.value);
    result.problems = as_lines(std::move(reading.problems).take());
    EXPECT_EQ(good, result.problems.empty()) << json;
    return result;
}

TEST(DistributionForm, ReadsEveryKind) {
    EXPECT_EQ(read_distribution(pre_movement_s, "12.5").value.value, 12.5);
    EXPECT_EQ(read_distribution(pre_movement_s, R"({"distribution": "constant", "value": 3})").value.value,
              3.0);
    const Distribution uniform =
        read_distribution(pre_movement_s, R"({"distribution": "uniform", "min": 10, "max": 100})").value;
    EXPECT_EQ(uniform.kind, Distribution::Kind::uniform);
    EXPECT_EQ(uniform.min, 10.0);
    EXPECT_EQ(uniform.max, 100.0);
    const Distribution normal =
        read_distribution(speed_mps, R"({"distribution": "normal", "mean": 1.3, "sd": 0.2, "max": 2})").value;
    EXPECT_EQ(normal.kind, Distribution::Kind::normal);
    EXPECT_EQ(normal.mean, 1.3);
    EXPECT_EQ(normal.sd, 0.2);
    EXPECT_EQ(normal.max, 2.0);
    const Distribution lognormal =
        read_distribution(
            pre_movement_s,
            R"({"distribution": "lognormal", "mu": 3, "sigma": 0.5, "offset": 10, "source": "x"})")
            .value;
    EXPECT_EQ(lognormal.kind, Distribution::Kind::lognormal);
    EXPECT_EQ(lognormal.mu, 3.0);
    EXPECT_EQ(lognormal.sigma, 0.5);
    EXPECT_EQ(lognormal.offset, 10.0);
    EXPECT_EQ(lognormal.source, "x");
    const Distribution weibull =
        read_distribution(pre_movement_s, R"({"distribution": "weibull", "shape": 1.2, "scale": 140})").value;
    EXPECT_EQ(weibull.kind, Distribution::Kind::weibull);
    EXPECT_EQ(weibull.shape, 1.2);
    EXPECT_EQ(weibull.scale, 140.0);
    EXPECT_EQ(weibull.source, "user");
    EXPECT_EQ(read_distribution(pre_movement_s, R"({"distribution": "gamma", "shape": 1.2, "scale": 140})")
                  .value.kind,
              Distribution::Kind::gamma);
    const Distribution empirical =
        read_distribution(pre_movement_s,
                          R"({"distribution": "empirical", "values": [1, 2], "weights": [3, 1]})")
            .value;
    EXPECT_EQ(empirical.kind, Distribution::Kind::empirical);
    EXPECT_EQ(empirical.values, (std::vector<double>{1, 2}));
    EXPECT_EQ(empirical.weights, (std::vector<double>{3, 1}));
}

TEST(DistributionForm, TakesPresetsForPreMovementOnly) {
    const Distribution d = read_distribution(pre_movement_s, R"("pd7974-b-m1")").value;
    EXPECT_EQ(d.mu, find_pre_movement_preset("pd7974-b-m1")->distribution.mu);
    EXPECT_NE(read_distribution(pre_movement_s, R"("pd7974-b-m9")").problems.find("did you mean 'pd7974-b-m"),
              std::string::npos);
    EXPECT_NE(read_distribution(speed_mps, R"("pd7974-b-m1")").problems.find("a text where a number"),
              std::string::npos);
}

TEST(DistributionForm, RefusesWhatCannotBeDrawn) {
    const std::pair<const char*, const char*> cases[] = {
        {"-1", "out of range"},
        {"true", "where a number or"},
        {R"({"mean": 3})", "'distribution' is missing"},
        {R"({"distribution": "log-normal", "mu": 3, "sigma": 1})", "did you mean 'lognormal'"},
        {R"({"distribution": 3})", "a text in double quotes is needed"},
        {R"({"distribution": "normal", "mean": 3})", "'sd' is missing"},
        {R"({"distribution": "normal", "mean": 3, "sd": 0})", "above 0"},
        {R"({"distribution": "normal", "mean": 3, "sd": 1, "sigma": 2})", "unknown key 'sigma'"},
        {R"({"distribution": "uniform", "min": 5, "max": 2})", ""},
        {R"({"distribution": "normal", "mean": 1000, "sd": 1, "max": 10})", ""},
        {R"({"distribution": "empirical", "values": []})", "0 entries"},
        {R"({"distribution": "empirical", "values": [-1]})", ""},
        {R"({"distribution": "empirical", "values": [1], "weights": [1, 2]})", "2 weights for 1 values"},
        {R"({"distribution": "empirical", "values": [1], "weights": [0]})", ""},
    };
    for (const auto& [json, message] : cases) {
        const std::string problems = read_distribution(pre_movement_s, json).problems;
        EXPECT_NE(problems, "") << json;
        EXPECT_NE(problems.find(message), std::string::npos) << json << "\n" << problems;
    }
    // A speed in km/h, a radius in cm.
    EXPECT_NE(read_distribution(speed_mps, R"({"distribution": "normal", "mean": 4.8, "sd": 1})").problems,
              "");
    EXPECT_NE(read_distribution(radius_m, "20").problems, "");
}

}  // namespace
}  // namespace wayout
