# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs at either end of a connection, all used in the same way.

A side turns the wishes of a case into its own command line. A client's visit() gives facts in the
words of the test peer.
"""

import argparse
import os
import re
import socket
import subprocess

from harness import Program, facts, Trouble
from wishes import (PSK, PSK_FILE, PSK_IDENTITY, STANDARD_NAMES, STAPLE, openssl_options, priority,
                    staple_size, wants_nobody, wants_psk, wished_cert)

LINE = 'taken up again'


class OwnServer(Program):
    reversed_answer = False

    def __init__(self, setup, case):
        chain, key, _ = setup.data.own('server', wished_cert(case))
        if case.get('bare'):
            public, key = setup.data.bare('server')
            shown = ['--public-key', public, '--key', key, '--require-client-cert']
        else:
            shown = ['--cert', chain, '--key', key]
        command = [setup.peer, 'server', *shown, '--connections', '100',
                   '--limit', '60', '--priority', priority(case, True), '--ca', setup.data.root]
        if 'client_cert' in case and not case.get('later'):
            command += ['--require-client-cert']
        if 'alpn' in case:
            command += ['--alpn', case['alpn']]
        if case.get('by_id'):
            command += ['--database']
        if case.get('staple'):
            command += ['--staple', setup.data.file(STAPLE)]
        if wants_psk(case):
            command += ['--psk-file', setup.data.file(PSK_FILE)]
        if wants_nobody(case):
            command += ['--anonymous']
        if case.get('later'):
            command += ['--later']
        super().__init__(*command, library_path=setup.library_path)
        self.port = self.expect(r'^port=(\d+)').group(1)
        self.seen = 0

    def __exit__(self, kind, *_):
        """Ended in good order, so that a sanitizer can say what was lost."""
        self.process.terminate()
        output = self.finish()
        self.stop()
        if kind is None and self.process.returncode != 0:
            raise Trouble(f'does not end well: {self}\n{output}')

    def connection_facts(self):
        """What the server says of the next connection that ended."""
        end = self.expect(r'^end=\d+ \d$', self.seen)
        text = self.output[self.seen:end.end()]
        self.seen = end.end()
        return facts(text)


class OpensslServer(Program):
    reversed_answer = True

    def __init__(self, setup, case):
        _, key, cert = setup.data.own('server', wished_cert(case))
        command = ['openssl', 's_server', '-accept', '127.0.0.1:0',
                   ] + openssl_options(case, True)
        command += [] if case.get('later') else ['-rev']
        if 'key' in case:
            command += ['-nocert']  # it would rather show one
        else:
            command += ['-cert', cert, '-key', key, '-cert_chain', setup.data.intermediate]
        if case.get('later'):
            command += ['-verify_return_error', '-CAfile', setup.data.root]
        elif 'client_cert' in case:
            command += ['-Verify', '3', '-verify_return_error', '-CAfile', setup.data.root]
        if 'alpn' in case:
            command += ['-alpn', case['alpn']]
        if case.get('stateful'):
            command += ['-no_ticket']
        if case.get('psk_ke') or case.get('key') == 'ke':
            command += ['-allow_no_dhe_kex']
        if 'tickets' in case:
            command += ['-num_tickets', case['tickets']]
        if case.get('staple'):
            command += ['-status', '-status_file', setup.data.file(STAPLE)]
        if 'dh_params' in case:
            command += ['-dhparam', setup.data.file(case['dh_params'])]
        super().__init__(*command)
        self.port = self.expect(r'^ACCEPT \S+:(\d+)').group(1)

    def connection_facts(self):
        return {}

    def serve_later(self, client):
        """Asks for a certificate while the client waits for a line."""
        with Program(*client.command, library_path=client.setup.library_path) as program:
            self.expect('CIPHER is')
            self.say('c')
            self.expect('verify return:1')
            self.say(LINE)
            found = facts(program.finish())
            if found.get('reauth') != '0' or found.get('answer') != 'good':
                raise Trouble(f'{program}\n{self}')


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class GnutlsServer(Program):
    """It cannot choose a port by itself: another program may take the free one first."""
    reversed_answer = False

    def __init__(self, setup, case):
        chain, key, _ = setup.data.own('server', wished_cert(case))
        if case.get('bare'):
            public, key = setup.data.bare('server')
            shown = ['--rawpkfile', public, '--rawpkkeyfile', key]
        else:
            shown = ['--x509certfile', chain, '--x509keyfile', key]
        command = ['gnutls-serv', '--echo', *shown, '--priority', priority(case, True)]
        if case.get('later'):
            command += ['--x509cafile', setup.data.root]
        elif 'client_cert' in case:
            command += ['--require-client-cert', '--verify-client-cert', '--x509cafile',
                        setup.data.root]
        else:
            command += ['--disable-client-cert']
        if case.get('by_id'):
            command += ['--noticket']
        if wants_psk(case):
            command += ['--pskpasswd', setup.data.file(PSK_FILE)]
        if 'dh_params' in case:
            command += ['--dhparams', setup.data.file(case['dh_params'])]
        if case.get('staple'):
            command += ['--ocsp-response', setup.data.file(STAPLE), '--ignore-ocsp-response-errors']
        if 'alpn' in case:
            command += ['--alpn', case['alpn']]
        for _ in range(3):
            self.port = str(free_port())
            super().__init__(*command, '--port', self.port)
            try:
                self.expect(r'IPv4 0\.0\.0\.0 port \d+\.\.\.done')
                return
            except Trouble:
                self.stop()
        raise Trouble(f'no port for {self}')

    def connection_facts(self):
        return {}


class OwnClient:
    """Keeps one file per ticket."""

    def __init__(self, setup, case, server):
        self.setup = setup
        self.case = case
        self.command = [setup.peer, 'client', '--port', server.port, '--ca', setup.data.root,
                        '--priority', priority(case, False), '--send', LINE]
        if server.reversed_answer and not case.get('later'):
            self.command += ['--expect', LINE[::-1]]
        if 'client_cert' in case:
            chain, key, _ = setup.data.own('client', case['client_cert'])
            self.command += ['--cert', chain, '--key', key]
        if case.get('bare'):
            public, key = setup.data.bare('client')
            self.command += ['--public-key', public, '--key', key, '--no-verify']
        if 'alpn' in case:
            self.command += ['--alpn', case['alpn']]
        if case.get('key_update'):
            self.command += ['--key-update']
        if 'bulk' in case:
            self.command += ['--bulk', case['bulk']]
        if wants_psk(case):
            self.command += ['--psk-identity', PSK_IDENTITY, '--psk', PSK]
        if wants_nobody(case):
            self.command += ['--anonymous', '--no-verify']
        if case.get('later'):
            self.command += ['--later']
        if case.get('later') and isinstance(server, GnutlsServer):
            self.command += ['--request', '**REAUTH**\n']

    def visit(self, session_in=None, session_out=None):
        command = list(self.command)
        if session_in:
            command += ['--session-in', session_in]
        if session_out:
            command += ['--session-out', session_out]
        with Program(*command, library_path=self.setup.library_path) as client:
            found = facts(client.finish())
            if (client.process.returncode != 0 or found.get('done') != '1'
                    or found.get('answer') != 'good'):
                raise Trouble(str(client))
            return found

    def sessions(self, session_out, found):
        if self.case.get('tls12'):
            return [f'{session_out}.1']
        return [f'{session_out}.{i + 1}' for i in range(int(found['tickets']))]


def installed_library():
    """The folder where the loader finds the installed libgnutls.so.30."""
    listing = subprocess.run(['/sbin/ldconfig', '-p'], capture_output=True, text=True, check=True)
    found = re.search(r'libgnutls\.so\.30 .*=> (\S+)', listing.stdout)
    return os.path.dirname(found.group(1)) if found else None


class OriginalClient(OwnClient):
    """The peer with the installed libgnutls: it says more than gnutls-cli, and can do more."""

    def __init__(self, setup, case, server):
        setup = argparse.Namespace(**vars(setup) | {'library_path': installed_library()})
        super().__init__(setup, case, server)


class OpensslClient:
    """Keeps the newest ticket only."""

    def __init__(self, setup, case, server):
        self.setup = setup
        self.case = case
        self.command = ['openssl', 's_client', '-connect', f'127.0.0.1:{server.port}',
                        '-servername', 'localhost', '-verify_hostname', 'localhost',
                        '-CAfile', setup.data.root,
                        '-verify_return_error'] + openssl_options(case, False)
        if 'client_cert' in case:
            _, key, cert = setup.data.own('client', case['client_cert'])
            self.command += ['-cert', cert, '-key', key, '-cert_chain', setup.data.intermediate]
        if 'alpn' in case:
            self.command += ['-alpn', case['alpn']]
        if case.get('psk_ke') or case.get('key') == 'ke':
            self.command += ['-allow_no_dhe_kex']
        if case.get('staple'):
            self.command += ['-status']
        if case.get('later'):
            self.command += ['-enable_pha']

    def visit(self, session_in=None, session_out=None):
        command = list(self.command)
        if session_in:
            command += ['-sess_in', session_in]
        if session_out:
            command += ['-sess_out', session_out]
        with Program(*command) as client:
            opening = client.expect(r'^(New|Reused), (\S+), Cipher is (\S+)')
            if self.case.get('key_update'):
                # Both of its commands: a one-sided update, and one that asks for ours.
                client.say('k')
                said = client.expect('KEYUPDATE')
                client.say('K')
                client.expect('KEYUPDATE', said.end())
            client.say(LINE)
            client.expect(LINE)
            output = client.finish()
            # What the server sent before its answer has been taken in by now.
            if not self.case.get('tls12') and 'Post-Handshake New Session Ticket arrived' not in output:
                raise Trouble(f'no ticket came to {client}')
        found = {
            'resumed': '1' if opening.group(1) == 'Reused' else '0',
            'suite': STANDARD_NAMES.get(opening.group(3), opening.group(3)),
        }
        if 'OCSP Response Data' in output:
            found['staple'] = staple_size(self.setup)
        for key, pattern in (('verify', r'Verify return code: (\d+)'),
                             ('alpn', r'^ALPN protocol: (\S+)')):
            match = re.search(pattern, output, re.M)
            if match:
                found[key] = match.group(1)
        if 'key' in self.case:
            # It calls a session from a key reused at once, and then knows of no check.
            del found['resumed'], found['verify']
        return found

    @staticmethod
    def sessions(session_out, found):
        """A resumption in TLS 1.2 brings no new ticket: then it writes no file."""
        return [session_out] if os.path.exists(session_out) else []


class GnutlsClient:
    """Resumes within one run of the program: --resume makes two connections."""

    def __init__(self, setup, case, server):
        self.command = ['gnutls-cli', '--port', server.port, '--x509cafile', setup.data.root,
                        '--sni-hostname', 'localhost', '--verify-hostname', 'localhost',
                        '--priority', priority(case, False), '--resume', '127.0.0.1']
        if 'client_cert' in case:
            chain, key, _ = setup.data.own('client', case['client_cert'])
            self.command += ['--x509certfile', chain, '--x509keyfile', key]
        if 'alpn' in case:
            self.command += ['--alpn', case['alpn']]
        if wants_psk(case):
            self.command += ['--pskusername', PSK_IDENTITY, '--pskkey', PSK]
        if case.get('later'):
            self.command.insert(1, '--post-handshake-auth')
        if case.get('bare'):
            public, key = setup.data.bare('client')
            self.command[1:1] = ['--insecure', '--rawpkfile', public, '--rawpkkeyfile', key]
        self.shows_certificate = not case.get('bare') and not wants_psk(case) and not wants_nobody(case)

    def visit_twice(self):
        with Program(*self.command) as client:
            if self.shows_certificate:
                client.expect(r'Status: The certificate is trusted')
            client.expect(r'Simple Client Mode')
            client.say(LINE)
            client.expect(f'^{LINE}')
            output = client.finish()
        return {'resumed': '1' if 'This is a resumed session' in output else '0'}
