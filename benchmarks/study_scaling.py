#!/usr/bin/env python3
"""How many more runs of a study two threads, or two processes, make in a minute than one.

    benchmarks/study_scaling.py build/release/wayout [scenario] [--runs 8] [--rounds 3] [--workers 2] [--by threads]

Runs the same study with one worker and with several, alternately, and prints wall and processor time of each and the
ratio of the least wall times. Worth something on a quiet machine only: the load is printed beside the figures. What is
done once for all runs (reading, grid, first travel times) is measured by a study of one run and taken off, so that the
ratio is that of long studies.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time


def command(program, by, workers):
    """How the program is started so that the study has so many workers."""
    if by == "threads":
        return [program, "study", "--threads", str(workers)]
    # As root, Open MPI asks twice; more processes than cores shall be refused, not slow.
    return ["mpirun", "--allow-run-as-root", "-n", str(workers), program, "study", "--threads", "1"]


def measure(start_with, scenario, runs):
    """Wall and processor seconds of a study."""
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        subprocess.run([*start_with, scenario, "--runs", str(runs), "--quiet", "-o", os.path.join(folder, "study")],
                       check=True, stdout=subprocess.DEVNULL)
        wall = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("scenario", nargs="?", default="scenarios/concert-hall/scenario.json")
    parser.add_argument("--runs", type=int, default=8, help="a multiple of the workers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--by", choices=["threads", "ranks"], default="threads", help="ranks: of mpirun, a thread each")
    args = parser.parse_args()
    if args.runs % args.workers:
        parser.error("the runs must be a multiple of the workers, or one waits at the end")

    least = {}
    for k in range(args.rounds):
        for runs, workers in ((1, 1), (args.runs + 1, 1), (args.runs + args.workers, args.workers)):
            # One run more for each worker than is counted: it takes what the others share with it.
            wall, user, system = measure(command(args.program, args.by, workers), args.scenario, runs)
            load = os.getloadavg()[0]
            print(f"round {k + 1}: {runs:3d} runs, {workers} {args.by}: {wall:7.2f} s wall, {user:7.2f} s user, "
                  f"{system:6.2f} s system, load {load:.1f}", flush=True)
            key = (runs, workers)
            if key not in least or wall < least[key]:
                least[key] = wall
    first = least[(1, 1)]
    one = (least[(args.runs + 1, 1)] - first) / args.runs
    several = (least[(args.runs + args.workers, args.workers)] - first) / args.runs
    print(f"a run: {one:.2f} s with one of the {args.by}, {several:.2f} s with {args.workers}: "
          f"{one / several:.2f} times as many in a minute")
    return 0


if __name__ == "__main__":
    sys.exit(main())
