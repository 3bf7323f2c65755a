"""Scenarios and studies that run in a fraction of a second."""
import json
import pathlib
import re


def room(people=12, exits=("west", "east"), **simulation):
    """A room of 8 m by 6 m with exits of 2 m in the middle of its short sides."""
    lines = {"west": [[0, 2], [0, 4]], "east": [[8, 2], [8, 4]]}
    return {
        "wayout_version": 1, "name": "Room",
        "venue": {"name": "Room", "storeys": [{"id": "g", "name": "Ground", "floor": {"rect": [0, 0, 8, 6]}}],
                  "exits": [{"id": name, "name": name, "line": lines[name]} for name in exits],
                  "zones": [{"id": "all", "name": "All of it", "rect": [0, 0, 8, 6]}]},
        "people": {"populations": [{"id": "guests", "profile": "weidmann-adult", "count": people, "in": {"storeys": ["g"]},
                                    "pre_movement_s": {"distribution": "uniform", "min": 0, "max": 5}}]},
        "simulation": {"duration_s": 120, "seed": 1, **simulation},
    }


def study(runs=8, **keys):
    return {
        "wayout_study": 1, "scenario": "room.json", "runs": runs,
        "vary": [{"name": "attendance", "scale": "attendance", "by": {"distribution": "uniform", "min": 0.5, "max": 1.5}},
                 {"name": "delay", "scale": "people.populations[guests].pre_movement_s", "values": [1, 2, 3]}],
        "variants": [{"id": "as-is"}, {"id": "one-exit", "set": {"venue.exits[east]": None}}],
        **keys,
    }


def write(folder, name, content):
    path = pathlib.Path(folder) / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def read_with_comments(path):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    return json.loads(re.sub(r'"(?:\\.|[^"\\])*"|//[^\n]*', lambda m: m.group(0) if m.group(0).startswith('"') else " ", text))
