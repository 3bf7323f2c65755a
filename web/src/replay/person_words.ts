/// What a person does and where to, in words.
import type { ReplayDocument } from "./document";
import { STATE_INCAPACITATED, STATE_STAYING, STATE_WAITING, TARGET_ELSEWHERE } from "./document";
import { value_at } from "./person_changes";

export const ELSEWHERE_WORDS = "another place";

export function state_words(state: number): string {
    switch (state) {
        case STATE_WAITING:
            return "waiting";
        case STATE_INCAPACITATED:
            return "incapacitated";
        case STATE_STAYING:
            return "staying";
        default:
            return "walking";
    }
}

/// The exit or other place that somebody heads for; null: none yet, or not recorded.
export function target_words(replay: ReplayDocument, row: number, time_s: number): string | null {
    const gate = replay.targets === null ? null : value_at(replay.targets, row, time_s);
    return gate === null ? null : gate === TARGET_ELSEWHERE ? ELSEWHERE_WORDS : replay.gates[gate]!.name;
}
