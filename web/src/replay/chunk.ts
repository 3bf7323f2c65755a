/// Decodes a chunk of frames. Layout of the bytes: web/README.md, section 3, "Chunks".
import { STATE_ABSENT, STATE_STAYING } from "./document";
import { ByteReader, ReplayFormatError, bytes_from_base64, inflate, unzigzag } from "./packed";

/// What decoding needs to know about the document around the chunk.
export interface ChunkContext {
    readonly frame_count: number;
    readonly people_count: number;
    readonly storey_count: number;
    readonly position_step_m: number;
    readonly density_step_per_m2: number | null;
    readonly interval_s: number;
}

/// The columns of a chunk, frame-major: person k of the roster in frame f of the chunk is at index f * roster.length + k.
/// Where state is STATE_ABSENT the other columns mean nothing.
export interface Chunk {
    readonly frame_count: number;
    /// rows of the persons, ascending
    readonly roster: Uint32Array;
    readonly state: Uint8Array;
    readonly storey: Uint8Array;
    readonly x_m: Float32Array;
    readonly y_m: Float32Array;
    readonly speed_mps: Float32Array;
    /// null if the document has none
    readonly density_per_m2: Float32Array | null;
}

export function decode_chunk(data: string, context: ChunkContext): Chunk {
    return decode_chunk_bytes(inflate(bytes_from_base64(data)), context);
}

export function decode_chunk_bytes(bytes: Uint8Array, context: ChunkContext): Chunk {
    const reader = new ByteReader(bytes);
    const roster = read_roster(reader, context.people_count);
    const frame_count = context.frame_count;
    const size = roster.length * frame_count;

    const state = to_frame_major(reader.take(size), roster.length, frame_count);
    for (const value of state) {
        if (value > STATE_STAYING && value !== STATE_ABSENT) {
            throw new ReplayFormatError(`has the unknown state ${value}`);
        }
    }
    const storey = to_frame_major(reader.take(size), roster.length, frame_count);
    for (const value of storey) {
        if (value >= context.storey_count) {
            throw new ReplayFormatError(`has a person on storey ${value} of ${context.storey_count}`);
        }
    }
    const density_per_m2 =
        context.density_step_per_m2 === null
            ? null
            : read_density(reader.take(size), roster.length, frame_count, context.density_step_per_m2);
    const x_m = read_coordinates(reader, state, roster.length, frame_count, context.position_step_m);
    const y_m = read_coordinates(reader, state, roster.length, frame_count, context.position_step_m);
    reader.expect_end();
    const speed_mps = speeds(x_m, y_m, state, roster.length, frame_count, context.interval_s);
    return { frame_count, roster, state, storey, x_m, y_m, speed_mps, density_per_m2 };
}

function read_roster(reader: ByteReader, people_count: number): Uint32Array {
    const length = reader.varint();
    if (length > people_count) {
        throw new ReplayFormatError(`lists ${length} persons of ${people_count}`);
    }
    const roster = new Uint32Array(length);
    let row = 0;
    for (let k = 0; k < length; ++k) {
        const step = reader.varint();
        if (k > 0 && step === 0) {
            throw new ReplayFormatError(`lists row ${row} twice`);
        }
        row += step;
        if (row >= people_count) {
            throw new ReplayFormatError(`lists row ${row} of ${people_count} persons`);
        }
        roster[k] = row;
    }
    return roster;
}

function to_frame_major(person_major: Uint8Array, persons: number, frame_count: number): Uint8Array {
    const out = new Uint8Array(person_major.length);
    for (let k = 0, from = 0; k < persons; ++k) {
        for (let f = 0; f < frame_count; ++f) {
            out[f * persons + k] = person_major[from++]!;
        }
    }
    return out;
}

function read_density(person_major: Uint8Array, persons: number, frame_count: number, step_per_m2: number): Float32Array {
    const out = new Float32Array(person_major.length);
    for (let k = 0, from = 0; k < persons; ++k) {
        let code = 0;
        for (let f = 0; f < frame_count; ++f) {
            code = (code + person_major[from++]!) & 0xff;
            out[f * persons + k] = code * step_per_m2;
        }
    }
    return out;
}

/// Each person's positions are predicted from the two before; the stream holds what the prediction missed.
function read_coordinates(
    reader: ByteReader, state: Uint8Array, persons: number, frame_count: number, step_m: number,
): Float32Array {
    const out = new Float32Array(persons * frame_count);
    for (let k = 0; k < persons; ++k) {
        let known = 0;
        let last = 0;
        let before_last = 0;
        for (let f = 0; f < frame_count; ++f) {
            const i = f * persons + k;
            if (state[i] === STATE_ABSENT) {
                known = 0;
                continue;
            }
            const residual = unzigzag(reader.varint());
            const predicted = known === 0 ? 0 : known === 1 ? last : 2 * last - before_last;
            before_last = last;
            last = predicted + residual;
            known = Math.min(known + 1, 2);
            out[i] = last * step_m;
        }
    }
    return out;
}

/// Central difference where a person is present in both neighbouring frames, one-sided at the ends, 0 if seen in one frame only.
function speeds(
    x_m: Float32Array, y_m: Float32Array, state: Uint8Array, persons: number, frame_count: number, interval_s: number,
): Float32Array {
    const out = new Float32Array(x_m.length);
    for (let f = 0; f < frame_count; ++f) {
        for (let k = 0; k < persons; ++k) {
            const i = f * persons + k;
            if (state[i] === STATE_ABSENT) {
                continue;
            }
            const before = f > 0 && state[i - persons] !== STATE_ABSENT ? i - persons : i;
            const after = f + 1 < frame_count && state[i + persons] !== STATE_ABSENT ? i + persons : i;
            const frames_between = (after - before) / persons;
            if (frames_between > 0) {
                const dx = x_m[after]! - x_m[before]!;
                const dy = y_m[after]! - y_m[before]!;
                // Not Math.hypot, which is many times slower and guards against overflow that cannot happen here.
                out[i] = Math.sqrt(dx * dx + dy * dy) / (frames_between * interval_s);
            }
        }
    }
    return out;
}
