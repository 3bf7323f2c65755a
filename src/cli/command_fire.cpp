#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/fire_run.hpp>
#include <wayout/input.hpp>
#include <wayout/output.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace wayout::cli {
namespace {

struct FireArguments {
    std::string scenario;
    std::string csv;
    double interval_s{5.0};
    double head_m{2.0};
    bool quiet{false};
};

std::string time_text(double time_s) {
    return std::isfinite(time_s) ? fmt::format("{:.0f} s", time_s) : std::string("never");
}

/// When the layer first came down to the height; NaN: never. Shafts have no layers.
double layer_at_s(const RoomCourse& room, double height_m) {
    const auto found = std::find_if(room.moments.begin(), room.moments.end(), [&](const RoomMoment& moment) {
        return moment.interface_height_m < height_m && moment.upper_extinction_per_m > 0.01;
    });
    return found == room.moments.end() ? not_a_time : found->time_s;
}

void print_rooms(const FireRun& run, double head_m) {
    fmt::print("{:<24} {:>10} {:>16} {:>12} {:>12} {:>10} {:>10} {:>10}\n", "room", "height m",
               "lowest layer m", fmt::format("below {:.1f} m", head_m), "hottest C", "K 1/m", "CO ppm",
               "least O2 %");
    for (const RoomCourse& room : run.rooms) {
        double lowest_m = room.height_m;
        double hottest_k = 0.0;
        double smoke_per_m = 0.0;
        double co_ppm = 0.0;
        double o2_frac = 1.0;
        for (const RoomMoment& moment : room.moments) {
            lowest_m = std::min(lowest_m, moment.interface_height_m);
            hottest_k = std::max(hottest_k, moment.upper_temperature_k);
            smoke_per_m = std::max(smoke_per_m, moment.upper_extinction_per_m);
            co_ppm = std::max(co_ppm, moment.upper_co_ppm);
            o2_frac = std::min(o2_frac, moment.upper_o2_frac);
        }
        fmt::print("{:<24} {:>10.1f} {:>16.2f} {:>12} {:>12.0f} {:>10.2f} {:>10.0f} {:>10.1f}\n",
                   room.name.substr(0, 24), room.height_m, lowest_m, time_text(layer_at_s(room, head_m)),
                   hottest_k - 273.15, smoke_per_m, co_ppm, 100.0 * o2_frac);
        if (std::isfinite(room.flashover_s))
            fmt::print("  flashover at {:.0f} s: nobody survives there, and the model is not valid beyond\n",
                       room.flashover_s);
    }
}

void print_fires(const FireRun& run) {
    for (const FireCourse& fire : run.fires) {
        const double peak_kw = *std::max_element(fire.heat_release_kw.begin(), fire.heat_release_kw.end());
        fmt::print("Fire '{}': at most {:.0f} kW{}\n", fire.name, peak_kw,
                   std::isfinite(fire.lacks_air_s)
                       ? fmt::format(", lacks air from {:.0f} s on", fire.lacks_air_s)
                       : "");
    }
    for (const DetectorResult& detector : run.detectors)
        fmt::print("{} '{}': {}\n", detector.kind, detector.name, time_text(detector.at_s));
}

std::string csv_of(const FireRun& run) {
    std::string text =
        "time_s,room,interface_height_m,upper_temperature_c,lower_temperature_c,pressure_pa,upper_extinction_"
        "per_m,"
        "lower_extinction_per_m,upper_o2_percent,upper_co2_percent,upper_co_ppm,upper_hcn_ppm,floor_flux_kw_"
        "per_m2\n";
    const std::size_t count = run.rooms.empty() ? 0 : run.rooms.front().moments.size();
    for (std::size_t k = 0; k < count; ++k)
        for (const RoomCourse& room : run.rooms) {
            const RoomMoment& m = room.moments[k];
            text += fmt::format(
                "{:.6g},{},{:.4f},{:.3f},{:.3f},{:.4f},{:.5f},{:.5f},{:.4f},{:.5f},{:.2f},{:.3f},{:.4f}\n",
                m.time_s, room.id, m.interface_height_m, m.upper_temperature_k - 273.15,
                m.lower_temperature_k - 273.15, m.pressure_pa, m.upper_extinction_per_m,
                m.lower_extinction_per_m, 100.0 * m.upper_o2_frac, 100.0 * m.upper_co2_frac, m.upper_co_ppm,
                m.upper_hcn_ppm, m.floor_flux_kw_per_m2);
        }
    return text;
}

int fire_command(const FireArguments& options) {
    Result<Scenario> scenario = read_scenario(options.scenario);
    if (!scenario) {
        print_errors(scenario.error());
        return exit_bad_input;
    }
    const Result<FireRun> run = run_fire(*scenario, options.interval_s);
    if (!run) {
        print_errors(run.error());
        return exit_bad_input;
    }
    if (!write_page("fire", options.csv, csv_of(*run)))
        return exit_failed;
    print_rooms(*run, options.head_m);
    print_fires(*run);
    fmt::print(
        "Conservation: mass {:.1e}, species {:.1e}, energy {:.1e} of what went through; {} steps, {} halved, "
        "{} flows "
        "clipped, {} pressures unsolved\n",
        run->mass_error_frac, run->species_error_frac, run->energy_error_frac, run->steps, run->halved_steps,
        run->clipped_flows, run->unsolved_pressures);
    return exit_done;
}

}  // namespace

void add_fire(CLI::App& app, Context& context) {
    const auto options = std::make_shared<FireArguments>();
    CLI::App* command =
        app.add_subcommand("fire", "Runs the built-in fire of a scenario alone, without people");
    command->add_option("scenario", options->scenario, "scenario folder, .json or .zip")->required();
    command->add_option("-o,--output", options->csv, "table of all rooms over time, CSV");
    command->add_option("--interval", options->interval_s, "between two rows of the table, in s")
        ->check(CLI::Range(0.05, 3600.0));
    command
        ->add_option("--height", options->head_m,
                     "height above the floor for which the arrival of the layer is told, in m")
        ->check(CLI::Range(0.0, 100.0));
    command->callback([options, &context] { context.chosen = [options] { return fire_command(*options); }; });
}

}  // namespace wayout::cli
