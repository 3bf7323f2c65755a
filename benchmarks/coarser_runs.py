#!/usr/bin/env python3
"""What a coarser setting of a scenario's simulation saves, and what it does to egress times.

    benchmarks/coarser_runs.py build/release/wayout scenarios/concert-hall --set time_step_s=0.1 [--runs 12]

Runs the scenario as it is and with the setting, with the same seeds, and prints processor time per run and, for some
percentiles of the egress time, the mean of both, the mean difference of the pairs and its standard error. The scenario
must name its venue and people by files of its own folder.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile

FIGURES = ["p50", "p90", "p95", "p98", "last"]


def processor_s():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def with_setting(folder, into, setting):
    """A copy of the scenario with a key of `simulation` put first, where it is read as any other."""
    shutil.copytree(folder, into)
    if setting is None:
        return into
    key, value = setting.split("=", 1)
    path = os.path.join(into, "scenario.json")
    with open(path) as file:
        lines = [line for line in file.read().split("\n") if f'"{key}"' not in line]
    text = "\n".join(lines)
    mark = text.index("{", text.index('"simulation"')) + 1
    with open(path, "w") as file:
        file.write(f'{text[:mark]}\n    "{key}": {value},{text[mark:]}')
    return into


def study(program, scenario, runs, folder):
    """Processor seconds of a study, and its figures by run."""
    before = processor_s()
    subprocess.run([program, "study", scenario, "--runs", str(runs), "--threads", "1", "--quiet", "-o", folder],
                   check=True, stdout=subprocess.DEVNULL)
    took = processor_s() - before
    rows = sqlite3.connect(os.path.join(folder, "study.sqlite")).execute(
        "SELECT name, replicate, value FROM figures WHERE name LIKE 'egress_time_s.%' ORDER BY replicate")
    figures = {}
    for name, _, value in rows:
        figures.setdefault(name.rsplit(".", 1)[1], []).append(value)
    return took, figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("scenario", help="folder with scenario.json")
    parser.add_argument("--set", required=True, metavar="KEY=VALUE", help="of the scenario's `simulation`")
    parser.add_argument("--runs", type=int, default=12)
    args = parser.parse_args()

    with tempfile.TemporaryDirectory() as scratch:
        results = []
        for name, setting in (("as it is", None), (args.set, args.set)):
            scenario = with_setting(args.scenario, os.path.join(scratch, f"scenario{len(results)}"), setting)
            once, _ = study(args.program, scenario, 1, os.path.join(scratch, f"once{len(results)}"))
            took, figures = study(args.program, scenario, args.runs + 1, os.path.join(scratch, f"study{len(results)}"))
            print(f"{name}: {(took - once) / args.runs:.2f} s of processor time a run", flush=True)
            results.append(figures)
    fine, coarse = results
    print(f"{'s':>6} {'as it is':>10} {args.set:>20} {'difference':>12} {'std. error':>11}")
    for figure in FIGURES:
        differences = [b - a for a, b in zip(fine[figure], coarse[figure])]
        error = statistics.stdev(differences) / len(differences) ** 0.5
        print(f"{figure:>6} {statistics.mean(fine[figure]):10.2f} {statistics.mean(coarse[figure]):20.2f} "
              f"{statistics.mean(differences):+12.2f} {error:11.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
