/// Reads places: a storey by its index, points, lines.
import type { Point } from "./document";
import type { Json, JsonChecker } from "./json_checker";

export type StoreyReader = (value: Json, path: string) => number;

export function read_point(check: JsonChecker, value: Json, path: string): Point {
    const pair = check.array(value, path);
    if (pair.length !== 2) {
        check.report(path, "must be [x, y]");
        return [0, 0];
    }
    return [check.number(pair[0], `${path}[0]`), check.number(pair[1], `${path}[1]`)];
}

export function read_points(check: JsonChecker, value: Json, path: string, at_least: number): Point[] {
    const points = check.list(value, path, (item, item_path) => read_point(check, item, item_path));
    if (points.length < at_least) {
        check.report(path, `must have at least ${at_least} points`);
    }
    return points;
}
