#!/usr/bin/env python3
"""Runs the commands that README.md and docs/ tell people to type, and compares what they print with what the pages show.

    check_commands.py REPOSITORY --wayout PROGRAM            prints each complaint; exit code 1 if there is one
    check_commands.py REPOSITORY --wayout PROGRAM --update   writes what is printed today into the pages instead
    check_commands.py --self-test                            plants faults in pages of its own and expects each to be found

Blocks marked `sh` hold commands only. In blocks marked `console` lines that begin with "$ " are commands and the others what they
print, on both channels; "..." stands for any number of lines. Numbers are not compared, so that a page need not be changed for
every machine and every refinement of a model, but what is said is; --update brings the numbers up to date. Blocks marked
`python` are programs that are run as they stand; those that import what the machine need not have are only compiled.

The blocks of a page run in their order in a folder that holds copies of scenarios/ and schema/, with the program in the search
path. Commands that would install, build or show something on a screen are not run; scripts must exist and be executable.
A command that is in neither list below is a complaint: decide what to do with it.
"""

import argparse
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pages

RUN = {"wayout", "python3", "sqlite3", "h5dump", "cp", "mkdir", "mv", "rm", "cd", "ls", "cat", "head", "tail", "sed", "grep",
       "sort", "cut", "diff", "echo", "zip", "unzip", "export"}
NOT_INSTALLED = re.compile(r"^\s*(?:import|from)\b.*\b(?:pandas|pedpy|matplotlib)\b", re.MULTILINE)
NOT_RUN = {"git", "cmake", "ctest", "mpirun", "npm", "xdg-open", "clang-format"}
SECONDS = 120
PROMPT = "$ "
HERE_DOCUMENT = re.compile(r"<<'?(?P<end>\w+)'?")
PROGRESS = re.compile(r"^\s*\d+ %  ")


@dataclasses.dataclass
class Command:
    text: str
    line: int  # in the page
    shown: list  # lines printed, as the page shows them; None in blocks that show nothing
    shown_from: int = 0  # first and last + 1 of these lines in the page


def commands_of(block):
    """Logical commands: a line that ends in a backslash goes on in the next one, a here-document to its end."""
    commands, running_on, document_end = [], False, None
    for number, line in enumerate(block.lines, block.first_line):
        if running_on or document_end:
            commands[-1].text += "\n" + line
        elif block.language == "console" and not line.startswith(PROMPT):
            if not commands:
                raise ValueError(f"line {number}: a console block begins with a command, '{PROMPT}...'")
            commands[-1].shown.append(line)
            continue
        elif block.language == "console":
            commands.append(Command(line[len(PROMPT):], number, []))
        elif line.strip() and not line.lstrip().startswith("#"):
            commands.append(Command(line, number, None))
        else:
            continue
        if document_end:
            document_end = None if line == document_end else document_end
        else:
            document = HERE_DOCUMENT.search(line)
            document_end = document["end"] if document else None
        running_on = document_end is None and line.endswith("\\")
        commands[-1].shown_from = number + 1
    return commands


def programs_of(command):
    """First words of the simple commands in a command line. Quoted text is no command."""
    plain = command.split("\n", 1)[0] if HERE_DOCUMENT.search(command) else command
    plain = re.sub(r"'[^']*'|\"[^\"]*\"|\\\n", " ", plain)
    plain = re.sub(r"(^|\s)#.*", " ", plain)
    for simple in re.split(r"\|\||&&|[|;&]", plain):
        words = [w for w in simple.split() if not re.match(r"^\w+=", w)]
        if words:
            yield words[0]


def verdict_on(program, repository):
    """'run', 'not run', or a complaint."""
    if program.startswith("scripts/"):
        file = repository / program
        return "not run" if file.is_file() and os.access(file, os.X_OK) else f"{program} is no script that can be run"
    if program in RUN:
        return "run"
    return "not run" if program in NOT_RUN else f"'{program}' is unknown: add it to RUN or NOT_RUN in tests/docs/check_commands.py"


def masked(line):
    line = re.sub(r"\d+ min(?: \d+ s)?|\d+(?:\.\d+)? s\b", "# s", line)  # durations in words
    return re.sub(r"\d+(?:[.:,]\d+)*", "#", line).rstrip()


def agrees(shown, printed):
    """Whether the printed lines are those shown, numbers aside; '...' stands for any lines."""
    if not shown:
        return not printed
    if shown[0].strip() == "...":
        return any(agrees(shown[1:], printed[k:]) for k in range(len(printed) + 1))
    return bool(printed) and masked(shown[0]) == masked(printed[0]) and agrees(shown[1:], printed[1:])


def run(arguments, folder, program_folder, shell=True):
    environment = {k: v for k, v in os.environ.items() if k in ("HOME", "LANG", "TMPDIR")}
    environment.update(PATH=f"{program_folder}:/usr/bin:/bin", LC_ALL="C.UTF-8")
    if shell:
        arguments = ["bash", "-euo", "pipefail", "-c", arguments]
    try:
        done = subprocess.run(arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=SECONDS, text=True, errors="replace", check=False)
    except subprocess.TimeoutExpired:
        return -1, [f"(not done after {SECONDS} s)"]
    return done.returncode, [line for line in done.stdout.splitlines() if not PROGRESS.match(line)]


class Page:
    """Runs the blocks of one page in a folder of its own."""

    def __init__(self, repository, page, program_folder, folder, updating):
        self.updating = updating
        self.repository, self.page, self.program_folder, self.folder = repository, page, program_folder, folder
        self.name = page.relative_to(repository)
        self.complaints, self.updates = [], []
        for part in ("scenarios", "schema"):
            if (repository / part).is_dir():
                shutil.copytree(repository / part, pathlib.Path(folder, part))

    def complain(self, line, what):
        self.complaints.append(f"{self.name}:{line}: {what}")

    def check(self):
        for block in pages.blocks_and_prose(self.page.read_text(encoding="utf-8"))[0]:
            if block.language == "python":
                text = "\n".join(block.lines)
                program = pathlib.Path(self.folder, "block.py")
                program.write_text(text, encoding="utf-8")
                how = ["-m", "py_compile"] if NOT_INSTALLED.search(text) else []
                code, printed = run([sys.executable, *how, program.name], self.folder, self.program_folder, shell=False)
                if code != 0:
                    self.complain(block.first_line, "the program fails:\n    " + "\n    ".join(printed[-10:]))
            elif block.language in ("sh", "console"):
                for command in commands_of(block):
                    self.check_command(command, block.indent)

    def check_command(self, command, indent):
        verdicts = {verdict_on(program, self.repository) for program in programs_of(command.text)}
        unknown = sorted(verdicts - {"run", "not run"})
        if unknown:
            self.complain(command.line, unknown[0])
            return
        if "run" not in verdicts:
            return
        code, printed = run(command.text, self.folder, self.program_folder)
        if code != 0:
            self.complain(command.line, f"`{command.text}` ends with {code}:\n    " + "\n    ".join(printed[-10:]))
        elif command.shown is not None and not self.updating and not agrees(command.shown, printed):
            self.complain(command.line, f"`{command.text}` prints something else than the page shows (--update mends that):\n    "
                          + "\n    ".join(printed))
        if code == 0 and command.shown and "..." not in (line.strip() for line in command.shown):
            self.updates.append((command.shown_from, len(command.shown), [indent + line for line in printed]))

    def update(self):
        lines = self.page.read_text(encoding="utf-8").splitlines()
        for first, count, printed in reversed(self.updates):
            lines[first - 1:first - 1 + count] = printed
        self.page.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(repository, wayout, update=False):
    repository = pathlib.Path(repository).resolve()
    complaints = []
    with tempfile.TemporaryDirectory() as programs:
        pathlib.Path(programs, "wayout").symlink_to(pathlib.Path(wayout).resolve())
        for file in pages.pages(repository):
            with tempfile.TemporaryDirectory() as folder:
                page = Page(repository, file, programs, folder, update)
                page.check()
                if update:
                    page.update()
            complaints += page.complaints
    return complaints


def self_test():
    page = """# Page
  ```console
  $ wayout run scenarios/a | sort
  ran scenarios/a in 12.5 s
  ```
```console
$ wayout run \\
    scenarios/a && echo done; LANG=C echo "no | command; here"
...
done
no | command; here
```
```sh
# remarks are not run
scripts/build
git clone nowhere
cd scenarios && ls a
```
```sh
cat - <<'END' | sort
frobnicate \\
END
```
```python
print("fine")
```
```python
import json, pandas
```
"""
    faults = [
        ("'frobnicate' is unknown", "scripts/build", "frobnicate"),
        ("'frobnicate' is unknown", "cd scenarios && ls a", "cd scenarios | frobnicate"),
        ("scripts/none is no script", "scripts/build", "scripts/none"),
        ("scripts/readme is no script", "scripts/build", "scripts/readme"),
        ("ends with 3", "scenarios/a | sort", "scenarios/bad"),
        ("ends with 2", "ls a", "ls missing"),
        ("prints something else", "ran scenarios/a in 12.5 s", "walked scenarios/a in 12.5 s"),
        ("prints something else", "...\ndone", "done"),
        ("the program fails", 'print("fine")', "raise SystemExit(1)"),
        ("the program fails", "import json, pandas", "import json, pandas\n1 +"),
        ("'tidy' is unknown", "END' | sort", "END' | tidy"),
    ]
    program = '#!/bin/bash\n[ "$2" != scenarios/bad ] || exit 3\necho "ran $2 in 7 s"\necho " 10 %  so far" >&2\n'
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "scenarios").mkdir()
        (root / "scenarios" / "a").touch()
        (root / "scripts").mkdir()
        for name, mode in (("build", 0o755), ("readme", 0o644)):
            (root / "scripts" / name).write_text("#!/bin/bash\nexit 9\n")
            (root / "scripts" / name).chmod(mode)
        wayout = root / "program"
        wayout.write_text(program)
        wayout.chmod(0o755)
        for expected, right, wrong in [(None, "", ""), *faults]:
            (root / "README.md").write_text(page.replace(right, wrong, 1))
            found = check(root, wayout)
            if len(found) != (1 if expected else 0) or (expected and expected not in found[0]):
                failures.append(f"expected {expected!r}, found {found}")
        (root / "README.md").write_text(page)
        check(root, wayout, update=True)
        if (root / "README.md").read_text() != page.replace("12.5 s", "7 s"):
            failures.append("--update does not replace just what is printed")
    return failures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("repository", nargs="?")
    parser.add_argument("--wayout")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    complaints = self_test() if options.self_test else check(options.repository, options.wayout, options.update)
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
