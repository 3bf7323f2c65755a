/// A replay of three persons and five frames, the base of tests that change one thing.
import type { PersonTrack } from "../demo/encode_replay";
import { encode_air_chunks, encode_chunks, pack_series } from "../demo/encode_replay";
import type { ReplayDocument } from "../src/replay/document";
import { read_document } from "../src/replay/read_document";

/// The document as the page has it; throws its problems.
export function read(json: unknown): ReplayDocument {
    const result = read_document(JSON.stringify(json));
    if (!result.ok) {
        throw new Error(result.problems.join("\n"));
    }
    return result.replay;
}

/// What the reader says of a document after a change.
export function problems_after(json: any, change: (json: any) => void): readonly string[] {
    change(json);
    const result = read_document(JSON.stringify(json));
    return result.ok ? [] : result.problems;
}

/// Row 0 walks 1 m a frame to the east and is gone in frame 3; row 1 sits; row 2 comes in frame 2, on storey 1.
export const SMALL_TRACKS: readonly PersonTrack[] = [
    {
        state: new Uint8Array([1, 1, 1, 255, 255]), storey: new Uint8Array(5), density_code: new Uint8Array([10, 10, 10, 0, 0]),
        x: new Int32Array([0, 100, 200, 0, 0]), y: new Int32Array(5),
    },
    {
        state: new Uint8Array(5), storey: new Uint8Array(5), density_code: new Uint8Array(5).fill(20),
        x: new Int32Array(5).fill(500), y: new Int32Array(5).fill(500),
    },
    {
        state: new Uint8Array([255, 255, 1, 1, 2]), storey: new Uint8Array([0, 0, 1, 1, 1]), density_code: new Uint8Array(5),
        x: new Int32Array([0, 0, 300, 350, 350]), y: new Int32Array([0, 0, 300, 300, 300]),
    },
];

export function small_replay(frames_per_chunk = 3): any {
    const square = [[0, 0], [10, 0], [10, 10], [0, 10]];
    return {
        version: 1,
        name: "Small",
        origin_m: [1000, 2000],
        position_step_m: 0.01,
        density_step_per_m2: 0.1,
        storeys: [
            { id: "g", name: "Ground", elevation_m: 0, walkable: [{ outer: square, holes: [] }] },
            { id: "u", name: "Upper", elevation_m: 4, walkable: [{ outer: square }], obstacles: [] },
        ],
        surfaces: [{ id: "s", kind: "stair", storey_index: 0, upper_storey_index: 1, outline: square, up: [0, 1] }],
        walls: [{ storey_index: 0, points: [[0, 0], [10, 0]] }],
        gates: [
            { id: "e", name: "Exit", kind: "exit", storey_index: 0, a: [10, 4], b: [10, 6], passed: pack_series([0, 0, 0, 1, 1]), closed_s: [[1, null]] },
            { id: "d", name: "Door", kind: "door", storey_index: 1, a: [0, 4], b: [0, 6] },
        ],
        seats: [{ storey_index: 0, x: pack_series([100, 150]), y: pack_series([200, 200]) }],
        people: {
            count: 3, ids: pack_series([7, 8, 12]), populations: ["visitors", "staff"], population: pack_series([0, 0, 1]),
            profiles: ["adult"], profile: pack_series([0, 0, 0]),
        },
        frames: { count: 5, start_time_s: 10, interval_s: 1 },
        totals: { inside: pack_series([2, 2, 3, 2, 1]), out: pack_series([0, 0, 0, 1, 1]), incapacitated: pack_series([0, 0, 0, 0, 1]) },
        chunks: encode_chunks(SMALL_TRACKS, 5, frames_per_chunk, true),
    };
}

/// Adds smoke over 2 x 2 cells of 5 m of the ground, of which one lacks data, and a part of the upper storey that is lost at 13 s.
export function with_hazards(json: any): any {
    const frames = [[0, 0, 0, 255], [5, 10, 0, 255], [50, 100, 5, 255]].map((frame) => new Uint8Array(frame));
    json.air = {
        cell_m: 5, interval_s: 2, frame_count: 3,
        storeys: [{ storey_index: 0, corner_m: [0, 0], nx: 2, ny: 2 }],
        layers: [{ quantity: "extinction_per_m", step: 0.02, lowest: 0, chunks: encode_air_chunks(frames, 2) }],
    };
    json.losses = [{ id: "deck", storey_index: 1, outline: [[0, 0], [4, 0], [4, 4]], warned_s: 11, at_s: 13 },
        { id: "beam", storey_index: 1, outline: [[0, 0], [4, 0], [4, 4]], warned_s: null, at_s: null }];
    return json;
}

/// Adds decisions: row 0 heads for the exit from 11 s and for another place from 12.5 s, row 2 for the exit from 13 s; row 1 learns
/// something at 12 and 13.5 s. Rows 0 and 2 belong together.
export function with_decisions(json: any): any {
    json.targets = { row: pack_series([0, 0, 2]), time_cs: pack_series([1100, 1250, 1300]), gate: pack_series([0, -1, 0]) };
    json.learned = { row: pack_series([1, 1]), time_cs: pack_series([1200, 1350]) };
    json.people.company = pack_series([4, -1, 4]);
    return json;
}
