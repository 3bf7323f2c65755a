/// Opens a report in a real browser and uses it as a reader would: `npm run test:browser [-- FILE.html]`. Pictures go to test-output/.
/// Default file: the demo, which must have been built. Ends with exit code 1 if anything is not as it should be.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { Page } from "playwright-core";

import { fill_template } from "../demo/fill_template";
import { conclude, expect, in_browser, output, picture_hash, seek, settled, web } from "./session";

const named_file = process.argv[2];
const file = resolve(named_file ?? join(web, "dist", "demo.html"));

async function check_frame(page: Page): Promise<void> {
    expect("the page has a title", (await page.title()).trim() !== "");
    const left_over = (await page.content()).match(/<!--\s*WAYOUT:[A-Z]+/g);
    expect("no placeholder is left", left_over === null, left_over);
    expect("there is a verdict", (await page.locator("#verdict").innerText()).trim().length > 0);
    const links = await page.locator(".toc a").count();
    expect("the contents list the sections", links >= 2, links);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect("the page is not wider than the window", overflow <= 0, overflow);
    const unnamed = await page.evaluate(() =>
        [...document.querySelectorAll("button, select, input")].filter(
            (e) => !(e.getAttribute("aria-label") ?? "") && !(e as HTMLInputElement).labels?.length && !(e.textContent ?? "").trim(),
        ).length,
    );
    expect("every control has a name", unnamed === 0, unnamed);
}

async function check_read_outs(page: Page): Promise<void> {
    const tipped = page.locator("main svg [data-tip]");
    if ((await tipped.count()) === 0) {
        return;
    }
    await tipped.first().scrollIntoViewIfNeeded();
    await settled(page);
    const place = (await tipped.first().boundingBox())!;
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await settled(page);
    const shown = page.locator(".read-out");
    expect("pointing at a chart shows a read-out", (await shown.isVisible()) && (await shown.innerText()) !== "");
    await page.mouse.move(2, 2);
}

async function check_replay(page: Page): Promise<void> {
    await page.locator("#replay").scrollIntoViewIfNeeded();
    await settled(page);
    const positions = () => page.evaluate(() => window.wayout_replay!.positions());
    const time = () => page.evaluate(() => window.wayout_replay!.time_s());
    const length_s = await page.evaluate(() => Number((document.getElementById("replay-time") as HTMLInputElement).max));

    const at_start = await positions();
    expect("people are there at the start", at_start.length > 0, at_start.length);

    await seek(page, 0.25);
    const before = await positions();
    const time_before = await time();
    expect("the slider seeks", Math.abs(time_before - 0.25 * length_s) < 0.02 * length_s + 1, time_before);
    const hash_before = await picture_hash(page);
    await page.locator("#replay-play").click();
    await page.waitForTimeout(1200);
    const playing = await page.evaluate(() => window.wayout_replay!.playing());
    await page.locator("#replay-play").click();
    await settled(page);
    const time_after = await time();
    const after = await positions();
    expect("play plays", playing || time_after >= length_s, { playing });
    expect("time passes while playing", time_after > time_before + 2, [time_before, time_after]);
    const then = new Map(before.map((person) => [person.row, person]));
    const moved = after.filter((person) => {
        const was = then.get(person.row);
        return was !== undefined && Math.hypot(was.x_m - person.x_m, was.y_m - person.y_m) > 0.1;
    }).length;
    expect("play moves people", moved > 0 || after.length < before.length, moved);
    expect("play changes the picture", (await picture_hash(page)) !== hash_before);
    const paused_at = await time();
    await page.waitForTimeout(300);
    expect("pause holds the time", (await time()) === paused_at);

    await page.locator("#replay-canvas").focus();
    await page.keyboard.press("Home");
    await settled(page);
    expect("Home goes to the start", (await time()) < 1e-6 + (await page.evaluate(() => Number((document.getElementById("replay-time") as HTMLInputElement).min))));
    await page.keyboard.press("ArrowRight");
    await settled(page);
    expect("an arrow goes on by 5 s", Math.abs((await time()) - 5) < 1e-6 || length_s < 5, await time());
    await page.keyboard.press(" ");
    await page.waitForTimeout(150);
    expect("the space bar plays", await page.evaluate(() => window.wayout_replay!.playing()));
    await page.keyboard.press(" ");

    await seek(page, 0.3);
    const modes = page.locator("#replay-colour label");
    let last_hash = await picture_hash(page);
    for (let i = 1; i < (await modes.count()); ++i) {
        await modes.nth(i).click();
        await settled(page);
        const hash = await picture_hash(page);
        expect(`colour by ${await modes.nth(i).innerText()} changes the picture`, hash !== last_hash);
        last_hash = hash;
        await page.locator("#replay").screenshot({ path: join(output, `replay-colour-${i}.png`) });
    }
    await modes.first().click();

    await check_air(page);

    const options = await page.locator("#replay-storey option").count();
    if (options > 1) {
        const at_first = await picture_hash(page);
        for (let i = options - 1; i > 0; --i) {
            await page.locator("#replay-storey").selectOption({ index: i });
            await settled(page);
            await page.locator("#replay").screenshot({ path: join(output, `replay-storey-${i}.png`) });
        }
        expect("the storey list changes the picture", (await picture_hash(page)) !== at_first);
        expect("one storey is shown", (await page.evaluate(() => window.wayout_replay!.storeys().length)) === 1);
    }

    await check_zoom_and_person(page);
    await page.locator("#zoom-fit").click();
    await page.locator("#replay-storey").selectOption({ index: 0 });
    await seek(page, 0.3);
}

/// Layers of smoke, heat and dose, where the run has any.
async function check_air(page: Page): Promise<void> {
    const has_air = await page.evaluate(() => "air" in (JSON.parse(document.getElementById("wayout-replay")!.textContent!) as object));
    expect("the layers of the air are offered if there are any", (await page.locator("#replay-air").isVisible()) === has_air);
    if (!has_air) {
        return;
    }
    await seek(page, 0.6);
    const layers = page.locator("#replay-air label");
    const hashes: number[] = [];
    for (let i = 0; i < (await layers.count()); ++i) {
        await layers.nth(i).click();
        await settled(page);
        hashes.push(await picture_hash(page));
        await page.locator("#replay").screenshot({ path: join(output, `replay-air-${i}.png`) });
    }
    expect("every layer of the air has a picture of its own", new Set(hashes).size === hashes.length, hashes);
    await layers.first().click();
    await settled(page);
    expect("a layer of the air comes back", (await picture_hash(page)) === hashes[0]);
    const legend = await page.locator("#replay-legend").innerText();
    expect("the legend explains the air and its gaps", legend.includes("no data"), legend);
    await seek(page, 0.3);
}

async function check_zoom_and_person(page: Page): Promise<void> {
    const canvas = page.locator("#replay-canvas");
    await canvas.scrollIntoViewIfNeeded();
    const scale = () => page.evaluate(() => window.wayout_replay!.px_per_m());
    const scale_before = await scale();
    const box = (await canvas.boundingBox())!;
    await canvas.focus();
    const find_person = () =>
        page.evaluate(() => {
            for (const { row } of window.wayout_replay!.positions()) {
                const point = window.wayout_replay!.canvas_point(row);
                if (point !== null) {
                    return { row, point };
                }
            }
            return null;
        });
    const found = await find_person();
    if (found !== null) {
        await page.mouse.move(box.x + found.point[0], box.y + found.point[1]);
        for (let i = 0; i < 4; ++i) {
            await page.mouse.wheel(0, -240);
        }
        await settled(page);
        expect("the wheel zooms in", (await scale()) > 1.5 * scale_before, [scale_before, await scale()]);
        await page.mouse.click(box.x + found.point[0], box.y + found.point[1]);
        await settled(page);
        expect("pointing at a person shows their data", /^Person \d+/.test(await page.locator("#person-card").innerText()));
        await page.locator("#replay").screenshot({ path: join(output, "replay-zoomed.png") });
        const before_drag = await picture_hash(page);
        await page.mouse.down();
        await page.mouse.move(box.x + found.point[0] + 90, box.y + found.point[1] + 40, { steps: 4 });
        await page.mouse.up();
        await settled(page);
        expect("dragging moves the plan", (await picture_hash(page)) !== before_drag);
        await page.keyboard.press("Escape");
    }
}

/// Milliseconds the page needs for a picture while it plays, median of two seconds.
async function picture_time_ms(page: Page): Promise<number> {
    return page.evaluate(async () => {
        const gaps: number[] = [];
        document.getElementById("replay-play")!.click();
        await new Promise<void>((done) => {
            const begin = performance.now();
            let last = begin;
            const tick = (now: number): void => {
                gaps.push(now - last);
                last = now;
                if (now - begin < 2000) {
                    requestAnimationFrame(tick);
                } else {
                    done();
                }
            };
            requestAnimationFrame(tick);
        });
        if (window.wayout_replay!.playing()) {
            document.getElementById("replay-play")!.click();
        }
        return gaps.sort((a, b) => a - b)[gaps.length >> 1]!;
    });
}

async function check_print(page: Page): Promise<void> {
    await page.emulateMedia({ media: "print" });
    for (const selector of [".toc", ".replay-controls", ".transport", ".keys"]) {
        const element = page.locator(selector).first();
        expect(`print hides ${selector}`, !(await element.isVisible()));
    }
    await page.pdf({ path: join(output, "report.pdf"), preferCSSPageSize: true, printBackground: false });
    await page.emulateMedia({ media: "screen" });
}

/// Reports without a replay, and with one that cannot be read, are still reports.
async function check_other_pages(page: Page): Promise<void> {
    const template = readFileSync(join(web, "dist", "report-template.html"), "utf8");
    const open = async (name: string, replay: unknown): Promise<void> => {
        const parts = { title: name, meta: "", verdict: "<p>verdict</p>", sections: '<section class="card" id="a"><h2>A</h2></section>', replay };
        const path = join(output, `${name}.html`);
        writeFileSync(path, fill_template(template, parts));
        await page.goto(pathToFileURL(path).href);
        await settled(page);
    };
    await open("without-replay", null);
    expect("without a replay its section is hidden", !(await page.locator("#replay").isVisible()));
    expect("without a replay there is no complaint", !(await page.locator("#replay-error").isVisible()));
    await open("unreadable-replay", { version: 1, name: "x" });
    expect("an unreadable replay is said to be so", (await page.locator("#replay-error li").count()) > 3);
    expect("an unreadable replay is not shown", !(await page.locator("#replay").isVisible()));
    await open("replay-of-the-future", { version: 99 });
    expect("an unknown version is named", (await page.locator("#replay-error").innerText()).includes("version"));
}

async function main(): Promise<void> {
    if (!existsSync(file)) {
        console.error(`${file} does not exist; npm run demo writes the default one`);
        process.exitCode = 2;
        return;
    }
    mkdirSync(output, { recursive: true });
    await in_browser(async ({ page }) => {
        const begin = Date.now();
        await page.goto(pathToFileURL(file).href);
        await settled(page);
        console.log(`opened in ${Date.now() - begin} ms`);
        await page.screenshot({ path: join(output, "top.png") });

        await check_frame(page);
        await check_read_outs(page);
        const has_replay = await page.locator("#replay").isVisible();
        const wants_replay = await page.evaluate(() => document.getElementById("wayout-replay")!.textContent!.trim() !== "");
        expect("the replay is shown if there is one", has_replay === wants_replay, await page.locator("#replay-error").innerText());
        if (has_replay) {
            await check_replay(page);
            console.log(`a picture every ${(await picture_time_ms(page)).toFixed(1)} ms while playing (software rendering)`);
            await page.locator("#replay").screenshot({ path: join(output, "replay-all.png") });
        }
        await page.screenshot({ path: join(output, "whole-page.png"), fullPage: true });
        await check_print(page);
        await page.setViewportSize({ width: 400, height: 800 });
        await settled(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect("a narrow window needs no sideways scrolling", overflow <= 0, overflow);
        await page.screenshot({ path: join(output, "narrow.png"), fullPage: true });

        if (named_file === undefined) {
            await check_other_pages(page);
        }
    });
    conclude();
}

await main();
