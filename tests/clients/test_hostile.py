# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a hostile client may do: it gets an error or loses its connection, nobody else notices."""

import os
import random
import socket
import struct
import time

import pytest
import wire
from conftest import sanitized
from wire import Client, frame


def private_kib(pid):
    """Without pages of files: code that runs for the first time is no leak."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))


def open_files(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def settled(measure, wanted, seconds=10):
    """Waits until the figure is at most `wanted`; returns the last one seen."""
    limit = time.monotonic() + seconds
    while (value := measure()) > wanted and time.monotonic() < limit:
        time.sleep(0.05)
    return value


@pytest.mark.parametrize("data", [
    struct.pack(">I", 0),
    struct.pack(">I", 3) + b"abcdef",
    struct.pack(">I", 27) + b"x" * 23,
    struct.pack(">I", 33554437) + b"x" * 64,
    struct.pack(">I", 0xFFFFFFFF),
    b"GET / HTTP/1.0\r\n\r\n",
], ids=["zero", "below 4", "no whole header", "one too large", "huge", "http"])
def test_a_bad_length_ends_the_connection(daemon, data):
    with Client(daemon.socket) as client:
        client.send(data)
        assert client.closed()


@pytest.mark.parametrize("fields, text", [
    (dict(program=0x12345678), "Cannot find program 305419896 version 1"),
    (dict(version=99), f"Cannot find program {wire.REMOTE} version 99"),
    (dict(procedure=99999), "unknown procedure: 99999"),
    (dict(procedure=-1), "unknown procedure: -1"),
    (dict(procedure=107), "unknown procedure: 107"),
    (dict(status=5), "Unexpected message status 5"),
    (dict(procedure=wire.CONNECT_OPEN, payload=b"\0\0\0\1\0\0\0\xff"),
     "Unable to decode message payload"),
], ids=lambda value: value if isinstance(value, str) else None)
def test_a_bad_call_is_answered_and_the_connection_lives(daemon, fields, text):
    with Client(daemon.socket) as client:
        reply = client.call(**{"procedure": wire.AUTH_LIST, **fields})
        assert reply.status == wire.ERROR
        assert reply.error == (39, 7, text)
        assert client.call(wire.AUTH_LIST).status == wire.OK


@pytest.mark.parametrize("kind", [wire.REPLY, wire.EVENT, wire.STREAM, wire.STREAM_HOLE, 9])
def test_what_no_client_sends_is_ignored(daemon, kind):
    with Client(daemon.socket) as client:
        client.open()
        client.send(frame(wire.CONNECT_GET_TYPE, b"data", kind=kind, serial=77))
        assert client.call(wire.CONNECT_GET_TYPE).status == wire.OK


def test_more_descriptors_than_allowed_end_the_connection(daemon):
    with Client(daemon.socket) as client:
        client.open()
        client.send(frame(wire.CONNECT_GET_TYPE, struct.pack(">I", 33), kind=wire.CALL_WITH_FDS))
        assert client.closed()


def test_replies_carry_the_serial_of_their_call_whatever_it_is(daemon):
    with Client(daemon.socket) as client:
        client.open()
        serials = [7, 7, 0, 0xFFFFFFFF, 3]
        client.send(b"".join(frame(wire.CONNECT_GET_TYPE, serial=one) for one in serials))
        assert sorted(client.receive().serial for _ in serials) == sorted(serials)


def test_a_ping_is_answered_before_authentication(daemon):
    with Client(daemon.socket) as client:
        client.send(frame(1, program=wire.KEEPALIVE, kind=wire.EVENT))
        pong = client.receive()
        assert (pong.program, pong.procedure, pong.kind) == (wire.KEEPALIVE, 2, wire.EVENT)


def test_random_bytes_disturb_nobody(daemon):
    rng = random.Random(20261122)
    with Client(daemon.socket) as witness:
        witness.open()
        for _ in range(300):
            with Client(daemon.socket) as client:
                payload = rng.randbytes(rng.randrange(200))
                kind = rng.randrange(8)
                data = frame(rng.randrange(-2, 460), payload, kind=kind, serial=rng.randrange(9),
                             status=rng.randrange(3),
                             program=rng.choice([wire.REMOTE, wire.QEMU, wire.KEEPALIVE, 5]))
                try:
                    client.send(data[:rng.randrange(1, len(data) + 1)])
                except (BrokenPipeError, ConnectionResetError):
                    pass
            assert witness.call(wire.CONNECT_GET_TYPE).status == wire.OK


def test_a_client_that_never_reads_loses_its_connection_not_the_daemon_its_memory(make_daemon):
    daemon = make_daemon()
    before = private_kib(daemon.pid)
    with Client(daemon.socket, timeout=2) as client:
        client.open()
        ask = frame(wire.CONNECT_GET_TYPE, serial=1) * 1000
        try:
            for _ in range(2000):  # 56 MB of calls
                client.send(ask)
        except (socket.timeout, BrokenPipeError, ConnectionResetError):
            pass
        assert private_kib(daemon.pid) - before < 32 * 1024
        with Client(daemon.socket) as other:
            other.open()
            assert other.call(wire.CONNECT_GET_TYPE).status == wire.OK


def be_hostile(daemon, connections):
    half = frame(wire.CONNECT_OPEN, struct.pack(">I", 1) + wire.string("test:///default"))
    for number in range(connections):
        with Client(daemon.socket) as client:
            try:
                if number % 5 == 0:
                    client.send(half[:number % len(half)])
                elif number % 5 == 1:
                    client.send(struct.pack(">I", 0x7FFFFFFF) + b"x" * 100)
                elif number % 5 == 2:
                    client.send(frame(wire.AUTH_LIST) * 20)
                elif number % 5 == 3:
                    client.send(half + struct.pack(">I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass


def test_ten_thousand_hostile_connections_leave_nothing_behind(make_daemon):
    daemon = make_daemon()
    allowed = 2048 if sanitized() else 160  # KiB: less than 100 bytes for each fifth connection
    with Client(daemon.socket) as witness:
        witness.open()
        be_hostile(daemon, 2000)  # what is allocated once and kept is not a leak
        files = settled(lambda: open_files(daemon.pid), 0, seconds=1)
        memory = private_kib(daemon.pid)
        for _ in range(3):  # what an allocator keeps comes once, what leaks comes each time
            be_hostile(daemon, 10000)
            assert settled(lambda: open_files(daemon.pid), files) <= files
            limit = memory + allowed
            memory = settled(lambda: private_kib(daemon.pid), limit)
            if memory <= limit:
                break
        assert memory <= limit
        assert witness.call(wire.CONNECT_GET_TYPE).status == wire.OK
