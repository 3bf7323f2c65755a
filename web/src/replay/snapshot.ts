/// Where everybody is at one moment, between frames too. The columns are allocated once and refilled for each picture.
import type { Frames } from "./document";
import { STATE_ABSENT } from "./document";
import type { FrameStore } from "./frame_store";

export interface Snapshot {
    time_s: number;
    /// Persons present; only the first `count` entries of each column are meaningful.
    count: number;
    readonly row: Uint32Array;
    readonly state: Uint8Array;
    readonly storey: Uint8Array;
    readonly x_m: Float32Array;
    readonly y_m: Float32Array;
    readonly speed_mps: Float32Array;
    /// 0 where the document has no density
    readonly density_per_m2: Float32Array;
}

export function make_snapshot(people_count: number): Snapshot {
    return {
        time_s: 0,
        count: 0,
        row: new Uint32Array(people_count),
        state: new Uint8Array(people_count),
        storey: new Uint8Array(people_count),
        x_m: new Float32Array(people_count),
        y_m: new Float32Array(people_count),
        speed_mps: new Float32Array(people_count),
        density_per_m2: new Float32Array(people_count),
    };
}

/// Fills `out` for a time inside the recording. Positions are interpolated; somebody who is gone by the next frame walks on as before
/// until then, so that nobody freezes on the doorstep.
export function take_snapshot(store: FrameStore, frames: Frames, time_s: number, out: Snapshot): void {
    const last = frames.count - 1;
    const position = Math.min(Math.max((time_s - frames.start_time_s) / frames.interval_s, 0), last);
    const frame = Math.floor(position);
    const weight = position - frame;
    const { chunk, frame_in_chunk } = store.at(frame);
    const persons = chunk.roster.length;
    const base = frame_in_chunk * persons;
    const has_next = weight > 0;

    let count = 0;
    for (let k = 0; k < persons; ++k) {
        const i = base + k;
        if (chunk.state[i] === STATE_ABSENT) {
            continue;
        }
        const next = i + persons;
        const previous = i - persons;
        let dx = 0;
        let dy = 0;
        let storey = chunk.storey[i]!;
        if (has_next && chunk.state[next] !== STATE_ABSENT) {
            dx = chunk.x_m[next]! - chunk.x_m[i]!;
            dy = chunk.y_m[next]! - chunk.y_m[i]!;
            storey = weight < 0.5 ? storey : chunk.storey[next]!;
        } else if (has_next && previous >= 0 && chunk.state[previous] !== STATE_ABSENT) {
            dx = chunk.x_m[i]! - chunk.x_m[previous]!;
            dy = chunk.y_m[i]! - chunk.y_m[previous]!;
        }
        out.row[count] = chunk.roster[k]!;
        out.state[count] = chunk.state[i]!;
        out.storey[count] = storey;
        out.x_m[count] = chunk.x_m[i]! + weight * dx;
        out.y_m[count] = chunk.y_m[i]! + weight * dy;
        out.speed_mps[count] = chunk.speed_mps[i]!;
        out.density_per_m2[count] = chunk.density_per_m2 === null ? 0 : chunk.density_per_m2[i]!;
        ++count;
    }
    out.time_s = time_s;
    out.count = count;
}
