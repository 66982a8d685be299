#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A peer in Python breaks one rule of RFC 8446 at a time, and the library has to say which.

    strangers.py --peer PEER --data DIR client|server|client12

Says what the stranger is; client12 knows TLS 1.2 alone. Each case is one connection with the test peer; its result is the
alert that comes, by its name in the RFC, or 'works', 'full', 'resumed', 'retry'.
"""

import argparse
import socket
import sys

try:
    import cryptography  # pylint: disable=unused-import
except ImportError:
    print('the stranger needs python3-cryptography')
    sys.exit(77)

import strange_clients
import strange_clients12
import strange_hellos
import strange_servers
from harness import Program
from wishes import Data
from stranger import LIMIT_S, Gone, Told
from stranger_server import Identity, Server

PRIORITY = 'NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-FFDHE2048'


def result_of(play):
    try:
        return play()
    except Told as told:
        return str(told)
    except Gone as gone:
        return f'({gone})'


def check(cases, name_part):
    """Plays them; gives how many went and how many of these went wrong."""
    wrong = count = 0
    for name, expected, play in cases:
        if name_part in name:
            count += 1
            result = result_of(play)
            if result != expected:
                wrong += 1
                print(f'{name}: {result} instead of {expected}')
    return count, wrong


def against_server(options, cases):
    chain, key, _ = options.data.own('server', 'p256')
    command = (options.peer, 'server', '--cert', chain, '--key', key, '--priority', PRIORITY,
               '--connections', '1000', '--limit', '100')
    with Program(*command) as server:
        port = int(server.expect(r'^port=(\d+)').group(1))
        count, wrong = check([(name, expected, lambda play=play: play(port))
                              for name, expected, play in cases], options.only)
        if server.ended:
            print(f'the server ended: {server}')
            wrong += 1
    return count, wrong


def serve(listener, options, identity, words, play):
    """One connection of a client that was started for it."""
    command = (options.peer, 'client', '--port', listener.getsockname()[1], '--priority', PRIORITY,
               '--ca', options.data.root, '--send', 'hello', *words)
    with Program(*command):
        connected, _ = listener.accept()
        server = Server(connected, identity)
        try:
            server.read_hello()
            return play(server) or server.outcome()
        finally:
            server.close()


def against_client(options):
    identity = Identity(options.data)
    with socket.create_server(('127.0.0.1', 0)) as listener:
        listener.settimeout(LIMIT_S)
        return check([(name, expected,
                       lambda words=words, play=play: serve(listener, options, identity, words, play))
                      for name, expected, words, play in strange_servers.CASES], options.only)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--peer', required=True)
    parser.add_argument('--data', type=Data, required=True)
    parser.add_argument('--only', default='', help='part of the name')
    parser.add_argument('side', choices=('client', 'server', 'client12'))
    options = parser.parse_args()

    if options.side == 'server':
        count, wrong = against_client(options)
    elif options.side == 'client':
        count, wrong = against_server(options, strange_hellos.CASES + strange_clients.CASES)
    else:
        count, wrong = against_server(options, strange_clients12.CASES)
    print(f'{count} cases, {wrong} wrong')
    sys.exit(wrong > 0)


if __name__ == '__main__':
    main()
