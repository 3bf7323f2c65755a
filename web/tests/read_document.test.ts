import { describe, expect, test } from "vitest";

import { pack_series } from "../demo/encode_replay";
import { make_synthetic_hall } from "../demo/synthetic_hall";
import type { ReplayDocument } from "../src/replay/document";
import { FrameStore } from "../src/replay/frame_store";
import { read_document } from "../src/replay/read_document";
import { small_replay } from "./small_replay";

function read(json: unknown): ReplayDocument {
    const result = read_document(JSON.stringify(json));
    if (!result.ok) {
        throw new Error(result.problems.join("\n"));
    }
    return result.replay;
}

function problems_of(change: (json: ReturnType<typeof small_replay>) => void): readonly string[] {
    const json = small_replay();
    change(json);
    const result = read_document(JSON.stringify(json));
    return result.ok ? [] : result.problems;
}

test("a good document is read, with defaults for what may be left out", () => {
    const replay = read(small_replay());
    expect(replay.origin_m).toEqual([1000, 2000]);
    expect(replay.storeys[1]!.obstacles).toEqual([]);
    expect(replay.surfaces[0]).toMatchObject({ upper_storey_index: 1, travel: "both", label: "" });
    expect([...replay.gates[0]!.passed!]).toEqual([0, 0, 0, 1, 1]);
    expect(replay.gates[0]!.closed_s).toEqual([[1, Infinity]]);
    expect(replay.gates[1]!.passed).toBeNull();
    expect([...replay.seats[0]!.x_m]).toEqual([1, 1.5]);
    expect([...replay.people.ids]).toEqual([7, 8, 12]);
    expect(replay.labels).toEqual([]);
    expect(replay.marks).toEqual([]);
});

test("ids are the rows if none are given", () => {
    const json = small_replay();
    delete json.people.ids;
    expect([...read(json).people.ids]).toEqual([0, 1, 2]);
});

test("a document without density is read", () => {
    const json = small_replay();
    json.density_step_per_m2 = null;
    expect(read(json).density_step_per_m2).toBeNull();
});

describe("one fault, one problem with its place", () => {
    test.each<[string, (json: ReturnType<typeof small_replay>) => void, RegExp]>([
        ["another version", (j) => (j.version = 2), /^version: must be 1/],
        ["no name", (j) => delete j.name, /^name: must be a text/],
        ["a text for a number", (j) => (j.frames.interval_s = "1"), /^frames\.interval_s: must be a number/],
        ["an interval of nothing", (j) => (j.frames.interval_s = 0), /^frames\.interval_s: must be greater than 0/],
        ["a storey that does not exist", (j) => (j.walls[0].storey_index = 2), /^walls\[0\]\.storey_index: must be a whole number from 0 to 1/],
        ["a wall of one point", (j) => (j.walls[0].points = [[0, 0]]), /^walls\[0\]\.points: must have at least 2 points/],
        ["a point of three numbers", (j) => (j.gates[0].a = [1, 2, 3]), /^gates\[0\]\.a: must be \[x, y\]/],
        ["an unknown kind", (j) => (j.surfaces[0].kind = "lift"), /^surfaces\[0\]\.kind: must be one of landing, stair/],
        ["counts of too few frames", (j) => (j.gates[0].passed = pack_series([0, 1])), /^gates\[0\]\.passed: ends in the middle/],
        ["broken base64", (j) => (j.totals.out = "?"), /^totals\.out: is not base64/],
        ["a profile that does not exist", (j) => (j.people.profile = pack_series([0, 1, 0])), /^people\.profile: must be indices from 0 to 0/],
        ["seats without y", (j) => (j.seats[0].y = ""), /^seats\[0\]: has 2 x and 0 y/],
        ["a gap between chunks", (j) => (j.chunks[1].first_frame = 3), /^chunks\[1\]\.first_frame: must be 2/],
    ])("%s", (_name, change, expected) => {
        const problems = problems_of(change);
        expect(problems[0]).toMatch(expected);
    });

    test("missing chunks", () => {
        expect(problems_of((j) => (j.chunks = []))).toEqual(["chunks: must not be empty"]);
        expect(problems_of((j) => j.chunks.pop())).toEqual(["chunks: must end with frame 4, not 2"]);
    });

    test("text that is not JSON", () => {
        const result = read_document("{");
        expect(result.ok ? [] : result.problems).toHaveLength(1);
    });
});

test("all problems are told at once", () => {
    const problems = problems_of((j) => {
        j.name = 3;
        j.walls[0].storey_index = -1;
        j.people.profiles = [];
    });
    expect(problems).toHaveLength(3);
});

test("frames that cannot be decoded say which chunk", () => {
    const json = small_replay();
    json.chunks[1].data = json.chunks[0].data;
    json.people.count = 1;
    json.people.population = json.people.profile = json.people.ids = pack_series([0]);
    const store = new FrameStore(read(json));
    expect(() => store.at(3)).toThrow(/^chunks\[1\]\.data lists/);
});

test("a full house of 6,200 persons for 400 s stays below 15 MB and can be decoded", () => {
    const { json } = make_synthetic_hall({ people: 6200, duration_s: 400, interval_s: 0.5, frames_per_chunk: 60 });
    const text = JSON.stringify(json);
    expect(text.length).toBeLessThan(15e6);
    const replay = read(json);
    const store = new FrameStore(replay);
    for (const packed of replay.chunks) {
        const { chunk, frame_in_chunk } = store.at(packed.first_frame);
        const base = frame_in_chunk * chunk.roster.length;
        const present = chunk.state.subarray(base, base + chunk.roster.length).filter((state) => state !== 255).length;
        expect(present).toBe(replay.totals.inside[packed.first_frame]! + replay.totals.incapacitated[packed.first_frame]!);
    }
}, 60_000);
