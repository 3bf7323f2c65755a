/// Finds the replay document in the page and brings the replay to life; says so on the page if the document cannot be read.
import { panel_at, screen_x, screen_y } from "./camera";
import { connect_controls } from "./controls";
import { element_by_id } from "./element_by_id";
import { connect_live_numbers } from "./live_numbers";
import { connect_pointer } from "./pointer";
import { read_document } from "./read_document";
import { ReplayView } from "./replay_view";

const MAX_PROBLEMS_SHOWN = 20;

/// For tests of the page in a browser: a look behind the canvas.
export interface ReplayProbe {
    time_s(): number;
    playing(): boolean;
    /// x, y in metres and storey of everybody present, by row
    positions(): { row: number; x_m: number; y_m: number; storey: number }[];
    /// Where a person is on the canvas, null if not on show.
    canvas_point(row: number): [number, number] | null;
    px_per_m(): number;
    storeys(): number[];
}

declare global {
    interface Window {
        wayout_replay?: ReplayProbe;
    }
}

export function start_replay(page: Document): void {
    const text = page.getElementById("wayout-replay")?.textContent?.trim() ?? "";
    if (text === "") {
        return;
    }
    const result = read_document(text);
    if (!result.ok) {
        show_problems(page, result.problems);
        return;
    }
    const section = element_by_id(page, "replay", HTMLElement);
    section.hidden = false;
    const view = new ReplayView(result.replay, element_by_id(page, "replay-canvas", HTMLCanvasElement));
    view.on_error = (error) => show_problems(page, [error instanceof Error ? error.message : String(error)]);
    connect_controls(view, page);
    connect_live_numbers(view, page);
    connect_pointer(view, element_by_id(page, "stage-hint", HTMLElement));
    new ResizeObserver(() => view.resize()).observe(view.canvas);
    window.wayout_replay = make_probe(view);
}

function show_problems(page: Document, problems: readonly string[]): void {
    const box = element_by_id(page, "replay-error", HTMLElement);
    const title = page.createElement("p");
    title.textContent = "The replay of this report cannot be shown. The rest of the report is complete.";
    const list = page.createElement("ul");
    for (const problem of problems.slice(0, MAX_PROBLEMS_SHOWN)) {
        const item = page.createElement("li");
        item.textContent = problem;
        list.append(item);
    }
    if (problems.length > MAX_PROBLEMS_SHOWN) {
        const item = page.createElement("li");
        item.textContent = `and ${problems.length - MAX_PROBLEMS_SHOWN} more`;
        list.append(item);
    }
    box.replaceChildren(title, list);
    box.hidden = false;
}

function make_probe(view: ReplayView): ReplayProbe {
    const { snapshot } = view;
    return {
        time_s: () => view.clock.time_s,
        playing: () => view.clock.playing,
        positions: () =>
            Array.from({ length: snapshot.count }, (_unused, i) => ({
                row: snapshot.row[i]!,
                x_m: snapshot.x_m[i]!,
                y_m: snapshot.y_m[i]!,
                storey: snapshot.storey[i]!,
            })),
        canvas_point: (row) => {
            const i = snapshot.row.subarray(0, snapshot.count).indexOf(row);
            const panel = view.panels.find((p) => p.storey_index === snapshot.storey[i]);
            if (i < 0 || panel === undefined) {
                return null;
            }
            const x = screen_x(view.camera, panel, snapshot.x_m[i]!);
            const y = screen_y(view.camera, panel, snapshot.y_m[i]!);
            return panel_at([panel], x, y) === null ? null : [x, y];
        },
        px_per_m: () => view.camera.px_per_m,
        storeys: () => [...view.storeys],
    };
}
