/// Curves that give the same air to whole zones, in a folder of the test's own.
#pragma once

#include <wayout/scenario.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

namespace wayout {

/// A folder of the test's own, with the curves of a scenario.
class CurvesFolder {
public:
    CurvesFolder() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::temp_directory_path() /
                (std::string("wayout_") + test->test_suite_name() + "_" + test->name());
        std::filesystem::create_directories(path_);
    }
    ~CurvesFolder() { std::filesystem::remove_all(path_); }
    CurvesFolder(const CurvesFolder&) = delete;
    CurvesFolder& operator=(const CurvesFolder&) = delete;

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
    }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

/// Constant air for an hour: everything that the default laws need.
struct ConstantAir {
    double extinction_per_m{0.0};
    double temperature_c{20.0};
    double co_ppm{0.0};
    double co2_percent{0.04};
    double o2_percent{20.9};

    std::string csv() const {
        std::string text =
            "time_s,extinction_per_m,temperature_c,co_ppm,co2_percent,o2_percent,hcn_ppm,no_ppm,no2_ppm,"
            "radiant_flux_kw_per_m2\n";
        for (const char* time : {"0", "3600"})
            text += std::string(time) + "," + std::to_string(extinction_per_m) + "," +
                    std::to_string(temperature_c) + "," + std::to_string(co_ppm) + "," +
                    std::to_string(co2_percent) + "," + std::to_string(o2_percent) + ",0,0,0,0\n";
        return text;
    }
};

}  // namespace wayout
