#!/usr/bin/env python3
"""Writes fire/rooms.smv and its slice files: a made-up fire on a floor of three rooms, in the form in which FDS
6.10 writes results. Not the result of a fire model: the smoke follows the formulas below, so that what people
meet can be checked by hand. Run in this folder; the output is the same on every machine.

Floor, 24 m x 10 m, room height 3 m:

    y 10 +--------+--------+--------+     room 1: x 0 to 8, the fire is at (2, 5)
         |   1    |   2    |   3    |     room 2: x 8 to 16
       0 +--------+--------+--------+     room 3: x 16 to 24
         0        8       16       24     walls at x = 8 and x = 16, 0.5 m thick, doors y 4 to 6
                                          the door of room 3 is shut until 60 s, then removed

Two meshes: rooms 1 and half of 2 with cells of 0.5 m, the rest with cells of 1 m. Slices at z = 1.5 m, which is
where FDS puts PBZ = 1.6 on a grid of 0.5 m.

Each room fills with smoke of its own strength, the same all over the room:
    room 1   K = 0.020 1/m per s from 0 s,  at most 4.20 1/m
    room 2   K = 0.010 1/m per s from 30 s, at most 2.10 1/m
    room 3   K = 0.005 1/m per s from 90 s, at most 1.05 1/m
and with it T = 20 + 15 K C, CO = 0.0006 K, CO2 = 0.0004 + 0.0125 K, O2 = 0.2090 - 0.015 K (mol/mol). All kinks lie
on output times (every 30 s), so the formulas hold between them, too.
"""
import struct
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fire"
TIMES_S = [30.0 * i for i in range(19)]  # 0 to 540 s
HEIGHT_M = 1.5

#            id,       x0,   x1,   cell
MESHES = [("west", 0.0, 12.0, 0.5), ("east", 12.0, 24.0, 1.0)]
Y_M, Z_M = (0.0, 10.0), (0.0, 3.0)

# x0, x1, y0, y1; the last one is the shut door of room 3
WALLS = [(8.0, 8.5, 0.0, 4.0), (8.0, 8.5, 6.0, 10.0), (16.0, 17.0, 0.0, 4.0), (16.0, 17.0, 6.0, 10.0),
         (16.0, 17.0, 4.0, 6.0)]
DOOR_OPENS_S = 60.0

#        until x, growth 1/m/s, from s, most 1/m
ROOMS = [(8.25, 0.020, 0.0, 4.20), (16.5, 0.010, 30.0, 2.10), (24.0, 0.005, 90.0, 1.05)]


def extinction_per_m(x_m, time_s):
    _, growth, start_s, most = next(room for room in ROOMS if x_m <= room[0])
    return min(max(growth * (time_s - start_s), 0.0), most)


QUANTITIES = [  # label, unit, value by K
    ("SOOT EXTINCTION COEFFICIENT", "1/m", lambda k: k),
    ("TEMPERATURE", "C", lambda k: 20.0 + 15.0 * k),
    ("CARBON MONOXIDE VOLUME FRACTION", "mol/mol", lambda k: 0.0006 * k),
    ("CARBON DIOXIDE VOLUME FRACTION", "mol/mol", lambda k: 0.0004 + 0.0125 * k),
    ("OXYGEN VOLUME FRACTION", "mol/mol", lambda k: 0.2090 - 0.015 * k),
]


def nodes(low, high, step):
    return [low + step * i for i in range(round((high - low) / step) + 1)]


def record(payload):
    marker = struct.pack("<i", len(payload))
    return marker + payload + marker


def slice_bytes(label, unit, value, axes, k):
    x_nodes, y_nodes, _ = axes
    data = b"".join(record(text[:30].encode().ljust(30)) for text in (label, label[:6].lower(), unit))
    data += record(struct.pack("<6i", 0, len(x_nodes) - 1, 0, len(y_nodes) - 1, k, k))
    for time_s in TIMES_S:
        row = [value(extinction_per_m(x, time_s)) for x in x_nodes]  # x fastest, then y
        data += record(struct.pack("<f", time_s))
        data += record(struct.pack(f"<{len(row) * len(y_nodes)}f", *(row * len(y_nodes))))
    return data


def walls_of(axes):
    """Obstacles of a mesh, in nodes; what lies outside is left out."""
    found = []
    x_nodes, y_nodes, z_nodes = axes
    step = x_nodes[1] - x_nodes[0]
    for x0, x1, y0, y1 in WALLS:
        if x0 >= x_nodes[0] and x1 <= x_nodes[-1]:
            i = [round((x - x_nodes[0]) / step) for x in (x0, x1)]
            j = [round((y - y_nodes[0]) / step) for y in (y0, y1)]
            found.append(((x0, x1, y0, y1, *Z_M), (*i, *j, 0, len(z_nodes) - 1)))
    return found


def main():
    FOLDER.mkdir(exist_ok=True)
    head = ["TITLE", " Three rooms, made by make_fire.py", "", "FDSVERSION", "FDS-6.10.1-made-up", "", "CHID", " rooms",
            "", "NMESHES", f"{len(MESHES):4d}", ""]
    meshes, slices, changes = [], [], []
    for number, (name, x0, x1, step) in enumerate(MESHES, 1):
        axes = [nodes(x0, x1, step), nodes(*Y_M, step), nodes(*Z_M, 0.5)]
        meshes += ["OFFSET", "  0.00000  0.00000  0.00000", "", f"GRID   {name}",
                   "".join(f"{len(axis) - 1:5d}" for axis in axes) + "    0", "", "PDIM",
                   "".join(f"{v:14.5f}" for v in (x0, x1, *Y_M, *Z_M)) + " 0.0 0.0 0.0 0.0", ""]
        for axis, coordinates in zip("XYZ", axes):
            meshes += [f"TRN{axis}", "    0"] + [f"{i:5d}{v:14.5f}" for i, v in enumerate(coordinates)] + [""]
        walls = walls_of(axes)
        meshes += ["OBST", f"{len(walls):5d}"]
        meshes += ["".join(f"{v:14.5f}" for v in box) + f"{i:6d} 0 0 0 0 0 0 ! wall" for i, (box, _) in
                   enumerate(walls, 1)]
        meshes += ["".join(f"{n:6d}" for n in block) + "  -1  -1" for _, block in walls]
        meshes += ["", "VENT", "    0    0", "", "CVENT", "    0", ""]
        for i, (box, _) in enumerate(walls, 1):
            if box[:4] == WALLS[-1]:
                changes += [f"HIDE_OBST {number:5d}", f"{i:6d}{DOOR_OPENS_S:10.2f}"]
        k = round(HEIGHT_M / 0.5)
        for q, (label, unit, value) in enumerate(QUANTITIES, 1):
            file = f"rooms_{number}_{q}.sf"
            (FOLDER / file).write_bytes(slice_bytes(label, unit, value, axes, k))
            slices += [f"SLCF {number:5d} # STRUCTURED & {0:5d} {len(axes[0]) - 1:5d} {0:5d} {len(axes[1]) - 1:5d} "
                       f"{k:5d} {k:5d} ! {q:6d}      0      3", f" {file}", f" {label}", f" {label[:6].lower()}",
                       f" {unit}", ""]
    (FOLDER / "rooms.smv").write_text("\n".join(head + meshes + slices + changes) + "\n")


if __name__ == "__main__":
    main()
