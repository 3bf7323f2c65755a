import { describe, expect, test } from "vitest";

import type { ColourMode } from "../src/replay/colour";
import { Colouring, KEY_INCAPACITATED, key_colours, legend_of, useful_modes } from "../src/replay/colour";
import type { ReplayDocument } from "../src/replay/document";
import { read_document } from "../src/replay/read_document";
import type { Snapshot } from "../src/replay/snapshot";
import { make_snapshot } from "../src/replay/snapshot";
import { small_replay, with_decisions } from "./small_replay";

function read(change: (json: ReturnType<typeof small_replay>) => void = () => undefined): ReplayDocument {
    const json = small_replay();
    change(json);
    const result = read_document(JSON.stringify(json));
    if (!result.ok) {
        throw new Error(result.problems.join("\n"));
    }
    return result.replay;
}

function assign_keys(replay: ReplayDocument, snapshot: Snapshot, mode: ColourMode, keys: Uint8Array): void {
    new Colouring(replay, mode).assign(snapshot, keys);
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
        for (const mode of ["speed", "density", "population"] as const) {
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
    expect(useful_modes(read())).toEqual(["speed", "density", "state", "population"]);
    expect(useful_modes(read((json) => (json.density_step_per_m2 = null)))).toEqual(["speed", "state", "population"]);
    expect(useful_modes(read(with_decisions))).toEqual(["speed", "density", "state", "target", "company", "knowledge", "population"]);
});

describe("colours by what people decided", () => {
    const replay = read(with_decisions);
    const snapshot = make_snapshot(3);
    snapshot.count = 3;
    snapshot.row.set([0, 1, 2]);
    const colours_at = (mode: ColourMode, time_s: number, state: readonly number[] = [1, 1, 1]): string[] => {
        snapshot.time_s = time_s;
        snapshot.state.set(state);
        const keys = new Uint8Array(3);
        assign_keys(replay, snapshot, mode, keys);
        return Array.from(keys, (key) => key_colours(mode)[key]!);
    };
    const colour_of = (mode: ColourMode, name: string): string => legend_of(replay, mode).extra.find(([, text]) => text === name)![0];

    test("the exit headed for is that of the last change by then, and the legend names it", () => {
        const none = colour_of("target", "no exit chosen yet");
        expect(colours_at("target", 10.9)).toEqual([none, none, none]);
        expect(colours_at("target", 11)).toEqual([colour_of("target", "Exit"), none, none]);
        expect(colours_at("target", 13)).toEqual([colour_of("target", "another place"), none, colour_of("target", "Exit")]);
    });

    test("who stays, walks and waits differ by state", () => {
        expect(colours_at("state", 12, [1, 3, 0])).toEqual([
            colour_of("state", "walking or queueing"), colour_of("state", "staying where they meant to go"), colour_of("state", "not begun"),
        ]);
    });

    test("those of one company share a colour, who is alone is grey", () => {
        const [first, second, third] = colours_at("company", 12);
        expect(first).toBe(third);
        expect(second).toBe(colour_of("company", "alone"));
        expect(first).not.toBe(second);
    });

    test("who learned something is told from who did not", () => {
        const nothing = colour_of("knowledge", "nothing yet");
        expect(colours_at("knowledge", 11.9)).toEqual([nothing, nothing, nothing]);
        expect(colours_at("knowledge", 12)).toEqual([nothing, colour_of("knowledge", "one thing"), nothing]);
        expect(colours_at("knowledge", 14)).toEqual([nothing, colour_of("knowledge", "more"), nothing]);
    });
});
