#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/situation.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct SitrepArguments {
    std::string results;
    std::string folder;
    std::string medical;
    std::string study;
    std::string major_incident;
    SituationOptions situation;
    bool json{false};
    bool quiet{false};
};

int sitrep_command(const SitrepArguments& options) {
    SituationOptions situation = options.situation;
    situation.medical = options.medical;
    situation.study = options.study;
    if (!options.major_incident.empty())
        situation.major_incident = options.major_incident == "yes";
    const Result<SituationReports> reports = situation_reports(options.results, situation);
    if (!reports) {
        print_errors(reports.error());
        return exit_bad_input;
    }
    if (const Errors errors = write_situation(*reports, options.folder); !errors.empty()) {
        print_errors(errors, "The reports could not be written");
        return exit_failed;
    }
    if (options.json)
        fmt::print("{}\n", situation_json(*reports));
    if (!options.quiet)
        fmt::print(stderr, "{} situation reports: {}/sitrep.html\n", reports->reports.size(), options.folder);
    return exit_done;
}

}  // namespace

void add_sitrep(CLI::App& app, Context& context) {
    const auto options = std::make_shared<SitrepArguments>();
    SituationOptions& situation = options->situation;
    CLI::App* command = app.add_subcommand(
        "sitrep", "Situation reports of a run at chosen times: METHANE headings and counts, for exercises");
    command->add_option("results", options->results, "result folder")->required();
    command->add_option("-o,--output", options->folder, "folder of the reports")->default_val("sitrep");
    CLI::Option* at = command->add_option("--at", situation.at_s, "second of the incident: one report only")
                          ->check(CLI::Range(0.0, 1e6));
    command->add_option("--every", situation.every_s, "seconds between reports")
        ->check(CLI::Range(1.0, 1e6))
        ->capture_default_str()
        ->excludes(at);
    command->add_option("--forecast", situation.forecast_s, "seconds that the forecast looks ahead")
        ->check(CLI::Range(0.0, 1e6))
        ->capture_default_str();
    command->add_option("--medical", options->medical, "folder of wayout medical");
    command->add_option("--study", options->study, "a study of the same scenario, for ranges");
    command->add_option("--variant", situation.variant, "of the study, by id (default: the first)");
    command->add_option("--location", situation.location, "where it is (default: the scenario's name)");
    command->add_option("--prepared-by", situation.prepared_by, "who makes the reports");
    command->add_option("--major-incident", options->major_incident, "declared: yes or no")
        ->check(CLI::IsMember({"yes", "no"}));
    command->add_flag("--json", options->json, "print the reports as JSON");
    command->add_flag("-q,--quiet", options->quiet, "say nothing but problems");
    command->callback(
        [options, &context] { context.chosen = [options] { return sitrep_command(*options); }; });
}

}  // namespace wayout::cli
