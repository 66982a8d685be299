#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server whose certificate promises a staple (RFC 7633), between our peer and openssl.

staples.py --peer PEER --data DATA [--library-path PATH] SIDE

SIDE is openssl-server (`openssl s_server -status_file`, and our client judges) or openssl-client (our
server, and `openssl s_client -status` tells what came). Exit status 0: all is well; 1: the cases
printed fail; 77: openssl is not here.
"""

import argparse
import re
import shutil
import sys

from harness import Program, Trouble, facts
from sides import OwnServer
from wishes import Data

INVALID, REVOKED, PAST, MISSING, WRONG = 1 << 1, 1 << 5, 1 << 12, 1 << 19, 1 << 20

# the response, or None; what our client makes of it; what openssl sees of the certificate in it
CASES = {
    'good': ('promised-good', 0, 'good'),
    'by a delegate': ('promised-delegated', 0, 'good'),
    'revoked': ('promised-revoked', INVALID | REVOKED, 'revoked'),
    'revoked by the second entry': ('promised-second-revoked', INVALID | REVOKED, 'good'),
    'past': ('promised-old', INVALID | PAST, 'good'),
    'unknown': ('promised-unknown', INVALID | MISSING, 'unknown'),
    'forged': ('promised-forged', INVALID | WRONG, 'good'),
    'of another certificate': ('good', INVALID | WRONG, 'good'),
    'none': (None, INVALID | MISSING, None),
}
# What our server does not send: it knows by itself that these serve nobody.
NOT_TAKEN = ('revoked', 'revoked by the second entry', 'past', 'of another certificate')


def revocation(setup, name):
    return setup.data.file(f'revocation/{name}')


def priority(tls12):
    return 'NORMAL:-VERS-ALL:+VERS-' + ('TLS1.2' if tls12 else 'TLS1.3')


def openssl_server(setup, case, tls12):
    """Our client, asked what it makes of the server, and then made to insist."""
    response, expected, _ = CASES[case]
    command = ['openssl', 's_server', '-accept', '127.0.0.1:0', '-rev', '-tls1_2' if tls12 else '-tls1_3',
               '-cert', revocation(setup, 'promised-chain.pem'), '-key', revocation(setup, 'promised-key.pem'),
               '-cert_chain', setup.data.intermediate]
    if response:
        command += ['-status_file', revocation(setup, f'{response}.ocsp')]
    client = [setup.peer, 'client', '--name', 'localhost', '--ca', setup.data.root, '--priority', priority(tls12)]
    with Program(*command) as server:
        port = server.expect(r'^ACCEPT \S+:(\d+)').group(1)
        with Program(*client, '--port', port, '--no-verify', library_path=setup.library_path) as program:
            found = facts(program.finish())
            if found.get('peer_status') != str(expected) or ('staple' in found) != (response is not None):
                raise Trouble(f'peer_status is not {expected}: {program}')
        with Program(*client, '--port', port, library_path=setup.library_path) as program:
            found = facts(program.finish())
            if (found.get('done') == '1') != (expected == 0):
                raise Trouble(f'the handshake {"fails" if expected == 0 else "succeeds"}: {program}')


class PromisedServer(OwnServer):
    """Our server with the certificate that promises a staple."""

    def __init__(self, setup, response, tls12):
        command = [setup.peer, 'server', '--cert', revocation(setup, 'promised-chain.pem'),
                   '--key', revocation(setup, 'promised-key.pem'), '--connections', '100', '--limit', '60',
                   '--priority', priority(tls12), '--ca', setup.data.root]
        if response:
            command += ['--staple', revocation(setup, f'{response}.ocsp')]
        Program.__init__(self, *command, library_path=setup.library_path)
        self.port = self.expect(r'^port=(\d+)').group(1)
        self.seen = 0


def openssl_client(setup, case, tls12):
    response, _, told = CASES[case]
    if case in NOT_TAKEN:
        command = [setup.peer, 'server', '--cert', revocation(setup, 'promised-chain.pem'),
                   '--key', revocation(setup, 'promised-key.pem'), '--staple', revocation(setup, f'{response}.ocsp')]
        with Program(*command, library_path=setup.library_path) as program:
            if 'port=' in program.finish():
                raise Trouble(f'a server takes it: {program}')
        return
    with PromisedServer(setup, response, tls12) as server:
        with Program('openssl', 's_client', '-connect', f'127.0.0.1:{server.port}', '-servername', 'localhost',
                     '-CAfile', setup.data.root, '-verify_return_error', '-tls1_2' if tls12 else '-tls1_3',
                     '-status') as program:
            program.expect(r'Verify return code: 0|error')
            output = program.finish()
    match = re.search(r'Cert Status: (\w+)', output)
    if (match.group(1) if match else None) != told or (told is None) != ('no response sent' in output):
        raise Trouble(f'openssl does not see {told}: {output}')


SIDES = {'openssl-server': openssl_server, 'openssl-client': openssl_client}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--peer', required=True)
    parser.add_argument('--data', required=True)
    parser.add_argument('--library-path')
    parser.add_argument('side', choices=SIDES)
    setup = parser.parse_args()
    setup.data = Data(setup.data)
    if not shutil.which('openssl'):
        print('openssl is not here')
        return 77
    failures = 0
    for case in CASES:
        for tls12 in (False, True):
            try:
                SIDES[setup.side](setup, case, tls12)
            except Trouble as trouble:
                failures += 1
                print(f'{case}, TLS {"1.2" if tls12 else "1.3"}: {trouble}')
    print(f'{2 * len(CASES)} cases, {failures} fail')
    return int(failures > 0)


if __name__ == '__main__':
    sys.exit(main())
