import { describe, expect, test } from "vitest";

import { Clock, clock_text } from "../src/replay/clock";
import { curve_path, texts_with_room } from "../src/replay/inside_curve";

describe("clock", () => {
    test("runs at its rate and stops at the end", () => {
        const clock = new Clock(0, 30);
        clock.rate = 10;
        clock.play();
        clock.tick(1000);
        clock.tick(1100);
        expect(clock.time_s).toBeCloseTo(1, 9);
        for (let ms = 1200; ms < 6000; ms += 100) {
            clock.tick(ms);
        }
        expect(clock.time_s).toBe(30);
        expect(clock.playing).toBe(false);
    });

    test("does not move while it is paused, nor jump after a hidden tab", () => {
        const clock = new Clock(0, 100);
        clock.rate = 1;
        clock.tick(0);
        clock.tick(1000);
        expect(clock.time_s).toBe(0);
        clock.play();
        clock.tick(2000);
        clock.tick(60_000);
        expect(clock.time_s).toBeCloseTo(0.25, 9);
    });

    test("begins again when played at the end, and keeps to the recording", () => {
        const clock = new Clock(5, 10);
        clock.seek(99);
        expect(clock.time_s).toBe(10);
        clock.play();
        expect(clock.time_s).toBe(5);
        clock.seek(-3);
        expect(clock.time_s).toBe(5);
    });

    test("is written as minutes and seconds", () => {
        expect([0, 59.99, 60, 75.4, 3675].map(clock_text)).toEqual(["0:00", "0:59", "1:00", "1:15", "1:01:15"]);
    });
});

test("the curve of persons inside spans the box", () => {
    expect(curve_path(new Int32Array([4, 2, 0]))).toBe("M0 100L0.0 0.0L500.0 50.0L1000.0 100.0L1000 100Z");
    expect(curve_path(new Int32Array([4]))).toBe("");
});

test("texts on the time axis do not run into each other", () => {
    // 0.009 of the axis a letter: ten letters reach 0.09 to the right, or from 0.7 on to the left.
    const text = "0123456789";
    const at = (...parts: number[]) => parts.map((part) => ({ part, text }));
    expect(texts_with_room(at(0, 0.05, 0.1, 0.75, 0.95), 0.009)).toEqual([true, false, true, true, true]);
    expect(texts_with_room(at(0.65, 0.75), 0.009)).toEqual([true, false]);
    expect(texts_with_room(at(0.5), 0.009)).toEqual([true]);
    // On an axis of half the width.
    expect(texts_with_room(at(0, 0.05, 0.1, 0.2), 0.018)).toEqual([true, false, false, true]);
});
