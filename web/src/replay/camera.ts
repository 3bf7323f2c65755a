/// Where plans are on the screen: storeys side by side at one scale, moved and scaled together.
import type { Point, ReplayDocument } from "./document";

export interface Bounds {
    readonly min_x_m: number;
    readonly min_y_m: number;
    readonly max_x_m: number;
    readonly max_y_m: number;
}

/// A storey's window in the canvas, in CSS pixels, and the middle of what it shows.
export interface Panel {
    readonly storey_index: number;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly home_x_m: number;
    readonly home_y_m: number;
}

/// How far every panel is moved from its middle, and the scale.
export interface Camera {
    readonly x_m: number;
    readonly y_m: number;
    readonly px_per_m: number;
}

/// Room around each plan for the names of exits and of the storey.
const SIDE_MARGIN_PX = 50;
const TOP_MARGIN_PX = 52;
const GAP_PX = 1;
export const MAX_PX_PER_M = 200;
const MIN_PX_PER_M = 0.05;
/// Up to here every grouping of the panels is tried; more storeys are shown in a plain grid of columns.
const MAX_GROUPED = 10;

/// What is drawn on a storey's plan.
export function storey_bounds(replay: ReplayDocument, storey_index: number): Bounds {
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
    const here = (item: { readonly storey_index: number }): boolean => item.storey_index === storey_index;
    replay.storeys[storey_index]!.walkable.forEach((area) => include(area.outer));
    replay.surfaces
        .filter((surface) => here(surface) || surface.upper_storey_index === storey_index)
        .forEach((surface) => include(surface.outline));
    replay.walls.filter(here).forEach((wall) => include(wall.points));
    replay.gates.filter(here).forEach((gate) => include([gate.a, gate.b]));
    return min_x_m <= max_x_m ? { min_x_m, min_y_m, max_x_m, max_y_m } : { min_x_m: 0, min_y_m: 0, max_x_m: 1, max_y_m: 1 };
}

export interface Layout {
    readonly panels: Panel[];
    /// Shows every panel whole, all at the same scale.
    readonly camera: Camera;
}

/// Divides the canvas among storeys, given in reading order: in groups of neighbours, each group a column or each a row, so that the
/// common scale becomes as large as possible.
export function layout_panels(storeys: readonly number[], bounds: readonly Bounds[], width: number, height: number): Layout {
    const across = storeys.map((storey) => Math.max(bounds[storey]!.max_x_m - bounds[storey]!.min_x_m, 0.1));
    const up = storeys.map((storey) => Math.max(bounds[storey]!.max_y_m - bounds[storey]!.min_y_m, 0.1));
    let best: { groups: number[][]; in_columns: boolean; scale: number } | null = null;
    for (const groups of groupings(storeys.length)) {
        for (const in_columns of [true, false]) {
            const scale = in_columns
                ? grouped_scale(groups, across, up, width, height, SIDE_MARGIN_PX, TOP_MARGIN_PX)
                : grouped_scale(groups, up, across, height, width, TOP_MARGIN_PX, SIDE_MARGIN_PX);
            if (best === null || scale > best.scale) {
                best = { groups, in_columns, scale };
            }
        }
    }
    const { groups, in_columns, scale } = best!;
    // Along: the direction in which groups follow each other. Cross: in which the members of a group do.
    const [along_m, cross_m] = in_columns ? [across, up] : [up, across];
    const [along_px, cross_px] = in_columns ? [width, height] : [height, width];
    const [along_margin, cross_margin] = in_columns ? [SIDE_MARGIN_PX, TOP_MARGIN_PX] : [TOP_MARGIN_PX, SIDE_MARGIN_PX];
    const panels: Panel[] = [];
    const group_spans = spread(groups.map((group) => widest(group, along_m) * scale + 2 * along_margin), along_px);
    groups.forEach((group, g) => {
        const member_spans = spread(group.map((i) => cross_m[i]! * scale + 2 * cross_margin), cross_px);
        group.forEach((i, n) => {
            const [along_from, along_length] = group_spans[g]!;
            const [cross_from, cross_length] = member_spans[n]!;
            const home = bounds[storeys[i]!]!;
            panels.push({
                storey_index: storeys[i]!,
                left: in_columns ? along_from : cross_from,
                top: in_columns ? cross_from : along_from,
                width: in_columns ? along_length : cross_length,
                height: in_columns ? cross_length : along_length,
                home_x_m: (home.min_x_m + home.max_x_m) / 2,
                home_y_m: (home.min_y_m + home.max_y_m) / 2,
            });
        });
    });
    return { panels, camera: { x_m: 0, y_m: 0, px_per_m: scale } };
}

/// Every way to cut 0 .. count-1 into runs; for many storeys only equal runs.
function groupings(count: number): number[][][] {
    const all = Array.from({ length: count }, (_unused, i) => i);
    const cut_after = (is_cut: (i: number) => boolean): number[][] => {
        const groups: number[][] = [[]];
        for (const i of all) {
            groups[groups.length - 1]!.push(i);
            if (i + 1 < count && is_cut(i)) {
                groups.push([]);
            }
        }
        return groups;
    };
    if (count <= MAX_GROUPED) {
        return Array.from({ length: 1 << (count - 1) }, (_unused, bits) => cut_after((i) => ((bits >> i) & 1) === 1));
    }
    return Array.from({ length: count }, (_unused, n) => cut_after((i) => (i + 1) % (n + 1) === 0));
}

function widest(group: readonly number[], lengths_m: readonly number[]): number {
    return Math.max(...group.map((i) => lengths_m[i]!));
}

function grouped_scale(
    groups: readonly number[][], along_m: readonly number[], cross_m: readonly number[],
    along_px: number, cross_px: number, along_margin: number, cross_margin: number,
): number {
    const free = (px: number, parts: number, margin: number): number => Math.max(px - parts * 2 * margin - (parts - 1) * GAP_PX, 20);
    const along = free(along_px, groups.length, along_margin) / groups.reduce((sum, group) => sum + widest(group, along_m), 0);
    const cross = groups.map(
        (group) => free(cross_px, group.length, cross_margin) / group.reduce((sum, i) => sum + cross_m[i]!, 0),
    );
    return Math.min(along, ...cross, MAX_PX_PER_M);
}

/// Starts and lengths of parts that fill `total`, each with an equal share of what they leave over.
function spread(lengths: readonly number[], total: number): [number, number][] {
    const left_over = total - GAP_PX * (lengths.length - 1) - lengths.reduce((sum, length) => sum + length, 0);
    let from = 0;
    return lengths.map((length) => {
        const span: [number, number] = [from, length + left_over / lengths.length];
        from += span[1] + GAP_PX;
        return span;
    });
}

export function screen_x(camera: Camera, panel: Panel, x_m: number): number {
    return panel.left + panel.width / 2 + (x_m - panel.home_x_m - camera.x_m) * camera.px_per_m;
}

export function screen_y(camera: Camera, panel: Panel, y_m: number): number {
    return panel.top + panel.height / 2 - (y_m - panel.home_y_m - camera.y_m) * camera.px_per_m;
}

export function plan_point(camera: Camera, panel: Panel, x: number, y: number): Point {
    return [
        panel.home_x_m + camera.x_m + (x - panel.left - panel.width / 2) / camera.px_per_m,
        panel.home_y_m + camera.y_m - (y - panel.top - panel.height / 2) / camera.px_per_m,
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
    const from_home_x_m = x_m - panel.home_x_m;
    const from_home_y_m = y_m - panel.home_y_m;
    const kept = camera.px_per_m / px_per_m;
    return {
        x_m: from_home_x_m + (camera.x_m - from_home_x_m) * kept,
        y_m: from_home_y_m + (camera.y_m - from_home_y_m) * kept,
        px_per_m,
    };
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
