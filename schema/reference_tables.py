#!/usr/bin/env python3
"""Writes the tables of keys in docs/formats/scenario.md from scenario.schema.json, so that they cannot drift from the reader.

    schema/reference_tables.py            rewrites the tables
    schema/reference_tables.py --check    only says whether they are current
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "schema/scenario.schema.json"
PAGE = ROOT / "docs/formats/scenario.md"
BEGIN = "<!-- tables from schema/reference_tables.py: begin -->"
END = "<!-- tables from schema/reference_tables.py: end -->"

# Forms that the text of the page explains; the tables only name them.
EXPLAINED = ["id", "point", "line", "ring", "polygon", "area", "distribution"]
HIDDEN = EXPLAINED + ["include", "section_file", "rect", "polygon_with_holes"]


def name_of(reference):
    return reference.rsplit("/", 1)[1]


def number(value):
    return f"{value:g}" if isinstance(value, float) else str(value)


def limits(form):
    low, high = form.get("minimum", form.get("exclusiveMinimum")), form.get("maximum")
    if low is None or high is None or abs(high) >= 1e8 or high == 2**64 - 1:
        return ""
    return f" {'above' if 'exclusiveMinimum' in form else 'from'} {number(low)} to {number(high)}"


def in_words(form):
    """What may stand as the value of a key."""
    if "$ref" in form:
        name = name_of(form["$ref"])
        if name in ("include", "section_file"):
            return ""
        return name.replace("_", " ") if name in EXPLAINED else f"[{name.replace('_', ' ')}](#{name.replace('_', '-')})"
    if "anyOf" in form:
        words = [in_words(alternative) for alternative in form["anyOf"]]
        return " or ".join(dict.fromkeys(word for word in words if word))
    if "enum" in form:
        return ", ".join(f"`{word}`" for word in form["enum"]) if len(form["enum"]) < 8 else "name of a preset"
    if "const" in form:
        return f"`{form['const']}`"
    if form.get("type") == "array":
        if "prefixItems" in form:
            return "list of " + " and ".join(in_words(item) for item in form["prefixItems"])
        return f"list of: {in_words(form['items'])}"
    return {"number": "number", "integer": "whole number", "string": "text", "boolean": "`true`, `false`",
            "object": "empty object"}[form["type"]] + limits(form)


def rules(definition):
    for rule in definition.get("allOf", []):
        if "oneOf" in rule:
            yield "Exactly one of " + ", ".join(f"`{alternative['required'][0]}`" for alternative in rule["oneOf"]) + "."
        if "not" in rule:
            yield "Not together: " + ", ".join(f"`{key}`" for key in rule["not"]["required"]) + "."
    for key, others in definition.get("dependentRequired", {}).items():
        yield f"`{key}` needs " + ", ".join(f"`{other}`" for other in others) + "."


def table(name, definition):
    lines = [f"#### {name.replace('_', ' ')}", "", "| key | value | default | meaning |", "|---|---|---|---|"]
    for key, form in definition["properties"].items():
        default = f"`{json.dumps(form['default'])}`" if "default" in form else ""
        if key in definition.get("required", []):
            default = "**required**"
        lines.append(f"| `{key}` | {in_words(form)} | {default} | {form['description']} |")
    extra = list(rules(definition))
    return "\n".join(lines + (["", " ".join(extra)] if extra else [])) + "\n"


def tables():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return "\n".join(table(name, definition) for name, definition in schema["$defs"].items()
                     if name not in HIDDEN and "properties" in definition)


def main():
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    current = f"{before}{BEGIN}\n\n{tables()}\n{END}{after}"
    if "--check" in sys.argv[1:]:
        if current != page:
            sys.exit("docs/formats/scenario.md is not current; run schema/reference_tables.py")
    else:
        PAGE.write_text(current, encoding="utf-8")


if __name__ == "__main__":
    main()
