import { describe, expect, test } from "vitest";

import type { ReplayDocument } from "../src/replay/document";
import { FrameStore } from "../src/replay/frame_store";
import { read_document } from "../src/replay/read_document";
import type { Snapshot } from "../src/replay/snapshot";
import { make_snapshot, take_snapshot } from "../src/replay/snapshot";
import { small_replay } from "./small_replay";

function read(frames_per_chunk: number): ReplayDocument {
    const result = read_document(JSON.stringify(small_replay(frames_per_chunk)));
    if (!result.ok) {
        throw new Error(result.problems.join("\n"));
    }
    return result.replay;
}

function at(time_s: number, replay = read(3)): Snapshot {
    const snapshot = make_snapshot(replay.people.count);
    take_snapshot(new FrameStore(replay), replay.frames, time_s, snapshot);
    return snapshot;
}

function rows(snapshot: Snapshot): number[] {
    return [...snapshot.row.subarray(0, snapshot.count)];
}

describe("take_snapshot", () => {
    test("at a frame everybody is where the frame says", () => {
        const snapshot = at(11);
        expect(rows(snapshot)).toEqual([0, 1]);
        expect(snapshot.x_m[0]).toBe(1);
        expect(snapshot.y_m[1]).toBe(5);
        expect(snapshot.density_per_m2[1]).toBe(2);
    });

    test("between frames positions are interpolated", () => {
        expect(at(10.25).x_m[0]).toBeCloseTo(0.25, 6);
    });

    test("somebody who is gone in the next frame walks on until then", () => {
        // Last seen at x = 2 m in frame 2, at 1 m in frame 1: half a frame later at 2.5 m.
        const snapshot = at(12.5, read(5));
        expect(rows(snapshot)).toEqual([0, 1, 2]);
        expect(snapshot.x_m[0]).toBeCloseTo(2.5, 6);
        expect(rows(at(13))).toEqual([1, 2]);
    });

    test("somebody who comes is not there before", () => {
        expect(rows(at(11.9))).toEqual([0, 1]);
        expect(rows(at(12))).toEqual([0, 1, 2]);
        expect(at(12).storey[2]).toBe(1);
    });

    test("the state holds until the next frame and the last frame is shown at the end and after it", () => {
        expect(at(13.9).state[1]).toBe(1);
        expect(at(14).state[1]).toBe(2);
        expect(rows(at(99))).toEqual([1, 2]);
        expect(rows(at(0))).toEqual([0, 1]);
    });
});
