import { describe, expect, test } from "vitest";

import { pack_series } from "../demo/encode_replay";
import { count_until, value_at } from "../src/replay/person_changes";
import { state_words, target_words } from "../src/replay/person_words";
import { read_document } from "../src/replay/read_document";
import { problems_after, read, small_replay, with_decisions } from "./small_replay";

function problems_of(change: (json: any) => void): readonly string[] {
    return problems_after(with_decisions(small_replay()), change);
}

describe("changes of single persons", () => {
    const replay = read(with_decisions(small_replay()));

    test("count and value at a time, the time of a change included", () => {
        const targets = replay.targets!;
        expect([10, 11, 12.49, 12.5, 99].map((time_s) => count_until(targets, 0, time_s))).toEqual([0, 1, 1, 2, 2]);
        expect([10, 11, 99].map((time_s) => value_at(targets, 0, time_s))).toEqual([null, 0, -1]);
        expect(value_at(targets, 1, 99)).toBeNull();
        expect(value_at(targets, 2, 13)).toBe(0);
    });

    test("in words", () => {
        expect(target_words(replay, 0, 10)).toBeNull();
        expect(target_words(replay, 0, 11)).toBe("Exit");
        expect(target_words(replay, 0, 13)).toBe("another place");
        expect([0, 1, 2, 3].map(state_words)).toEqual(["waiting", "walking", "incapacitated", "staying"]);
    });

    test("a document of earlier versions has none of it", () => {
        const old = read_document(JSON.stringify(small_replay()));
        expect(old.ok && [old.replay.targets, old.replay.learned, old.replay.people.company]).toEqual([null, null, null]);
        expect(old.ok && target_words(old.replay, 0, 99)).toBeNull();
    });

    test("what is wrong is refused by name", () => {
        expect(problems_of(() => undefined)).toEqual([]);
        expect(problems_of((json) => (json.targets.gate = pack_series([0, 2, 0])))).toEqual(["targets.gate: must be from -1 to 1"]);
        expect(problems_of((json) => (json.targets.row = pack_series([0, 3, 3])))).toEqual(["targets.row: must be rows from 0 to 2, ascending"]);
        expect(problems_of((json) => (json.targets.row = pack_series([2, 0, 0])))).toEqual(["targets.row: must be rows from 0 to 2, ascending"]);
        expect(problems_of((json) => (json.learned.time_cs = pack_series([1350, 1200])))).toEqual(["learned.time_cs: must ascend for each person"]);
        expect(problems_of((json) => (json.learned.time_cs = pack_series([1350])))).toEqual(["learned: has columns of 2, 1 and 2 values"]);
        expect(problems_of((json) => (json.people.company = pack_series([1])))).toHaveLength(1);
    });
});
