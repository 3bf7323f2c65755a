/// The replay document as the page uses it: what the JSON of the report says, checked and with every packed series unpacked.
/// The JSON and its binary parts are described in web/README.md, section 3. Coordinates are metres relative to `origin_m`, y north.

import type { PersonChanges } from "./person_changes";

export type Point = readonly [number, number];

export interface Area {
    readonly outer: readonly Point[];
    readonly holes: readonly (readonly Point[])[];
}

export interface Storey {
    readonly id: string;
    readonly name: string;
    readonly elevation_m: number;
    readonly walkable: readonly Area[];
    readonly obstacles: readonly Area[];
}

export const SURFACE_KINDS = ["landing", "stair", "ramp", "escalator", "tier"] as const;
export type SurfaceKind = (typeof SURFACE_KINDS)[number];

export const TRAVELS = ["both", "up", "down", "stopped"] as const;
export type Travel = (typeof TRAVELS)[number];

export interface Surface {
    readonly id: string;
    readonly kind: SurfaceKind;
    readonly storey_index: number;
    /// Drawn on this plan too; null if the surface belongs to one storey.
    readonly upper_storey_index: number | null;
    readonly outline: readonly Point[];
    /// Horizontal direction in which the surface rises; [0, 0] if level.
    readonly up: Point;
    readonly travel: Travel;
    readonly label: string;
}

export interface Wall {
    readonly storey_index: number;
    readonly points: readonly Point[];
}

export const GATE_KINDS = ["exit", "door"] as const;
export type GateKind = (typeof GATE_KINDS)[number];

export interface Gate {
    readonly id: string;
    readonly name: string;
    readonly kind: GateKind;
    readonly storey_index: number;
    readonly a: Point;
    readonly b: Point;
    /// Persons through since the start, by frame; null if not counted.
    readonly passed: Int32Array | null;
    /// Intervals in which nobody may pass; the end may be Infinity.
    readonly closed_s: readonly (readonly [number, number])[];
}

export interface Seats {
    readonly storey_index: number;
    readonly x_m: Float32Array;
    readonly y_m: Float32Array;
}

export interface Label {
    readonly storey_index: number;
    readonly at: Point;
    readonly text: string;
}

export interface Mark {
    readonly time_s: number;
    readonly text: string;
}

/// Columns over the rows of all persons of the run.
export interface People {
    readonly count: number;
    readonly ids: Int32Array;
    readonly populations: readonly string[];
    readonly population: Int32Array;
    readonly profiles: readonly string[];
    readonly profile: Int32Array;
    /// Those who keep together have the same number, -1 is nobody's; null: nobody keeps together.
    readonly company: Int32Array | null;
}

export interface Frames {
    readonly count: number;
    readonly start_time_s: number;
    readonly interval_s: number;
}

/// One value per frame.
export interface Totals {
    readonly inside: Int32Array;
    readonly out: Int32Array;
    readonly incapacitated: Int32Array;
}

export interface PackedChunk {
    readonly first_frame: number;
    readonly frame_count: number;
    /// base64 of zlib, see decode_chunk
    readonly data: string;
}

export const AIR_QUANTITIES = ["extinction_per_m", "temperature_k", "dose"] as const;
export type AirQuantity = (typeof AIR_QUANTITIES)[number];

/// The byte of a cell of the air where nobody can be, or of which nothing is known.
export const AIR_UNKNOWN = 255;

export interface AirLayer {
    readonly quantity: AirQuantity;
    /// value = lowest + step * byte; the byte 254 stands for everything from there on
    readonly step: number;
    readonly lowest: number;
    readonly chunks: readonly PackedChunk[];
}

/// Square cells over a storey, row 0 in the south.
export interface AirGrid {
    readonly storey_index: number;
    /// low corner of the first cell
    readonly corner_m: Point;
    readonly nx: number;
    readonly ny: number;
}

/// Smoke and heat at head height. Frame f is the air at f * interval_s after the start; it holds all grids, one after the other.
export interface Air {
    readonly cell_m: number;
    readonly interval_s: number;
    readonly frame_count: number;
    readonly grids: readonly AirGrid[];
    readonly layers: readonly AirLayer[];
}

/// A part of the structure; a time that never comes is Infinity.
export interface Loss {
    readonly id: string;
    readonly storey_index: number;
    readonly outline: readonly Point[];
    /// From then on people left it.
    readonly warned_s: number;
    readonly at_s: number;
}

/// An area where people must not be, as it was over time.
export interface DangerArea {
    readonly name: string;
    readonly storey_index: number;
    /// Ascending in time, each until the next; an outline without points: it is not there.
    readonly stages: readonly { readonly from_s: number; readonly outline: readonly Point[] }[];
}

/// Rescue teams. Columns over responders and frames: that of responder r in frame f is entry r * frames.count + f.
export interface Responders {
    readonly teams: readonly string[];
    /// by responder
    readonly team: Int32Array;
    /// NOT_INSIDE: not come yet, or out
    readonly storey: Int32Array;
    readonly x_m: Float32Array;
    readonly y_m: Float32Array;
}

export const NOT_INSIDE = -1;

export interface ReplayDocument {
    readonly name: string;
    readonly origin_m: Point;
    readonly position_step_m: number;
    /// null: no density was recorded
    readonly density_step_per_m2: number | null;
    readonly storeys: readonly Storey[];
    readonly surfaces: readonly Surface[];
    readonly walls: readonly Wall[];
    readonly gates: readonly Gate[];
    readonly seats: readonly Seats[];
    readonly labels: readonly Label[];
    readonly marks: readonly Mark[];
    readonly people: People;
    readonly frames: Frames;
    readonly totals: Totals;
    /// null: no fire
    readonly air: Air | null;
    readonly losses: readonly Loss[];
    readonly dangers: readonly DangerArea[];
    /// null: no rescue teams
    readonly responders: Responders | null;
    /// Index of the gate that a person heads for, TARGET_ELSEWHERE for another place; null: not recorded
    readonly targets: PersonChanges | null;
    /// When a person learned something of the building or the danger; null: nobody did, or not recorded
    readonly learned: PersonChanges | null;
    readonly chunks: readonly PackedChunk[];
}

export const DOCUMENT_VERSION = 1;

export const TARGET_ELSEWHERE = -1;

/// What a person is doing; the bytes of the state column.
export const STATE_WAITING = 0;
export const STATE_WALKING = 1;
export const STATE_INCAPACITATED = 2;
/// has arrived at a refuge, a post, a meeting place
export const STATE_STAYING = 3;
export const STATE_ABSENT = 255;

export function frame_time_s(frames: Frames, frame: number): number {
    return frames.start_time_s + frame * frames.interval_s;
}

export function end_time_s(frames: Frames): number {
    return frame_time_s(frames, frames.count - 1);
}

/// The last frame at or before a time, inside the recording.
export function frame_at(frames: Frames, time_s: number): number {
    // The small allowance keeps a time that was computed from a frame number in that frame.
    const frame = Math.floor((time_s - frames.start_time_s) / frames.interval_s + 1e-6);
    return Math.min(Math.max(frame, 0), frames.count - 1);
}
