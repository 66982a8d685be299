# SPDX-License-Identifier: LGPL-2.1-or-later
"""Daemons of the distribution, each a private instance in a temporary folder: see programs.py."""

import pathlib
import re
import socket
import ssl
import subprocess
import urllib.request

import servers
from place import (LIMIT_S, check, daemon, end_of, find, folder_of, free_port, openssl, present,
                   readable, wait_for)

EXIM = '''primary_hostname = localhost
exim_user = Debian-exim
spool_directory = {folder}
log_file_path = {folder}/log-%s
pid_file_path = {folder}/pid
log_selector = +tls_cipher +tls_certificate_verified +tls_resumption
queue_only
'''

EXIM_IN = '''local_interfaces = {host}
tls_advertise_hosts = *
tls_certificate = {chain}
tls_privatekey = {key}
tls_resumption_hosts = *
acl_smtp_rcpt = accept encrypted = *
acl_smtp_data = accept
'''

EXIM_OUT = '''tls_advertise_hosts =
begin routers
all:
  driver = manualroute
  route_list = * localhost::PORT byname
  self = send
  transport = smtp
begin transports
smtp:
  driver = smtp
  hosts_require_tls = *
  tls_verify_hosts = *
  tls_verify_certificates = {trust}
  tls_resumption_hosts = *
  tls_require_ciphers = PRIORITY
'''


def exim4_config(place, name, text):
    """The configuration of an instance, and the folder of its mails, logs and hints."""
    folder = folder_of(place, name, 'Debian-exim')
    path = place.folder / f'{name}.conf'
    path.write_text((EXIM + text).format(
        folder=folder, host=servers.HOST, chain=place.folder / 'server-p256-chain.pem',
        key=place.folder / 'server-p256-key.pem', trust=place.folder / 'root-cert.pem'),
        encoding='ascii')
    return path, folder


def exim4_send(place, config, port, priority):
    """Sends a mail, in processes of its own: what they know of earlier ones is in the database."""
    common = ('exim4', '-C', config, f'-DPORT={port}', f'-DPRIORITY={priority}')
    place.run(*common, '-odq', '-f', 'a@example.test', 'b@example.test',
              input=b'Subject: x\n\nhello\n')
    place.run(*common, '-qf')


def exim4(place):
    """mails by STARTTLS, verified; the session in the hints database resumes across processes"""
    for name in ('server-p256-chain.pem', 'server-p256-key.pem', 'root-cert.pem'):
        readable(place, name)
    server_config, inbox = exim4_config(place, 'in', EXIM_IN)
    client_config, outbox = exim4_config(place, 'out', EXIM_OUT)
    place.check_library('exim4')
    port = free_port()
    with daemon(place, find('exim4'), '-C', server_config, '-bdf',
                '-oX', f'{servers.HOST}:{port}') as server:
        wait_for(port)
        place.check_loaded(server)
        for priority in ('NORMAL', 'NORMAL:-VERS-TLS1.3'):
            for _ in range(2):
                exim4_send(place, client_config, port, priority)
    sent = re.findall(r' => .* X=(TLS1\..):\S+:256(\*?) CV=yes',
                      (outbox / 'log-main').read_text('ascii'))
    taken = re.findall(r' <= .* X=(TLS1\..):\S+:256(\*?) CV=no',
                       (inbox / 'log-main').read_text('ascii'))
    # An asterisk stands for a resumed session.
    check(sent == taken == [('TLS1.3', ''), ('TLS1.3', '*'), ('TLS1.2', ''), ('TLS1.2', '*')],
          f'sent {sent}, taken {taken}')
    mails = [mail.read_text('ascii') for mail in (inbox / 'input').glob('*-D')]
    check(len(mails) == 4 and all('hello' in mail for mail in mails), f'mails: {mails}')


KRESD = '''net.listen('{host}', {port}, {{ kind = 'tls' }})
net.tls('{data}/server-p256-chain.pem', '{data}/server-p256-key.pem')
net.tls_sticket_secret('{secret}')
cache.size = 1*MB
modules.unload('ta_update')
modules.unload('ta_signal_query')
modules.unload('priming')
trust_anchors.remove('.')
policy.add(policy.all(policy.TLS_FORWARD({{
    {{ '{host}@{upstream}', hostname = 'localhost', ca_file = '{trust}' }} }})))
'''


def kresd_command(place, program, command):
    """Has a running kresd do something, and waits until it is done."""
    with socket.socket(socket.AF_UNIX) as control:
        control.connect(str(place.folder / 'kresd' / 'control' / str(program.process.pid)))
        control.settimeout(LIMIT_S)
        control.sendall(f"{command}; return 'it is done'\n".encode())
        said = b''
        while b'it is done\n' not in said:
            part = control.recv(1000)
            check(part, f'kresd says no more than {said}')
            said += part


def kresd_ask(context, port, session):
    """A question over TLS, by OpenSSL: was a session resumed, and which is there now?"""
    question = b'\x12\x34\1\0\0\1\0\0\0\0\0\0\1x\7example\3com\0\0\1\0\1'
    with socket.create_connection((servers.HOST, port), LIMIT_S) as connection, \
            context.wrap_socket(connection, server_hostname='localhost', session=session) as stream:
        stream.sendall(len(question).to_bytes(2, 'big') + question)
        answer = stream.recv(1000)
        check(answer[2:4] == question[:2] and b'\xc0\0\2\7' in answer, f'answer: {answer}')
        return stream.session_reused, stream.session


def kresd(place):
    """DNS over TLS: tickets outlive it by its secret, until that is changed; it resumes upstream"""
    place.check_library('kresd')
    port, folder = free_port(), place.folder / 'kresd'
    folder.mkdir()
    context = ssl.create_default_context(cafile=place.trust)
    with servers.dns_server(place.data, hurried=True) as upstream:
        (folder / 'conf').write_text(KRESD.format(
            host=servers.HOST, port=port, data=place.data, secret='0' * 40, trust=place.trust,
            upstream=upstream.port), encoding='ascii')
        run = (find('kresd'), '-n', '-c', folder / 'conf', folder)
        with daemon(place, *run) as server:
            wait_for(port)
            place.check_loaded(server)
            for name in ('a', 'b'):
                said = place.run('kdig', f'@{servers.HOST}', '-p', str(port),
                                 f'+tls-ca={place.trust}', '+tls-hostname=localhost',
                                 f'{name}.example.com', 'A')
                check('192.0.2.7' in said, said)
            resumed, session = kresd_ask(context, port, None)
        with daemon(place, *run) as server:
            wait_for(port)
            again, session = kresd_ask(context, port, session)
            check(not resumed and again, 'no ticket of a server that ended with the same secret')
            kresd_command(place, server, f"net.tls_sticket_secret('{'1' * 40}')")
            resumed, session = kresd_ask(context, port, session)
            again, session = kresd_ask(context, port, session)
            check(not resumed and again, f'with a new secret: {resumed}, {again}')
        seen = upstream.connections.seen
        check(seen[:2] == [('TLSv1.3', False), ('TLSv1.3', True)], f'seen: {seen}')


SLAPD = '''include /etc/ldap/schema/core.schema
pidfile {folder}/pid
argsfile {folder}/arguments
modulepath /usr/lib/ldap
moduleload back_mdb
TLSCACertificateFile {data}/root-cert.pem
TLSCertificateFile {data}/server-p256-chain.pem
TLSCertificateKeyFile {data}/server-p256-key.pem
TLSVerifyClient demand
database mdb
maxsize 1048576
suffix "dc=test"
rootdn "cn=root,dc=test"
rootpw secret
directory {folder}
'''


def slapd(place):
    """LDAP over TLS and by StartTLS, both sides with certificates, of which slapd takes the name"""
    for program in ('slapd', 'ldapadd'):
        place.check_library(program)
    folder, ports = place.folder / 'database', (free_port(), free_port())
    folder.mkdir()
    urls = (f'ldaps://{servers.HOST}:{ports[0]}', f'ldap://{servers.HOST}:{ports[1]}')
    (place.folder / 'slapd.conf').write_text(
        SLAPD.format(folder=folder, data=place.data), encoding='ascii')
    trusted = ['-o', f'tls_cacert={place.trust}']
    known = trusted + ['-o', f'tls_cert={place.data}/client-p256-chain.pem',
                       '-o', f'tls_key={place.data}/client-p256-key.pem']
    stranger = known + ['-o', f'tls_cacert={place.data}/other-ca-cert.pem']
    with daemon(place, find('slapd'), '-d', '256', '-f', place.folder / 'slapd.conf',
                '-h', ' '.join(urls)) as server:
        for port in ports:
            wait_for(port)
        place.check_loaded(server)
        place.run('ldapadd', *known, '-H', urls[0], '-x', '-D', 'cn=root,dc=test', '-w', 'secret',
                  input=b'dn: dc=test\nobjectClass: organization\no: test\ndescription: an entry\n'
                        b'objectClass: dcObject\ndc: test\n')
        for arguments in (['-H', urls[0]], ['-H', urls[1], '-ZZ']):
            said = place.run('ldapsearch', *known, *arguments, '-x', '-LLL', '-b', 'dc=test')
            check('description: an entry' in said, said)
        said = place.run('ldapwhoami', *known, '-H', urls[0], '-Y', 'EXTERNAL')
        check('dn:cn=client-p256' in said, said)
        for options, reason in ((trusted, 'can.t accept'), (stranger, 'connection lost')):
            start = len(server.output)
            status, said = end_of(place, 'ldapwhoami', *options, '-H', urls[0], '-x')
            check(status != 0 and "Can't contact" in said, said)
            server.expect(reason, start)


RSYSLOG = '''global(workDirectory="{folder}" defaultNetstreamDriver="{driver}"
  defaultNetstreamDriverCAFile="{data}/root-cert.pem"
  defaultNetstreamDriverCertFile="{data}/{name}-p256-chain.pem"
  defaultNetstreamDriverKeyFile="{data}/{name}-p256-key.pem")
'''

RSYSLOG_TAKES = RSYSLOG + '''module(load="imtcp" streamDriver.name="gtls"
  streamDriver.mode="1" streamDriver.authMode="x509/name" permittedPeer=["client-p256"])
input(type="imtcp" address="{host}" port="{tls}")
action(type="omfile" file="/dev/stdout" template="RSYSLOG_TraditionalFileFormat")
'''

RSYSLOG_SENDS = RSYSLOG + '''module(load="imtcp")
input(type="imtcp" address="{host}" port="{plain}")
action(type="omfwd" target="{host}" port="{tls}" protocol="tcp" streamDriver="gtls"
  streamDriverMode="1" streamDriverAuthMode="x509/name" streamDriverPermittedPeers="server-p256")
'''


def rsyslogd(place):
    """messages from one to another, each of which asks for the name in the other's certificate"""
    place.check_library(str(present('/usr/lib/*/rsyslog/lmnsd_gtls.so', 'rsyslog-gnutls')))
    ports = {'tls': free_port(), 'plain': free_port()}

    def run(name, driver, text):
        folder = place.folder / name
        folder.mkdir()
        (folder / 'conf').write_text(text.format(folder=folder, driver=driver, data=place.data,
                                                 name=name, host=servers.HOST, **ports), 'ascii')
        return daemon(place, find('rsyslogd'), '-n', '-f', folder / 'conf', '-i', folder / 'pid')

    with run('server', 'gtls', RSYSLOG_TAKES) as server:
        wait_for(ports['tls'])
        place.check_loaded(server)
        with run('client', 'ptcp', RSYSLOG_SENDS) as client:
            wait_for(ports['plain'])
            with socket.create_connection((servers.HOST, ports['plain'])) as program:
                for number in range(100):
                    program.sendall(b'<13>a program: message %d\n' % number)
            server.expect('a program: message 99$')
            place.check_loaded(client)
            check(server.output.count('a program: message') == 100, server.output)
        # Ends when the server does not listen any more.
        openssl(place, 's_client', '-connect', f'{servers.HOST}:{ports["tls"]}', '-ign_eof',
                input=b'<13>a stranger: message\n')
        check('a stranger' not in server.output, server.output)


def microhttpd(place):
    """a program of its own on libmicrohttpd serves https, in TLS 1.3 and in TLS 1.2"""
    place.check_library(str(present('/usr/lib/*/libmicrohttpd.so', 'libmicrohttpd-dev')))
    program, port = place.folder / 'https_server', free_port()
    subprocess.run([find('cc'), '-o', program,
                    pathlib.Path(__file__).with_name('https_server.c'), '-lmicrohttpd'],
                   check=True, timeout=LIMIT_S)
    with daemon(place, program, port, place.data / 'server-p256-chain.pem',
                place.data / 'server-p256-key.pem') as server:
        wait_for(port)
        place.check_loaded(server)
        for version in (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2):
            context = ssl.create_default_context(cafile=place.trust)
            context.minimum_version = context.maximum_version = version
            with urllib.request.urlopen(f'https://localhost:{port}/path', timeout=LIMIT_S,
                                        context=context) as page:
                check(page.read() == b'/path' + b'a' * 100000, 'the page did not arrive whole')


DAEMONS = {case.__name__: case for case in (exim4, kresd, slapd, rsyslogd, microhttpd)}
