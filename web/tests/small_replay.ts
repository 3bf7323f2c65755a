/// A replay of three persons and five frames, the base of tests that change one thing.
import type { PersonTrack } from "../demo/encode_replay";
import { encode_chunks, pack_series } from "../demo/encode_replay";

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
