/// Colours of persons. Maps are viridis, cut before its palest end, which would vanish on a white plan; the dark end always marks what
/// deserves attention: slow walkers, dense crowds. Groups use the palette of Okabe and Ito. Both can be told apart by colour-blind readers.
import type { Grouping } from "./colour_groups";
import { GROUP_MODES, NO_GROUP, make_grouping } from "./colour_groups";
import type { ReplayDocument } from "./document";
import { STATE_INCAPACITATED, STATE_WAITING } from "./document";
import type { Snapshot } from "./snapshot";

export const COLOUR_MODES = ["speed", "density", ...GROUP_MODES] as const;
export type ColourMode = (typeof COLOUR_MODES)[number];

/// Slow to fast, and dense to free: viridis from 0 to 0.9 in steps of 0.1 (Smith & van der Walt 2015, matplotlib).
const VIRIDIS = ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b"];
/// Okabe & Ito 2008, "Color Universal Design", black and yellow left out: they are hard to see on this plan or mean something else.
const GROUPS = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#8c6d1f", "#6b7280"];
const WAITING = "#aab3be";
const INCAPACITATED = "#b3261e";

/// A speed or a density above this has the last colour.
export const TOP_SPEED_MPS = 1.5;
export const TOP_DENSITY_PER_M2 = 6;

const RAMP_STEPS = 24;
const KEY_WAITING = 0;
const KEY_FIRST = 1;
export const KEY_INCAPACITATED = 1 + RAMP_STEPS;
export const KEY_COUNT = KEY_INCAPACITATED + 1;

/// Colour of each key; keys are painted in rising order.
export function key_colours(mode: ColourMode): string[] {
    const colours = new Array<string>(KEY_COUNT).fill(WAITING);
    for (let step = 0; step < RAMP_STEPS; ++step) {
        const part = step / (RAMP_STEPS - 1);
        if (mode === "speed") {
            colours[KEY_FIRST + step] = ramp(part);
        } else if (mode === "density") {
            colours[KEY_FIRST + step] = ramp(1 - part);
        } else {
            colours[KEY_FIRST + step] = GROUPS[Math.min(step, GROUPS.length - 1)]!;
        }
    }
    colours[KEY_INCAPACITATED] = INCAPACITATED;
    return colours;
}

/// Gives everybody a colour key, by one quantity or grouping.
export class Colouring {
    private readonly grouping: Grouping | null;

    constructor(replay: ReplayDocument, readonly mode: ColourMode) {
        this.grouping = mode === "speed" || mode === "density" ? null : make_grouping(replay, mode, GROUPS.length);
    }

    /// Fills `keys` with the colour key of everybody in the snapshot.
    assign(snapshot: Snapshot, keys: Uint8Array): void {
        for (let i = 0; i < snapshot.count; ++i) {
            keys[i] = snapshot.state[i] === STATE_INCAPACITATED ? KEY_INCAPACITATED : this.key_of_able(snapshot, i);
        }
    }

    private key_of_able(snapshot: Snapshot, i: number): number {
        if (this.grouping !== null) {
            const group = this.grouping.group_of(snapshot, i);
            return group === NO_GROUP ? KEY_WAITING : KEY_FIRST + group_step(group, this.grouping.names.length);
        }
        if (this.mode === "density") {
            return KEY_FIRST + ramp_step(snapshot.density_per_m2[i]! / TOP_DENSITY_PER_M2);
        }
        return snapshot.state[i] === STATE_WAITING ? KEY_WAITING : KEY_FIRST + ramp_step(snapshot.speed_mps[i]! / TOP_SPEED_MPS);
    }
}

/// With more groups than colours the last colour stands for all the others.
function group_step(group: number, group_count: number): number {
    return group_count > GROUPS.length ? Math.min(group, GROUPS.length - 1) : group;
}

function ramp_step(part: number): number {
    return Math.min(Math.floor(Math.max(part, 0) * RAMP_STEPS), RAMP_STEPS - 1);
}

/// 0 = dark end.
function ramp(part: number): string {
    const position = Math.min(Math.max(part, 0), 1) * (VIRIDIS.length - 1);
    const low = Math.min(Math.floor(position), VIRIDIS.length - 2);
    const weight = position - low;
    const channel = (at: number): number => {
        const from = parseInt(VIRIDIS[low]!.slice(at, at + 2), 16);
        const to = parseInt(VIRIDIS[low + 1]!.slice(at, at + 2), 16);
        return Math.round(from + weight * (to - from));
    };
    return `rgb(${channel(1)}, ${channel(3)}, ${channel(5)})`;
}

export type Legend =
    | {
          readonly kind: "ramp";
          readonly title: string;
          readonly colours: readonly string[];
          /// position 0..1 and text
          readonly ticks: readonly (readonly [number, string])[];
          readonly extra: readonly (readonly [string, string])[];
      }
    | { readonly kind: "groups"; readonly title: string; readonly extra: readonly (readonly [string, string])[] };

/// What the colours mean; `extra` pairs a colour with a text.
export function legend_of(replay: ReplayDocument, mode: ColourMode): Legend {
    const colours = key_colours(mode).slice(KEY_FIRST, KEY_FIRST + RAMP_STEPS);
    const hurt: (readonly [string, string])[] = replay.totals.incapacitated.some((count) => count > 0)
        ? [[INCAPACITATED, "incapacitated"]]
        : [];
    switch (mode) {
        case "speed":
            return {
                kind: "ramp",
                title: "Speed, m/s",
                colours,
                ticks: [0, 0.5, 1, 1.5].map((v) => [v / TOP_SPEED_MPS, v === TOP_SPEED_MPS ? `${v}+` : String(v)] as const),
                extra: [[WAITING, "seated or waiting"], ...hurt],
            };
        case "density":
            return {
                kind: "ramp",
                title: "Density, persons per m²",
                colours,
                ticks: [0, 2, 4, 6].map((v) => [v / TOP_DENSITY_PER_M2, v === TOP_DENSITY_PER_M2 ? `${v}+` : String(v)] as const),
                extra: hurt,
            };
        default: {
            const grouping = make_grouping(replay, mode, GROUPS.length);
            const names = grouping?.names ?? [];
            const own_colour = names.length > GROUPS.length ? [...names.slice(0, GROUPS.length - 1), "others"] : names;
            const nobodys = grouping?.no_group ?? "";
            return {
                kind: "groups",
                title: grouping?.title ?? "",
                extra: [
                    ...own_colour.map((name, i) => [GROUPS[i]!, name] as const),
                    ...(nobodys === "" ? [] : [[WAITING, nobodys] as const]),
                    ...hurt,
                ],
            };
        }
    }
}

/// The modes that tell something about this run.
export function useful_modes(replay: ReplayDocument): ColourMode[] {
    return COLOUR_MODES.filter((mode) => {
        switch (mode) {
            case "speed":
                return true;
            case "density":
                return replay.density_step_per_m2 !== null;
            default:
                return make_grouping(replay, mode, GROUPS.length) !== null;
        }
    });
}
