# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs at either end of a connection, all used in the same way.

A case is a dictionary of wishes: cipher, group, retry, cert, signature, client_cert, alpn, ...; a side
turns them into its own command line. A client's visit() gives facts in the words of the test peer.
"""

import argparse
import os
import re
import socket
import subprocess

from harness import Program, facts, Trouble

LINE = 'taken up again'

# name of the case: (priority string's word, the standard's name)
CIPHERS = {
    'aes128': ('AES-128-GCM', 'TLS_AES_128_GCM_SHA256'),
    'aes256': ('AES-256-GCM', 'TLS_AES_256_GCM_SHA384'),
    'chacha': ('CHACHA20-POLY1305', 'TLS_CHACHA20_POLY1305_SHA256'),
    'ccm': ('AES-128-CCM', 'TLS_AES_128_CCM_SHA256'),
    'ccm8': ('AES-128-CCM-8', 'TLS_AES_128_CCM_8_SHA256'),
}

# TLS 1.2. Name of the case: (certificate, priority string's words, openssl's name, standard's name)
CIPHERS12 = {
    'ecdsa aes128': ('p256', 'AES-128-GCM', 'ECDHE-ECDSA-AES128-GCM-SHA256',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'),
    'ecdsa aes256': ('p256', 'AES-256-GCM', 'ECDHE-ECDSA-AES256-GCM-SHA384',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'),
    'ecdsa chacha': ('p256', 'CHACHA20-POLY1305', 'ECDHE-ECDSA-CHACHA20-POLY1305',
                     'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256'),
    'ecdsa ccm128': ('p256', 'AES-128-CCM', 'ECDHE-ECDSA-AES128-CCM',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_CCM'),
    'ecdsa ccm256': ('p256', 'AES-256-CCM', 'ECDHE-ECDSA-AES256-CCM',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_CCM'),
    'ecdsa ccm8 128': ('p256', 'AES-128-CCM-8', 'ECDHE-ECDSA-AES128-CCM8',
                       'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8'),
    'ecdsa ccm8 256': ('p256', 'AES-256-CCM-8', 'ECDHE-ECDSA-AES256-CCM8',
                       'TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8'),
    'ecdsa cbc128': ('p256', 'AES-128-CBC:-MAC-ALL:+SHA1', 'ECDHE-ECDSA-AES128-SHA',
                     'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'),
    'ecdsa cbc256': ('p256', 'AES-256-CBC:-MAC-ALL:+SHA1', 'ECDHE-ECDSA-AES256-SHA',
                     'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA'),
    'ecdsa cbc sha256': ('p256', 'AES-128-CBC:-MAC-ALL:+SHA256', 'ECDHE-ECDSA-AES128-SHA256',
                         'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256'),
    'ecdsa cbc sha384': ('p256', 'AES-256-CBC:-MAC-ALL:+SHA384', 'ECDHE-ECDSA-AES256-SHA384',
                         'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384'),
    'rsa aes128': ('rsa', 'AES-128-GCM', 'ECDHE-RSA-AES128-GCM-SHA256',
                   'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'),
    'rsa aes256': ('rsa', 'AES-256-GCM', 'ECDHE-RSA-AES256-GCM-SHA384',
                   'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384'),
    'rsa chacha': ('rsa', 'CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305',
                   'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'),
    'rsa cbc128': ('rsa', 'AES-128-CBC:-MAC-ALL:+SHA1', 'ECDHE-RSA-AES128-SHA',
                   'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'),
    'rsa cbc256': ('rsa', 'AES-256-CBC:-MAC-ALL:+SHA1', 'ECDHE-RSA-AES256-SHA',
                   'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA'),
    'rsa cbc sha256': ('rsa', 'AES-128-CBC:-MAC-ALL:+SHA256', 'ECDHE-RSA-AES128-SHA256',
                       'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256'),
    'rsa cbc sha384': ('rsa', 'AES-256-CBC:-MAC-ALL:+SHA384', 'ECDHE-RSA-AES256-SHA384',
                       'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384'),
}
# TLS 1.2, the same. What else it needs is in the name: psk, anonymous.
EXCHANGES = {
    'dhe': ('rsa', 'DHE-RSA', 'DHE-RSA-AES256-GCM-SHA384', 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384'),
    'rsa': ('encipher', 'RSA', 'AES256-GCM-SHA384', 'TLS_RSA_WITH_AES_256_GCM_SHA384'),
    'psk': ('p256', 'PSK', 'PSK-AES256-GCM-SHA384', 'TLS_PSK_WITH_AES_256_GCM_SHA384'),
    'dhe psk': ('p256', 'DHE-PSK', 'DHE-PSK-AES256-GCM-SHA384',
                'TLS_DHE_PSK_WITH_AES_256_GCM_SHA384'),
    'ecdhe psk': ('p256', 'ECDHE-PSK:-CIPHER-ALL:+AES-256-CBC', 'ECDHE-PSK-AES256-CBC-SHA',
                  'TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA'),
    'anonymous dh': ('p256', 'ANON-DH', 'ADH-AES256-GCM-SHA384',
                     'TLS_DH_anon_WITH_AES_256_GCM_SHA384'),
    'anonymous ecdh': ('p256', 'ANON-ECDH:-CIPHER-ALL:+AES-256-CBC', 'AECDH-AES256-SHA',
                       'TLS_ECDH_anon_WITH_AES_256_CBC_SHA'),
}
PSK_FILE, PSK_IDENTITY, PSK = 'passwords.psk', 'alice', '9e32cf7786321a82'
STANDARD_NAMES = {row[2]: row[3] for row in (*CIPHERS12.values(), *EXCHANGES.values())}
# TLS 1.3 from a key that both hold: name of the case: priority string's word
KEYS = {'dhe': 'ECDHE-PSK:+DHE-PSK', 'ke': 'PSK'}
CURVES = ('x25519', 'x448', 'p256', 'p384', 'p521')
CERTIFICATES = ('rsa', 'rsapss', 'p256', 'p384', 'p521', 'ed25519', 'ed448')
STAPLE = 'server-p256-ocsp.der'

# (priority string's word, openssl's word)
GROUPS = {
    'x25519': ('X25519', 'X25519'),
    'x448': ('X448', 'X448'),
    'p256': ('SECP256R1', 'P-256'),
    'p384': ('SECP384R1', 'P-384'),
    'p521': ('SECP521R1', 'P-521'),
    'ffdhe2048': ('FFDHE2048', 'ffdhe2048'),
    'ffdhe3072': ('FFDHE3072', 'ffdhe3072'),
    'ffdhe4096': ('FFDHE4096', 'ffdhe4096'),
    'ffdhe6144': ('FFDHE6144', 'ffdhe6144'),
    'ffdhe8192': ('FFDHE8192', 'ffdhe8192'),
}

# (certificate, priority string's word, openssl's word)
SIGNATURES = {
    'rsae256': ('rsa', 'RSA-PSS-RSAE-SHA256', 'rsa_pss_rsae_sha256'),
    'rsae384': ('rsa', 'RSA-PSS-RSAE-SHA384', 'rsa_pss_rsae_sha384'),
    'rsae512': ('rsa', 'RSA-PSS-RSAE-SHA512', 'rsa_pss_rsae_sha512'),
    'pss256': ('rsapss', 'RSA-PSS-SHA256', 'rsa_pss_pss_sha256'),
    'pss384': ('rsapss', 'RSA-PSS-SHA384', 'rsa_pss_pss_sha384'),
    'pss512': ('rsapss', 'RSA-PSS-SHA512', 'rsa_pss_pss_sha512'),
    'ecdsa256': ('p256', 'ECDSA-SECP256R1-SHA256', 'ecdsa_secp256r1_sha256'),
    'ecdsa384': ('p384', 'ECDSA-SECP384R1-SHA384', 'ecdsa_secp384r1_sha384'),
    'ecdsa521': ('p521', 'ECDSA-SECP521R1-SHA512', 'ecdsa_secp521r1_sha512'),
    'ed25519': ('ed25519', 'EdDSA-Ed25519', 'ed25519'),
    'ed448': ('ed448', 'EdDSA-Ed448', 'ed448'),
}

# For a retry: what the client begins with (a share or two of the first), and all the server knows.
RETRY_CLIENT = ('x25519', 'p256', 'p384')
RETRY_SERVER = ('p384',)


class Data:
    """Where the certificates are."""

    def __init__(self, folder):
        self.folder = folder

    def file(self, name):
        return os.path.join(self.folder, name)

    def bare(self, kind):
        return self.file(f'{kind}-p256-public.pem'), self.file(f'{kind}-p256-key.pem')

    def own(self, kind, name):
        base = self.file(f'{kind}-{name}')
        return f'{base}-chain.pem', f'{base}-key.pem', f'{base}-cert.pem'

    @property
    def root(self):
        return self.file('root-cert.pem')

    @property
    def intermediate(self):
        return self.file('inter-cert.pem')


def staple_size(setup):
    return str(os.path.getsize(setup.data.file(STAPLE)))


def wants_psk(case):
    return 'psk' in case.get('exchange', '') or 'key' in case


def wants_nobody(case):
    return 'anonymous' in case.get('exchange', '')


def wished_cert(case):
    if 'signature' in case:
        return SIGNATURES[case['signature']][0]
    if 'exchange' in case:
        return EXCHANGES[case['exchange']][0]
    if 'cipher12' in case:
        return CIPHERS12[case['cipher12']][0]
    return case.get('cert', 'p256')


def wished_groups(case, server):
    if case.get('retry'):
        return RETRY_SERVER if server else RETRY_CLIENT
    if 'group' in case:
        return (case['group'],)
    return case.get('server_groups' if server else 'client_groups', ())


def priority(case, server):
    """The wishes as a priority string, for both programs that take one."""
    text = 'NORMAL:-VERS-ALL:+VERS-' + ('TLS1.2' if case.get('tls12') else 'TLS1.3')
    if 'cipher12' in case:
        text += f':-CIPHER-ALL:+{CIPHERS12[case["cipher12"]][1]}'
    if 'exchange' in case:
        text += f':-KX-ALL:+{EXCHANGES[case["exchange"]][1]}'
    text += case.get('words', '')
    if 'cipher' in case:
        text += f':-CIPHER-ALL:+{CIPHERS[case["cipher"]][0]}'
    groups = wished_groups(case, server)
    if groups:
        text += ':-GROUP-ALL' + ''.join(f':+GROUP-{GROUPS[group][0]}' for group in groups)
    if 'signature' in case and server:
        text += f':-SIGN-ALL:+SIGN-{SIGNATURES[case["signature"]][1]}'
    if case.get('psk_ke'):
        text += ':+PSK'
    if case.get('bare'):
        text += ':-CTYPE-ALL:+CTYPE-RAWPK'
    if 'key' in case:
        text += f':-KX-ALL:+{KEYS[case["key"]]}'
    return text


def openssl_options(case, server):
    options = ['-tls1_2' if case.get('tls12') else '-tls1_3']
    if 'cipher12' in case:
        options += ['-cipher', CIPHERS12[case['cipher12']][2] + ':@SECLEVEL=0']
    if 'exchange' in case:
        options += ['-cipher', EXCHANGES[case['exchange']][2] + ':@SECLEVEL=0']
    if wants_psk(case):
        options += ['-psk', PSK, '-psk_identity', PSK_IDENTITY]
    if case.get('by_id'):
        options += ['-no_ticket']
    if 'cipher' in case:
        options += ['-ciphersuites', CIPHERS[case['cipher']][1]]
    groups = wished_groups(case, server)
    if groups:
        options += ['-groups', ':'.join(GROUPS[group][1] for group in groups)]
    if 'signature' in case and server:
        options += ['-sigalgs', SIGNATURES[case['signature']][2]]
    return options


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
