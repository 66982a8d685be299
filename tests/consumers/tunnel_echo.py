#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The other end of openconnect's --script-tun: asks the server for an echo through the tunnel.

It does so again and again, as packets may be lost, until the tunnel is closed.
"""

import contextlib
import os
import socket
import struct

AGAIN_S = 0.2


def checksum(data):
    total = sum(struct.unpack(f'>{len(data) // 2}H', data))
    total = (total >> 16) + (total & 0xffff)
    return struct.pack('>H', ~(total + (total >> 16)) & 0xffff)


def echo_request(source, destination):
    """RFC 792 in RFC 791."""
    echo = struct.pack('>BBHHH', 8, 0, 0, 7, 1) + b'an echo?'
    echo = echo[:2] + checksum(echo) + echo[4:]
    header = struct.pack('>BBHHHBBH4s4s', 0x45, 0, 20 + len(echo), 1, 0, 64, 1, 0, source,
                         destination)
    return header[:10] + checksum(header) + header[12:] + echo


def main():
    tunnel = socket.socket(fileno=int(os.environ['VPNFD']))
    tunnel.settimeout(AGAIN_S)
    here = socket.inet_aton(os.environ['INTERNAL_IP4_ADDRESS'])
    network = socket.inet_aton(os.environ['INTERNAL_IP4_NETADDR'])
    server = network[:3] + bytes([network[3] + 1])
    while True:
        tunnel.send(echo_request(here, server))
        with contextlib.suppress(TimeoutError):
            packet = tunnel.recv(2000)
            if packet[12:20] == server + here and packet.endswith(b'an echo?'):
                print('the echo came back', flush=True)


with contextlib.suppress(OSError):
    main()
