/// Gives the chunk that holds a frame, decoded when first asked for. A few chunks are kept, so that memory does not grow with the
/// length of a run.
import type { Chunk } from "./chunk";
import { decode_chunk } from "./chunk";
import type { ReplayDocument } from "./document";
import { ReplayFormatError } from "./packed";

const KEPT_CHUNKS = 6;

export interface ChunkPlace {
    readonly chunk: Chunk;
    /// the wanted frame, counted from the first of the chunk
    readonly frame_in_chunk: number;
}

export class FrameStore {
    /// In order of last use, oldest first.
    private readonly decoded = new Map<number, Chunk>();

    constructor(private readonly replay: ReplayDocument) {}

    /// The chunk in which both `frame` and the next frame are (if there is a next one).
    at(frame: number): ChunkPlace {
        const index = this.index_of(frame);
        return { chunk: this.chunk(index), frame_in_chunk: frame - this.replay.chunks[index]!.first_frame };
    }

    /// Decodes the chunk after the one of `frame` ahead of its use, so that playing does not stutter at the border.
    prepare_after(frame: number): void {
        const next = this.index_of(frame) + 1;
        if (next < this.replay.chunks.length) {
            this.chunk(next);
        }
    }

    private index_of(frame: number): number {
        const chunks = this.replay.chunks;
        let low = 0;
        let high = chunks.length - 1;
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (chunks[middle]!.first_frame <= frame) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private chunk(index: number): Chunk {
        let chunk = this.decoded.get(index);
        if (chunk === undefined) {
            const packed = this.replay.chunks[index]!;
            try {
                chunk = decode_chunk(packed.data, {
                    frame_count: packed.frame_count,
                    people_count: this.replay.people.count,
                    storey_count: this.replay.storeys.length,
                    position_step_m: this.replay.position_step_m,
                    density_step_per_m2: this.replay.density_step_per_m2,
                    interval_s: this.replay.frames.interval_s,
                });
            } catch (error) {
                if (error instanceof ReplayFormatError) {
                    throw new ReplayFormatError(`chunks[${index}].data ${error.message}`);
                }
                throw error;
            }
        }
        this.decoded.delete(index);
        this.decoded.set(index, chunk);
        for (const oldest of this.decoded.keys()) {
            if (this.decoded.size <= KEPT_CHUNKS) {
                break;
            }
            this.decoded.delete(oldest);
        }
        return chunk;
    }
}
