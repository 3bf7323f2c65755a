/// Finds room on the screen for the names of exits: outside the walls, clear of each other.
import type { Camera, Panel } from "./camera";
import { screen_x, screen_y } from "./camera";
import type { Area, Gate, Point, Storey } from "./document";

export interface Box {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

export interface GateLabel extends Box {
    readonly gate_index: number;
    /// false: there was room for the count only
    readonly with_name: boolean;
    /// The middle of the exit, where a label that stands apart is tied to it.
    readonly gate_x: number;
    readonly gate_y: number;
    /// A line is needed to see which exit is meant: another label may stand between the two, or the exit beside it.
    readonly is_apart: boolean;
}

/// Sizes of a label in CSS pixels.
export interface LabelSize {
    readonly width_with_name: number;
    readonly width_count_only: number;
    readonly height: number;
}

/// Unit vector across a gate that points away from the walkable area (either way if both sides or neither are walkable).
export function outward(gate: Gate, storey: Storey): Point {
    const dx = gate.b[0] - gate.a[0];
    const dy = gate.b[1] - gate.a[1];
    const length = Math.hypot(dx, dy) || 1;
    const normal: Point = [-dy / length, dx / length];
    const step_m = 0.4;
    const side = (sign: number): boolean =>
        is_walkable(storey, [
            (gate.a[0] + gate.b[0]) / 2 + sign * step_m * normal[0],
            (gate.a[1] + gate.b[1]) / 2 + sign * step_m * normal[1],
        ]);
    return side(1) && !side(-1) ? [-normal[0], -normal[1]] : normal;
}

function is_walkable(storey: Storey, point: Point): boolean {
    return storey.walkable.some((area: Area) => inside(area.outer, point) && !area.holes.some((hole) => inside(hole, point)));
}

/// Even-odd rule.
function inside(ring: readonly Point[], [x, y]: Point): boolean {
    let result = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [xi, yi] = ring[i]!;
        const [xj, yj] = ring[j]!;
        if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) {
            result = !result;
        }
    }
    return result;
}

/// Labels for the exits of one panel. An exit whose middle is off the panel gets none; nor does one for which there is no room at all.
export function place_gate_labels(
    gates: readonly Gate[],
    directions: readonly Point[],
    size_of: (gate_index: number) => LabelSize,
    camera: Camera,
    panel: Panel,
    taken: readonly Box[],
): GateLabel[] {
    const placed: GateLabel[] = [];
    const occupied: Box[] = [...taken];
    gates.forEach((gate, gate_index) => {
        if (gate.kind !== "exit" || gate.storey_index !== panel.storey_index) {
            return;
        }
        const x = screen_x(camera, panel, (gate.a[0] + gate.b[0]) / 2);
        const y = screen_y(camera, panel, (gate.a[1] + gate.b[1]) / 2);
        if (!holds(panel, { left: x, top: y, width: 0, height: 0 })) {
            return;
        }
        const [nx, ny_up] = directions[gate_index]!;
        const ny = -ny_up;
        const size = size_of(gate_index);
        for (const with_name of [true, false]) {
            const width = with_name ? size.width_with_name : size.width_count_only;
            // Aside of an exit to the left or right is above or below it: never far.
            const is_wide_aside = with_name && Math.abs(ny) > Math.abs(nx);
            for (const [away, aside] of is_wide_aside ? TRIES : [...TRIES, ...LAST_TRIES]) {
                const reach = (Math.abs(nx) * width + Math.abs(ny) * size.height) / 2 + 7 + away * size.height;
                const centre_x = x + nx * reach + -ny * aside * (Math.abs(ny) * width + Math.abs(nx) * size.height);
                const centre_y = y + ny * reach + nx * aside * (Math.abs(ny) * width + Math.abs(nx) * size.height);
                const box: Box = { left: centre_x - width / 2, top: centre_y - size.height / 2, width, height: size.height };
                if (holds(panel, box) && !occupied.some((other) => overlap(box, other))) {
                    occupied.push(box);
                    placed.push({ ...box, gate_index, with_name, gate_x: x, gate_y: y, is_apart: away > 0 || Math.abs(aside) > 0.5 });
                    return;
                }
            }
        }
    });
    return placed;
}

/// Steps away from the gate and aside, in label sizes, best first. A wide label never leaves its exit sideways: beside another exit
/// it would be taken for that one's.
const TRIES: readonly (readonly [number, number])[] = [
    [0, 0], [0, 0.35], [0, -0.35], [1.15, 0], [1.15, 0.35], [1.15, -0.35], [2.3, 0],
];
const LAST_TRIES: readonly (readonly [number, number])[] = [[0, 0.75], [0, -0.75], [0, 1.2], [0, -1.2]];

function holds(panel: Panel, box: Box): boolean {
    return (
        box.left >= panel.left + 2 &&
        box.top >= panel.top + 2 &&
        box.left + box.width <= panel.left + panel.width - 2 &&
        box.top + box.height <= panel.top + panel.height - 2
    );
}

/// Which boxes meet none of those before them that have a place.
export function boxes_with_room(boxes: readonly Box[]): boolean[] {
    const taken: Box[] = [];
    return boxes.map((box) => {
        if (taken.some((other) => overlap(box, other))) {
            return false;
        }
        taken.push(box);
        return true;
    });
}

function overlap(a: Box, b: Box): boolean {
    const gap = 2;
    return (
        a.left < b.left + b.width + gap &&
        b.left < a.left + a.width + gap &&
        a.top < b.top + b.height + gap &&
        b.top < a.top + a.height + gap
    );
}
