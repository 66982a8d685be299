# SPDX-License-Identifier: LGPL-2.1-or-later
"""ocserv and openconnect: see programs.py."""

import contextlib
import fcntl
import pathlib
import struct

import servers
from place import Absent, check, daemon, find, folder_of, free_port, openssl, wait_for

# Of Linux, if_tun.h: asks for a network device.
TUNSETIFF, IFF_TUN = 0x400454ca, 1

OCSERV = '''auth = "plain[passwd={folder}/passwords]"
listen-host = {host}
tcp-port = {port}
udp-port = {port}
run-as-user = nobody
run-as-group = nogroup
socket-file = {folder}/socket
pid-file = {folder}/pid
server-cert = {data}/server-p256-chain.pem
server-key = {data}/server-p256-key.pem
isolate-workers = true
max-clients = 4
device = vpns
ipv4-network = {network}
ping-leases = false
try-mtu-discovery = false
keepalive = 300
dpd = 60
use-occtl = false
cisco-client-compat = true
dtls-legacy = true
tls-priorities = "NORMAL"
'''


@contextlib.contextmanager
def ocserv_running(place):
    """A server that knows alice; gives its Program and port."""
    folder = folder_of(place, 'ocserv', 'nobody')
    place.run('ocpasswd', '-c', folder / 'passwords', 'alice', input=b'secret\nsecret\n')
    for program in ('ocserv', 'ocserv-worker'):
        place.check_library(program)
    port = free_port()
    # Of the addresses for benchmarks, RFC 2544: each port has a network of its own.
    network = f'198.18.{port >> 8}.{port & 0xf0}/28'
    config = folder / 'conf'
    config.write_text(OCSERV.format(folder=folder, host=servers.HOST, port=port, data=place.data,
                                    network=network), encoding='ascii')
    with daemon(place, find('ocserv'), '-f', '-d', '4', '-c', config) as server:
        wait_for(port)
        yield server, port


def openconnect(place, port, *arguments):
    return daemon(place, find('openconnect'), '--cafile', place.trust, '--no-system-trust',
                  '-u', 'alice', '--passwd-on-stdin', '--non-inter', *arguments,
                  f'https://localhost:{port}')


def ocserv(place):
    """openconnect logs in; openssl resumes in TLS 1.2 what another process keeps for the workers"""
    place.check_library('openconnect')
    with ocserv_running(place) as (server, port):
        with openconnect(place, port, '--authenticate') as client:
            client.say('secret')
            client.expect("^COOKIE='.+'")
        for option, result in (('-sess_out', 'New'), ('-sess_in', 'Reused')):
            said = openssl(place, 's_client', '-tls1_2', '-no_ticket', '-ign_eof', '-connect',
                           f'{servers.HOST}:{port}', option, 'session',
                           input=b'GET /x HTTP/1.0\r\n\r\n')
            check(f'{result}, TLSv1.2' in said and 'HTTP/1.0 404' in said, said)
        server.expect('TLS session DB resuming')


def ocserv_tunnel(place):
    """an echo through DTLS, by a key from the TLS session and by a session that was never made"""
    place.check_library('openconnect')
    try:
        with open('/dev/net/tun', 'r+b', buffering=0) as tun:
            fcntl.ioctl(tun, TUNSETIFF, struct.pack('16sH22x', b'reprise%d', IFF_TUN))
    except OSError as error:
        raise Absent(f'no tunnels here: {error}') from error
    script = f'/usr/bin/python3 {pathlib.Path(__file__).with_name("tunnel_echo.py")}'
    with ocserv_running(place) as (server, port):
        for suites, how in ([], 'PSK'), (['--dtls-ciphers=OC-DTLS1_2-AES256-GCM'], 'RSA'):
            with openconnect(place, port, *suites, '-v', '-v', '--script-tun',
                             '--script', script) as client:
                client.say('secret')
                client.expect(rf'Established DTLS .*\(DTLS1.2\)-\({how}\)-\(AES-256-GCM\)')
                client.expect('^the echo came back')
                client.expect('^Received DTLS packet 0x00 of 37 bytes')
                place.check_loaded(server)


VPN = {case.__name__: case for case in (ocserv, ocserv_tunnel)}
