# SPDX-License-Identifier: LGPL-2.1-or-later
"""Daemons of the distribution, each a private instance in a temporary folder: see programs.py."""

import os
import pwd
import re
import shutil

import servers
from harness import Program
from programs import Absent, check, find, free_port, wait_for


def folder_of(place, name, user):
    """A folder for a daemon that gives up its rights and goes on as a user."""
    folder = place.folder / name
    folder.mkdir()
    place.folder.chmod(0o755)
    try:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    except (KeyError, PermissionError) as error:
        raise Absent(f'it needs root and the user {user}') from error
    return folder


def readable(place, name):
    """A copy of a certificate or key that such a daemon may read."""
    copy = place.folder / name
    shutil.copyfile(place.data / name, copy)
    copy.chmod(0o644)
    return copy


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
    with Program(find('exim4'), '-C', server_config, '-bdf', '-oX', f'{servers.HOST}:{port}',
                 library_path=place.library) as server:
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


DAEMONS = {case.__name__: case for case in (exim4,)}
