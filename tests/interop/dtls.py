#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Connects the test peer with other DTLS programs: full, then resumed, by ticket and by id.

    dtls.py --peer DATAGRAM_PEER --data FOLDER [--library-path FOLDER] SIDE

SIDE is as in run.py. Exit status 0: all is well; 1: the cases printed fail; 77: the program is not here.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import time

from harness import Program, Trouble, facts
from sides import Data, free_port

SKIP = 77
LINE = 'over datagrams'
CIPHERS = ('AES-128-GCM', 'AES-256-GCM', 'CHACHA20-POLY1305', 'AES-128-CCM', 'AES-128-CBC')
SERVER_CAME_UP_S = 0.5
PROGRAMS = {'openssl-server': 'openssl', 'openssl-client': 'openssl',
            'gnutls-server': 'gnutls-serv', 'gnutls-client': 'gnutls-cli', 'own': None}


def priority(cipher):
    return f'NORMAL:-VERS-ALL:+VERS-DTLS1.2:-CIPHER-ALL:+{cipher}'


def own(setup, role, port, cipher, how, *session):
    chain, key, _ = setup.data.own('server', 'p256')
    return Program(setup.peer, role, port, priority(cipher), chain, key, setup.data.root, how,
                   *session, library_path=setup.library_path)


def foreign_server(setup, port, cipher, how):
    chain, key, cert = setup.data.own('server', 'p256')
    if setup.side == 'gnutls-server':
        command = ['gnutls-serv', '--udp', '--echo', '--port', port, '--x509certfile', chain,
                   '--x509keyfile', key, '--disable-client-cert', '--priority', priority(cipher)]
        command += ['--noticket'] if how == 'by-id' else []
    else:
        command = ['openssl', 's_server', '-dtls1_2', '-accept', f'127.0.0.1:{port}', '-cert', cert,
                   '-key', key, '-cert_chain', setup.data.intermediate, '-cipher', 'ALL']
        command += ['-no_ticket'] if how == 'by-id' else []
    return Program(*command)


def visit(setup, server, port, cipher, how, session, out):
    """Our client; openssl's server does not echo, so its line is typed in."""
    with own(setup, 'client', port, cipher, how, session, out) as client:
        client.expect(r'^peer_certificates=')
        if setup.side == 'openssl-server':
            server.expect(LINE)
            server.say(LINE)
        text = client.finish()
        if client.process.returncode != 0 or LINE not in text:
            raise Trouble(f'{client}\n{server}')
        return facts(text)


def check(what, found, resumed):
    for key, value in {'resumed': resumed, 'version': 'DTLS1.2'}.items():
        if found.get(key) != value:
            raise Trouble(f'{what}: {key} is {found.get(key)}, not {value}: {found}')


def own_client(setup, cipher, how, folder):
    port = str(free_port())
    out = os.path.join(folder, 'session')
    if setup.side == 'own':
        server = own(setup, 'server', '0', cipher, how)
        port = server.expect(r'^port=(\d+)').group(1)
    else:
        server = foreign_server(setup, port, cipher, how)
        time.sleep(SERVER_CAME_UP_S)  # a socket of datagrams does not tell that nobody is there
    with server:
        check('full', visit(setup, server, port, cipher, how, '', out), '0')
        again = os.path.join(folder, 'again')
        check('resumed', visit(setup, server, port, cipher, how, out, again), '1')
        check('resumed again', visit(setup, server, port, cipher, how, again, ''), '1')


def openssl_visit(setup, port, options):
    with Program('openssl', 's_client', '-dtls1_2', '-connect', f'127.0.0.1:{port}', '-servername',
                 'localhost', '-CAfile', setup.data.root, '-verify_return_error', '-cipher', 'ALL',
                 *options) as client:
        client.expect(r'^(New|Reused), ')
        client.say(LINE)
        client.expect(LINE)
        return client.finish()


def foreign_client(setup, cipher, how, folder):
    out = os.path.join(folder, 'session')
    with own(setup, 'server', '0', cipher, how) as server:
        port = server.expect(r'^port=(\d+)').group(1)
        if setup.side == 'gnutls-client':
            with Program('gnutls-cli', '--udp', '--port', port, 'localhost', '--resume',
                         '--x509cafile', setup.data.root, '--priority', priority(cipher)) as client:
                client.expect('This is a resumed session')
                client.say(LINE)
                client.expect(LINE)
                client.finish()
        else:
            options = ['-no_ticket'] if how == 'by-id' else []
            openssl_visit(setup, port, options + ['-sess_out', out])
            openssl_visit(setup, port, options + ['-sess_in', out])
        ends = server.expect(r'(?s)end=1.*end=1')
        said = re.findall(r'^resumed=(\d)', server.output[:ends.end()], re.M)
        if said != ['0', '1']:
            raise Trouble(f'resumed: {said}: {server}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--peer', required=True)
    parser.add_argument('--data', required=True)
    parser.add_argument('--library-path')
    parser.add_argument('side', choices=PROGRAMS)
    setup = parser.parse_args()
    setup.data = Data(setup.data)
    program = PROGRAMS[setup.side]
    if program and not shutil.which(program):
        print(f'{program} is not here')
        return SKIP

    job = foreign_client if setup.side.endswith('-client') else own_client
    failed = 0
    for how in ('by-ticket', 'by-id'):
        for cipher in CIPHERS:
            with tempfile.TemporaryDirectory() as folder:
                try:
                    job(setup, cipher, how, folder)
                    print(f'good: {cipher}, {how}')
                except Trouble as trouble:
                    failed += 1
                    print(f'BAD: {cipher}, {how}: {trouble}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
