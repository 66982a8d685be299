#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs programs of the distribution, unmodified, with our library under them.

    run.py --library build/lib/abi --data tests/data [PROGRAM...]

Ends with 77 when what was asked for is not installed, as meson wants it for a test that is skipped.
"""

import argparse
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'interop'))

from daemons import DAEMONS  # noqa: E402
from harness import Trouble  # noqa: E402
from place import Absent, Place  # noqa: E402
from probes import PROBES  # noqa: E402
from programs import PROGRAMS  # noqa: E402
from shares import SHARES  # noqa: E402
from tools import TOOLS  # noqa: E402
from vpn import VPN  # noqa: E402

CASES = {**PROGRAMS, **TOOLS, **DAEMONS, **SHARES, **VPN, **PROBES}


def run(name, options):
    """'ok', 'skipped' or 'failed', and why."""
    with tempfile.TemporaryDirectory(prefix='consumer-') as folder:
        try:
            CASES[name](Place(folder, options.data.resolve(), options.library.resolve()))
        except Absent as absent:
            return 'skipped', str(absent)
        except (Trouble, OSError, ValueError) as trouble:
            return 'failed', str(trouble)
        except Exception as trouble:  # a program that fails or takes too long
            return 'failed', repr(trouble)
    return 'ok', CASES[name].__doc__


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--library', type=pathlib.Path, required=True)
    parser.add_argument('--data', type=pathlib.Path, required=True)
    parser.add_argument('programs', nargs='*')
    options = parser.parse_args()
    results = []
    for name in options.programs or CASES:
        result, text = run(name, options)
        results.append(result)
        print(f'{result:8} {name}: {text}', flush=True)
    if 'failed' in results:
        return 1
    return 0 if 'ok' in results else 77


if __name__ == '__main__':
    sys.exit(main())
