#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures two libgnutls.so.30 with the same program, in turns, and compares the medians.

    compare.py --bench build/tests/bench/bench --ours build/lib/abi [--reference FOLDER]
               [--rounds 25] [--size 60] [--markdown] [--instructions]

The turns are interleaved, so that what else the machine does meets both alike. --size is how many
connections one turn makes of each kind. Without --reference the system's library is taken.
With --instructions, instructions are counted by valgrind instead: no noise moves them.
"""

import argparse
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

ROWS = (
    ('full', 'full handshake', '{:.0f} µs'),
    ('psk_dhe_ke', 'resumed, psk_dhe_ke', '{:.0f} µs'),
    ('psk_ke', 'resumed, psk_ke', '{:.0f} µs'),
    ('early_data', 'resumed with 512 bytes of early data', '{:.0f} µs'),
    ('tls12_full', 'TLS 1.2: full handshake', '{:.0f} µs'),
    ('tls12_by_ticket', 'TLS 1.2: resumed by ticket', '{:.0f} µs'),
    ('tls12_by_id', 'TLS 1.2: resumed by session id', '{:.0f} µs'),
    ('dtls12_full', 'DTLS 1.2: full handshake', '{:.0f} µs'),
    ('dtls12_by_ticket', 'DTLS 1.2: resumed by ticket', '{:.0f} µs'),
    ('get_data2', 'gnutls_session_get_data2', '{:.2f} µs'),
    ('set_data', 'gnutls_session_set_data', '{:.2f} µs'),
    ('record_16k', 'record of 16 KiB, sealed and opened', '{:.1f} µs'),
    ('blob', 'stored session, 426-byte certificate', '{:.0f} bytes'),
    ('ticket', 'ticket', '{:.0f} bytes'),
    ('tls12_blob', 'TLS 1.2: stored session with its ticket', '{:.0f} bytes'),
    ('tls12_ticket', 'TLS 1.2: ticket', '{:.0f} bytes'),
    ('tls12_id_blob', 'TLS 1.2: stored session without a ticket', '{:.0f} bytes'),
    ('tls12_entry', "TLS 1.2: entry in the server's cache", '{:.0f} bytes'),
    ('full_client', 'allocations, full, client', '{:.0f}'),
    ('full_server', 'allocations, full, server', '{:.0f}'),
    ('psk_dhe_ke_client', 'allocations, resumed, client', '{:.0f}'),
    ('psk_dhe_ke_server', 'allocations, resumed, server', '{:.0f}'),
    ('psk_ke_client', 'allocations, psk_ke, client', '{:.0f}'),
    ('psk_ke_server', 'allocations, psk_ke, server', '{:.0f}'),
    ('idle_client', 'heap of an idle session, client', '{:.0f} bytes'),
    ('idle_server', 'heap of an idle session, server', '{:.0f} bytes'),
)


# What is counted in instructions: kind, text, how many of it the bench does in a round.
COUNTED = (
    ('psk_dhe_ke', 'resumed, psk_dhe_ke', 1),
    ('psk_ke', 'resumed, psk_ke', 1),
    ('early_data', 'resumed with 512 bytes of early data', 1),
    ('tls12_by_ticket', 'TLS 1.2: resumed by ticket', 1),
    ('tls12_by_id', 'TLS 1.2: resumed by session id', 1),
    ('dtls12_by_ticket', 'DTLS 1.2: resumed by ticket', 1),
    ('get_data2', 'gnutls_session_get_data2', 10),
    ('set_data', 'gnutls_session_set_data', 10),
)

ROUND_TRIPS_MS = (0, 20, 50, 100, 200, 300)


def execute(command, folder):
    environment = dict(os.environ)
    environment.pop('LD_LIBRARY_PATH', None)
    if folder:
        environment['LD_LIBRARY_PATH'] = folder
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False,
                          timeout=300)
    if done.returncode != 0:
        sys.exit(f'{command[0]} fails with the library of {folder}: {done.stdout}{done.stderr}')
    return done


def run(command, folder):
    done = execute(command, folder)
    return dict(line.split('=', 1) for line in done.stdout.splitlines())


def bench_command(bench, size, *only):
    data = ROOT / 'tests' / 'data'
    return [bench, data / 'small-cert.pem', data / 'small-key.pem', str(size), *only]


def turn(bench, folder, size):
    return run(bench_command(bench, size), folder)


def counted(command, folder):
    """The instructions of a command, and what it says."""
    valgrind = ['valgrind', '--tool=cachegrind', '--cache-sim=no',
                '--cachegrind-out-file=/dev/null']
    done = execute(valgrind + command, folder)
    return int(re.search(r'I\s+refs:\s+([\d,]+)', done.stderr)[1].replace(',', '')), done.stdout


def instructions(bench, folder, kind, times):
    """Instructions of one time: of many rounds less those of few, so that the frame drops out."""
    few, many = 5, 45
    less, more = (counted(bench_command(bench, rounds, kind), folder)[0] for rounds in (few, many))
    return (more - less) / ((many - few) * times)


def print_instructions(options, reference_folder):
    version = turn(options.bench, reference_folder, 1)['version']
    lines = [('instructions', f'libgnutls {version}', 'Reprise', 'ratio')]
    for kind, text, times in COUNTED:
        there = instructions(options.bench, reference_folder, kind, times)
        here = instructions(options.bench, options.ours, kind, times)
        lines.append((text, f'{there:,.0f}', f'{here:,.0f}', f'{here / there:.2f}'))
    print_lines(lines, options.markdown)


def loaded_from(facts, folder):
    return folder is None or os.path.realpath(facts['file']).startswith(os.path.realpath(folder))


def value(turns, key):
    for ending in ('_us', '_bytes', '_allocations'):
        if key + ending in turns[0]:
            return statistics.median(float(facts[key + ending]) for facts in turns)
    raise KeyError(key)


def print_table(ours, reference, markdown):
    lines = [('', f'libgnutls {reference[0]["version"]}', 'Reprise', 'ratio')]
    for key, text, form in ROWS:
        there, here = value(reference, key), value(ours, key)
        lines.append((text, form.format(there), form.format(here),
                      f'{here / there:.2f}' if there else '-'))
    print_lines(lines, markdown)


def print_lines(lines, markdown):
    columns = range(len(lines[0]))
    widths = [max(len(line[i]) for line in lines) for i in columns]
    for number, line in enumerate(lines):
        cells = [line[0].ljust(widths[0])] + [line[i].rjust(widths[i]) for i in columns[1:]]
        print('| ' + ' | '.join(cells) + ' |' if markdown else '  '.join(cells))
        if markdown and number == 0:
            print(f'|{"-" * (widths[0] + 2)}|' + '|'.join('-' * (w + 1) + ':' for w in widths[1:])
                  + '|')


def print_first_byte(ours, reference, markdown):
    """Milliseconds to the first byte of an answer; in brackets, what was stored by then."""
    lines = [('round trip', 'at once', f'stores first: libgnutls {reference["version"]}',
              'stores first: Reprise')]
    for kind in ('full', 'resumed'):
        for ms in ROUND_TRIPS_MS:
            def cell(facts):
                kept = 'ticket' if facts[f'{kind}_store_{ms}_stored'] == '1' else 'nothing'
                return f'{float(facts[f"{kind}_store_{ms}_ms"]):.0f} ms ({kept})'
            lines.append((f'{ms} ms, {kind}', f'{float(ours[f"{kind}_{ms}_ms"]):.0f} ms',
                          cell(reference), cell(ours)))
    print_lines(lines, markdown)


def processor():
    try:
        for line in open('/proc/cpuinfo', encoding='utf-8'):
            if line.startswith('model name'):
                return line.split(':', 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def parse_options(bench, rounds, size):
    parser = argparse.ArgumentParser()
    parser.add_argument('--bench', default=ROOT / 'build' / 'tests' / 'bench' / bench)
    parser.add_argument('--ours', default=str(ROOT / 'build' / 'lib' / 'abi'))
    parser.add_argument('--reference')
    parser.add_argument('--rounds', type=int, default=rounds)
    parser.add_argument('--size', type=int, default=size)
    parser.add_argument('--markdown', action='store_true')
    parser.add_argument('--instructions', action='store_true')
    options = parser.parse_args()
    # Without a folder the program's own search path would find our library first.
    options.reference = options.reference or system_folder()
    return options


def main():
    options = parse_options('bench', 25, 60)
    reference_folder = options.reference
    if options.instructions:
        print_instructions(options, reference_folder)
        return
    ours, reference = [], []
    for _ in range(options.rounds):
        reference.append(turn(options.bench, reference_folder, options.size))
        ours.append(turn(options.bench, options.ours, options.size))
    for turns, folder in ((reference, reference_folder), (ours, options.ours)):
        if not loaded_from(turns[0], folder):
            sys.exit(f'{turns[0]["file"]} was loaded, not the library of {folder}')
    print_table(ours, reference, options.markdown)
    print(f'\n{processor()}; one core, processor time of both ends; medians of {options.rounds} '
          f'interleaved rounds of {options.size} connections of each kind; '
          'TLS_AES_128_GCM_SHA256, X25519, ECDSA P-256.')
    first_byte = [pathlib.Path(options.bench).parent / 'first_byte']
    print('\nTime to the first byte of an answer, over a simulated network:\n')
    print_first_byte(run(first_byte, options.ours), run(first_byte, reference_folder),
                     options.markdown)


def system_folder():
    """Where the loader finds the installed libgnutls.so.30."""
    listing = subprocess.run(['/sbin/ldconfig', '-p'], capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        if line.strip().startswith('libgnutls.so.30 '):
            return os.path.dirname(line.split('=>')[1].strip())
    sys.exit('no libgnutls.so.30 is installed: name one with --reference')


if __name__ == '__main__':
    main()
