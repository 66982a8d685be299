#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Count the tests that meson ran in one or more build directories.

usage: count_tests.py [--broken N] DIRECTORY...

The names of what failed, then one line: `N passed, N failed`. Builds that did not
come to testing are counted as failures by --broken.
"""

import argparse
import json
import sys
from pathlib import Path

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP", "IGNORED"}


def read_results(directory):
    """Yield (name, result) of the tests last run in a build directory."""
    logs = sorted(Path(directory, "meson-logs").glob("testlog*.json"))
    if not logs:
        raise OSError(f"{directory}: no test was run")
    for log in logs:
        for line in log.read_text(encoding="utf-8").splitlines():
            if line.strip():
                test = json.loads(line)
                yield test["name"], test["result"]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("directories", nargs="*")
    options = parser.parse_args()
    passed, failed, skipped = 0, options.broken, 0
    for directory in options.directories:
        for name, result in read_results(directory):
            if result in PASSED:
                passed += 1
            elif result in SKIPPED:
                skipped += 1
            else:
                failed += 1
                print(f"{directory}: {name}: {result}")
    if skipped:
        print(f"{skipped} skipped")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, KeyError) as error:
        print(f"count_tests: {error}")
        print("0 passed, 1 failed")
        sys.exit(1)
