#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/measure.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {
namespace {

struct AnalyseArguments {
    std::string result;
    std::string file;
    std::string out_folder;
    bool json{false};
    MeasureOptions measure;
};

int analyse_command(AnalyseArguments& options) {
    options.measure.file = options.file;
    const Result<Measurement> measurement = measure_result(options.result, options.measure);
    if (!measurement) {
        print_errors(measurement.error());
        return exit_bad_input;
    }
    fmt::print("{}", options.json ? measurement_as_json(*measurement) : measurement_as_text(*measurement));
    if (options.out_folder.empty())
        return exit_done;
    const auto files = write_measurement(*measurement, options.out_folder);
    if (!files) {
        print_errors(files.error(), "The tables could not be written");
        return exit_failed;
    }
    for (const auto& file : *files) fmt::print(stderr, "{}\n", file.string());
    return exit_done;
}

}  // namespace

void add_analyse(CLI::App& app, Context& context) {
    const auto options = std::make_shared<AnalyseArguments>();
    MeasureOptions& measure = options->measure;
    CLI::App* command = app.add_subcommand(
        "analyse", "Measures flow through lines and density in areas in the trajectories of a result");
    command->add_option("result", options->result, "result folder")->required();
    command->add_option("--measure", options->file, "JSON file with lines and areas");
    // One value an option: a name may follow that looks like another.
    command->add_option("--line", measure.lines, "NAME=[STOREY:]x0,y0,x1,y1; may be repeated")
        ->expected(1)
        ->take_all();
    command
        ->add_option("--area", measure.areas,
                     "NAME=[STOREY:]x0,y0,x1,y1: two opposite corners; may be repeated")
        ->expected(1)
        ->take_all();
    command
        ->add_option("--passage", measure.passages, "exit, door or end of a stair by its id; may be repeated")
        ->expected(1)
        ->take_all();
    command->add_option("--zone", measure.zones, "zone by its id; may be repeated")->expected(1)->take_all();
    command->add_option("--from", measure.from_s, "begin, s (default: 0)");
    command->add_option("--to", measure.to_s, "end, s (default: end of the run)");
    command->add_option("--window", measure.window_s, "windows of the flow, s (default: 10)");
    command->add_option("--every", measure.every_s, "time between moments in areas, s (default: 0.5)");
    command->add_option("--cutoff", measure.cutoff_m, "radius that bounds Voronoi cells, m (default: none)");
    command->add_option("--out", options->out_folder, "write tables and JSON into this folder");
    command->add_flag("--json", options->json, "print JSON");
    command->callback(
        [options, &context] { context.chosen = [options] { return analyse_command(*options); }; });
}

}  // namespace wayout::cli
