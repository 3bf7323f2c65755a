/// Sections as the C++ report writer makes them, so that styles can be judged: charts, tables, facts, notes.

const INK_2 = "#556170";
const GRID = "#e3e7ec";
const AXIS = "#8a95a3";
const SERIES = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#8c6d1f", "#6b7280"];
const FONT = `font-family="system-ui, sans-serif" font-size="13"`;

export interface SampleNumbers {
    readonly interval_s: number;
    readonly people: number;
    readonly inside: Int32Array;
    readonly out: Int32Array;
    readonly incapacitated: Int32Array;
    readonly exits: readonly { readonly name: string; readonly passed: Int32Array }[];
}

function minutes(time_s: number): string {
    return `${Math.floor(time_s / 60)}:${String(Math.round(time_s % 60)).padStart(2, "0")}`;
}

interface ChartSeries {
    readonly name: string;
    readonly values: ArrayLike<number>;
}

function line_chart(label: string, unit: string, series: readonly ChartSeries[], step_s: number, top: number): string {
    const [left, right, up, down, width, height] = [62, 150, 14, 40, 960, 340];
    const last = series[0]!.values.length - 1;
    const x = (i: number): string => (left + ((width - left - right) * i) / last).toFixed(1);
    const y = (v: number): string => (up + (height - up - down) * (1 - v / top)).toFixed(1);
    let out = `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}" ${FONT}>`;
    for (let i = 0; i <= 4; ++i) {
        const value = (top * i) / 4;
        out += `<line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="${i === 0 ? AXIS : GRID}"/>`;
        out += `<text x="${left - 10}" y="${y(value)}" dy="4.5" text-anchor="end" fill="${INK_2}">${value.toLocaleString("en")}</text>`;
    }
    for (let t = 0; t <= last * step_s; t += 60) {
        out += `<text x="${x(t / step_s)}" y="${height - down + 20}" text-anchor="middle" fill="${INK_2}">${minutes(t)}</text>`;
    }
    out += `<text x="${(left + width - right) / 2}" y="${height - 3}" text-anchor="middle" fill="${INK_2}">time since start, min:s</text>`;
    let last_label_y = height;
    [...series.keys()]
        .sort((a, b) => Number(y(series[b]!.values[last]!)) - Number(y(series[a]!.values[last]!)))
        .forEach((s) => {
            const { name, values } = series[s]!;
            const points = Array.from({ length: last + 1 }, (_unused, i) => `${x(i)},${y(values[i]!)}`).join(" ");
            out += `<polyline points="${points}" fill="none" stroke="${SERIES[s]}" stroke-width="2.5" stroke-linejoin="round"/>`;
            last_label_y = Math.min(Number(y(values[last]!)) + 4.5, last_label_y - 17);
            out += `<text x="${width - right + 8}" y="${last_label_y.toFixed(1)}" fill="${SERIES[s]}" font-weight="600">${name}</text>`;
        });
    const bins = 60;
    for (let bin = 0; bin < bins; ++bin) {
        const i = Math.round(((bin + 0.5) * last) / bins);
        const read = series.map(({ name, values }) => `${name}: ${Math.round(values[i]! * 10) / 10} ${unit}`).join("&#10;");
        const bin_width = (width - left - right) / bins;
        out += `<rect class="hit" x="${(left + bin * bin_width).toFixed(1)}" y="${up}" width="${bin_width.toFixed(1)}" height="${height - up - down}" fill="none" data-tip="${minutes(i * step_s)}&#10;${read}"/>`;
    }
    return `${out}</svg>`;
}

function bar_chart(numbers: SampleNumbers): string {
    const rows = numbers.exits.map((exit) => ({ name: exit.name, count: exit.passed[exit.passed.length - 1]! }));
    const top = Math.max(...rows.map((row) => row.count));
    const height = rows.length * 26 + 8;
    let out = `<svg viewBox="0 0 560 ${height}" role="img" aria-label="Persons by exit" ${FONT}>`;
    rows.forEach((row, i) => {
        const y = 4 + i * 26;
        const width = Math.max(1, (380 * row.count) / top);
        out += `<text x="112" y="${y + 15}" text-anchor="end" fill="#1b2430">${row.name}</text>`;
        out += `<rect x="120" y="${y + 2}" width="${width.toFixed(1)}" height="18" rx="2" fill="#0b5c8a" data-tip="${row.name}&#10;${row.count} persons"/>`;
        out += `<text x="${(126 + width).toFixed(1)}" y="${y + 15}" fill="${INK_2}">${row.count.toLocaleString("en")}</text>`;
    });
    return `${out}</svg>`;
}

function density_map(): string {
    const ramp = ["#fde725", "#b5de2b", "#6ece58", "#35b779", "#1f9e89", "#26828e", "#31688e", "#3e4989", "#482878", "#440154"];
    let out = `<svg viewBox="0 0 560 330" role="img" aria-label="Map of peak density" ${FONT}><rect x="20" y="10" width="420" height="300" fill="#f4f6f8"/>`;
    for (let i = 0; i < 42; ++i) {
        for (let j = 0; j < 30; ++j) {
            const near = Math.min(Math.hypot(i - 0, j - 8), Math.hypot(i - 41, j - 8), Math.hypot(i - 14, j - 29), Math.hypot(i - 28, j - 29));
            const density = 6.2 * Math.exp(-near / 5) + 1.4 * Math.abs(Math.sin(i * 0.7) * Math.cos(j * 0.5));
            if (density > 0.7) {
                out += `<rect x="${20 + 10 * i}" y="${10 + 10 * j}" width="10.2" height="10.2" fill="${ramp[Math.min(9, Math.floor((density / 6) * 10))]}"/>`;
            }
        }
    }
    out += `<rect x="20" y="10" width="420" height="300" fill="none" stroke="#2f3a47" stroke-width="2"/>`;
    ramp.forEach((colour, i) => (out += `<rect x="468" y="${280 - 28 * i}" width="16" height="28" fill="${colour}"/>`));
    [0, 2, 4, 6].forEach((v) => (out += `<text x="492" y="${312 - (280 * v) / 6}" fill="${INK_2}">${v}${v === 6 ? "+ /m²" : ""}</text>`));
    return `${out}</svg>`;
}

export function sample_verdict(numbers: SampleNumbers): string {
    const end = numbers.inside.findIndex((count) => count === 0);
    const last_s = (end < 0 ? numbers.inside.length - 1 : end) * numbers.interval_s;
    const hurt = numbers.incapacitated[numbers.incapacitated.length - 1]!;
    return `<div class="verdict warn"><p class="verdict-word">Everyone who could walk was out after ${minutes(last_s)} min, but two exits were too crowded</p>
<p class="verdict-text">${numbers.people.toLocaleString("en")} people were inside. ${hurt} could not leave on their own. At West 1 and the main entrance more than 4 people stood on a square metre for over a minute.</p></div>
<div class="kpis">
<div class="kpi"><span class="kpi-label">Last person out</span><span class="kpi-value">${minutes(last_s)} <small>min:s</small></span><span class="kpi-note">95 % after ${minutes(last_s * 0.86)}</span></div>
<div class="kpi"><span class="kpi-label">People</span><span class="kpi-value">${numbers.people.toLocaleString("en")}</span><span class="kpi-note">6,000 seats, 120 staff</span></div>
<div class="kpi"><span class="kpi-label">Peak density</span><span class="kpi-value">5.8 <small>per m²</small></span><span class="kpi-note">West 1, at 1:42</span></div>
<div class="kpi"><span class="kpi-label">Busiest exit</span><span class="kpi-value">24 <small>%</small></span><span class="kpi-note">Main entrance</span></div>
<div class="kpi"><span class="kpi-label">Stuck</span><span class="kpi-value">0</span><span class="kpi-note">all counted at every step</span></div></div>`;
}

export function sample_sections(numbers: SampleNumbers): string {
    const people = numbers.people;
    const every = Math.max(1, Math.round(2 / numbers.interval_s));
    const thin = (values: Int32Array): number[] => Array.from(values).filter((_value, i) => i % every === 0);
    const flow = (passed: Int32Array): number[] => {
        const window = Math.round(10 / numbers.interval_s);
        return Array.from(passed, (value, i) => (value - passed[Math.max(0, i - window)]!) / 10).filter((_value, i) => i % every === 0);
    };
    const busiest = [...numbers.exits].sort((a, b) => b.passed[b.passed.length - 1]! - a.passed[a.passed.length - 1]!).slice(0, 5);
    const rows = numbers.exits
        .map((exit) => {
            const count = exit.passed[exit.passed.length - 1]!;
            const share = count / people;
            return `<tr><td>${exit.name}</td><td class="num">2.40</td><td class="num">${count.toLocaleString("en")}</td><td class="share"><span class="bar" style="--share:${share.toFixed(3)}"></span>${(100 * share).toFixed(1)} %</td><td class="num">1.21</td><td>${share > 0.15 ? '<span class="chip warn">busy</span>' : '<span class="chip pass">fine</span>'}</td></tr>`;
        })
        .join("");
    return `<section class="card" id="course"><h2>How the hall emptied</h2>
<p class="lede">Half of the people were out after 2:31, nine in ten after 4:36.</p>
<figure>${line_chart("Persons inside and out over time", "persons", [{ name: "inside", values: thin(numbers.inside) }, { name: "out", values: thin(numbers.out) }], every * numbers.interval_s, Math.ceil(people / 2000) * 2000)}
<figcaption>Persons inside the venue and in safety. Point at the chart to read values.</figcaption></figure></section>
<section class="card" id="exits" data-nav="Exits"><h2>How the exits were used</h2>
<p class="lede">The main entrance took a quarter of all people; the stage door was lost at 2:30.</p>
<div class="figure-grid"><figure>${bar_chart(numbers)}<figcaption>Persons by exit.</figcaption></figure>
<figure>${density_map()}<figcaption>Highest density at each place, persons per m².</figcaption></figure></div>
<h3>Flow</h3>
<figure>${line_chart("Flow of the five busiest exits", "persons/s", busiest.map((exit) => ({ name: exit.name, values: flow(exit.passed) })), every * numbers.interval_s, 8)}
<figcaption>Persons per second through the five busiest exits, mean of 10 s.</figcaption></figure>
<div class="table-scroll"><table class="data"><thead><tr><th>Exit</th><th class="num">Clear width, m</th><th class="num">Persons</th><th>Share</th><th class="num">Specific flow, 1/(m s)</th><th>Crowding</th></tr></thead>
<tbody>${rows}<tr class="total"><td>All</td><td class="num">26.40</td><td class="num">${people.toLocaleString("en")}</td><td></td><td></td><td></td></tr></tbody></table></div></section>
<section class="card" id="inputs" data-nav="Inputs"><h2>What was put in</h2>
<dl class="facts"><div><dt>Model</dt><dd>time gap, calibration lab</dd></div><div><dt>Time step</dt><dd>0.05 s</dd></div><div><dt>Seed</dt><dd>1</dd></div><div><dt>People</dt><dd>${people.toLocaleString("en")}</dd></div><div><dt>Start of walking</dt><dd>lognormal, median 42 s</dd></div><div><dt>State hash</dt><dd class="mono">9f2c41d7a0b3e655</dd></div></dl>
<details class="annex"><summary>All inputs</summary><pre>{ "wayout_version": 1, "name": "Demonstration hall" }</pre></details></section>
<section class="card" id="limits" data-nav="Limits"><h2>Assumptions and limits</h2>
<ul class="assumptions"><li>People know the exits that they can see and the one by which they came in.</li><li>Nobody turns back for things or persons left behind.</li><li>Falls are not modelled.</li></ul>
<p class="note limit">Above 6 persons per m² the movement model is outside the range of the experiments it was fitted to.</p></section>`;
}
