/// Smoke, heat and dose of a made-up fire on the stage of the synthetic hall. No law of fire is in it.
import { encode_air_chunks } from "./encode_replay";

const CELL_M = 1;
const INTERVAL_S = 5;
const FRAMES_PER_CHUNK = 30;
const STARTS_AT_S = 30;
const GROWS_S = 300;
const FIRE: readonly [number, number] = [14, 38];
const UNKNOWN = 255;

interface Grid {
    readonly storey_index: number;
    readonly corner_m: readonly [number, number];
    readonly nx: number;
    readonly ny: number;
    /// how much farther from the fire it is than on the plan
    readonly away_m: number;
}

function byte_of(steps: number): number {
    return Math.min(Math.max(Math.round(steps), 0), 254);
}

/// `hall` and `balcony`: indices of the storeys. The foyer's west end has no data.
export function make_synthetic_air(hall: number, balcony: number, duration_s: number): unknown {
    const grids: readonly Grid[] = [
        { storey_index: hall, corner_m: [-14, -22], nx: 90, ny: 70, away_m: 0 },
        { storey_index: balcony, corner_m: [0, 0], nx: 62, ny: 18, away_m: 6 },
    ];
    const frame_count = Math.floor(duration_s / INTERVAL_S) + 1;
    const cell_count = grids.reduce((sum, grid) => sum + grid.nx * grid.ny, 0);
    const layer = (quantity: string, step: number, lowest: number, value: (grown: number, distance_m: number) => number): unknown => {
        const frames = Array.from({ length: frame_count }, (_unused, f) => {
            const grown = Math.min(Math.max((f * INTERVAL_S - STARTS_AT_S) / GROWS_S, 0), 1);
            const frame = new Uint8Array(cell_count);
            let i = 0;
            for (const grid of grids) {
                for (let y = 0; y < grid.ny; ++y) {
                    for (let x = 0; x < grid.nx; ++x) {
                        const at_x = grid.corner_m[0] + (x + 0.5) * CELL_M;
                        const at_y = grid.corner_m[1] + (y + 0.5) * CELL_M;
                        const distance_m = Math.hypot(at_x - FIRE[0], at_y - FIRE[1]) + grid.away_m;
                        frame[i++] = at_x < -6 ? UNKNOWN : byte_of((value(grown, distance_m) - lowest) / step);
                    }
                }
            }
            return frame;
        });
        return { quantity, step, lowest, chunks: encode_air_chunks(frames, FRAMES_PER_CHUNK) };
    };
    return {
        cell_m: CELL_M,
        interval_s: INTERVAL_S,
        frame_count,
        storeys: grids.map(({ storey_index, corner_m, nx, ny }) => ({ storey_index, corner_m, nx, ny })),
        layers: [
            layer("extinction_per_m", 0.02, 0, (grown, d) => 4 * grown * Math.exp(-d / (10 + 20 * grown))),
            layer("temperature_k", 2, 273.15, (grown, d) => 293.15 + 350 * grown * Math.exp(-d / 9)),
            layer("dose", 0.01, 0, (grown, d) => 2.4 * grown * grown * Math.exp(-d / 14)),
        ],
    };
}
