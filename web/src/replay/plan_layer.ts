/// Draws what does not move: floors, stairs, seats, walls, doors, names of rooms, the scale bar.
import type { Camera, Panel } from "./camera";
import { scale_bar_m, screen_x, screen_y } from "./camera";
import type { Area, Point, ReplayDocument, Surface } from "./document";
import { boxes_with_room } from "./gate_label";

export const PLAN = {
    ground: "#ffffff",
    floor: "#f1f4f7",
    floor_edge: "#c6ced8",
    obstacle: "#d5dbe2",
    stair: "#dfe5ec",
    stair_line: "#b9c3cf",
    tier: "#eaeef3",
    arrow: "#66758a",
    seat: "#c9d1da",
    wall: "#2f3a47",
    door: "#8a95a3",
    exit: "#0f766e",
    closed: "#b3261e",
    text: "#6b7787",
    ink: "#1b2430",
    divider: "#d5dbe2",
} as const;

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

export function draw_plan(
    context: CanvasRenderingContext2D, replay: ReplayDocument, panels: readonly Panel[], camera: Camera, width: number, height: number,
): void {
    context.fillStyle = PLAN.ground;
    context.fillRect(0, 0, width, height);
    for (const panel of panels) {
        context.save();
        context.beginPath();
        context.rect(panel.left, panel.top, panel.width, panel.height);
        context.clip();
        draw_storey(context, replay, panel, camera);
        context.restore();
        if (panels.length > 1) {
            context.strokeStyle = PLAN.divider;
            context.lineWidth = 1;
            context.strokeRect(panel.left - 0.5, panel.top - 0.5, panel.width + 1, panel.height + 1);
        }
        draw_panel_title(context, replay, panel);
    }
    draw_scale_bar(context, camera, height);
}

function draw_storey(context: CanvasRenderingContext2D, replay: ReplayDocument, panel: Panel, camera: Camera): void {
    const storey = replay.storeys[panel.storey_index]!;
    const here = (item: { readonly storey_index: number }): boolean => item.storey_index === panel.storey_index;

    path_areas(context, storey.walkable, camera, panel);
    context.fillStyle = PLAN.floor;
    context.fill("evenodd");
    context.strokeStyle = PLAN.floor_edge;
    context.lineWidth = 1;
    context.stroke();

    for (const surface of replay.surfaces) {
        if (here(surface) || surface.upper_storey_index === panel.storey_index) {
            draw_surface(context, surface, camera, panel);
        }
    }
    path_areas(context, storey.obstacles, camera, panel);
    context.fillStyle = PLAN.obstacle;
    context.fill("evenodd");

    for (const seats of replay.seats.filter(here)) {
        draw_seats(context, seats.x_m, seats.y_m, camera, panel);
    }

    context.beginPath();
    for (const wall of replay.walls.filter(here)) {
        path_line(context, wall.points, camera, panel);
    }
    context.strokeStyle = PLAN.wall;
    context.lineJoin = "round";
    context.lineWidth = Math.min(Math.max(0.15 * camera.px_per_m, 1.2), 5);
    context.stroke();

    for (const gate of replay.gates.filter(here)) {
        context.beginPath();
        path_line(context, [gate.a, gate.b], camera, panel);
        context.lineCap = "butt";
        context.strokeStyle = PLAN.floor;
        context.lineWidth = Math.min(Math.max(0.15 * camera.px_per_m, 1.2), 5) + 1.5;
        context.stroke();
        context.strokeStyle = gate.kind === "exit" ? PLAN.exit : PLAN.door;
        context.lineWidth = gate.kind === "exit" ? Math.min(Math.max(0.25 * camera.px_per_m, 3), 7) : 1;
        context.stroke();
    }
    draw_names(context, replay, panel, camera);
}

export function path_areas(context: CanvasRenderingContext2D, areas: readonly Area[], camera: Camera, panel: Panel): void {
    context.beginPath();
    for (const area of areas) {
        path_line(context, area.outer, camera, panel);
        context.closePath();
        for (const hole of area.holes) {
            path_line(context, hole, camera, panel);
            context.closePath();
        }
    }
}

/// Traces an area of a storey wherever that is on show, clipped to the panel, and lets `paint` fill or stroke it.
export function on_panels(
    context: CanvasRenderingContext2D, storey_index: number, outline: readonly Point[], panels: readonly Panel[], camera: Camera,
    paint: (panel: Panel) => void,
): void {
    for (const panel of panels.filter((shown) => shown.storey_index === storey_index)) {
        context.save();
        context.beginPath();
        context.rect(panel.left, panel.top, panel.width, panel.height);
        context.clip();
        context.beginPath();
        path_line(context, outline, camera, panel);
        context.closePath();
        paint(panel);
        context.restore();
    }
}

export function path_line(context: CanvasRenderingContext2D, points: readonly Point[], camera: Camera, panel: Panel): void {
    points.forEach(([x, y], i) => {
        if (i === 0) {
            context.moveTo(screen_x(camera, panel, x), screen_y(camera, panel, y));
        } else {
            context.lineTo(screen_x(camera, panel, x), screen_y(camera, panel, y));
        }
    });
}

function draw_surface(context: CanvasRenderingContext2D, surface: Surface, camera: Camera, panel: Panel): void {
    context.beginPath();
    path_line(context, surface.outline, camera, panel);
    context.closePath();
    context.fillStyle = surface.kind === "tier" ? PLAN.tier : PLAN.stair;
    context.fill();
    context.strokeStyle = PLAN.stair_line;
    context.lineWidth = 1;
    context.stroke();

    const length = Math.hypot(surface.up[0], surface.up[1]);
    if (length === 0 || surface.kind === "tier" || surface.kind === "landing") {
        return;
    }
    const extent = extent_along(surface, [surface.up[0] / length, surface.up[1] / length]);
    if (surface.kind !== "ramp") {
        draw_treads(context, extent, camera, panel);
    }
    draw_arrow(context, surface, extent, camera, panel);
}

/// A surface seen along the direction in which it rises.
interface Extent {
    readonly outline: readonly Point[];
    readonly middle: Point;
    readonly up: Point;
    readonly half_length_m: number;
    readonly half_width_m: number;
}

function extent_along(surface: Surface, up: Point): Extent {
    let min_along = Infinity;
    let max_along = -Infinity;
    let min_across = Infinity;
    let max_across = -Infinity;
    for (const [x, y] of surface.outline) {
        const along = x * up[0] + y * up[1];
        const across = -x * up[1] + y * up[0];
        min_along = Math.min(min_along, along);
        max_along = Math.max(max_along, along);
        min_across = Math.min(min_across, across);
        max_across = Math.max(max_across, across);
    }
    const along = (min_along + max_along) / 2;
    const across = (min_across + max_across) / 2;
    return {
        outline: surface.outline,
        middle: [along * up[0] - across * up[1], along * up[1] + across * up[0]],
        up,
        half_length_m: (max_along - min_along) / 2,
        half_width_m: (max_across - min_across) / 2,
    };
}

/// Lines across the flight, at the pitch of real treads or as close as can be told apart.
function draw_treads(context: CanvasRenderingContext2D, extent: Extent, camera: Camera, panel: Panel): void {
    const pitch_m = Math.max(0.3, 4 / camera.px_per_m);
    context.save();
    context.beginPath();
    path_line(context, extent.outline, camera, panel);
    context.closePath();
    context.clip();
    context.beginPath();
    const [ux, uy] = extent.up;
    for (let along = -extent.half_length_m + pitch_m; along < extent.half_length_m; along += pitch_m) {
        const x = extent.middle[0] + along * ux;
        const y = extent.middle[1] + along * uy;
        const across = extent.half_width_m;
        path_line(context, [[x - across * -uy, y - across * ux], [x + across * -uy, y + across * ux]], camera, panel);
    }
    context.strokeStyle = PLAN.stair_line;
    context.lineWidth = 0.7;
    context.stroke();
    context.restore();
}

/// Points upwards as on architects' plans; on a moving escalator it points the way the steps go.
function draw_arrow(context: CanvasRenderingContext2D, surface: Surface, extent: Extent, camera: Camera, panel: Panel): void {
    const length_px = 2 * extent.half_length_m * camera.px_per_m;
    if (length_px < 12) {
        return;
    }
    const sign = surface.travel === "down" ? -1 : 1;
    const reach = 0.72 * extent.half_length_m * sign;
    const tail: Point = [extent.middle[0] - reach * extent.up[0], extent.middle[1] - reach * extent.up[1]];
    const tip: Point = [extent.middle[0] + reach * extent.up[0], extent.middle[1] + reach * extent.up[1]];
    const x = screen_x(camera, panel, tip[0]);
    const y = screen_y(camera, panel, tip[1]);
    const dx = sign * extent.up[0];
    const dy = -sign * extent.up[1];
    const head = Math.min(Math.max(extent.half_width_m * camera.px_per_m * 0.5, 4), 9);

    context.strokeStyle = PLAN.arrow;
    context.fillStyle = PLAN.arrow;
    context.lineWidth = surface.kind === "escalator" ? 2 : 1.2;
    context.setLineDash(surface.travel === "stopped" ? [3, 3] : []);
    context.beginPath();
    path_line(context, [tail, tip], camera, panel);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x + dx * head * 0.4, y + dy * head * 0.4);
    context.lineTo(x - dx * head - dy * head * 0.6, y - dy * head + dx * head * 0.6);
    context.lineTo(x - dx * head + dy * head * 0.6, y - dy * head - dx * head * 0.6);
    context.closePath();
    context.fill();
}

function draw_seats(context: CanvasRenderingContext2D, x_m: Float32Array, y_m: Float32Array, camera: Camera, panel: Panel): void {
    const size = Math.max(0.38 * camera.px_per_m, 1);
    context.beginPath();
    for (let i = 0; i < x_m.length; ++i) {
        const x = screen_x(camera, panel, x_m[i]!) - size / 2;
        const y = screen_y(camera, panel, y_m[i]!) - size / 2;
        context.rect(x, y, size, size);
    }
    if (size > 4) {
        context.strokeStyle = PLAN.seat;
        context.lineWidth = 0.8;
        context.stroke();
    } else {
        context.globalAlpha = 0.75;
        context.fillStyle = PLAN.seat;
        context.fill();
        context.globalAlpha = 1;
    }
}

const NAME_HEIGHT_PX = 12;

interface Name {
    readonly text: string;
    readonly font: string;
    /// middle of the text
    readonly x: number;
    readonly y: number;
}

/// Names of rooms, closer up also of doors and stairs; of names that would cover each other the first.
function draw_names(context: CanvasRenderingContext2D, replay: ReplayDocument, panel: Panel, camera: Camera): void {
    const names: Name[] = [];
    const add = (text: string, [x_m, y_m]: Point, font: string, above_px: number): void => {
        names.push({ text, font, x: screen_x(camera, panel, x_m), y: screen_y(camera, panel, y_m) - above_px });
    };
    if (camera.px_per_m > 3) {
        for (const label of replay.labels.filter(({ storey_index }) => storey_index === panel.storey_index)) {
            add(label.text, label.at, `500 11px ${FONT}`, 0);
        }
    }
    if (camera.px_per_m > 14) {
        for (const gate of replay.gates) {
            if (gate.kind === "door" && gate.storey_index === panel.storey_index && gate.name !== "") {
                add(gate.name, [(gate.a[0] + gate.b[0]) / 2, (gate.a[1] + gate.b[1]) / 2], `11px ${FONT}`, 10);
            }
        }
        for (const surface of replay.surfaces) {
            if (surface.storey_index === panel.storey_index && surface.label !== "") {
                add(surface.label, extent_along(surface, [1, 0]).middle, `11px ${FONT}`, 12);
            }
        }
    }
    const boxes = names.map(({ text, font, x, y }) => {
        context.font = font;
        const { width } = context.measureText(text);
        return { left: x - width / 2, top: y - NAME_HEIGHT_PX / 2, width, height: NAME_HEIGHT_PX };
    });
    const has_room = boxes_with_room(boxes);
    context.textAlign = "center";
    context.textBaseline = "middle";
    names.filter((_name, n) => has_room[n]).forEach(({ text, font, x, y }) => {
        context.font = font;
        haloed(context, text, x, y);
    });
}

/// Text with a pale rim, readable over lines.
function haloed(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    context.strokeStyle = "rgba(255, 255, 255, 0.85)";
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = PLAN.text;
    context.fillText(text, x, y);
}

function draw_panel_title(context: CanvasRenderingContext2D, replay: ReplayDocument, panel: Panel): void {
    const storey = replay.storeys[panel.storey_index]!;
    const height_m = storey.elevation_m === 0 ? "±0 m" : `${storey.elevation_m > 0 ? "+" : "−"}${Math.abs(storey.elevation_m)} m`;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.font = `600 12px ${FONT}`;
    const width = context.measureText(storey.name).width;
    context.font = `11px ${FONT}`;
    const note_width = context.measureText(height_m).width;
    context.fillStyle = "rgba(255, 255, 255, 0.85)";
    context.fillRect(panel.left + 6, panel.top + 5, width + note_width + 18, 20);
    context.fillStyle = PLAN.text;
    context.fillText(height_m, panel.left + 12 + width + 7, panel.top + 10);
    context.font = `600 12px ${FONT}`;
    context.fillStyle = PLAN.ink;
    context.fillText(storey.name, panel.left + 12, panel.top + 9);
}

function draw_scale_bar(context: CanvasRenderingContext2D, camera: Camera, height: number): void {
    const length_m = scale_bar_m(camera.px_per_m, 120);
    const length = length_m * camera.px_per_m;
    const left = 14;
    const bottom = height - 14;
    context.fillStyle = "rgba(255, 255, 255, 0.85)";
    context.fillRect(left - 6, bottom - 20, length + 12, 26);
    context.strokeStyle = PLAN.ink;
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(left, bottom - 5);
    context.lineTo(left, bottom);
    context.lineTo(left + length, bottom);
    context.lineTo(left + length, bottom - 5);
    context.stroke();
    context.fillStyle = PLAN.ink;
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(`${length_m} m`, left + length / 2, bottom - 4);
}
