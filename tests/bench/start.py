#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What it costs to start with a libgnutls.so.30, and what lies on the disk for it.

    start.py --program build/tests/bench/start --ours build/lib/abi [--reference FOLDER]
             [--rounds 1000] [--markdown]

A round starts the program once with each library, and once a program without any, whose cost
is taken off; the time is the processor's, user and system. Instructions are counted by valgrind.
Sizes are those of stripped shared objects, without the C library: of all that the loader has brought
in by the time the program ends, whether it was linked or is looked for later; once for a program
that makes the library ready, and once for one that has a host's name outside ASCII besides.
Without --reference the system's library is taken.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import print_lines, system_folder

SONAME = 'libgnutls.so.30'
C_LIBRARY = re.compile(r'(libc|libm|libpthread|libdl|ld-linux[\w-]*|linux-vdso)\.so')
NOTHING = '/bin/true'
OUTSIDE_ASCII = 'é.example'
REFUSED = 2  # as start.c ends


def environment(folder):
    others = {name: value for name, value in os.environ.items() if name != 'LD_LIBRARY_PATH'}
    return dict(others, LD_LIBRARY_PATH=folder) if folder else others


def start(program, folder):
    """Microseconds of the processor until the program has ended."""
    pid = os.posix_spawn(program, [program], environment(folder))
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f'{program} fails with the library of {folder}')
    return (usage.ru_utime + usage.ru_stime) * 1e6


def instructions(program, folder):
    """The loader's and the library's own, without the kernel's; they do not vary."""
    said = subprocess.run(['valgrind', '--tool=cachegrind', '--cache-sim=no',
                           '--cachegrind-out-file=/dev/null', program], env=environment(folder),
                          capture_output=True, text=True, check=True).stderr
    return int(re.search(r'I\s+refs:\s+([\d,]+)', said)[1].replace(',', ''))


def loaded(program, folder, *arguments):
    """The shared objects that were under a program until its end, by name, the C library's left out.

    None if a library built without IDNA refuses the name."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False,
                          env=dict(environment(folder), LD_DEBUG='files'))
    if done.returncode == REFUSED:
        return None
    done.check_returncode()
    paths = map(Path, re.findall(r'calling init: (\S+)', done.stderr))
    return {path.name: path for path in paths if not C_LIBRARY.match(path.name)}


def stripped_size(path):
    with tempfile.NamedTemporaryFile() as scratch:
        subprocess.run(['strip', '--strip-unneeded', '-o', scratch.name, path], check=True)
        return os.stat(scratch.name).st_size


def short(name):
    return re.sub(r'^lib|\.so.*', '', name)


def listed(names):
    return ', '.join(sorted(map(short, names)))


def addition(found, more):
    """In words, what a name outside ASCII brings in besides."""
    if more is None:
        return 'a name outside ASCII is refused'
    whole = sum(map(stripped_size, more.values()))
    return (f'for a name outside ASCII also {listed(set(more) - set(found)) or "nothing"}, '
            f'which makes {whole:,} bytes')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--program', required=True)
    parser.add_argument('--ours', required=True)
    parser.add_argument('--reference')
    parser.add_argument('--rounds', type=int, default=1000)
    parser.add_argument('--markdown', action='store_true')
    options = parser.parse_args()

    folders = (options.reference or system_folder(), options.ours)
    objects = [loaded(options.program, folder) for folder in folders]
    later = [loaded(options.program, folder, OUTSIDE_ASCII) for folder in folders]
    for folder, found in zip(folders, objects):
        if folder and found[SONAME].parent.resolve() != Path(folder).resolve():
            sys.exit(f'{options.program} does not load the library of {folder}')

    turns = [(start(NOTHING, None), *(start(options.program, folder) for folder in folders))
             for _ in range(options.rounds)]
    nothing, *times = (statistics.median(column) for column in zip(*turns))
    counted = [instructions(options.program, folder) - instructions(NOTHING, None)
               for folder in folders]
    own = [stripped_size(found[SONAME]) for found in objects]
    whole = [sum(map(stripped_size, found.values())) for found in objects]

    lines = [('', 'libgnutls', 'Reprise', 'ratio')]
    for text, form, values in (
        ('load and gnutls_global_init()', '{:.0f} µs', [t - nothing for t in times]),
        ('the same in instructions', '{:,.0f}', counted),
        (f'{SONAME}', '{:,.0f} bytes', own),
        ('with what it loads', '{:,.0f} bytes', whole),
        ('shared objects', '{:.0f}', [len(found) for found in objects]),
    ):
        lines.append((text, *map(form.format, values), f'{values[1] / values[0]:.2f}'))
    print_lines(lines, options.markdown)
    for who, found, more in zip(('libgnutls', 'Reprise'), objects, later):
        print(f'{who} loads {listed(set(found) - {SONAME})}; {addition(found, more)}')
    print(f'A program without a library: {nothing:.0f} µs, taken off.')


if __name__ == '__main__':
    main()
