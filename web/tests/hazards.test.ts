import { describe, expect, test } from "vitest";

import { pack_series } from "../demo/encode_replay";
import { LAYER_NAMES, air_colour, colour_table } from "../src/replay/air_colour";
import { floor_mask, shown_byte } from "../src/replay/air_layer";
import { AirStore, decode_air_chunk } from "../src/replay/air_store";
import type { AirGrid } from "../src/replay/document";
import { AIR_QUANTITIES, AIR_UNKNOWN } from "../src/replay/document";
import { outline_at } from "../src/replay/danger_layer";
import { state_of } from "../src/replay/loss_layer";
import { problems_after, read, small_replay, with_hazards } from "./small_replay";

function problems_of(change: (json: any) => void): readonly string[] {
    return problems_after(with_hazards(small_replay()), change);
}

describe("the document", () => {
    test("without hazards has no air and no losses", () => {
        expect(read(small_replay()).air).toBeNull();
        expect(read(small_replay()).losses).toEqual([]);
    });

    test("with hazards is read", () => {
        const replay = read(with_hazards(small_replay()));
        expect(replay.air).toMatchObject({ cell_m: 5, interval_s: 2, frame_count: 3 });
        expect(replay.air!.layers.map(({ quantity }) => quantity)).toEqual(["extinction_per_m"]);
        expect(replay.losses[1]).toMatchObject({ warned_s: Infinity, at_s: Infinity });
    });

    test.each<[string, (json: any) => void, RegExp]>([
        ["an unknown quantity", (j) => (j.air.layers[0].quantity = "wind"), /^air\.layers\[0\]\.quantity: must be one of extinction_per_m/],
        ["a storey that does not exist", (j) => (j.air.storeys[0].storey_index = 2), /^air\.storeys\[0\]\.storey_index: must be/],
        ["cells without size", (j) => (j.air.cell_m = 0), /^air\.cell_m: must be greater than 0/],
        ["too many cells", (j) => (j.air.storeys[0].nx = j.air.storeys[0].ny = 50_000), /^air\.storeys: have 2500000000 cells/],
        ["a gap between chunks", (j) => (j.air.layers[0].chunks[1].first_frame = 1), /^air\.layers\[0\]\.chunks\[1\]\.first_frame: must be 2/],
        ["missing frames", (j) => j.air.layers[0].chunks.pop(), /^air\.layers\[0\]\.chunks: must hold 3 frames, not 2/],
        ["a loss without area", (j) => (j.losses[0].outline = [[0, 0], [1, 1]]), /^losses\[0\]\.outline: must have at least 3 points/],
        ["a loss without time", (j) => delete j.losses[0].at_s, /^losses\[0\]\.at_s: must be a number/],
    ])("%s is one problem with its place", (_name, change, expected) => {
        expect(problems_of(change)[0]).toMatch(expected);
    });
});

describe("the air over time", () => {
    const replay = read(with_hazards(small_replay()));
    const air = replay.air!;

    test("every frame comes back, also out of order", () => {
        const store = new AirStore(air);
        expect([...store.bytes(air.layers[0]!, 2)]).toEqual([50, 100, 5, 255]);
        expect([...store.bytes(air.layers[0]!, 0)]).toEqual([0, 0, 0, 255]);
        expect([...store.bytes(air.layers[0]!, 1)]).toEqual([5, 10, 0, 255]);
    });

    test("a moment has the last frame before it", () => {
        const store = new AirStore(air);
        expect([-1, 0, 1.9, 2, 3.99, 4, 100].map((t) => store.frame_at(t))).toEqual([0, 0, 0, 1, 1, 2, 2]);
    });

    test("frames that are too short say which layer and chunk", () => {
        const broken = with_hazards(small_replay());
        broken.air.layers[0].chunks[1].data = pack_series([1]);
        const read_broken = read(broken).air!;
        expect(() => new AirStore(read_broken).bytes(read_broken.layers[0]!, 2)).toThrow(/^air, extinction_per_m, chunks\[1\]\.data has/);
        expect(() => decode_air_chunk(new Uint8Array(3), 1, 4)).toThrow(/3 bytes/);
    });
});

describe("places without data", () => {
    const grid: AirGrid = { storey_index: 0, corner_m: [0, 0], nx: 3, ny: 3 };
    const all_floor = new Uint8Array(25).fill(1);

    test("are not clear air", () => {
        const cells = new Uint8Array(9).fill(7);
        cells[4] = AIR_UNKNOWN;
        expect(shown_byte(cells, all_floor, grid, 1, 1)).toBe(AIR_UNKNOWN);
        expect(shown_byte(cells, all_floor, grid, 0, 1)).toBe(7);
    });

    test("beside a wall take the value of a neighbour, if one is known", () => {
        const floor = all_floor.slice();
        floor[7] = 0; // the cell south of the middle: in the mask, row 1, column 2
        const cells = new Uint8Array(9).fill(7);
        cells[4] = AIR_UNKNOWN;
        expect(shown_byte(cells, floor, grid, 1, 1)).toBe(7);
        cells.fill(AIR_UNKNOWN);
        expect(shown_byte(cells, floor, grid, 1, 1)).toBe(AIR_UNKNOWN);
    });

    test("inside a wall show nothing", () => {
        expect(shown_byte(new Uint8Array(9).fill(AIR_UNKNOWN), new Uint8Array(25), grid, 1, 1)).toBeNull();
    });

    test("the floor is where the plan says so", () => {
        const json = with_hazards(small_replay());
        json.storeys[0].walkable = [{ outer: [[0, 0], [10, 0], [10, 10], [0, 10]], holes: [[[6, 1], [9, 1], [9, 4], [6, 4]]] }];
        json.surfaces = [];
        const replay = read(json);
        const mask = floor_mask(replay, replay.air!, replay.air!.grids[0]!);
        // 2 x 2 cells of 5 m with a rim: the cell in the south-east has its middle in the hole.
        expect([...mask]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
    });
});

describe("colours of the air", () => {
    test("clear air is invisible, and worse air is never more transparent", () => {
        for (const quantity of AIR_QUANTITIES) {
            const lowest = quantity === "temperature_k" ? 273.15 : 0;
            const step = quantity === "temperature_k" ? 2 : 0.02;
            const table = colour_table({ quantity, lowest, step, chunks: [] });
            const opacity = Array.from({ length: 255 }, (_unused, byte) => table[4 * byte + 3]!);
            expect(opacity[0]).toBe(0);
            opacity.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(opacity[i]!));
            expect(opacity[254]).toBeGreaterThan(200);
            expect(opacity[254]).toBeLessThan(255); // people and walls shine through
            expect(table[4 * AIR_UNKNOWN + 3]).toBeGreaterThan(100);
            expect(LAYER_NAMES[quantity]).not.toBe("");
        }
    });

    test("air of 20 °C is clear, of 60 °C plainly seen", () => {
        expect(air_colour("temperature_k", 293.15)[3]).toBe(0);
        expect(air_colour("temperature_k", 333.15)[3]).toBeGreaterThan(0.5);
    });

    test("the veil follows the law of extinction", () => {
        // 0.88 (1 - e^-1.2) = 0.615
        expect(air_colour("extinction_per_m", 1)[3]).toBeCloseTo(0.615, 3);
    });
});

test("a part of the structure holds, is warned of, is lost", () => {
    const [deck, beam] = read(with_hazards(small_replay())).losses;
    expect([10, 11, 12.9, 13].map((t) => state_of(deck!, t))).toEqual(["holds", "warned", "warned", "lost"]);
    expect(state_of(beam!, 1e9)).toBe("holds");
});

describe("danger areas", () => {
    const square = [[0, 0], [1, 0], [1, 1]];
    const larger = [[0, 0], [2, 0], [2, 2]];
    const with_danger = (stages: unknown): any => ({
        ...small_replay(), dangers: [{ name: "At the entrance", storey_index: 0, stages }],
    });

    test("are where their last stage says", () => {
        const [area] = read(with_danger([{ from_s: 11, outline: square }, { from_s: 12, outline: larger }, { from_s: 13, outline: [] }])).dangers;
        expect([10, 11, 11.9, 12, 13, 99].map((time_s) => outline_at(area!, time_s))).toEqual([[], square, square, larger, [], []]);
        expect(read(small_replay()).dangers).toEqual([]);
    });

    test("out of order are a problem with its place", () => {
        const json = with_danger([{ from_s: 12, outline: square }, { from_s: 11, outline: [] }]);
        expect(problems_after(json, () => undefined)).toEqual([expect.stringMatching(/^dangers\[0\]\.stages\[1\]\.from_s: must not be before/)]);
    });
});
