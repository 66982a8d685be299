# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs programs with a bound on time, and reads what they say."""

import os
import re
import subprocess
import threading
import time

LIMIT_S = 20


class Trouble(AssertionError):
    """A program did not do what was expected; carries what it said."""


class Program:
    """One running program. Its output is collected by a thread."""

    def __init__(self, *command, library_path=None):
        environment = dict(os.environ)
        # A foreign program uses the library it was made for.
        environment.pop('LD_LIBRARY_PATH', None)
        environment.pop('LD_PRELOAD', None)
        if library_path:
            environment['LD_LIBRARY_PATH'] = library_path
        self.command = [str(part) for part in command]
        self.output = ''
        self.ended = False
        self.changed = threading.Condition()
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        env=environment)
        self.reader = threading.Thread(target=self._collect, daemon=True)
        self.reader.start()

    def _collect(self):
        while True:
            data = os.read(self.process.stdout.fileno(), 65536)
            with self.changed:
                self.output += data.decode('latin-1')
                self.ended = not data
                self.changed.notify_all()
            if not data:
                return

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def expect(self, pattern, start=0):
        """Waits until the output matches; gives the match."""
        deadline = time.monotonic() + LIMIT_S
        with self.changed:
            while True:
                match = re.compile(pattern, re.M).search(self.output, start)
                if match:
                    return match
                left = deadline - time.monotonic()
                if self.ended or left <= 0:
                    raise Trouble(f'no /{pattern}/ from {self}')
                self.changed.wait(left)

    def say(self, line):
        try:
            self.process.stdin.write(line.encode() + b'\n')
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise Trouble(f'does not listen: {self}') from error

    def finish(self):
        """Ends the input and waits for the program's own end; gives its output."""
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        try:
            self.process.wait(LIMIT_S)
        except subprocess.TimeoutExpired as error:
            raise Trouble(f'does not end: {self}') from error
        self.reader.join(LIMIT_S)
        return self.output

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.reader.join(LIMIT_S)
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except BrokenPipeError:
                pass

    def __str__(self):
        status = self.process.poll()
        return f'{" ".join(self.command)} (status {status})\n{self.output}'


def facts(text):
    """The lines key=value of a text, as a dictionary; the last one counts."""
    return dict(re.findall(r'^(\w+)=(.*)$', text, re.M))


def read_terminal(descriptor):
    """All that was written to a terminal whose other end is closed."""
    shown = b''
    with open(descriptor, 'rb', buffering=0) as terminal:
        try:
            while piece := terminal.read(4096):
                shown += piece
        except OSError:
            pass  # its end
    return shown.decode()
