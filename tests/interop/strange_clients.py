# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a client does wrong behind its hello, and with tickets: (name, what comes of it, play)."""

from stranger_client import *  # pylint: disable=wildcard-import,unused-wildcard-import

CASES = ClientCases(Client)
case, records = CASES.case, CASES.records


def in_flight(client):
    client.go_to_flight()


def spoken(client):
    client.go_to_data()
    client.echo()


# ---- before there are keys ----

records('a record of an unknown type', 'unexpected_message', nothing, (0x99, b'hello'))
records('data first', 'unexpected_message', nothing, (DATA, b'hello'))
records('an empty message record first', 'unexpected_message', nothing, (HANDSHAKE, b''))
records('an alert of one byte', 'decode_error', nothing, (ALERT, b'\2'))
records('a hello of the server', 'unexpected_message', nothing,
        (HANDSHAKE, message(SERVER_HELLO, b'\3\3' + bytes(70))))
records('Finished first', 'unexpected_message', nothing,
        (HANDSHAKE, message(FINISHED, bytes(32))))
records('a record of 2^14 + 1 bytes', 'record_overflow', nothing, (HANDSHAKE, bytes(16385)))


@case('a request of HTTP', 'unexpected_message', nothing)
def _(client):
    client.push(b'GET / HTTP/1.0\r\n\r\n')


@case('a byte behind the hello, within', 'decode_error', nothing)
def _(client):
    client.send(HANDSHAKE, message(CLIENT_HELLO, client.hello_body() + b'\0'))


@case('a hello that is cut', 'decode_error', nothing)
def _(client):
    client.send(HANDSHAKE, message(CLIENT_HELLO, client.hello_body()[:-1]))


@case('a hello in records of a byte', 'full', nothing)
def _(client):
    for byte in client.hello():
        client.send(HANDSHAKE, u8(byte))
    return client.go_on()


@case('a change of ciphers within the hello', 'unexpected_message', nothing)
def _(client):
    whole = client.hello()
    client.send(HANDSHAKE, whole[:50])
    client.send(CHANGE_CIPHER_SPEC, b'\1')
    client.send(HANDSHAKE, whole[50:])


@case('a change of ciphers before the hello', 'unexpected_message', nothing)
def _(client):
    client.send(CHANGE_CIPHER_SPEC, b'\1')
    client.send(HANDSHAKE, client.hello())


# ---- the client's flight ----

records('Finished is wrong', 'decrypt_error', in_flight,
        (HANDSHAKE, message(FINISHED, bytes(32))))
records('Finished is short', 'decode_error', in_flight,
        (HANDSHAKE, message(FINISHED, bytes(31))))
records('Finished is long', 'decode_error', in_flight,
        (HANDSHAKE, message(FINISHED, bytes(33))))
records('an empty message record', 'unexpected_message', in_flight, (HANDSHAKE, b''))
records('data before Finished', 'unexpected_message', in_flight, (DATA, LINE))
records('a sealed change of ciphers', 'unexpected_message', in_flight,
        (CHANGE_CIPHER_SPEC, b'\1'))
records('a certificate unasked', 'unexpected_message', in_flight,
        (HANDSHAKE, message(CERTIFICATE, bytes(4))))
records('a request for a certificate', 'unexpected_message', in_flight,
        (HANDSHAKE, message(CERTIFICATE_REQUEST, bytes(3))))
records('an end of no early data', 'unexpected_message', in_flight,
        (HANDSHAKE, message(END_OF_EARLY_DATA, b'')))
records('a sealed record of an unknown type', 'unexpected_message', in_flight, (99, b'abc'))


@case('Finished in the clear', 'unexpected_message', in_flight)
def _(client):
    client.writing, whole = None, client.finished()
    client.send(HANDSHAKE, whole)


@case('Finished and more in a record', 'unexpected_message', in_flight)
def _(client):
    client.send(HANDSHAKE, client.finished() + message(KEY_UPDATE, b'\0'))


@case('Finished in two records', 'works', in_flight)
def _(client):
    whole = client.finished()
    client.send(HANDSHAKE, whole[:10])
    client.send(HANDSHAKE, whole[10:])
    client.finish(whole)
    return client.echo()


@case('data within Finished', 'unexpected_message', in_flight)
def _(client):
    client.send(HANDSHAKE, client.finished()[:10])
    client.send(DATA, b'x')


@case('Finished, padded', 'works', in_flight)
def _(client):
    whole = client.finished()
    client.push(client.writing.seal(HANDSHAKE, whole, padding=1000))
    client.finish(whole)
    return client.echo()


@case('the usual change of ciphers', 'works', in_flight)
def _(client):
    client.push(b'\x14\3\3\0\1\1')
    client.finish()
    return client.echo()


for what, wrong in (('of value 2', b'\0\1\2'), ('of two bytes', b'\0\2\1\1'), ('of none', b'\0\0')):
    @case(f'a change of ciphers {what}', 'unexpected_message', in_flight)
    def _(client, wrong=wrong):
        client.push(b'\x14\3\3' + wrong)


for what, inner in (('zeros', bytes(20)), ('nothing', b'')):
    @case(f'a sealed record of {what}', 'unexpected_message', in_flight)
    def _(client, inner=inner):
        client.push(client.writing.seal_inner(inner))


for what, sealed in (('less than a tag', bytes(15)), ('a bad tag', bytes(32))):
    @case(f'a sealed record with {what}', 'bad_record_mac', in_flight)
    def _(client, sealed=sealed):
        client.push(b'\x17\3\3' + vec16(sealed))


# ---- the connection ----

records('KeyUpdate of value 2', 'illegal_parameter', spoken,
        (HANDSHAKE, message(KEY_UPDATE, b'\2')))
records('KeyUpdate of no value', 'decode_error', spoken, (HANDSHAKE, message(KEY_UPDATE, b'')))
records('two KeyUpdates in a record', 'unexpected_message', spoken,
        (HANDSHAKE, message(KEY_UPDATE, b'\0') * 2))
records('data within KeyUpdate', 'unexpected_message', spoken,
        (HANDSHAKE, message(KEY_UPDATE, b'\0')[:3]), (DATA, LINE))
records('the old key behind KeyUpdate', 'bad_record_mac', spoken,
        (HANDSHAKE, message(KEY_UPDATE, b'\0')), (DATA, LINE))
records('a request for a hello', 'unexpected_message', spoken, (HANDSHAKE, bytes(4)))
records('a ticket from a client', 'unexpected_message', spoken,
        (HANDSHAKE, message(NEW_TICKET, bytes(8) + vec8(b'1') + vec16(b'abc') + vec16(b''))))
records('a late certificate unasked', 'unexpected_message', spoken,
        (HANDSHAKE, message(CERTIFICATE, bytes(4))))
records('Finished again', 'unexpected_message', spoken,
        (HANDSHAKE, message(FINISHED, bytes(32))))
records('an unknown message', 'unexpected_message', spoken, (HANDSHAKE, message(0x77, b'')))
records('an empty message record later', 'unexpected_message', spoken, (HANDSHAKE, b''))
records('an empty alert', 'unexpected_message', spoken, (ALERT, b''))
records('an alert of three bytes', 'decode_error', spoken, (ALERT, b'\1\0\0'))
records('2^14 + 1 bytes of data', 'record_overflow', spoken, (DATA, b'a' * 16385))
records('an end', 'close_notify', spoken, (ALERT, b'\1\0'))


@case('a hello again', 'unexpected_message', spoken)
def _(client):
    client.send(HANDSHAKE, client.hello())


@case('KeyUpdate that asks for one', 'works', spoken)
def _(client):
    client.send(HANDSHAKE, message(KEY_UPDATE, b'\1'))
    client.writing, before = client.writing.updated(), client.reading
    client.echo()
    return client.echo() if client.reading is not before else 'is not answered'


@case('KeyUpdate in two records', 'works', spoken)
def _(client):
    client.send(HANDSHAKE, message(KEY_UPDATE, b'\0')[:3])
    client.send(HANDSHAKE, message(KEY_UPDATE, b'\0')[3:])
    client.writing = client.writing.updated()
    return client.echo()


@case('a change of ciphers later', 'unexpected_message', spoken)
def _(client):
    client.push(b'\x14\3\3\0\1\1')


@case('data in the clear', 'bad_record_mac', spoken)
def _(client):
    client.push(b'\x17\3\3\0\5hello')


@case('empty records of data', 'works', spoken)
def _(client):
    for _ in range(10):
        client.send(DATA, b'')
    return client.echo()


@case('2^14 bytes of data', 'works', spoken)
def _(client):
    return client.echo(b'a' * 16383 + b'\n')


@case('as much padding as fits', 'works', spoken)
def _(client):
    client.push(client.writing.seal(DATA, LINE, padding=16384 - len(LINE)))
    return client.hear()


@case('a byte more padding than fits', 'record_overflow', spoken)
def _(client):
    client.push(client.writing.seal(DATA, LINE, padding=16385 - len(LINE)))


@case('2^14 + 257 sealed bytes', 'record_overflow', spoken)
def _(client):
    client.push(b'\x17\3\3' + vec16(bytes(16384 + 257)))


# ---- tickets ----

def resumption(name, result, change=None, data=None, **changes):
    """`change` is made to the ticket; `data` is sent behind the hello."""
    def whole(port):
        ticket = get_ticket(port)
        if change:
            ticket['identity'] = change(ticket['identity'])
        client = Client(port)
        try:
            client.send_hello(client.offer(ticket, **changes))
            if data:
                data(client)
            return client.go_on()
        finally:
            client.close()
    CASES.append((name, result, whole))


def early_line(client):
    client.push(client.early_keys().seal(DATA, b'early\n'))


def early_junk(client):
    client.push(b'\x17\3\3' + vec16(bytes(100)))


def early_flood(client):
    for _ in range(10):
        client.push(b'\x17\3\3' + vec16(bytes(16000)))


ASKS_EARLY = {EARLY_DATA: b''}

resumption('a ticket', 'resumed')
resumption('a ticket with a wrong binder', 'decrypt_error', binder=bytes(32))
resumption('a ticket of last week', 'full', age_ms=8 * 86400 * 1000)
resumption('a ticket with an unknown mode', 'full', other={MODES: vec8(b'\5')})
resumption('a ticket without modes', 'missing_extension', other={MODES: None})
resumption('a ticket without schemes', 'resumed', other={SCHEMES: None})
resumption('a ticket without a share', 'missing_extension', other={SHARES: None})
resumption('a ticket and another suite too', 'resumed', suites=(SUITE, SUITE_CHACHA))
resumption('a ticket that is damaged', 'full',
           change=lambda identity: identity[:-1] + u8(identity[-1] ^ 1))
resumption('a ticket that is cut', 'full', change=lambda identity: identity[:-1])
resumption('a ticket and a byte', 'full', change=lambda identity: identity + b'a')
resumption('a ticket that is not last', 'illegal_parameter', tail=extension(PADDING, bytes(5)))
resumption('a ticket in a hello of TLS 1.2', 'handshake_failure', other={VERSIONS: None})
resumption('early data that is not taken', 'resumed', data=early_line, other=ASKS_EARLY)
resumption('early data that is none', 'resumed', data=early_junk, other=ASKS_EARLY)
resumption('more early data than is borne', 'bad_record_mac', data=early_flood, other=ASKS_EARLY)


# ---- a retry ----

def retry(name, result, **changes):
    @case(name, result, nothing)
    def _(client):
        random = random_bytes()
        client.send_hello(client.hello(random=random, other={SHARES: vec16(b'')}))
        if not client.read_server_hello():
            return 'no retry'
        client.send(HANDSHAKE, client.hello(**{'random': random} | changes))
        return client.go_on()


def shares(*rows):
    return {SHARES: vec16(b''.join(u16(group) + vec16(body) for group, body in rows))}


retry('a second hello', 'full')
retry('another random', 'illegal_parameter', random=bytes(32))
retry('another session id', 'illegal_parameter', session=b'a' * 32)
retry('another suite beside', 'illegal_parameter', suites=(SUITE, SUITE_CHACHA))
retry('another suite instead', 'illegal_parameter', suites=(SUITE_CHACHA,))
retry('again no share', 'illegal_parameter', other=shares())
retry('a share of another group', 'illegal_parameter', other=shares((P256, b'\4' + bytes(64))))
retry('one share too many', 'illegal_parameter',
      other=shares((X25519, bytes(range(32))), (P256, b'\4' + bytes(64))))
retry('a further extension', 'illegal_parameter', other={UNKNOWN: b''})
retry('an extension less', 'illegal_parameter', other={MODES: None})
retry('other versions', 'illegal_parameter', other={VERSIONS: vec8(u16(0x0304, 0x0303))})
retry('other groups', 'illegal_parameter', other={GROUPS: vec16(u16(X25519))})
retry('early data in the second hello', 'illegal_parameter', other={EARLY_DATA: b''})
retry('no versions in the second hello', 'illegal_parameter', other={VERSIONS: None})
