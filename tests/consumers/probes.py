# SPDX-License-Identifier: LGPL-2.1-or-later
"""Programs for which the original was there before, or is beside: see programs.py.

What gnutls-cli-debug reports of a server has to be what it reports on the library that it was
built for, but for questions that we have no means to ask.
"""

import re

import servers
from harness import Program
from place import check, check_same, end_of, find, free_port, wait_for

# Asked with versions, ciphers and codes that are not there, so not asked at all.
NOT_ASKED = {
    'for TLS 1.0 (RFC2246) support', 'for TLS 1.0 (RFC2246) support with TLS 1.0 record version',
    'for TLS 1.1 (RFC4346) support', 'fallback from TLS 1.1 to',
    'whether we need to disable TLS 1.1', 'whether we need to disable TLS 1.0',
    'for VKO GOST-2012 (draft-smyshlyaev-tls12-gost-suites) support',
    'for GOST28147-CNT cipher (draft-smyshlyaev-tls12-gost-suites) support',
    'for GOST28147-IMIT MAC (draft-smyshlyaev-tls12-gost-suites) support',
    'for CAMELLIA-GCM cipher (RFC6367) support', 'for CAMELLIA-CBC cipher (RFC5932) support',
    'for 3DES-CBC cipher (RFC2246) support', 'for ARCFOUR 128 cipher (RFC2246) support',
    'for MD5 MAC support',
}

# Where a server does not speak TLS 1.2, the program goes on with what is older; most of what it asks
# so it leaves out when there is nothing older.
ASKED_IN_OLDER_VERSIONS = NOT_ASKED | {
    'for certificate chain order', 'for safe renegotiation (RFC5746) support',
    'for encrypt-then-MAC (RFC7366) support', 'for ext master secret (RFC7627) support',
    'for heartbeat (RFC6520) support', 'for version rollback bug in RSA PMS',
    'whether the server ignores the RSA PMS version',
    'whether small records (512 bytes) are tolerated on handshake',
    'whether cipher suites not in SSL 3.0 spec are accepted',
    'whether a bogus TLS record version in the client hello is accepted',
    'whether the server understands TLS closure alerts',
    'whether the server supports session resumption', 'for anonymous authentication support',
    'for ephemeral Diffie-Hellman support', 'for RFC7919 Diffie-Hellman support',
    'for AES-CBC cipher (RFC3268) support', 'for CHACHA20-POLY1305 cipher (RFC7905) support',
    'for SHA1 MAC support', 'for max record size (RFC6066) support',
    'for OCSP status response (RFC6066) support',
}

# Chain and key, options of the server, what may be left out. The second certificate is for RSA key
# exchange, in which the premaster secret carries a version.
SERVERS = (
    ('server-p256', ['-tls1_2'], NOT_ASKED),
    ('server-encipher', ['-tls1_2', '-cipher', 'AES128-SHA256:AES128-SHA:AES256-GCM-SHA384'],
     NOT_ASKED),
    ('server-p256', ['-tls1_3'], ASKED_IN_OLDER_VERSIONS),
    ('server-p256', [], NOT_ASKED),
)


def report_of(place, port, **environment):
    """Answers by question, without what the library says in its log between them."""
    code, said = end_of(place, find('gnutls-cli-debug'), f'--port={port}', 'localhost',
                        **environment)
    check(code == 0, f'gnutls-cli-debug ends with {code}: {said}')
    said = re.sub(r'\|<\d+>\|.*\n', '', said)
    return dict(re.findall(r'^ *(\S.*)\.\.\. ?(.*)$', said, re.M))


def gnutls_cli_debug(place):
    """reports of a server what it reports on the original, in TLS 1.2 and in TLS 1.3"""
    place.check_library('gnutls-cli-debug')
    for identity, options, may_lack in SERVERS:
        port = free_port()
        with Program(find('openssl'), 's_server', '-www', '-accept', f'127.0.0.1:{port}',
                     '-cert', place.data / f'{identity}-cert.pem',
                     '-cert_chain', place.data / 'inter-cert.pem',
                     '-key', place.data / f'{identity}-key.pem', *options):
            wait_for(port)
            ours, theirs = report_of(place, port), report_of(place, port, LD_LIBRARY_PATH='')
        missing = set(theirs) - set(ours)
        check(missing <= may_lack, f'{options}: not asked: {missing - may_lack}')
        differ = {text: (answer, theirs.get(text)) for text, answer in ours.items()
                  if answer != theirs.get(text)}
        check(not differ, f'{options}: ours and theirs: {differ}')
        check(ours['for known TLS or SSL protocols support'] == 'yes', str(ours))
        check(ours.get('whether the server supports session resumption') ==
              (None if '-tls1_3' in options else 'yes'), str(ours))


# Under which library wget2 runs, one time after the other, with one file of sessions; and whether the
# server sees a session resumed. What is of the other library is refused, and replaced.
TURNS = (('theirs', False), ('theirs', True), ('ours', False), ('ours', True), ('theirs', False),
         ('ours', False), ('ours', True))


def wget2_foreign(place):
    """a file of sessions that the other library wrote: full handshakes, and no failure"""
    place.check_library('wget2')
    files = servers.files(place.folder / 'files')
    for tls12_only, version in ((False, 'TLSv1.3'), (True, 'TLSv1.2')):
        sessions = place.folder / f'sessions-{version}'
        with servers.https_server(place.data, files, tls12_only=tls12_only) as server:
            for number, (whose, resumes) in enumerate(TURNS):
                library = place.library if whose == 'ours' else ''
                code, said = end_of(place, find('wget2'), '-q', f'--ca-certificate={place.trust}',
                                    '--tls-resume', f'--tls-session-file={sessions}', '-O', 'got',
                                    f'https://localhost:{server.port}/a', LD_LIBRARY_PATH=library)
                check(code == 0, f'{whose}, turn {number}: ends with {code}: {said}')
                check_same(place, 'a', place.folder / 'got')
                seen = server.connections.seen
                check(seen[-1] == (version, resumes) and len(seen) == number + 1,
                      f'{whose}, turn {number}: seen: {seen}')


PROBES = {case.__name__: case for case in (gnutls_cli_debug, wget2_foreign)}
