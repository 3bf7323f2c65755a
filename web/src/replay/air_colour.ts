/// Colours of the air. Smoke is a grey veil as it is in life; heat and dose are ramps of ColorBrewer (YlOrRd and Purples, Harrower &
/// Brewer 2003), both told apart by colour-blind readers. All are transparent where the air is clear, so that people stay visible.
import type { AirLayer, AirQuantity } from "./document";
import { AIR_UNKNOWN } from "./document";

export const ZERO_CELSIUS_K = 273.15;

export const LAYER_NAMES: Record<AirQuantity, string> = { extinction_per_m: "Smoke", temperature_k: "Temperature", dose: "Standing dose" };

/// Where nothing is known: not like any smoke, heat or dose.
export const NO_DATA_COLOUR: Rgba = [180, 142, 173, 0.55];

export type Rgba = readonly [number, number, number, number];

/// Value and colour, rising; straight lines between.
type Ramp = readonly (readonly [number, Rgba])[];

const TEMPERATURE: Ramp = [
    [ZERO_CELSIUS_K + 25, [255, 237, 160, 0]], [ZERO_CELSIUS_K + 40, [254, 217, 118, 0.5]], [ZERO_CELSIUS_K + 60, [253, 141, 60, 0.65]],
    [ZERO_CELSIUS_K + 120, [227, 26, 28, 0.75]], [ZERO_CELSIUS_K + 300, [128, 0, 38, 0.85]],
];
const DOSE: Ramp = [
    [0, [188, 189, 220, 0]], [0.1, [188, 189, 220, 0.5]], [0.3, [128, 125, 186, 0.65]], [1, [84, 39, 143, 0.75]], [2.5, [63, 0, 125, 0.85]],
];

/// The veil over a plan: after 1.2 m of the smoke so much of what is behind is left, but never nothing.
function veil(extinction_per_m: number): Rgba {
    return [70, 74, 82, 0.88 * (1 - Math.exp(-1.2 * extinction_per_m))];
}

export function air_colour(quantity: AirQuantity, value: number): Rgba {
    switch (quantity) {
        case "extinction_per_m":
            return veil(value);
        case "temperature_k":
            return on_ramp(TEMPERATURE, value);
        case "dose":
            return on_ramp(DOSE, value);
    }
}

function on_ramp(ramp: Ramp, value: number): Rgba {
    const above = ramp.findIndex(([at]) => value < at);
    if (above <= 0) {
        return ramp[above === 0 ? 0 : ramp.length - 1]![1];
    }
    const [low, from] = ramp[above - 1]!;
    const [high, to] = ramp[above]!;
    const weight = (value - low) / (high - low);
    const mixed = (channel: 0 | 1 | 2 | 3): number => from[channel] + weight * (to[channel] - from[channel]);
    return [mixed(0), mixed(1), mixed(2), mixed(3)];
}

/// Red, green, blue and opacity, 0 to 255 each, of every byte of a layer.
export function colour_table(layer: AirLayer): Uint8ClampedArray {
    const table = new Uint8ClampedArray(256 * 4);
    for (let byte = 0; byte < 256; ++byte) {
        const colour = byte === AIR_UNKNOWN ? NO_DATA_COLOUR : air_colour(layer.quantity, layer.lowest + layer.step * byte);
        table.set([colour[0], colour[1], colour[2], 255 * colour[3]], 4 * byte);
    }
    return table;
}

/// Values that a legend names, with the text of each.
export function legend_values(quantity: AirQuantity): readonly (readonly [number, string])[] {
    switch (quantity) {
        case "extinction_per_m":
            // Visibility of reflecting signs is 3 / K.
            return [[0.1, "30 m"], [0.3, "10 m"], [0.6, "5 m"], [1, "3 m"], [3, "1 m"]];
        case "temperature_k":
            return [40, 60, 80, 120, 300].map((celsius) => [ZERO_CELSIUS_K + celsius, `${celsius} °C`] as const);
        case "dose":
            return [0.1, 0.3, 1, 2.5].map((dose) => [dose, dose === 2.5 ? "2.5+" : String(dose)] as const);
    }
}

export function legend_title(quantity: AirQuantity): string {
    switch (quantity) {
        case "extinction_per_m":
            return "Smoke: signs are seen from";
        case "temperature_k":
            return "Air at head height";
        case "dose":
            return "Dose of somebody who stands there";
    }
}

export function css(colour: Rgba): string {
    return `rgba(${colour[0].toFixed(0)}, ${colour[1].toFixed(0)}, ${colour[2].toFixed(0)}, ${colour[3].toFixed(3)})`;
}
