import { describe, expect, test } from "vitest";

import { KEY_INCAPACITATED, assign_keys, key_colours, legend_of, useful_modes } from "../src/replay/colour";
import type { ReplayDocument } from "../src/replay/document";
import { read_document } from "../src/replay/read_document";
import { make_snapshot } from "../src/replay/snapshot";
import { small_replay } from "./small_replay";

function read(change: (json: ReturnType<typeof small_replay>) => void = () => undefined): ReplayDocument {
    const json = small_replay();
    change(json);
    const result = read_document(JSON.stringify(json));
    if (!result.ok) {
        throw new Error(result.problems.join("\n"));
    }
    return result.replay;
}

/// Relative luminance, 0 black to 1 white (WCAG 2 without gamma is enough to order colours).
function lightness(colour: string): number {
    const [r, g, b] = colour.match(/\d+/g)!.map(Number) as [number, number, number];
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

describe("colours", () => {
    const replay = read();
    const snapshot = make_snapshot(3);
    snapshot.count = 3;
    snapshot.row.set([0, 1, 2]);
    const keys = new Uint8Array(3);

    test("slow walkers are darker than fast ones; the ramp rises in lightness all the way", () => {
        const ramp = key_colours("speed").slice(1, KEY_INCAPACITATED).map(lightness);
        ramp.slice(1).forEach((value, i) => expect(value).toBeGreaterThan(ramp[i]!));
        snapshot.state.set([1, 1, 1]);
        snapshot.speed_mps.set([0.05, 1.4, 9]);
        assign_keys(replay, snapshot, "speed", keys);
        expect(keys[0]).toBeLessThan(keys[1]!);
        expect(keys[2]).toBe(KEY_INCAPACITATED - 1);
    });

    test("dense is darker than free", () => {
        snapshot.density_per_m2.set([0.2, 5, 50]);
        assign_keys(replay, snapshot, "density", keys);
        const colours = key_colours("density");
        expect(lightness(colours[keys[1]!]!)).toBeLessThan(lightness(colours[keys[0]!]!));
        expect(keys[2]).toBe(KEY_INCAPACITATED - 1);
    });

    test("who waits is grey by speed, who is incapacitated has a key of their own in every mode", () => {
        snapshot.state.set([0, 2, 1]);
        for (const mode of ["speed", "density", "population", "profile"] as const) {
            assign_keys(replay, snapshot, mode, keys);
            expect(keys[1]).toBe(KEY_INCAPACITATED);
            expect(keys[0] === 0).toBe(mode === "speed");
        }
    });

    test("with more groups than colours the last colour is for the others, and the legend says so", () => {
        const many = read((json) => (json.people.populations = Array.from({ length: 12 }, (_unused, i) => `group ${i}`)));
        many.people.population.set([0, 9, 11]);
        snapshot.state.set([1, 1, 1]);
        assign_keys(many, snapshot, "population", keys);
        expect(keys[1]).toBe(keys[2]);
        expect(keys[0]).not.toBe(keys[1]);
        const names = legend_of(many, "population").extra.map(([, name]) => name);
        expect(names).toHaveLength(9);
        expect(names[7]).toBe("others");
        expect(names[8]).toBe("incapacitated");
    });
});

test("only modes that tell something are offered", () => {
    expect(useful_modes(read())).toEqual(["speed", "density", "population"]);
    expect(useful_modes(read((json) => (json.density_step_per_m2 = null)))).toEqual(["speed", "population"]);
});
