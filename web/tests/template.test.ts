import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { fill_template } from "../demo/fill_template";

/// The source of the page; the build adds the script and the styles and changes nothing else (the browser test sees the built page).
const source = readFileSync(new URL("../report-template.html", import.meta.url), "utf8");

function count(text: string, part: string): number {
    return text.split(part).length - 1;
}

describe("the page frame", () => {
    test("has the placeholders of the contract", () => {
        expect(count(source, "<!--WAYOUT:TITLE-->")).toBe(2);
        for (const name of ["META", "VERDICT", "SECTIONS", "REPLAY"]) {
            expect(count(source, `<!--WAYOUT:${name}-->`)).toBe(1);
        }
        expect(count(source, "WAYOUT:")).toBe(6);
    });

    test("may load nothing", () => {
        expect(source).toContain("default-src 'none'");
        expect(source).not.toMatch(/https?:/);
    });

    test("filling leaves no placeholder, keeps $ signs, and a replay cannot end its element", () => {
        const page = fill_template(source, {
            title: "A & B <hall>", meta: "$1 $&", verdict: "v", sections: "s", replay: { name: "</script><!--" },
        });
        expect(page).not.toContain("WAYOUT:");
        expect(page).toContain("<h1>A &amp; B &lt;hall&gt;</h1>");
        expect(page).toContain("$1 $&");
        expect(page).toContain('{"name":"\\u003c/script>\\u003c!--"}');
    });
});
