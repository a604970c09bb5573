# SPDX-License-Identifier: LGPL-2.1-or-later
"""The daemon ends, at random moments, while clients of every kind keep it and its threads busy."""

import functools
import pathlib
import random
import shutil
import signal
import subprocess
import threading
import time

import pytest

from conftest import Daemon, can_unshare, free_port
from load import Load, ask_much, connected
from test_hostile import be_hostile
from test_metrics import ask
from test_sasl import users  # noqa: F401 (a fixture)
from test_signals import KILLS
from test_tls import pki  # noqa: F401 (a fixture)

TERM, INT, QUIT, HUP = signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP
WAYS = [[TERM], [INT], [QUIT], [TERM, TERM], [INT, INT, TERM], [HUP, TERM], [HUP, HUP, INT]]

GUEST = """<domain type='test'><name>{}</name><memory>65536</memory><os><type>hvm</type></os>
<devices><console type='pty'/></devices></domain>"""
VOLUME = "<volume><name>{}</name><capacity>1048576</capacity></volume>"

pytestmark = pytest.mark.skipif(shutil.which("saslpasswd2") is None, reason="no saslpasswd2")


class Everything(Daemon):
    """All kinds of sockets, metrics, a log of slow calls, and a hook where one can be had."""

    def __init__(self, certificates, database):
        self.tls_port, self.tcp_port = free_port(), free_port()
        super().__init__(
            ['listen_addr = "127.0.0.1"', f'tls_port = "{self.tls_port}"', 'listen_tcp = 1',
             f'tcp_port = "{self.tcp_port}"', f'ca_file = "{certificates.path("CA.pem")}"',
             f'cert_file = "{certificates.path("server")}.pem"',
             f'key_file = "{certificates.path("server")}.key"', "slow_call_ms = 1"],
            arguments=["--listen"])
        self.metrics = self.dir / "metrics"
        with self.config.open("a") as config:
            config.write(f'metrics_socket = "{self.metrics}"\n')
        self.environment = {"SASL_CONF_PATH": str(self.dir)}
        (self.dir / "libvirt.conf").write_text(
            f"mech_list: digest-md5\nsasldb_path: {database}\n")
        keys = certificates.client_directory("client1", "CA")
        self.tls = f"test+tls://localhost:{self.tls_port}/default?pkipath={keys}"
        self.tcp = f"test+tcp://localhost:{self.tcp_port}/default"
        self.file = self.dir / "node.xml"
        self.file.write_text("<node>" + "".join(GUEST.format(f"guest-{number}")
                                                for number in range(1500)) + "</node>")
        hook = self.dir / "hooks" / "daemon"
        hook.parent.mkdir()
        hook.write_text("#!/bin/sh\nsleep 0.05\n")
        hook.chmod(0o755)
        if can_unshare() and pathlib.Path("/etc/libvirt/hooks").is_dir():
            self.prepare += f" && mount --bind {hook.parent} /etc/libvirt/hooks"


def change_guests(daemon):
    """Definitions, jobs, a console, and files that the pool writes."""
    name = f"of-{threading.get_ident()}"
    with connected(daemon.uri) as connection:
        for _ in range(5):
            guest = connection.defineXML(GUEST.format(name))
            guest.create()
            console = connection.newStream()
            guest.openConsole(None, console)
            console.send(b"hello")
            guest.save(str(daemon.dir / f"{name}.save"))
            connection.restore(str(daemon.dir / f"{name}.save"))
            guest.destroy()
            guest.undefine()


def stream_volumes(daemon):
    name = f"of-{threading.get_ident()}"
    with connected(daemon.uri) as connection:
        pool = connection.storagePoolLookupByName("default-pool")
        for _ in range(5):
            volume = pool.createXML(VOLUME.format(name))
            stream = connection.newStream()
            volume.upload(stream, 0, 1 << 20)
            stream.send(b"x" * (1 << 20))
            stream.finish()
            volume.delete()


def list_thousands(daemon):
    """Long replies are made on the pool, and there the host ends, too."""
    with connected(f"test+unix://{daemon.file}?socket={daemon.socket}") as connection:
        for _ in range(3):
            connection.listAllDomains()
            connection.getAllDomainStats()


def watch(daemon):
    subprocess.run(["virsh", "-c", daemon.uri, "event", "--all", "--loop", "--timeout", "1"],
                   env=daemon.env, capture_output=True, timeout=30, check=True)


def administer(daemon):
    for command in ("srv-clients-set libvirtd --max-clients 4000", "server-threadpool-info libvirtd",
                    "srv-clients-info libvirtd", "client-list libvirtd",
                    "server-update-tls libvirtd"):
        daemon.virt_admin(*command.split(), check=False)
    ask(daemon)


@pytest.fixture
def busy(pki, users):  # noqa: F811
    daemon = Everything(pki, users)
    load = None
    try:
        daemon.start()
        load = Load(
            functools.partial(ask_much, daemon.uri), functools.partial(ask_much, daemon.tls),
            functools.partial(ask_much, daemon.tcp, user="fred", password="pw-fred"),
            functools.partial(change_guests, daemon),
            functools.partial(stream_volumes, daemon),
            functools.partial(list_thousands, daemon), functools.partial(watch, daemon),
            functools.partial(administer, daemon), functools.partial(be_hostile, daemon, 50))
        yield daemon, load
    finally:
        try:
            if load is not None:
                load.stop()
        finally:
            daemon.remove()


def test_the_daemon_ends_under_load_of_every_kind(busy):
    daemon, load = busy
    seed = random.randrange(1 << 30)
    moments = random.Random(seed)
    for number in range(max(KILLS, len(WAYS))):
        ways = WAYS[number % len(WAYS)]
        time.sleep(moments.random() * 0.5)
        for way in ways[:-1]:
            daemon.process.send_signal(way)
            time.sleep(moments.random() * 0.003)
        status = daemon.stop(ways[-1])
        told = f"seed {seed}, end {number} by {ways}: {daemon.errors()}\n" + daemon.log.read_text()[-2000:]
        assert status == 0, told
        assert not [path for path in daemon.dir.iterdir() if path.is_socket()], told
        assert not load.unexpected
        daemon.start()
    limit = time.monotonic() + 60
    while idle := [function for function, rounds in load.rounds.items() if rounds == 0]:
        assert time.monotonic() < limit, f"nothing came of {idle}"
        time.sleep(0.1)
