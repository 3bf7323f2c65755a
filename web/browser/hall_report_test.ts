/// Runs the concert hall for a minute with the program that was built and holds the page of its report against the tables of the
/// same result: `npm run test:hall [-- PROGRAM]`. Default program: build/release/wayout. Pictures go to test-output/.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import type { Page } from "playwright-core";

import { conclude, expect, in_browser, output, picture_hash, seek, settled, web } from "./session";

const DURATION_S = 60;

const root = resolve(web, "..");
const program = resolve(process.argv[2] ?? join(root, "build", "release", "wayout"));
const result = join(output, "hall");

interface Summary {
    people: { placed: number; out: number; inside: number };
    exits: { name: string; count: number }[];
}

type Row = ReadonlyMap<string, number>;

/// The rows of timeline.csv: whole seconds, and counts per storey in columns "storey:ID".
function read_timeline(): Row[] {
    const lines = readFileSync(join(result, "timeline.csv"), "utf8").trim().split("\n").filter((line) => !line.startsWith("#"));
    const names = lines[0]!.split(",");
    return lines.slice(1).map((line) => new Map(line.split(",").map((value, i) => [names[i]!, Number(value)])));
}

/// A number of the page's live display, which groups its digits.
async function shown(page: Page, id: string): Promise<number> {
    return Number((await page.locator(`#${id}`).innerText()).replaceAll(",", ""));
}

/// The page at one moment against one row of the table.
async function check_moment(page: Page, row: Row, storeys: readonly string[]): Promise<void> {
    const time_s = row.get("time_s")!;
    await seek(page, time_s / DURATION_S);
    const inside = await shown(page, "live-inside");
    const out = await shown(page, "live-out");
    expect(`${time_s} s: as many inside as in the table`, inside === row.get("inside"), [inside, row.get("inside")]);
    expect(`${time_s} s: as many out as in the table`, out === row.get("out"), [out, row.get("out")]);
    const positions = await page.evaluate(() => window.wayout_replay!.positions());
    expect(`${time_s} s: everybody inside is drawn once`, new Set(positions.map((p) => p.row)).size === inside, positions.length);
    const drawn = storeys.map((_id, index) => positions.filter((p) => p.storey === index).length);
    const told = storeys.map((id) => row.get(`storey:${id}`));
    expect(`${time_s} s: as many on each storey as in the table`, drawn.join() === told.join(), { drawn, told });
}

async function check_play(page: Page): Promise<void> {
    await seek(page, 0.75);
    const before = await page.evaluate(() => window.wayout_replay!.positions());
    const picture_before = await picture_hash(page);
    const out_before = await shown(page, "live-out");
    await page.locator("#replay-play").click();
    await page.waitForTimeout(2000);
    const after = await page.evaluate(() => window.wayout_replay!.positions());
    const out_after = await shown(page, "live-out");
    const picture_after = await picture_hash(page);
    if (await page.evaluate(() => window.wayout_replay!.playing())) {
        await page.locator("#replay-play").click();
    }
    const place = new Map(before.map((p) => [p.row, p]));
    const moved = after.filter((p) => Math.hypot(p.x_m - place.get(p.row)!.x_m, p.y_m - place.get(p.row)!.y_m) > 0.5).length;
    // 45 s after the alarm many of the 6,200 walk, and several seconds of the run have been played.
    expect("playing moves many people", moved > 500, moved);
    expect("playing changes the picture", picture_after !== picture_before);
    expect("playing counts people out", out_after > out_before, [out_before, out_after]);
}

async function check_storeys(page: Page, names: readonly string[]): Promise<void> {
    await seek(page, 0.75);
    const list = page.locator("#replay-storey");
    const options = await list.locator("option").allInnerTexts();
    for (const name of names) {
        const index = options.indexOf(name);
        expect(`storey '${name}' can be chosen`, index >= 0, options);
        if (index < 0) {
            continue;
        }
        await list.selectOption({ index });
        await settled(page);
        const storeys = await page.evaluate(() => window.wayout_replay!.storeys());
        expect(`'${name}' is shown alone`, storeys.length === 1, storeys);
        await page.locator("#replay").screenshot({ path: join(output, `hall-storey-${index}.png`) });
    }
    const hashes = new Set<number>();
    for (const name of names) {
        await list.selectOption({ label: name });
        await settled(page);
        hashes.add(await picture_hash(page));
    }
    expect("each storey has a picture of its own", hashes.size === names.length, hashes.size);
    await list.selectOption({ index: 0 });
}

async function main(): Promise<void> {
    if (!existsSync(program)) {
        console.error(`${program} does not exist; scripts/build makes it`);
        process.exitCode = 2;
        return;
    }
    mkdirSync(output, { recursive: true });
    const options = ["--output", result, "--duration", String(DURATION_S), "--trajectory", "none", "--quiet"];
    execFileSync(program, ["run", join(root, "scenarios", "concert-hall"), ...options], { stdio: "inherit" });
    const summary = JSON.parse(readFileSync(join(result, "summary.json"), "utf8")) as Summary;
    const timeline = read_timeline();
    const storeys = [...timeline[0]!.keys()].filter((name) => name.startsWith("storey:")).map((name) => name.slice("storey:".length));

    await in_browser(async ({ page }) => {
        const url = pathToFileURL(join(result, "report.html")).href;
        await page.goto(url);
        await settled(page);
        expect("the page is opened from disk", url.startsWith("file://"), url);
        await page.screenshot({ path: join(output, "hall-top.png") });
        expect("the replay can be read", !(await page.locator("#replay-error").isVisible()), await page.locator("#replay-error").innerText());
        await page.locator("#replay").scrollIntoViewIfNeeded();

        for (const time_s of [0, 30, 45, DURATION_S]) {
            const row = timeline.find((candidate) => candidate.get("time_s") === time_s);
            expect(`the table has ${time_s} s`, row !== undefined);
            if (row !== undefined) {
                await check_moment(page, row, storeys);
            }
        }
        const at_end = [await shown(page, "live-inside"), await shown(page, "live-out")];
        expect("the end is that of summary.json", at_end.join() === [summary.people.inside, summary.people.out].join(), at_end);
        expect("some are out and some are not", summary.people.out > 0 && summary.people.inside > 0, summary.people);
        const verdict = (await page.locator("#verdict").innerText()).replace(/\s+/g, " ");
        expect("the verdict names those inside", verdict.includes(summary.people.inside.toLocaleString("en")), verdict.slice(0, 200));
        const exits = await page.locator("#exits table.data").first().innerText();
        for (const exit of summary.exits.filter(({ count }) => count > 0)) {
            expect(`exit '${exit.name}' is in the table`, exits.includes(exit.name));
        }

        await check_play(page);
        const plan_names = await page.locator("#replay-storey option").allInnerTexts();
        await check_storeys(page, plan_names.slice(1));
        expect("all storeys can be chosen one by one", plan_names.length === storeys.length + 1, plan_names);
        await page.screenshot({ path: join(output, "hall-whole-page.png"), fullPage: true });
    });
    conclude();
}

await main();
