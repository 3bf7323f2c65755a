import { describe, expect, test } from "vitest";

import type { Camera, Panel } from "../src/replay/camera";
import type { Gate, Storey } from "../src/replay/document";
import type { Box } from "../src/replay/gate_label";
import { boxes_with_room, outward, place_gate_labels } from "../src/replay/gate_label";

const STOREY: Storey = {
    id: "g", name: "Ground", elevation_m: 0, obstacles: [],
    walkable: [{ outer: [[0, 0], [20, 0], [20, 20], [0, 20]], holes: [[[8, 8], [12, 8], [12, 12], [8, 12]]] }],
};

function gate(a: readonly [number, number], b: readonly [number, number]): Gate {
    return { id: "", name: "", kind: "exit", storey_index: 0, a, b, passed: null, closed_s: [] };
}

describe("outward", () => {
    test("points out of the building on every side, whichever way the gate was drawn", () => {
        const sides: [Gate, [number, number]][] = [
            [gate([20, 5], [20, 7]), [1, 0]], [gate([20, 7], [20, 5]), [1, 0]], [gate([0, 5], [0, 7]), [-1, 0]],
            [gate([5, 0], [7, 0]), [0, -1]], [gate([7, 20], [5, 20]), [0, 1]],
        ];
        for (const [side, expected] of sides) {
            expect(outward(side, STOREY)[0]).toBeCloseTo(expected[0], 9);
            expect(outward(side, STOREY)[1]).toBeCloseTo(expected[1], 9);
        }
    });

    test("points into a courtyard from its edge", () => {
        expect(outward(gate([8, 9], [8, 11]), STOREY)[0]).toBeCloseTo(1, 9);
    });
});

describe("place_gate_labels", () => {
    const panel: Panel = { storey_index: 0, left: 0, top: 0, width: 600, height: 400, home_x_m: 10, home_y_m: 10 };
    const camera: Camera = { x_m: 0, y_m: 0, px_per_m: 10 };
    const size_of = () => ({ width_with_name: 90, width_count_only: 40, height: 18 });
    const overlap = (a: Box, b: Box): boolean =>
        a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
    const place = (gates: Gate[], taken: Box[] = []) =>
        place_gate_labels(gates, gates.map((g) => outward(g, STOREY)), size_of, camera, panel, taken);

    test("a label stands beside its exit, outside", () => {
        // The exit's middle (20, 6) is 100 px right of and 40 px below the middle of the panel: (400, 240).
        const [label] = place([gate([20, 5], [20, 7])]);
        expect(label).toMatchObject({ with_name: true, left: 407, top: 231 });
    });

    test("labels of neighbouring exits do not overlap and stay in the panel", () => {
        const labels = place(Array.from({ length: 6 }, (_unused, i) => gate([20, 4 + i], [20, 4.8 + i])));
        expect(labels.length).toBeGreaterThan(3);
        labels.forEach((label, i) => {
            expect(label.left).toBeGreaterThanOrEqual(0);
            expect(label.left + label.width).toBeLessThanOrEqual(600);
            for (const other of labels.slice(i + 1)) {
                expect(overlap(label, other)).toBe(false);
            }
        });
    });

    test("a label with a name stays at its own exit, or a line leads there", () => {
        // Six exits of 1 m in the south wall, 3 m or 30 px apart; labels with a name are 90 px wide.
        const gates = Array.from({ length: 6 }, (_unused, i) => gate([1 + 3 * i, 0], [2 + 3 * i, 0]));
        const labels = place(gates);
        expect(labels.length).toBe(6);
        for (const label of labels) {
            // The middle of the panel, (10, 10) m, is at (300, 200); 10 px a metre.
            const gate_x = 300 + 10 * (1.5 + 3 * label.gate_index - 10);
            expect(label).toMatchObject({ gate_x, gate_y: 300 });
            if (label.with_name) {
                expect(label.left).toBeLessThan(gate_x);
                expect(label.left + label.width).toBeGreaterThan(gate_x);
            }
            // Next to the wall no line is needed: 7 px away.
            expect(label.is_apart).toBe(label.top > 308 || label.left > gate_x || label.left + label.width < gate_x);
        }
        expect(labels.filter(({ is_apart }) => !is_apart).length).toBeGreaterThan(1);
        expect(labels.filter(({ is_apart }) => is_apart).length).toBeGreaterThan(1);
    });

    test("doors, other storeys and exits out of sight get none; no room, no label", () => {
        const door: Gate = { ...gate([20, 5], [20, 7]), kind: "door" };
        const above: Gate = { ...gate([20, 5], [20, 7]), storey_index: 1 };
        expect(place_gate_labels([door, above, gate([90, 5], [90, 7])], [[1, 0], [1, 0], [1, 0]], size_of, camera, panel, [])).toEqual([]);
        expect(place([gate([20, 5], [20, 7])], [{ left: 0, top: 0, width: 600, height: 400 }])).toEqual([]);
    });
});

describe("names", () => {
    test("that would cover one before them are left out, and then cover nothing", () => {
        const name = (left: number, top: number): Box => ({ left, top, width: 50, height: 12 });
        // The second meets the first; the third meets only the second; the fourth is below the first with the gap of 2 px.
        expect(boxes_with_room([name(0, 0), name(40, 5), name(60, 5), name(0, 14)])).toEqual([true, false, true, true]);
        expect(boxes_with_room([])).toEqual([]);
    });
});
