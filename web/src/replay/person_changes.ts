/// What changes for single persons at single moments: the exit they head for, what they have learned. A list per person, by row.
import type { JsonChecker, Json } from "./json_checker";
import { unpack_all } from "./packed";

/// The changes of the person of row r are those from starts[r] to starts[r + 1], ascending in time.
export interface PersonChanges {
    readonly starts: Uint32Array;
    readonly time_s: Float64Array;
    readonly value: Int32Array;
}

/// How many changes of a person have come by a time.
export function count_until(changes: PersonChanges, row: number, time_s: number): number {
    let low = changes.starts[row]!;
    let high = changes.starts[row + 1]!;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (changes.time_s[middle]! <= time_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low - changes.starts[row]!;
}

/// The value since the last change by a time; null before the first.
export function value_at(changes: PersonChanges, row: number, time_s: number): number | null {
    const count = count_until(changes, row, time_s);
    return count === 0 ? null : changes.value[changes.starts[row]! + count - 1]!;
}

/// Columns "row", "time_cs" and, where `value_key` is given, that one, whose values must be from `lowest` to `highest`.
export function read_changes(
    check: JsonChecker, json: Json, path: string, people_count: number,
    value?: { readonly key: string; readonly lowest: number; readonly highest: number },
): PersonChanges {
    const columns = check.object(json, path);
    const column = (key: string): Int32Array => {
        const text = check.text(columns[key], `${path}.${key}`);
        return check.decoded(`${path}.${key}`, () => unpack_all(text), new Int32Array(0));
    };
    const row = column("row");
    const time_cs = column("time_cs");
    const values = value === undefined ? new Int32Array(row.length) : column(value.key);
    const starts = new Uint32Array(people_count + 1);
    if (time_cs.length !== row.length || values.length !== row.length) {
        check.report(path, `has columns of ${row.length}, ${time_cs.length} and ${values.length} values`);
    } else if (!row.every((r, i) => r >= 0 && r < people_count && (i === 0 || r >= row[i - 1]!))) {
        check.report(`${path}.row`, `must be rows from 0 to ${people_count - 1}, ascending`);
    } else if (!time_cs.every((time, i) => i === 0 || row[i] !== row[i - 1] || time >= time_cs[i - 1]!)) {
        check.report(`${path}.time_cs`, "must ascend for each person");
    } else if (value !== undefined && !values.every((v) => v >= value.lowest && v <= value.highest)) {
        check.report(`${path}.${value.key}`, `must be from ${value.lowest} to ${value.highest}`);
    } else {
        for (const r of row) {
            starts[r + 1]! += 1;
        }
        for (let r = 0; r < people_count; ++r) {
            starts[r + 1]! += starts[r]!;
        }
    }
    return { starts, time_s: Float64Array.from(time_cs, (time) => time / 100), value: values };
}
