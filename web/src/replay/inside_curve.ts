/// The small curve over the time slider: how many are still inside.
import type { Clock } from "./clock";
import { clock_text } from "./clock";
import type { Mark } from "./document";

const WIDTH = 1000;
const HEIGHT = 100;
const MAX_POINTS = 400;

/// SVG path of the area under a series, in a box of 1000 x 100; the top of the box is the largest value.
export function curve_path(values: Int32Array): string {
    const last = values.length - 1;
    if (last < 1) {
        return "";
    }
    const top = values.reduce((largest, value) => Math.max(largest, value), 1);
    const steps = Math.min(MAX_POINTS, last);
    let path = `M0 ${HEIGHT}`;
    for (let step = 0; step <= steps; ++step) {
        const value = values[Math.round((step / steps) * last)]!;
        const y = HEIGHT * (1 - value / top);
        path += `L${((step / steps) * WIDTH).toFixed(1)} ${y.toFixed(1)}`;
    }
    return `${path}L${WIDTH} ${HEIGHT}Z`;
}

export function draw_marks(box: HTMLElement, marks: readonly Mark[], clock: Clock): void {
    const length_s = clock.end_s - clock.start_s || 1;
    for (const mark of marks) {
        const part = (mark.time_s - clock.start_s) / length_s;
        if (part < 0 || part > 1) {
            continue;
        }
        const tick = box.ownerDocument.createElement("span");
        tick.style.left = `${100 * part}%`;
        tick.dataset["tip"] = `${clock_text(mark.time_s)}  ${mark.text}`;
        tick.textContent = mark.text;
        tick.classList.toggle("leftward", part > 0.7);
        box.append(tick);
    }
}
