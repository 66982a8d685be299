# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs: what each is asked to do, and what must be seen.

A function has the program's name with underscores. It gets a Place and asserts; its docstring says
in a line what is shown.
"""

import contextlib
import subprocess
import wave

import servers
from harness import Program
from place import (LIMIT_S, check, check_same, daemon, end_of, find, free_port, present,
                   wait_for)


@contextlib.contextmanager
def ftps_server(place):
    """vsftpd that refuses data connections which do not resume the session of the control one."""
    path, port = find('vsftpd'), free_port()
    empty = place.folder / 'empty'
    empty.mkdir()
    place.folder.chmod(0o755)
    config = place.folder / 'vsftpd.conf'
    config.write_text(f'''listen=YES
listen_address={servers.HOST}
listen_port={port}
background=NO
anonymous_enable=YES
local_enable=NO
no_anon_password=YES
anon_root={place.folder / 'files'}
secure_chroot_dir={empty}
pasv_address={servers.HOST}
seccomp_sandbox=NO
ssl_enable=YES
ssl_tlsv1=YES
ssl_ciphers=HIGH
allow_anon_ssl=YES
force_anon_data_ssl=YES
force_anon_logins_ssl=YES
require_ssl_reuse=YES
rsa_cert_file={place.data / 'server-p256-chain.pem'}
rsa_private_key_file={place.data / 'server-p256-key.pem'}
''', encoding='ascii')
    with Program(path, config):
        wait_for(port)
        yield port


def wget(place):
    """https; FTPS with a resumed data connection, in TLS 1.3 by the wait and in TLS 1.2"""
    files = servers.files(place.folder / 'files')
    with servers.https_server(place.data, files) as server:
        place.run('wget', '-q', f'--ca-certificate={place.trust}', '-O', 'got',
                  f'https://localhost:{server.port}/a')
        check_same(place, 'a', place.folder / 'got')
    with ftps_server(place) as port:
        # --secure-protocol=TLSv1_2 would allow what is newer.
        for version in ('TLS1.3', 'TLS1.2'):
            place.run('wget', '-q', f'--ca-certificate={place.trust}',
                      f'--ciphers=NORMAL:-VERS-ALL:+VERS-{version}', '-O', version,
                      f'ftps://localhost:{port}/b')
            check_same(place, 'b', place.folder / version)


def wget2(place):
    """https; a session kept in a file resumes in another process"""
    files = servers.files(place.folder / 'files')
    with servers.https_server(place.data, files) as server:
        for number in range(2):
            place.run('wget2', '-q', f'--ca-certificate={place.trust}', '--tls-resume',
                      '--tls-session-file=sessions', '-O', f'got{number}',
                      f'https://localhost:{server.port}/a')
            check_same(place, 'a', place.folder / f'got{number}')
        check(server.connections.resumed() == 1, f'seen: {server.connections.seen}')


def lftp(place):
    """FTPS, three files with a resumed data connection each, in TLS 1.3 and in TLS 1.2"""
    servers.files(place.folder / 'files')
    with ftps_server(place) as port:
        for priority in ('NORMAL:-VERS-ALL:+VERS-TLS1.3', 'NORMAL:-VERS-ALL:+VERS-TLS1.2'):
            got = place.folder / priority[-3:]
            got.mkdir()
            place.run('lftp', '-e', f'''set ftp:ssl-force true; set ftp:ssl-protect-data true;
                set ssl:ca-file {place.trust}; set ssl:priority {priority};
                set net:max-retries 1; set net:timeout 10;
                open -u anonymous,x ftp://localhost:{port};
                get a -o {got}/a; get b -o {got}/b; get c -o {got}/c; bye''')
            for name in 'abc':
                check_same(place, name, got / name)


def repository(place):
    """A bare one with a commit, in files/ for a server that knows nothing of git."""
    place.check_library(str(present('/usr/lib/git-core/git-remote-https', 'git')))
    plain = dict(place.environment(), LD_LIBRARY_PATH='')
    for command in (['init', '-q', 'work'], ['-C', 'work', 'commit', '-q', '--allow-empty', '-m', 'x'],
                    ['clone', '-q', '--bare', 'work', 'files'],
                    ['-C', 'files', 'update-server-info']):
        subprocess.run([find('git'), '-c', 'user.name=x', '-c', 'user.email=x@example.test',
                        *command], env=plain, cwd=place.folder, check=True, timeout=LIMIT_S)
    return place.folder / 'files'


def clone(place, port):
    subprocess.run([find('git'), '-c', f'http.sslCAInfo={place.trust}', 'clone', '-q',
                    f'https://localhost:{port}/', 'cloned'], env=place.environment(),
                   cwd=place.folder, check=True, timeout=LIMIT_S)
    check((place.folder / 'cloned' / '.git' / 'HEAD').exists(), 'nothing was cloned')


def git(place):
    """a clone over https (libcurl); sessions resume in TLS 1.2 by their ids"""
    with servers.https_server(place.data, repository(place), tls12_only=True) as server:
        clone(place, server.port)
        check(server.connections.resumed('TLSv1.2') > 0, f'seen: {server.connections.seen}')


NGINX = '''daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-errors;
events {{ }}
http {{
  log_format seen "$ssl_protocol $ssl_session_reused $status";
  access_log {folder}/seen seen;
  keepalive_timeout 0;
  ssl_protocols TLSv1.2;
  ssl_session_tickets off;
  ssl_session_cache shared:sessions:1m;
  ssl_certificate {data}/server-p256-chain.pem;
  ssl_certificate_key {data}/server-p256-key.pem;
  client_body_temp_path {folder}/temporary;
  fastcgi_temp_path {folder}/temporary;
  proxy_temp_path {folder}/temporary;
  scgi_temp_path {folder}/temporary;
  uwsgi_temp_path {folder}/temporary;
  server {{ listen {host}:{port} ssl; root {folder}/files; }}
}}
'''


def git_nginx(place):
    """a clone over https from nginx, where all connections after the first resume by id"""
    path, port = find('nginx'), free_port()
    repository(place)
    config = place.folder / 'nginx.conf'
    config.write_text(NGINX.format(folder=place.folder, data=place.data, host=servers.HOST,
                                   port=port), encoding='ascii')
    with Program(path, '-c', config, '-e', place.folder / 'nginx-errors'):
        wait_for(port)
        clone(place, port)
    seen = [line for line in (place.folder / 'seen').read_text('ascii').splitlines()
            if line.startswith('TLS')]  # the probe of the port spoke none
    # A point stands for a full handshake.
    check(len(seen) > 2 and seen == ['TLSv1.2 . 200'] + ['TLSv1.2 r 200'] * (len(seen) - 1),
          f'seen: {seen}')


def aria2c(place):
    """https with verification"""
    files = servers.files(place.folder / 'files')
    with servers.https_server(place.data, files) as server:
        place.run('aria2c', '-q', f'--ca-certificate={place.trust}', '-o', 'got',
                  f'https://localhost:{server.port}/c')
        check_same(place, 'c', place.folder / 'got')


def cadaver(place):
    """WebDAV (neon): lists, gets and puts; one ticket serves all later connections"""
    place.check_library('cadaver')
    files = servers.files(place.folder / 'files')
    for tls12_only in (False, True):
        got = place.folder / f'got{tls12_only}'
        with servers.https_server(place.data, files, tls12_only, servers.Dav) as server:
            # It asks only at a terminal whether a certificate shall do that nobody vouches for.
            with Program('/usr/bin/script', '-qec', f'env HOME={place.folder} TERM=dumb cadaver '
                         f'https://localhost:{server.port}/', '/dev/null',
                         library_path=place.library) as client:
                client.expect(r'Untrusted server certificate(.|\n)*accept')
                place.check_loaded(client)
                for command, answer in (('y', 'dav:/>'), ('ls', 'collection.*succeeded'),
                                        (f'get a {got}', r'Downloading(.|\n)*succeeded'),
                                        (f'put {got} d{tls12_only}', r'Uploading(.|\n)*succeeded')):
                    client.say(command)
                    client.expect(answer)
                client.say('quit')
                client.finish()
        check_same(place, 'a', got)
        check_same(place, f'd{tls12_only}', got)
        version = 'TLSv1.2' if tls12_only else 'TLSv1.3'
        seen = server.connections.seen
        check(len(seen) > 3 and seen == [(version, False)] + [(version, True)] * (len(seen) - 1),
              f'seen: {seen}')


def msmtp(place):
    """a mail by STARTTLS"""
    with servers.smtp_server(place.data) as server:
        place.run('msmtp', '--host=localhost', f'--port={server.port}', '--tls=on',
                  '--tls-starttls=on', f'--tls-trust-file={place.trust}', '--auth=off',
                  '--from=a@example.test', 'b@example.test', input=b'Subject: x\n\nhello\n')
        check(server.mails and server.mails[0][-1] == 'hello', f'mails: {server.mails}')
        check(len(server.connections.seen) == 1, f'seen: {server.connections.seen}')


def kdig(place):
    """DNS over TLS with verification"""
    with servers.dns_server(place.data) as server:
        output = place.run('kdig', f'@{servers.HOST}', '-p', str(server.port), f'+tls-ca={place.trust}',
                           '+tls-hostname=localhost', 'example.test', 'A')
        check('192.0.2.7' in output, output)


def apt(place):
    """a file over https, fetched by apt's own method"""
    method = present('/usr/lib/apt/methods/https', 'apt')
    place.check_library(str(method))
    files = servers.files(place.folder / 'files')
    place.folder.chmod(0o755)
    with servers.https_server(place.data, files) as server:
        request = (f'601 Configuration\nConfig-Item: Acquire::https::CaInfo={place.trust}\n'
                   f'Config-Item: Acquire::Send-URI-Encoded=true\n\n'
                   f'600 URI Acquire\nURI: https://localhost:{server.port}/a\n'
                   f'Filename: {place.folder}/got\n\n')
        with Program(method, library_path=place.library) as fetcher:
            fetcher.say(request)
            fetcher.expect('^201 URI Done')
        check_same(place, 'a', place.folder / 'got')


def lighttpd(place):
    """mod_gnutls serves; openssl resumes by ticket, in TLS 1.3 and in TLS 1.2"""
    module = present('/usr/lib/lighttpd/mod_gnutls.so', 'lighttpd-mod-gnutls')
    place.check_library(str(module))
    files, port = servers.files(place.folder / 'files'), free_port()
    config = place.folder / 'lighttpd.conf'
    config.write_text(f'''server.modules = ("mod_gnutls")
server.bind = "{servers.HOST}"
server.port = {port}
server.document-root = "{files}"
server.errorlog = "{place.folder}/log"
ssl.engine = "enable"
ssl.pemfile = "{place.data}/server-p256-chain.pem"
ssl.privkey = "{place.data}/server-p256-key.pem"
''', encoding='ascii')
    with Program(find('lighttpd'), '-D', '-f', config, library_path=place.library):
        wait_for(port)
        for version in ('-tls1_3', '-tls1_2'):
            session = place.folder / f'session{version}'
            client = [find('openssl'), 's_client', version, '-connect', f'{servers.HOST}:{port}',
                      '-servername', 'localhost', '-CAfile', str(place.trust), '-ign_eof']
            said = [subprocess.run(client + option, input=b'GET /a HTTP/1.0\r\nHost: x\r\n\r\n',
                                   capture_output=True, timeout=LIMIT_S, check=False).stdout
                    for option in (['-sess_out', str(session)], ['-sess_in', str(session)])]
            check(b'a' * 1000 in said[0] and b'a' * 1000 in said[1], said[0][-1000:])
            check(b'New, TLS' in said[0] and b'Reused, TLS' in said[1], said[1][:3000])


def weechat(place):
    """IRC over TLS with verification: joins a room, answers there"""
    place.check_library('weechat-headless')
    with servers.irc_server(place.data) as server, daemon(
            place, find('weechat-headless'), '--dir', place.folder / 'weechat',
            '-r', f'/set weechat.network.gnutls_ca_user {place.trust}',
            '-r', f'/server add here localhost/{server.port} -ssl -nicks=alice -autojoin=#room',
            '-r', '/connect here') as client:
        lines = []
        while not lines or not lines[-1].startswith('NOTICE'):
            lines.append(server.said.get(timeout=LIMIT_S))
        check('JOIN #room' in lines and lines[-1] == 'NOTICE bob :\1PING 7\1', str(lines))
        place.check_loaded(client)


def ffmpeg(place):
    """a sound over https (libavformat); not from a server that the root does not vouch for"""
    place.check_library('ffmpeg')
    files = servers.files(place.folder / 'files')
    samples = bytes(range(256)) * 1000
    with wave.open(str(files / 'sound.wav'), 'wb') as sound:
        sound.setparams((1, 2, 8000, 0, 'NONE', ''))
        sound.writeframes(samples)
    with servers.https_server(place.data, files) as server:
        def fetch(root):
            return ('ffmpeg', '-nostdin', '-v', 'error', '-tls_verify', '1', '-ca_file', root,
                    '-i', f'https://localhost:{server.port}/sound.wav', '-f', 's16le', 'got')

        status, said = end_of(place, *fetch(place.data / 'other-ca-cert.pem'))
        check(status != 0 and 'failed verification' in said, said)
        place.run(*fetch(place.trust))
    check((place.folder / 'got').read_bytes() == samples, 'the sound is not what it was')


def emacs(place):
    """https by url-retrieve; not from a server that the root does not vouch for"""
    place.check_library('emacs')
    files = servers.files(place.folder / 'files')
    with servers.https_server(place.data, files) as server:
        def fetch(root):
            return ('emacs', '-Q', '--batch', '--eval', f'''(progn
                (require 'gnutls)
                (setq gnutls-verify-error t gnutls-trustfiles (list "{root}"))
                (with-current-buffer
                    (url-retrieve-synchronously "https://localhost:{server.port}/a")
                  (goto-char (point-min))
                  (search-forward "\n\n")
                  (write-region (point) (point-max) "got")))''')

        status, said = end_of(place, *fetch(place.data / 'other-ca-cert.pem'))
        check(status != 0 and 'certificate' in said.lower(), said)
        place.run(*fetch(place.trust))
    check_same(place, 'a', place.folder / 'got')


PROGRAMS = {case.__name__: case
            for case in (wget, wget2, lftp, git, git_nginx, aria2c, cadaver, msmtp, kdig, apt,
                         lighttpd, weechat, ffmpeg, emacs)}
