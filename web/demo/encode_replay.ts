/// Writes replay documents: the reference encoder for tests and for the demo. The report's own writer is C++ and follows the same text,
/// web/README.md, section 3.
import { zlibSync } from "fflate";

import { STATE_ABSENT } from "../src/replay/document";

export class ByteWriter {
    private bytes = new Uint8Array(1 << 16);
    private length = 0;

    byte(value: number): void {
        if (this.length === this.bytes.length) {
            const larger = new Uint8Array(2 * this.bytes.length);
            larger.set(this.bytes);
            this.bytes = larger;
        }
        this.bytes[this.length++] = value;
    }

    varint(value: number): void {
        let rest = value >>> 0;
        while (rest >= 0x80) {
            this.byte((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        this.byte(rest);
    }

    signed(value: number): void {
        this.varint(zigzag(value));
    }

    written(): Uint8Array {
        return this.bytes.slice(0, this.length);
    }
}

export function zigzag(value: number): number {
    return ((value << 1) ^ (value >> 31)) >>> 0;
}

export function base64_of(bytes: Uint8Array): string {
    return Buffer.from(bytes).toString("base64");
}

export function pack_series(values: ArrayLike<number>): string {
    if (values.length === 0) {
        return "";
    }
    const writer = new ByteWriter();
    let last = 0;
    for (let i = 0; i < values.length; ++i) {
        writer.signed(values[i]! - last);
        last = values[i]!;
    }
    return base64_of(zlibSync(writer.written(), { level: 9 }));
}

/// One person's recording over the whole run; each column has one value per frame. Positions in steps.
export interface PersonTrack {
    readonly state: Uint8Array;
    readonly storey: Uint8Array;
    readonly density_code: Uint8Array;
    readonly x: Int32Array;
    readonly y: Int32Array;
}

export interface EncodedChunk {
    readonly first_frame: number;
    readonly frame_count: number;
    readonly data: string;
}

export function encode_chunks(
    tracks: readonly PersonTrack[], frame_count: number, frames_per_chunk: number, with_density: boolean,
): EncodedChunk[] {
    const chunks: EncodedChunk[] = [];
    for (let first = 0; ; ) {
        const end = Math.min(first + frames_per_chunk, frame_count);
        const bytes = encode_chunk(tracks, first, end, with_density);
        chunks.push({ first_frame: first, frame_count: end - first, data: base64_of(zlibSync(bytes, { level: 9 })) });
        if (end === frame_count) {
            return chunks;
        }
        first = end - 1;
    }
}

/// The bytes of the frames [first, end) before compression.
export function encode_chunk(tracks: readonly PersonTrack[], first: number, end: number, with_density: boolean): Uint8Array {
    const writer = new ByteWriter();
    const roster: number[] = [];
    tracks.forEach((track, row) => {
        if (track.state.subarray(first, end).some((state) => state !== STATE_ABSENT)) {
            roster.push(row);
        }
    });
    writer.varint(roster.length);
    roster.forEach((row, k) => writer.varint(k === 0 ? row : row - roster[k - 1]!));

    for (const row of roster) {
        for (let f = first; f < end; ++f) {
            writer.byte(tracks[row]!.state[f]!);
        }
    }
    for (const row of roster) {
        const track = tracks[row]!;
        let last = 0;
        for (let f = first; f < end; ++f) {
            last = track.state[f] === STATE_ABSENT ? last : track.storey[f]!;
            writer.byte(last);
        }
    }
    if (with_density) {
        for (const row of roster) {
            const track = tracks[row]!;
            let last = 0;
            for (let f = first; f < end; ++f) {
                const code = track.state[f] === STATE_ABSENT ? last : track.density_code[f]!;
                writer.byte((code - last) & 0xff);
                last = code;
            }
        }
    }
    for (const axis of ["x", "y"] as const) {
        for (const row of roster) {
            write_coordinates(writer, tracks[row]![axis], tracks[row]!.state, first, end);
        }
    }
    return writer.written();
}

function write_coordinates(writer: ByteWriter, values: Int32Array, state: Uint8Array, first: number, end: number): void {
    let known = 0;
    for (let f = first; f < end; ++f) {
        if (state[f] === STATE_ABSENT) {
            known = 0;
            continue;
        }
        const predicted = known === 0 ? 0 : known === 1 ? values[f - 1]! : 2 * values[f - 1]! - values[f - 2]!;
        writer.signed(values[f]! - predicted);
        known = Math.min(known + 1, 2);
    }
}

/// Frames of bytes, one for each cell; each but the first of a chunk is written as the difference from the one before it.
export function encode_air_chunks(frames: readonly Uint8Array[], frames_per_chunk: number): EncodedChunk[] {
    const chunks: EncodedChunk[] = [];
    for (let first = 0; first < frames.length; first += frames_per_chunk) {
        const writer = new ByteWriter();
        const end = Math.min(first + frames_per_chunk, frames.length);
        for (let f = first; f < end; ++f) {
            frames[f]!.forEach((byte, i) => writer.byte(f === first ? byte : (byte - frames[f - 1]![i]!) & 0xff));
        }
        chunks.push({ first_frame: first, frame_count: end - first, data: base64_of(zlibSync(writer.written(), { level: 9 })) });
    }
    return chunks;
}
