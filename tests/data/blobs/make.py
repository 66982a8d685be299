#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Writes the sample sessions of this folder, and prints the vectors of ticket keys and tickets.

A second implementation of doc/formats.md, which shares no line with the library. Files that are
here stay as they are; with a new format, write new ones beside them.
"""

import hashlib
import hmac
import itertools
import pathlib

CLIENT13, SERVER13, CLIENT12, SERVER12 = 1, 2, 3, 4
MAGIC = b'RePr'


def number(value):
    return value.to_bytes((value.bit_length() + 7) // 8, 'big')


def length(size):
    if size < 0xfe:
        return bytes([size])
    if size <= 0xffff:
        return b'\xfe' + size.to_bytes(2, 'big')
    return b'\xff' + size.to_bytes(3, 'big')


def field(tag, value):
    if isinstance(value, int):
        value = number(value)
    return bytes([tag]) + length(len(value)) + value


def check(before):
    padded = before + bytes(4 - len(before) % 4)
    words = [int.from_bytes(padded[i:i + 4], 'big') for i in range(0, len(padded), 4)]
    sums = list(itertools.accumulate(words))
    return b''.join((s % 2 ** 64).to_bytes(8, 'big') for s in (sums[-1], sum(sums)))


def session(kind, established_ms, lifetime_s, fields):
    body = b''.join(field(tag, value) for tag, value in fields)
    blob = (MAGIC + established_ms.to_bytes(8, 'big') + lifetime_s.to_bytes(4, 'big')
            + bytes([1, kind]) + len(body).to_bytes(3, 'big') + body)
    return blob + check(blob)


def counting(first, size):
    return bytes((first + i) & 0xff for i in range(size))


def chain(*certificates):
    return b''.join(len(c).to_bytes(3, 'big') + c for c in certificates)


ESTABLISHED_MS = 1700000000123
RECEIVED_MS = 1700000000456
CHAIN = chain(b"the peer's certificate", b"its issuer's")
NAME = b'www.example.net'

SAMPLES = {
    'client13': session(CLIENT13, ESTABLISHED_MS, 21600, [
        (0x01, 0x0304), (0x02, 0x1302), (0x03, counting(1, 48)), (0x08, 1), (0x09, 2),
        (0x0a, NAME), (0x0b, CHAIN), (0x10, counting(0x80, 200)), (0x11, 0xfad6aac5),
        (0x12, 7200), (0x13, RECEIVED_MS), (0x20, 0x1d), (0x21, b'h2'), (0x22, b'a staple'),
        (0x23, 16385), (0x24, 16384)]),
    'server13': session(SERVER13, ESTABLISHED_MS, 21600, [
        (0x01, 0x0304), (0x02, 0x1301), (0x03, counting(1, 32)), (0x04, counting(0x40, 32)),
        (0x07, 1), (0x08, 1), (0x09, 1), (0x0a, NAME), (0x0b, CHAIN), (0x11, 0),
        (0x13, RECEIVED_MS), (0x20, 0x17)]),
    'client12': session(CLIENT12, ESTABLISHED_MS, 21600, [
        (0x01, 0x0303), (0x02, 0xc02b), (0x03, counting(1, 48)), (0x04, counting(0x40, 32)),
        (0x05, 1), (0x08, 1), (0x09, 1), (0x0b, CHAIN), (0x0d, b'alias.example.net'),
        (0x10, counting(0x80, 100)), (0x12, 300)]),
    'server12': session(SERVER12, ESTABLISHED_MS, 21600, [
        (0x01, 0x0303), (0x02, 0xc02c), (0x03, counting(1, 48)), (0x04, counting(0x40, 32)),
        (0x05, 1), (0x06, 1), (0x07, 2), (0x08, 3), (0x0c, b'alice')]),
}


def extract(salt, secret):
    return hmac.new(salt, secret, hashlib.sha256).digest()


def expand(prk, info, size):
    out = block = b''
    for i in range(1, size // 32 + 2):
        block = hmac.new(prk, block + info + bytes([i]), hashlib.sha256).digest()
        out += block
    return out[:size]


def ticket_key_of_period(master, lifetime_s, now_s, back=0):
    period = 3 * lifetime_s
    which = (now_s // period - back) % 2 ** 64
    info = b'stek 1' + period.to_bytes(4, 'big') + which.to_bytes(8, 'big')
    out = expand(extract(b'reprise ticket keys', master), info, 48)
    return out[:16], out[16:]


def ticket(name, key, salt, plain):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    both = expand(extract(salt, key), b'reprise ticket', 44)
    return name + salt + AESGCM(both[:32]).encrypt(both[32:], plain, name + salt)


def print_vectors():
    master = counting(0, 64)
    for lifetime_s, now_s, back in ((21600, 1700000000, 0), (21600, 1700000000, 1), (1, 0, 1)):
        name, key = ticket_key_of_period(master, lifetime_s, now_s, back)
        print('lifetime', lifetime_s, 'now', now_s, 'back', back, name.hex(), key.hex())
    name, key = ticket_key_of_period(master, 21600, 1700000000)
    print('ticket', ticket(name, key, counting(0xa0, 32), SAMPLES['server13']).hex())


if __name__ == '__main__':
    here = pathlib.Path(__file__).parent
    for kind, blob in SAMPLES.items():
        path = here / f'format1-{kind}.blob'
        if not path.exists():
            path.write_bytes(blob)
    print_vectors()
