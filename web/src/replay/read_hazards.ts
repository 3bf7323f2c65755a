/// Reads the parts of a replay that tell of hazards (web/README.md, section 3, "Hazards"). The frames of the air are decoded later, chunk
/// by chunk (air_store.ts).
import type { Air, AirGrid, AirLayer, DangerArea, Loss, PackedChunk } from "./document";
import { AIR_QUANTITIES } from "./document";
import type { Json, JsonChecker } from "./json_checker";
import type { StoreyReader } from "./read_point";
import { read_point, read_points } from "./read_point";

const MAX_CELLS = 50_000_000;
const MAX_AIR_FRAMES = 1_000_000;

export function read_air(check: JsonChecker, value: Json, on_storey: StoreyReader): Air {
    const air = check.object(value, "air");
    const frame_count = check.integer(air["frame_count"], "air.frame_count", 1, MAX_AIR_FRAMES);
    const grids = check.list(air["storeys"], "air.storeys", (item, path): AirGrid => {
        const grid = check.object(item, path);
        return {
            storey_index: on_storey(grid["storey_index"], `${path}.storey_index`),
            corner_m: read_point(check, grid["corner_m"], `${path}.corner_m`),
            nx: check.integer(grid["nx"], `${path}.nx`, 0, MAX_CELLS),
            ny: check.integer(grid["ny"], `${path}.ny`, 0, MAX_CELLS),
        };
    });
    if (cells_of(grids) > MAX_CELLS) {
        check.report("air.storeys", `have ${cells_of(grids)} cells, more than ${MAX_CELLS}`);
    }
    return {
        cell_m: check.positive(air["cell_m"], "air.cell_m"),
        interval_s: check.positive(air["interval_s"], "air.interval_s"),
        frame_count,
        grids,
        layers: check.list(air["layers"], "air.layers", (item, path): AirLayer => {
            const layer = check.object(item, path);
            return {
                quantity: check.one_of(layer["quantity"], `${path}.quantity`, AIR_QUANTITIES),
                step: check.positive(layer["step"], `${path}.step`),
                lowest: check.number(layer["lowest"], `${path}.lowest`),
                chunks: read_air_chunks(check, layer["chunks"], `${path}.chunks`, frame_count),
            };
        }),
    };
}

export function cells_of(grids: readonly AirGrid[]): number {
    return grids.reduce((sum, grid) => sum + grid.nx * grid.ny, 0);
}

/// Chunks of the air follow each other without a common frame.
function read_air_chunks(check: JsonChecker, value: Json, at: string, frame_count: number): PackedChunk[] {
    let expected_first = 0;
    const chunks = check.list(value, at, (item, path): PackedChunk => {
        const chunk = check.object(item, path);
        const first_frame = check.integer(chunk["first_frame"], `${path}.first_frame`, 0, frame_count - 1);
        const count = check.integer(chunk["frame_count"], `${path}.frame_count`, 1, frame_count);
        if (first_frame !== expected_first) {
            check.report(`${path}.first_frame`, `must be ${expected_first}: the frame after the last of the chunk before`);
        }
        expected_first = first_frame + count;
        return { first_frame, frame_count: count, data: check.text(chunk["data"], `${path}.data`) };
    });
    if (expected_first !== frame_count) {
        check.report(at, `must hold ${frame_count} frames, not ${expected_first}`);
    }
    return chunks;
}

export function read_danger(check: JsonChecker, value: Json, path: string, on_storey: StoreyReader): DangerArea {
    const danger = check.object(value, path);
    let before_s = -Infinity;
    return {
        name: check.text(danger["name"], `${path}.name`),
        storey_index: on_storey(danger["storey_index"], `${path}.storey_index`),
        stages: check.list(danger["stages"], `${path}.stages`, (item, stage_path) => {
            const stage = check.object(item, stage_path);
            const from_s = check.number(stage["from_s"], `${stage_path}.from_s`);
            if (from_s < before_s) {
                check.report(`${stage_path}.from_s`, "must not be before that of the stage before");
            }
            before_s = from_s;
            return { from_s, outline: read_points(check, stage["outline"], `${stage_path}.outline`, 0) };
        }),
    };
}

export function read_loss(check: JsonChecker, value: Json, path: string, on_storey: StoreyReader): Loss {
    const loss = check.object(value, path);
    const time = (key: string): number => (loss[key] === null ? Infinity : check.number(loss[key], `${path}.${key}`));
    return {
        id: check.text(loss["id"], `${path}.id`),
        storey_index: on_storey(loss["storey_index"], `${path}.storey_index`),
        outline: read_points(check, loss["outline"], `${path}.outline`, 3),
        warned_s: time("warned_s"),
        at_s: time("at_s"),
    };
}
