/// Shows what the colours of the plan mean.
import type { ColourMode } from "./colour";
import { legend_of } from "./colour";
import type { ReplayDocument } from "./document";

export function show_legend(replay: ReplayDocument, mode: ColourMode, box: HTMLElement): void {
    const page = box.ownerDocument;
    const make = (tag: string, class_name: string, text = ""): HTMLElement => {
        const element = page.createElement(tag);
        element.className = class_name;
        element.textContent = text;
        return element;
    };
    const legend = legend_of(replay, mode);
    box.replaceChildren(make("span", "legend-title", legend.title));
    if (legend.kind === "ramp") {
        const ramp = make("span", "ramp");
        const bar = make("span", "ramp-bar");
        bar.style.background = `linear-gradient(to right, ${legend.colours.join(", ")})`;
        ramp.append(bar);
        for (const [part, text] of legend.ticks) {
            const tick = make("span", "ramp-tick", text);
            tick.style.left = `${100 * part}%`;
            ramp.append(tick);
        }
        box.append(ramp);
    }
    for (const [colour, text] of legend.extra) {
        const item = make("span", "legend-item", text);
        const dot = make("span", text === "incapacitated" ? "dot cross" : "dot");
        dot.style.background = colour;
        item.prepend(dot);
        box.append(item);
    }
    const exit = make("span", "legend-item", "exit, with the number out so far");
    exit.prepend(make("span", "dot exit"));
    box.append(exit);
}
