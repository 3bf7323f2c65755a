"""Reads trajectory files with h5py and sqlite3 and checks them against the acceptance tests of the exchange formats.

check_trajectory.py small-hdf5 FILE | small-sqlite FILE | run FOLDER END_S PEOPLE
Prints each finding; exit 1 when there is one.
"""
import glob
import math
import os
import sqlite3
import sys

import h5py
import numpy as np

findings = []


def expect(condition, text):
    if not condition:
        findings.append(text)


def small_positions():
    """What feed_small() in trajectory_test.cpp writes, plus the origin (100, 200)."""
    for f in range(5):
        t = f / 10
        yield f, 1, 110 + t / 3, 201 + t / 9
        yield f, 2, 111 + t / 7, 220 - t / 11
        yield f, 3, 109.5, 200 + 2 / 3


def compare_small(rows):
    expected = sorted(small_positions())
    expect(len(rows) == len(expected), f"{len(rows)} rows instead of {len(expected)}")
    for (f, i, x, y), (ef, ei, ex, ey) in zip(sorted(rows), expected):
        expect((f, i) == (ef, ei), f"row ({f}, {i}) instead of ({ef}, {ei})")
        expect(abs(x - ex) < 1e-9 and abs(y - ey) < 1e-9, f"position ({x}, {y}) instead of ({ex}, {ey})")


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def check_hdf5_layout(file, fps):
    table = file["trajectory"]
    expect(table.dtype.names[:5] == ("id", "frame", "x", "y", "z"), f"fields {table.dtype.names}")
    expect([table.dtype[n].str for n in ("id", "frame", "x", "y", "z")] == ["<i8", "<i8", "<f8", "<f8", "<f8"], f"types {table.dtype}")
    expect(table.ndim == 1 and table.compression == "gzip" and table.compression_opts == 1 and table.shuffle, "filters")
    expect(np.shape(table.attrs["fps"]) == () and table.attrs["fps"].dtype == np.float64 and table.attrs["fps"] == fps, "fps of the dataset")
    expect(text(file.attrs["file_version"]) == "1.0.0", "file_version")
    expect(file.attrs["fps"] == fps, "fps of the file")
    for name in ("wkt_geometry", "producer", "producer_version", "created"):
        expect(isinstance(text(file.attrs[name]), str), f"attribute {name}")
    for name in ("dt", "every_nth_frame", "xmin", "xmax", "ymin", "ymax"):
        expect(np.shape(file.attrs[name]) == (), f"attribute {name}")
    for name in ("id", "frame", "x", "y", "z", "column_units"):
        expect(isinstance(text(table.attrs[name]), str), f"attribute {name} of the dataset")
    return table[:]


COLUMNS = {
    "trajectory_data": [("frame", "INTEGER", 1), ("id", "INTEGER", 1), ("pos_x", "REAL", 1), ("pos_y", "REAL", 1), ("ori_x", "REAL", 1), ("ori_y", "REAL", 1)],
    "metadata": [("key", "TEXT", 1), ("value", "TEXT", 1)],
    "geometry": [("hash", "INTEGER", 1), ("wkt", "TEXT", 1)],
    "frame_data": [("frame", "INTEGER", 1), ("geometry_hash", "INTEGER", 1)],
}


def check_sqlite_layout(db, fps):
    expect(db.execute("PRAGMA integrity_check").fetchone() == ("ok",), "integrity")
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")]
    expect(tables[:4] == ["trajectory_data", "metadata", "geometry", "frame_data"], f"tables {tables}")
    expect(all(t.startswith("wayout_") for t in tables[4:]), f"tables {tables}")
    for table, columns in COLUMNS.items():
        found = [(r[1], r[2], r[3]) for r in db.execute(f"PRAGMA table_info({table})")]
        if table == "geometry":  # the published layouts list them in either order; readers use names
            found.sort(), columns.sort()
        expect(found == columns, f"columns of {table}: {found}")
    indices = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    expect({"frame_id_idx", "geometry_hash"} <= indices, f"indices {indices}")
    meta = dict(db.execute("SELECT key, value FROM metadata"))
    expect(meta["version"] == "2", "version")
    expect(float(meta["fps"]) == fps and meta["fps"] == "10.0", f"fps {meta['fps']}")
    expect({"xmin", "xmax", "ymin", "ymax"} <= set(meta), "bounds")
    expect(all(isinstance(v, str) for v in meta.values()), "metadata values are texts")
    kinds = set(db.execute("SELECT typeof(frame), typeof(id), typeof(pos_x), typeof(pos_y), typeof(ori_x) FROM trajectory_data"))
    expect(kinds <= {("integer", "integer", "real", "real", "real")}, f"types {kinds}")
    n, last = db.execute("SELECT count(*), max(frame) FROM frame_data").fetchone()
    expect(n == last + 1, f"frame_data has {n} rows, last frame {last}")
    dangling = db.execute("SELECT count(*) FROM frame_data WHERE geometry_hash NOT IN (SELECT hash FROM geometry)").fetchone()[0]
    expect(dangling == 0, "frame_data refers to a geometry that is not there")
    length = db.execute("SELECT max(abs(ori_x * ori_x + ori_y * ori_y - 1)) FROM trajectory_data WHERE ori_x <> 0 OR ori_y <> 0").fetchone()[0]
    expect(length is None or length < 1e-5, "headings are unit vectors")
    return n


def rings_of(wkt):
    expect(wkt.startswith("POLYGON"), f"geometry is {wkt[:20]}")
    rings, start = [], None
    for i, c in enumerate(wkt):
        if c == "(":
            start = i
        elif c == ")" and start is not None:
            rings.append(np.array([[float(v) for v in p.split()] for p in wkt[start + 1:i].split(",")]))
            start = None
    for ring in rings:
        expect((ring[0] == ring[-1]).all(), "ring is closed")
    return rings


def outside(rings, x, y, tolerance=1e-6):
    """How many points are neither in the polygon (even-odd rule) nor within the tolerance of its edge."""
    odd = np.zeros(len(x), bool)
    near = np.full(len(x), np.inf)
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:]):
            with np.errstate(divide="ignore", invalid="ignore"):
                odd ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
            dx, dy = bx - ax, by - ay
            t = np.clip(((x - ax) * dx + (y - ay) * dy) / max(dx * dx + dy * dy, 1e-300), 0, 1)
            near = np.minimum(near, np.hypot(x - ax - t * dx, y - ay - t * dy))
    return int(np.sum(~odd & (near > tolerance)))


def check_run(folder, end_s, people):
    with h5py.File(os.path.join(folder, "trajectory.h5")) as file:
        rows = check_hdf5_layout(file, 10.0)
        rings = rings_of(text(file.attrs["wkt_geometry"]))
        storeys = file["storeys"][:]
    ids, frames = rows["id"], rows["frame"]
    expect(set(ids) == set(range(1, people + 1)), "all people")
    order = np.lexsort((frames, ids))
    expect(len(np.unique(np.stack([ids, frames]), axis=1).T) == len(rows), "nobody appears twice in a frame")
    gaps = np.diff(frames[order])[np.diff(ids[order]) == 0]
    expect((gaps == 1).all(), "no gaps in anybody's life")
    expect((np.diff(frames) >= 0).all(), "frames ascend")
    expect(abs(frames.max() / 10.0 - end_s) <= 0.1 + 1e-9, f"last frame at {frames.max() / 10.0} s, end {end_s} s")
    n = outside(rings, rows["x"][::3], rows["y"][::3])
    expect(n == 0, f"trajectory.h5: {n} positions outside")
    expect([text(s["id"]) for s in storeys] == ["hall", "gallery"], "storeys")
    for s, storey in enumerate(storeys):
        on = rows[rows["storey"] == s]
        n = outside(rings_of(text(storey["wkt_geometry"])), on["x"][::3], on["y"][::3])
        expect(n == 0, f"storey {s}: {n} positions outside")
    # Heights: the gallery lies at 3.6 m, the flight rises by 0.6 m per metre from x = 140.
    expect(np.allclose(rows["z"][rows["storey"] == 1], 3.6), "height of the gallery")
    flight = rows[(rows["storey"] == 0) & (rows["x"] > 140)]
    expect(len(flight) > 100 and np.allclose(flight["z"], 0.6 * (flight["x"] - 140)), "height on the stair")
    expect((rows["z"][(rows["storey"] == 0) & (rows["x"] <= 140)] == 0).all(), "height of the hall")

    total = 0
    seen = set()
    for path in glob.glob(os.path.join(folder, "*.sqlite")):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            frame_count = check_sqlite_layout(db, 10.0)
            expect(frame_count == frames.max() + 1, "as many frames as in the other format")
            data = np.array(db.execute("SELECT frame, id, pos_x, pos_y FROM trajectory_data").fetchall())
            n = outside(rings_of(db.execute("SELECT wkt FROM geometry").fetchone()[0]), data[::3, 2], data[::3, 3])
            expect(n == 0, f"{path}: {n} positions outside")
            total += len(data)
            seen |= set(map(tuple, data[:, :2].astype(int)))
    if total:
        expect(total == len(rows), f"{total} rows in the storey files, {len(rows)} in trajectory.h5")
        expect(len(seen) == total, "each person in one file per frame")


def main():
    what = sys.argv[1]
    if what == "small-hdf5":
        with h5py.File(sys.argv[2]) as file:
            rows = check_hdf5_layout(file, 10.0)
            compare_small([(int(r["frame"]), int(r["id"]), r["x"], r["y"]) for r in rows])
    elif what == "small-sqlite":
        with sqlite3.connect(sys.argv[2]) as db:
            check_sqlite_layout(db, 10.0)
            compare_small(list(db.execute("SELECT frame, id, pos_x, pos_y FROM trajectory_data")))
    else:
        check_run(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
    for finding in findings[:20]:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
