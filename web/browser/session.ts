/// What the tests in a real browser share: the browser, the list of checks, and ways to use the page as a reader would.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Page } from "playwright-core";
import { chromium } from "playwright-core";

const FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];

/// The folder web/ and the one for pictures in it.
export const web = fileURLToPath(new URL("..", import.meta.url));
export const output = join(web, "test-output");

let failures = 0;
let passes = 0;

export function expect(what: string, holds: boolean, seen: unknown = ""): void {
    if (holds) {
        ++passes;
        console.log(`ok      ${what}`);
    } else {
        ++failures;
        console.log(`FAILED  ${what}  ${JSON.stringify(seen)}`);
    }
}

/// Prints the sum and sets the exit code of the program.
export function conclude(): void {
    console.log(`${passes} passed, ${failures} failed`);
    process.exitCode = failures === 0 && passes > 0 ? 0 : 1;
}

/// A page in a browser without history, and what it says or asks for while it is used.
export interface Session {
    page: Page;
    /// Errors and warnings of the console, and uncaught exceptions.
    complaints: string[];
    /// Everything that was asked of a network.
    requests: string[];
}

export async function in_browser(use: (session: Session) => Promise<void>): Promise<void> {
    const profile = mkdtempSync(join(tmpdir(), "wayout-browser-"));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env["WAYOUT_CHROMIUM"] ?? "/usr/bin/chromium",
        args: FLAGS,
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
    });
    try {
        const page = await context.newPage();
        const session: Session = { page, complaints: [], requests: [] };
        page.on("console", (message) => {
            if (message.type() === "error" || message.type() === "warning") {
                session.complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => session.complaints.push(String(error)));
        page.on("request", (request) => {
            if (!/^(file|data|blob):/.test(request.url())) {
                session.requests.push(request.url());
            }
        });
        await use(session);
        expect("no error or warning on the console", session.complaints.length === 0, session.complaints);
        expect("nothing is fetched from anywhere", session.requests.length === 0, session.requests);
    } finally {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
    }
}

/// A number that changes with the pixels of the plan.
export function picture_hash(page: Page): Promise<number> {
    return page.evaluate(() => {
        const canvas = document.getElementById("replay-canvas") as HTMLCanvasElement;
        const picture = canvas.toDataURL();
        let hash = 0;
        for (let i = 0; i < picture.length; ++i) {
            hash = (Math.imul(hash, 31) + picture.charCodeAt(i)) | 0;
        }
        return hash;
    });
}

/// Resolves after the next pictures are drawn.
export function settled(page: Page): Promise<void> {
    return page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
}

/// Moves the time slider to a part, 0 to 1, of the run.
export async function seek(page: Page, part: number): Promise<void> {
    await page.evaluate((p) => {
        const slider = document.getElementById("replay-time") as HTMLInputElement;
        slider.value = String(Number(slider.min) + p * (Number(slider.max) - Number(slider.min)));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    }, part);
    await settled(page);
}
