/// The numbers beside the picture, and the card of the person of interest.
import { clock_text } from "./clock";
import { state_words, target_words } from "./person_words";
import { screen_x, screen_y } from "./camera";
import { element_by_id } from "./element_by_id";
import type { ReplayView } from "./replay_view";

/// The rate of leaving is the mean over this time.
const RATE_WINDOW_S = 10;

export function connect_live_numbers(view: ReplayView, page: Document): void {
    const text_of = (id: string): ((text: string) => void) => {
        const element = element_by_id(page, id, HTMLElement);
        return (text) => {
            if (element.textContent !== text) {
                element.textContent = text;
            }
        };
    };
    const set_time = text_of("live-time");
    const set_inside = text_of("live-inside");
    const set_out = text_of("live-out");
    const set_incapacitated = text_of("live-incapacitated");
    const set_rate = text_of("live-rate");
    const set_clock = text_of("replay-clock");
    const set_print_time = text_of("print-time");
    const slider = element_by_id(page, "replay-time", HTMLInputElement);
    const play = element_by_id(page, "replay-play", HTMLButtonElement);
    const past = element_by_id(page, "inside-curve", SVGSVGElement);
    const card = element_by_id(page, "person-card", HTMLElement);
    const { clock, replay } = view;
    element_by_id(page, "live-incapacitated-box", HTMLElement).hidden = !replay.totals.incapacitated.some((n) => n > 0);

    view.on_picture = () => {
        const frame = view.frame();
        const now = clock_text(clock.time_s);
        set_time(now);
        set_clock(now);
        set_print_time(now);
        set_inside(replay.totals.inside[frame]!.toLocaleString("en"));
        set_out(replay.totals.out[frame]!.toLocaleString("en"));
        set_incapacitated(replay.totals.incapacitated[frame]!.toLocaleString("en"));
        set_rate(Math.round(60 * leaving_pps(view, frame)).toLocaleString("en"));

        const part = (clock.time_s - clock.start_s) / (clock.end_s - clock.start_s || 1);
        past.style.setProperty("--past", `${100 * part}%`);
        if (page.activeElement !== slider || clock.playing) {
            slider.value = String(clock.time_s);
        }
        slider.setAttribute("aria-valuetext", `${now} of ${clock_text(clock.end_s)}`);
        if (play.classList.toggle("playing", clock.playing) !== (play.getAttribute("aria-pressed") === "true")) {
            play.setAttribute("aria-pressed", String(clock.playing));
            play.setAttribute("aria-label", clock.playing ? "Pause" : "Play");
        }
        show_person(view, card);
    };
}

function leaving_pps(view: ReplayView, frame: number): number {
    const { frames, totals } = view.replay;
    const back = Math.min(Math.round(RATE_WINDOW_S / frames.interval_s), frame);
    return back === 0 ? 0 : (totals.out[frame]! - totals.out[frame - back]!) / (back * frames.interval_s);
}

function show_person(view: ReplayView, card: HTMLElement): void {
    const entry = view.person_of_interest();
    const panel = entry < 0 ? undefined : view.panels.find((p) => p.storey_index === view.snapshot.storey[entry]);
    card.hidden = panel === undefined;
    if (panel === undefined) {
        return;
    }
    const { snapshot, replay } = view;
    const row = snapshot.row[entry]!;
    const target = target_words(replay, row, snapshot.time_s);
    const lines = [
        `Person ${replay.people.ids[row]!}`,
        [replay.people.populations[replay.people.population[row]!], replay.people.profiles[replay.people.profile[row]!]]
            .filter((name) => name !== undefined && name !== "")
            .join(", "),
        `${state_words(snapshot.state[entry]!)}, ${snapshot.speed_mps[entry]!.toFixed(2)} m/s`,
        target === null ? "" : `heads for ${target}`,
    ];
    if (replay.density_step_per_m2 !== null) {
        lines.push(`${snapshot.density_per_m2[entry]!.toFixed(1)} persons per m² around`);
    }
    const x_m = replay.origin_m[0] + snapshot.x_m[entry]!;
    const y_m = replay.origin_m[1] + snapshot.y_m[entry]!;
    lines.push(`${replay.storeys[snapshot.storey[entry]!]!.name}, x ${x_m.toFixed(1)} m, y ${y_m.toFixed(1)} m`);
    card.textContent = lines.filter((line) => line !== "").join("\n");

    const x = screen_x(view.camera, panel, snapshot.x_m[entry]!);
    const y = screen_y(view.camera, panel, snapshot.y_m[entry]!);
    const box = view.canvas.getBoundingClientRect();
    const on_left = x > box.width - card.offsetWidth - 24;
    card.style.left = `${Math.round(on_left ? x - card.offsetWidth - 14 : x + 14)}px`;
    card.style.top = `${Math.round(Math.min(Math.max(y - 20, 4), box.height - card.offsetHeight - 4))}px`;
}
