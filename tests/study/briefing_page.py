#!/usr/bin/env python3
"""The sheet of `wayout briefing` is one printed page of A4, also when everything on it is long.

The page is printed by Chromium and the pages of its PDF are counted. Without Chromium the test says so and is skipped (77)."""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import scenarios

SKIPPED = 77
LONG = "A very long name that somebody gave to this thing because there was room enough for it in the file, and on and on " * 3


def brief(wayout, folder, tonight, people=12):
    """Runs a briefing of a room with many exits and returns its sheet."""
    folder.mkdir()
    room = scenarios.room(people=people, duration_s=30)
    room["name"] = LONG
    # Exits whose names are long, in both side walls.
    room["venue"]["exits"] = [{"id": f"e{i}", "name": f"{LONG} {i}", "line": [[x, y], [x, y + 1]]}
                              for i, (x, y) in enumerate((x, y) for x in (0, 8) for y in (0.5, 2.5, 4.5))]
    scenarios.write(folder, "room.json", room)
    scenarios.write(folder, "tonight.json", {"wayout_briefing": 1, "runs": 2, **tonight})
    done = subprocess.run([wayout, "briefing", "room.json", "--tonight", "tonight.json", "-o", "out", "--quiet", "--threads", "1"],
                          cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out" / "briefing.html"


def pages_of(chromium, sheet):
    pdf = sheet.with_suffix(".pdf")
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", sheet.as_uri()],
                   capture_output=True, timeout=120, check=False)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wayout", required=True)
    arguments = parser.parse_args()
    wayout = str(pathlib.Path(arguments.wayout).resolve())
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium: skipped")
        return SKIPPED
    measures = [{"id": f"m{i}", "name": f"{LONG} {i}", "set": {"simulation.duration_s": 30}} for i in range(9)]
    evenings = {
        "short": {"criterion": {"time_limit_s": 100}},
        "long": {"event": LONG, "date": LONG, "visitors": 11, "closed": ["e0", "e1", "e2"], "weather": {"temperature_c": -3},
                 "advisory": {"level": LONG, "attendance_frac": 0.9}, "criterion": {"time_limit_s": 1}, "measures": measures,
                 "attendance_steps": [0.9, 0.8, 0.7, 0.6, 0.5]},
    }
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, tonight in evenings.items():
            sheet = brief(wayout, pathlib.Path(scratch) / name, tonight)
            pages = pages_of(chromium, sheet)
            verdict = json.loads(sheet.with_suffix(".json").read_text(encoding="utf-8"))["verdict"]
            print(f"{name}: {verdict}, {pages} page(s)")
            failures += pages != 1
        # The count itself: twice the sheet are more pages than one.
        double = sheet.with_name("double.html")
        text = sheet.read_text(encoding="utf-8")
        body = text[text.index(">", text.index("<body")) + 1:text.index("</body>")]
        double.write_text(text.replace("</body>", body * 2 + "</body>"), encoding="utf-8")
        failures += pages_of(chromium, double) < 2
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
