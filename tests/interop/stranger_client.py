# SPDX-License-Identifier: LGPL-2.1-or-later
"""The stranger as a client: a hello in parts that can be changed, and what follows it."""

from stranger import *  # pylint: disable=wildcard-import,unused-wildcard-import

LINE = b'hello\n'
SUITE, SUITE_CHACHA, SUITE_256 = 0x1301, 0x1303, 0x1302


def usual_extensions(client):
    return {
        VERSIONS: vec8(u16(0x0304)),
        GROUPS: vec16(u16(X25519, P256)),
        SCHEMES: vec16(u16(ECDSA_P256, RSA_PSS, RSA_PKCS1)),
        SHARES: vec16(u16(X25519) + vec16(client.share)),
        MODES: vec8(b'\1'),
    }


class Client(Stranger):
    """`other`: extensions by type; None takes one off. `tail`: behind all of them, as it is."""

    def __init__(self, port):
        super().__init__(dial(port))
        self.tickets = []

    def hello_body(self, other=(), tail=b'', suites=(SUITE,), session=bytes(32), version=0x0303,
                   compression=b'\0', random=None, bare=False):
        extensions = usual_extensions(self) | dict(other)
        block = b''.join(extension(kind, body) for kind, body in extensions.items()
                         if body is not None)
        suite_bytes = suites if isinstance(suites, bytes) else u16(*suites)
        return (u16(version) + (random or random_bytes()) + vec8(session) + vec16(suite_bytes) +
                vec8(compression) + (b'' if bare else vec16(block + tail)))

    def hello(self, **changes):
        self.first_hello = self.note(message(CLIENT_HELLO, self.hello_body(**changes)))
        return self.first_hello

    def offer(self, ticket, age_ms=0, binder=None, identities=None, binders=None, tail=b'',
              **changes):
        """A hello that offers the ticket; RFC 8446, 4.2.11. Parts of the offer may be given."""
        self.psk = ticket['psk']
        if identities is None:
            identities = (vec16(ticket['identity']) +
                          u32((ticket['age_add'] + age_ms) % 2**32))
        if binders is None:
            blank = extension(PSK, vec16(identities) + vec16(vec8(bytes(32)))) + tail
            changes.setdefault('random', random_bytes())
            whole = message(CLIENT_HELLO, self.hello_body(tail=blank, **changes))
            early = mac(bytes(32), self.psk)
            cut = whole[:len(whole) - 35 - len(tail)]
            right = finished_of(derive(early, b'res binder'), self.transcript + cut)
            binders = vec8(right if binder is None else binder)
        return self.hello(tail=extension(PSK, vec16(identities) + vec16(binders)) + tail, **changes)

    def early_keys(self):
        return Keys(derive(mac(bytes(32), self.psk), b'c e traffic', self.transcript))

    def send_hello(self, whole):
        self.push(u8(HANDSHAKE) + b'\3\1' + vec16(whole))

    def read_server_hello(self):
        """True: it is a retry, and the transcript is as after one."""
        body = self.expect(SERVER_HELLO)[4:]
        at = 35 + body[34] + 3
        self.answers = read_extensions(body[at + 2:])
        if body[2:34] == RETRY_RANDOM:
            self.fold(self.first_hello)
            return True
        if VERSIONS not in self.answers:
            raise Gone('an older version')
        if PSK not in self.answers:
            self.psk = b''
        self.client_secret, self.server_secret = self.handshake_keys(self.answers[SHARES][4:])
        self.reading = Keys(self.server_secret)
        return False

    def read_flight(self):
        """Up to the server's Finished; what is sent from now on is sealed."""
        found = None
        while found != FINISHED:
            found, whole = self.read()
            if found == FINISHED and whole[4:] != finished_of(self.server_secret, self.transcript):
                raise Gone('their Finished is wrong')
            self.note(whole)
        self.client_traffic, self.server_traffic = self.application_secrets()
        self.reading, self.writing = Keys(self.server_traffic), Keys(self.client_secret)

    def finished(self):
        return message(FINISHED, finished_of(self.client_secret, self.transcript))

    def finish(self, whole=None):
        if whole is None:
            whole = self.finished()
            self.send(HANDSHAKE, whole)
        self.note(whole)
        self.resumption = derive(self.master, b'res master', self.transcript)
        self.writing = Keys(self.client_traffic)

    def go_to_flight(self, **changes):
        self.send_hello(self.hello(**changes))
        if self.read_server_hello():
            raise Gone('retry')
        self.read_flight()

    def go_to_data(self, **changes):
        self.go_to_flight(**changes)
        self.finish()

    def echo(self, line=LINE):
        """Sends a line; 'works' when it comes back."""
        self.send(DATA, line)
        return self.hear(line)

    def hear(self, line=LINE):
        heard = b''
        while len(heard) < len(line):
            kind, content = self.read()
            if kind == 'data':
                heard += content
            elif kind == NEW_TICKET:
                self.tickets.append(self.ticket(content[4:]))
            elif kind == KEY_UPDATE:
                self.reading = self.reading.updated()
            else:
                raise Gone(f'message {kind}')
        return 'works' if heard == line else 'echoes wrongly'

    def ticket(self, body):
        nonce_size = body[8]
        nonce, rest = body[9:9 + nonce_size], body[9 + nonce_size:]
        size = int.from_bytes(rest[:2], 'big')
        return {'age_add': int.from_bytes(body[4:8], 'big'), 'identity': rest[2:2 + size],
                'psk': expand_label(self.resumption, b'resumption', nonce, 32)}

    def go_on(self):
        """From the hello to the echo; 'full' or 'resumed', or 'retry'."""
        if self.read_server_hello():
            return 'retry'
        self.read_flight()
        self.finish()
        if self.echo() != 'works':
            return 'does not work'
        return 'resumed' if PSK in self.answers else 'full'


def get_ticket(port):
    client = Client(port)
    try:
        client.go_to_data()
        client.echo()
        return client.tickets[0]
    finally:
        client.close()
