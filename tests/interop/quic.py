#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs ngtcp2's QUIC client and server, unchanged, with our library under either end or both.

    quic.py --own FOLDER --data FOLDER [--only WORD]

FOLDER of --own holds our libgnutls.so.30; the other end uses the one the programs were made for.
Each case loads a page over HTTP/3, and loads it again with the session of the first time: then the
request goes as early data. Exit status 0: all is well; 1: the cases printed fail; 77: the programs
are not here.
"""

import argparse
import os
import shutil
import socket
import sys
import tempfile

from harness import Program, Trouble
from wishes import Data

CLIENT, SERVER = 'gtlsclient', '/usr/sbin/gtlsserver'
PRIORITY = 'NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+'
PAGE = b'<p>carried by QUIC</p>\n' * 1000
SKIP = 77

# name: (who has our library, options of the client, of the server, of the second visit; None: there
# is none)
CASES = {
    'own client, own server': ('client server', (), (), ()),
    'own client': ('client', (), (), ()),
    'own server': ('server', (), (), ()),
    'AES-256-GCM': ('client server', (f'--ciphers={PRIORITY}AES-256-GCM',), (), ()),
    'ChaCha20-Poly1305': ('client server', (f'--ciphers={PRIORITY}CHACHA20-POLY1305',), (), ()),
    'own client, client certificate': ('client', ('CERTIFICATE',), ('--verify-client',), ()),
    'own server, client certificate': ('server', ('CERTIFICATE',), ('--verify-client',), ()),
    'own client, retry': ('client', (), ('--groups=-GROUP-ALL:+GROUP-SECP521R1',), ()),
    # A retry with a session that allows early data is beyond the other library's client.
    'own server, retry': ('server', (), ('--groups=-GROUP-ALL:+GROUP-SECP521R1',), None),
    'own client, address validated': ('client', (), ('--validate-addr',), ()),
    'own client, packets lost': ('client', ('-r', '0.1'), ('-r', '0.1'), ()),
    'own server, packets lost': ('server', ('-r', '0.1'), ('-r', '0.1'), ()),
    'own client, key update': ('client', ('--key-update=1ms', '--delay-stream=50ms'), (), ()),
    'own client, early data off': ('client', (), (), ('--disable-early-data',)),
    'own server, early data off': ('server', (), (), ('--disable-early-data',)),
    'own server, started anew': ('server', (), (), ()),
    'own client, server started anew': ('client', (), (), ()),
}


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Case:
    def __init__(self, setup, name, folder):
        self.setup, self.name, self.folder = setup, name, folder
        self.own, self.client, self.server, self.second = CASES[name]
        self.port = free_port()
        os.mkdir(self.path('site'))
        with open(self.path('site', 'page.html'), 'wb') as page:
            page.write(PAGE)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def library(self, who):
        return self.setup.own if who in self.own.split() else None

    def serve(self):
        chain, key, _ = self.setup.data.own('server', 'p256')
        server = Program(SERVER, '-d', self.path('site'), *self.server, '127.0.0.1', self.port,
                         key, chain, library_path=self.library('server'))
        server.expect('Using document root')
        return server

    def client_options(self):
        chain, key, _ = self.setup.data.own('client', 'p256')
        for option in self.client:
            yield from (f'--key={key}', f'--cert={chain}') if option == 'CERTIFICATE' else (option,)

    def visit(self, *options):
        """Loads the page; gives what the client said."""
        loaded = self.path('loaded')
        shutil.rmtree(loaded, ignore_errors=True)
        os.mkdir(loaded)
        with Program(CLIENT, f'--session-file={self.path("session")}',
                     f'--tp-file={self.path("tp")}', f'--download={loaded}', *self.client_options(),
                     *options, '--exit-on-all-streams-close', '127.0.0.1', self.port,
                     f'https://localhost:{self.port}/page.html',
                     library_path=self.library('client')) as client:
            said = client.finish()
            if client.process.returncode != 0:
                raise Trouble(f'failed: {client}')
        with open(os.path.join(loaded, 'page.html'), 'rb') as page:
            if page.read() != PAGE:
                raise Trouble(f'another page: {said}')
        return said

    def run(self):
        # The guard against replay lets nothing in that is older than itself.
        with self.serve() as server:
            self.visit()
            if not os.path.getsize(self.path('session')):
                raise Trouble('no session was kept')
            if 'started anew' not in self.name and self.second is not None:
                self.check_second(self.visit(*self.second), server)
        if 'started anew' in self.name:
            with self.serve():
                self.check_stranger(self.visit())

    def check_second(self, said, server):
        wanted = not self.second and 'retry' not in self.name
        if wanted and '0RTT STREAM' not in said:
            raise Trouble(f'no early data went: {said}')
        if wanted and 'Early data was rejected' in said:
            raise Trouble(f'early data was refused: {said}\n{server}')

    @staticmethod
    def check_stranger(said):
        if 'Early data was rejected' not in said:
            raise Trouble(f'a server that cannot know the session took early data: {said}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--own', required=True)
    parser.add_argument('--data', required=True)
    parser.add_argument('--only', default='')
    setup = parser.parse_args()
    setup.data = Data(setup.data)
    if not shutil.which(CLIENT) or not os.path.exists(SERVER):
        print('ngtcp2\'s programs are not here')
        return SKIP

    failed = 0
    for name in CASES:
        if setup.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                Case(setup, name, folder).run()
                print(f'ok      quic: {name}', flush=True)
            except Trouble as trouble:
                failed += 1
                print(f'NOT OK  quic: {name}\n{trouble}', flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
