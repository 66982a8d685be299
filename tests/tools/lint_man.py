#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Let mandoc, or else man, read manual pages; fail when it warns.

usage: lint_man.py PAGE-OR-FOLDER...
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SKIPPED = 77


def find_pages(arguments):
    for argument in arguments:
        path = Path(argument)
        yield from sorted(path.iterdir()) if path.is_dir() else [path]


def lint(pages):
    """What the reader says about the pages; empty is good."""
    if shutil.which("mandoc"):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages],
                              capture_output=True, text=True, check=False)
        return done.stdout + done.stderr
    environment = dict(os.environ, LC_ALL="C.UTF-8", MANROFFSEQ="", MANWIDTH="80")
    said = ""
    for page in pages:
        done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page],
                              capture_output=True, text=True, check=False, env=environment)
        said += done.stderr
    return said


def main():
    if not shutil.which("mandoc") and not shutil.which("man"):
        print("neither mandoc nor man is there")
        return SKIPPED
    pages = [str(page) for page in find_pages(sys.argv[1:])]
    if not pages:
        print("there are no pages yet")
        return SKIPPED
    said = lint(pages)
    print(said or f"{len(pages)} pages, no warning")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
