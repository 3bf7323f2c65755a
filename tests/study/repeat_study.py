#!/usr/bin/env python3
"""A study is the same however it was run: with any number of threads, or killed in the middle and resumed. Members that fail are
recorded and leave the others alone."""
import argparse
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import scenarios
import study_content

WAYOUT = ""


def wayout(folder, *arguments):
    return subprocess.run([WAYOUT, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=60)


class InFolder(unittest.TestCase):
    def setUp(self):
        self._folder = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self._folder.name)
        scenarios.write(self.folder, "room.json", scenarios.room())
        self.addCleanup(self._folder.cleanup)

    def study(self, output, *options, code=0, name="study.json"):
        process = wayout(self.folder, "study", name, "-o", output, "--quiet", *options)
        self.assertEqual(process.returncode, code, process.stderr)
        return process

    def assert_same(self, one, other):
        self.assertEqual(study_content.differences(self.folder / one, self.folder / other), [])

    def count(self, output, where="1"):
        return study_content.rows(self.folder / output, f"SELECT count(*) FROM members WHERE {where}")[0][0]


class Repetition(InFolder):
    def test_any_number_of_threads(self):
        scenarios.write(self.folder, "study.json", scenarios.study(10))
        self.study("one", "--threads", 1)
        for threads in (2, 5):
            self.study(f"with-{threads}", "--threads", threads)
            self.assert_same("one", f"with-{threads}")
        self.assertEqual(self.count("one"), 20)
        # Negative control: another seed gives another study.
        self.study("other", "--seed", 50)
        self.assertNotEqual(study_content.differences(self.folder / "one", self.folder / "other"), [])

    def test_converged_studies_end_at_the_same_run(self):
        stop = {"until_converged": True, "at_least": 5, "at_most": 60, "half_width_frac": 0.2}
        scenarios.write(self.folder, "study.json", scenarios.study(vary=[], variants=[{"id": "as-is"}], stop=stop))
        self.study("one", "--threads", 1)
        self.study("five", "--threads", 5)
        self.assert_same("one", "five")
        self.assertLess(self.count("one"), 60)
        self.assertEqual(study_content.rows(self.folder / "one", "SELECT value FROM study WHERE key = 'ending'"), [("converged",)])

    def test_a_longer_study_begins_with_the_shorter_one(self):
        scenarios.write(self.folder, "study.json", scenarios.study(4))
        self.study("grown")
        self.study("grown", "--resume", "--runs", 9)
        self.study("long", "--runs", 9)
        # The settings say how many runs were asked for at last.
        self.assert_same("long", "grown")

    def test_a_run_can_be_repeated_by_itself(self):
        scenarios.write(self.folder, "study.json", scenarios.study(3, vary=[], variants=[{"id": "as-is"}]))
        self.study("all")
        (seed, state_hash), = study_content.rows(self.folder / "all", "SELECT seed, state_hash FROM members WHERE replicate = 2")
        process = wayout(self.folder, "run", "room.json", "--seed", seed, "-o", "single", "--quiet")
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assertIn(state_hash, (self.folder / "single/summary.json").read_text() + (self.folder / "single/manifest.json").read_text())


class Killed(InFolder):
    def test_killed_at_any_moment_it_goes_on_to_the_same_end(self):
        scenarios.write(self.folder, "study.json", scenarios.study(60))
        begin = time.monotonic()
        self.study("whole", "--threads", 2)
        whole_s = time.monotonic() - begin
        draw = random.Random(3)
        kills = 0
        for attempt in range(40):
            there = (self.folder / "killed/study.sqlite").exists()
            command = [WAYOUT, "study", "study.json", "-o", "killed", "--quiet", "--threads", "2"] + ["--resume"] * there
            process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                process.wait(whole_s * draw.uniform(0.1, 0.4) if kills < 6 else None)
            except subprocess.TimeoutExpired:
                process.kill()
                kills += 1
            message = process.communicate()[1].decode()
            if process.returncode == 0:
                break
            self.assertEqual(process.returncode, -9, message)
            if (self.folder / "killed/study.sqlite").exists():
                # What is there can be looked at, or is said to be nothing yet.
                report = wayout(self.folder, "study", "study.json", "-o", "killed", "--report-only", "--quiet")
                self.assertIn(report.returncode, (0, 2), report.stderr)
                if report.returncode == 2:
                    self.assertIn("holds no run yet", report.stderr)
        self.assertGreaterEqual(kills, 3)
        self.assert_same("whole", "killed")
        self.assertEqual(self.count("killed"), 120)

    def test_interrupted_by_the_user(self):
        scenarios.write(self.folder, "study.json", scenarios.study(200))
        process = subprocess.Popen([WAYOUT, "study", "study.json", "-o", "out", "--quiet"], cwd=self.folder, stderr=subprocess.PIPE)
        while not (self.folder / "out/study.sqlite").exists():
            time.sleep(0.01)
        time.sleep(0.3)
        process.terminate()
        self.assertIn("--resume goes on", process.communicate()[1].decode())
        self.assertEqual(process.returncode, 1)
        done = self.count("out")
        self.assertLess(done, 400)
        again = self.study("out", code=2)
        self.assertIn("is there already", again.stderr)
        self.assertEqual(self.count("out"), done)


def spoil_frame(file, frame):
    """Overwrites the end of a frame's record of values in a slice file of FDS (a header of three texts of 30 characters
    and six whole numbers, then of each frame a time and a record of values, every record between its length in bytes)."""
    content = bytearray(file.read_bytes())
    nodes = struct.unpack_from("<6i", content, 118)
    values = 1
    for first, last in zip(nodes[0::2], nodes[1::2]):
        values *= last - first + 1
    frame_bytes = 12 + 4 + 4 * values + 4
    struct.pack_into("<i", content, 146 + (frame + 1) * frame_bytes - 4, 7)
    file.write_bytes(content)


class Failures(InFolder):
    def test_refused_failed_and_slow_members_are_told_and_the_others_stay(self):
        # Too narrow a room for a crowd: options that are good as scenarios, and runs that cannot be.
        scenarios.write(self.folder, "study.json", scenarios.study(
            6, design="grid", seeds_per_draw=2, variants=[{"id": "as-is"}],
            vary=[{"name": "crowd", "set": "people.populations[guests].count", "values": [12, 5000]}]))
        self.study("out")
        self.assertEqual(study_content.rows(self.folder / "out", "SELECT replicate, status FROM members ORDER BY replicate"),
                         [(0, "done"), (1, "done"), (2, "refused"), (3, "refused")])
        (problem,), = study_content.rows(self.folder / "out", "SELECT problem FROM members WHERE replicate = 2")
        self.assertIn("guests", problem)
        self.assertIn(problem[:40], (self.folder / "out/report.html").read_text(encoding="utf-8").replace("&#39;", "'"))
        # The others are as they are alone.
        scenarios.write(self.folder, "alone.json", scenarios.study(
            6, design="grid", seeds_per_draw=2, variants=[{"id": "as-is"}],
            vary=[{"name": "crowd", "set": "people.populations[guests].count", "values": [12]}]))
        self.study("alone", name="alone.json")
        query = "SELECT * FROM figures WHERE replicate < 2"
        self.assertEqual(study_content.rows(self.folder / "out", query), study_content.rows(self.folder / "alone", query))
        lines = wayout(self.folder, "study", "study.json", "-o", "out", "--report-only").stderr
        self.assertIn("2 of 4 runs failed and count nowhere", lines)

    def test_members_whose_run_cannot_go_on_are_told(self):
        example = pathlib.Path(__file__).parents[2] / "scenarios/fds-import"
        shutil.copytree(example / "fire", self.folder / "fire")
        spoil_frame(self.folder / "fire/rooms_1_1.sf", frame=2)
        scenario = scenarios.read_with_comments(example / "scenario.json")
        for population in scenario["people"]["populations"]:
            population.update(count=3, pre_movement_s=50)
        scenarios.write(self.folder, "room.json", scenario)
        # The frame of 60 s is needed from 30 s on.
        scenarios.write(self.folder, "study.json", scenarios.study(
            1, design="grid", variants=[{"id": "as-is"}],
            vary=[{"name": "end", "set": "simulation.duration_s", "values": [20, 55]}]))
        self.study("out")
        rows = study_content.rows(self.folder / "out", "SELECT status, problem FROM members ORDER BY replicate")
        self.assertEqual([status for status, _ in rows], ["done", "failed"])
        self.assertIn("rooms_1_1.sf", rows[1][1])

    def test_members_that_take_too_long_are_given_up(self):
        # Nobody ever comes to an exit that is shut: the run goes on for a day of simulated time, which no machine does in 0.2 s.
        endless = scenarios.room(40, exits=("west",), duration_s=86400)
        endless["people"]["populations"][0]["pre_movement_s"] = 80000
        scenarios.write(self.folder, "room.json", endless)
        scenarios.write(self.folder, "study.json", scenarios.study(
            2, design="grid", member_limit_s=0.2, variants=[{"id": "as-is"}],
            vary=[{"name": "delay", "set": "people.populations[guests].pre_movement_s", "values": [1, 80000]}]))
        self.study("out")
        rows = study_content.rows(self.folder / "out", "SELECT status, problem FROM members ORDER BY replicate")
        self.assertEqual([status for status, _ in rows][1], "timed out")
        self.assertIn("s of simulated time", rows[1][1])
        # Negative control: with time enough nothing is given up.
        scenarios.write(self.folder, "study.json", scenarios.study(2, variants=[{"id": "as-is"}], vary=[], member_limit_s=60))
        scenarios.write(self.folder, "room.json", scenarios.room())
        self.study("patient")
        self.assertEqual(self.count("patient", "status = 'done'"), 2)

    def test_when_no_member_is_done(self):
        scenarios.write(self.folder, "study.json", scenarios.study(2, variants=[{"id": "as-is"}], vary=[], member_limit_s=1e-9))
        self.study("out")
        self.assertEqual(self.count("out", "status = 'timed out'"), 2)
        lines = wayout(self.folder, "study", "study.json", "-o", "out", "--report-only").stderr
        self.assertIn("none of 2 runs was done", lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--wayout", required=True)
    arguments, rest = parser.parse_known_args()
    WAYOUT = arguments.wayout
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
