/// Mouse, pen and fingers on the plan: move, zoom, point at persons.
import type { Point } from "./document";
import type { ReplayView } from "./replay_view";

const CLICK_REACH_PX = 4;
const HINT_MS = 1600;

export function connect_pointer(view: ReplayView, hint: HTMLElement): void {
    const canvas = view.canvas;
    const pressed = new Map<number, Point>();
    let moved_px = 0;
    let hint_timer = 0;

    const place = (event: MouseEvent): Point => {
        const box = canvas.getBoundingClientRect();
        return [event.clientX - box.left, event.clientY - box.top];
    };

    canvas.addEventListener("pointerdown", (event) => {
        pressed.set(event.pointerId, place(event));
        moved_px = 0;
        canvas.setPointerCapture(event.pointerId);
    });

    canvas.addEventListener("pointermove", (event) => {
        const now = place(event);
        const before = pressed.get(event.pointerId);
        if (before === undefined) {
            view.point_at(now);
            return;
        }
        const others = [...pressed].filter(([id]) => id !== event.pointerId);
        if (others.length === 0) {
            moved_px += Math.hypot(now[0] - before[0], now[1] - before[1]);
            if (moved_px > CLICK_REACH_PX) {
                view.pan_px(now[0] - before[0], now[1] - before[1]);
                canvas.classList.add("dragging");
            }
        } else {
            const still = others[0]![1];
            const old_spread = Math.hypot(before[0] - still[0], before[1] - still[1]);
            const new_spread = Math.hypot(now[0] - still[0], now[1] - still[1]);
            if (old_spread > 0 && new_spread > 0) {
                view.zoom(new_spread / old_spread, still);
            }
            moved_px = Infinity;
        }
        pressed.set(event.pointerId, now);
    });

    const release = (event: PointerEvent): void => {
        if (pressed.delete(event.pointerId) && event.type === "pointerup" && moved_px <= CLICK_REACH_PX) {
            view.follow_at(place(event));
        }
        canvas.classList.remove("dragging");
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => view.point_at(null));
    canvas.addEventListener("dblclick", (event) => view.zoom(1.8, place(event)));

    // A plain wheel scrolls the page past the plan unless the reader has turned to the plan by clicking it.
    canvas.addEventListener(
        "wheel",
        (event) => {
            if (event.ctrlKey || event.metaKey || canvas.ownerDocument.activeElement === canvas) {
                event.preventDefault();
                view.zoom(Math.exp(-wheel_px(event) * 0.0015), place(event));
            } else {
                hint.classList.add("shown");
                window.clearTimeout(hint_timer);
                hint_timer = window.setTimeout(() => hint.classList.remove("shown"), HINT_MS);
            }
        },
        { passive: false },
    );
}

function wheel_px(event: WheelEvent): number {
    const px_per_unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
    return Math.min(Math.max(event.deltaY * px_per_unit, -400), 400);
}
