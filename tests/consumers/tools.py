# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs that come with libgnutls, and GIO: see programs.py.

What certtool and ocsptool print of a file has to be what they print on the library that they were
built for.
"""

import getpass
import pathlib
import re
import subprocess

import servers
from harness import Program
from place import (LIMIT_S, Absent, check, check_same, end_of, find, free_port, openssl, present,
                   wait_for)

# As TLS tells them apart, for OpenSSL and for libgnutls.
VERSIONS = {'-tls1_3': 'TLS1.3', '-tls1_2': 'TLS1.2'}


def check_same_as_original(place, *command):
    place.check_library(command[0])
    ours, theirs = end_of(place, *command), end_of(place, *command, LD_LIBRARY_PATH='')
    check(ours == theirs, f'{command}: {ours} where the original gives {theirs}')


def gnutls_cli(place):
    """https; the second connection resumes the first, in TLS 1.3 and in TLS 1.2"""
    files = servers.files(place.folder / 'files')
    for version in VERSIONS.values():
        with servers.https_server(place.data, files) as server:
            output = place.run('gnutls-cli', '--resume', '--crlf', f'--x509cafile={place.trust}',
                               f'--priority=NORMAL:-VERS-ALL:+VERS-{version}',
                               f'--port={server.port}', 'localhost', input=b'GET /a HTTP/1.0\n\n')
            check('*** This is a resumed session' in output and 'a' * 1000 in output, output)
            check('The certificate is trusted' in output, output)
            check(server.connections.resumed() == 1, f'seen: {server.connections.seen}')


def gnutls_cli_early(place):
    """early data reach OpenSSL in a resumed session, and what is said later too"""
    place.check_library('gnutls-cli')
    (place.folder / 'early').write_bytes(b'sent early\n')
    port = free_port()
    with Program(find('openssl'), 's_server', '-accept', f'{servers.HOST}:{port}', '-tls1_3',
                 '-cert', place.data / 'server-p256-cert.pem',
                 '-cert_chain', place.data / 'inter-cert.pem',
                 '-key', place.data / 'server-p256-key.pem', '-early_data') as server:
        server.expect('^ACCEPT')
        with Program(find('gnutls-cli'), '--resume', f'--earlydata={place.folder}/early',
                     f'--x509cafile={place.trust}', f'--port={port}', 'localhost',
                     library_path=place.library) as client:
            client.expect('This is a resumed session')
            client.expect('Simple Client Mode')
            server.expect('^sent early')
            client.say('sent late')
            server.expect('^sent late')


def talk(place, port, *arguments):
    """Sends a line by openssl, waits for the echo of it; gives what openssl printed."""
    with Program(find('openssl'), 's_client', '-connect', f'{servers.HOST}:{port}',
                 *arguments) as client:
        client.expect('^(New|Reused), ')
        client.say('an echo?')
        client.expect(r'^an echo\?')
        return client.finish()


def gnutls_serv(place):
    """an echo server; openssl resumes by ticket, in TLS 1.3 and in TLS 1.2"""
    place.check_library('gnutls-serv')
    port = free_port()
    with Program(find('gnutls-serv'), '--echo', f'--port={port}',
                 f'--x509certfile={place.data}/server-p256-chain.pem',
                 f'--x509keyfile={place.data}/server-p256-key.pem', library_path=place.library):
        wait_for(port)
        for version in VERSIONS:
            common = [version, '-servername', 'localhost', '-CAfile', place.trust,
                      '-verify_return_error']
            session = place.folder / f'session{version}'
            first = talk(place, port, *common, '-sess_out', session)
            second = talk(place, port, *common, '-sess_in', session)
            check('New, TLS' in first, first)
            check('Reused, TLS' in second, second)


def gnutls_pair(place):
    """client and server, one of them on the original: resumed with certificates, and in DTLS"""
    for program in ('gnutls-cli', 'gnutls-serv'):
        place.check_library(program)
    for ours in ('client', 'server'):
        for options in (['--priority=NORMAL'], ['--priority=NORMAL:-VERS-TLS1.3'], ['--udp']):
            library = {ours: place.library}
            port = free_port()
            with Program(find('gnutls-serv'), '--echo', f'--port={port}', *options,
                         '--require-client-cert', '--verify-client-cert',
                         f'--x509cafile={place.trust}',
                         f'--x509certfile={place.data}/server-p256-chain.pem',
                         f'--x509keyfile={place.data}/server-p256-key.pem',
                         library_path=library.get('server')) as server:
                server.expect('listening on IPv4.*done')
                with Program(find('gnutls-cli'), '--resume', f'--port={port}', *options,
                             f'--x509cafile={place.trust}',
                             f'--x509certfile={place.data}/client-p256-chain.pem',
                             f'--x509keyfile={place.data}/client-p256-key.pem', 'localhost',
                             library_path=library.get('client')) as client:
                    client.expect('This is a resumed session')
                    client.expect('Simple Client Mode')
                    client.say('an echo?')
                    client.expect(r'^an echo\?')


def psktool(place):
    """keys by name; gnutls-serv takes the file, openssl speaks by them"""
    for name, size in (('alice', 16), ('bob', 32), ('alice', 20)):  # the last one counts
        place.run('psktool', f'--username={name}', f'--keysize={size}', '--pskfile=keys')
    keys = dict(line.split(':') for line in (place.folder / 'keys').read_text('ascii').split())
    check({name: len(key) for name, key in keys.items()} == {'alice': 40, 'bob': 64}, str(keys))

    place.check_library('gnutls-serv')
    port = free_port()
    with Program(find('gnutls-serv'), '--echo', f'--port={port}',
                 '--priority=NORMAL:+ECDHE-PSK:+PSK', f'--pskpasswd={place.folder}/keys',
                 library_path=place.library):
        wait_for(port)
        for name, key in keys.items():
            for version in VERSIONS:
                talk(place, port, version, '-psk_identity', name, '-psk', key)


TEMPLATES = {
    'root': 'cn = "a root"\nserial = 7\nca\ncert_signing_key\ncrl_signing_key\n'
            'expiration_days = 100\n',
    'server': 'organization = "Größe"\ncn = "localhost"\ndns_name = "localhost"\n'
              'ip_address = "127.0.0.1"\ntls_www_server\nsigning_key\nserial = 9\n'
              'expiration_days = 50\n',
}


def certify(place, kind):
    """A root and what it signed by request, with keys of a kind; a revocation list, PKCS#12."""
    for name in TEMPLATES:
        place.run('certtool', '--generate-privkey', f'--key-type={kind}',
                  f'--outfile={name}.key')
    place.run('certtool', '--generate-self-signed', '--load-privkey=root.key',
              '--template=root', '--outfile=root.pem')
    place.run('certtool', '--generate-request', '--load-privkey=server.key',
              '--template=server', '--outfile=request.pem')
    issuer = ('--load-ca-certificate=root.pem', '--load-ca-privkey=root.key')
    place.run('certtool', '--generate-certificate', '--load-request=request.pem', *issuer,
              '--template=server', '--outfile=server.pem')
    place.run('certtool', '--generate-crl', *issuer, '--load-certificate=server.pem',
              '--template=root', '--outfile=list.pem')
    place.run('certtool', '--to-p12', '--load-privkey=server.key', '--load-certificate=server.pem',
              '--p12-name=x', '--password=secret', '--outder', '--outfile=both.p12')
    place.run('certtool', '--p7-sign', '--load-privkey=server.key', '--load-certificate=server.pem',
              '--infile=server', '--outfile=signed.p7')


def certtool(place):
    """keys, requests, certificates, lists: openssl takes them; printed as on the original"""
    for name, text in TEMPLATES.items():
        (place.folder / name).write_text(text, encoding='utf-8')
    for kind in ('rsa', 'rsa-pss', 'ecdsa', 'ed25519', 'ed448'):
        certify(place, kind)

        said = openssl(place, 'verify', '-x509_strict', '-CAfile', 'root.pem', 'server.pem')
        check(said == 'server.pem: OK\n', said)
        said = openssl(place, 'req', '-in', 'request.pem', '-verify', '-noout')
        check('verify OK' in said, said)
        said = openssl(place, 'crl', '-in', 'list.pem', '-CAfile', 'root.pem', '-noout')
        check('verify OK' in said, said)
        said = openssl(place, 'pkcs12', '-in', 'both.p12', '-passin', 'pass:secret', '-nodes')
        check(said.count('-----BEGIN') == 2, said)
        print_as_the_original(place)
        judge_as_the_original(place)
    gost(place)
    parameters_of_a_group(place)


def print_as_the_original(place):
    """what certify() made"""
    for what in (['--certificate-info', '--infile=server.pem'],
                 ['--key-info', '--infile=server.key'],
                 ['--crq-info', '--infile=request.pem'],
                 ['--crl-info', '--infile=list.pem'],
                 ['--pubkey-info', '--load-certificate=server.pem'],
                 ['--p12-info', '--inder', '--password=secret', '--infile=both.p12'],
                 ['--p7-info', '--infile=signed.p7']):
        check_same_as_original(place, 'certtool', *what)


def judge_as_the_original(place):
    """the certificate that certify() made, and the one that signed itself"""
    for name in ('server.pem', 'root.pem'):
        check_same_as_original(place, 'certtool', '--verify', '--load-ca-certificate=root.pem',
                               f'--infile={name}')


def gost(place):
    """keys of GOST, of which openssl knows nothing: the original reads, prints and verifies"""
    for kind, name in (('gost01', '2001'), ('gost12-256', '2012-256'), ('gost12-512', '2012-512')):
        certify(place, kind)
        said = place.run('certtool', '--key-info', '--infile=server.key')
        check(f'Public Key Algorithm: GOST R 34.10-{name}\n' in said, said)
        print_as_the_original(place)
        # That of 2001 is signed with a broken hash, which each library says in words of its own.
        if kind != 'gost01':
            judge_as_the_original(place)


def parameters_of_a_group(place):
    """a DSA key is printed as on the original; parameters made of one are what openssl takes"""
    place.run('certtool', '--generate-privkey', '--key-type=dsa', '--bits=2048',
              '--outfile=dsa.key')
    openssl(place, 'pkey', '-in', 'dsa.key', '-check', '-noout')
    check_same_as_original(place, 'certtool', '--key-info', '--infile=dsa.key')
    place.run('certtool', '--generate-dh-params', '--provable', '--bits=2048',
              '--outfile=made')
    _, begin, group = (place.folder / 'made').read_text().partition('-----BEGIN DH PARAMETERS')
    (place.folder / 'group.pem').write_text(begin + group)
    said = openssl(place, 'dhparam', '-in', 'group.pem', '-text', '-noout')
    check('DH Parameters: (2048 bit)' in said and 'recommended-private-length: 256' in said, said)
    check_same_as_original(place, 'certtool', '--dh-info', '--infile=group.pem')


def ocsptool(place):
    """requests and stored responses, printed and judged as on the original"""
    issuer = place.data / 'inter-cert.pem'
    place.run('ocsptool', '--generate-request', f'--load-cert={place.data}/server-p256-cert.pem',
              f'--load-issuer={issuer}', '--nonce', '--outfile=request')
    said = openssl(place, 'ocsp', '-reqin', 'request', '-req_text')
    check(re.search('Serial Number: 12$', said, re.M), said)
    check_same_as_original(place, 'ocsptool', '--request-info', '--load-request=request')
    for name in ('good', 'revoked', 'unknown', 'delegated', 'nonce', 'others', 'spoiled'):
        response = f'--load-response={place.data}/revocation/{name}.ocsp'
        for what in (['--response-info', response],
                     ['--verify-response', response, f'--load-trust={issuer}']):
            check_same_as_original(place, 'ocsptool', *what)


def gio(place):
    """GTlsClientConnection verifies, fetches and resumes"""
    module = present('/usr/lib/*/gio/modules/libgiognutls.so', 'glib-networking')
    python = present('/usr/bin/python3', 'python3')
    place.check_library(str(module))
    files = servers.files(place.folder / 'files')
    with servers.https_server(place.data, files) as server:
        done = subprocess.run([str(python), pathlib.Path(__file__).with_name('gio_client.py'),
                               str(server.port), str(place.trust), 'first', 'second'],
                              env=place.environment(), cwd=place.folder, capture_output=True,
                              timeout=LIMIT_S, check=False)
        if done.returncode == 77:
            raise Absent('python3-gi is not installed')
        check(done.returncode == 0, done.stderr.decode('utf-8', 'replace'))
        for name in ('first', 'second'):
            check_same(place, 'a', place.folder / name)
        check(server.connections.resumed() == 1, f'seen: {server.connections.seen}')


def chronyd(place):
    """NTS both ways: keys for NTP from TLS 1.3, and time with them"""
    place.check_library('chronyd')
    ports = {'time': free_port(), 'keys': free_port()}
    (place.folder / 'server.conf').write_text(f'''port {ports['time']}
ntsport {ports['keys']}
ntsprocesses 0
bindaddress {servers.HOST}
allow {servers.HOST}
local stratum 1
cmdport 0
bindcmdaddress /
pidfile {place.folder}/server.pid
ntsserverkey {place.data}/server-p256-key.pem
ntsservercert {place.data}/server-p256-chain.pem
''', encoding='ascii')
    (place.folder / 'client.conf').write_text(
        f'server localhost nts ntsport {ports["keys"]} port {ports["time"]} iburst maxsamples 1\n'
        f'ntstrustedcerts {place.trust}\ncmdport 0\npidfile {place.folder}/client.pid\n',
        encoding='ascii')
    common = [find('chronyd'), '-d', '-U', '-u', getpass.getuser()]
    with Program(*common, '-x', '-f', place.folder / 'server.conf', library_path=place.library):
        wait_for(ports['keys'])
        said = place.run(*common, '-Q', '-t', '20', '-f', 'client.conf')
        check('System clock wrong by' in said, said)


TOOLS = {case.__name__: case
         for case in (gnutls_cli, gnutls_cli_early, gnutls_serv, gnutls_pair, psktool, certtool,
                      ocsptool, gio, chronyd)}
