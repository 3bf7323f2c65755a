#!/usr/bin/env python3
"""The JSON Schema and the reader must agree.

Every example and template, and some thousand variations of them, are judged by both: by jsonschema with schema/scenario.schema.json and
by the reader (judge_scenarios). The schema must never refuse what the reader accepts. The reader may refuse more, but only by rules that
a schema cannot say, each of which is listed here.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import sys

import jsonschema

# What the reader knows beyond the schema: references, sums, comparisons of two numbers, geometry.
BEYOND_SCHEMA = [
    "there is no ", "ids must differ", "is missing: the venue has several", "the venue has no seating",
    " lies outside ", "is not below max", "leaves less than a millionth", "% of the distribution lies", "all weights are 0", " weights for ",
    "the opening is ", "flights need ", "heights for ", "both ends are on the same storey", "the low edge is higher", "low_storey, high_storey",
    "only one edge joins", "numbers for ", "leaves no room", "lies behind seat", "from left to right",
    "the ages must rise", "add up to ", "needs exactly one exit", "may name seating blocks only", "may name their storey only",
    "'storey' belongs to", "has no length", "turned over", "three different corners", "0 or at least 0.02",
    "a published reference model has no ", " has no contact forces", "WKT text", "cannot read", "is not a usable file name",
    "longer than the longest", "people who need no help", "people who walk with support", "on stairs people are carried",
    "'familiar' needs 'knowledge'", "counts from what on_detector",
    "fall silent before it sounds", "shorter than the shortest", "a bell says nothing", "a bell can only ask", "a message that names exits",
]

ODD_VALUES = [None, True, -1, 0, 0.5, 7, 1e9, "", "x", "ground", [], [1], [[0, 0]], {}, {"rect": [0, 0, 1, 1]}]


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], path + (key,))
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from places(value[index], path + (index,))


def parent_of(tree, path):
    for part in path[:-1]:
        tree = tree[part]
    return tree


def variations(tree, count, random_draw):
    everywhere = [path for path in places(tree) if path]
    for _ in range(count):
        changed = json.loads(json.dumps(tree))
        path = random_draw.choice(everywhere)
        holder, part = parent_of(changed, path), path[-1]
        what = random_draw.randrange(4)
        if what == 0:
            del holder[part]
        elif what == 1:
            holder[part] = random_draw.choice(ODD_VALUES)
        elif what == 2 and isinstance(holder, dict):
            holder[random_draw.choice(["unknown", "min", "name", "rect", "flights", "count", "direction"])] = random_draw.choice(ODD_VALUES)
        elif isinstance(holder[part], (int, float)) and not isinstance(holder[part], bool):
            holder[part] = holder[part] * random_draw.choice([-1, 0, 1000, 1e6])
        else:
            holder[part] = [holder[part]]
        yield path, changed


def without_comments(text):
    pattern = r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/'
    return re.sub(pattern, lambda m: m.group(0) if m.group(0).startswith('"') else " ", text, flags=re.S)


def load(file):
    return json.loads(without_comments(file.read_text(encoding="utf-8")))


def merged(folder):
    tree = load(folder / "scenario.json")
    for key in ("venue", "people", "incident", "response", "simulation", "outputs"):
        if isinstance(tree.get(key), str):
            tree[key] = load(folder / tree[key])
    response = tree.get("response", {})
    if isinstance(response.get("medical_plan"), str):
        response["medical_plan"] = load(folder / response["medical_plan"])
    return tree


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--judge", required=True)
    arguments.add_argument("--root", type=pathlib.Path, required=True)
    arguments.add_argument("--variations", type=int, default=2500, help="of whole_scenario.json")
    arguments = arguments.parse_args()

    schema = json.loads((arguments.root / "schema/scenario.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    cases = []
    rich = load(arguments.root / "tests/unit/input/whole_scenario.json")
    folders = sorted(p.parent for pattern in ("scenarios/*/scenario.json", "src/input/templates/*/scenario.json")
                     for p in arguments.root.glob(pattern))
    if len(folders) < 6:
        sys.exit(f"only {len(folders)} examples and templates found")
    for folder in folders:
        written = load(folder / "scenario.json")
        for problem in validator.iter_errors(written):
            sys.exit(f"{folder}: the schema refuses what is written: {problem.message[:300]}")
        cases.append((str(folder), merged(folder), True))
    cases.append(("whole_scenario.json", rich, True))
    # Not of the examples: to edit one should not throw other dice.
    draw = random.Random(20260101)
    cases += [(str(path), changed, None) for path, changed in variations(rich, arguments.variations, draw)]

    lines = "".join(json.dumps(tree) + "\n" for _, tree, _ in cases)
    verdicts = subprocess.run([arguments.judge], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(verdicts) != len(cases):
        sys.exit(f"{len(verdicts)} verdicts for {len(cases)} scenarios")

    failures = 0
    both = {(True, True): 0, (True, False): 0, (False, False): 0}
    for (name, tree, expected), verdict in zip(cases, verdicts):
        by_schema, by_reader = validator.is_valid(tree), verdict == "good"
        beyond = [p for p in verdict.split(" || ") if p and p != "good" and not any(rule in p for rule in BEYOND_SCHEMA)]
        wrong = None
        if expected and not (by_schema and by_reader):
            wrong = "a good scenario is refused"
        elif by_reader and not by_schema:
            wrong = "the schema refuses what the reader accepts: " + jsonschema.exceptions.best_match(validator.iter_errors(tree)).message[:300]
        elif by_schema and not by_reader and beyond:
            wrong = "the schema accepts what the reader refuses, by a rule that a schema could say"
        else:
            both[(by_schema, by_reader)] += 1
        if wrong:
            failures += 1
            if failures <= 10:
                print(f"{name}: {wrong}\n    reader: {verdict[:400]}\n")
    print(f"{len(cases)} scenarios: {both[(True, True)]} accepted by both, {both[(False, False)]} refused by both, "
          f"{both[(True, False)]} refused by the reader alone, {failures} disagreements")
    if both[(False, False)] < 500 or both[(True, True)] < 50:
        sys.exit("the variations no longer test anything")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
