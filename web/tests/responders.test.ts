import { describe, expect, test } from "vitest";

import { pack_series } from "../demo/encode_replay";
import { responders_at } from "../src/replay/responders_layer";
import { problems_after, read, small_replay } from "./small_replay";

/// Two responders of one team over five frames from 10 s on, a second apart: the first goes in at 11 s and walks 2 m a second to the east,
/// then upstairs at 13 s; the second never goes in.
function with_responders(json: any): any {
    json.responders = {
        teams: ["First crew", "Second crew"],
        team: pack_series([0, 0]),
        storey: pack_series([-1, 0, 0, 1, -1, -1, -1, -1, -1, -1]),
        x: pack_series([0, 100, 300, 500, 0, 0, 0, 0, 0, 0]),
        y: pack_series([0, 400, 400, 400, 0, 0, 0, 0, 0, 0]),
    };
    return json;
}

describe("rescue teams", () => {
    test("are none without the key", () => {
        expect(read(small_replay()).responders).toBeNull();
    });

    test("are where they are, between frames too, and nowhere while outside", () => {
        const { responders, frames } = read(with_responders(small_replay()));
        const at = (time_s: number): readonly (readonly [number, number, number])[] =>
            responders_at(responders!, frames, time_s).map(({ storey_index, x_m, y_m }) => [storey_index, x_m, y_m] as const);
        expect(at(10)).toEqual([]);
        expect(at(10.9)).toEqual([]);
        expect(at(11)).toEqual([[0, 1, 4]]);
        expect(at(11.25)).toEqual([[0, 1.5, 4]]);
        expect(at(12.75)).toEqual([[0, 3, 4]]); // upstairs in the next frame
        expect(at(13)).toEqual([[1, 5, 4]]);
        expect(at(14)).toEqual([]);
        expect(at(99)).toEqual([]);
    });

    test.each<[string, (json: any) => void, RegExp]>([
        ["a team that does not exist", (j) => (j.responders.team = pack_series([0, 2])), /^responders\.team: must be indices from 0 to 1/],
        ["a storey that does not exist", (j) => (j.responders.storey = pack_series(new Array(10).fill(2))), /^responders\.storey: must be indices/],
        ["too few places", (j) => (j.responders.x = pack_series([0, 1])), /^responders\.x/],
        ["no teams", (j) => delete j.responders.teams, /^responders\.teams: must be/],
    ])("%s is a problem with its place", (_name, change, expected) => {
        expect(problems_after(with_responders(small_replay()), change)[0]).toMatch(expected);
    });
});
