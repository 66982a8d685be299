# SPDX-License-Identifier: LGPL-2.1-or-later
"""What every case needs: a place, programs in it, and a look at the library that they load."""

import contextlib
import os
import pathlib
import pwd
import re
import shutil
import socket
import subprocess
import time

import servers
from harness import Program, Trouble

LIMIT_S = 30


class Absent(Exception):
    """The program, or what it needs, is not installed."""


class Place:
    """A folder of its own, the certificates, and the library under test."""

    def __init__(self, folder, data, library):
        self.folder, self.data, self.library = pathlib.Path(folder), data, str(library)
        self.trust = data / 'root-cert.pem'

    def environment(self):
        return {'LD_LIBRARY_PATH': self.library, 'LD_BIND_NOW': '1', 'HOME': str(self.folder),
                'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'LC_ALL': 'C'}

    def run(self, *command, **options):
        """Runs a program to its end with our library under it; gives what it printed."""
        self.check_library(command[0])
        done = subprocess.run([str(part) for part in command], env=self.environment(),
                              cwd=self.folder, capture_output=True, timeout=LIMIT_S, check=False,
                              **options)
        output = (done.stdout + done.stderr).decode('utf-8', 'replace')
        if done.returncode != 0:
            raise Trouble(f'{command[0]} ends with {done.returncode}: {output[-2000:]}')
        return output

    def check_library(self, program):
        """It is really ours that is loaded, and has all that the program asks for."""
        path = find(program)
        listed = subprocess.run(['ldd', '-r', path], env=self.environment(), capture_output=True,
                                text=True, check=False)
        if f'libgnutls.so.30 => {self.library}/' not in listed.stdout:
            raise Trouble(f'{path} does not load the library under test: {listed.stdout}')
        missing = [line for line in (listed.stdout + listed.stderr).splitlines()
                   if 'undefined symbol: gnutls' in line]
        if missing:
            raise Trouble('\n'.join(missing))

    def check_loaded(self, program):
        """It is ours that a running Program and its children have, whatever they cleared since."""
        loaded = set()
        for process in with_children(program.process.pid):
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
                maps = pathlib.Path(f'/proc/{process}/maps').read_text('utf-8')
                loaded.update(re.findall(r'(/\S*)/libgnutls\.so\.30', maps))
        check(loaded == {self.library}, f'loaded from {loaded}: {program}')


def with_children(process):
    yield process
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        listed = pathlib.Path(f'/proc/{process}/task/{process}/children').read_text('ascii')
        for child in listed.split():
            yield from with_children(int(child))


def find(program):
    if program.startswith('/'):
        return program
    path = shutil.which(program, path='/usr/sbin:/usr/bin:/sbin:/bin')
    if not path:
        raise Absent(f'{program} is not installed')
    return path


def present(pattern, package):
    """The file of a package that is no command; its folder may depend on the machine."""
    path = next(pathlib.Path('/').glob(pattern.lstrip('/')), None)
    if path is None:
        raise Absent(f'{package} is not installed')
    return path


def end_of(place, *command, **environment):
    """How a program ends, and what it prints."""
    done = subprocess.run([str(part) for part in command], cwd=place.folder, timeout=LIMIT_S,
                          env=dict(place.environment(), **environment), capture_output=True,
                          check=False)
    return done.returncode, (done.stdout + done.stderr).decode('utf-8', 'replace')


def openssl(place, *command, **options):
    """Runs openssl to its end, well or not; gives what it printed."""
    done = subprocess.run([find('openssl'), *(str(part) for part in command)], cwd=place.folder,
                          capture_output=True, timeout=LIMIT_S, check=False, **options)
    return (done.stdout + done.stderr).decode('utf-8', 'replace')


def free_port():
    with socket.socket() as probe:
        probe.bind((servers.HOST, 0))
        return probe.getsockname()[1]


def wait_for(port):
    """Until a server listens."""
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((servers.HOST, port), 1):
            return
        time.sleep(0.02)
    raise Trouble(f'nobody listens on port {port}')


def check_same(place, name, got):
    if (place.folder / 'files' / name).read_bytes() != got.read_bytes():
        raise Trouble(f'{name} did not arrive as it was')


def check(condition, text):
    if not condition:
        raise Trouble(text)


def folder_of(place, name, user):
    """A folder for a daemon that gives up its rights and goes on as a user."""
    if os.geteuid() != 0:
        raise Absent('it needs root')
    try:
        owner = pwd.getpwnam(user).pw_uid
    except KeyError as error:
        raise Absent(f'there is no user {user}') from error
    folder = place.folder / name
    folder.mkdir()
    place.folder.chmod(0o755)
    os.chown(folder, owner, -1)
    return folder


def readable(place, name):
    """A copy of a certificate or key that such a daemon may read."""
    copy = place.folder / name
    shutil.copyfile(place.data / name, copy)
    copy.chmod(0o644)
    return copy


@contextlib.contextmanager
def daemon(place, *command):
    """A Program on our library that ends what it began before it ends, when it is left."""
    with Program(*command, library_path=place.library) as program:
        try:
            yield program
        finally:
            program.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.process.wait(LIMIT_S)
