/// Draws rescue teams: squares on their tips, larger than people, so that the few are seen among the many.
import type { Camera, Panel } from "./camera";
import { screen_x, screen_y } from "./camera";
import type { Frames, Responders } from "./document";
import { NOT_INSIDE } from "./document";

export const RESPONDER = "#0057b8";

const REACH_M = 0.45;
const MIN_REACH_PX = 4.5;

export interface ResponderPlace {
    readonly responder: number;
    readonly storey_index: number;
    readonly x_m: number;
    readonly y_m: number;
}

/// Those inside at a time, between frames too. Who changes the storey or leaves is where he was until the next frame.
export function responders_at(responders: Responders, frames: Frames, time_s: number): ResponderPlace[] {
    const position = Math.min(Math.max((time_s - frames.start_time_s) / frames.interval_s, 0), frames.count - 1);
    const frame = Math.floor(position);
    const weight = position - frame;
    const places: ResponderPlace[] = [];
    for (let responder = 0; responder < responders.team.length; ++responder) {
        const i = responder * frames.count + frame;
        const storey_index = responders.storey[i]!;
        if (storey_index === NOT_INSIDE) {
            continue;
        }
        const is_next = weight > 0 && responders.storey[i + 1] === storey_index;
        const between = (column: Float32Array): number => (is_next ? column[i]! + weight * (column[i + 1]! - column[i]!) : column[i]!);
        places.push({ responder, storey_index, x_m: between(responders.x_m), y_m: between(responders.y_m) });
    }
    return places;
}

export function draw_responders(
    context: CanvasRenderingContext2D, places: readonly ResponderPlace[], panels: readonly Panel[], camera: Camera,
): void {
    const reach = Math.max(REACH_M * camera.px_per_m, MIN_REACH_PX);
    context.beginPath();
    for (const place of places) {
        for (const panel of panels.filter(({ storey_index }) => storey_index === place.storey_index)) {
            const x = screen_x(camera, panel, place.x_m);
            const y = screen_y(camera, panel, place.y_m);
            if (x < panel.left || x > panel.left + panel.width || y < panel.top || y > panel.top + panel.height) {
                continue;
            }
            context.moveTo(x, y - reach);
            context.lineTo(x + reach, y);
            context.lineTo(x, y + reach);
            context.lineTo(x - reach, y);
            context.closePath();
        }
    }
    context.strokeStyle = "#ffffff";
    context.lineWidth = 2.5;
    context.stroke();
    context.fillStyle = RESPONDER;
    context.fill();
}
