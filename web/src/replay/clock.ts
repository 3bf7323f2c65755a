/// Time that passes while playing, and how it is written.

export class Clock {
    playing = false;
    /// Simulated seconds in a second of the viewer.
    rate = 10;
    private now_s: number;
    private last_tick_ms: number | null = null;

    constructor(
        readonly start_s: number,
        readonly end_s: number,
    ) {
        this.now_s = start_s;
    }

    get time_s(): number {
        return this.now_s;
    }

    /// Times outside the recording become its ends.
    seek(time_s: number): void {
        this.now_s = Math.min(Math.max(time_s, this.start_s), this.end_s);
    }

    /// Playing at the end begins again.
    play(): void {
        if (this.now_s >= this.end_s) {
            this.now_s = this.start_s;
        }
        this.playing = true;
        this.last_tick_ms = null;
    }

    pause(): void {
        this.playing = false;
    }

    /// Moves on to the time of a picture, in the milliseconds of requestAnimationFrame. A long gap (a hidden tab) counts as a short one.
    tick(at_ms: number): void {
        if (this.playing && this.last_tick_ms !== null) {
            const passed_s = Math.min(at_ms - this.last_tick_ms, 250) / 1000;
            this.seek(this.now_s + passed_s * this.rate);
            if (this.now_s >= this.end_s) {
                this.playing = false;
            }
        }
        this.last_tick_ms = at_ms;
    }
}

/// 75.4 -> "1:15"; 3675 -> "1:01:15"
export function clock_text(time_s: number): string {
    const whole = Math.max(0, Math.floor(time_s + 1e-6));
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    const seconds = String(whole % 60).padStart(2, "0");
    return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}
