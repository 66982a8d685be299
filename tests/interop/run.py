#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Connects the test peer with another TLS program in every way both know.

    run.py --peer PEER --data FOLDER [--library-path FOLDER] [--only WORD] SIDE

SIDE is the other end: openssl-server, openssl-client, gnutls-server, gnutls-client, original-client for
the peer with the installed libgnutls, or own for the peer itself. Exit status 0: all is well; 1: the cases printed fail; 77: the program is not here.
"""

import argparse
import os
import shutil
import sys
import tempfile

from harness import Trouble
from sides import (GnutlsClient, GnutlsServer, OpensslClient, OpensslServer, OriginalClient,
                   OwnClient, OwnServer)
from wishes import (CERTIFICATES, CIPHERS, CIPHERS12, CURVES, EXCHANGES, GROUPS, KEYS, SIGNATURES,
                    RETRY_SERVER, Data, staple_size)

# side: (program it needs, class of the server, class of the client)
SIDES = {
    'openssl-server': ('openssl', OpensslServer, OwnClient),
    'openssl-client': ('openssl', OwnServer, OpensslClient),
    'gnutls-server': ('gnutls-serv', GnutlsServer, OwnClient),
    'gnutls-client': ('gnutls-cli', OwnServer, GnutlsClient),
    'original-client': ('gnutls-cli', OwnServer, OriginalClient),
    'own': (None, OwnServer, OwnClient),
}

CLIENT_CERTS = ('rsa', 'p256', 'ed25519')
SKIP = 77


def make_cases(side):
    cases = {'plain': {}}
    cases |= {f'cipher {name}': {'cipher': name} for name in CIPHERS}
    cases |= {f'group {name}': {'group': name} for name in GROUPS}
    cases |= {f'signature {name}': {'signature': name} for name in SIGNATURES}
    cases |= {f'client certificate {name}': {'client_cert': name} for name in CLIENT_CERTS}
    cases['retry'] = {'retry': True}
    cases['retry, client certificate'] = {'retry': True, 'client_cert': 'p256'}
    cases['alpn'] = {'alpn': 'reprise/1'}
    if side != 'gnutls-client':
        cases['key update'] = {'key_update': True}
    if side == 'openssl-server':
        cases['seven tickets'] = {'tickets': '7'}
        cases['stateful tickets'] = {'stateful': True}
    if side != 'gnutls-client':
        cases['psk_ke'] = {'psk_ke': True}
    if side in ('gnutls-server', 'own'):
        cases['bulk'] = {'bulk': '1000000'}
    cases |= {f'key, {name}': {'key': name} for name in KEYS}
    cases['key, retry'] = {'key': 'dhe', 'retry': True}
    if not side.startswith('openssl'):  # openssl 3.0 has none of it
        cases['bare keys'] = {'bare': True}
    return cases


def make_cases12(side):
    cases = {'plain': {}}
    cases |= {f'cipher {name}': {'cipher12': name} for name in CIPHERS12}
    cases |= {f'cipher {name}, MAC inside': {'cipher12': name, 'words': ':%NO_ETM', 'etm': '0'}
              for name in CIPHERS12 if 'ecdsa cbc' in name}
    cases |= {f'group {name}': {'group': name, 'cert': 'rsa'} for name in CURVES}
    cases |= {f'certificate {name}': {'cert': name} for name in CERTIFICATES}
    cases |= {f'client certificate {name}': {'client_cert': name} for name in CLIENT_CERTS}
    # gnutls-cli 3.7.9 crashes when it would describe such a connection, whoever serves it, its own
    # gnutls-serv too; original-client has these two.
    for name in EXCHANGES:
        if side != 'gnutls-client' or not name.endswith('he psk'):
            cases[f'exchange {name}'] = {'exchange': name}
            cases[f'exchange {name}, by id'] = {'exchange': name, 'by_id': True}
    if side in ('openssl-server', 'gnutls-server'):
        cases['exchange dhe, own parameters'] = {'exchange': 'dhe', 'dh_params': 'dh1024.pem',
                                                 'client_groups': ('p256',)}
    cases['by id'] = {'by_id': True}
    cases['by id, client certificate'] = {'by_id': True, 'client_cert': 'rsa'}
    cases['by id, CBC'] = {'by_id': True, 'cipher12': 'rsa cbc128'}
    cases['master secret not extended'] = {'words': ':%NO_SESSION_HASH', 'extended': '0'}
    cases['alpn'] = {'alpn': 'reprise/1'}
    if side != 'gnutls-client':
        cases['staple'] = {'staple': True}
    if side in ('gnutls-server', 'own'):
        cases['bulk'] = {'bulk': '1000000'}
        cases['bulk, CBC'] = {'bulk': '1000000', 'cipher12': 'ecdsa cbc sha256'}
    if not side.startswith('openssl'):
        cases['bare keys'] = {'bare': True}
        cases['bare keys, by id'] = {'bare': True, 'by_id': True}
    return {name: case | {'tls12': True} for name, case in cases.items()}


def check(what, found, expected):
    """Compares what one end says with what it must; unknown facts are not compared."""
    for key, value in expected.items():
        if key in found and found[key] != value:
            raise Trouble(f'{what}: {key} is {found[key]}, not {value}: {found}')


def expectation(case, resumed):
    expected = {'resumed': '1' if resumed else '0', 'verify': '0', 'version': 'TLS1.3',
                'hello_retry': '1' if case.get('retry') and not resumed else '0'}
    without_exchange = case.get('psk_ke') or case.get('key') == 'ke'
    mode = 'full' if not resumed else 'psk_ke' if without_exchange else 'psk_dhe_ke'
    if case.get('tls12'):
        mode = 'tls12' if resumed else 'full'
        expected |= {'version': 'TLS1.2', 'extended': case.get('extended', '1')}
        if 'cbc' in case.get('cipher12', ''):
            expected['etm'] = case.get('etm', '1')
    expected['mode'] = mode
    if 'key' in case:
        expected['auth'] = 'psk'
    if case.get('bare'):
        expected['peer_type'] = 'Raw Public Key'
    if 'exchange' in case:
        expected['suite'] = EXCHANGES[case['exchange']][3]
    if 'cipher12' in case:
        expected['suite'] = CIPHERS12[case['cipher12']][3]
    if 'cipher' in case:
        expected['suite'] = CIPHERS[case['cipher']][1]
    if 'group' in case:
        expected['group'] = GROUPS[case['group']][0]
    if case.get('retry'):
        expected['group'] = GROUPS[RETRY_SERVER[0]][0]
    if mode == 'psk_ke' or case.get('key') == 'ke':
        expected['group'] = 'none'
    if 'alpn' in case:
        expected['alpn'] = case['alpn']
    return expected


def client_expectation(case, resumed):
    expected = expectation(case, resumed)
    expected['peer_status'] = '0'
    if 'signature' in case and not resumed:
        expected['signature'] = SIGNATURES[case['signature']][1]
    return expected


def server_expectation(case, resumed):
    expected = expectation(case, resumed)
    # A client may remember the group of last time, and need no retry then.
    if resumed:
        del expected['hello_retry']
    expected['peer_certificates'] = ('2' if 'client_cert' in case else
                                     '1' if case.get('bare') else '0')
    if 'client_cert' in case:
        expected['peer_status'] = '0'
    return expected


def visit(case, client, server, session_in, session_out):
    resumed = session_in is not None
    found = client.visit(session_in, session_out)
    expected = client_expectation(case, resumed)
    # A staple is kept with the session; openssl shows it only when it comes.
    if case.get('staple') and (not resumed or isinstance(client, OwnClient)):
        expected['staple'] = staple_size(client.setup)
        if 'staple' not in found:
            raise Trouble(f'no staple came: {found}')
    if resumed:
        del expected['hello_retry']
    check('client', found, expected)
    check('server', server.connection_facts(), server_expectation(case, resumed))
    return found


def run_case(setup, case, server_class, client_class, folder):
    with server_class(setup, case) as server:
        client = client_class(setup, case, server)
        if client_class is GnutlsClient:
            check('client', client.visit_twice(), {'resumed': '1'})
            check('server, first', server.connection_facts(), server_expectation(case, False))
            check('server, second', server.connection_facts(), server_expectation(case, True))
            return
        out = os.path.join(folder, 'session')
        found = visit(case, client, server, None, out)
        sessions = client.sessions(out, found)
        if not sessions:
            raise Trouble('no ticket came')
        if 'tickets' in case and len(sessions) != int(case['tickets']):
            raise Trouble(f'{len(sessions)} tickets, not {case["tickets"]}')
        again = os.path.join(folder, 'again')
        for session in sessions:
            found = visit(case, client, server, session, again)
        # The chain goes on with a ticket of a resumed connection, where one came.
        for session in client.sessions(again, found)[:1]:
            visit(case, client, server, session, None)


def run_stranger(setup, case, server_class, client_class, folder):
    """A session of a server that was started anew: a full handshake, no error."""
    out = os.path.join(folder, 'session')
    with server_class(setup, case) as server:
        client = client_class(setup, case, server)
        session = client.sessions(out, client.visit(None, out))[0]
    with server_class(setup, case) as server:
        found = client_class(setup, case, server).visit(session, None)
        check('client', found, client_expectation(case, False))
        check('server', server.connection_facts(), server_expectation(case, False))


def run_late_retry(setup, case, server_class, client_class, folder):
    """The retry comes when resuming: the client no longer knows the group of the first time."""
    out = os.path.join(folder, 'session')
    first = case | {'client_groups': ('p384',)}
    later = case | {'client_groups': ('x25519', 'p256', 'p521')}
    with server_class(setup, case) as server:
        client = client_class(setup, first, server)
        found = client.visit(None, out)
        check('server, first', server.connection_facts(), {'resumed': '0', 'group': 'SECP384R1'})
        for session in client.sessions(out, found):
            found = client_class(setup, later, server).visit(session, None)
            expected = {'resumed': '1', 'mode': 'psk_dhe_ke', 'hello_retry': '1',
                        'group': 'SECP521R1'}
            check('client', found, expected)
            check('server', server.connection_facts(), expected)


def run_later(setup, case, server_class, client_class, folder):
    """The client shows its certificate after the handshake."""
    with server_class(setup, case) as server:
        client = client_class(setup, case, server)
        if server_class is OpensslServer:
            server.serve_later(client)
            return
        found = client.visit_twice() if client_class is GnutlsClient else client.visit()
        if client_class is OwnClient:
            check('client', found, {'reauth': '0'})
            if 'reauth' not in found:
                raise Trouble(f'the client was not asked: {found}')
        if server_class is OwnServer:
            served = server.connection_facts()
            if client_class is GnutlsClient:  # speaks in its second connection only
                served = server.connection_facts()
            check('server', served, {'peer_certificates': '0', 'late_certificates': '2',
                                     'late_status': '0', 'reauth': '0'})
            if 'reauth' not in served:
                raise Trouble(f'nobody was asked: {served}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--peer', required=True)
    parser.add_argument('--data', required=True)
    parser.add_argument('--library-path')
    parser.add_argument('--only', default='')
    parser.add_argument('--tls12', action='store_true')
    parser.add_argument('side', choices=SIDES)
    setup = parser.parse_args()
    setup.data = Data(setup.data)
    program, server_class, client_class = SIDES[setup.side]
    if program and not shutil.which(program):
        print(f'{program} is not here')
        return SKIP

    cases = make_cases12(setup.side) if setup.tls12 else make_cases(setup.side)
    jobs = [(name, run_case, case) for name, case in cases.items()]
    if client_class is not GnutlsClient:
        jobs.append(('server started anew', run_stranger, {'tls12': setup.tls12}))
    if client_class is not GnutlsClient and setup.tls12:
        jobs.append(('server started anew, by id', run_stranger, {'tls12': True, 'by_id': True}))
    if client_class is not GnutlsClient and not setup.tls12:
        jobs.append(('retry when resuming', run_late_retry, {'server_groups': ('p384', 'p521')}))
    if not setup.tls12:
        jobs += [(f'later certificate {name}', run_later, {'later': True, 'client_cert': name})
                 for name in CLIENT_CERTS]
    failed = 0
    for name, job, case in jobs:
        if setup.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                job(setup, case, server_class, client_class, folder)
                print(f'ok      {setup.side}: {name}', flush=True)
            except Trouble as trouble:
                failed += 1
                print(f'NOT OK  {setup.side}: {name}\n{trouble}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
