/// Draws what moves: persons, counts at exits, closed gates. Written for thousands of persons in every picture: they are sorted by colour,
/// one path for each colour, and nothing is allocated.
import type { Camera, Panel } from "./camera";
import { panel_at, screen_x, screen_y } from "./camera";
import { KEY_COUNT, KEY_INCAPACITATED } from "./colour";
import type { Gate, ReplayDocument } from "./document";
import type { GateLabel } from "./gate_label";
import { FONT, PLAN } from "./plan_layer";
import type { Snapshot } from "./snapshot";

const BODY_RADIUS_M = 0.23;
const MIN_RADIUS_PX = 1.25;
/// Smaller persons are squares: nobody sees the difference, and they are several times faster.
const ROUND_FROM_PX = 2.2;
/// Larger persons get a pale rim, so that shoulders can be told apart in a crowd.
const RIM_FROM_PX = 4;

export class PeoplePainter {
    private readonly order: Uint32Array;
    private readonly starts = new Uint32Array(KEY_COUNT + 1);
    private readonly panel_of_storey: Int16Array;

    constructor(people_count: number, storey_count: number) {
        this.order = new Uint32Array(people_count);
        this.panel_of_storey = new Int16Array(storey_count);
    }

    draw(
        context: CanvasRenderingContext2D, snapshot: Snapshot, keys: Uint8Array, colours: readonly string[],
        panels: readonly Panel[], camera: Camera,
    ): void {
        this.panel_of_storey.fill(-1);
        panels.forEach((panel, i) => (this.panel_of_storey[panel.storey_index] = i));
        this.sort_by_key(snapshot.count, keys);

        const radius = Math.max(BODY_RADIUS_M * camera.px_per_m, MIN_RADIUS_PX);
        for (let key = 0; key < KEY_COUNT; ++key) {
            const from = this.starts[key]!;
            const to = this.starts[key + 1]!;
            if (from === to) {
                continue;
            }
            context.fillStyle = colours[key]!;
            context.beginPath();
            for (let n = from; n < to; ++n) {
                const i = this.order[n]!;
                const panel_index = this.panel_of_storey[snapshot.storey[i]!]!;
                if (panel_index < 0) {
                    continue;
                }
                const panel = panels[panel_index]!;
                const x = screen_x(camera, panel, snapshot.x_m[i]!);
                const y = screen_y(camera, panel, snapshot.y_m[i]!);
                if (x < panel.left || x > panel.left + panel.width || y < panel.top || y > panel.top + panel.height) {
                    continue;
                }
                if (key === KEY_INCAPACITATED) {
                    path_cross(context, x, y, Math.max(1.3 * radius, 5.5));
                } else if (radius < ROUND_FROM_PX) {
                    context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
                } else {
                    context.moveTo(x + radius, y);
                    context.arc(x, y, radius, 0, 2 * Math.PI);
                }
            }
            if (key === KEY_INCAPACITATED) {
                // A rim below: seen on smoke and on a crowd, at any scale.
                context.strokeStyle = "#ffffff";
                context.lineWidth = 3;
                context.stroke();
            }
            context.fill();
            if (radius > RIM_FROM_PX && key !== KEY_INCAPACITATED) {
                context.strokeStyle = "rgba(255, 255, 255, 0.8)";
                context.lineWidth = 0.8;
                context.stroke();
            }
        }
    }

    /// Counting sort of the indices 0 .. count-1 by key.
    private sort_by_key(count: number, keys: Uint8Array): void {
        const starts = this.starts;
        starts.fill(0);
        for (let i = 0; i < count; ++i) {
            starts[keys[i]! + 1]! += 1;
        }
        for (let key = 0; key < KEY_COUNT; ++key) {
            starts[key + 1]! += starts[key]!;
        }
        for (let i = 0; i < count; ++i) {
            this.order[starts[keys[i]!]!++] = i;
        }
        // Each start has moved to the end of its own run, which is the start of the next.
        for (let key = KEY_COUNT; key > 0; --key) {
            starts[key] = starts[key - 1]!;
        }
        starts[0] = 0;
    }
}

/// An upright cross: the shape, not only the colour, marks an incapacitated person.
function path_cross(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
    const half = reach * 0.32;
    context.moveTo(x - half, y - reach);
    for (const [dx, dy] of [
        [half, -reach], [half, -half], [reach, -half], [reach, half], [half, half], [half, reach],
        [-half, reach], [-half, half], [-reach, half], [-reach, -half], [-half, -half],
    ] as const) {
        context.lineTo(x + dx, y + dy);
    }
    context.closePath();
}

export function is_closed(gate: Gate, time_s: number): boolean {
    return gate.closed_s.some(([from_s, to_s]) => time_s >= from_s && time_s < to_s);
}

export function draw_closed_gates(
    context: CanvasRenderingContext2D, gates: readonly Gate[], time_s: number, panels: readonly Panel[], camera: Camera,
): void {
    context.strokeStyle = PLAN.closed;
    for (const gate of gates) {
        if (!is_closed(gate, time_s)) {
            continue;
        }
        for (const panel of panels) {
            if (panel.storey_index !== gate.storey_index) {
                continue;
            }
            context.save();
            context.beginPath();
            context.rect(panel.left, panel.top, panel.width, panel.height);
            context.clip();
            const ax = screen_x(camera, panel, gate.a[0]);
            const ay = screen_y(camera, panel, gate.a[1]);
            const bx = screen_x(camera, panel, gate.b[0]);
            const by = screen_y(camera, panel, gate.b[1]);
            const x = (ax + bx) / 2;
            const y = (ay + by) / 2;
            context.lineWidth = 4;
            context.beginPath();
            context.moveTo(ax, ay);
            context.lineTo(bx, by);
            context.stroke();
            context.lineWidth = 2;
            context.beginPath();
            context.moveTo(x - 5, y - 5);
            context.lineTo(x + 5, y + 5);
            context.moveTo(x - 5, y + 5);
            context.lineTo(x + 5, y - 5);
            context.stroke();
            context.restore();
        }
    }
}

/// Name and running count of each exit.
export function draw_gate_labels(
    context: CanvasRenderingContext2D, replay: ReplayDocument, labels: readonly GateLabel[], frame: number, time_s: number,
): void {
    context.textBaseline = "middle";
    // All lines first: labels cover those that pass behind them.
    context.lineWidth = 1.2;
    for (const label of labels.filter(({ is_apart }) => is_apart)) {
        context.strokeStyle = is_closed(replay.gates[label.gate_index]!, time_s) ? PLAN.closed : PLAN.exit;
        context.beginPath();
        context.moveTo(label.gate_x, label.gate_y);
        context.lineTo(
            Math.min(Math.max(label.gate_x, label.left + 4), label.left + label.width - 4),
            Math.min(Math.max(label.gate_y, label.top), label.top + label.height),
        );
        context.stroke();
    }
    for (const label of labels) {
        const gate = replay.gates[label.gate_index]!;
        const closed = is_closed(gate, time_s);
        context.fillStyle = closed ? PLAN.closed : PLAN.exit;
        context.beginPath();
        context.roundRect(label.left, label.top, label.width, label.height, 4);
        context.fill();
        context.fillStyle = "#ffffff";
        const middle = label.top + label.height / 2 + 0.5;
        if (label.with_name) {
            context.font = `11px ${FONT}`;
            context.textAlign = "left";
            context.fillText(gate.name, label.left + 6, middle);
        }
        if (gate.passed !== null) {
            context.font = `600 11px ${FONT}`;
            context.textAlign = "right";
            context.fillText(gate.passed[frame]!.toLocaleString("en"), label.left + label.width - 6, middle);
        }
    }
}

/// A ring around the person of a snapshot entry.
export function draw_ring(
    context: CanvasRenderingContext2D, snapshot: Snapshot, entry: number, panels: readonly Panel[], camera: Camera, colour: string,
): void {
    for (const panel of panels) {
        if (panel.storey_index !== snapshot.storey[entry]) {
            continue;
        }
        const x = screen_x(camera, panel, snapshot.x_m[entry]!);
        const y = screen_y(camera, panel, snapshot.y_m[entry]!);
        const radius = Math.max(BODY_RADIUS_M * camera.px_per_m, MIN_RADIUS_PX) + 4;
        context.lineWidth = 4;
        context.strokeStyle = "rgba(255, 255, 255, 0.9)";
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.stroke();
        context.lineWidth = 2;
        context.strokeStyle = colour;
        context.stroke();
    }
}

/// The entry of the person nearest to a point of the canvas, within `reach_px`; -1 if none.
export function nearest_person(
    snapshot: Snapshot, panels: readonly Panel[], camera: Camera, x: number, y: number, reach_px: number,
): number {
    const panel = panel_at(panels, x, y);
    if (panel === null) {
        return -1;
    }
    let best = -1;
    let best_distance = reach_px;
    for (let i = 0; i < snapshot.count; ++i) {
        if (snapshot.storey[i] !== panel.storey_index) {
            continue;
        }
        const dx = screen_x(camera, panel, snapshot.x_m[i]!) - x;
        const dy = screen_y(camera, panel, snapshot.y_m[i]!) - y;
        const distance = Math.sqrt(dx * dx + dy * dy);
        if (distance < best_distance) {
            best_distance = distance;
            best = i;
        }
    }
    return best;
}
