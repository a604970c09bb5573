# SPDX-License-Identifier: LGPL-2.1-or-later
"""The wire protocol by hand, for clients that do what real ones never would."""

import socket
import struct

REMOTE = 0x20008086
QEMU = 0x20008087
KEEPALIVE = 0x6B656570

CALL, REPLY, EVENT, STREAM, CALL_WITH_FDS, REPLY_WITH_FDS, STREAM_HOLE = range(7)
OK, ERROR, CONTINUE = range(3)

CONNECT_OPEN = 1
CONNECT_CLOSE = 2
CONNECT_GET_TYPE = 3
CONNECT_GET_CAPABILITIES = 7
DOMAIN_LOOKUP_BY_NAME = 23
AUTH_LIST = 66


def frame(procedure, payload=b"", *, program=REMOTE, version=1, kind=CALL, serial=0, status=OK):
    body = struct.pack(">IiiiIi", program, version, procedure, kind, serial, status) + payload
    return struct.pack(">I", len(body) + 4) + body


def string(text):
    data = text.encode()
    return struct.pack(">I", len(data)) + data + b"\0" * (-len(data) % 4)


class Frame:
    def __init__(self, data):
        (self.program, self.version, self.procedure, self.kind, self.serial,
         self.status) = struct.unpack(">IiiiIi", data[:24])
        self.payload = data[24:]

    @property
    def error(self):
        """(code, origin, message) of an error body."""
        code, origin, present = struct.unpack(">iii", self.payload[:12])
        if not present:
            return code, origin, None
        size = struct.unpack(">I", self.payload[12:16])[0]
        return code, origin, self.payload[16:16 + size].decode()


class Client:
    def __init__(self, place, timeout=10):
        """`place`: the path of a socket, or host and port."""
        if isinstance(place, tuple):
            self.socket = socket.create_connection(place)
        else:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(str(place))  # waits while the queue of the listener is full
        self.socket.settimeout(timeout)
        self.serial = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            more = self.socket.recv(size - len(data))
            if not more:
                raise EOFError
            data += more
        return data

    def receive(self):
        size = struct.unpack(">I", self._exactly(4))[0]
        return Frame(self._exactly(size - 4))

    def rest(self):
        """All frames until the server ends the connection."""
        frames = []
        try:
            while True:
                frames.append(self.receive())
        except (EOFError, ConnectionResetError):
            return frames

    def closed(self):
        """True when the server ends the connection without a word."""
        try:
            return self.socket.recv(1) == b""
        except (ConnectionResetError, BrokenPipeError):
            return True

    def call(self, procedure, payload=b"", **fields):
        self.serial += 1
        self.send(frame(procedure, payload, serial=self.serial, **fields))
        return self.receive()

    def open(self, uri="test:///default", flags=0):
        self.call(AUTH_LIST)
        return self.call(CONNECT_OPEN, struct.pack(">I", 1) + string(uri) + struct.pack(">I", flags))
