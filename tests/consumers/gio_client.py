#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Fetches a file several times over GTlsClientConnection: gio_client.py PORT TRUST FILE...

Each FILE is where the body of a fetch goes. Ends with 77 when there is no python3-gi or no GnuTLS
module for GIO.
"""

import sys

try:
    import gi
    gi.require_version('Gio', '2.0')
    from gi.repository import Gio
except (ImportError, ValueError):
    sys.exit(77)


def fetch(port, database):
    address = Gio.NetworkAddress.new('localhost', port)
    connection = Gio.TlsClientConnection.new(Gio.SocketClient().connect(address), address)
    connection.set_database(database)
    connection.get_output_stream().write_all(b'GET /a HTTP/1.0\r\n\r\n')
    stream, answer = connection.get_input_stream(), b''
    while part := stream.read_bytes(65536).get_data():
        answer += part
    connection.close()
    return answer.partition(b'\r\n\r\n')[2]


def main():
    port, trust, names = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    if 'Gnutls' not in type(Gio.TlsBackend.get_default()).__gtype__.name:
        sys.exit(77)
    database = Gio.TlsFileDatabase.new(trust)
    for name in names:
        with open(name, 'wb') as file:
            file.write(fetch(port, database))


main()
