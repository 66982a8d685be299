# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a client of TLS 1.2 does wrong: (name, what comes of it, play)."""

from stranger12 import *  # pylint: disable=wildcard-import,unused-wildcard-import

CASES = ClientCases(Client12)
case, records = CASES.case, CASES.records
NAME, OTHER_NAME = (vec16(b'\0' + vec16(name)) for name in (b'localhost', b'other.test'))


def in_flight(client):
    client.go_to_flight()


def keyed(client):
    """The key exchange is sent; what follows is not."""
    client.go_to_flight()
    client.send_key_exchange()


def changed(client):
    keyed(client)
    client.change_ciphers()


def spoken(client):
    client.go_to_data()
    client.echo()


# ---- hellos ----

def hello(name, result, **changes):
    @case(name, result, nothing)
    def _(client):
        client.go_to_data(**changes)
        return client.echo()


def hello_with(name, result, kind, body):
    hello(name, result, other={kind: body})


hello('all is right', 'works')
hello('version 3.9', 'works', version=0x0309)
for older in (0x0301, 0x0300, 0x0200):
    hello(f'version {older:04x}', 'protocol_version', version=older)
hello('an older version than could be', 'inappropriate_fallback', suites=(SUITE, 0x5600))
hello('suites of TLS 1.3 alone', 'handshake_failure', suites=(0x1301,))
hello('a suite for renegotiation', 'works', other={RENEGOTIATION: None},
      suites=(SUITE, NO_RENEGOTIATION))
hello('an extension twice', 'illegal_parameter', tail=extension(TICKET))
hello_with('no extended master secret', 'works', MASTER_SECRET, None)
hello_with('extended master secret with a body', 'decode_error', MASTER_SECRET, b'a')
hello_with('encrypt-then-MAC with a body', 'decode_error', ENCRYPT_THEN_MAC, b'a')
hello_with('a first hello that continues another', 'handshake_failure', RENEGOTIATION,
           vec8(bytes(12)))
hello_with('renegotiation_info, cut', 'decode_error', RENEGOTIATION, b'\1')
hello_with('schemes of nothing', 'decode_error', SCHEMES, vec16(b''))
hello_with('unknown schemes', 'handshake_failure', SCHEMES, vec16(u16(UNKNOWN)))
hello_with('groups of nothing', 'decode_error', GROUPS, vec16(b''))
hello_with('unknown groups', 'handshake_failure', GROUPS, vec16(u16(UNKNOWN)))
hello_with('no form of points', 'works', POINTS, None)
hello_with('compressed points alone', 'illegal_parameter', POINTS, vec8(b'\1'))
hello_with('forms of points, cut', 'decode_error', POINTS, b'\3\0')

# ---- the client's flight ----

records('a change of ciphers before its time', 'unexpected_message', in_flight,
        (CHANGE_CIPHER_SPEC, b'\1'))
records('a share and a byte', 'decode_error', in_flight,
        (HANDSHAKE, message(KEY_EXCHANGE, vec8(bytes(range(32))) + b'\0')))
records('a key exchange of nothing', 'decode_error', in_flight,
        (HANDSHAKE, message(KEY_EXCHANGE, b'')))
for size in (0, 31, 33):
    records(f'a share of {size} bytes', 'illegal_parameter', in_flight,
            (HANDSHAKE, message(KEY_EXCHANGE, vec8(bytes(range(size))))))
records('the point zero', 'illegal_parameter', in_flight,
        (HANDSHAKE, message(KEY_EXCHANGE, vec8(bytes(32)))))
records('a certificate unasked', 'unexpected_message', in_flight,
        (HANDSHAKE, message(CERTIFICATE, vec24(b''))))
records('a hello again', 'unexpected_message', in_flight,
        (HANDSHAKE, message(CLIENT_HELLO, bytes(50))))
records('a message of TLS 1.3', 'unexpected_message', in_flight,
        (HANDSHAKE, message(END_OF_EARLY_DATA, b'')))
records('data in the clear', 'unexpected_message', in_flight, (DATA, LINE))
records('a record of 2^14 + 1 bytes', 'record_overflow', in_flight, (HANDSHAKE, bytes(16385)))
records('a change of ciphers of value 2', 'unexpected_message', keyed, (CHANGE_CIPHER_SPEC, b'\2'))
records('a change of ciphers of two bytes', 'unexpected_message', keyed,
        (CHANGE_CIPHER_SPEC, b'\1\1'))
records('two changes of ciphers', 'bad_record_mac', keyed, (CHANGE_CIPHER_SPEC, b'\1'),
        (CHANGE_CIPHER_SPEC, b'\1'))
records('a change of ciphers within a message', 'unexpected_message', keyed,
        (HANDSHAKE, b'\x14\0'), (CHANGE_CIPHER_SPEC, b'\1'))
records('Finished without a change of ciphers', 'unexpected_message', keyed,
        (HANDSHAKE, message(FINISHED, bytes(12))))
records('Finished is wrong', 'decrypt_error', changed, (HANDSHAKE, message(FINISHED, bytes(12))))
records('Finished is short', 'decode_error', changed, (HANDSHAKE, message(FINISHED, bytes(11))))
records('data before Finished', 'unexpected_message', changed, (DATA, LINE))


@case('a key exchange in records of a byte', 'works', in_flight)
def _(client):
    return client.finish_full(pieces=1) or client.echo()


# ---- the connection ----

records('a change of ciphers later', 'unexpected_message', spoken, (CHANGE_CIPHER_SPEC, b'\1'))
records('KeyUpdate', 'unexpected_message', spoken, (HANDSHAKE, message(KEY_UPDATE, b'\0')))
records('a ticket from a client', 'unexpected_message', spoken,
        (HANDSHAKE, message(NEW_TICKET, bytes(4) + vec16(b'a'))))
records('a request for a hello', 'unexpected_message', spoken, (HANDSHAKE, bytes(4)))
records('2^14 + 1 bytes of data', 'record_overflow', spoken, (DATA, b'a' * 16385))
records('an end', 'close_notify', spoken, (ALERT, b'\1\0'))


@case('a bad tag', 'bad_record_mac', spoken)
def _(client):
    sealed = client.writing.seal(DATA, LINE)
    client.push(sealed[:-1] + u8(sealed[-1] ^ 1))


@case('less than a tag', 'bad_record_mac', spoken)
def _(client):
    client.push(b'\x17\3\3\0\5abcde')


@case('empty records of data', 'works', spoken)
def _(client):
    for _ in range(5):
        client.send(DATA, b'')
    return client.echo()


@case('2^14 bytes of data', 'works', spoken)
def _(client):
    return client.echo(b'a' * 16383 + b'\n')


# ---- sessions ----

WITHOUT_SECRET = {MASTER_SECRET: None}


def resumption(name, result, first=(), ticket=lambda kept: kept, other=(), **changes):
    """`ticket` is made of the one that came; the id is only a mark then, and comes back with it."""
    def whole(port):
        before, client = Client12(port), None
        try:
            before.go_to_data(other=dict(first))
            before.echo()
            before.close()
            client = Client12(port)
            offered = {TICKET: ticket(before.ticket)} | dict(other)
            return client.resume(before.master, other=offered, session=b's' * 32, **changes)
        finally:
            before.close()
            if client:
                client.close()
    CASES.append((name, result, whole))


resumption('a ticket', 'resumed')
resumption('a ticket that is damaged', 'full', ticket=lambda kept: kept[:-1] + u8(kept[-1] ^ 1))
resumption('a ticket that is cut', 'full', ticket=lambda kept: kept[:-1])
resumption('a ticket and a byte', 'full', ticket=lambda kept: kept + b'a')
resumption('a ticket that is none', 'full', ticket=lambda kept: b'a' * 300)
resumption('a ticket of a byte', 'full', ticket=lambda kept: b'a')
resumption('a ticket, the master secret no more extended', 'full', other=WITHOUT_SECRET)
resumption('a ticket, the master secret now extended', 'full', first=WITHOUT_SECRET)
resumption('a ticket whose suite is not offered', 'full', suites=(SUITE_256,))
resumption('a ticket for another name', 'full', first={SERVER_NAME: NAME},
           other={SERVER_NAME: OTHER_NAME})
resumption('a ticket without schemes', 'resumed', other={SCHEMES: None})
resumption('a ticket without groups', 'resumed', other={GROUPS: None, POINTS: None})
resumption('a ticket in a hello that continues another', 'handshake_failure',
           other={RENEGOTIATION: vec8(bytes(12))})
resumption('a ticket of an older version than could be', 'inappropriate_fallback',
           suites=(SUITE, 0x5600))
