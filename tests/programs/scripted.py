# SPDX-License-Identifier: LGPL-2.1-or-later
"""A server that says what it was told to, and may then lead to another one."""

import socket
import threading

LIMIT_S = 30
SILENCE = object()


class Scripted(threading.Thread):
    """The same dialogue with everyone: lines to send, None to hear a line, SILENCE to say no more."""

    def __init__(self, *script, then_port=None, family=socket.AF_INET):
        super().__init__(daemon=True)
        address = '::1' if family == socket.AF_INET6 else '127.0.0.1'
        self.listener = socket.create_server((address, 0), family=family)
        self.listener.settimeout(LIMIT_S)
        self.port = self.listener.getsockname()[1]
        self.script = script
        self.then_port = then_port
        self.heard = []
        self.start()

    def run(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.talk, args=(connection,), daemon=True).start()

    def talk(self, connection):
        connection.settimeout(LIMIT_S)
        try:
            for line in self.script:
                if line is SILENCE:
                    while connection.recv(65536):
                        pass
                elif line is None:
                    self.heard.append(self.read_line(connection))
                else:
                    connection.sendall(line.encode())
            if self.then_port:
                self.relay(connection)
        except OSError:
            pass
        connection.close()

    @staticmethod
    def read_line(connection):
        line = b''
        while not line.endswith(b'\n'):
            byte = connection.recv(1)
            if not byte:
                break
            line += byte
        return line.decode('latin-1')

    def relay(self, connection):
        with socket.create_connection(('127.0.0.1', int(self.then_port))) as server:
            back = threading.Thread(target=self.pump, args=(server, connection), daemon=True)
            back.start()
            self.pump(connection, server)
            back.join(LIMIT_S)

    @staticmethod
    def pump(source, sink):
        try:
            while piece := source.recv(65536):
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.listener.close()
