# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients that look for the daemons of a split libvirt find this one."""

import os
import socket
import stat
import subprocess
import sys

import pytest
from conftest import Daemon, can_unshare, logged

# As systemd does: descriptors from 3 on, for the process that we become.
PASS_SOCKETS = """
import fcntl, os, sys
high = [fcntl.fcntl(int(one), fcntl.F_DUPFD_CLOEXEC, 100) for one in sys.argv[1].split(",")]
for number, one in enumerate(high):
    os.dup2(one, 3 + number)
os.environ["LISTEN_PID"] = str(os.getpid())
os.execvp(sys.argv[2], sys.argv[2:])
"""

needs_namespaces = pytest.mark.skipif(not can_unshare(), reason="needs root")


@pytest.fixture
def split():
    """A daemon that stands in for some of libvirt's where clients look for them by themselves."""
    daemon = Daemon(['split_daemons = [ "virtqemud", "virttest?", "virtn*" ]'])
    daemon.prepare += f" && mkdir /run/libvirt && mount --bind {daemon.dir} /run/libvirt"
    yield daemon.start()
    daemon.remove()


def beside(daemon, *command):
    """Runs a client that sees the file systems of the daemon."""
    return subprocess.run(["nsenter", "-m", "-t", str(daemon.pid), *command], env=daemon.env,
                          capture_output=True, text=True, timeout=30, check=False)


def names(daemon):
    return {path.name for path in daemon.dir.iterdir() if "sock" in path.name}


@needs_namespaces
def test_clients_in_direct_mode_connect_without_further_help(split):
    done = beside(split, "virsh", "-c", "test+unix:///default?mode=direct", "list", "--name")
    assert done.stdout.split() == ["test"], done.stderr
    done = beside(split, "virsh", "-r", "-c", "test+unix:///default?mode=direct", "destroy test")
    assert "read only access prevents virDomainDestroy" in done.stderr
    # there they are; a driver for such guests is another matter
    for uri in ("qemu:///system", "network:///system", "nodedev:///system", "nwfilter:///system"):
        done = beside(split, "virsh", "-c", f"{uri}?mode=direct", "uri")
        assert "Failed to connect socket" not in done.stderr
    done = beside(split, "virsh", "-c", "storage:///system?mode=direct", "uri")
    assert "Failed to connect socket to '/var/run/libvirt/virtstoraged-sock'" in done.stderr
    # and the other mode is as ever
    done = beside(split, "virsh", "-c", "test+unix:///default?mode=legacy", "list", "--name")
    assert done.stdout.split() == ["test"], done.stderr


@needs_namespaces
def test_administrators_find_it_by_the_name_of_the_daemon(split):
    def admin(*words):
        return beside(split, "virt-admin", "-c", "virtqemud:///system", *words)

    done = admin("srv-list")
    assert done.returncode == 0 and "libvirtd" in done.stdout, done.stderr
    for server in ("virtqemud", "libvirtd"):
        done = admin("srv-clients-info", server)
        assert done.returncode == 0 and "nclients_max" in done.stdout, done.stderr
    assert admin("srv-clients-set", "virtqemud", "--max-clients", "77").returncode == 0
    assert " 77\n" in split.virt_admin("srv-clients-info", "libvirtd").stdout
    assert "No server named 'virtsecretd'" in admin("srv-clients-info", "virtsecretd").stderr


def test_each_daemon_has_its_sockets_and_they_go_with_us(make_daemon):
    daemon = make_daemon('split_daemons = [ "virtqemud", "virtproxyd" ]',
                         'unix_sock_rw_perms = "0770"', 'unix_sock_ro_perms = "0744"')
    modes = {name: oct(stat.S_IMODE((daemon.dir / name).stat().st_mode)) for name in names(daemon)}
    if os.geteuid() == 0:
        assert modes.pop("libvirt-sock-ro") == modes.pop("virtqemud-sock-ro") == "0o744"
        assert modes.pop("libvirt-admin-sock") == modes.pop("virtqemud-admin-sock") == "0o700"
    assert modes == {"libvirt-sock": "0o770", "virtqemud-sock": "0o770"}
    uri = f"test+unix:///default?socket={daemon.dir}/virtqemud-sock"
    assert daemon.virsh("list", "--name", uri=uri).stdout.split() == ["test"]
    # what was left behind by a kill is no hindrance
    daemon.stop(9)
    assert "virtqemud-sock" in names(daemon)
    daemon.start()
    assert daemon.virsh("list", "--name", uri=uri).stdout.split() == ["test"]
    assert daemon.stop() == 0
    assert not names(daemon)


def test_a_daemon_that_runs_keeps_its_socket(make_daemon):
    first = make_daemon('split_daemons = [ "virtqemud" ]')
    second = Daemon(['split_daemons = [ "virtqemud" ]'])
    try:
        os.symlink(first.dir / "virtqemud-sock", second.dir / "virtqemud-sock")
        done = subprocess.run(second.command(), env=second.env, capture_output=True, timeout=30,
                              check=False)
        assert done.returncode == 6
        assert logged(second, "another process serves")
        uri = f"test+unix:///default?socket={first.dir}/virtqemud-sock"
        assert first.virsh("list", "--name", uri=uri).stdout.split() == ["test"]
    finally:
        second.remove()


def test_sockets_of_the_init_system_are_known_by_the_name_of_the_daemon(tmp_path):
    daemon = Daemon(['split_daemons = [ "virtqemud", "virtsecretd" ]'])
    sockets = []
    for name in ("virtqemud-sock", "virtqemud-admin-sock", "libvirt-sock"):
        sockets.append(socket.socket(socket.AF_UNIX))
        sockets[-1].bind(str(tmp_path / name))
        sockets[-1].listen(10)
    passed = [one.fileno() for one in sockets]
    process = subprocess.Popen(
        [sys.executable, "-c", PASS_SOCKETS, ",".join(map(str, passed)), *daemon.command()],
        env=dict(daemon.env, LISTEN_FDS="3",
                 LISTEN_FDNAMES="virtqemud.socket:virtqemud-admin.socket:virtproxyd.socket"),
        pass_fds=passed, stderr=subprocess.DEVNULL)
    try:
        for name in ("virtqemud-sock", "libvirt-sock"):
            uri = f"test+unix:///default?socket={tmp_path}/{name}"
            assert daemon.virsh("list", "--name", uri=uri).stdout.split() == ["test"]
        done = subprocess.run(
            ["virt-admin", "-c", f"virtqemud+unix:///system?socket={tmp_path}/virtqemud-admin-sock",
             "srv-clients-info", "virtqemud"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert logged(daemon, "no clients of virtsecretd")
        assert "no clients of virtqemud" not in daemon.log.read_text()
        assert not names(daemon)  # of our own
    finally:
        process.terminate()
        assert process.wait(timeout=40) == 0
        assert (tmp_path / "virtqemud-sock").exists()  # not ours to remove
        daemon.remove()
