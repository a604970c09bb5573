# SPDX-License-Identifier: LGPL-2.1-or-later
"""Signals at random moments under load.

VIRTD_KILLS says how many (12 if it does not), VIRTD_SEED which; a failure tells the seed.
"""

import functools
import os
import pathlib
import random
import re
import signal
import subprocess
import threading
import time

import libvirt
import pytest
import wire
from conftest import Daemon, can_unshare
from load import Load, ask_much, connected

KILLS = int(os.environ.get("VIRTD_KILLS", "12"))
SEED = int(os.environ.get("VIRTD_SEED", random.randrange(1 << 30)))


def leave_without_waiting(daemon):
    with wire.Client(daemon.socket) as client:
        client.open()
        client.send(b"".join(wire.frame(wire.CONNECT_GET_CAPABILITIES, serial=serial)
                             for serial in range(9)) + b"\0\0\0")


def ask_in_order(daemon):
    """Asks ahead and sees that whole replies come in order, until the daemon ends."""
    with wire.Client(daemon.socket) as client:
        client.open()
        for first in range(10, 1000, 4):
            client.send(b"".join(wire.frame(wire.CONNECT_GET_TYPE, serial=first + i)
                                 for i in range(4)))
            for serial in range(first, first + 4):
                reply = client.receive()
                assert (reply.serial, reply.status) == (serial, wire.OK)
                assert reply.payload == wire.string("TEST")


class Keeper:
    """Changes a file of the daemon all the time and remembers what was acknowledged.

    Guests of the test driver live in memory; their save images are what it has on disk.
    """

    XML = ("<domain type='test'><name>kept</name><memory>65536</memory><title>{}</title>"
           "<os><type>hvm</type></os></domain>")

    def __init__(self, daemon, path):
        self.uri = daemon.uri
        self.path = str(path)
        self.sent = self.acknowledged = 0
        self.turn = threading.Lock()
        with connected(self.uri) as connection:
            connection.createXML(self.XML.format(0)).save(self.path)

    def change(self):
        with connected(self.uri) as connection:
            for _ in range(20):
                with self.turn:
                    self.sent += 1
                    connection.saveImageDefineXML(self.path, self.XML.format(self.sent))
                    self.acknowledged = self.sent
                time.sleep(0)  # lets check() have its turn

    def check(self):
        """All that was acknowledged is there."""
        with self.turn, connected(self.uri) as connection:
            xml = connection.saveImageGetXMLDesc(self.path)
            assert self.acknowledged <= int(re.search("<title>(.*)</title>", xml)[1]) <= self.sent


class Clients(Load):
    def __init__(self, daemon, directory):
        self.keepers = [Keeper(daemon, directory / f"kept{number}") for number in range(2)]
        super().__init__(*(keeper.change for keeper in self.keepers),
                         functools.partial(ask_much, daemon.uri),
                         functools.partial(ask_much, daemon.uri),
                         functools.partial(leave_without_waiting, daemon),
                         functools.partial(ask_in_order, daemon))

    def check(self):
        for keeper in self.keepers:
            keeper.check()
        assert not self.unexpected


@pytest.fixture
def loaded(tmp_path):
    daemon = Daemon().start()
    load = Clients(daemon, tmp_path)
    yield daemon, load
    load.stop()
    daemon.remove()


def launch(daemon):
    """Starts the daemon without waiting for it."""
    with open(daemon.dir / "stderr", "ab") as err:
        daemon.process = subprocess.Popen(daemon.command(), env=daemon.env, stderr=err,
                                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def wait_until_it_lives(daemon):
    limit = time.monotonic() + 20
    while True:
        try:
            return libvirt.open(daemon.uri).close()
        except libvirt.libvirtError:
            assert daemon.process.poll() is None, (daemon.dir / "stderr").read_text()
            assert time.monotonic() < limit
            time.sleep(0.002)


def left(daemon):
    """What an orderly end removes."""
    return [path.name for path in daemon.dir.iterdir() if "sock" in path.name or path.name == "pid"]


def descriptors(daemon):
    return len(os.listdir(f"/proc/{daemon.process.pid}/fd"))


def end_at_random(daemon, moments):
    """Reloads now and then, and one end, which may be asked for more than once."""
    for _ in range(moments.randrange(3)):
        time.sleep(moments.random() * 0.05)
        daemon.process.send_signal(signal.SIGHUP)
    time.sleep(moments.random() * 0.2)
    how = moments.choice([signal.SIGTERM, signal.SIGTERM, signal.SIGINT, signal.SIGKILL,
                          signal.SIGKILL])
    daemon.process.send_signal(how)
    for again in moments.sample([signal.SIGTERM, signal.SIGQUIT, signal.SIGHUP],
                                moments.randrange(3)):
        time.sleep(moments.random() * 0.002)
        daemon.process.send_signal(again)
    return how, daemon.stop(0)


def test_signals_at_random_moments(loaded):
    daemon, load = loaded
    moments = random.Random(SEED)
    daemon.stop()
    for number in range(max(KILLS, 40)):
        launch(daemon)
        wait_until_it_lives(daemon)
        load.check()
        how, status = end_at_random(daemon, moments)
        told = f"VIRTD_SEED={SEED}, round {number}, {how.name}"
        assert status == (-how if how == signal.SIGKILL else 0), told
        assert how == signal.SIGKILL or not left(daemon), told
    assert all(keeper.acknowledged for keeper in load.keepers)
    assert sum(load.rounds.values()) > 0
    torn = [line for line in daemon.log.read_text().split("\n")
            if line and not re.match(r"\d{4}-\d\d-\d\d .*: \d+: \w+ : ", line)]
    assert not torn


def test_signals_during_the_start(loaded):
    """TERM before the first socket is there ends the daemon, too, and nothing stays in the way."""
    daemon, load = loaded
    moments = random.Random(SEED)
    daemon.stop()
    for number in range(KILLS):
        for name in left(daemon):
            (daemon.dir / name).unlink()
        launch(daemon)
        time.sleep(moments.random() * 0.03)
        how = moments.choice([signal.SIGTERM, signal.SIGKILL])
        status = daemon.stop(how)
        told = f"VIRTD_SEED={SEED}, start {number}, {how.name}, {status}"
        assert status in (0, -how), told
        assert how == signal.SIGKILL or not left(daemon), told
    launch(daemon)
    wait_until_it_lives(daemon)
    load.check()
    assert daemon.stop() == 0


def test_a_storm_of_reloads_and_clients_leaks_nothing(make_daemon, tmp_path):
    daemon = make_daemon()
    idle = descriptors(daemon)
    moments = random.Random(SEED)
    load = Clients(daemon, tmp_path)
    for _ in range(KILLS):
        daemon.process.send_signal(signal.SIGHUP)
        time.sleep(moments.random() * 0.05)
    load.check()
    load.stop()
    limit = time.monotonic() + 10
    while descriptors(daemon) != idle and time.monotonic() < limit:
        time.sleep(0.05)
    assert descriptors(daemon) == idle
    assert daemon.stop() == 0


@pytest.mark.skipif(not can_unshare() or not pathlib.Path("/etc/libvirt/hooks").is_dir(),
                    reason="needs root and /etc/libvirt/hooks")
def test_a_hook_that_sleeps_for_ever_delays_no_call(loaded, tmp_path):
    daemon, _ = loaded
    daemon.stop()
    marker = tmp_path / "reloading"
    hook = tmp_path / "daemon"
    hook.write_text(f'#!/bin/sh\n[ "$2" = reload ] || exit 0\necho $$ > {marker}\nsleep 1000000\n')
    hook.chmod(0o755)
    daemon.prepare += f" && mount --bind {tmp_path} /etc/libvirt/hooks"
    daemon.start()
    os.kill(daemon.process.pid, signal.SIGHUP)
    limit = time.monotonic() + 10
    while not (marker.exists() and marker.read_text()) and time.monotonic() < limit:
        time.sleep(0.02)
    script = int(marker.read_text())
    begun = time.monotonic()
    for _ in range(5):
        assert daemon.virsh("list").returncode == 0
    assert time.monotonic() - begun < 3
    begun = time.monotonic()
    assert daemon.stop() == 0
    assert time.monotonic() - begun < 5
    limit = time.monotonic() + 5
    while pathlib.Path(f"/proc/{script}").exists() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not pathlib.Path(f"/proc/{script}").exists()
