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

/// From here on texts stand to the left of their tick.
const LEFTWARD_FROM = 0.7;
/// A letter of the texts, about.
const LETTER_PX = 6.6;

export interface PlacedMark {
    /// Of the axis, 0 to 1.
    readonly part: number;
    readonly text: string;
}

/// Whose text can be read: it meets no text before it. Every mark keeps its tick and its tip.
/// @param letter_part  width of a letter, as a part of the axis
export function texts_with_room(marks: readonly PlacedMark[], letter_part: number): boolean[] {
    const taken: Array<readonly [number, number]> = [];
    return marks.map(({ part, text }) => {
        const length = letter_part * text.length;
        const span = part > LEFTWARD_FROM ? ([part - length, part] as const) : ([part, part + length] as const);
        const has_room = taken.every(([from, to]) => span[1] <= from || span[0] >= to);
        if (has_room) {
            taken.push(span);
        }
        return has_room;
    });
}

export function draw_marks(box: HTMLElement, marks: readonly Mark[], clock: Clock): void {
    const length_s = clock.end_s - clock.start_s || 1;
    const placed = marks
        .map((mark) => ({ ...mark, part: (mark.time_s - clock.start_s) / length_s }))
        .filter(({ part }) => part >= 0 && part <= 1);
    const ticks = placed.map((mark) => {
        const tick = box.ownerDocument.createElement("span");
        tick.style.left = `${100 * mark.part}%`;
        tick.dataset["tip"] = `${clock_text(mark.time_s)}  ${mark.text}`;
        tick.classList.toggle("leftward", mark.part > LEFTWARD_FROM);
        return tick;
    });
    const texts = ticks.map((tick) => tick.appendChild(box.ownerDocument.createElement("b")));
    box.append(...ticks);
    const write_texts = () => {
        const has_room = texts_with_room(placed, LETTER_PX / Math.max(1, box.clientWidth));
        texts.forEach((text, i) => {
            text.textContent = has_room[i] ? placed[i]!.text : "";
        });
    };
    new ResizeObserver(write_texts).observe(box);
}
