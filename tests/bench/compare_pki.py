#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures keys and certificates with two libgnutls.so.30, in turns, and compares the medians.

    compare_pki.py --bench build/tests/bench/bench_pki --ours build/lib/abi [--reference FOLDER]
                   [--rounds 15] [--size 100] [--markdown] [--instructions]

As compare.py, whose options these are; --size scales how often each thing is done in a turn.
"""

import re
import statistics

from compare import ROOT, counted, parse_options, print_lines, processor, run

ROWS = (
    ('import_certificate', 'a certificate imported, P-256'),
    ('verify_chain', 'a chain of three certificates verified, P-256'),
    ('system_trust', 'gnutls_certificate_set_x509_system_trust'),
    ('import_rsa', 'a private key imported, RSA-2048'),
    ('import_p256', 'a private key imported, P-256'),
    ('import_ed25519', 'a private key imported, Ed25519'),
    ('import_and_sign_p256', 'imported, and the first signature, P-256'),
    ('sign_rsa', 'signed, RSA-2048'),
    ('sign_p256', 'signed, P-256'),
    ('sign_ed25519', 'signed, Ed25519'),
    ('verify_rsa', 'verified, RSA-2048'),
    ('verify_p256', 'verified, P-256'),
    ('verify_ed25519', 'verified, Ed25519'),
)


def command(options, size, *only):
    return [options.bench, ROOT / 'tests' / 'data', str(size), *only]


def instructions(options, folder, kind):
    """Instructions of one turn: of many less those of few, so that the frame drops out."""
    sums = []
    for size in (10, 60):
        refs, said = counted(command(options, size, kind), folder)
        sums.append((int(re.search(r'_turns=(\d+)', said)[1]), refs))
    (few, less), (many, more) = sums
    return (more - less) / (many - few)


def medians(options, folders):
    turns = {folder: [] for folder in folders}
    for _ in range(options.rounds):
        for folder in folders:
            turns[folder].append(run(command(options, options.size), folder))
    return [{kind: statistics.median(float(facts[kind + '_us']) for facts in turns[folder])
             for kind, _ in ROWS} for folder in folders]


def main():
    options = parse_options('bench_pki', 15, 100)
    folders = (options.reference, options.ours)
    version = run(command(options, 1, 'import_certificate'), folders[0])['version']
    if options.instructions:
        there, here = ({kind: instructions(options, folder, kind) for kind, _ in ROWS}
                       for folder in folders)
        form = '{:,.0f}'
    else:
        there, here = medians(options, folders)
        form = '{:,.1f} µs'
    lines = [('', f'libgnutls {version}', 'Reprise', 'ratio')]
    for kind, text in ROWS:
        lines.append((text, form.format(there[kind]), form.format(here[kind]),
                      f'{here[kind] / there[kind]:.2f}'))
    print_lines(lines, options.markdown)
    print(f'\n{processor()}')


if __name__ == '__main__':
    main()
