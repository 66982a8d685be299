#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs gnutls-resume and the example client and looks at what they say.

    check_programs.py GNUTLS_RESUME RESUME_CLIENT PEER DATA
"""

import json
import os
import pathlib
import pty
import socket
import stat
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'interop'))

from harness import Program, read_terminal
from scripted import LIMIT_S, SILENCE, Scripted

RESUME, CLIENT, PEER, DATA = sys.argv[1:5]
SVG = '{http://www.w3.org/2000/svg}'


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          timeout=LIMIT_S, stdin=subprocess.DEVNULL, check=False)
    return done.returncode, done.stdout, done.stderr


def data(name):
    return os.path.join(DATA, name)


def peer_server(*options):
    """A server that outlives the programs under test."""
    server = Program(PEER, 'server', '--cert', data('server-p256-chain.pem'), '--key',
                     data('server-p256-key.pem'), '--connections', '50', '--limit', '60', *options)
    server.port = server.expect(r'^port=(\d+)').group(1)
    return server


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def report(self, *options, status=0):
        code, out, err = run(RESUME, '--json', *options)
        self.assertEqual(code, status, out + err)
        return json.loads(out)

    def scripted(self, *script, **options):
        server = Scripted(*script, **options)
        self.addCleanup(server.close)
        return server

    def server(self, *options):
        server = peer_server(*options)
        self.addCleanup(server.stop)
        return server


class OwnServer(Folder):
    def test_each_ticket_of_the_own_server_resumes(self):
        report = self.report()

        first, *others = report['connections']
        self.assertTrue(report['own_server'])
        self.assertEqual(first['mode'], 'full')
        self.assertFalse(first['resumed'])
        self.assertGreaterEqual(len(others), 1)
        self.assertEqual(len(others), len(first['tickets']))
        self.assertEqual(report['resumed'], report['offered'])
        for connection in others:
            self.assertEqual(connection['mode'], 'psk_dhe_ke')
            self.assertTrue(connection['resumed'])
            self.assertEqual(connection['version'], 'TLS1.3')
            self.assertLess(connection['received_bytes'], first['received_bytes'])
            self.assertGreater(connection['sent_bytes'], first['sent_bytes'])

    def test_messages_are_those_of_the_handshake(self):
        first, second = self.report()['connections'][:2]

        def said(connection):
            return [(m['from'], m['type']) for m in connection['messages']]
        server = [kind for who, kind in said(first) if who == 'server']
        self.assertEqual(server[:5], ['ServerHello', 'EncryptedExtensions', 'Certificate',
                                      'CertificateVerify', 'Finished'])
        self.assertEqual(said(first)[0], ('client', 'ClientHello'))
        self.assertIn(('client', 'Finished'), said(first))
        self.assertNotIn(('server', 'Certificate'), said(second))

    def test_tickets_tell_their_size_and_lifetime(self):
        for ticket in self.report()['connections'][0]['tickets']:
            self.assertEqual(ticket['lifetime_s'], 21600)
            self.assertGreater(ticket['bytes'], 32)
            self.assertTrue(ticket['stored'])

    def test_priorities_reach_both_ends(self):
        report = self.report('--priority', 'NORMAL:-VERS-ALL:+VERS-TLS1.3:-GROUP-ALL:'
                             '+GROUP-X25519:-CIPHER-ALL:+AES-128-GCM')

        for connection in report['connections']:
            self.assertEqual(connection['group'], 'X25519')
            self.assertEqual(connection['suite'], 'TLS_AES_128_GCM_SHA256')

    def test_without_a_new_key_exchange_the_mode_is_psk_ke(self):
        report = self.report('--priority', 'NORMAL:-VERS-ALL:+VERS-TLS1.3:+PSK')

        self.assertEqual({c['mode'] for c in report['connections'][1:]}, {'psk_ke'})
        self.assertEqual({c['group'] for c in report['connections'][1:]}, {None})

    def test_text_says_what_json_says(self):
        code, out, err = run(RESUME)

        self.assertEqual(code, 0, err)
        self.assertIn('first time:  full handshake', out)
        self.assertIn('with session 1:  resumed', out)
        self.assertIn('This server resumes: ', out)
        self.assertNotIn('\033', out)
        self.assertEqual(err, '')

    def test_drawing_is_well_formed_and_has_a_lane_for_each_connection(self):
        path = self.path('lanes.svg')
        report = self.report('--svg', path)

        root = xml.etree.ElementTree.parse(path).getroot()
        self.assertEqual(root.tag, SVG + 'svg')
        classes = [e.get('class') for e in root.iter(SVG + 'rect')]
        self.assertEqual(classes.count('lane'), len(report['connections']))
        # One of each more: the legend.
        self.assertEqual(classes.count('full'), 2)
        self.assertEqual(classes.count('resumed'), report['resumed'] + 1)


class NamedServer(Folder):
    def test_sessions_resume_in_another_process(self):
        server = self.server()
        kept = self.path('kept')
        trust = ('--ca', data('root-cert.pem'))

        saved = self.report('--save', kept, *trust, f'localhost:{server.port}')
        loaded = self.report('--load', kept, *trust)

        self.assertEqual(len(saved['connections']), 1)
        self.assertEqual(saved['offered'], 0)
        self.assertEqual(loaded['offered'], len(saved['connections'][0]['tickets']))
        self.assertEqual(loaded['resumed'], loaded['offered'])
        self.assertEqual(loaded['connections'][0]['mode'], 'psk_dhe_ke')

    def test_kept_sessions_are_their_owners_alone(self):
        server = self.server()
        kept = self.path('kept')
        pathlib.Path(kept).write_text('old', encoding='ascii')
        os.chmod(kept, 0o644)

        self.report('--save', kept, '--no-verify', f'127.0.0.1:{server.port}')

        self.assertEqual(stat.S_IMODE(os.stat(kept).st_mode), 0o600)
        self.assertEqual(os.listdir(self.folder), ['kept'])

    def test_damaged_files_are_refused(self):
        server = self.server()
        kept = pathlib.Path(self.path('kept'))
        self.report('--save', kept, '--no-verify', f'127.0.0.1:{server.port}')
        good = kept.read_text(encoding='ascii')
        damaged = ('', 'x', good[:-2], good.replace('session ', 'sesion '), good + 'more\n',
                   good.replace('host ', 'hast '), good.split('session')[0], '\0' + good)

        for text in damaged:
            kept.write_text(text, encoding='ascii')
            code, out, err = run(RESUME, '--load', kept, '--no-verify')
            self.assertEqual(code, 2, text)
            self.assertEqual(out, '')
            self.assertIn('no file of sessions', err)

    def test_sessions_the_library_does_not_know_are_an_error(self):
        server = self.server()
        kept = pathlib.Path(self.path('kept'))
        kept.write_text(f'gnutls-resume sessions 1\nhost 127.0.0.1\nport {server.port}\n'
                        f'session {"5a" * 300}\n', encoding='ascii')

        report = self.report('--load', kept, '--no-verify', status=2)

        self.assertEqual(report['connections'][0]['outcome'], 'bad-data')

    def test_a_server_that_lost_its_keys_declines(self):
        server = self.server()
        kept = self.path('kept')
        self.report('--save', kept, '--no-verify', f'127.0.0.1:{server.port}')
        other = self.server()

        report = self.report('--load', kept, '--no-verify', f'127.0.0.1:{other.port}', status=1)

        self.assertEqual({c['outcome'] for c in report['connections']}, {'declined'})
        self.assertEqual({c['mode'] for c in report['connections']}, {'full'})

    def test_an_untrusted_certificate_is_an_error_that_says_so(self):
        server = self.server()

        code, out, err = run(RESUME, f'localhost:{server.port}')

        self.assertEqual(code, 2, err)
        self.assertIn('--no-verify', out)

    def test_the_certificate_must_be_for_the_name(self):
        server = self.server()
        trust = ('--ca', data('root-cert.pem'))

        self.report(*trust, '--sni', 'example.test', f'127.0.0.1:{server.port}')
        report = self.report(*trust, '--sni', 'else.test', f'127.0.0.1:{server.port}', status=2)

        self.assertEqual(report['connections'][0]['outcome'], 'failed')

    def test_alpn_is_agreed(self):
        server = self.server('--alpn', 'reprise/1')

        report = self.report('--no-verify', '--alpn', 'else', '--alpn', 'reprise/1',
                             f'127.0.0.1:{server.port}')

        self.assertEqual({c['alpn'] for c in report['connections']}, {'reprise/1'})

    def test_ipv6_addresses_are_understood(self):
        server = self.server()
        try:
            front = self.scripted(then_port=server.port, family=socket.AF_INET6)
        except OSError:
            self.skipTest('no IPv6 on loopback')

        report = self.report('--no-verify', f'[::1]:{front.port}')

        self.assertEqual(report['connections'][0]['address'], '::1')
        self.assertEqual(report['resumed'], report['offered'])

    def test_tls_1_2_is_measured_where_the_library_speaks_it(self):
        tls12 = 'NORMAL:-VERS-ALL:+VERS-TLS1.2'
        code, out, _ = run(RESUME, '--json', '--priority', tls12)
        if code == 2:
            self.skipTest('the library does not speak TLS 1.2')

        first, second = json.loads(out)['connections']
        self.assertEqual(first['version'], 'TLS1.2')
        self.assertLess(first['tickets'][0]['at_ms'], 0)
        self.assertEqual(second['mode'], 'ticket')

    def test_progress_is_shown_on_a_terminal_and_wiped(self):
        server = self.server()
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(str(error))

        with open(theirs, 'wb', buffering=0) as terminal:
            done = subprocess.run([RESUME, '--no-verify', f'127.0.0.1:{server.port}'],
                                  stdout=subprocess.PIPE, stderr=terminal, timeout=LIMIT_S,
                                  check=False, text=True)
        shown = read_terminal(ours)

        self.assertEqual(done.returncode, 0)
        self.assertIn('127.0.0.1: waiting for tickets ...', shown)
        self.assertTrue(shown.endswith('\r\033[K'), shown)

    def test_a_retry_is_seen(self):
        server = self.server('--priority', 'NORMAL:-GROUP-ALL:+GROUP-SECP384R1')

        report = self.report('--no-verify', f'127.0.0.1:{server.port}', '--priority',
                             'NORMAL:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1')

        self.assertTrue(report['connections'][0]['hello_retry'])
        self.assertEqual(report['connections'][0]['group'], 'SECP384R1')


class Starttls(Folder):
    dialogues = {
        'ftp': ('220-first\r\n220 ready\r\n', None, '234 go on\r\n'),
        'smtp': ('220 mail\r\n', None, '250-mail\r\n250 STARTTLS\r\n', None, '220 go on\r\n'),
        'imap': ('* OK ready\r\n', None, '* CAPABILITY IMAP4rev1\r\na OK go on\r\n'),
        'pop3': ('+OK ready\r\n', None, '+OK go on\r\n'),
    }
    asked = {'ftp': 'AUTH TLS', 'smtp': 'STARTTLS', 'imap': 'a STARTTLS', 'pop3': 'STLS'}

    def test_each_dialogue_leads_to_tls(self):
        server = self.server()
        for protocol, script in self.dialogues.items():
            front = self.scripted(*script, then_port=server.port)

            report = self.report('--no-verify', '--starttls', protocol,
                                 f'127.0.0.1:{front.port}')

            self.assertEqual(report['resumed'], report['offered'], protocol)
            self.assertEqual(front.heard[-1], self.asked[protocol] + '\r\n')

    def test_a_refusal_is_shown_and_is_no_result(self):
        front = self.scripted('220 mail\r\n', None, '250 mail\r\n', None, '454 not\033 now\r\n')

        report = self.report('--starttls', 'smtp', f'127.0.0.1:{front.port}', status=2)

        self.assertIn('454 not? now', report['connections'][0]['reason'])

    def test_endless_lines_end(self):
        front = self.scripted('2' * 5000)

        report = self.report('--starttls', 'ftp', f'127.0.0.1:{front.port}', status=2)

        self.assertIn('before TLS', report['connections'][0]['reason'])

    def test_a_silent_server_is_given_up(self):
        front = self.scripted(SILENCE)

        report = self.report('--starttls', 'pop3', '--timeout', '0.2',
                             f'127.0.0.1:{front.port}', status=2)

        self.assertIn('no answer in time', report['connections'][0]['reason'])


class Errors(Folder):
    def test_wrong_usage_is_status_2_and_named(self):
        for options in (['--nothing'], ['a', 'b'], ['host:0'], ['host:70000'], ['host:x'], ['[::1'],
                        ['a b'], [':443'], ['--starttls', 'http', 'h'], ['--timeout', 'x', 'h'],
                        ['--timeout', '-1', 'h'], ['--timeout', 'nan', 'h'], ['--wait', '1e9', 'h'],
                        ['--save', 'f'], ['--save', 'f', '--load', 'g', 'h'],
                        ['--alpn', '', 'h'], ['--priority', 'NOMRAL', 'h'],
                        ['--load', self.path('absent')], ['--ca', self.path('absent'), 'h']):
            code, out, err = run(RESUME, *options)
            self.assertEqual(code, 2, options)
            self.assertEqual(out, '', options)
            self.assertNotEqual(err, '', options)

    def test_help_and_version_are_status_0(self):
        self.assertEqual(run(RESUME, '--help')[0], 0)
        code, out, _ = run(RESUME, '--version')
        self.assertEqual(code, 0)
        self.assertRegex(out, r'^gnutls-resume \d+\.\d+\.\d+ \(libgnutls \d+\.\d+\.\d+')

    def test_a_closed_port_is_no_result(self):
        with socket.create_server(('127.0.0.1', 0)) as listener:
            port = listener.getsockname()[1]

        report = self.report(f'127.0.0.1:{port}', status=2)

        self.assertIn('Connection refused', report['connections'][0]['reason'])

    def test_what_is_no_tls_is_no_result(self):
        front = self.scripted('HTTP/1.0 400 Bad Request\r\n\r\n')

        report = self.report(f'127.0.0.1:{front.port}', status=2)

        self.assertEqual(report['connections'][0]['outcome'], 'failed')

    def test_a_silent_server_is_given_up(self):
        front = self.scripted(SILENCE)

        report = self.report('--timeout', '0.2', f'127.0.0.1:{front.port}', status=2)

        self.assertIn('no answer in time', report['connections'][0]['reason'])

    def test_files_that_cannot_be_written_are_named(self):
        code, _, err = run(RESUME, '--svg', self.path('absent/x.svg'))

        self.assertEqual(code, 2)
        self.assertIn('absent/x.svg', err)

    @unittest.skipUnless(os.path.exists('/dev/full'), 'no /dev/full')
    def test_a_full_disk_is_noticed(self):
        with open('/dev/full', 'w', encoding='ascii') as full:
            done = subprocess.run([RESUME], stdout=full, stderr=subprocess.PIPE, timeout=LIMIT_S,
                                  check=False)

        self.assertEqual(done.returncode, 2)


class Example(Folder):
    def test_second_run_of_the_example_client_resumes(self):
        server = self.server()
        command = (CLIENT, 'localhost', server.port, data('root-cert.pem'), self.path('kept'))

        first, second, third = run(*command), run(*command), run(*command)

        self.assertEqual(first, (0, 'full handshake\n', ''))
        self.assertEqual(second, (0, 'resumed\n', ''))
        self.assertEqual(third, (0, 'resumed\n', ''))
        self.assertEqual(stat.S_IMODE(os.stat(self.path('kept')).st_mode), 0o600)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1] + sys.argv[5:])
