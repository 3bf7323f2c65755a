/// Connects the buttons, lists, slider and keys of the page with a ReplayView.
import { LAYER_NAMES } from "./air_colour";
import { clock_text } from "./clock";
import type { ColourMode } from "./colour";
import { useful_modes } from "./colour";
import type { AirQuantity } from "./document";
import { element_by_id } from "./element_by_id";
import { curve_path, draw_marks } from "./inside_curve";
import { show_legend } from "./legend_view";
import type { ReplayView } from "./replay_view";

const RATES = [1, 2, 5, 10, 20, 60];
const FIRST_RATE = 10;
const ALL_STOREYS = "all";
const NO_AIR = "none";
const MODE_NAMES: Record<ColourMode, string> = {
    speed: "Speed", density: "Density", state: "State", target: "Exit headed for", company: "Group", knowledge: "Learned",
    population: "Population", profile: "Profile",
};

export function connect_controls(view: ReplayView, page: Document): void {
    const section = element_by_id(page, "replay", HTMLElement);
    const slider = element_by_id(page, "replay-time", HTMLInputElement);
    const play = element_by_id(page, "replay-play", HTMLButtonElement);
    const storey = element_by_id(page, "replay-storey", HTMLSelectElement);
    const rate = element_by_id(page, "replay-speed", HTMLSelectElement);
    const { clock, replay } = view;

    fill_storeys(view, storey);
    storey.addEventListener("change", () => {
        view.show_storeys(storey.value === ALL_STOREYS ? view.every_storey() : [Number(storey.value)]);
    });

    for (const value of RATES) {
        rate.add(new Option(`${value}×`, String(value), false, value === FIRST_RATE));
    }
    clock.rate = FIRST_RATE;
    rate.addEventListener("change", () => (clock.rate = Number(rate.value)));

    const legend = element_by_id(page, "replay-legend", HTMLElement);
    const refresh_legend = (): void => show_legend(replay, view.mode, view.air_layer, legend);
    add_choice(page, "replay-colour", useful_modes(replay), MODE_NAMES, view.mode, (mode) => {
        view.colour_by(mode);
        refresh_legend();
    });
    if (replay.air !== null && view.air_layer !== null) {
        const layers: readonly (AirQuantity | typeof NO_AIR)[] = [...replay.air.layers.map(({ quantity }) => quantity), NO_AIR];
        element_by_id(page, "replay-air", HTMLFieldSetElement).hidden = false;
        add_choice(page, "replay-air", layers, { ...LAYER_NAMES, [NO_AIR]: "None" }, view.air_layer.quantity, (layer) => {
            view.show_air(layer === NO_AIR ? null : layer);
            refresh_legend();
        });
    }
    refresh_legend();

    const toggle = (): void => (clock.playing ? view.pause() : view.play());
    play.addEventListener("click", toggle);
    slider.min = String(clock.start_s);
    slider.max = String(clock.end_s);
    slider.addEventListener("input", () => view.seek(Number(slider.value)));
    element_by_id(page, "replay-end", HTMLElement).textContent = clock_text(clock.end_s);
    element_by_id(page, "inside-curve", SVGSVGElement).innerHTML =
        `<path class="all" d="${curve_path(replay.totals.inside)}"/><path class="past" d="${curve_path(replay.totals.inside)}"/>`;
    draw_marks(element_by_id(page, "replay-marks", HTMLElement), replay.marks, clock);

    element_by_id(page, "zoom-in", HTMLButtonElement).addEventListener("click", () => view.zoom(1.4));
    element_by_id(page, "zoom-out", HTMLButtonElement).addEventListener("click", () => view.zoom(1 / 1.4));
    element_by_id(page, "zoom-fit", HTMLButtonElement).addEventListener("click", () => view.show_everything());

    const step_choice = (list: HTMLSelectElement, by: number): void => {
        const index = Math.min(Math.max(list.selectedIndex + by, 0), list.options.length - 1);
        if (index !== list.selectedIndex) {
            list.selectedIndex = index;
            list.dispatchEvent(new Event("change"));
        }
    };
    section.addEventListener("keydown", (event) => {
        if (event.altKey || event.metaKey || owns_key(event)) {
            return;
        }
        const actions: Record<string, () => void> = {
            " ": toggle,
            ArrowLeft: () => (event.shiftKey ? view.pan_px(40, 0) : view.seek(clock.time_s - (event.ctrlKey ? 30 : 5))),
            ArrowRight: () => (event.shiftKey ? view.pan_px(-40, 0) : view.seek(clock.time_s + (event.ctrlKey ? 30 : 5))),
            Home: () => view.seek(clock.start_s),
            End: () => view.seek(clock.end_s),
            ",": () => step_choice(rate, -1),
            ".": () => step_choice(rate, 1),
            PageUp: () => step_choice(storey, -1),
            PageDown: () => step_choice(storey, 1),
            "+": () => view.zoom(1.25),
            "=": () => view.zoom(1.25),
            "-": () => view.zoom(0.8),
            "0": () => view.show_everything(),
            Escape: () => view.let_go(),
        };
        if (event.shiftKey) {
            actions["ArrowUp"] = () => view.pan_px(0, 40);
            actions["ArrowDown"] = () => view.pan_px(0, -40);
        }
        const action = actions[event.key];
        if (action !== undefined) {
            action();
            event.preventDefault();
        }
    });
}

/// Lists, option buttons and push buttons keep the keys that work them.
function owns_key(event: KeyboardEvent): boolean {
    const target = event.target;
    if (target instanceof HTMLSelectElement) {
        return true;
    }
    if (target instanceof HTMLInputElement && target.type === "radio") {
        return event.key.startsWith("Arrow") || event.key === " ";
    }
    return (target instanceof HTMLButtonElement || (target instanceof HTMLElement && target.tagName === "SUMMARY")) && event.key === " ";
}

function fill_storeys(view: ReplayView, list: HTMLSelectElement): void {
    const { replay } = view;
    const shows_all = view.storeys.length > 1;
    if (replay.storeys.length > 1) {
        list.add(new Option("All storeys", ALL_STOREYS, false, shows_all));
    }
    for (const index of view.every_storey()) {
        const is_shown = !shows_all && view.storeys[0] === index;
        list.add(new Option(replay.storeys[index]!.name, String(index), false, is_shown));
    }
}

/// Buttons of which one is pressed, in the field set `id`.
function add_choice<T extends string>(
    page: Document, id: string, values: readonly T[], names: Record<T, string>, first: T, choose: (value: T) => void,
): void {
    const fieldset = element_by_id(page, id, HTMLFieldSetElement);
    for (const value of values) {
        const input = page.createElement("input");
        input.type = "radio";
        input.name = id;
        input.id = `${id}-${value}`;
        input.value = value;
        input.checked = value === first;
        input.addEventListener("change", () => choose(value));
        const label = page.createElement("label");
        label.htmlFor = input.id;
        label.textContent = names[value];
        fieldset.append(input, label);
    }
}
