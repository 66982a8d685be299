# SPDX-License-Identifier: LGPL-2.1-or-later
"""TLS written once more, in Python, for a peer that breaks rules: what all versions share, and 1.3.

The schedule of keys, the records and the messages are made here from RFC 8446 alone, so that a
misreading in the library is not made again by its test. One suite, one group, no cleverness:
TLS_AES_128_GCM_SHA256 and X25519. What is to be broken is handed in by the cases.
"""

import hashlib
import hmac
import os
import socket

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LIMIT_S = 5

CHANGE_CIPHER_SPEC, ALERT, HANDSHAKE, DATA = 20, 21, 22, 23
(CLIENT_HELLO, SERVER_HELLO, NEW_TICKET, END_OF_EARLY_DATA, ENCRYPTED_EXTENSIONS, CERTIFICATE,
 CERTIFICATE_REQUEST, CERTIFICATE_VERIFY, FINISHED, KEY_UPDATE) = 1, 2, 4, 5, 8, 11, 13, 15, 20, 24
(SERVER_NAME, MAX_FRAGMENT, STATUS_REQUEST, GROUPS, SCHEMES, SRTP, ALPN, CLIENT_TYPE, SERVER_TYPE,
 PADDING, ENCRYPT_THEN_MAC, MASTER_SECRET, SIZE_LIMIT, TICKET, PSK, EARLY_DATA, VERSIONS, COOKIE,
 MODES, AUTHORITIES, POST_AUTH, SHARES, RENEGOTIATION) = (
     0, 1, 5, 10, 13, 14, 16, 19, 20, 21, 22, 23, 28, 35, 41, 42, 43, 44, 45, 47, 49, 51, 0xff01)
X25519, P256, FFDHE2048, UNKNOWN = 29, 23, 256, 0xeeee
ECDSA_P256, RSA_PSS, RSA_PKCS1, RSA_SHA1 = 0x0403, 0x0804, 0x0401, 0x0201
RETRY_RANDOM = hashlib.sha256(b'HelloRetryRequest').digest()

ALERTS = {
    0: 'close_notify', 10: 'unexpected_message', 20: 'bad_record_mac', 22: 'record_overflow',
    40: 'handshake_failure', 42: 'bad_certificate', 43: 'unsupported_certificate',
    47: 'illegal_parameter', 50: 'decode_error', 51: 'decrypt_error', 70: 'protocol_version',
    80: 'internal_error', 86: 'inappropriate_fallback', 90: 'user_canceled',
    100: 'no_renegotiation', 109: 'missing_extension', 110: 'unsupported_extension',
    116: 'certificate_required', 120: 'no_application_protocol',
}


def u8(number):
    return bytes([number])


def u16(*numbers):
    return b''.join(number.to_bytes(2, 'big') for number in numbers)


def u24(number):
    return number.to_bytes(3, 'big')


def u32(number):
    return number.to_bytes(4, 'big')


def vec8(body):
    return u8(len(body)) + body


def vec16(body):
    return u16(len(body)) + body


def vec24(body):
    return u24(len(body)) + body


def extension(kind, body=b''):
    return u16(kind) + vec16(body)


def message(kind, body):
    return u8(kind) + vec24(body)


def read_extensions(block):
    """The bodies by type."""
    found = {}
    while block:
        kind, size = int.from_bytes(block[:2], 'big'), int.from_bytes(block[2:4], 'big')
        found[kind], block = block[4:4 + size], block[4 + size:]
    return found


def sha256(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


def expand_label(secret, label, context, size):
    """RFC 8446, 7.1. No key is longer than one block."""
    return mac(secret, u16(size) + vec8(b'tls13 ' + label) + vec8(context) + b'\1')[:size]


def derive(secret, label, transcript=b''):
    return expand_label(secret, label, sha256(transcript), 32)


def finished_of(secret, transcript):
    return mac(expand_label(secret, b'finished', b'', 32), sha256(transcript))


class Told(Exception):
    """The other side sent an alert."""

    def __init__(self, level, description):
        super().__init__(ALERTS.get(description, f'alert {description}'))
        self.level = level


class Gone(Exception):
    """The other side closed the connection, or says nothing more."""


class Keys:
    """One direction's traffic keys."""

    def __init__(self, secret):
        self.secret, self.number = secret, 0
        self.cipher = AESGCM(expand_label(secret, b'key', b'', 16))
        self.iv = int.from_bytes(expand_label(secret, b'iv', b'', 12), 'big')

    def nonce(self):
        self.number += 1
        return (self.iv ^ (self.number - 1)).to_bytes(12, 'big')

    def seal_inner(self, inner, outer=DATA, version=b'\3\3'):
        header = u8(outer) + version + u16(len(inner) + 16)
        return header + self.cipher.encrypt(self.nonce(), inner, header)

    def seal(self, kind, content, padding=0):
        return self.seal_inner(content + u8(kind) + bytes(padding))

    def open(self, header, sealed):
        inner = self.cipher.decrypt(self.nonce(), sealed, header).rstrip(b'\0')
        return inner[-1], inner[:-1]

    def updated(self):
        return Keys(expand_label(self.secret, b'traffic upd', b'', 32))


class Stranger:
    """What both sides have: records, messages, the transcript, the schedule of keys."""

    def __init__(self, connected):
        self.socket = connected
        self.socket.settimeout(LIMIT_S)
        self.raw = self.pieces = self.transcript = b''
        self.reading = self.writing = None
        self.psk = b''
        self.private = X25519PrivateKey.generate()
        self.share = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def close(self):
        self.socket.close()

    def push(self, data):
        try:
            self.socket.sendall(data)
        except OSError:
            pass  # why it was closed is still to be read

    def send(self, kind, content, version=b'\3\3'):
        if self.writing:
            self.push(self.writing.seal(kind, content))
        else:
            self.push(u8(kind) + version + vec16(content))

    def say(self, kind, body):
        """One message, which the transcript has as well; a record of its own."""
        self.send(HANDSHAKE, self.note(message(kind, body)))

    def note(self, whole):
        self.transcript += whole
        return whole

    def pull(self, size):
        while len(self.raw) < size:
            try:
                more = self.socket.recv(65536)
            except OSError as error:
                raise Gone(type(error).__name__) from error
            if not more:
                raise Gone('closed')
            self.raw += more
        taken, self.raw = self.raw[:size], self.raw[size:]
        return taken

    def read_record(self):
        header = self.pull(5)
        kind, content = header[0], self.pull(int.from_bytes(header[3:], 'big'))
        if self.reading and kind == DATA:
            kind, content = self.reading.open(header, content)
        if kind == ALERT:
            raise Told(*content)
        return kind, content

    def read(self):
        """The next message with its header, or data: (type, bytes). A message's type is a number."""
        while len(self.pieces) < 4 or len(self.pieces) < 4 + int.from_bytes(self.pieces[1:4], 'big'):
            kind, content = self.read_record()
            if kind == DATA:
                return 'data', content
            if kind == HANDSHAKE:
                self.pieces += content
        size = 4 + int.from_bytes(self.pieces[1:4], 'big')
        whole, self.pieces = self.pieces[:size], self.pieces[size:]
        return whole[0], whole

    def expect(self, kind):
        """The next message has to be of this kind; the transcript has it then."""
        found, whole = self.read()
        if found != kind:
            raise Gone(f'{found} instead of {kind}')
        return self.note(whole)

    def handshake_keys(self, other_share):
        """Gives the secrets of client and server."""
        early = mac(bytes(32), self.psk or bytes(32))
        shared = self.private.exchange(X25519PublicKey.from_public_bytes(other_share))
        secret = mac(derive(early, b'derived'), shared)
        self.master = mac(derive(secret, b'derived'), bytes(32))
        return (derive(secret, b'c hs traffic', self.transcript),
                derive(secret, b's hs traffic', self.transcript))

    def application_secrets(self):
        return (derive(self.master, b'c ap traffic', self.transcript),
                derive(self.master, b's ap traffic', self.transcript))

    def fold(self, first_hello):
        """RFC 8446, 4.4.1: what stands for the first hello when there was a retry."""
        self.transcript = message(254, sha256(first_hello)) + self.transcript[len(first_hello):]

    def outcome(self):
        """What the other side says at the end: the name of its alert."""
        try:
            while True:
                self.read()
        except Told as told:
            return str(told)
        except Gone as gone:
            return str(gone)


class ClientCases(list):
    """Rows of a client's cases: (name, result, play), where a play gets the server's port."""

    def __init__(self, new_client):
        super().__init__()
        self.new_client = new_client

    def case(self, name, result, stage):
        """`stage`: how far the client is when its turn comes. What a play gives is the result; when
        it gives none, what the server says in the end."""
        def add(play):
            def whole(port):
                client = self.new_client(port)
                try:
                    stage(client)
                    return play(client) or client.outcome()
                finally:
                    client.close()
            self.append((name, result, whole))
            return play
        return add

    def records(self, name, result, stage, *records):
        """Records, each (type, content), and nothing else."""
        @self.case(name, result, stage)
        def _(client):
            for kind, content in records:
                client.send(kind, content)


def nothing(_):
    """A stage: the connection is there, and no byte was sent."""


def dial(port):
    return socket.create_connection(('127.0.0.1', port), LIMIT_S)


def random_bytes(size=32):
    return os.urandom(size)
