#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Make tests/unit/record/openssl_records.h: records of TLS 1.2 that another library sealed.

Both ends of a connection run here in memory, with OpenSSL through Python's
own module. The key log gives the master secret, the hellos give the randoms,
and the first records under keys are written down as they are: the client's
Finished, which has the number 0, and a text from either side.
"""

import ssl
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent
TARGET = DATA.parent / "unit" / "record" / "openssl_records.h"
TEXT = b"Nobody goes to a library to be surprised, and everybody is."

NO_ENCRYPT_THEN_MAC = 1 << 19
RECORD_HEADER, HANDSHAKE_HEADER, VERSION, RANDOM = 5, 4, 2, 32

# The suite's number, OpenSSL's name for it, whose key signs, and whether the MAC goes outside.
ROWS = (
    (0xC013, "ECDHE-RSA-AES128-SHA", "server-rsa", False),
    (0xC013, "ECDHE-RSA-AES128-SHA", "server-rsa", True),
    (0xC00A, "ECDHE-ECDSA-AES256-SHA", "server-p256", False),
    (0xC027, "ECDHE-RSA-AES128-SHA256", "server-rsa", False),
    (0xC023, "ECDHE-ECDSA-AES128-SHA256", "server-p256", True),
    (0xC028, "ECDHE-RSA-AES256-SHA384", "server-rsa", False),
    (0xC024, "ECDHE-ECDSA-AES256-SHA384", "server-p256", True),
    (0x003D, "AES256-SHA256", "server-rsa", False),
    (0xC02B, "ECDHE-ECDSA-AES128-GCM-SHA256", "server-p256", False),
    (0xC030, "ECDHE-RSA-AES256-GCM-SHA384", "server-rsa", False),
    (0xC0AC, "ECDHE-ECDSA-AES128-CCM", "server-p256", False),
    (0xC0AF, "ECDHE-ECDSA-AES256-CCM8", "server-p256", False),
    (0xCCA8, "ECDHE-RSA-CHACHA20-POLY1305", "server-rsa", False),
)


def context(side, cipher, encrypt_then_mac):
    made = ssl.SSLContext(side)
    made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers(cipher + ":@SECLEVEL=0")
    if not encrypt_then_mac:
        made.options |= NO_ENCRYPT_THEN_MAC
    return made


def records(stream):
    """The records of a stream, whole."""
    while stream:
        size = RECORD_HEADER + int.from_bytes(stream[3:5], "big")
        yield stream[:size]
        stream = stream[size:]


class End:
    def __init__(self, made, server_side):
        self.into, self.out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = made.wrap_bio(self.into, self.out, server_side=server_side)
        self.sent = []

    def try_to(self, act):
        try:
            act()
            return True
        except ssl.SSLWantReadError:
            return False

    def give(self, other):
        data = self.out.read()
        self.sent += records(data)
        other.into.write(data)


def random_of(hello):
    at = RECORD_HEADER + HANDSHAKE_HEADER + VERSION
    return hello[at:at + RANDOM]


def connect(cipher, name, encrypt_then_mac):
    with tempfile.NamedTemporaryFile("r") as log:
        near = context(ssl.PROTOCOL_TLS_CLIENT, cipher, encrypt_then_mac)
        near.check_hostname, near.verify_mode = False, ssl.CERT_NONE
        near.keylog_filename = log.name
        far = context(ssl.PROTOCOL_TLS_SERVER, cipher, encrypt_then_mac)
        far.load_cert_chain(DATA / f"{name}-chain.pem", DATA / f"{name}-key.pem")
        client, server = End(near, False), End(far, True)
        done = False
        while not done:
            near_done = client.try_to(client.tls.do_handshake)
            client.give(server)
            done = server.try_to(server.tls.do_handshake) and near_done
            server.give(client)
        for end, other in ((client, server), (server, client)):
            end.tls.write(TEXT)
            end.give(other)
        master = next(line.split()[2] for line in log if line.startswith("CLIENT_RANDOM"))
    return client, server, bytes.fromhex(master)


def text(data):
    """A string in C, broken over lines."""
    digits = data.hex()
    parts = [digits[i:i + 88] for i in range(0, len(digits), 88)]
    return "\n".join(f'      "{part}"' for part in parts)


def row(number, cipher, name, encrypt_then_mac):
    client, server, master = connect(cipher, name, encrypt_then_mac)
    finished = client.sent[-2]
    assert client.tls.cipher()[0] == cipher and finished[0] == 22
    assert client.sent[-1][0] == server.sent[-1][0] == 23
    parts = (random_of(client.sent[0]), random_of(server.sent[0]), master,
             finished, client.sent[-1], server.sent[-1])
    flag = "true" if encrypt_then_mac else "false"
    lines = ",\n".join(text(part) for part in parts)
    return f"    {{ 0x{number:04x}, {flag}, /* {cipher} */\n{lines} }},\n"


def main():
    body = "".join(row(*each) for each in ROWS)
    TARGET.write_text(f"""/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* openssl_records.h - records of TLS 1.2 sealed by {ssl.OPENSSL_VERSION.rsplit(" ", 3)[0]}
 *
 * Made by tests/data/records/make.py.
 */

#ifndef TESTS_RECORD_OPENSSL_RECORDS_H
#define TESTS_RECORD_OPENSSL_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

static const char openssl_text[] = "{TEXT.decode()}";

struct openssl_row {{
    uint16_t suite;
    bool encrypt_then_mac;
    const char *client_random, *server_random, *master_secret;
    /* Numbers 0 and 1 of the client, number 1 of the server. */
    const char *client_finished, *client_text, *server_text;
}};

/* clang-format off */
static const struct openssl_row openssl_rows[] = {{
{body}}};
/* clang-format on */

#endif
""")


if __name__ == "__main__":
    sys.exit(main())
