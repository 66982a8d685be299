#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Build programs from Debian's source packages against our headers and gnutls.pc, and run them.

    check_source_builds.py --network FOLDER [PACKAGE...]

No test of every day: it fetches sources, and needs some minutes, dpkg-dev, and what the packages
build on (zlib1g-dev, libexpat1-dev, uuid-dev). FOLDER keeps what was fetched and built. Of each
package what Debian has changed is in, and nothing of ours. A line is printed for each, as in
doc/programs.md.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(TOP / 'tests' / 'interop'), str(TOP / 'tests' / 'consumers')]

import servers  # noqa: E402
from harness import Program, Trouble  # noqa: E402
from place import check, free_port, wait_for  # noqa: E402

DATA = TOP / 'tests' / 'data'
# Where the machine fetches its packages from, there their sources are.
TARGET = ('deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] '
          '$(REPO_URI) $(RELEASE) $(COMPONENT)')
LIMIT_S = 1800

# What neon's own tests expect otherwise: that a server whose client has shown no certificate goes
# away without a word. The handshake sends the alert that RFC 8446, 4.4.2.4 demands, and so the client
# fails earlier and in other words.
NEON_DIFFERS = {'no_client_cert'}


class Work:
    """A folder with the installed library, and the sources beside it."""

    def __init__(self, folder):
        self.folder = folder.resolve()
        self.installed = self.folder / 'installed'
        self.library = str(self.installed / 'lib')

    def environment(self):
        return dict(os.environ, PKG_CONFIG_PATH=f'{self.library}/pkgconfig',
                    LD_LIBRARY_PATH=self.library, LC_ALL='C', LANGUAGE='')

    def run(self, *command, cwd=None, status=0):
        """Runs a command to its end; gives what it printed."""
        done = subprocess.run([str(part) for part in command], cwd=cwd or self.folder, check=False,
                              env=self.environment(), capture_output=True, timeout=LIMIT_S)
        output = (done.stdout + done.stderr).decode('utf-8', 'replace')
        if status is not None and done.returncode != status:
            raise Trouble(f'{command} ends with {done.returncode}: {output[-3000:]}')
        return output

    def install_library(self):
        build = self.folder / 'library'
        if not (build / 'build.ninja').exists():
            self.run('meson', 'setup', build, TOP, f'--prefix={self.installed}', '--libdir=lib',
                     '--buildtype=release', '-Dtests=false', '-Ddocs=disabled')
        self.run('ninja', '-C', build)
        self.run('meson', 'install', '--no-rebuild', '-C', build)

    def fetch(self, package):
        """The folder of the source, unpacked anew."""
        lists = self.folder / 'lists'
        (lists / 'partial').mkdir(parents=True, exist_ok=True)
        targets = self.run('apt-get', 'indextargets', '--format', TARGET, 'Created-By: Packages')
        lines = ''.join(sorted({f'{line}\n' for line in targets.splitlines()}))
        (self.folder / 'sources.list').write_text(lines, encoding='ascii')
        options = ('-q', '-o', f'Dir::Etc::sourcelist={self.folder}/sources.list',
                   '-o', 'Dir::Etc::sourceparts=-', '-o', f'Dir::State::lists={lists}',
                   '-o', 'Dir::Cache::pkgcache=', '-o', 'Dir::Cache::srcpkgcache=')
        if not list(lists.glob('*_Sources*')):
            self.run('apt-get', *options, 'update')
        for old in self.folder.glob(f'{package}-*/'):
            self.run('rm', '-r', old)
        self.run('apt-get', *options, 'source', package)
        return next(self.folder.glob(f'{package}-*/'))

    def check_headers(self, source):
        """What was compiled has seen our headers, and not those of the system."""
        compiled = [path.read_bytes() for path in source.rglob('*.o')]
        ours = sum(f'{self.installed}/include/gnutls'.encode() in data for data in compiled)
        theirs = sum(b'/usr/include/gnutls' in data for data in compiled)
        check(ours > 0 and theirs == 0, f'{ours} objects saw our headers, {theirs} the others')


def run_wget(work, source):
    """fetches a file over https"""
    files = servers.files(Path(tempfile.mkdtemp(dir=work.folder)) / 'files')
    with servers.https_server(DATA, files) as server:
        for priority in ('NORMAL:-VERS-TLS1.3', 'NORMAL'):
            work.run(source / 'src' / 'wget', '-q', f'--ca-certificate={DATA}/root-cert.pem',
                     f'--ciphers={priority}', '-O', work.folder / 'got',
                     f'https://localhost:{server.port}/a')
            check((work.folder / 'got').read_bytes() == (files / 'a').read_bytes(), 'not the file')
        seen = server.connections.seen
        check([version for version, _ in seen] == ['TLSv1.2', 'TLSv1.3'], str(seen))


def run_libmicrohttpd(work, source):
    """its https_fileserver_example serves openssl"""
    port = free_port()
    examples = source / 'src' / 'examples'
    os.chdir(examples)  # it serves where it stands
    with Program(examples / '.libs' / 'https_fileserver_example', str(port),
                 library_path=f'{work.library}:{source}/src/microhttpd/.libs'):
        wait_for(port)
        for version in ('-tls1_2', '-tls1_3'):
            said = subprocess.run(['openssl', 's_client', version, '-ign_eof', '-connect',
                                   f'{servers.HOST}:{port}'], capture_output=True, timeout=60,
                                  input=b'GET /Makefile.am HTTP/1.0\r\nHost: x\r\n\r\n',
                                  check=False).stdout
            check(b'200 OK' in said and (examples / 'Makefile.am').read_bytes()[:1000] in said,
                  said.decode('utf-8', 'replace')[-2000:])


def run_neon27(work, source):
    """its own tests of TLS"""
    said = work.run('make', 'check', 'TESTS=socket-ssl ssl', cwd=source / 'test', status=None)
    failed = set(re.findall(r'FAIL - (\w+)', said))
    passed = sum(map(int, re.findall(r'(\d+)/\d+ passed', said)))
    check(failed == NEON_DIFFERS and passed > 100, f'{passed} passed, failed: {failed}')


# configure's options, make's targets (each in its folder), and how it is run.
PACKAGES = {
    'wget': (['--with-ssl=gnutls', '--disable-nls', '--disable-iri', '--disable-pcre',
              '--disable-pcre2', '--without-libpsl', '--without-metalink'],
             ['lib', 'src'], run_wget),
    'libmicrohttpd': (['--enable-https=yes', '--disable-doc', '--disable-curl', '--disable-nls'],
                      ['.'], run_libmicrohttpd),
    'neon27': (['--with-ssl=gnutls', '--disable-nls'], ['.'], run_neon27),
}


def build_and_run(work, package):
    options, folders, run = PACKAGES[package]
    source = work.fetch(package)
    begun = time.monotonic()
    configured = work.run('./configure', *options, cwd=source)
    check(re.search('gnutls', configured, re.I), 'configure found no libgnutls')
    said = ''.join(work.run('make', '-j2', '-C', source / folder) for folder in folders)
    minutes = (time.monotonic() - begun) / 60
    complaints = re.findall(r'.*gnutls/\S+\.h:\d+.*warning.*', said)
    check(not complaints, f'complaints about our headers: {complaints}')
    work.check_headers(source)
    run(work, source)
    version = source.name.split('-')[-1]
    print(f'| {package} {version} | {" ".join(options)} | {run.__doc__} | {minutes:.1f} min |',
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--network', action='store_true', required=True,
                        help='sources may be fetched')
    parser.add_argument('folder', type=Path)
    parser.add_argument('packages', nargs='*', metavar='PACKAGE')
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    work = Work(options.folder)
    work.install_library()
    failed = 0
    for package in options.packages or PACKAGES:
        try:
            build_and_run(work, package)
        except (Trouble, OSError, subprocess.SubprocessError) as trouble:
            failed = 1
            print(f'{package} failed: {trouble}', flush=True)
    return failed


if __name__ == '__main__':
    sys.exit(main())
