# SPDX-License-Identifier: LGPL-2.1-or-later
"""The stranger as a client of TLS 1.2: ECDHE-ECDSA with AES-128-GCM, RFC 5246, 5288, 7627."""

from stranger import *  # pylint: disable=wildcard-import,unused-wildcard-import
from stranger_client import LINE

SERVER_KEY_EXCHANGE, HELLO_DONE, KEY_EXCHANGE = 12, 14, 16
POINTS = 11
SUITE, SUITE_256, NO_RENEGOTIATION = 0xc02b, 0xc02c, 0x00ff


def expand(secret, label, seed, size):
    """RFC 5246, 5."""
    block, made = label + seed, b''
    while len(made) < size:
        block = mac(secret, block)
        made += mac(secret, block + label + seed)
    return made[:size]


class Keys12:
    """One direction's keys; the explicit nonce is the number of the record."""

    def __init__(self, key, salt):
        self.cipher, self.salt, self.number = AESGCM(key), salt, 0

    def explicit(self):
        self.number += 1
        return (self.number - 1).to_bytes(8, 'big')

    def seal(self, kind, content):
        nonce = self.explicit()
        associated = nonce + u8(kind) + b'\3\3' + u16(len(content))
        sealed = self.cipher.encrypt(self.salt + nonce, content, associated)
        return u8(kind) + b'\3\3' + vec16(nonce + sealed)

    def open(self, header, sealed):
        associated = self.explicit() + header[:3] + u16(len(sealed) - 24)
        return self.cipher.decrypt(self.salt + sealed[:8], sealed[8:], associated)


class Client12(Stranger):
    """Extensions are changed as those of TLS 1.3 are."""

    def __init__(self, port):
        super().__init__(dial(port))
        self.ticket = None
        self.next_reading = None

    def read_record(self):
        header = self.pull(5)
        kind, content = header[0], self.pull(int.from_bytes(header[3:], 'big'))
        if kind == CHANGE_CIPHER_SPEC and not self.reading:
            self.reading = self.next_reading
            return self.read_record()
        if self.reading:
            content = self.reading.open(header, content)
        if kind == ALERT:
            raise Told(*content)
        return kind, content

    def hello_body(self, other=(), tail=b'', suites=(SUITE, SUITE_256), session=b'',
                   version=0x0303, compression=b'\0'):
        extensions = {
            GROUPS: vec16(u16(X25519, P256)),
            POINTS: vec8(b'\0'),
            SCHEMES: vec16(u16(ECDSA_P256, RSA_PSS, RSA_PKCS1)),
            MASTER_SECRET: b'',
            RENEGOTIATION: vec8(b''),
            TICKET: b'',
        } | dict(other)
        block = b''.join(extension(kind, body) for kind, body in extensions.items()
                         if body is not None)
        self.random = random_bytes()
        return (u16(version) + self.random + vec8(session) + vec16(u16(*suites)) +
                vec8(compression) + vec16(block + tail))

    def send_hello(self, **changes):
        self.say(CLIENT_HELLO, self.hello_body(**changes))

    def read_server_hello(self):
        body = self.expect(SERVER_HELLO)[4:]
        self.server_random, size = body[2:34], body[34]
        self.session, self.suite = body[35:35 + size], int.from_bytes(body[35 + size:37 + size], 'big')
        self.answers = read_extensions(body[40 + size:])

    def read_flight(self):
        found = None
        while found != HELLO_DONE:
            found, whole = self.read()
            self.note(whole)
            if found == SERVER_KEY_EXCHANGE:
                self.peer_share = whole[8:8 + whole[7]]

    def use_master(self, master):
        self.master = master
        block = expand(master, b'key expansion', self.server_random + self.random, 40)
        self.next_writing = Keys12(block[:16], block[32:36])
        self.next_reading = Keys12(block[16:32], block[36:])

    def key_exchange(self, share=None):
        return message(KEY_EXCHANGE, vec8(self.share if share is None else share))

    def send_key_exchange(self, pieces=1 << 14):
        whole = self.note(self.key_exchange())
        for at in range(0, len(whole), pieces):
            self.send(HANDSHAKE, whole[at:at + pieces])
        shared = self.private.exchange(X25519PublicKey.from_public_bytes(self.peer_share))
        if MASTER_SECRET in self.answers:
            self.use_master(expand(shared, b'extended master secret', sha256(self.transcript), 48))
        else:
            self.use_master(expand(shared, b'master secret', self.random + self.server_random, 48))

    def change_ciphers(self):
        self.send(CHANGE_CIPHER_SPEC, b'\1')
        self.writing = self.next_writing

    def verify_data(self, side):
        return expand(self.master, side + b' finished', sha256(self.transcript), 12)

    def send_finished(self):
        self.client_verify = self.verify_data(b'client')
        self.say(FINISHED, self.client_verify)

    def read_finished(self):
        found = None
        while found != FINISHED:
            expected = self.verify_data(b'server')
            found, whole = self.read()
            self.note(whole)
            if found == NEW_TICKET:
                self.ticket = whole[10:]
            elif found != FINISHED:
                return f'message {found}'
        return None if whole[4:] == expected else 'their Finished is wrong'

    def go_to_flight(self, **changes):
        self.send_hello(**changes)
        self.read_server_hello()
        self.read_flight()

    def go_to_data(self, **changes):
        self.go_to_flight(**changes)
        self.finish_full()

    def finish_full(self, pieces=1 << 14):
        self.send_key_exchange(pieces)
        self.change_ciphers()
        self.send_finished()
        return self.read_finished()

    def resume(self, master, **changes):
        """'resumed', 'full', or what is wrong."""
        self.send_hello(**changes)
        self.read_server_hello()
        self.use_master(master)
        result = self.read_finished()
        if result:
            return 'full' if result == f'message {CERTIFICATE}' else result
        self.change_ciphers()
        self.send_finished()
        return 'resumed' if self.echo() == 'works' else 'does not work'

    def echo(self, line=LINE):
        self.send(DATA, line)
        heard = b''
        while len(heard) < len(line):
            heard += self.read()[1]
        return 'works' if heard == line else 'echoes wrongly'
