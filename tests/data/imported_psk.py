#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Prints the rows of tests/unit/credentials/test_psk_import.c.

Keys imported by RFC 9258, and binders made with them by RFC 8446, 7.1 and 4.2.11.2, from nothing but
hashlib and hmac: no line is shared with the library.
"""

import hashlib
import hmac

DERIVATIONS = {'sha256': 1, 'sha384': 2}

CASES = (
    # external identity, context, protocol, target hash, external key
    (b'alice', b'', 0x0304, 'sha256', bytes(range(32))),
    (b'alice', b'', 0x0304, 'sha384', bytes(range(32))),
    (b'alice', b'reprise/1', 0x0304, 'sha256', bytes(range(32))),
    (b'alice', b'', 0x0303, 'sha256', bytes(range(32))),
    (b'\x00\xff', b'\x00', 0x0304, 'sha384', b'k' * 100),
    (b'a' * 300, b'c' * 300, 0x0304, 'sha256', b'x'),
)


def extract(name, salt, key):
    return hmac.new(salt, key, name).digest()


def expand_label(name, secret, label, context, size):
    label = b'tls13 ' + label
    info = size.to_bytes(2, 'big') + bytes([len(label)]) + label + bytes([len(context)]) + context
    out, block, i = b'', b'', 0
    while len(out) < size:
        i += 1
        block = hmac.new(secret, block + info + bytes([i]), name).digest()
        out += block
    return out[:size]


def imported_identity(external, context, protocol, target):
    return (len(external).to_bytes(2, 'big') + external + len(context).to_bytes(2, 'big') + context
            + protocol.to_bytes(2, 'big') + DERIVATIONS[target].to_bytes(2, 'big'))


def import_key(identity, target, key):
    extracted = extract('sha256', bytes(32), key)
    digest = hashlib.sha256(identity).digest()
    return expand_label('sha256', extracted, b'derived psk', digest,
                        hashlib.new(target).digest_size)


def binder(target, key, hello, label=b'imp binder'):
    size = hashlib.new(target).digest_size
    early = extract(target, bytes(size), key)
    binder_key = expand_label(target, early, label, hashlib.new(target).digest(), size)
    finished = expand_label(target, binder_key, b'finished', b'', size)
    return hmac.new(finished, hashlib.new(target, hello).digest(), target).digest()


def text(data):
    return f'"{data.hex()}"'


def main():
    for external, context, protocol, target, key in CASES:
        identity = imported_identity(external, context, protocol, target)
        derived = import_key(identity, target, key)
        print(f'    {{ {text(external)}, {text(context)}, 0x{protocol:04x}, &hash_{target},')
        print(f'      {text(key)},')
        print(f'      {text(hashlib.sha256(identity).digest())},')
        print(f'      {text(derived)},')
        print(f'      {text(binder(target, derived, b"a hello"))} }},')


if __name__ == '__main__':
    main()
