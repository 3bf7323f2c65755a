#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/explain.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace wayout::cli {
namespace {

struct ExplainArguments {
    std::string result;
    std::optional<std::int64_t> person;
    bool harm{false};
    std::string picture;
    bool json{false};
};

void print(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) fmt::print("{}\n", line);
}

int run_harm(const ExplainArguments& options) {
    const Result<HarmExplanation> harm = explain_harm(options.result);
    if (!harm) {
        print_errors(harm.error());
        return exit_bad_input;
    }
    options.json ? fmt::print("{}", harm->json) : print(harm->lines);
    return exit_done;
}

int run_person(const ExplainArguments& options) {
    const Result<PersonExplanation> person = explain_person(options.result, *options.person);
    if (!person) {
        print_errors(person.error());
        return exit_bad_input;
    }
    options.json ? fmt::print("{}", person->json) : print(person->lines);
    const auto file = write_person_picture(*person, options.result, options.picture);
    if (!file) {
        print_errors(file.error(), "The picture could not be written");
        return exit_failed;
    }
    fmt::print(options.json ? stderr : stdout, "{}\n", file->string());
    return exit_done;
}

}  // namespace

void add_explain(CLI::App& app, Context& context) {
    const auto options = std::make_shared<ExplainArguments>();
    CLI::App* command = app.add_subcommand(
        "explain", "Tells why somebody of a result went where he went, or how people came to harm");
    command->add_option("result", options->result, "result folder")->required();
    CLI::App* what = command->add_option_group("what");
    CLI::Option* person =
        what->add_option("--person", options->person, "one person by the id in people.csv, with a picture");
    what->add_flag("--harm", options->harm, "what led to the harm of those incapacitated, hurt or dead");
    what->require_option(1);
    command
        ->add_option(
            "-o,--out", options->picture,
            "write the picture of the person to this PNG file (default: explain-N.png in the result)")
        ->needs(person);
    command->add_flag("--json", options->json, "print JSON");
    command->callback([options, &context] {
        context.chosen = [options] { return options->harm ? run_harm(*options) : run_person(*options); };
    });
}

}  // namespace wayout::cli
