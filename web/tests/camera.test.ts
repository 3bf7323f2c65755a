import { describe, expect, test } from "vitest";

import type { Bounds, Panel } from "../src/replay/camera";
import { layout_panels, pan, plan_point, scale_bar_m, screen_x, screen_y, zoom_at } from "../src/replay/camera";

function bounds(width_m: number, height_m: number): Bounds {
    return { min_x_m: 0, min_y_m: 0, max_x_m: width_m, max_y_m: height_m };
}

const HALL = bounds(90, 70);
const SLAB = bounds(62, 18);

function inside(panel: Panel, width: number, height: number): boolean {
    return panel.left >= 0 && panel.top >= 0 && panel.left + panel.width <= width + 1e-6 && panel.top + panel.height <= height + 1e-6;
}

describe("layout_panels", () => {
    test("one storey fills the canvas and is shown whole with a margin", () => {
        const { panels, camera } = layout_panels([0], [HALL], 1000, 600);
        expect(panels).toMatchObject([{ left: 0, top: 0, width: 1000, height: 600, home_x_m: 45, home_y_m: 35 }]);
        // 900 px for 90 m across, 496 px for 70 m up: the height decides
        expect(camera.px_per_m).toBeCloseTo(496 / 70, 9);
        expect(screen_y(camera, panels[0]!, 70)).toBeCloseTo(52, 6);
        expect(screen_y(camera, panels[0]!, 0)).toBeCloseTo(548, 6);
    });

    test("panels are in the canvas, do not overlap, and show their storeys whole", () => {
        for (const [width, height] of [[1000, 600], [360, 640], [1400, 500]] as const) {
            const all = [SLAB, HALL, SLAB, bounds(20, 40)];
            const { panels, camera } = layout_panels([0, 1, 2, 3], all, width, height);
            expect(panels.map((panel) => panel.storey_index).sort()).toEqual([0, 1, 2, 3]);
            panels.forEach((panel, i) => {
                expect(inside(panel, width, height)).toBe(true);
                const storey = all[panel.storey_index]!;
                expect(screen_x(camera, panel, storey.min_x_m)).toBeGreaterThanOrEqual(panel.left);
                expect(screen_x(camera, panel, storey.max_x_m)).toBeLessThanOrEqual(panel.left + panel.width);
                expect(screen_y(camera, panel, storey.max_y_m)).toBeGreaterThanOrEqual(panel.top);
                expect(screen_y(camera, panel, storey.min_y_m)).toBeLessThanOrEqual(panel.top + panel.height);
                for (const other of panels.slice(i + 1)) {
                    const apart =
                        panel.left + panel.width <= other.left + 1e-6 || other.left + other.width <= panel.left + 1e-6 ||
                        panel.top + panel.height <= other.top + 1e-6 || other.top + other.height <= panel.top + 1e-6;
                    expect(apart).toBe(true);
                }
            });
        }
    });

    test("two flat storeys lie above each other, two tall ones side by side", () => {
        const flat = layout_panels([0, 1], [SLAB, SLAB], 800, 600).panels;
        expect(flat[0]!.left).toBe(flat[1]!.left);
        const tall = layout_panels([0, 1], [bounds(10, 60), bounds(10, 60)], 800, 600).panels;
        expect(tall[0]!.top).toBe(tall[1]!.top);
    });

    test("forty storeys get a grid", () => {
        const storeys = Array.from({ length: 40 }, (_unused, i) => i);
        const { panels } = layout_panels(storeys, storeys.map(() => SLAB), 1200, 800);
        expect(panels).toHaveLength(40);
        expect(panels.every((panel) => panel.width > 0 && panel.height > 0)).toBe(true);
    });
});

describe("moving", () => {
    const { panels, camera } = layout_panels([0, 1], [HALL, SLAB], 1000, 600);

    test("a screen point and its plan point are each other's inverse in every panel", () => {
        for (const panel of panels) {
            const [x_m, y_m] = plan_point(camera, panel, panel.left + 33, panel.top + 71);
            expect(screen_x(camera, panel, x_m)).toBeCloseTo(panel.left + 33, 6);
            expect(screen_y(camera, panel, y_m)).toBeCloseTo(panel.top + 71, 6);
        }
    });

    test("zooming keeps the plan under the pointer", () => {
        const panel = panels[1]!;
        const [x, y] = [panel.left + 60, panel.top + 50];
        const zoomed = zoom_at(camera, panel, x, y, 3);
        expect(zoomed.px_per_m).toBeCloseTo(3 * camera.px_per_m, 9);
        const before = plan_point(camera, panel, x, y);
        const after = plan_point(zoomed, panel, x, y);
        expect(after[0]).toBeCloseTo(before[0], 6);
        expect(after[1]).toBeCloseTo(before[1], 6);
    });

    test("panning moves by pixels, up is up", () => {
        const moved = pan(camera, 30, -20);
        const panel = panels[0]!;
        expect(screen_x(moved, panel, 5) - screen_x(camera, panel, 5)).toBeCloseTo(30, 6);
        expect(screen_y(moved, panel, 5) - screen_y(camera, panel, 5)).toBeCloseTo(-20, 6);
    });
});

test("the scale bar is a round number of metres that fits", () => {
    // 120 px at 5 px/m = 24 m: 20 m; at 100 px/m = 1.2 m: 1 m; at 0.9 px/m = 133 m: 100 m; at 20 px/m = 6 m: 5 m
    expect([5, 100, 0.9, 20].map((scale) => scale_bar_m(scale, 120))).toEqual([20, 1, 100, 5]);
});
