/// Gives the bytes of a frame of the air, decoded when first asked for; a few chunks of each layer are kept.
import type { Air, AirLayer } from "./document";
import { ReplayFormatError, bytes_from_base64, inflate } from "./packed";
import { cells_of } from "./read_hazards";

const KEPT_CHUNKS = 3;

export class AirStore {
    readonly cell_count: number;
    /// Whole frames of a chunk, one after the other; in order of last use, oldest first.
    private readonly decoded = new Map<string, Uint8Array>();

    constructor(private readonly air: Air) {
        this.cell_count = cells_of(air.grids);
    }

    /// The last frame at or before a time; before the first and after the last frame the nearest.
    frame_at(time_s: number): number {
        // The small allowance keeps a time that was computed from a frame number in that frame.
        return Math.min(Math.max(Math.floor(time_s / this.air.interval_s + 1e-6), 0), this.air.frame_count - 1);
    }

    /// A byte for each cell. A view that is valid until other chunks are asked for.
    bytes(layer: AirLayer, frame: number): Uint8Array {
        const index = layer.chunks.findIndex((chunk) => frame < chunk.first_frame + chunk.frame_count);
        const from = (frame - layer.chunks[index]!.first_frame) * this.cell_count;
        return this.chunk(layer, index).subarray(from, from + this.cell_count);
    }

    private chunk(layer: AirLayer, index: number): Uint8Array {
        const key = `${layer.quantity} ${index}`;
        let frames = this.decoded.get(key);
        if (frames === undefined) {
            const { data, frame_count } = layer.chunks[index]!;
            try {
                frames = decode_air_chunk(inflate(bytes_from_base64(data)), frame_count, this.cell_count);
            } catch (error) {
                if (error instanceof ReplayFormatError) {
                    throw new ReplayFormatError(`air, ${layer.quantity}, chunks[${index}].data ${error.message}`);
                }
                throw error;
            }
        }
        this.decoded.delete(key);
        this.decoded.set(key, frames);
        for (const oldest of this.decoded.keys()) {
            if (this.decoded.size <= KEPT_CHUNKS) {
                break;
            }
            this.decoded.delete(oldest);
        }
        return frames;
    }
}

/// Each frame but the first holds differences from the one before it, modulo 256. Works in place.
export function decode_air_chunk(bytes: Uint8Array, frame_count: number, cell_count: number): Uint8Array {
    if (bytes.length !== frame_count * cell_count) {
        throw new ReplayFormatError(`has ${bytes.length} bytes, not ${frame_count} frames of ${cell_count}`);
    }
    for (let i = cell_count; i < bytes.length; ++i) {
        bytes[i] = (bytes[i]! + bytes[i - cell_count]!) & 0xff;
    }
    return bytes;
}
