/// A made-up hall with a made-up crowd, to look at the page without running the simulator. Nobody here obeys a model: people follow a
/// route to an exit and stand in a queue that drains at a fixed rate. No figure of it means anything.
import { STATE_ABSENT, STATE_INCAPACITATED, STATE_WAITING, STATE_WALKING } from "../src/replay/document";
import type { PersonTrack } from "./encode_replay";
import { encode_chunks, pack_series } from "./encode_replay";
import { make_random } from "./random";
import { make_synthetic_air } from "./synthetic_air";

type XY = [number, number];

const STEP_M = 0.01;
const DENSITY_STEP_PER_M2 = 0.1;
const ORIGIN_M: XY = [500_000, 5_600_000];
const BASEMENT = 0;
const HALL = 1;
const BALCONY = 2;

export interface HallSize {
    readonly people: number;
    readonly duration_s: number;
    readonly interval_s: number;
    readonly frames_per_chunk: number;
}

export const FULL_HOUSE: HallSize = { people: 6200, duration_s: 420, interval_s: 0.5, frames_per_chunk: 60 };

interface ExitPlan {
    readonly id: string;
    readonly name: string;
    readonly storey: number;
    readonly a: XY;
    readonly b: XY;
    /// persons per second
    readonly rate_pps: number;
}

// The hall is 62 x 48 m, the foyer 90 x 22 m in front of it.
const EXITS: readonly ExitPlan[] = [
    { id: "main", name: "Main entrance", storey: HALL, a: [27, -22], b: [35, -22], rate_pps: 6.5 },
    { id: "foyer-w", name: "Foyer west", storey: HALL, a: [-14, -12], b: [-14, -8], rate_pps: 3.2 },
    { id: "foyer-e", name: "Foyer east", storey: HALL, a: [76, -12], b: [76, -8], rate_pps: 3.2 },
    { id: "side-w1", name: "West 1", storey: HALL, a: [0, 12], b: [0, 14.4], rate_pps: 2.6 },
    { id: "side-w2", name: "West 2", storey: HALL, a: [0, 32], b: [0, 34.4], rate_pps: 2.6 },
    { id: "side-e1", name: "East 1", storey: HALL, a: [62, 12], b: [62, 14.4], rate_pps: 2.6 },
    { id: "side-e2", name: "East 2", storey: HALL, a: [62, 32], b: [62, 34.4], rate_pps: 2.6 },
    { id: "stage", name: "Stage door", storey: HALL, a: [50, 48], b: [51.6, 48], rate_pps: 1 },
    { id: "balcony-w", name: "Balcony west", storey: BALCONY, a: [0, 3], b: [0, 5.4], rate_pps: 2.4 },
    { id: "balcony-e", name: "Balcony east", storey: BALCONY, a: [62, 3], b: [62, 5.4], rate_pps: 2.4 },
    { id: "basement", name: "Basement yard", storey: BASEMENT, a: [12, -20], b: [14, -20], rate_pps: 1.2 },
];

interface Person {
    readonly storey: number;
    readonly route: readonly XY[];
    readonly exit_index: number;
    readonly start_s: number;
    readonly speed_mps: number;
    readonly aside_m: number;
    readonly population: number;
    readonly profile: number;
    readonly hurt_at_s: number;
}

function rectangle(x0: number, y0: number, x1: number, y1: number): XY[] {
    return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

/// Seats in rows of 0.9 m, 0.52 m apart, with aisles between the blocks.
function seat_rows(): { storey: number; at: XY }[] {
    const seats: { storey: number; at: XY }[] = [];
    const blocks: [number, number, number, number, number][] = [
        [HALL, 4, 19, 4.5, 36], [HALL, 21, 41, 4.5, 37], [HALL, 43, 58, 4.5, 36],
        [BALCONY, 3, 19, 6.5, 17], [BALCONY, 21, 41, 6.5, 17], [BALCONY, 43, 59, 6.5, 17],
    ];
    for (const [storey, x0, x1, y0, y1] of blocks) {
        for (let y = y0; y < y1; y += 0.9) {
            for (let x = x0; x < x1; x += 0.52) {
                seats.push({ storey, at: [x, y] });
            }
        }
    }
    return seats;
}

function route_from(storey: number, [x, y]: XY, exit: ExitPlan): XY[] {
    const middle: XY = [(exit.a[0] + exit.b[0]) / 2, (exit.a[1] + exit.b[1]) / 2];
    if (storey === BASEMENT) {
        return [[x, y], [13, y], middle];
    }
    const aisle_x = [2, 20, 42, 60].reduce((best, a) => (Math.abs(a - x) < Math.abs(best - x) ? a : best));
    if (exit.id === "main" || exit.id.startsWith("foyer")) {
        const door_x = aisle_x < 31 ? 20 : 42;
        return [[x, y], [aisle_x, y], [aisle_x, 2.5], [door_x, 2.5], [door_x, -4], [middle[0], middle[1] > -20 ? middle[1] : -10], middle];
    }
    return [[x, y], [aisle_x, y], [aisle_x, middle[1]], middle];
}

function make_people(size: HallSize, seats: readonly { storey: number; at: XY }[], random: () => number): Person[] {
    const people: Person[] = [];
    const add = (storey: number, at: XY, population: number): void => {
        const choices = EXITS.map((exit, index) => ({ exit, index })).filter(({ exit }) => exit.storey === storey);
        const near = choices
            .map(({ exit, index }) => {
                const distance = Math.hypot((exit.a[0] + exit.b[0]) / 2 - at[0], (exit.a[1] + exit.b[1]) / 2 - at[1]);
                return { exit, index, cost: distance / exit.rate_pps ** 0.7 + 6 * random() };
            })
            .sort((a, b) => a.cost - b.cost)[0]!;
        const child = random() < 0.08;
        people.push({
            storey,
            route: route_from(storey, at, near.exit),
            exit_index: near.index,
            start_s: 20 + 45 * Math.sqrt(-Math.log(1 - 0.999 * random())) * 0.6,
            speed_mps: child ? 0.8 + 0.3 * random() : 0.95 + 0.65 * random(),
            aside_m: 1.6 * (random() - 0.5),
            population,
            profile: child ? 2 : random() < 0.12 ? 1 : 0,
            hurt_at_s: random() < 0.0006 ? 90 + 60 * random() : Infinity,
        });
    };
    const in_basement = Math.round(size.people * 0.024);
    for (let i = 0; i < in_basement; ++i) {
        add(BASEMENT, [-8 + 60 * random(), -17 + 12 * random()], i % 5 === 0 ? 1 : 0);
    }
    const seated = Math.min(seats.length, size.people - in_basement);
    for (let i = 0; i < seated; ++i) {
        const seat = seats[Math.floor((i * seats.length) / seated)]!;
        add(seat.storey, seat.at, 0);
    }
    while (people.length < size.people) {
        add(HALL, [-12 + 86 * random(), -19 + 16 * random()], people.length % 9 === 0 ? 1 : 0);
    }
    return people;
}

interface Route {
    readonly points: readonly XY[];
    readonly lengths: readonly number[];
    readonly total_m: number;
}

function measure(points: readonly XY[]): Route {
    const lengths = points.slice(1).map((p, i) => Math.hypot(p[0] - points[i]![0], p[1] - points[i]![1]));
    return { points, lengths, total_m: lengths.reduce((sum, length) => sum + length, 0) };
}

function point_on(route: Route, along_m: number, aside_m: number): XY {
    let rest = along_m;
    for (let i = 0; i < route.lengths.length; ++i) {
        const length = route.lengths[i]!;
        if (rest <= length || i === route.lengths.length - 1) {
            const [ax, ay] = route.points[i]!;
            const [bx, by] = route.points[i + 1]!;
            const part = length === 0 ? 0 : Math.min(rest / length, 1);
            const grow = Math.min(along_m / 3, 1) * aside_m;
            const [dx, dy] = length === 0 ? [0, 0] : [(bx - ax) / length, (by - ay) / length];
            return [ax + part * (bx - ax) - dy * grow, ay + part * (by - ay) + dx * grow];
        }
        rest -= length;
    }
    return [...route.points[route.points.length - 1]!];
}

interface Moves {
    readonly tracks: PersonTrack[];
    /// per exit, per frame
    readonly passed: Int32Array[];
    readonly inside: Int32Array;
    readonly out: Int32Array;
    readonly incapacitated: Int32Array;
}

function move(people: readonly Person[], size: HallSize, frame_count: number, random: () => number): Moves {
    const routes = people.map((person) => measure(person.route));
    const order = EXITS.map((_exit, exit_index) =>
        people
            .map((person, row) => ({ row, exit: person.exit_index, free_s: person.start_s + routes[row]!.total_m / person.speed_mps }))
            .filter((entry) => entry.exit === exit_index)
            .sort((a, b) => a.free_s - b.free_s || a.row - b.row)
            .map((entry) => entry.row),
    );
    const exit_s = new Float64Array(people.length).fill(Infinity);
    order.forEach((rows, exit_index) => {
        let last_s = 0;
        for (const row of rows) {
            const person = people[row]!;
            if (person.hurt_at_s < Infinity) {
                continue;
            }
            last_s = Math.max(person.start_s + routes[row]!.total_m / person.speed_mps, last_s + (0.6 + 0.8 * random()) / EXITS[exit_index]!.rate_pps);
            exit_s[row] = last_s;
        }
    });

    const moves: Moves = {
        tracks: people.map(() => ({
            state: new Uint8Array(frame_count).fill(STATE_ABSENT), storey: new Uint8Array(frame_count),
            density_code: new Uint8Array(frame_count), x: new Int32Array(frame_count), y: new Int32Array(frame_count),
        })),
        passed: EXITS.map(() => new Int32Array(frame_count)),
        inside: new Int32Array(frame_count), out: new Int32Array(frame_count), incapacitated: new Int32Array(frame_count),
    };
    const along = new Float64Array(people.length);
    for (let f = 0; f < frame_count; ++f) {
        const t = f * size.interval_s;
        order.forEach((rows, exit_index) => {
            let ahead = 0;
            for (const row of rows) {
                if (exit_s[row]! <= t) {
                    moves.passed[exit_index]![f]! += 1;
                    continue;
                }
                const person = people[row]!;
                const route = routes[row]!;
                const free_m = Math.max(0, (Math.min(t, person.hurt_at_s) - person.start_s) * person.speed_mps);
                const limit_m = route.total_m - 0.35 * Math.sqrt(6 * ahead);
                along[row] = Math.max(along[row]!, Math.min(free_m, limit_m, along[row]! + 1.3 * person.speed_mps * size.interval_s));
                ahead += along[row]! > 0 ? 1 : 0;
                const [x, y] = point_on(route, along[row]!, person.aside_m);
                const walking = along[row]! > 0;
                const sway = walking && t < person.hurt_at_s ? 0.03 : 0;
                const track = moves.tracks[row]!;
                track.x[f] = Math.round((x + sway * (random() - 0.5)) / STEP_M);
                track.y[f] = Math.round((y + sway * (random() - 0.5)) / STEP_M);
                track.state[f] = t >= person.hurt_at_s ? STATE_INCAPACITATED : walking ? STATE_WALKING : STATE_WAITING;
                track.storey[f] = person.storey;
                moves[t >= person.hurt_at_s ? "incapacitated" : "inside"][f]! += 1;
            }
        });
        moves.out[f] = people.length - moves.inside[f]! - moves.incapacitated[f]!;
        set_densities(moves.tracks, f);
    }
    return moves;
}

/// Persons in cells of 2 m.
function set_densities(tracks: readonly PersonTrack[], f: number): void {
    const cell_of = (track: PersonTrack): number =>
        track.storey[f]! * 1_000_000 + Math.floor((track.x[f]! * STEP_M) / 2 + 200) * 1000 + Math.floor((track.y[f]! * STEP_M) / 2 + 200);
    const counts = new Map<number, number>();
    for (const track of tracks) {
        if (track.state[f] !== STATE_ABSENT) {
            counts.set(cell_of(track), (counts.get(cell_of(track)) ?? 0) + 1);
        }
    }
    for (const track of tracks) {
        if (track.state[f] !== STATE_ABSENT) {
            track.density_code[f] = Math.min(255, Math.round(counts.get(cell_of(track))! / 4 / DENSITY_STEP_PER_M2));
        }
    }
}

/// The JSON of a whole replay document, and the numbers the sample sections are drawn from.
export function make_synthetic_hall(size: HallSize): { json: unknown; moves: Moves; exit_names: readonly string[] } {
    const random = make_random(20260101);
    const seats = seat_rows();
    const people = make_people(size, seats, random);
    const frame_count = Math.round(size.duration_s / size.interval_s) + 1;
    const moves = move(people, size, frame_count, random);
    const seats_on = (storey: number): { storey_index: number; x: string; y: string } => {
        const here = seats.filter((seat) => seat.storey === storey);
        return {
            storey_index: storey,
            x: pack_series(here.map((seat) => Math.round(seat.at[0] / STEP_M))),
            y: pack_series(here.map((seat) => Math.round(seat.at[1] / STEP_M))),
        };
    };
    const json = {
        version: 1,
        name: "Demonstration hall",
        origin_m: ORIGIN_M,
        position_step_m: STEP_M,
        density_step_per_m2: DENSITY_STEP_PER_M2,
        storeys: [
            { id: "basement", name: "Basement", elevation_m: -5, walkable: [{ outer: rectangle(-10, -20, 54, -3), holes: [] }], obstacles: [] },
            {
                id: "hall", name: "Hall and foyer", elevation_m: 0,
                walkable: [{
                    outer: [[-14, -22], [76, -22], [76, 0], [62, 0], [62, 48], [0, 48], [0, 0], [-14, 0]],
                    holes: [rectangle(9, -16, 11, -14), rectangle(51, -16, 53, -14)],
                }],
                obstacles: [{ outer: rectangle(12, 40, 50, 47), holes: [] }],
            },
            { id: "balcony", name: "Balcony", elevation_m: 7, walkable: [{ outer: rectangle(0, 0, 62, 18), holes: [] }], obstacles: [] },
        ],
        surfaces: [
            { id: "esc-1", kind: "escalator", storey_index: HALL, upper_storey_index: BALCONY, outline: rectangle(5, -9, 6.2, 0), up: [0, 1], travel: "up", label: "Escalator 1" },
            { id: "esc-2", kind: "escalator", storey_index: HALL, upper_storey_index: BALCONY, outline: rectangle(56, -9, 57.2, 0), up: [0, 1], travel: "stopped", label: "Escalator 2" },
            { id: "stair-w", kind: "stair", storey_index: HALL, upper_storey_index: BALCONY, outline: rectangle(1.5, -9, 4.5, 0), up: [0, 1], label: "West stair" },
            { id: "stair-e", kind: "stair", storey_index: HALL, upper_storey_index: BALCONY, outline: rectangle(57.6, -9, 60.6, 0), up: [0, 1], label: "East stair" },
            { id: "stair-b", kind: "stair", storey_index: BASEMENT, upper_storey_index: HALL, outline: rectangle(40, -12, 48, -9), up: [1, 0], label: "Basement stair" },
            { id: "tier-w", kind: "tier", storey_index: BALCONY, outline: rectangle(3, 6, 19.4, 17.4), up: [0, 1] },
            { id: "tier-m", kind: "tier", storey_index: BALCONY, outline: rectangle(20.6, 6, 41.4, 17.4), up: [0, 1] },
            { id: "tier-e", kind: "tier", storey_index: BALCONY, outline: rectangle(42.6, 6, 59.4, 17.4), up: [0, 1] },
        ],
        walls: [
            { storey_index: HALL, points: [[0, 0], [18, 0]] },
            { storey_index: HALL, points: [[22, 0], [40, 0]] },
            { storey_index: HALL, points: [[44, 0], [62, 0]] },
            { storey_index: HALL, points: [[0, 0], [-14, 0], [-14, -22], [76, -22], [76, 0], [62, 0], [62, 48], [0, 48], [0, 0]] },
            { storey_index: BALCONY, points: [[0, 18], [0, 0], [62, 0], [62, 18]] },
            { storey_index: BASEMENT, points: [[-10, -20], [54, -20], [54, -3], [-10, -3], [-10, -20]] },
            { storey_index: BASEMENT, points: [[20, -3], [20, -10]] },
            { storey_index: BASEMENT, points: [[30, -20], [30, -12]] },
        ],
        gates: [
            ...EXITS.map((exit, i) => ({
                id: exit.id, name: exit.name, kind: "exit", storey_index: exit.storey, a: exit.a, b: exit.b,
                passed: pack_series(moves.passed[i]!), ...(exit.id === "stage" ? { closed_s: [[150, null]] } : {}),
            })),
            { id: "door-w", name: "Hall door west", kind: "door", storey_index: HALL, a: [18, 0], b: [22, 0] },
            { id: "door-e", name: "Hall door east", kind: "door", storey_index: HALL, a: [40, 0], b: [44, 0] },
        ],
        seats: [seats_on(HALL), seats_on(BALCONY)],
        labels: [
            { storey_index: HALL, at: [31, 43.5], text: "Stage" },
            { storey_index: HALL, at: [31, -13], text: "Foyer" },
            { storey_index: BASEMENT, at: [5, -8], text: "Cloakroom" },
            { storey_index: BASEMENT, at: [45, -6], text: "Dressing rooms" },
        ],
        marks: [{ time_s: 20, text: "Alarm" }, { time_s: 150, text: "Stage door lost" }],
        people: {
            count: people.length,
            populations: ["visitors", "staff"],
            population: pack_series(people.map((person) => person.population)),
            profiles: ["adult", "adult over 60", "child"],
            profile: pack_series(people.map((person) => person.profile)),
        },
        frames: { count: frame_count, start_time_s: 0, interval_s: size.interval_s },
        totals: { inside: pack_series(moves.inside), out: pack_series(moves.out), incapacitated: pack_series(moves.incapacitated) },
        air: make_synthetic_air(HALL, BALCONY, size.duration_s),
        losses: [{ id: "balcony-west", storey_index: BALCONY, outline: rectangle(1, 10, 12, 17), warned_s: 60, at_s: 120 }],
        chunks: encode_chunks(moves.tracks, frame_count, size.frames_per_chunk, true),
    };
    return { json, moves, exit_names: EXITS.map((exit) => exit.name) };
}
