/// Where plans are on the screen: one camera shared by all panels, so that storeys shown side by side stay aligned.
import type { Point, ReplayDocument } from "./document";

export interface Bounds {
    readonly min_x_m: number;
    readonly min_y_m: number;
    readonly max_x_m: number;
    readonly max_y_m: number;
}

/// A storey's window in the canvas, in CSS pixels.
export interface Panel {
    readonly storey_index: number;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

/// The point of the plan in the middle of every panel, and the scale.
export interface Camera {
    readonly x_m: number;
    readonly y_m: number;
    readonly px_per_m: number;
}

/// Room for the names of exits around the plan.
const FIT_MARGIN_PX = 34;
export const MAX_PX_PER_M = 200;
const MIN_PX_PER_M = 0.05;

export function venue_bounds(replay: ReplayDocument): Bounds {
    let min_x_m = Infinity;
    let min_y_m = Infinity;
    let max_x_m = -Infinity;
    let max_y_m = -Infinity;
    const include = (points: readonly Point[]): void => {
        for (const [x, y] of points) {
            min_x_m = Math.min(min_x_m, x);
            max_x_m = Math.max(max_x_m, x);
            min_y_m = Math.min(min_y_m, y);
            max_y_m = Math.max(max_y_m, y);
        }
    };
    for (const storey of replay.storeys) {
        storey.walkable.forEach((area) => include(area.outer));
    }
    replay.surfaces.forEach((surface) => include(surface.outline));
    replay.walls.forEach((wall) => include(wall.points));
    replay.gates.forEach((gate) => include([gate.a, gate.b]));
    return min_x_m <= max_x_m ? { min_x_m, min_y_m, max_x_m, max_y_m } : { min_x_m: 0, min_y_m: 0, max_x_m: 1, max_y_m: 1 };
}

/// Divides the canvas among storeys in the grid that shows them largest. `storeys` in reading order.
export function layout_panels(storeys: readonly number[], width: number, height: number, bounds: Bounds): Panel[] {
    const gap = 1;
    let best_columns = 1;
    let best_scale = -1;
    for (let columns = 1; columns <= storeys.length; ++columns) {
        const rows = Math.ceil(storeys.length / columns);
        const scale = fit_scale(bounds, width / columns, height / rows);
        if (scale > best_scale) {
            best_scale = scale;
            best_columns = columns;
        }
    }
    const rows = Math.ceil(storeys.length / best_columns);
    const panel_height = (height - gap * (rows - 1)) / rows;
    return storeys.map((storey_index, i) => {
        const row = Math.floor(i / best_columns);
        const in_row = Math.min(best_columns, storeys.length - row * best_columns);
        const panel_width = (width - gap * (in_row - 1)) / in_row;
        return {
            storey_index,
            left: (i % best_columns) * (panel_width + gap),
            top: row * (panel_height + gap),
            width: panel_width,
            height: panel_height,
        };
    });
}

/// The camera that shows everything in the smallest of the panels.
export function fit(bounds: Bounds, panels: readonly Panel[]): Camera {
    const width = Math.min(...panels.map((panel) => panel.width));
    const height = Math.min(...panels.map((panel) => panel.height));
    return {
        x_m: (bounds.min_x_m + bounds.max_x_m) / 2,
        y_m: (bounds.min_y_m + bounds.max_y_m) / 2,
        px_per_m: fit_scale(bounds, width, height),
    };
}

function fit_scale(bounds: Bounds, width: number, height: number): number {
    const across = Math.max(width - 2 * FIT_MARGIN_PX, 20) / Math.max(bounds.max_x_m - bounds.min_x_m, 0.1);
    const up = Math.max(height - 2 * FIT_MARGIN_PX, 20) / Math.max(bounds.max_y_m - bounds.min_y_m, 0.1);
    return Math.min(across, up, MAX_PX_PER_M);
}

export function screen_x(camera: Camera, panel: Panel, x_m: number): number {
    return panel.left + panel.width / 2 + (x_m - camera.x_m) * camera.px_per_m;
}

export function screen_y(camera: Camera, panel: Panel, y_m: number): number {
    return panel.top + panel.height / 2 - (y_m - camera.y_m) * camera.px_per_m;
}

export function plan_point(camera: Camera, panel: Panel, x: number, y: number): Point {
    return [
        camera.x_m + (x - panel.left - panel.width / 2) / camera.px_per_m,
        camera.y_m - (y - panel.top - panel.height / 2) / camera.px_per_m,
    ];
}

export function panel_at(panels: readonly Panel[], x: number, y: number): Panel | null {
    return (
        panels.find(
            (panel) => x >= panel.left && x < panel.left + panel.width && y >= panel.top && y < panel.top + panel.height,
        ) ?? null
    );
}

/// Scales by `factor` and keeps the plan under the screen point (x, y) of the panel where it is.
export function zoom_at(camera: Camera, panel: Panel, x: number, y: number, factor: number): Camera {
    const px_per_m = Math.min(Math.max(camera.px_per_m * factor, MIN_PX_PER_M), MAX_PX_PER_M);
    const [x_m, y_m] = plan_point(camera, panel, x, y);
    const kept = camera.px_per_m / px_per_m;
    return { x_m: x_m + (camera.x_m - x_m) * kept, y_m: y_m + (camera.y_m - y_m) * kept, px_per_m };
}

/// Moves the plan by a distance on the screen.
export function pan(camera: Camera, dx_px: number, dy_px: number): Camera {
    return { ...camera, x_m: camera.x_m - dx_px / camera.px_per_m, y_m: camera.y_m + dy_px / camera.px_per_m };
}

/// The longest of 1, 2, 5, 10, ... metres that is at most `max_px` long.
export function scale_bar_m(px_per_m: number, max_px: number): number {
    const limit_m = max_px / px_per_m;
    const decade = 10 ** Math.floor(Math.log10(limit_m));
    const lead = limit_m / decade;
    return decade * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}
