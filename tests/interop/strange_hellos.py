# SPDX-License-Identifier: LGPL-2.1-or-later
"""First hellos that break one rule, or none: (name, what comes of it, play)."""

from stranger_client import *  # pylint: disable=wildcard-import,unused-wildcard-import

OTHER_SHARE = bytes(range(32))


def share_of(group, body):
    return {GROUPS: vec16(u16(group)), SHARES: vec16(u16(group) + vec16(body))}


def offered(identities, binders, end=b''):
    return extension(PSK, vec16(identities) + vec16(binders) + end)


IDENTITY, BINDER = vec16(b'unknown') + bytes(4), vec8(bytes(32))


def row(name, result, **changes):
    def play(port):
        client = Client(port)
        try:
            client.send_hello(client.hello(**changes))
            return client.go_on()
        finally:
            client.close()
    return name, result, play


def row_of(name, result, kind, body):
    return row(name, result, other={kind: body})


CASES = [
    row('all is right', 'full'),
    row('no session id', 'full', session=b''),
    row('session id of 33 bytes', 'decode_error', session=bytes(33)),
    row('legacy version 3.4', 'full', version=0x0304),
    row('two compression methods', 'illegal_parameter', compression=b'\1\0'),
    row('no compression method', 'decode_error', compression=b''),
    row('no suites', 'decode_error', suites=()),
    row('an odd number of bytes of suites', 'decode_error', suites=b'\x13\1\x13'),
    row('unknown suites', 'handshake_failure', suites=(UNKNOWN,)),
    row('300 unknown suites and one', 'full', suites=(*range(0xe000, 0xe12c), SUITE)),
    row('suites that are signals', 'full', suites=(SUITE, 0x00ff, 0x5600)),
    row('an extension twice', 'illegal_parameter', tail=extension(MODES, vec8(b'\1'))),
    row('an unknown extension twice', 'illegal_parameter', tail=extension(UNKNOWN) * 2),
    row('1000 unknown extensions', 'full',
        other={kind: bytes(kind % 5) for kind in range(9000, 10000)}),
    row('an extension beyond the end', 'decode_error', tail=u16(77, 5) + b'ab'),
    row('no mandatory extension', 'missing_extension', other={GROUPS: None, SHARES: None}),

    row_of('no versions in the list', 'decode_error', VERSIONS, vec8(b'')),
    row_of('half a version', 'decode_error', VERSIONS, vec8(b'\3\4\3')),
    row_of('versions, then a byte', 'decode_error', VERSIONS, vec8(b'\3\4') + b'\0'),
    row_of('an unknown version first', 'full', VERSIONS, vec8(b'\x7a\x7a\3\4')),
    row_of('only an unknown version', 'protocol_version', VERSIONS, vec8(b'\x7f\x1c')),
    row_of('only TLS 1.1', 'protocol_version', VERSIONS, vec8(b'\3\2')),

    row_of('no groups', 'missing_extension', GROUPS, None),
    row_of('groups of nothing', 'decode_error', GROUPS, vec16(b'')),
    row_of('half a group', 'decode_error', GROUPS, vec16(b'\0')),
    row_of('groups, then a byte', 'decode_error', GROUPS, vec16(u16(X25519)) + b'\0'),
    row('unknown groups', 'handshake_failure',
        other={GROUPS: vec16(u16(UNKNOWN)), SHARES: vec16(b'')}),
    row_of('no shares', 'missing_extension', SHARES, None),
    row_of('shares of no body', 'decode_error', SHARES, b''),
    row_of('an empty list of shares', 'retry', SHARES, vec16(b'')),
    row_of('shares, then a byte', 'decode_error', SHARES,
           vec16(u16(X25519) + vec16(OTHER_SHARE)) + b'\0'),
    row_of('a share without its length', 'decode_error', SHARES, vec16(u16(X25519) + b'\0')),
    row_of('a share of no bytes', 'decode_error', SHARES, vec16(u16(X25519) + vec16(b''))),
    row_of('a share of 31 bytes', 'illegal_parameter', SHARES,
           vec16(u16(X25519) + vec16(OTHER_SHARE[:31]))),
    row_of('a share of 33 bytes', 'illegal_parameter', SHARES,
           vec16(u16(X25519) + vec16(OTHER_SHARE + b'\0'))),
    row_of('the point zero', 'illegal_parameter', SHARES, vec16(u16(X25519) + vec16(bytes(32)))),
    row_of('a point of small order', 'illegal_parameter', SHARES,
           vec16(u16(X25519) + vec16(b'\1' + bytes(31)))),
    row_of('two shares of a group', 'illegal_parameter', SHARES,
           vec16((u16(X25519) + vec16(OTHER_SHARE)) * 2)),
    row('no point of P-256', 'illegal_parameter', other=share_of(P256, b'\4' + b'\1' * 64)),
    row('a compressed point', 'illegal_parameter', other=share_of(P256, b'\2' + b'\1' * 32)),
    row('the point at infinity', 'illegal_parameter', other=share_of(P256, b'\0')),
    row('a short value of FFDHE', 'illegal_parameter',
        other=share_of(FFDHE2048, bytes(range(1, 200)))),
    row('FFDHE: 0', 'illegal_parameter', other=share_of(FFDHE2048, bytes(256))),
    row('FFDHE: 1', 'illegal_parameter', other=share_of(FFDHE2048, bytes(255) + b'\1')),
    row('FFDHE: above the prime', 'illegal_parameter', other=share_of(FFDHE2048, b'\xff' * 256)),

    row_of('no schemes', 'missing_extension', SCHEMES, None),
    row_of('schemes of nothing', 'decode_error', SCHEMES, vec16(b'')),
    row_of('half a scheme', 'decode_error', SCHEMES, vec16(b'\4\3\4')),
    row_of('unknown schemes', 'handshake_failure', SCHEMES, vec16(u16(UNKNOWN))),
    row_of('schemes of TLS 1.2 alone', 'handshake_failure', SCHEMES,
           vec16(u16(RSA_SHA1, RSA_PKCS1))),
    row_of('2000 unknown schemes and one', 'full', SCHEMES,
           vec16(u16(*range(0x6000, 0x67d0), ECDSA_P256))),

    row_of('no names of servers', 'decode_error', SERVER_NAME, vec16(b'')),
    row_of('a name of nothing', 'decode_error', SERVER_NAME, vec16(b'\0' + vec16(b''))),
    row_of('two host names', 'illegal_parameter', SERVER_NAME,
           vec16((b'\0' + vec16(b'localhost')) * 2)),
    row_of('a name, then a byte', 'decode_error', SERVER_NAME,
           vec16(b'\0' + vec16(b'localhost')) + b'\0'),
    row_of('a name with a zero', 'illegal_parameter', SERVER_NAME,
           vec16(b'\0' + vec16(b'local\0host'))),
    row_of('no protocols', 'decode_error', ALPN, vec16(b'')),
    row_of('a protocol of nothing', 'decode_error', ALPN, vec16(vec8(b''))),
    row_of('a protocol beyond the end', 'decode_error', ALPN, vec16(b'\5ab')),
    row_of('an unknown protocol', 'full', ALPN, vec16(vec8(b'zzz'))),
    row_of('records of 63 bytes', 'illegal_parameter', SIZE_LIMIT, u16(63)),
    row_of('records of 64 bytes', 'full', SIZE_LIMIT, u16(64)),
    row_of('records of 65535 bytes', 'full', SIZE_LIMIT, u16(65535)),
    row_of('half a limit', 'decode_error', SIZE_LIMIT, b'\1'),
    row_of('an unknown fragment length', 'illegal_parameter', MAX_FRAGMENT, b'\5'),
    row_of('no fragment length', 'decode_error', MAX_FRAGMENT, b''),
    row('both limits', 'full', other={MAX_FRAGMENT: b'\1', SIZE_LIMIT: u16(100)}),
    row_of('a staple is asked for', 'full', STATUS_REQUEST, b'\1\0\0\0\0'),
    row_of('a staple, asked for in pieces', 'decode_error', STATUS_REQUEST, b'\1\0\5'),
    row_of('a staple of an unknown kind', 'full', STATUS_REQUEST, b'\7abc'),
    row_of('no modes in the list', 'decode_error', MODES, vec8(b'')),
    row_of('modes, then a byte', 'decode_error', MODES, vec8(b'\1') + b'\1'),
    row_of('an unknown mode', 'full', MODES, vec8(b'\7')),
    row_of('no modes', 'full', MODES, None),
    row_of('a cookie that nobody gave', 'illegal_parameter', COOKIE, vec16(b'abc')),
    row_of('a cookie of nothing', 'decode_error', COOKIE, vec16(b'')),
    row_of('early data without a key', 'full', EARLY_DATA, b''),
    row_of('early data with a body', 'decode_error', EARLY_DATA, b'a'),
    row_of('authentication later, with a body', 'decode_error', POST_AUTH, b'a'),
    row_of('no authorities', 'decode_error', AUTHORITIES, vec16(b'')),
    row_of('an authority of nothing', 'decode_error', AUTHORITIES, vec16(vec16(b''))),
    row_of('an authority', 'full', AUTHORITIES, vec16(vec16(b'\x30\0'))),
    row_of('a certificate that we have not', 'unsupported_certificate', SERVER_TYPE, vec8(b'\2')),
    row_of('no kind of certificate', 'decode_error', SERVER_TYPE, vec8(b'')),
    row_of('padding', 'full', PADDING, bytes(200)),
    row_of('a ticket of TLS 1.2', 'full', TICKET, b''),
    row_of('profiles of SRTP', 'full', SRTP, vec16(u16(1)) + b'\0'),

    row('an offer that is not last', 'illegal_parameter',
        tail=offered(IDENTITY, BINDER) + extension(UNKNOWN)),
    row('an offer of nothing', 'decode_error', tail=offered(b'', BINDER)),
    row('an identity of nothing', 'decode_error', tail=offered(vec16(b'') + bytes(4), BINDER)),
    row('no binders', 'illegal_parameter', tail=offered(IDENTITY, b'')),
    row('a binder of 31 bytes', 'decode_error', tail=offered(IDENTITY, vec8(bytes(31)))),
    row('two identities, one binder', 'illegal_parameter', tail=offered(IDENTITY * 2, BINDER)),
    row('an offer, then a byte', 'decode_error', tail=offered(IDENTITY, BINDER, b'\0')),
    row('an unknown identity', 'full', tail=offered(IDENTITY, BINDER)),
    row('an offer without modes', 'missing_extension', other={MODES: None},
        tail=offered(IDENTITY, BINDER)),
]

