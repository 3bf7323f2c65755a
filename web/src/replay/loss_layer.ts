/// Draws parts of the structure: those that people were warned of, and those that are lost.
import type { Camera, Panel } from "./camera";
import type { Loss } from "./document";
import { on_panels } from "./plan_layer";

export const LOST = "#b3261e";
export const WARNED = "#b45309";

export type LossState = "holds" | "warned" | "lost";

export function state_of(loss: Loss, time_s: number): LossState {
    return time_s >= loss.at_s ? "lost" : time_s >= loss.warned_s ? "warned" : "holds";
}

/// Distance of the strokes that cross a lost part out.
const STROKE_GAP_PX = 9;

export function draw_losses(
    context: CanvasRenderingContext2D, losses: readonly Loss[], time_s: number, panels: readonly Panel[], camera: Camera,
): void {
    for (const loss of losses) {
        const state = state_of(loss, time_s);
        if (state === "holds") {
            continue;
        }
        on_panels(context, loss.storey_index, loss.outline, panels, camera, (panel) => {
            context.lineWidth = 2;
            context.strokeStyle = state === "lost" ? LOST : WARNED;
            context.setLineDash(state === "lost" ? [] : [6, 4]);
            context.stroke();
            if (state === "lost") {
                context.fillStyle = "rgba(255, 255, 255, 0.55)";
                context.fill();
                context.clip();
                draw_strokes(context, panel);
            }
        });
    }
}

function draw_strokes(context: CanvasRenderingContext2D, panel: Panel): void {
    context.beginPath();
    for (let x = panel.left - panel.height; x < panel.left + panel.width; x += STROKE_GAP_PX) {
        context.moveTo(x, panel.top + panel.height);
        context.lineTo(x + panel.height, panel.top);
    }
    context.lineWidth = 1.2;
    context.stroke();
}
