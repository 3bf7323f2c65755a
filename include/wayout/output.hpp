/// Writes results to folders and pictures: the public face of module output. docs/formats/result.md says what
/// is in a result folder.
#pragma once

#include <wayout/error.hpp>
#include <wayout/frame_sink.hpp>
#include <wayout/results.hpp>
#include <wayout/scenario.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace wayout {

class Venue;

struct ResultOptions {
    /// Write also into a folder that is not empty and holds no earlier result. What is there stays; files of
    /// our names are replaced.
    bool force{false};
    /// When the run began, ISO 8601, for the files that are opened before it. Empty: they do not tell.
    std::string started_utc;
};

/// A file of a result that the caller has made.
struct ResultFile {
    std::string name;
    std::string content;
};

/// A result folder while its run goes on. Open it before the run, so that a folder that cannot be written is
/// known at once; let the run send its frames to frames(); then finish(). Until finish() nothing has its
/// final name: whatever happens before leaves an earlier result of the folder as it was. Destroyed without
/// finish(), it removes what it has written.
class ResultWriter {
public:
    /// Errors: the folder cannot be made or written, holds other files, is in use by another run; the frame
    /// rate does not fit the time step. `scenario.outputs` says which trajectories are written,
    /// `scenario.simulation` seed and time step (with the command line applied).
    static Result<ResultWriter> open(const std::filesystem::path& folder, std::shared_ptr<const Venue> venue,
                                     const Scenario& scenario, const ResultOptions& options = {});
    ResultWriter(ResultWriter&&) noexcept;
    ResultWriter& operator=(ResultWriter&&) noexcept;
    ~ResultWriter();

    /// For Simulation::record_frames_to(); null when the scenario asks for no trajectory.
    FrameSink* frames();

    /// Writes everything and puts it in place, manifest.json last. Once. Empty when done.
    Errors finish(const RunResults& results, const Provenance& provenance,
                  const std::vector<ResultFile>& more_files = {});

private:
    struct State;
    explicit ResultWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A result without trajectories, in one call.
Errors write_results(const RunResults& results, std::shared_ptr<const Venue> venue, const Scenario& scenario,
                     const Provenance& provenance, const std::filesystem::path& folder,
                     const ResultOptions& options = {});

/// Reads a result folder back: everything but the replay's frames. Numbers are those of the files, with their
/// decimals.
Result<RunResults> read_results(const std::filesystem::path& folder);

/// Writes report.html of a result folder anew, with the page and the wording of this program; the manifest
/// follows.
Errors rewrite_report(const std::filesystem::path& folder);

enum class PictureFormat { svg, png };
/// Writes the pictures of a result as files into `into`, which is made if need be. Returns the files.
Result<std::vector<std::filesystem::path>> write_pictures(const std::filesystem::path& folder,
                                                          const std::filesystem::path& into,
                                                          PictureFormat format, double scale = 2.0);

/// Draws the plan with problems (red) and hints (amber) marked and listed, also of a venue that failed its
/// checks. The name's ending says the format: .svg or .png.
Errors draw_checked_plan(const VenueSpec& venue, const Errors& errors, const Errors& warnings,
                         const std::filesystem::path& file);

/// summary.json as text; what `wayout run --json` prints.
std::string summary_json(const RunResults& results);

/// Headline, sentences and reasons of the report's verdict, as lines for a terminal.
std::vector<std::string> verdict_lines(const RunResults& results);

/// Fills in the machine: operating system, processor, memory. Command, build and times are the caller's: the
/// library reads no clock.
Provenance describe_machine();

}  // namespace wayout
