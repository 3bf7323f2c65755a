/// Reads the JSON text of a replay into a ReplayDocument, or says everything that is wrong with it. The frames themselves are decoded
/// later, chunk by chunk (chunk.ts); their order and extent are checked here.
import type {
    Area, Frames, Gate, Label, Mark, PackedChunk, People, ReplayDocument, Responders, Seats, Storey, Surface, Totals, Wall,
} from "./document";
import { DOCUMENT_VERSION, GATE_KINDS, NOT_INSIDE, SURFACE_KINDS, TARGET_ELSEWHERE, TRAVELS } from "./document";
import type { Json } from "./json_checker";
import { JsonChecker } from "./json_checker";
import { unpack_all, unpack_series } from "./packed";
import { read_changes } from "./person_changes";
import { read_air, read_danger, read_loss } from "./read_hazards";
import type { StoreyReader } from "./read_point";
import { read_point, read_points } from "./read_point";

const MAX_STOREYS = 255;
const MAX_PEOPLE = 10_000_000;
const MAX_FRAMES = 10_000_000;
const MAX_RESPONDER_PLACES = 50_000_000;

export type ReadResult =
    | { readonly ok: true; readonly replay: ReplayDocument }
    | { readonly ok: false; readonly problems: readonly string[] };

export function read_document(text: string): ReadResult {
    let json: Json;
    try {
        json = JSON.parse(text) as Json;
    } catch (error) {
        return { ok: false, problems: [`replay: is not JSON (${error instanceof Error ? error.message : String(error)})`] };
    }
    const check = new JsonChecker();
    const root = check.object(json, "replay");
    if (root["version"] !== DOCUMENT_VERSION) {
        check.report("version", `must be ${DOCUMENT_VERSION}, the only version this page reads`);
        return { ok: false, problems: check.problems };
    }
    const position_step_m = check.positive(root["position_step_m"], "position_step_m");
    const storeys = check.list(root["storeys"], "storeys", (item, path) => read_storey(check, item, path));
    if (storeys.length < 1 || storeys.length > MAX_STOREYS) {
        check.report("storeys", `must be 1 to ${MAX_STOREYS}`);
    }
    const frames = read_frames(check, root["frames"]);
    const on_storey = (value: Json, path: string): number => check.integer(value, path, 0, storeys.length - 1);

    const gates = check.list(root["gates"], "gates", (item, path) => read_gate(check, item, path, on_storey, frames));
    const people = read_people(check, root["people"]);

    const replay: ReplayDocument = {
        name: check.text(root["name"], "name"),
        origin_m: read_point(check, root["origin_m"], "origin_m"),
        position_step_m,
        density_step_per_m2:
            root["density_step_per_m2"] === null ? null : check.positive(root["density_step_per_m2"], "density_step_per_m2"),
        storeys,
        surfaces: check.list(root["surfaces"], "surfaces", (item, path) => read_surface(check, item, path, on_storey)),
        walls: check.list(root["walls"], "walls", (item, path): Wall => {
            const wall = check.object(item, path);
            return {
                storey_index: on_storey(wall["storey_index"], `${path}.storey_index`),
                points: read_points(check, wall["points"], `${path}.points`, 2),
            };
        }),
        gates,
        seats: check.list(root["seats"], "seats", (item, path) => read_seats(check, item, path, on_storey, position_step_m)),
        labels: check.optional_list(root["labels"], "labels", (item, path): Label => {
            const label = check.object(item, path);
            return {
                storey_index: on_storey(label["storey_index"], `${path}.storey_index`),
                at: read_point(check, label["at"], `${path}.at`),
                text: check.text(label["text"], `${path}.text`),
            };
        }),
        marks: check.optional_list(root["marks"], "marks", (item, path): Mark => {
            const mark = check.object(item, path);
            return {
                time_s: check.number(mark["time_s"], `${path}.time_s`),
                text: check.text(mark["text"], `${path}.text`),
            };
        }),
        people,
        frames,
        totals: read_totals(check, root["totals"], frames),
        air: root["air"] === undefined ? null : read_air(check, root["air"], on_storey),
        losses: check.optional_list(root["losses"], "losses", (item, path) => read_loss(check, item, path, on_storey)),
        dangers: check.optional_list(root["dangers"], "dangers", (item, path) => read_danger(check, item, path, on_storey)),
        responders:
            root["responders"] === undefined
                ? null
                : read_responders(check, root["responders"], frames.count, storeys.length, position_step_m),
        targets:
            root["targets"] === undefined
                ? null
                : read_changes(check, root["targets"], "targets", people.count, {
                      key: "gate", lowest: TARGET_ELSEWHERE, highest: gates.length - 1,
                  }),
        learned: root["learned"] === undefined ? null : read_changes(check, root["learned"], "learned", people.count),
        chunks: read_chunks(check, root["chunks"], frames),
    };
    return check.problems.length === 0 ? { ok: true, replay } : { ok: false, problems: check.problems };
}

function read_area(check: JsonChecker, value: Json, path: string): Area {
    const area = check.object(value, path);
    return {
        outer: read_points(check, area["outer"], `${path}.outer`, 3),
        holes: check.optional_list(area["holes"], `${path}.holes`, (item, item_path) => read_points(check, item, item_path, 3)),
    };
}

function read_storey(check: JsonChecker, value: Json, path: string): Storey {
    const storey = check.object(value, path);
    const areas = (item: Json, item_path: string): Area => read_area(check, item, item_path);
    return {
        id: check.text(storey["id"], `${path}.id`),
        name: check.text(storey["name"], `${path}.name`),
        elevation_m: check.number(storey["elevation_m"], `${path}.elevation_m`),
        walkable: check.list(storey["walkable"], `${path}.walkable`, areas),
        obstacles: check.optional_list(storey["obstacles"], `${path}.obstacles`, areas),
    };
}

function read_surface(check: JsonChecker, value: Json, path: string, on_storey: StoreyReader): Surface {
    const surface = check.object(value, path);
    const upper = surface["upper_storey_index"];
    return {
        id: check.text(surface["id"], `${path}.id`),
        kind: check.one_of(surface["kind"], `${path}.kind`, SURFACE_KINDS),
        storey_index: on_storey(surface["storey_index"], `${path}.storey_index`),
        upper_storey_index:
            upper === undefined || upper === null ? null : on_storey(upper, `${path}.upper_storey_index`),
        outline: read_points(check, surface["outline"], `${path}.outline`, 3),
        up: read_point(check, surface["up"], `${path}.up`),
        travel: surface["travel"] === undefined ? "both" : check.one_of(surface["travel"], `${path}.travel`, TRAVELS),
        label: surface["label"] === undefined ? "" : check.text(surface["label"], `${path}.label`),
    };
}

function read_gate(check: JsonChecker, value: Json, path: string, on_storey: StoreyReader, frames: Frames): Gate {
    const gate = check.object(value, path);
    return {
        id: check.text(gate["id"], `${path}.id`),
        name: check.text(gate["name"], `${path}.name`),
        kind: check.one_of(gate["kind"], `${path}.kind`, GATE_KINDS),
        storey_index: on_storey(gate["storey_index"], `${path}.storey_index`),
        a: read_point(check, gate["a"], `${path}.a`),
        b: read_point(check, gate["b"], `${path}.b`),
        passed: gate["passed"] === undefined ? null : read_series(check, gate["passed"], `${path}.passed`, frames.count),
        closed_s: check.optional_list(gate["closed_s"], `${path}.closed_s`, (item, item_path): readonly [number, number] => {
            const interval = check.array(item, item_path);
            if (interval.length !== 2) {
                check.report(item_path, "must be [from, to]");
                return [0, 0];
            }
            const to = interval[1] === null ? Infinity : check.number(interval[1], `${item_path}[1]`);
            return [check.number(interval[0], `${item_path}[0]`), to];
        }),
    };
}

function read_seats(check: JsonChecker, value: Json, path: string, on_storey: StoreyReader, step_m: number): Seats {
    const seats = check.object(value, path);
    const in_metres = (axis: string): Float32Array => {
        const axis_path = `${path}.${axis}`;
        const text = check.text(seats[axis], axis_path);
        const steps = check.decoded(axis_path, () => unpack_all(text), new Int32Array(0));
        return Float32Array.from(steps, (value_in_steps) => value_in_steps * step_m);
    };
    const x_m = in_metres("x");
    const y_m = in_metres("y");
    if (x_m.length !== y_m.length) {
        check.report(path, `has ${x_m.length} x and ${y_m.length} y`);
    }
    return { storey_index: on_storey(seats["storey_index"], `${path}.storey_index`), x_m, y_m };
}

function read_people(check: JsonChecker, value: Json): People {
    const people = check.object(value, "people");
    const count = check.integer(people["count"], "people.count", 0, MAX_PEOPLE);
    const populations = check.list(people["populations"], "people.populations", (item, path) => check.text(item, path));
    const profiles = check.list(people["profiles"], "people.profiles", (item, path) => check.text(item, path));
    return {
        count,
        ids:
            people["ids"] === undefined
                ? Int32Array.from({ length: count }, (_unused, row) => row)
                : read_series(check, people["ids"], "people.ids", count),
        populations,
        population: read_indices(check, people["population"], "people.population", count, populations.length),
        profiles,
        profile: read_indices(check, people["profile"], "people.profile", count, profiles.length),
        company: people["company"] === undefined ? null : read_series(check, people["company"], "people.company", count),
    };
}

function read_frames(check: JsonChecker, value: Json): Frames {
    const frames = check.object(value, "frames");
    return {
        count: check.integer(frames["count"], "frames.count", 1, MAX_FRAMES),
        start_time_s: check.number(frames["start_time_s"], "frames.start_time_s"),
        interval_s: check.positive(frames["interval_s"], "frames.interval_s"),
    };
}

function read_responders(
    check: JsonChecker, value: Json, frame_count: number, storey_count: number, step_m: number,
): Responders {
    const responders = check.object(value, "responders");
    const teams = check.list(responders["teams"], "responders.teams", (item, path) => check.text(item, path));
    const team_text = check.text(responders["team"], "responders.team");
    const team = check.decoded("responders.team", () => unpack_all(team_text), new Int32Array(0));
    if (!team.every((index) => index >= 0 && index < teams.length)) {
        check.report("responders.team", `must be indices from 0 to ${teams.length - 1}`);
    }
    if (team.length * frame_count > MAX_RESPONDER_PLACES) {
        check.report("responders", `have ${team.length * frame_count} places, more than ${MAX_RESPONDER_PLACES}`);
        return { teams, team: new Int32Array(0), storey: new Int32Array(0), x_m: new Float32Array(0), y_m: new Float32Array(0) };
    }
    const series = (key: string): Int32Array =>
        read_series(check, responders[key], `responders.${key}`, team.length * frame_count);
    const storey = series("storey");
    if (!storey.every((index) => index >= NOT_INSIDE && index < storey_count)) {
        check.report("responders.storey", `must be indices from ${NOT_INSIDE} to ${storey_count - 1}`);
    }
    const in_metres = (key: string): Float32Array => Float32Array.from(series(key), (steps) => steps * step_m);
    return { teams, team, storey, x_m: in_metres("x"), y_m: in_metres("y") };
}

function read_totals(check: JsonChecker, value: Json, frames: Frames): Totals {
    const totals = check.object(value, "totals");
    const series = (key: string): Int32Array => read_series(check, totals[key], `totals.${key}`, frames.count);
    return { inside: series("inside"), out: series("out"), incapacitated: series("incapacitated") };
}

function read_chunks(check: JsonChecker, value: Json, frames: Frames): PackedChunk[] {
    let expected_first = 0;
    const chunks = check.list(value, "chunks", (item, path): PackedChunk => {
        const chunk = check.object(item, path);
        const first_frame = check.integer(chunk["first_frame"], `${path}.first_frame`, 0, frames.count - 1);
        const frame_count = check.integer(chunk["frame_count"], `${path}.frame_count`, 1, frames.count);
        if (first_frame !== expected_first) {
            check.report(`${path}.first_frame`, `must be ${expected_first}: each chunk begins with the last frame of the one before`);
        }
        expected_first = first_frame + frame_count - 1;
        return { first_frame, frame_count, data: check.text(chunk["data"], `${path}.data`) };
    });
    if (chunks.length === 0) {
        check.report("chunks", "must not be empty");
    } else if (expected_first !== frames.count - 1) {
        check.report("chunks", `must end with frame ${frames.count - 1}, not ${expected_first}`);
    }
    return chunks;
}

function read_series(check: JsonChecker, value: Json, path: string, count: number): Int32Array {
    const text = check.text(value, path);
    return check.decoded(path, () => unpack_series(text, count), new Int32Array(count));
}

function read_indices(check: JsonChecker, value: Json, path: string, count: number, list_length: number): Int32Array {
    const indices = read_series(check, value, path, count);
    if (!indices.every((index) => index >= 0 && index < list_length)) {
        check.report(path, `must be indices from 0 to ${list_length - 1}`);
    }
    return indices;
}
