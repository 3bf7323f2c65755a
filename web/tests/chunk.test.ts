import { describe, expect, test } from "vitest";

import type { PersonTrack } from "../demo/encode_replay";
import { encode_chunk, encode_chunks } from "../demo/encode_replay";
import { make_random } from "../demo/random";
import type { ChunkContext } from "../src/replay/chunk";
import { decode_chunk, decode_chunk_bytes } from "../src/replay/chunk";
import { STATE_ABSENT } from "../src/replay/document";

const CONTEXT: ChunkContext = {
    frame_count: 4, people_count: 10, storey_count: 3, position_step_m: 0.01, density_step_per_m2: 0.1, interval_s: 0.5,
};

/// Roster: rows 2 and 5. Person 2 walks east 0.50 m a frame and has left by the last frame; person 5 appears in frame 1 and stands.
const BY_HAND = new Uint8Array([
    2, 2, 3, // two persons: row 2, then 3 rows on
    1, 1, 1, 255, // states of row 2
    255, 0, 0, 0, // states of row 5
    0, 0, 1, 1, // storeys
    0, 2, 2, 2,
    10, 5, 0, 0, // density codes 10, 15, 15
    0, 0, 0, 0,
    0x90, 0x03, 0x64, 0x00, // x of row 2: 200 -> zigzag 400 = 90 03; then +50 -> 100 = 64; then 0
    0x14, 0x00, 0x00, // x of row 5: 10, standing
    0x00, 0x00, 0x00, // y of row 2: 0
    0x13, 0x00, 0x00, // y of row 5: -10 -> zigzag 19 = 13
]);

function at<T extends ArrayLike<number>>(column: T, frame: number, person: number): number {
    return column[frame * 2 + person]!;
}

describe("a chunk written by hand", () => {
    const chunk = decode_chunk_bytes(BY_HAND, CONTEXT);

    test("has its roster", () => {
        expect([...chunk.roster]).toEqual([2, 5]);
    });

    test("has the positions in metres", () => {
        expect([0, 1, 2].map((f) => at(chunk.x_m, f, 0))).toEqual([2, 2.5, 3]);
        expect([1, 2, 3].map((f) => at(chunk.x_m, f, 1))).toEqual([0.1, 0.1, 0.1].map(Math.fround));
        expect(at(chunk.y_m, 1, 1)).toBe(Math.fround(-0.1));
    });

    test("has states, storeys and densities", () => {
        expect([0, 1, 2, 3].map((f) => at(chunk.state, f, 0))).toEqual([1, 1, 1, STATE_ABSENT]);
        expect([1, 2, 3].map((f) => at(chunk.storey, f, 1))).toEqual([2, 2, 2]);
        expect([0, 1, 2].map((f) => at(chunk.density_per_m2!, f, 0))).toEqual([1, 1.5, 1.5]);
    });

    test("has speeds from the distance between frames", () => {
        // 0.5 m in 0.5 s
        expect([0, 1, 2].map((f) => at(chunk.speed_mps, f, 0))).toEqual([1, 1, 1]);
        expect([1, 2, 3].map((f) => at(chunk.speed_mps, f, 1))).toEqual([0, 0, 0]);
    });

    test("is what the encoder writes", () => {
        const absent = (): PersonTrack => ({
            state: new Uint8Array(4).fill(STATE_ABSENT), storey: new Uint8Array(4), density_code: new Uint8Array(4),
            x: new Int32Array(4), y: new Int32Array(4),
        });
        const tracks = Array.from({ length: 10 }, absent);
        tracks[2] = {
            state: new Uint8Array([1, 1, 1, 255]), storey: new Uint8Array([0, 0, 1, 0]), density_code: new Uint8Array([10, 15, 15, 0]),
            x: new Int32Array([200, 250, 300, 0]), y: new Int32Array(4),
        };
        tracks[5] = {
            state: new Uint8Array([255, 0, 0, 0]), storey: new Uint8Array([0, 2, 2, 2]), density_code: new Uint8Array(4),
            x: new Int32Array([0, 10, 10, 10]), y: new Int32Array([0, -10, -10, -10]),
        };
        expect([...encode_chunk(tracks, 0, 4, true)]).toEqual([...BY_HAND]);
    });
});

describe("a broken chunk is refused", () => {
    const change = (index: number, value: number): Uint8Array => {
        const bytes = BY_HAND.slice();
        bytes[index] = value;
        return bytes;
    };

    test.each([
        ["cut short", BY_HAND.slice(0, -1), /middle of a number/],
        ["cut in a column", BY_HAND.slice(0, 9), /too short/],
        ["one byte too long", new Uint8Array([...BY_HAND, 0]), /1 bytes too many/],
        ["a row beyond the people", change(1, 9), /row 12 of 10/],
        ["the same row twice", change(2, 0), /twice/],
        ["more persons than there are", change(0, 11), /11 persons of 10/],
        ["an unknown state", change(3, 7), /unknown state 7/],
        ["an unknown storey", change(11, 3), /storey 3 of 3/],
    ])("%s", (_name, bytes, message) => {
        expect(() => decode_chunk_bytes(bytes, CONTEXT)).toThrow(message);
    });
});

test("a random crowd comes back exactly, chunk by chunk", () => {
    const random = make_random(7);
    const frames = 37;
    const tracks: PersonTrack[] = Array.from({ length: 60 }, () => {
        const track: PersonTrack = {
            state: new Uint8Array(frames), storey: new Uint8Array(frames), density_code: new Uint8Array(frames),
            x: new Int32Array(frames), y: new Int32Array(frames),
        };
        let x = Math.round(20_000 * (random() - 0.5));
        let y = Math.round(20_000 * (random() - 0.5));
        for (let f = 0; f < frames; ++f) {
            x += Math.round(200 * (random() - 0.5));
            y += Math.round(200 * (random() - 0.5));
            track.state[f] = random() < 0.3 ? STATE_ABSENT : Math.floor(4 * random());
            track.storey[f] = Math.floor(3 * random());
            track.density_code[f] = Math.floor(256 * random());
            track.x[f] = x;
            track.y[f] = y;
        }
        return track;
    });
    const chunks = encode_chunks(tracks, frames, 10, true);
    expect(chunks.map((chunk) => [chunk.first_frame, chunk.frame_count])).toEqual([[0, 10], [9, 10], [18, 10], [27, 10]]);

    let compared = 0;
    for (const packed of chunks) {
        const chunk = decode_chunk(packed.data, { ...CONTEXT, frame_count: packed.frame_count, people_count: 60 });
        for (let f = 0; f < packed.frame_count; ++f) {
            tracks.forEach((track, row) => {
                const k = chunk.roster.indexOf(row);
                const frame = packed.first_frame + f;
                if (track.state[frame] === STATE_ABSENT) {
                    expect(k < 0 || chunk.state[f * chunk.roster.length + k] === STATE_ABSENT).toBe(true);
                    return;
                }
                const i = f * chunk.roster.length + k;
                expect(chunk.state[i]).toBe(track.state[frame]);
                expect(chunk.storey[i]).toBe(track.storey[frame]);
                expect(chunk.density_per_m2![i]).toBe(Math.fround(track.density_code[frame]! * 0.1));
                expect(chunk.x_m[i]).toBe(Math.fround(track.x[frame]! * 0.01));
                expect(chunk.y_m[i]).toBe(Math.fround(track.y[frame]! * 0.01));
                ++compared;
            });
        }
    }
    // 40 recorded frames of 60 persons, 70 % present
    expect(compared).toBeGreaterThan(1500);
});
