# SPDX-License-Identifier: LGPL-2.1-or-later
"""The last line of a check: counts, and whether all is well."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "count_tests.py"


class Counts(unittest.TestCase):
    def count(self, *logs, broken=0):
        """Run the tool over build directories with these results."""
        with tempfile.TemporaryDirectory() as scratch:
            directories = []
            for i, log in enumerate(logs):
                folder = Path(scratch, str(i), "meson-logs")
                folder.mkdir(parents=True)
                lines = [f'{{"name": "test {r}", "result": "{r}"}}\n' for r in log]
                (folder / "testlog.json").write_text("".join(lines))
                directories.append(str(folder.parent))
            done = subprocess.run([sys.executable, TOOL, "--broken", str(broken), *directories],
                                  capture_output=True, text=True, check=False)
        return done.stdout.splitlines(), done.returncode

    def test_runs_are_summed(self):
        lines, status = self.count(["OK", "OK"], ["OK", "EXPECTEDFAIL"])
        self.assertEqual((lines, status), (["4 passed, 0 failed"], 0))

    def test_every_way_to_fail_counts(self):
        lines, status = self.count(["OK", "FAIL", "TIMEOUT", "ERROR", "UNEXPECTEDPASS"])
        self.assertEqual((lines[-1], status), ("1 passed, 4 failed", 1))
        self.assertIn("test TIMEOUT: TIMEOUT", lines[1])

    def test_a_skipped_test_is_neither(self):
        lines, status = self.count(["OK", "SKIP"])
        self.assertEqual((lines, status), (["1 skipped", "1 passed, 0 failed"], 0))

    def test_a_broken_build_is_a_failure(self):
        lines, status = self.count(["OK"], broken=1)
        self.assertEqual((lines[-1], status), ("1 passed, 1 failed", 1))

    def test_no_test_at_all_is_no_success(self):
        self.assertEqual(self.count([]), (["0 passed, 0 failed"], 1))

    def test_without_a_log_it_fails(self):
        done = subprocess.run([sys.executable, TOOL, "/nonexistent"], capture_output=True,
                              text=True, check=False)
        self.assertEqual((done.stdout.splitlines()[-1], done.returncode),
                         ("0 passed, 1 failed", 1))


if __name__ == "__main__":
    unittest.main()
