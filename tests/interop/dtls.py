#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Connects the test peer with other DTLS programs: full, then resumed, by ticket and by id; and with
keys for SRTP (RFC 5764).

    dtls.py --peer DATAGRAM_PEER --data FOLDER [--library-path FOLDER] SIDE

SIDE is as in run.py. Exit status 0: all is well; 1: the cases printed fail; 77: the program is not here.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile

from harness import Program, Trouble, facts
from sides import free_port
from wishes import Data

SKIP = 77
LINE = 'over datagrams'
CIPHERS = ('AES-128-GCM', 'AES-256-GCM', 'CHACHA20-POLY1305', 'AES-128-CCM', 'AES-128-CBC')
# openssl's name, the other programs' name, bytes of keys and salts for both directions
SRTP = (('SRTP_AES128_CM_SHA1_80', 'SRTP_AES128_CM_HMAC_SHA1_80', 60),
        ('SRTP_AES128_CM_SHA1_32', 'SRTP_AES128_CM_HMAC_SHA1_32', 60),
        ('SRTP_AEAD_AES_128_GCM', 'SRTP_AEAD_AES_128_GCM', 56),
        ('SRTP_AEAD_AES_256_GCM', 'SRTP_AEAD_AES_256_GCM', 88))
PROGRAMS = {'openssl-server': 'openssl', 'openssl-client': 'openssl',
            'gnutls-server': 'gnutls-serv', 'gnutls-client': 'gnutls-cli', 'own': None}


def priority(cipher):
    return f'NORMAL:-VERS-ALL:+VERS-DTLS1.2:-CIPHER-ALL:+{cipher}'


def own(setup, role, port, cipher, how, *session):
    chain, key, _ = setup.data.own('server', 'p256')
    return Program(setup.peer, role, port, priority(cipher), chain, key, setup.data.root, how,
                   *session, library_path=setup.library_path)


def foreign_server(setup, port, cipher, how, options=()):
    chain, key, cert = setup.data.own('server', 'p256')
    if setup.side == 'gnutls-server':
        command = ['gnutls-serv', '--udp', '--echo', '--port', port, '--x509certfile', chain,
                   '--x509keyfile', key, '--disable-client-cert', '--priority', priority(cipher)]
        command += ['--noticket'] if how == 'by-id' else []
        listens = r'IPv4 0\.0\.0\.0 port \d+\.\.\.done'
    else:
        command = ['openssl', 's_server', '-dtls1_2', '-accept', f'127.0.0.1:{port}', '-cert', cert,
                   '-key', key, '-cert_chain', setup.data.intermediate, '-cipher', 'ALL']
        command += ['-no_ticket'] if how == 'by-id' else []
        listens = r'^ACCEPT'
    server = Program(*command, *options)
    server.expect(listens)  # a socket of datagrams does not tell that nobody is there
    return server


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
        client.finish()
        return client


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


def in_folder(job, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        job(*arguments, folder)


# ---- SRTP ----

def openssl_srtp(name, size):
    return ['-use_srtp', f'{name}', '-keymatexport', 'EXTRACTOR-dtls_srtp', '-keymatexportlen',
            str(size)]


def foreign_keys(program):
    """What openssl says of it: its name of the profile, and the keys that it makes by the label."""
    profile = program.expect(r'^SRTP Extension negotiated, profile=(\S+)').group(1)
    return profile, program.expect(r'^ *Keying material: ([0-9A-F]+)').group(1)


def check_srtp(ours, profile, keys, size):
    if ours.get('srtp') != profile or len(ours.get('srtp_keys', '')) != 2 * size:
        raise Trouble(f'not {profile}: {ours}')
    if keys is not None and ours['srtp_keys'] != keys:
        raise Trouble(f'not the same keys: {ours}, {keys}')


def srtp_with_server(setup, names):
    """Our client offers all, the server has one of them."""
    foreign, name, size = names
    port = str(free_port())
    if setup.side == 'own':
        server = own(setup, 'server', '0', CIPHERS[0], 'by-id', '', '', name)
        port = server.expect(r'^port=(\d+)').group(1)
    else:
        server = foreign_server(setup, port, CIPHERS[0], 'by-id', openssl_srtp(foreign, size))
    offer = ':'.join(each[1] for each in SRTP)
    with server:
        client = own(setup, 'client', port, CIPHERS[0], 'by-id', '', '', offer)
        with client:
            client.expect(r'^peer_certificates=')
            if setup.side == 'own':
                keys = server.expect(r'^srtp_keys=([0-9A-F]+)').group(1)
            else:
                said, keys = foreign_keys(server)
                if said != foreign:
                    raise Trouble(f'{said}: {server}')
                server.expect(LINE)
                server.say(LINE)
            check_srtp(facts(client.finish()), name, keys, size)


def srtp_with_client(setup, names):
    """openssl's client offers one, our server has all."""
    foreign, name, size = names
    offer = ':'.join(each[1] for each in SRTP)
    with own(setup, 'server', '0', CIPHERS[0], 'by-id', '', '', offer) as server:
        port = server.expect(r'^port=(\d+)').group(1)
        said, keys = foreign_keys(openssl_visit(setup, port, openssl_srtp(foreign, size)))
        server.expect(r'^srtp_keys=')
        server.expect(r'^end=1')
        if said != foreign:
            raise Trouble(f'{said}: {server}')
        check_srtp(facts(server.output), name, keys, size)


def srtp_jobs(setup):
    if setup.side.startswith('gnutls'):
        return  # they do not tell their keys
    job = srtp_with_client if setup.side == 'openssl-client' else srtp_with_server
    for names in SRTP:
        yield names[1], lambda names=names: job(setup, names)


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
    jobs = [(f'{cipher}, {how}', lambda cipher=cipher, how=how: in_folder(job, setup, cipher, how))
            for how in ('by-ticket', 'by-id') for cipher in CIPHERS]
    for name, work in jobs + list(srtp_jobs(setup)):
        try:
            work()
            print(f'good: {name}')
        except Trouble as trouble:
            failed += 1
            print(f'BAD: {name}: {trouble}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
