"""What stands in the file of a study: for comparing two studies, and for counting."""
import pathlib
import sqlite3


def open_study(folder):
    return sqlite3.connect(f"file:{pathlib.Path(folder) / 'study.sqlite'}?mode=ro", uri=True)


def content(folder):
    """All rows of all tables by table, but those of `performance`: how long a run took is no part of the results."""
    with open_study(folder) as study:
        tables = [name for (name,) in study.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'performance'")]
        return {name: sorted(repr(row) for row in study.execute(f"SELECT * FROM {name}")) for name in tables}


def differences(one, other):
    """The tables in which two studies differ, each with the first row that only one of them has."""
    a, b = content(one), content(other)
    found = []
    for table in sorted(a.keys() | b.keys()):
        only = sorted(set(a.get(table, [])) ^ set(b.get(table, [])))
        if only or len(a.get(table, [])) != len(b.get(table, [])):
            found.append(f"{table}: {only[0][:200] if only else 'number of rows'}")
    return found


def rows(folder, query):
    with open_study(folder) as study:
        return study.execute(query).fetchall()
