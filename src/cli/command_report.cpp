#include "commands.hpp"
#include "terminal.hpp"

#include <wayout/output.hpp>

#include <fmt/format.h>

#include <memory>

namespace wayout::cli {

void add_report(CLI::App& app, Context& context) {
    struct Options {
        std::string result;
        std::string png_folder;
        std::string svg_folder;
        double scale{2.0};
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("report", "Writes the report of a result anew, and its pictures as files");
    command->add_option("result", options->result, "result folder")->required();
    command->add_option("--png", options->png_folder, "write the pictures as PNG into this folder");
    command->add_option("--svg", options->svg_folder, "write the pictures as SVG into this folder");
    command->add_option("--scale", options->scale, "pixels per point of the PNG pictures")
        ->check(CLI::Range(0.5, 8.0))
        ->capture_default_str();
    command->callback([options, &context] {
        context.chosen = [options]() -> int {
            if (const Errors errors = rewrite_report(options->result); !errors.empty()) {
                print_errors(errors);
                return exit_bad_input;
            }
            fmt::print("{}/report.html\n", options->result);
            const auto pictures = [&](const std::string& folder, PictureFormat format) {
                if (folder.empty())
                    return true;
                const auto files = write_pictures(options->result, folder, format, options->scale);
                if (!files) {
                    print_errors(files.error());
                    return false;
                }
                for (const auto& file : *files) fmt::print("{}\n", file.string());
                return true;
            };
            const bool done = pictures(options->png_folder, PictureFormat::png) &&
                              pictures(options->svg_folder, PictureFormat::svg);
            return done ? exit_done : exit_failed;
        };
    });
}

}  // namespace wayout::cli
