#!/usr/bin/env python3
"""Holds the tables of docs/ against the sources they describe: modules and phases in architecture.md, packages in dependencies.md.

    check_tables.py REPOSITORY     prints each complaint; exit code 1 if there is one
    check_tables.py --self-test    plants faults in pages of its own and expects each to be found
"""

import json
import pathlib
import re
import sys
import tempfile

import pages


def quoted(cells):
    """What stands in backquotes in the first column."""
    return [name for row in cells for name in re.findall(r"`([^`]+)`", row[0])]


def modules(repository):
    """Modules that have sources, in the order of the layers."""
    layers = json.loads((repository / "tests/architecture/modules.json").read_text(encoding="utf-8"))["layers"]
    return [module for layer in layers for module in layer if any((repository / "src" / module).glob("*.cpp"))]


def phases(repository):
    """Phases by the names under which every summary shows their times."""
    source = (repository / "src/simulation/world.cpp").read_text(encoding="utf-8")
    return re.findall(r'"([^"]+)"', re.search(r"phase_names\{(.*?)\};", source, re.DOTALL)[1])


def packages(repository):
    """Debian packages of scripts/install-deps that are libraries or readers of results, and npm packages of web/."""
    script = (repository / "scripts/install-deps").read_text(encoding="utf-8")
    listed = []
    for name in ("packages", "test_packages"):
        words = re.search(rf"^{name}=\((.*?)\)", script, re.DOTALL | re.MULTILINE)[1]
        listed += [w for w in re.sub(r"#.*", "", words).split() if re.match(r"lib.*-dev$|nlohmann|zlib1g|python3-|fonts-|chromium$", w)]
    npm = json.loads((repository / "web/package.json").read_text(encoding="utf-8"))
    return listed + [*npm.get("dependencies", {}), *npm.get("devDependencies", {})]


def check(repository):
    repository = pathlib.Path(repository)
    architecture = (repository / "docs/architecture.md").read_text(encoding="utf-8")
    dependencies = (repository / "docs/dependencies.md").read_text(encoding="utf-8")
    complaints = []
    for heading, expected in (("Modules", modules(repository)), ("Phases of a step", phases(repository))):
        found = quoted(pages.table_after(architecture, heading))
        if found != expected:
            complaints.append(f"docs/architecture.md, {heading}: the table has {', '.join(found)}; the sources {', '.join(expected)}")
    for package in packages(repository):
        if f"`{package}`" not in dependencies:
            complaints.append(f"docs/dependencies.md: nothing is said of `{package}`")
    return complaints


def self_test():
    right = {
        "tests/architecture/modules.json": '{"layers": [["core"], ["a", "planned"], ["b"]]}',
        "src/core/x.cpp": "", "src/a/x.cpp": "", "src/b/x.cpp": "",
        "src/simulation/world.cpp": 'const std::vector<std::string> phase_names{"one",\n    "two"};\n',
        "scripts/install-deps": "packages=(\n    cmake liba-dev # why\n)\ntest_packages=(python3-b)\n",
        "web/package.json": '{"dependencies": {"c": "1"}, "devDependencies": {"d": "2"}}',
        "docs/architecture.md": "## Modules\n| a | b |\n|---|---|\n| `core` | x |\n| `a` | x |\n| `b` | x `no` |\n"
                                "## Phases of a step\n| p | q |\n|---|---|\n| 1 `one` | |\n| 2 `two` | |\n## More\n| `x` |\n",
        "docs/dependencies.md": "`liba-dev` `python3-b` `c` `d`",
    }
    faults = [
        ("Modules: the table has core, b; the sources core, a, b", "docs/architecture.md", "| `a` | x |\n", ""),
        ("Phases of a step: the table has two, one", "docs/architecture.md", "| 1 `one` | |\n| 2 `two` | |", "| `two` | |\n| `one` | |"),
        ("the sources one, two, three", "src/simulation/world.cpp", '"two"', '"two", "three"'),
        ("nothing is said of `liba-dev`", "docs/dependencies.md", "liba-dev", "liba"),
        ("nothing is said of `d`", "docs/dependencies.md", "`d`", ""),
    ]
    failures = []
    for expected, name, before, after in [(None, "docs/dependencies.md", "", ""), *faults]:
        with tempfile.TemporaryDirectory() as folder:
            for file, text in right.items():
                path = pathlib.Path(folder, file)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text.replace(before, after) if file == name else text, encoding="utf-8")
            found = check(folder)
        if len(found) != (1 if expected else 0) or (expected and expected not in found[0]):
            failures.append(f"expected {expected!r}, found {found}")
    return failures


def main(arguments):
    complaints = self_test() if arguments == ["--self-test"] else check(arguments[0])
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
