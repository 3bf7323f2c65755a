/// Writes dist/demo.html: the built page filled with a synthetic crowd.
import { readFileSync, writeFileSync } from "node:fs";

import { fill_template } from "./fill_template";
import { sample_sections, sample_verdict } from "./sample_sections";
import { FULL_HOUSE, make_synthetic_hall } from "./synthetic_hall";

const dist = new URL("../dist/", import.meta.url);
const template = readFileSync(new URL("report-template.html", dist), "utf8");
const hall = make_synthetic_hall(FULL_HOUSE);
const numbers = {
    interval_s: FULL_HOUSE.interval_s,
    people: FULL_HOUSE.people,
    inside: hall.moves.inside,
    out: hall.moves.out,
    incapacitated: hall.moves.incapacitated,
    exits: hall.exit_names.map((name, i) => ({ name, passed: hall.moves.passed[i]! })),
};
const html = fill_template(template, {
    title: "Demonstration hall, full house",
    meta: "<span>Synthetic data for looking at the page</span><span>Seed 1</span><span>Model: time gap</span>",
    verdict: sample_verdict(numbers),
    sections: sample_sections(numbers),
    replay: hall.json,
});
writeFileSync(new URL("demo.html", dist), html);
console.log(`dist/demo.html: ${(html.length / 1e6).toFixed(2)} MB, ${FULL_HOUSE.people} people, ${FULL_HOUSE.duration_s} s`);
