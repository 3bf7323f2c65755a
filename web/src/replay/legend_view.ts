/// Shows what the colours of the plan mean.
import { NO_DATA_COLOUR, air_colour, css, legend_title, legend_values } from "./air_colour";
import type { ColourMode } from "./colour";
import { legend_of } from "./colour";
import { DANGER } from "./danger_layer";
import type { AirLayer, ReplayDocument } from "./document";
import { LOST, WARNED } from "./loss_layer";
import { RESPONDER } from "./responders_layer";

export function show_legend(replay: ReplayDocument, mode: ColourMode, air: AirLayer | null, box: HTMLElement): void {
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
    if (replay.responders !== null) {
        const team = make("span", "legend-item", "rescue team");
        const diamond = make("span", "dot diamond");
        diamond.style.background = RESPONDER;
        team.prepend(diamond);
        box.append(team);
    }
    const add_swatches = (title: string, swatches: readonly (readonly [string, string])[]): void => {
        const group = make("span", "legend-group");
        group.append(make("span", "legend-title", title));
        for (const [colour, text] of swatches) {
            const item = make("span", "legend-item", text);
            const swatch = make("span", "swatch");
            swatch.style.background = colour;
            item.prepend(swatch);
            group.append(item);
        }
        box.append(group);
    };
    if (air !== null) {
        const { quantity } = air;
        add_swatches(legend_title(quantity), [
            ...legend_values(quantity).map(([value, text]) => [css(air_colour(quantity, value)), text] as const),
            [css(NO_DATA_COLOUR), "no data"],
        ]);
    }
    if (replay.dangers.length > 0) {
        add_swatches("Danger area", [[DANGER, "people must not be there"]]);
    }
    if (replay.losses.length > 0) {
        const kinds: [string, string][] = [];
        if (replay.losses.some(({ warned_s }) => warned_s < Infinity)) {
            kinds.push([WARNED, "people warned"]);
        }
        if (replay.losses.some(({ at_s }) => at_s < Infinity)) {
            kinds.push([LOST, "lost"]);
        }
        add_swatches("Structure", kinds);
    }
}
