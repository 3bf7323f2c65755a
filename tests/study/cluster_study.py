#!/usr/bin/env python3
"""A study over several programs under mpirun is the one of a single machine, also when programs are lost on the way."""
import argparse
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import scenarios
import study_content

WAYOUT = ""
# More programs than cores, and as root in a container: neither is Open MPI's default.
ENVIRONMENT = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
MPIRUN = ["mpirun", "--oversubscribe"]


@unittest.skipUnless(shutil.which("mpirun"), "there is no mpirun (Debian: openmpi-bin)")
class UnderMpirun(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls._folder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls._folder.name)
        cls.addClassCleanup(cls._folder.cleanup)
        # Members long enough that a program can be killed in the middle of one.
        scenarios.write(cls.folder, "room.json", scenarios.room(60))
        scenarios.write(cls.folder, "study.json", scenarios.study(12))
        subprocess.run([WAYOUT, "study", "study.json", "-o", "threads", "--quiet"], cwd=cls.folder, check=True, timeout=60)

    def command(self, programs, output, *options, mpirun=(), study="study.json"):
        return [*MPIRUN, *mpirun, "-n", str(programs), WAYOUT, "study", study, "-o", output, "--quiet", *map(str, options)]

    def assert_as_with_threads(self, output, threads="threads"):
        self.assertEqual(study_content.differences(self.folder / threads, self.folder / output), [])
        self.assertEqual(study_content.rows(self.folder / output, "SELECT count(*) FROM members"), [(24,)])

    def kill_one(self, output, *options, rank, mpirun, after_s=0.0, study="study.json"):
        """Kills the program of that rank, so long after the study has begun. Returns mpirun's exit code and what it said."""
        process = subprocess.Popen(self.command(3, output, *options, mpirun=mpirun, study=study), cwd=self.folder, env=ENVIRONMENT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        until = time.monotonic() + 30
        while not (self.folder / output / "study.sqlite").exists() and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(after_s)
        victim = next(pid for pid in children_of(process.pid) if rank_of(pid) == rank)
        os.kill(victim, signal.SIGKILL)
        try:
            said = process.communicate(timeout=40)[1].decode()
        except subprocess.TimeoutExpired:
            process.kill()
            self.fail(f"mpirun did not end after program {rank} was killed")
        return process.returncode, said

    def test_any_number_of_programs(self):
        for programs in (1, 2, 3):
            process = subprocess.run(self.command(programs, f"mpi-{programs}"), cwd=self.folder, env=ENVIRONMENT, timeout=60,
                                     capture_output=True, text=True)
            self.assertEqual(process.returncode, 0, process.stderr)
            self.assert_as_with_threads(f"mpi-{programs}")

    def test_questions_of_several_studies(self):
        question = [WAYOUT, "closures", "room.json", "--runs", "3", "--quiet", "-o"]
        subprocess.run([*question, "closures"], cwd=self.folder, check=True, timeout=60)
        subprocess.run([*MPIRUN, "-n", "2", *question, "closures-mpi"], cwd=self.folder, env=ENVIRONMENT, check=True, timeout=60,
                       capture_output=True)
        for part in ("single", "pairs"):
            self.assertEqual(study_content.differences(self.folder / "closures" / part, self.folder / "closures-mpi" / part), [])

    def test_wrong_input_is_told_once_and_ends_all(self):
        command = [*MPIRUN, "-n", "3", WAYOUT, "study", "nothing.json", "-o", "wrong"]
        process = subprocess.run(command, cwd=self.folder, env=ENVIRONMENT, timeout=60, capture_output=True, text=True)
        self.assertEqual(process.returncode, 2)
        self.assertEqual(process.stderr.count("cannot read 'nothing.json'"), 1, process.stderr)

    def test_others_make_the_runs_of_a_lost_program(self):
        # Steps so short that the study lasts until the program is missed, however fast the machine.
        scenarios.write(self.folder, "slow-room.json", scenarios.room(60, time_step_s=0.006))
        scenarios.write(self.folder, "slow.json", scenarios.study(12, scenario="slow-room.json"))
        subprocess.run([WAYOUT, "study", "slow.json", "-o", "slow", "--quiet"], cwd=self.folder, check=True, timeout=120)
        for name, after_s in (("lost-at-once", 0.0), ("lost-later", 0.4)):
            code, said = self.kill_one(name, "--lost-after", 3, rank=2, mpirun=["--enable-recovery"], after_s=after_s,
                                       study="slow.json")
            self.assertEqual(code, 0, said)
            self.assertIn("1 of 3 programs were lost on the way", said)
            self.assert_as_with_threads(name, "slow")

    def test_without_recovery_the_study_ends_and_goes_on(self):
        code, said = self.kill_one("ended", rank=1, mpirun=[])
        self.assertNotEqual(code, 0, said)
        self.resume("ended")

    def test_when_the_first_program_is_lost_all_end_and_the_study_goes_on(self):
        code, said = self.kill_one("first", "--lost-after", 3, rank=0, mpirun=[])
        self.assertNotEqual(code, 0, said)
        self.resume("first")
        # mpirun that was told to go on makes nothing of exit codes; the others say it.
        _, said = self.kill_one("first-recovery", "--lost-after", 3, rank=0, mpirun=["--enable-recovery"])
        self.assertEqual(said.count("The first program is lost"), 2, said)
        self.resume("first-recovery")

    def resume(self, output):
        process = subprocess.run(self.command(2, output, "--resume"), cwd=self.folder, env=ENVIRONMENT, timeout=60,
                                 capture_output=True, text=True)
        self.assertEqual(process.returncode, 0, process.stderr)
        self.assert_as_with_threads(output)


def children_of(pid):
    return [int(child) for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def rank_of(pid):
    variables = pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    return next((int(v.split(b"=")[1]) for v in variables if v.startswith(b"OMPI_COMM_WORLD_RANK=")), None)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--wayout", required=True)
    arguments, rest = parser.parse_known_args()
    WAYOUT = arguments.wayout
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
