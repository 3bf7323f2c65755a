#!/usr/bin/env python3
"""Compares every #include below src/ and include/wayout/ with the table in modules.json.

    check_includes.py REPOSITORY     prints each include that the table does not allow; exit code 1 if there is one
    check_includes.py --self-test    plants forbidden includes in a tree of its own and expects each to be found
"""

import json
import pathlib
import re
import sys
import tempfile

TABLE = pathlib.Path(__file__).with_name("modules.json")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SOURCES = {".hpp", ".cpp", ".h", ".inl"}

STANDARD = set("""
algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv chrono cinttypes climits clocale
cmath compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring
ctime cuchar cwchar cwctype deque exception execution filesystem format forward_list fstream functional future
initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new
numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple
type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
""".split())


class Rules:
    def __init__(self, table):
        self.third_party = table["third_party"]
        self.restricted = table["restricted"]
        self.because = table["restricted_because"]
        self.allowed = {}
        below = []
        for layer in table["layers"]:
            for module in layer:
                self.allowed[module] = {module, *table["only"].get(module, below)}
            below = below + layer

    def complaint(self, module, path, quoted, header):
        """Why `path` (below src/, of `module`) may not include `header`; None when it may."""
        folder = header.split("/")[0]
        if quoted:
            if "/" not in header or folder == "embedded":  # a neighbour in its own folder; a file made by EmbedFile.cmake
                return None
            if folder not in self.allowed:
                return f'"{folder}" is no module; our own headers are "module/file.hpp", others are in <>'
            if folder not in self.allowed[module]:
                return f"{module} may include only: {', '.join(sorted(self.allowed[module]))} and <wayout/...>"
            return None
        if folder == "wayout":
            return None
        if header in STANDARD:
            places = self.restricted.get(header)
            if places is None or any(path.startswith(place) for place in places):
                return None
            return self.because[header]
        for prefix, modules in self.third_party.items():
            if header.startswith(prefix):
                return None if "*" in modules or module in modules else f"only for: {', '.join(modules)}"
        return "neither of the standard library nor in the table of third-party headers"

    @staticmethod
    def public_complaint(quoted, header):
        if quoted:
            return "a public header names public headers as <wayout/...>"
        if header.startswith("wayout/") or header in STANDARD:
            return None
        return "a public header includes only public headers and the standard library"


def includes(file):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[1] == '"', match[2]


def check(repository, table):
    rules = Rules(table)
    found = []
    checked = 0

    for folder in sorted(path for path in (repository / "src").iterdir() if path.is_dir()):
        if folder.name not in rules.allowed:
            found.append(f"src/{folder.name}: a module that the table does not know")
            continue
        for file in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES):
            path = file.relative_to(repository / "src").as_posix()
            for number, quoted, header in includes(file):
                checked += 1
                if reason := rules.complaint(folder.name, path, quoted, header):
                    found.append(f"src/{path}:{number}: {header}: {reason}")

    for file in sorted((repository / "include/wayout").rglob("*.hpp")):
        for number, quoted, header in includes(file):
            checked += 1
            if reason := rules.public_complaint(quoted, header):
                found.append(f"{file.relative_to(repository).as_posix()}:{number}: {header}: {reason}")
    return checked, found


# Each line: file, its include, whether the table of this self test allows it.
SELF_TEST_TABLE = {
    "layers": [["floor"], ["left", "right"], ["roof"], ["front"]],
    "only": {"front": []},
    "third_party": {"solver/": ["left"], "text/": ["*"]},
    "restricted": {"chrono": ["floor/clock."]},
    "restricted_because": {"chrono": "no clocks"},
}
SELF_TEST = [
    ("src/roof/a.cpp", '"floor/a.hpp"', True),
    ("src/roof/a.cpp", '"roof/b.hpp"', True),
    ("src/roof/a.cpp", '"b.hpp"', True),
    ("src/roof/a.cpp", "<wayout/error.hpp>", True),
    ("src/roof/a.cpp", "<vector>", True),
    ("src/roof/a.cpp", "<text/format.h>", True),
    ("src/roof/a.cpp", '"embedded/page.hpp"', True),
    ("src/left/a.cpp", "<solver/solver.h>", True),
    ("src/floor/clock.hpp", "<chrono>", True),
    ("include/wayout/a.hpp", "<wayout/error.hpp>", True),
    ("include/wayout/a.hpp", "<vector>", True),
    ("src/floor/a.cpp", '"roof/a.hpp"', False),  # upwards
    ("src/left/a.cpp", '"right/a.hpp"', False),  # sideways
    ("src/roof/deeper/a.cpp", '"front/a.hpp"', False),  # from a sub-folder
    ("src/front/a.cpp", '"roof/a.hpp"', False),  # the public face only
    ("src/roof/a.cpp", '"cellar/a.hpp"', False),  # no such module
    ("src/roof/a.cpp", "<solver/solver.h>", False),  # another module's library
    ("src/roof/a.cpp", "<boost/any.hpp>", False),  # a library nobody decided on
    ("src/floor/a.cpp", "<chrono>", False),
    ("src/cellar/a.cpp", "<vector>", False),  # a folder that the table does not know
    ("include/wayout/a.hpp", '"floor/a.hpp"', False),
    ("include/wayout/a.hpp", "<floor/a.hpp>", False),
    ("include/wayout/a.hpp", "<text/format.h>", False),
]


def self_test():
    failures = 0
    for path, header, allowed in SELF_TEST:
        with tempfile.TemporaryDirectory() as folder:
            repository = pathlib.Path(folder)
            file = repository / path
            for parent in (file.parent, repository / "src", repository / "include/wayout"):
                parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"#pragma once\n\n  #  include {header}  // comment\n", encoding="utf-8")
            _, found = check(repository, SELF_TEST_TABLE)
            if (not found) != allowed:
                failures += 1
                print(f"self test: {path} with {header}: {'refused' if allowed else 'let pass'}: {found}")
    print(f"self test: {len(SELF_TEST)} cases, {failures} wrong")
    return failures


def main(arguments):
    if arguments == ["--self-test"]:
        return 1 if self_test() else 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    checked, found = check(pathlib.Path(arguments[0]), json.loads(TABLE.read_text(encoding="utf-8")))
    print("\n".join(found))
    print(f"{checked} includes checked, {len(found)} not allowed")
    return 1 if found or checked == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
