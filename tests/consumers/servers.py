# SPDX-License-Identifier: LGPL-2.1-or-later
"""Peers for the programs, on loopback and on OpenSSL (Python's ssl): each notes how its connections
were made."""

import contextlib
import http.server
import pathlib
import queue
import socketserver
import ssl
import threading

HOST = '127.0.0.1'


class Connections:
    """What a server saw: a list of (version, resumed)."""

    def __init__(self):
        self.seen = []

    def add(self, connection):
        self.seen.append((connection.version(), connection.session_reused))

    def resumed(self, version=None):
        return sum(1 for seen, again in self.seen if again and version in (None, seen))


def server_context(data, tls12_only=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(data / 'server-p256-chain.pem', data / 'server-p256-key.pem')
    if tls12_only:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


class Server:
    """Runs a handler for each connection, in threads, until it is left."""

    def __init__(self, handler):
        self.server = socketserver.ThreadingTCPServer((HOST, 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Dav(http.server.SimpleHTTPRequestHandler):
    """What of RFC 4918 a client asks for to list, get and put."""

    def do_OPTIONS(self):
        self.answer(200, b'', ('DAV', '1'), ('Allow', 'OPTIONS, GET, PUT, PROPFIND'))

    def do_PROPFIND(self):
        self.rfile.read(int(self.headers.get('Content-Length', 0)))
        path = pathlib.Path(self.translate_path(self.path))
        listed = [(self.path, '<D:collection/>')] if path.is_dir() else [(self.path, '')]
        if path.is_dir() and self.headers.get('Depth') == '1':
            listed += [(self.path + child.name, '') for child in path.iterdir()]
        self.answer(207, ('<D:multistatus xmlns:D="DAV:">' + ''.join(
            f'<D:response><D:href>{name}</D:href><D:propstat><D:prop><D:resourcetype>{kind}'
            '</D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>'
            '</D:response>' for name, kind in listed) + '</D:multistatus>').encode(),
            ('Content-Type', 'application/xml'))

    def do_PUT(self):
        size = int(self.headers['Content-Length'])
        pathlib.Path(self.translate_path(self.path)).write_bytes(self.rfile.read(size))
        self.answer(201, b'')

    def answer(self, status, body, *fields):
        self.send_response(status)
        for field in (*fields, ('Content-Length', str(len(body)))):
            self.send_header(*field)
        self.end_headers()
        self.wfile.write(body)


def https_server(data, folder, tls12_only=False, handler=http.server.SimpleHTTPRequestHandler):
    """Serves a folder; each request is a connection of its own."""
    context = server_context(data, tls12_only)
    connections = Connections()

    class Handler(handler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def setup(self):
            self.request = context.wrap_socket(self.request, server_side=True)
            connections.add(self.request)
            super().setup()

        def handle(self):
            try:
                super().handle()
                self.request.unwrap()
            except OSError:
                pass  # programs seldom say goodbye

        def log_message(self, *_):
            pass

    server = Server(Handler)
    server.connections = connections
    return server


def smtp_server(data):
    """Takes one mail by STARTTLS and keeps its lines."""
    context = server_context(data)
    connections = Connections()
    mails = []

    class Handler(socketserver.StreamRequestHandler):
        def say(self, line):
            self.wfile.write(line.encode() + b'\r\n')

        def handle(self):
            self.say('220 localhost')
            while line := self.rfile.readline().decode().strip():
                word = line.split()[0].upper()
                if word == 'EHLO':
                    self.wfile.write(b'250-localhost\r\n250 STARTTLS\r\n')
                elif word == 'STARTTLS':
                    self.say('220 go on')
                    self.request = context.wrap_socket(self.request, server_side=True)
                    connections.add(self.request)
                    self.setup()
                elif word == 'DATA':
                    self.say('354 go on')
                    mail = []
                    while (text := self.rfile.readline().decode().rstrip('\r\n')) != '.':
                        mail.append(text)
                    mails.append(mail)
                    self.say('250 taken')
                elif word == 'QUIT':
                    self.say('221 bye')
                    return
                else:
                    self.say('250 ok')

    server = Server(Handler)
    server.connections, server.mails = connections, mails
    return server


def dns_server(data, hurried=False):
    """DNS over TLS, RFC 7858: answers every question with 192.0.2.7; when it is hurried, one each
    connection."""
    context = server_context(data)
    connections = Connections()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            with context.wrap_socket(self.request, server_side=True) as stream:
                connections.add(stream)
                while len(size := stream.recv(2)) == 2:
                    question = stream.recv(int.from_bytes(size, 'big'))
                    end = question.index(b'\0', 12) + 5
                    answer = (question[:2] + b'\x81\x80\0\1\0\1\0\0\0\0' + question[12:end]
                              + b'\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\x07')
                    stream.sendall(len(answer).to_bytes(2, 'big') + answer)
                    if hurried:
                        with contextlib.suppress(OSError):  # of clients that ask on at once
                            stream.unwrap()
                        return

    server = Server(Handler)
    server.connections = connections
    return server


def irc_server(data):
    """Welcomes a client of IRC to a room and pings it there (CTCP); keeps what it says of itself."""
    context = server_context(data)
    said = queue.Queue()
    answers = {'USER': ':here 001 alice :welcome', 'JOIN': ':bob!b@here PRIVMSG alice :\1PING 7\1'}

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            with context.wrap_socket(self.request, server_side=True) as connection:
                for line in connection.makefile('r', encoding='ascii'):
                    said.put(line.strip())
                    answer = answers.get(line.split()[0])
                    if answer:
                        connection.sendall(answer.encode() + b'\r\n')

    server = Server(Handler)
    server.said = said
    return server


def files(folder):
    """Three files worth fetching."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    for name in 'abc':
        (folder / name).write_bytes(name.encode() * 100000)
    return folder
