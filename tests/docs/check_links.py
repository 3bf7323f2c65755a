#!/usr/bin/env python3
"""Follows the relative links of README.md, CHANGELOG.md and docs/: the file is there, the heading too, and no page of docs/ is
left out of the links that lead from README.md to the others.

    check_links.py REPOSITORY     prints each complaint; exit code 1 if there is one
    check_links.py --self-test    plants faults in pages of its own and expects each to be found
"""

import pathlib
import sys
import tempfile

import pages

ELSEWHERE = ("https://", "http://", "mailto:")


def check(repository):
    repository = pathlib.Path(repository).resolve()
    complaints, leads_to = [], {}
    for page in pages.pages(repository):
        name = page.relative_to(repository)
        leads_to[page] = set()
        for number, target in pages.links(page.read_text(encoding="utf-8")):
            if target.startswith(ELSEWHERE):
                continue
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if not file.is_relative_to(repository):
                complaints.append(f"{name}:{number}: {target} leads out of the repository")
            elif not file.exists():
                complaints.append(f"{name}:{number}: {target} is not there")
            elif anchor and anchor not in pages.anchors(file.read_text(encoding="utf-8")):
                complaints.append(f"{name}:{number}: {target}: no heading makes #{anchor}")
            else:
                leads_to[page].add(file)
    reached, waiting = set(), [repository / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            waiting += leads_to.get(page, ())
    for page in pages.pages(repository):
        if page not in reached:
            complaints.append(f"{page.relative_to(repository)}: no link leads here from README.md")
    return complaints


def self_test():
    right = {
        "README.md": "# A\n[docs](docs/b.md#two-words) [folder](docs) [out](https://example.org)\n`[no](link)`\n[c](CHANGELOG.md)\n",
        "CHANGELOG.md": "# Changes\n",
        "docs/b.md": "# Two *words*?\n```\n[not](a-link)\n```\n## Two words\n[up](../README.md) [here](#two-words-1)\n",
    }
    faults = {
        "docs/b.md:7: gone.md is not there": {"docs/b.md": right["docs/b.md"] + "[x](gone.md)"},
        "README.md:1: docs/b.md#three: no heading makes #three": {
            "README.md": "[x](docs/b.md#three) [b](docs/b.md) [c](CHANGELOG.md)"},
        "README.md:1: ../x leads out of the repository": {"README.md": "[x](../x) [b](docs/b.md) [c](CHANGELOG.md)"},
        "docs/d.md: no link leads here from README.md": {"docs/d.md": "# Lonely"},
        'README.md:5: gone.png is not there': {"README.md": right["README.md"] + '<img alt="x" src="gone.png">'},
    }
    failures = []
    for expected, change in [(None, {}), *faults.items()]:
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**right, **change}.items():
                file = pathlib.Path(folder, name)
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
            found = check(folder)
        if found != ([expected] if expected else []):
            failures.append(f"expected {expected}, found {found}")
    return failures


def main(arguments):
    complaints = self_test() if arguments == ["--self-test"] else check(arguments[0])
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
