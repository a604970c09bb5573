# SPDX-License-Identifier: LGPL-2.1-or-later
"""Signals at random moments under load; VIRTD_KILLS says how many (12 if it does not)."""

import functools
import os
import pathlib
import random
import signal
import subprocess
import time

import pytest

from conftest import Daemon, can_unshare
from load import Load, ask_much

KILLS = int(os.environ.get("VIRTD_KILLS", "12"))


@pytest.fixture
def loaded():
    daemon = Daemon()
    load = Load(*(functools.partial(ask_much, daemon.uri) for _ in range(4)))
    yield daemon, load
    load.stop()
    daemon.remove()


def descriptors(daemon):
    return len(os.listdir(f"/proc/{daemon.process.pid}/fd"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_daemon_the_next_one_starts(loaded, how):
    daemon, load = loaded
    seed = random.randrange(1 << 30)
    moments = random.Random(seed)
    for number in range(KILLS):
        daemon.start()
        time.sleep(moments.random() * 0.2)
        status = daemon.stop(how)
        told = f"seed {seed}, start {number}"
        assert status == (0 if how == signal.SIGTERM else -how), told
        if how == signal.SIGTERM:
            left = [path.name for path in daemon.dir.iterdir() if "sock" in path.name]
            assert not left and not (daemon.dir / "pid").exists(), told
    assert sum(load.rounds.values()) > 0


def test_signals_during_the_start(loaded):
    """TERM before the first socket is there ends the daemon, too, and nothing stays in the way."""
    daemon, _ = loaded
    moments = random.Random()
    for _ in range(KILLS):
        daemon.start()
        daemon.stop()
        process = subprocess.Popen(daemon.command(), env=daemon.env, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.random() * 0.03)
        process.terminate()
        assert process.wait(timeout=40) in (0, -signal.SIGTERM)
    daemon.start()
    assert daemon.stop() == 0


def test_a_storm_of_reloads_costs_nothing(loaded):
    daemon, load = loaded
    daemon.start()
    moments = random.Random()
    for _ in range(KILLS * 4):
        os.kill(daemon.process.pid, signal.SIGHUP)
        time.sleep(moments.random() * 0.05)
    assert sum(load.rounds.values()) > 0
    load.stop()
    time.sleep(0.3)
    idle = descriptors(daemon)
    for _ in range(20):
        os.kill(daemon.process.pid, signal.SIGHUP)
        assert daemon.virsh("uri").returncode == 0
    time.sleep(0.3)
    assert descriptors(daemon) == idle
    assert daemon.stop() == 0


@pytest.mark.skipif(not can_unshare() or not pathlib.Path("/etc/libvirt/hooks").is_dir(),
                    reason="needs root and /etc/libvirt/hooks")
def test_a_hook_that_sleeps_for_ever_delays_no_call(loaded, tmp_path):
    daemon, _ = loaded
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
