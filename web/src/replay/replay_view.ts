/// The picture of the replay: what is shown, from where, at which time. Controls change it through its methods; it draws when something
/// changed or while it plays.
import { AirPainter } from "./air_layer";
import type { Bounds, Camera, Panel } from "./camera";
import { layout_panels, pan, panel_at, storey_bounds, zoom_at } from "./camera";
import { Clock } from "./clock";
import type { ColourMode } from "./colour";
import { Colouring, key_colours, useful_modes } from "./colour";
import { draw_dangers } from "./danger_layer";
import type { AirLayer, AirQuantity, Point, ReplayDocument } from "./document";
import { end_time_s, frame_at } from "./document";
import { FrameStore } from "./frame_store";
import type { Box, GateLabel } from "./gate_label";
import { outward, place_gate_labels } from "./gate_label";
import { draw_losses } from "./loss_layer";
import { PeoplePainter, draw_closed_gates, draw_gate_labels, draw_ring, nearest_person } from "./people_layer";
import { FONT, PLAN, draw_plan } from "./plan_layer";
import { draw_responders, responders_at } from "./responders_layer";
import type { Snapshot } from "./snapshot";
import { make_snapshot, take_snapshot } from "./snapshot";

const MAX_PIXEL_RATIO = 2;
/// Up to here all storeys are shown at first; with more they would be too small.
const ALL_AT_FIRST = 4;

export class ReplayView {
    readonly clock: Clock;
    readonly snapshot: Snapshot;
    panels: Panel[] = [];
    camera: Camera = { x_m: 0, y_m: 0, px_per_m: 1 };
    /// What is shown of the air; null: nothing.
    air_layer: AirLayer | null;
    /// Indices of the storeys on show.
    storeys: readonly number[];
    /// Row of the person who is followed, -1 for nobody.
    followed_row = -1;
    /// Called after each picture.
    on_picture: () => void = () => undefined;
    on_error: (error: unknown) => void = () => undefined;

    private readonly store: FrameStore;
    private readonly painter: PeoplePainter;
    private readonly keys: Uint8Array;
    private colouring: Colouring;
    private colours: readonly string[];
    private readonly bounds: readonly Bounds[];
    private readonly directions: readonly Point[];
    private readonly context: CanvasRenderingContext2D;
    private readonly plan_canvas: HTMLCanvasElement;
    private readonly plan_context: CanvasRenderingContext2D;
    private readonly air_painter: AirPainter | null;
    private readonly air_canvas: HTMLCanvasElement;
    private readonly air_context: CanvasRenderingContext2D;
    /// What the canvas of the air holds; null: it must be drawn anew.
    private air_drawn: { layer: AirLayer; frame: number } | null = null;
    private labels: GateLabel[] = [];
    private width = 0;
    private height = 0;
    private plan_is_stale = true;
    private scheduled = false;
    /// The user has not moved the plan: keep showing everything when the window changes.
    private is_fitted = true;
    private pointer: Point | null = null;

    constructor(
        readonly replay: ReplayDocument,
        readonly canvas: HTMLCanvasElement,
    ) {
        this.clock = new Clock(replay.frames.start_time_s, end_time_s(replay.frames));
        this.snapshot = make_snapshot(replay.people.count);
        this.store = new FrameStore(replay);
        this.painter = new PeoplePainter(replay.people.count, replay.storeys.length);
        this.keys = new Uint8Array(replay.people.count);
        this.colouring = new Colouring(replay, useful_modes(replay)[0]!);
        this.colours = key_colours(this.mode);
        this.bounds = replay.storeys.map((_storey, index) => storey_bounds(replay, index));
        this.directions = replay.gates.map((gate) => outward(gate, replay.storeys[gate.storey_index]!));
        this.storeys = replay.storeys.length <= ALL_AT_FIRST ? this.every_storey() : [this.fullest_storey()];
        this.context = context_of(canvas);
        this.plan_canvas = canvas.ownerDocument.createElement("canvas");
        this.plan_context = context_of(this.plan_canvas);
        this.air_layer = replay.air?.layers[0] ?? null;
        this.air_painter = replay.air === null ? null : new AirPainter(replay, replay.air, canvas.ownerDocument);
        this.air_canvas = canvas.ownerDocument.createElement("canvas");
        this.air_context = context_of(this.air_canvas, "with transparency");
    }

    /// All storeys, the highest first, as in a section drawing.
    every_storey(): number[] {
        const order = this.replay.storeys.map((_storey, index) => index);
        return order.sort((a, b) => this.replay.storeys[b]!.elevation_m - this.replay.storeys[a]!.elevation_m || a - b);
    }

    resize(): void {
        const place = this.canvas.getBoundingClientRect();
        if (place.width === 0 || place.height === 0) {
            return;
        }
        this.width = place.width;
        this.height = place.height;
        const ratio = this.pixel_ratio();
        for (const canvas of [this.canvas, this.plan_canvas, this.air_canvas]) {
            canvas.width = Math.round(this.width * ratio);
            canvas.height = Math.round(this.height * ratio);
        }
        this.relayout();
    }

    play(): void {
        this.clock.play();
        this.request_picture();
    }

    pause(): void {
        this.clock.pause();
        this.request_picture();
    }

    seek(time_s: number): void {
        this.clock.seek(time_s);
        this.request_picture();
    }

    show_storeys(storeys: readonly number[]): void {
        this.storeys = storeys;
        this.is_fitted = true;
        this.relayout();
    }

    get mode(): ColourMode {
        return this.colouring.mode;
    }

    colour_by(mode: ColourMode): void {
        this.colouring = new Colouring(this.replay, mode);
        this.colours = key_colours(mode);
        this.request_picture();
    }

    /// null: the plan alone.
    show_air(quantity: AirQuantity | null): void {
        this.air_layer = this.replay.air?.layers.find((layer) => layer.quantity === quantity) ?? null;
        this.request_picture();
    }

    /// Scales about a point of the canvas, or about the middle of the first panel.
    zoom(factor: number, at?: Point): void {
        const panel = at === undefined ? this.panels[0] : panel_at(this.panels, at[0], at[1]);
        if (panel === undefined || panel === null) {
            return;
        }
        const [x, y] = at ?? [panel.left + panel.width / 2, panel.top + panel.height / 2];
        this.move_camera(zoom_at(this.camera, panel, x, y, factor));
    }

    pan_px(dx: number, dy: number): void {
        this.move_camera(pan(this.camera, dx, dy));
    }

    show_everything(): void {
        this.is_fitted = true;
        this.relayout();
    }

    /// Where the pointer is on the canvas; null when it left.
    point_at(pointer: Point | null): void {
        this.pointer = pointer;
        this.request_picture();
    }

    /// Follows the person under a point of the canvas; nobody there: nobody is followed.
    follow_at(at: Point): void {
        const entry = this.person_under(at);
        this.followed_row = entry < 0 ? -1 : this.snapshot.row[entry]!;
        this.request_picture();
    }

    let_go(): void {
        this.followed_row = -1;
        this.request_picture();
    }

    /// The entry of the snapshot to tell about: under the pointer, else the one who is followed, else -1.
    person_of_interest(): number {
        const hovered = this.pointer === null ? -1 : this.person_under(this.pointer);
        if (hovered >= 0 || this.followed_row < 0) {
            return hovered;
        }
        return this.followed_entry();
    }

    frame(): number {
        return frame_at(this.replay.frames, this.clock.time_s);
    }

    request_picture(): void {
        if (!this.scheduled) {
            this.scheduled = true;
            requestAnimationFrame((at_ms) => {
                this.scheduled = false;
                this.draw(at_ms);
            });
        }
    }

    private draw(at_ms: number): void {
        this.clock.tick(at_ms);
        try {
            take_snapshot(this.store, this.replay.frames, this.clock.time_s, this.snapshot);
        } catch (error) {
            this.clock.pause();
            this.on_error(error);
            return;
        }
        const ratio = this.pixel_ratio();
        if (this.plan_is_stale) {
            this.plan_context.setTransform(ratio, 0, 0, ratio, 0, 0);
            draw_plan(this.plan_context, this.replay, this.panels, this.camera, this.width, this.height);
            this.labels = this.place_labels();
            this.plan_is_stale = false;
            this.air_drawn = null;
        }
        this.colouring.assign(this.snapshot, this.keys);

        const context = this.context;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.drawImage(this.plan_canvas, 0, 0);
        if (this.air_layer !== null && this.refresh_air(this.air_layer, ratio)) {
            context.drawImage(this.air_canvas, 0, 0);
        }
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        draw_dangers(context, this.replay.dangers, this.clock.time_s, this.panels, this.camera);
        draw_losses(context, this.replay.losses, this.clock.time_s, this.panels, this.camera);
        this.painter.draw(context, this.snapshot, this.keys, this.colours, this.panels, this.camera);
        if (this.replay.responders !== null) {
            const places = responders_at(this.replay.responders, this.replay.frames, this.clock.time_s);
            draw_responders(context, places, this.panels, this.camera);
        }
        draw_closed_gates(context, this.replay.gates, this.clock.time_s, this.panels, this.camera);
        draw_gate_labels(context, this.replay, this.labels, this.frame(), this.clock.time_s);
        const followed = this.followed_entry();
        if (followed >= 0) {
            draw_ring(context, this.snapshot, followed, this.panels, this.camera, PLAN.closed);
        }
        const hovered = this.person_of_interest();
        if (hovered >= 0 && hovered !== followed) {
            draw_ring(context, this.snapshot, hovered, this.panels, this.camera, PLAN.ink);
        }
        this.on_picture();
        if (this.clock.playing) {
            this.store.prepare_after(this.frame());
            this.request_picture();
        }
    }

    /// Draws the air of the moment if it is not the one already drawn. False: it cannot be read.
    private refresh_air(layer: AirLayer, ratio: number): boolean {
        const frame = this.air_painter!.frame_at(this.clock.time_s);
        if (this.air_drawn?.layer === layer && this.air_drawn.frame === frame) {
            return true;
        }
        const context = this.air_context;
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, this.width, this.height);
        try {
            this.air_painter!.draw(context, layer, frame, this.panels, this.camera);
        } catch (error) {
            this.air_layer = null;
            this.clock.pause();
            this.on_error(error);
            return false;
        }
        this.air_drawn = { layer, frame };
        return true;
    }

    private relayout(): void {
        if (this.width === 0) {
            return;
        }
        const layout = layout_panels(this.storeys, this.bounds, this.width, this.height);
        this.panels = layout.panels;
        if (this.is_fitted) {
            this.camera = layout.camera;
        }
        this.plan_is_stale = true;
        this.request_picture();
    }

    private move_camera(camera: Camera): void {
        this.camera = camera;
        this.is_fitted = false;
        this.plan_is_stale = true;
        this.request_picture();
    }

    private place_labels(): GateLabel[] {
        const context = this.plan_context;
        context.font = `600 11px ${FONT}`;
        const digits = context.measureText(this.replay.people.count.toLocaleString("en")).width;
        const size_of = (index: number): { width_with_name: number; width_count_only: number; height: number } => {
            const gate = this.replay.gates[index]!;
            const count_width = gate.passed === null ? 0 : digits + 6;
            context.font = `11px ${FONT}`;
            return {
                width_with_name: context.measureText(gate.name).width + count_width + 12,
                width_count_only: Math.max(count_width, 6) + 6,
                height: 18,
            };
        };
        const title_boxes = (panel: Panel): Box[] => [{ left: panel.left, top: panel.top, width: 150, height: 26 }];
        return this.panels.flatMap((panel) =>
            place_gate_labels(this.replay.gates, this.directions, size_of, this.camera, panel, title_boxes(panel)),
        );
    }

    private person_under([x, y]: Point): number {
        return nearest_person(this.snapshot, this.panels, this.camera, x, y, Math.max(9, 0.3 * this.camera.px_per_m));
    }

    private followed_entry(): number {
        if (this.followed_row < 0) {
            return -1;
        }
        for (let i = 0; i < this.snapshot.count; ++i) {
            if (this.snapshot.row[i] === this.followed_row) {
                return i;
            }
        }
        return -1;
    }

    private fullest_storey(): number {
        const persons = new Array<number>(this.replay.storeys.length).fill(0);
        const { chunk } = this.store.at(0);
        for (let k = 0; k < chunk.roster.length; ++k) {
            persons[chunk.storey[k]!]! += 1;
        }
        return persons.indexOf(Math.max(...persons));
    }

    private pixel_ratio(): number {
        return Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
    }
}

function context_of(canvas: HTMLCanvasElement, ground: "opaque" | "with transparency" = "opaque"): CanvasRenderingContext2D {
    const context = canvas.getContext("2d", { alpha: ground === "with transparency" });
    if (context === null) {
        throw new Error("this browser cannot draw on a canvas");
    }
    return context;
}
