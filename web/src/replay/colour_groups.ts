/// Ways to put people into groups of their own colour: what they do, where they head, with whom they are, what they have learned.
import type { ReplayDocument } from "./document";
import { STATE_STAYING, STATE_WAITING, TARGET_ELSEWHERE } from "./document";
import { count_until, value_at } from "./person_changes";
import { ELSEWHERE_WORDS } from "./person_words";
import type { Snapshot } from "./snapshot";

/// The group of people who belong to none; they are painted like those who wait.
export const NO_GROUP = -1;

export interface Grouping {
    readonly title: string;
    /// By group. More than there are colours: the last colour stands for all the others.
    readonly names: readonly string[];
    /// What it means to be in no group; empty: everybody is in one.
    readonly no_group: string;
    /// Of an entry of the snapshot.
    group_of(snapshot: Snapshot, entry: number): number;
}

export const GROUP_MODES = ["state", "target", "company", "knowledge", "population", "profile"] as const;
export type GroupMode = (typeof GROUP_MODES)[number];

/// null: the run has nothing of the kind.
export function make_grouping(replay: ReplayDocument, mode: GroupMode, colour_count: number): Grouping | null {
    switch (mode) {
        case "state":
            return {
                title: "State",
                names: ["walking or queueing", "staying where they meant to go"],
                no_group: "not begun",
                group_of: (snapshot, entry) => {
                    const state = snapshot.state[entry];
                    return state === STATE_WAITING ? NO_GROUP : state === STATE_STAYING ? 1 : 0;
                },
            };
        case "target":
            return by_target(replay);
        case "company":
            return by_company(replay, colour_count);
        case "knowledge":
            return by_knowledge(replay);
        case "population":
        case "profile": {
            const names = mode === "population" ? replay.people.populations : replay.people.profiles;
            const column = mode === "population" ? replay.people.population : replay.people.profile;
            return names.length < 2
                ? null
                : {
                      title: mode === "population" ? "Population" : "Profile",
                      names,
                      no_group: "",
                      group_of: (snapshot, entry) => column[snapshot.row[entry]!]!,
                  };
        }
    }
}

/// The exit that most people chose comes first, so that it has a colour of its own.
function by_target(replay: ReplayDocument): Grouping | null {
    const { targets } = replay;
    if (targets === null) {
        return null;
    }
    const choices = new Map<number, number>();
    for (const gate of targets.value) {
        choices.set(gate, (choices.get(gate) ?? 0) + 1);
    }
    const order = [...choices.keys()].sort((a, b) => choices.get(b)! - choices.get(a)! || a - b);
    const group_of_gate = new Map(order.map((gate, group) => [gate, group]));
    return {
        title: "Heads for",
        names: order.map((gate) => (gate === TARGET_ELSEWHERE ? ELSEWHERE_WORDS : replay.gates[gate]!.name)),
        no_group: "no exit chosen yet",
        group_of: (snapshot, entry) => {
            const gate = value_at(targets, snapshot.row[entry]!, snapshot.time_s);
            return gate === null ? NO_GROUP : group_of_gate.get(gate)!;
        },
    };
}

function by_company(replay: ReplayDocument, colour_count: number): Grouping | null {
    const { company } = replay.people;
    return company === null
        ? null
        : {
              title: "Who belongs together has one colour; colours repeat",
              names: [],
              no_group: "alone",
              group_of: (snapshot, entry) => {
                  const its = company[snapshot.row[entry]!]!;
                  return its < 0 ? NO_GROUP : its % colour_count;
              },
          };
}

function by_knowledge(replay: ReplayDocument): Grouping | null {
    const { learned } = replay;
    return learned === null
        ? null
        : {
              title: "Learned on the way",
              names: ["one thing", "more"],
              no_group: "nothing yet",
              group_of: (snapshot, entry) => {
                  const count = count_until(learned, snapshot.row[entry]!, snapshot.time_s);
                  return count === 0 ? NO_GROUP : Math.min(count, 2) - 1;
              },
          };
}
