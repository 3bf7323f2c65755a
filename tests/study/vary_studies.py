#!/usr/bin/env python3
"""A study file with a fault in it gives a list of problems, never a crash: variations of an example, each with one to three random
changes, are given to `wayout check` and `wayout study`. Either may end with 0 or 2. What was refused has written nothing, and what the
check has refused the study refuses too.
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import scenarios

ODD_VALUES = [None, True, False, -1, 0, 1, 0.5, 2.5, 1e9, -1e300, 1e300, 2**63, "", "x", "attendance", "west", [], [1], ["attendance"], {}, {"x": 1},
              {"distribution": "uniform", "min": 0, "max": 1}, {"distribution": "normal", "mean": 0, "sd": 1},
              {"distribution": "empirical", "values": []}, {"distribution": "lognormal", "mu": 30, "sigma": 5}, "people.populations[*].count",
              "venue.exits[east]", "venue.exits[+]", "incident.events[7].at_s", "venue..x", "[0]", "people[*]", "simulation.seed",
              "simulation.duration_s", "a" * 2000, "\u00e4\u2028", "random", "grid", "sensitivity", "parts"]
NEW_KEYS = ["variants", "vary", "seed", "runs", "design", "stop", "patch", "set", "scale", "add", "options", "values", "weight", "group", "cost",
            "seeds_per_draw", "sensitivity_of", "grid_points", "unknown", "output", "member_limit_s", "by", "min", "max"]
NEW_PARTS = [
    {"variants": [{"id": "a"}, {"id": "b", "patch": {"venue": None}}]},
    {"variants": [{"id": "a"}, {"id": "a"}]},
    {"variants": [{"id": "a"}, {"id": "b", "set": {"venue.exits[east]": None}}]},
    {"variants": [{"id": "a"}, {"id": "b", "set": {"venue.exits": []}}]},
    {"variants": [{"id": "a"}, {"id": "b", "scale": {"attendance": 0}}]},
    {"variants": [{"id": "a"}, {"id": "b", "scale": {"attendance": 1e8}}]},
    {"variants": [{"id": "a"}, {"id": "b", "add": {"people.populations[0].count": -300}}]},
    {"variants": [{"id": "a"}, {"id": "b", "patch": {"people": {"populations": []}}}]},
    {"variants": [{"id": "a"}, {"id": "b", "set": {"simulation": 5}}]},
    {"variants": [{"id": "a"}, {"id": "b", "set": {"simulation.time_step_s": 0.4999}}]},
    {"design": "sensitivity"}, {"design": "grid"}, {"design": "sensitivity", "sensitivity_of": "parts"},
    {"seeds_per_draw": 2}, {"seeds_per_draw": 10000}, {"stop": {"until_converged": True, "at_least": 2, "at_most": 2}},
    {"stop": {"at_least": 5, "at_most": 2}}, {"member_limit_s": 1e-9}, {"output": "no.such"}, {"seed": 2**64 - 1}, {"seed": -1},
    {"runs": 1000001}, {"time_limit_s": -5}, {"wayout_study": 2}, {"scenario": "."}, {"scenario": "study.json"}, {"scenario": "/dev/null"},
    {"vary": [{"name": "n", "options": [{"name": "a"}, {"name": "b", "weight": 0}]}]},
    {"vary": [{"name": "n", "options": [{"name": "a", "patch": {"people": 1}}]}]},
    {"vary": [{"name": "n", "set": "venue.exits[east].line", "values": [[[30, 9], [30, 11]], [[30, 9], [30, 9]]]}]},
]


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, path + (key,))


def change_once(tree, draw):
    what = draw.randrange(7)
    if what == 0:
        tree.update(json.loads(json.dumps(draw.choice(NEW_PARTS))))
        return
    holder, part = tree, None
    path = draw.choice([p for p in places(tree) if p])
    for step in path[:-1]:
        holder = holder[step]
    part = path[-1]
    if what == 1:
        del holder[part]
    elif what == 2 and isinstance(holder, dict):
        holder[draw.choice(NEW_KEYS)] = draw.choice(ODD_VALUES)
    elif what == 3 and isinstance(holder[part], (int, float)):
        holder[part] = holder[part] * draw.choice([-1, 0, 0.001, 0.9, 1.1, 3, 1e6])
    elif what == 4 and isinstance(holder[part], str):
        at = draw.randrange(len(holder[part]) + 1)
        holder[part] = holder[part][:at] + draw.choice(["[", "]", ".", "*", "x", "\u00df", ""]) + holder[part][at + 1:]
    elif what == 5:
        holder[part] = [holder[part]]
    else:
        holder[part] = draw.choice(ODD_VALUES)


def spoil_text(text, draw):
    at = draw.randrange(len(text))
    return draw.choice([text[:at], text[:at] + text[at + 1:], text[:at] + draw.choice('{}[]",:\\\x00\x7f9-') + text[at:]])


def shorten(value):
    """How long a good study takes is no subject here, only whether it is good: of large numbers of runs that are allowed remain two."""
    for key, child in list(value.items()) if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        most = {"runs": 1000000, "seeds_per_draw": 10000, "grid_points": 1000, "at_least": 1000000, "at_most": 1000000}.get(key)
        if most and isinstance(child, (int, float)) and not isinstance(child, bool) and 2 < child <= most and child == int(child):
            value[key] = 2
        elif isinstance(child, (dict, list)):
            shorten(child)


def variation(example, draw):
    tree = json.loads(json.dumps(example))
    for _ in range(draw.choice([1, 1, 1, 2, 3])):
        if any(True for path in places(tree) if path):
            change_once(tree, draw)
    shorten(tree)
    text = json.dumps(tree)
    return spoil_text(text, draw) if draw.randrange(8) == 0 else text


def run(command, folder):
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wayout", required=True)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[2])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20260801)
    parser.add_argument("--people", type=int, default=20, help="instead of the example's number: runs are short then")
    arguments = parser.parse_args()
    example = scenarios.read_with_comments(arguments.root / "scenarios/studies/two-exits.json")
    example.update(runs=2, scenario="two-exits.json")
    del example["$schema"]
    scenario = scenarios.read_with_comments(arguments.root / "scenarios/two-exits/scenario.json")
    scenario["people"]["populations"][0]["count"] = arguments.people
    draw = random.Random(arguments.seed)
    counts = {}
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "two-exits.json").write_text(json.dumps(scenario), encoding="utf-8")
        for number in range(arguments.count):
            text = variation(example, draw)
            (folder / "study.json").write_text(text, encoding="utf-8", errors="surrogatepass")
            output = folder / f"out-{number}"
            check = run([arguments.wayout, "check", "study.json"], folder)
            study = run([arguments.wayout, "study", "study.json", "-o", output.name, "--threads", "1", "--quiet"], folder)
            codes = tuple(None if p is None else p.returncode for p in (check, study))
            counts[codes] = counts.get(codes, 0) + 1
            left = sorted(p.name for p in output.iterdir()) if output.exists() else []
            problem = None
            if any(code not in (0, 2) for code in codes):
                problem = "neither done nor refused"
            elif codes[1] == 2 and left:
                problem = f"refused, and yet there are {left}"
            elif codes[1] == 0 and not {"study.sqlite", "report.html", "members.csv"} <= set(left):
                problem = f"done, and yet there are only {left}"
            elif codes == (2, 0):
                problem = "the check refuses what the study does"
            if problem:
                wrong += 1
                kept = pathlib.Path(tempfile.gettempdir()) / f"vary-studies-{os.getpid()}-{number}.json"
                kept.write_text(text, encoding="utf-8", errors="surrogatepass")
                print(f"{number} ({kept}): {problem}: check {codes[0]}, study {codes[1]}")
                for process in (check, study):
                    if process is not None:
                        print("    " + process.stderr.decode(errors="replace")[-400:].replace("\n", "\n    "))
    print(f"{arguments.count} variations; by exit codes of check and study: {counts}; {wrong} wrong")
    if not {(0, 0), (2, 2)} <= counts.keys():
        sys.exit("the variations no longer test anything")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
