# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a server does wrong: (name, what comes of it, words for the client, play)."""

from stranger_server import *  # pylint: disable=wildcard-import,unused-wildcard-import

CASES = []
WANTS_H2 = ('--alpn', 'h2')
H2, H3 = vec8(b'h2'), vec8(b'h3')


def case(name, result, *words):
    def add(play):
        CASES.append((name, result, words, play))
        return play
    return add


def flight(name, result, *words, **changes):
    @case(name, result, *words)
    def _(server):
        return server.answer(**changes) or server.echo()


def hello(name, result, **changes):
    flight(name, result, hello=changes)


def hello_with(name, result, kind, body):
    flight(name, result, hello={'other': {kind: body}})


def told(name, result, kind, body=b'', *words, times=1):
    """In the encrypted extensions."""
    flight(name, result, *words, extensions=extension(kind, body) * times)


flight('all is right', 'works')

# ---- ServerHello ----

hello('legacy version 3.4', 'illegal_parameter', version=0x0304)
hello('another session id', 'illegal_parameter', session=bytes(32))
hello('compression', 'illegal_parameter', compression=1)
hello('an unknown suite', 'illegal_parameter', suite=0x1309)
hello('a suite of TLS 1.2', 'illegal_parameter', suite=0xc02b)
hello('a byte behind it', 'decode_error', tail=b'\0')
hello_with('TLS 1.2 in the extension', 'illegal_parameter', VERSIONS, u16(0x0303))
hello_with('a version that was not offered', 'illegal_parameter', VERSIONS, u16(0x7f1c))
hello_with('a version and a byte', 'decode_error', VERSIONS, u16(0x0304) + b'\0')
hello_with('half a version', 'decode_error', VERSIONS, b'\3')
hello_with('no share', 'missing_extension', SHARES, None)
hello_with('a share and a byte', 'decode_error', SHARES, u16(X25519) + vec16(bytes(32)) + b'\0')
hello_with('a share of 31 bytes', 'illegal_parameter', SHARES, u16(X25519) + vec16(bytes(31)))
hello_with('the point zero', 'illegal_parameter', SHARES, u16(X25519) + vec16(bytes(32)))
hello_with('a share of an unknown group', 'illegal_parameter', SHARES,
           u16(UNKNOWN) + vec16(bytes(32)))
hello_with('a share of another group', 'illegal_parameter', SHARES,
           u16(P256) + vec16(b'\4' + bytes(64)))
hello_with('a key that was not offered', 'unsupported_extension', PSK, u16(0))
hello_with('an extension that was not asked for', 'unsupported_extension', UNKNOWN, b'')
hello_with('ALPN in the clear', 'illegal_parameter', ALPN, vec16(H2))


@case('two hellos', 'unexpected_message')
def _(server):
    server.send(HANDSHAKE, server.server_hello() + server.server_hello())


@case('more behind the hello', 'unexpected_message')
def _(server):
    server.send(HANDSHAKE, server.server_hello() + server.encrypted_extensions())


@case('a request for a hello', 'unexpected_message')
def _(server):
    server.send(HANDSHAKE, bytes(4))


@case('a change of ciphers before the hello', 'unexpected_message')
def _(server):
    server.send(CHANGE_CIPHER_SPEC, b'\1')
    server.send(HANDSHAKE, server.server_hello())


# ---- EncryptedExtensions ----

told('an extension that was not asked for', 'unsupported_extension', UNKNOWN)
told('ALPN that was not asked for', 'unsupported_extension', ALPN, vec16(H2))
told('ALPN', 'works', ALPN, vec16(H2), *WANTS_H2)
told('ALPN of another name', 'illegal_parameter', ALPN, vec16(H3), *WANTS_H2)
told('ALPN of two names', 'illegal_parameter', ALPN, vec16(H2 * 2), *WANTS_H2)
told('ALPN of no name', 'decode_error', ALPN, vec16(b''), *WANTS_H2)
told('groups', 'works', GROUPS, vec16(u16(X25519, UNKNOWN)))
told('groups of nothing', 'decode_error', GROUPS, vec16(b''))
told('groups twice', 'illegal_parameter', GROUPS, vec16(u16(X25519)), times=2)
told('a share', 'illegal_parameter', SHARES, u16(X25519) + vec16(bytes(32)))
told('versions', 'illegal_parameter', VERSIONS, u16(0x0304))
told('early data that was not offered', 'unsupported_extension', EARLY_DATA)
told('records of 64 bytes', 'works', SIZE_LIMIT, u16(64))
told('records of 63 bytes', 'illegal_parameter', SIZE_LIMIT, u16(63))
told('records of 65535 bytes', 'illegal_parameter', SIZE_LIMIT, u16(65535))
told('a name with a body', 'decode_error', SERVER_NAME, b'a')
for kind, body in ((MASTER_SECRET, b''), (RENEGOTIATION, b'\0'), (TICKET, b''), (STATUS_REQUEST, b'')):
    told(f'extension {kind}, which is not for here', 'illegal_parameter', kind, body)

# ---- Certificate, CertificateVerify, Finished ----

flight('a certificate for a request that was none', 'illegal_parameter',
       certificate={'context': b'a'})
flight('no certificate', 'decode_error', certificate={'chain': []})
flight('a certificate that is none', 'bad_certificate', certificate={'chain': [b'none']})
flight('a certificate of nothing', 'decode_error', certificate={'chain': [b'']})
flight('an unknown extension of a certificate', 'unsupported_extension',
       certificate={'extensions': extension(UNKNOWN)})
flight('a staple in pieces', 'decode_error',
       certificate={'extensions': extension(STATUS_REQUEST, b'\1\0\0\5a')})
flight('a staple of an unknown kind', 'illegal_parameter',
       certificate={'extensions': extension(STATUS_REQUEST, b'\x09' + vec24(b'a'))})
flight('a bad signature', 'decrypt_error', verify={'flip': 1})
flight("a client's signature", 'decrypt_error',
       verify={'context': CONTEXT.replace(b'server', b'client')})
flight('a scheme of another key', 'illegal_parameter', verify={'scheme': RSA_PSS})
flight('a scheme with SHA-1', 'illegal_parameter', verify={'scheme': 0x0203})
flight('a scheme of another curve', 'illegal_parameter',
       verify={'scheme': 0x0503, 'digest': hashes.SHA384})
flight('an unknown scheme', 'illegal_parameter', verify={'scheme': UNKNOWN})
flight('Finished is wrong', 'decrypt_error', finished=bytes(32))
flight('Finished is short', 'decode_error', finished=bytes(31))
flight('Finished is long', 'decode_error', finished=bytes(33))


@case('the certificate of another key', 'illegal_parameter')
def _(server):
    return server.answer(certificate={'chain': server.identity.rsa_chain})


def without(name, *makers):
    """A flight of these messages: it lacks one."""
    @case(name, 'unexpected_message')
    def _(server):
        server.send(HANDSHAKE, server.server_hello())
        server.use_handshake_keys()
        server.send(HANDSHAKE, b''.join(maker(server) for maker in makers))


without('no CertificateVerify', Server.encrypted_extensions, Server.certificate, Server.finished)
without('no Certificate', Server.encrypted_extensions, Server.finished)
without('no EncryptedExtensions', Server.certificate, Server.verify, Server.finished)
without('two requests for a certificate', Server.encrypted_extensions, Server.request,
        Server.request)


@case('a certificate of 16 MB', 'decode_error')
def _(server):
    server.send(HANDSHAKE, server.server_hello())
    server.use_handshake_keys()
    server.send(HANDSHAKE, server.encrypted_extensions() + b'\x0b\xff\xff\xff' + bytes(100))


@case('data before Finished', 'unexpected_message')
def _(server):
    server.send(HANDSHAKE, server.server_hello())
    server.use_handshake_keys()
    server.send(HANDSHAKE, server.encrypted_extensions())
    server.send(DATA, b'early')


@case('a flight in records of a byte', 'works')
def _(server):
    for byte in server.server_hello():
        server.send(HANDSHAKE, u8(byte))
    server.use_handshake_keys()
    for maker in (Server.encrypted_extensions, Server.certificate, Server.verify, Server.finished):
        for byte in maker(server):
            server.send(HANDSHAKE, u8(byte))
    return server.read_line() or server.echo()


# ---- CertificateRequest ----

SCHEMES_OF_REQUEST = extension(SCHEMES, vec16(u16(ECDSA_P256)))


def request(name, result, block=None, context=b''):
    flight(name, result, between=lambda server: server.request(block, context))


ITS_CERTIFICATE = f'message {CERTIFICATE}'
request('a request', ITS_CERTIFICATE)
request('a request with a context', 'illegal_parameter', context=b'a')
request('a request without schemes', 'missing_extension', b'')
request('a request with schemes of nothing', 'decode_error', extension(SCHEMES, vec16(b'')))
request('a request with schemes twice', 'illegal_parameter', SCHEMES_OF_REQUEST * 2)
request('a request with an unknown extension', ITS_CERTIFICATE,
        SCHEMES_OF_REQUEST + extension(UNKNOWN))
request('a request with ALPN', 'illegal_parameter',
        SCHEMES_OF_REQUEST + extension(ALPN, vec16(H2)))


# ---- a retry ----

def retry(name, result, other, **changes):
    @case(name, result)
    def _(server):
        server.send(HANDSHAKE, server.retry(other=other, **changes))
        server.read_hello()
        return server.answer() or server.echo()


A_COOKIE = {SHARES: None, COOKIE: vec16(b'cookie')}
retry('a cookie', 'works', A_COOKIE)
retry('a retry that changes nothing', 'illegal_parameter', {SHARES: None})
retry('the group that is there', 'illegal_parameter', {SHARES: u16(X25519)})
retry('a group that was not offered', 'illegal_parameter', {SHARES: u16(UNKNOWN)})
retry('a share instead of a group', 'decode_error', {SHARES: u16(P256) + vec16(b'\4' + bytes(64))})
retry('a cookie of nothing', 'decode_error', {SHARES: None, COOKIE: vec16(b'')})
retry('an unknown extension of a retry', 'unsupported_extension', A_COOKIE | {UNKNOWN: b''})
retry('an unknown suite of a retry', 'illegal_parameter', A_COOKIE, suite=0x1309)
retry('another suite behind the retry', 'illegal_parameter', A_COOKIE, suite=0x1303)
retry('another session id in a retry', 'illegal_parameter', A_COOKIE, session=bytes(32))


@case('two retries', 'unexpected_message')
def _(server):
    server.send(HANDSHAKE, server.retry(other=A_COOKIE))
    server.read_hello()
    server.send(HANDSHAKE, server.server_hello(random=RETRY_RANDOM, other=A_COOKIE))


# ---- the connection ----

def later(name, result, *contents, kind=HANDSHAKE):
    """Records behind the handshake, then the answer."""
    @case(name, result)
    def _(server):
        server.answer()
        for content in contents:
            server.send(kind, content)
        return server.echo()


def ticket(lifetime=7200, nonce=b'\0', identity=b'ticket', extensions=b'', tail=b''):
    return message(NEW_TICKET, u32(lifetime) + b'abcd' + vec8(nonce) + vec16(identity) +
                   vec16(extensions) + tail)


EARLY_4, LONG = extension(EARLY_DATA, u32(100)), ticket(nonce=bytes(255), identity=bytes(60000))
later('a ticket', 'works', ticket())
later('a ticket of no bytes, not kept', 'works', ticket(identity=b''))
later('a ticket and a byte', 'decode_error', ticket(tail=b'a'))
later('a ticket that is cut', 'decode_error', message(NEW_TICKET, b'abcde'))
later('a ticket of no lifetime, not kept', 'works', ticket(lifetime=0))
later('a ticket for more than a week', 'works', ticket(lifetime=604801))
later('a ticket with an unknown extension', 'works', ticket(extensions=extension(UNKNOWN, b'a')))
later('a ticket for early data', 'works', ticket(extensions=EARLY_4))
later('a ticket for early data, cut', 'decode_error',
      ticket(extensions=extension(EARLY_DATA, b'abc')))
later('a ticket with an extension twice', 'illegal_parameter', ticket(extensions=EARLY_4 * 2))
later('40 tickets in a record', 'works', b''.join(ticket(nonce=u8(i)) for i in range(40)))
later('a ticket as long as can be', 'works',
      *(LONG[at:at + 16000] for at in range(0, len(LONG), 16000)))
later('a request without leave', 'unexpected_message',
      message(CERTIFICATE_REQUEST, vec8(b'x') + vec16(SCHEMES_OF_REQUEST)))
later('Finished again', 'unexpected_message', message(FINISHED, bytes(32)))
later('a request for a hello later', 'unexpected_message', bytes(4))
later('KeyUpdate of value 2', 'illegal_parameter', message(KEY_UPDATE, b'\2'))
later('an empty message record', 'unexpected_message', b'')
later('a sealed change of ciphers', 'unexpected_message', b'\1', kind=CHANGE_CIPHER_SPEC)


@case('an end instead of an answer', 'closed')
def _(server):
    server.answer()
    server.send(ALERT, b'\1\0')
