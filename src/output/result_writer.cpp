#include <wayout/output.hpp>

#include "core/assert.hpp"
#include "embedded/report_template.hpp"
#include "output/check_picture.hpp"
#include "output/decisions_file.hpp"
#include "output/findings.hpp"
#include "output/frame_sinks.hpp"
#include "output/manifest.hpp"
#include "output/output_file.hpp"
#include "output/picture.hpp"
#include "output/plan_model.hpp"
#include "output/replay.hpp"
#include "output/report.hpp"
#include "output/report_data.hpp"
#include "output/result_folder.hpp"
#include "output/scenario_as_run.hpp"
#include "output/scenario_facts.hpp"
#include "output/tables.hpp"
#include "output/trajectory.hpp"
#include "venue/venue.hpp"

#include <wayout/version.hpp>

#include <fstream>
#include <sstream>

namespace wayout {

namespace fs = std::filesystem;

struct ResultWriter::State {
    // In this order: the sink writes into the folder, so it must go first.
    ResultFolder folder;
    std::shared_ptr<const Venue> venue;
    Scenario scenario;
    std::vector<std::string> trajectory_names;
    std::unique_ptr<FrameSink> sink;
};

ResultWriter::ResultWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ResultWriter::ResultWriter(ResultWriter&&) noexcept = default;
ResultWriter& ResultWriter::operator=(ResultWriter&&) noexcept = default;
ResultWriter::~ResultWriter() = default;

Result<ResultWriter> ResultWriter::open(const fs::path& path, std::shared_ptr<const Venue> venue,
                                        const Scenario& scenario, const ResultOptions& options) {
    const OutputSpec& outputs = scenario.outputs;
    TrajectoryInfo info;
    info.title = scenario.name;
    info.version = version;
    info.seed = scenario.simulation.seed;
    info.time_step_s = scenario.simulation.time_step_s;
    info.created_utc = options.started_utc;
    if (outputs.trajectory_hdf5 || outputs.trajectory_sqlite) {
        const Result<int> steps = steps_per_frame(info.time_step_s, outputs.trajectory_fps);
        if (!steps)
            return steps.error();
        info.every_nth_step = *steps;
    }

    Result<ResultFolder> folder =
        ResultFolder::open(path, options.force ? ForeignFiles::keep : ForeignFiles::refuse);
    if (!folder)
        return folder.error();
    auto state = std::make_unique<State>(State{*std::move(folder), std::move(venue), scenario, {}, nullptr});
    std::vector<std::unique_ptr<FrameSink>> sinks;
    if (outputs.trajectory_hdf5) {
        auto sink = open_trajectory_hdf5(state->folder.staged("trajectory.h5"), *state->venue, info);
        if (!sink)
            return sink.error();
        sinks.push_back(*std::move(sink));
        state->trajectory_names.push_back("trajectory.h5");
    }
    if (outputs.trajectory_sqlite) {
        auto sink =
            open_trajectory_sqlite([&](const std::string& name) { return state->folder.staged(name); },
                                   *state->venue, info, state->trajectory_names);
        if (!sink)
            return sink.error();
        sinks.push_back(*std::move(sink));
    }
    if (!sinks.empty())
        state->sink = in_background(to_all(std::move(sinks)));
    return ResultWriter(std::move(state));
}

FrameSink* ResultWriter::frames() {
    return state_->sink.get();
}

namespace {

using TableWriter = void (*)(OutputFile&, const RunResults&);
constexpr std::pair<const char*, TableWriter> tables[] = {
    {"people.csv", write_people}, {"timeline.csv", write_timeline}, {"exits.csv", write_exits},
    {"doors.csv", write_doors},   {"zones.csv", write_zones},       {"events.jsonl", write_events}};

void append(Errors& all, Errors more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Errors ResultWriter::finish(const RunResults& results, const Provenance& provenance,
                            const std::vector<ResultFile>& more_files) {
    WAYOUT_ASSERT(state_ != nullptr, "a result is finished once");
    const std::unique_ptr<State> state = std::move(state_);
    ResultFolder& folder = state->folder;
    Errors errors;
    if (state->sink != nullptr) {
        append(errors, state->sink->finish());
        state->sink.reset();
    }
    for (const std::string& name : state->trajectory_names)
        if (errors.empty())
            append(errors, folder.add(name));

    const auto add_table = [&](const char* name, TableWriter write) {
        OutputFile file(folder.staged(name));
        write(file, results);
        append(errors, file.close());
        folder.add(ResultFolder::File{name, file.sha256(), file.bytes()});
    };
    for (const auto& [name, write] : tables) add_table(name, write);
    if (results.crush.is_modelled)
        add_table("wall_loads.csv", write_wall_loads);
    if (!results.norms.empty())
        add_table("norms.csv", write_norms);
    if (state->scenario.outputs.decisions)
        add_table(decisions_file_name, write_decisions);
    for (const ResultFile& file : more_files) append(errors, folder.write(file.name, file.content));
    append(errors, folder.write("summary.json", summary_json(results)));
    if (!state->scenario.as_json.empty())
        append(errors, folder.write(scenario_as_run_name, scenario_as_run(state->scenario)));
    {
        const PlanModel plan = plan_of(*state->venue);
        const ScenarioFacts facts = facts_of(state->scenario);
        const std::string replay = replay_document(results, plan);
        append(errors, folder.write("report-data.json", report_data_json(results, plan, facts, replay)));
        append(errors, folder.write("report.html", compose_report({results, plan, facts, replay},
                                                                  embedded::report_template())));
    }
    if (!errors.empty())
        return errors;
    return folder.commit(manifest_json(results, state->scenario, provenance, folder.files()));
}

Errors write_results(const RunResults& results, std::shared_ptr<const Venue> venue, const Scenario& scenario,
                     const Provenance& provenance, const fs::path& folder, const ResultOptions& options) {
    Scenario without_trajectory = scenario;
    without_trajectory.outputs.trajectory_hdf5 = without_trajectory.outputs.trajectory_sqlite = false;
    Result<ResultWriter> writer = ResultWriter::open(folder, std::move(venue), without_trajectory, options);
    if (!writer)
        return writer.error();
    return writer->finish(results, provenance);
}

Result<RunResults> read_results(const fs::path& folder) {
    Result<StoredReport> stored = read_stored_result(folder);
    if (!stored)
        return stored.error();
    return std::move(stored->results);
}

Errors rewrite_report(const fs::path& folder) {
    const Result<StoredReport> stored = read_stored_result(folder);
    if (!stored)
        return stored.error();
    std::ifstream manifest_file(folder / "manifest.json", std::ios::binary);
    std::ostringstream manifest;
    manifest << manifest_file.rdbuf();

    Result<ResultFolder> opened = ResultFolder::open(folder);
    if (!opened)
        return opened.error();
    const ReportInput input{stored->results, stored->plan, stored->facts, stored->replay_document};
    if (Errors errors = opened->write("report.html", compose_report(input, embedded::report_template()));
        !errors.empty())
        return errors;
    const Result<std::string> changed = manifest_with(manifest.str(), opened->files().front());
    if (!changed)
        return changed.error();
    return opened->replace(*changed);
}

Result<std::vector<fs::path>> write_pictures(const fs::path& folder, const fs::path& into,
                                             PictureFormat format, double scale) {
    const Result<StoredReport> stored = read_stored_result(folder);
    if (!stored)
        return stored.error();
    std::error_code error;
    fs::create_directories(into, error);
    if (error)
        return file_error(into, "the folder for pictures cannot be made", error.value());
    Errors errors;
    std::vector<fs::path> files;
    for (const auto& [name, svg] : report_pictures({stored->results, stored->plan, stored->facts, {}})) {
        files.push_back(into / (name + (format == PictureFormat::png ? ".png" : ".svg")));
        if (format == PictureFormat::png) {
            append(errors, svg_to_png(svg, files.back(), scale));
        } else {
            OutputFile file(files.back());
            file.write(svg);
            append(errors, file.close());
        }
    }
    if (!errors.empty())
        return errors;
    return files;
}

Errors draw_checked_plan(const VenueSpec& venue, const Errors& errors, const Errors& warnings,
                         const fs::path& path) {
    const bool is_png = path.extension() == ".png";
    if (!is_png && path.extension() != ".svg") {
        Error error;
        error.code = ErrorCode::unsupported;
        error.where = path.string();
        error.message = "a plan is drawn as SVG or PNG: let the name end in .svg or .png";
        return {error};
    }
    const std::string svg = check_picture(plan_of(venue), errors, warnings);
    if (is_png)
        return svg_to_png(svg, path);
    OutputFile file(path);
    file.write(svg);
    return file.close();
}

std::vector<std::string> verdict_lines(const RunResults& results) {
    const Verdict verdict = verdict_of(results);
    std::vector<std::string> lines = {verdict.headline, verdict.text};
    lines.insert(lines.end(), verdict.reasons.begin(), verdict.reasons.end());
    return lines;
}

}  // namespace wayout
