/// Draws danger areas: where people must not be at the moment.
import type { Camera, Panel } from "./camera";
import type { DangerArea, Point } from "./document";
import { on_panels } from "./plan_layer";

export const DANGER = "#a21caf";

/// The outline at a time; without points where the area is not there.
export function outline_at(area: DangerArea, time_s: number): readonly Point[] {
    let outline: readonly Point[] = [];
    for (const stage of area.stages) {
        if (stage.from_s > time_s) {
            break;
        }
        outline = stage.outline;
    }
    return outline;
}

export function draw_dangers(
    context: CanvasRenderingContext2D, areas: readonly DangerArea[], time_s: number, panels: readonly Panel[], camera: Camera,
): void {
    for (const area of areas) {
        const outline = outline_at(area, time_s);
        if (outline.length < 3) {
            continue;
        }
        on_panels(context, area.storey_index, outline, panels, camera, () => {
            context.fillStyle = "rgba(162, 28, 175, 0.16)";
            context.fill();
            context.lineWidth = 2;
            context.strokeStyle = DANGER;
            context.setLineDash([3, 3]);
            context.stroke();
        });
    }
}
