# SPDX-License-Identifier: LGPL-2.1-or-later
"""The name that the loader knows a shared object by, beside the one that the linker takes."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "soname.py"


class Soname(unittest.TestCase):
    def ask(self, *linker_options):
        """Run the tool for a library made so, or for none."""
        with tempfile.TemporaryDirectory() as scratch:
            if linker_options:
                subprocess.run(["cc", "-shared", "-nostdlib", "-x", "c", "/dev/null", "-o",
                                Path(scratch, "libown.so"), *linker_options], check=True)
            done = subprocess.run([sys.executable, TOOL, "own", "cc", f"-B{scratch}"],
                                  capture_output=True, text=True, check=False)
        return done.stdout.strip(), done.returncode

    def test_soname_is_printed(self):
        self.assertEqual(self.ask("-Wl,-soname,libown.so.7"), ("libown.so.7", 0))

    def test_library_without_soname_is_refused(self):
        self.assertEqual(self.ask("-Wl,-z,now"), ("", 1))

    def test_library_that_is_not_there_is_refused(self):
        self.assertEqual(self.ask(), ("", 1))


if __name__ == "__main__":
    unittest.main()
