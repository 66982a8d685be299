# SPDX-License-Identifier: LGPL-2.1-or-later
"""Disks, files and printers in the network: see programs.py."""

import contextlib
import shutil
import ssl
import urllib.error
import urllib.request

import servers
from place import (LIMIT_S, check, check_same, daemon, end_of, find, folder_of, free_port,
                   wait_for)


def qemu_secrets(place):
    """Folders as QEMU names what is in them, of a server, its client and a stranger."""
    folders = {name: place.folder / name for name in ('server', 'client', 'stranger')}
    trusted = (place.data / 'inter-cert.pem').read_bytes() + place.trust.read_bytes()
    for name, folder in folders.items():
        folder.mkdir()
        (folder / 'ca-cert.pem').write_bytes(trusted)
        if name != 'stranger':
            for end in ('cert', 'key'):
                source = {'cert': 'chain', 'key': 'key'}[end]
                shutil.copyfile(place.data / f'{name}-p256-{source}.pem',
                                folder / f'{name}-{end}.pem')
    place.run('psktool', '--username=alice', f'--pskfile={folders["server"]}/keys.psk')
    shutil.copyfile(folders['server'] / 'keys.psk', folders['client'] / 'keys.psk')
    return folders


def qemu_fetch(folder, kind, port, name=''):
    """The command that copies a disk over NBD."""
    return ('qemu-img', 'convert', '--object',
            f'tls-creds-{kind},id=tls,endpoint=client,dir={folder}{name}', '--image-opts',
            f'driver=nbd,host={servers.HOST},port={port},export=disk,tls-creds=tls', '-O', 'raw',
            f'got-{kind}')


def qemu_nbd(place):
    """disks over NBD, by certificates of both sides and by a shared key"""
    for program in ('qemu-nbd', 'qemu-img'):
        place.check_library(program)
    folders = qemu_secrets(place)
    disk = place.folder / 'disk'
    disk.write_bytes(b''.join(b'%8d' % number for number in range(1 << 17)))
    for kind, option, name in (('x509', ',verify-peer=on', ''), ('psk', '', ',username=alice')):
        port = free_port()
        with daemon(place, find('qemu-nbd'), '--persistent', '--object',
                    f'tls-creds-{kind},id=tls,endpoint=server,dir={folders["server"]}{option}',
                    '--tls-creds', 'tls', '-x', 'disk', '-b', servers.HOST, '-p', port,
                    '-f', 'raw', disk) as server:
            wait_for(port)
            place.check_loaded(server)
            place.run(*qemu_fetch(folders['client'], kind, port, name))
            check((place.folder / f'got-{kind}').read_bytes() == disk.read_bytes(), kind)
            status, said = end_of(place, *qemu_fetch(folders['stranger'], kind, port, name))
            check(status != 0, f'a stranger gets the disk: {said}')


SAMBA = '''[global]
server role = standalone server
smb ports = {port}
interfaces = {host}
bind interfaces only = yes
private dir = {folder}
lock directory = {folder}
state directory = {folder}
cache directory = {folder}
pid directory = {folder}
ncalrpc dir = {folder}/rpc
log file = {folder}/log
disable spoolss = yes
load printers = no
{options}
[files]
path = {files}
read only = no
'''

# What the client asks for, and what smbstatus says of it.
SMB3 = (
    ('client smb encrypt = required\nclient smb3 encryption algorithms = ', 'Encryption',
     ('AES-128-GCM', 'AES-128-CCM', 'AES-256-GCM', 'AES-256-CCM')),
    ('client signing = required\nclient smb3 signing algorithms = ', 'Signing',
     ('AES-128-GMAC', 'AES-128-CMAC', 'HMAC-SHA256')),
)


def samba(place):
    """files over SMB3, with each cipher for encryption and each code for signing"""
    for program in ('smbd', 'smbclient', 'smbpasswd'):
        place.check_library(program)
    folder, port = folder_of(place, 'samba', 'root'), free_port()
    files = servers.files(place.folder / 'files')

    def config(name, options=''):
        path = folder / name
        path.write_text(SAMBA.format(folder=folder, files=files, port=port, host=servers.HOST,
                                     options=options), encoding='ascii')
        return path

    server_config = config('smb.conf')
    place.run('smbpasswd', '-c', server_config, '-s', '-a', 'root', input=b'secret\nsecret\n')
    with daemon(place, find('smbd'), '-F', '-s', server_config, '--debug-stdout') as server:
        wait_for(port)
        place.check_loaded(server)
        for option, column, names in SMB3:
            for name in names:
                said = place.run(
                    'smbclient', '-s', config('client.conf', option + name), '-p', port,
                    '-U', 'root%secret', f'//{servers.HOST}/files',
                    input=f'get a got\nput got d\n!smbstatus -s {server_config} -p\n'.encode())
                check(name in said, f'{column} is not {name}: {said}')
                check_same(place, 'a', place.folder / 'got')
                check_same(place, 'd', place.folder / 'got')


CUPS = '''SSLListen {host}:{port}
ServerName localhost
ServerAlias *
<Location />
Order allow,deny
Allow all
</Location>
'''

CUPS_FILES = '''ServerRoot {folder}
ServerKeychain {folder}/keys
CreateSelfSignedCerts no
AccessLog stderr
ErrorLog stderr
PageLog stderr
RequestRoot {folder}/work
CacheDir {folder}/work
StateDir {folder}/work
TempDir {folder}/work
'''

CUPS_QUESTION = '''{
NAME "is there a printer?"
OPERATION CUPS-Get-Printers
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
STATUS client-error-not-found
}
'''


def cups(place):
    """pages over https, in TLS 1.3 and in TLS 1.2, and a question over IPP (libcups)"""
    for program in ('cupsd', 'ipptool'):
        place.check_library(program)
    folder, port = folder_of(place, 'cups', 'root'), free_port()
    for name, content in (('cupsd.conf', CUPS.format(host=servers.HOST, port=port)),
                          ('cups-files.conf', CUPS_FILES.format(folder=folder)),
                          ('question', CUPS_QUESTION)):
        (folder / name).write_text(content, encoding='ascii')
    for name in ('keys', 'work', 'work/certs'):
        (folder / name).mkdir()
    shutil.copyfile(place.data / 'server-p256-chain.pem', folder / 'keys' / 'localhost.crt')
    shutil.copyfile(place.data / 'server-p256-key.pem', folder / 'keys' / 'localhost.key')
    with daemon(place, find('cupsd'), '-f', '-c', folder / 'cupsd.conf',
                '-s', folder / 'cups-files.conf') as server:
        wait_for(port)
        for version in (ssl.TLSVersion.TLSv1_3, ssl.TLSVersion.TLSv1_2):
            context = ssl.create_default_context(cafile=place.trust)
            context.minimum_version = context.maximum_version = version
            with contextlib.suppress(urllib.error.HTTPError):
                urllib.request.urlopen(f'https://localhost:{port}/x', timeout=LIMIT_S,
                                       context=context)
                check(False, 'there is a page')
        place.check_loaded(server)
        said = place.run('ipptool', '-t', '-v', f'ipps://localhost:{port}/', folder / 'question')
        check('[PASS]' in said and 'No destinations added.' in said, said)


SHARES = {case.__name__: case for case in (qemu_nbd, samba, cups)}
