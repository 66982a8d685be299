#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Sends early data between the test peer and other programs: taken, refused, replayed.

    early.py --peer PEER --data FOLDER [--library-path FOLDER] [--only WORD] SIDE

SIDE is the other end, as for run.py. Refused early data costs nothing but time: the session is
resumed, and what is said afterwards arrives. Exit status 0: all is well; 1: the cases printed fail;
77: the program is not here.
"""

import argparse
import os
import shutil
import sys
import tempfile

from harness import Program, Trouble, facts
from sides import LINE, free_port
from wishes import Data

EARLY = 'carried before the answer'
SKIP = 77
PROGRAMS = {'own': None, 'openssl-server': 'openssl', 'openssl-client': 'openssl',
            'gnutls-server': 'gnutls-serv', 'gnutls-client': 'gnutls-cli'}


def check(what, found, expected):
    if found != expected:
        raise Trouble(f'{what}: {found}, not {expected}')


class OwnServer(Program):
    def __init__(self, setup, folder, takes):
        chain, key, _ = setup.data.own('server', 'p256')
        super().__init__(setup.peer, 'server', '--cert', chain, '--key', key, '--connections', '9',
                         '--ticket-key', os.path.join(folder, 'ticket-key'),
                         *(['--take-early'] if takes else []), library_path=setup.library_path)
        self.port = self.expect(r'^port=(\d+)').group(1)
        self.read = 0

    def facts(self):
        """Of the next connection."""
        end = self.expect(r'^end=\d+ 1\n', self.read)
        found = facts(self.output[self.read:end.end()])
        self.read = end.end()
        return found


class OwnClient:
    def __init__(self, setup, folder, port, answer=None):
        self.setup, self.folder, self.answer = setup, folder, answer
        self.command = [setup.peer, 'client', '--port', port, '--ca', setup.data.root, '--send',
                        LINE]

    def visit(self, *options):
        with Program(*self.command, *options, library_path=self.setup.library_path) as client:
            if self.answer:
                self.answer()
            found = facts(client.finish())
            if found.get('done') != '1' or found.get('answer') != 'good':
                raise Trouble(str(client))
            return found

    def first(self):
        session = os.path.join(self.folder, 'session')
        self.visit('--session-out', session)
        return f'{session}.1'

    def again(self, session):
        return self.visit('--session-in', session, '--early', EARLY + '\n')


def meet_refusing(setup, folder):
    """The ticket allows early data, and the server that it comes to does not."""
    with OwnServer(setup, folder, True) as server:
        session = OwnClient(setup, folder, server.port).first()
    with OwnServer(setup, folder, False) as server:
        found = OwnClient(setup, folder, server.port).again(session)
        check('resumed', found['resumed'], '1')
        check('client', found['early'], '0')
        check('server', server.facts().get('early_data'), None)


def meet_own(setup, folder, takes):
    with OwnServer(setup, folder, takes) as server:
        client = OwnClient(setup, folder, server.port)
        session = client.first()
        server.facts()
        found = client.again(session)
        check('resumed', found['resumed'], '1')
        check('client', found['early'], str(int(takes)))
        check('server', server.facts().get('early_data'), EARLY if takes else None)
        # The same hello cannot come again; the same ticket can, and is a new hello.
        found = client.again(session)
        check('with the same ticket', found['early'], str(int(takes)))


def meet_openssl_server(setup, folder, *options, takes=True, again='1'):
    _, key, cert = setup.data.own('server', 'p256')
    command = ['openssl', 's_server', '-accept', '127.0.0.1:0', '-cert', cert, '-key', key,
               '-cert_chain', setup.data.intermediate, '-tls1_3', *options]
    with Program(*command) as server:
        port = server.expect(r'^ACCEPT \S+:(\d+)').group(1)
        read = [0]

        def answer():
            read[0] = server.expect(LINE, read[0]).end()
            server.say(LINE)

        client = OwnClient(setup, folder, port, answer)
        session = client.first()
        found = client.again(session)
        check('resumed', found['resumed'], '1')
        check('early data', found['early'], str(int(takes)))
        if takes:
            server.expect(EARLY)
            check('with the same ticket', client.again(session)['early'], again)


def meet_openssl_client(setup, folder, takes):
    early = os.path.join(folder, 'early')
    session = os.path.join(folder, 'session')
    with open(early, 'w', encoding='ascii') as file:
        file.write(EARLY + '\n')
    with OwnServer(setup, folder, takes) as server:
        command = ['openssl', 's_client', '-connect', f'127.0.0.1:{server.port}', '-servername',
                   'localhost', '-CAfile', setup.data.root, '-tls1_3']
        with Program(*command, '-sess_out', session) as client:
            client.expect('Verify return code')
            client.say(LINE)
            client.expect(LINE)
            client.finish()
        server.facts()
        with Program(*command, '-sess_in', session, '-early_data', early) as client:
            client.expect(r'^Reused')
            # It does not even try where the ticket does not allow it.
            client.expect('Early data was ' + ('accepted' if takes else 'not sent'))
            client.say(LINE)
            client.expect(LINE)
            client.finish()
        check('server', server.facts().get('early_data'), EARLY if takes else None)


def meet_gnutls_server(setup, folder, takes):
    chain, key, _ = setup.data.own('server', 'p256')
    port = str(free_port())
    command = ['gnutls-serv', '--echo', '--x509certfile', chain, '--x509keyfile', key,
               '--disable-client-cert', '--port', port] + (['--earlydata'] if takes else [])
    with Program(*command) as server:
        server.expect(r'IPv4 0\.0\.0\.0 port \d+\.\.\.done')
        client = OwnClient(setup, folder, port)
        session = client.first()
        found = client.again(session)
        check('resumed', found['resumed'], '1')
        check('early data', found['early'], str(int(takes)))


def meet_gnutls_client(setup, folder, takes):
    early = os.path.join(folder, 'early')
    with open(early, 'w', encoding='ascii') as file:
        file.write(EARLY + '\n')
    with OwnServer(setup, folder, takes) as server:
        with Program('gnutls-cli', '--port', server.port, '--x509cafile', setup.data.root,
                     '--sni-hostname', 'localhost', '--verify-hostname', 'localhost', '--resume',
                     f'--earlydata={early}', '--waitresumption', '127.0.0.1') as client:
            client.say(LINE)
            client.expect('This is a resumed session')
            client.finish()
        server.facts()
        check('server', server.facts().get('early_data'), EARLY if takes else None)


CASES = {
    'own': {'taken': (meet_own, (True,), {}), 'not allowed': (meet_own, (False,), {}),
            'refused': (meet_refusing, (), {})},
    'openssl-server': {
        'taken, no guard': (meet_openssl_server, ('-early_data', '-no_anti_replay'), {}),
        'taken once': (meet_openssl_server, ('-early_data', '-anti_replay'), {'again': '0'}),
        'not allowed': (meet_openssl_server, (), {'takes': False}),
    },
    'openssl-client': {'taken': (meet_openssl_client, (True,), {}),
                       'not allowed': (meet_openssl_client, (False,), {})},
    'gnutls-server': {'taken': (meet_gnutls_server, (True,), {}),
                      'not allowed': (meet_gnutls_server, (False,), {})},
    'gnutls-client': {'taken': (meet_gnutls_client, (True,), {}),
                      'not allowed': (meet_gnutls_client, (False,), {})},
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--peer', required=True)
    parser.add_argument('--data', required=True)
    parser.add_argument('--library-path')
    parser.add_argument('--only', default='')
    parser.add_argument('side', choices=CASES)
    setup = parser.parse_args()
    setup.data = Data(setup.data)
    if PROGRAMS[setup.side] and not shutil.which(PROGRAMS[setup.side]):
        print(f'{PROGRAMS[setup.side]} is not here')
        return SKIP

    failed = 0
    for name, (meet, arguments, options) in CASES[setup.side].items():
        if setup.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                meet(setup, folder, *arguments, **options)
                print(f'ok      {setup.side}, early data: {name}', flush=True)
            except Trouble as trouble:
                failed += 1
                print(f'NOT OK  {setup.side}, early data: {name}\n{trouble}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
