#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Run loading.c with what is loaded later there, and with files in its place that nobody can load.

usage: check_loading.py PROGRAM CERTIFICATE SONAME...
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    program, certificate, *sonames = sys.argv[1:]
    subprocess.run([program, "never", certificate], check=True)
    subprocess.run([program, "late"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        for soname in sonames:
            (Path(folder) / soname).touch()
        before = os.environ.get("LD_LIBRARY_PATH")
        path = folder if not before else f"{folder}:{before}"
        subprocess.run([program, "absent"], check=True, env=dict(os.environ, LD_LIBRARY_PATH=path))


if __name__ == "__main__":
    main()
