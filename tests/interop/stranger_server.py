# SPDX-License-Identifier: LGPL-2.1-or-later
"""The stranger as a server: its flight in parts that can be changed, and what follows it."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from stranger import *  # pylint: disable=wildcard-import,unused-wildcard-import

CONTEXT = b'TLS 1.3, server CertificateVerify'


class Identity:
    """A P-256 key and its chain in DER; another certificate whose key is RSA."""

    def __init__(self, data):
        def chain(name):
            with open(data.own('server', name)[0], 'rb') as file:
                parts = file.read().split(b'-----BEGIN')[1:]
            return [x509.load_pem_x509_certificate(b'-----BEGIN' + part).public_bytes(Encoding.DER)
                    for part in parts]
        self.chain, self.rsa_chain = chain('p256'), chain('rsa')
        with open(data.own('server', 'p256')[1], 'rb') as file:
            self.key = load_pem_private_key(file.read(), None)


class Server(Stranger):
    """What is given to these functions stands for what would be right."""

    def __init__(self, connected, identity):
        super().__init__(connected)
        self.identity = identity

    def read_hello(self):
        self.hello = self.expect(CLIENT_HELLO)
        body = self.hello[4:]
        session_end = 35 + body[34]
        self.session = body[35:session_end]
        suites_end = session_end + 2 + int.from_bytes(body[session_end:session_end + 2], 'big')
        self.offers = read_extensions(body[suites_end + 1 + body[suites_end] + 2:])
        self.peer_share = self.share_of(X25519)

    def share_of(self, wanted):
        shares = self.offers[SHARES][2:]
        while shares:
            group, size = int.from_bytes(shares[:2], 'big'), int.from_bytes(shares[2:4], 'big')
            if group == wanted:
                return shares[4:4 + size]
            shares = shares[4 + size:]
        return None

    def server_hello(self, other=(), version=0x0303, session=None, suite=0x1301, compression=0,
                     random=None, tail=b''):
        extensions = {VERSIONS: u16(0x0304), SHARES: u16(X25519) + vec16(self.share)} | dict(other)
        block = b''.join(extension(kind, body) for kind, body in extensions.items()
                         if body is not None)
        return self.note(message(
            SERVER_HELLO, u16(version) + (random or random_bytes()) +
            vec8(self.session if session is None else session) + u16(suite) + u8(compression) +
            vec16(block) + tail))

    def retry(self, **changes):
        self.fold(self.hello)
        return self.server_hello(random=RETRY_RANDOM, **changes)

    def use_handshake_keys(self):
        self.client_secret, self.server_secret = self.handshake_keys(self.peer_share)
        self.reading, self.writing = Keys(self.client_secret), Keys(self.server_secret)

    def encrypted_extensions(self, block=b''):
        return self.note(message(ENCRYPTED_EXTENSIONS, vec16(block)))

    def certificate(self, chain=None, context=b'', extensions=b''):
        entries = b''.join(vec24(one) + vec16(extensions)
                           for one in (self.identity.chain if chain is None else chain))
        return self.note(message(CERTIFICATE, vec8(context) + vec24(entries)))

    def request(self, block=None, context=b''):
        if block is None:
            block = extension(SCHEMES, vec16(u16(ECDSA_P256)))
        return self.note(message(CERTIFICATE_REQUEST, vec8(context) + vec16(block)))

    def verify(self, scheme=ECDSA_P256, context=CONTEXT, flip=0, digest=hashes.SHA256):
        content = b' ' * 64 + context + b'\0' + sha256(self.transcript)
        signature = self.identity.key.sign(content, ec.ECDSA(digest()))
        signature = signature[:-1] + u8(signature[-1] ^ flip)
        return self.note(message(CERTIFICATE_VERIFY, u16(scheme) + vec16(signature)))

    def finished(self, value=None):
        right = finished_of(self.server_secret, self.transcript)
        return self.note(message(FINISHED, right if value is None else value))

    def answer(self, hello=(), extensions=b'', between=None, certificate=(), verify=(),
               finished=None):
        """The whole flight, after the hello."""
        self.send(HANDSHAKE, self.server_hello(**dict(hello)))
        self.use_handshake_keys()
        self.send(HANDSHAKE, self.encrypted_extensions(extensions) +
                  (between(self) if between else b'') + self.certificate(**dict(certificate)) +
                  self.verify(**dict(verify)) + self.finished(finished))
        return self.read_line()

    def read_line(self):
        """The client's Finished and the line that it says; a message before that is the result."""
        self.client_traffic, server_traffic = self.application_secrets()
        self.writing = Keys(server_traffic)
        found, whole = self.read()
        if found != FINISHED:
            return f'message {found}'
        if whole[4:] != finished_of(self.client_secret, self.transcript):
            return 'their Finished is wrong'
        self.reading = Keys(self.client_traffic)
        self.line = self.read()[1]
        return None

    def echo(self):
        """Answers the line; 'works' when the client takes its leave."""
        self.send(DATA, self.line)
        end = self.outcome()
        return 'works' if end == 'close_notify' else end
