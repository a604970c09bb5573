# SPDX-License-Identifier: LGPL-2.1-or-later
"""polkit as clients of other users meet it: a real dbus-daemon and polkitd, on a bus of their own."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import pytest
import wire
from conftest import PROGRAM, Daemon, logged
from polkit_host import NEEDED, Host, becoming, virsh, wait_for
from wire import Client, frame

AUTH_POLKIT = 70

# what the rules below say about whom; the others would have to give a password
ALLOWED, REFUSED, ASKED = "daemon", "games", "nobody"
RULES = """polkit.addRule(function(action, subject) {
    if (subject.user == "daemon") return polkit.Result.YES;
    if (subject.user == "games") return polkit.Result.NO;
});
"""

NO_AGENT = ("authentication unavailable: no polkit agent available to authenticate action "
            "'org.libvirt.unix.manage'")

pytestmark = NEEDED


@pytest.fixture
def host():
    made = Host(RULES)
    yield made
    made.remove()


@pytest.fixture
def polkit_host(host):
    host.start_bus()
    host.start_polkit()
    return host


@pytest.fixture
def daemon(host):
    one = Daemon(['auth_unix_rw = "polkit"', 'auth_unix_ro = "polkit"'],
                 environment={"DBUS_SYSTEM_BUS_ADDRESS": host.address})
    one.dir.chmod(0o755)
    yield one.start()
    status = one.stop()
    errors = (one.dir / "stderr").read_text()
    one.remove()
    assert status == 0, errors


class Library:
    """A client of the library that connects when it is told to."""

    SCRIPT = """import sys, libvirt
libvirt.registerErrorHandler(lambda _, error: None, None)
sys.stdin.readline()
try:
    print(libvirt.open(sys.argv[1]).getURI())
except libvirt.libvirtError as error:
    print(error.get_error_code(), error)
"""

    def __init__(self, daemon, user):
        self.process = subprocess.Popen(
            [*becoming(user), sys.executable, "-c", self.SCRIPT, daemon.uri], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(daemon.env, HOME="/nonexistent"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def go(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()


def maps(daemon):
    return pathlib.Path(f"/proc/{daemon.pid}/maps").read_text()


def descriptors(daemon):
    return len(os.listdir(f"/proc/{daemon.pid}/fd"))


def test_polkit_decides(polkit_host, daemon):
    assert virsh(daemon, ALLOWED, "list").returncode == 0
    refused = virsh(daemon, REFUSED, "list")
    assert "authentication failed: access denied by policy" in refused.stderr
    assert "access denied by policy" in virsh(daemon, REFUSED, "list", uri=daemon.uri_ro).stderr
    assert NO_AGENT in virsh(daemon, ASKED, "list").stderr
    assert virsh(daemon, ASKED, "list", uri=daemon.uri_ro).returncode == 0  # the shipped default


def test_nothing_of_the_bus_is_there_before_somebody_needs_it(polkit_host, daemon):
    assert daemon.virsh("list").returncode == 0  # root
    assert logged(daemon, "Bypass polkit auth for privileged client pid:")
    assert "libsystemd" not in maps(daemon)
    assert virsh(daemon, ALLOWED, "list").returncode == 0
    assert "libsystemd" in maps(daemon)


def test_nobody_is_let_in_without_a_bus(daemon):
    for uri in (daemon.uri, daemon.uri_ro):
        failed = virsh(daemon, ALLOWED, "list", uri=uri)
        assert ("internal error: Unable to get system bus connection: Could not connect: "
                "No such file or directory") in failed.stderr
    assert logged(daemon, "polkit could not be asked about the action 'org.libvirt.unix.manage'")
    assert logged(daemon, "let dbus and polkitd run")
    assert daemon.virsh("list").returncode == 0


def test_nobody_is_let_in_without_polkit_on_the_bus(host, daemon):
    host.start_bus()
    failed = virsh(daemon, ALLOWED, "list")
    assert ("error from service: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: "
            "The name org.freedesktop.PolicyKit1 was not provided by any .service files"
            ) in failed.stderr
    assert logged(daemon, "let dbus and polkitd run")
    host.start_polkit()
    assert virsh(daemon, ALLOWED, "list").returncode == 0


def test_a_bus_that_dies_and_comes_back_is_asked_again(polkit_host, daemon):
    assert virsh(daemon, ALLOWED, "list").returncode == 0
    polkit_host.stop(polkit_host.bus)
    assert "error" in virsh(daemon, ALLOWED, "list").stderr
    assert daemon.virsh("list").returncode == 0
    polkit_host.stop(polkit_host.polkit)
    (polkit_host.dir / "bus").unlink()
    polkit_host.start_bus()
    polkit_host.start_polkit()
    assert virsh(daemon, ALLOWED, "list").returncode == 0


@pytest.mark.parametrize("who", ["polkit", "bus"])
def test_who_is_stopped_delays_only_those_it_is_asked_about(polkit_host, daemon, who):
    stopped = getattr(polkit_host, who)
    assert virsh(daemon, ALLOWED, "list").returncode == 0
    before = descriptors(daemon)
    stopped.send_signal(signal.SIGSTOP)
    waiting = [Library(daemon, user) for user in (ALLOWED, REFUSED, ALLOWED)]
    try:
        for client in waiting:
            client.go()
        wait_for(lambda: descriptors(daemon) >= before + 3)
        time.sleep(0.5)
        begin = time.monotonic()
        for _ in range(5):
            assert daemon.virsh("list").returncode == 0
        assert daemon.virt_admin("server-list").returncode == 0
        assert time.monotonic() - begin < 10
        assert all(client.process.poll() is None for client in waiting)
        waiting.pop().__exit__()  # one does not wait for the answer
        stopped.send_signal(signal.SIGCONT)
        answers = [client.process.communicate(timeout=30)[0] for client in waiting]
        assert "test+unix:///default" in answers[0]
        assert answers[1] == "45 authentication failed: access denied by policy\n"
    finally:
        for client in waiting:
            client.__exit__()
        stopped.send_signal(signal.SIGCONT)
    wait_for(lambda: descriptors(daemon) <= before)


def test_a_user_may_dismiss_the_question(polkit_host, daemon):
    agent = polkit_host.on_bus(ASKED, "agent", "cancel")
    with Library(daemon, ASKED) as client:
        agent.stdin.write(f"{client.process.pid}\n")
        agent.stdin.flush()
        assert agent.stdout.readline() == "ready\n"
        client.go()
        assert agent.stdout.readline() == "asked org.libvirt.unix.manage\n"
        answer = client.process.communicate(timeout=30)[0]
    assert answer == "79 authentication cancelled: user cancelled authentication process\n"


def test_the_user_is_asked_no_more_when_the_client_is_gone(polkit_host, daemon):
    agent = polkit_host.on_bus(ASKED, "agent", "wait")
    with Library(daemon, ASKED) as client:
        agent.stdin.write(f"{client.process.pid}\n")
        agent.stdin.flush()
        assert agent.stdout.readline() == "ready\n"
        client.go()
        assert agent.stdout.readline() == "asked org.libvirt.unix.manage\n"
        assert daemon.virsh("list").returncode == 0
    assert agent.stdout.readline() == "withdrawn\n"
    assert daemon.virsh("list").returncode == 0


def test_root_may_ask_polkit_too_but_once_at_a_time(polkit_host, daemon):
    polkit_host.polkit.send_signal(signal.SIGSTOP)
    try:
        with Client(daemon.socket) as client:
            client.send(frame(AUTH_POLKIT, serial=1) + frame(AUTH_POLKIT, serial=2))
            refused = client.receive()
            assert refused.serial == 2 and refused.error[0] == 1
            assert client.call(wire.CONNECT_GET_TYPE).error == (39, 7, "authentication required")
            polkit_host.polkit.send_signal(signal.SIGCONT)
            assert client.receive().payload == b"\0\0\0\1"
            assert client.open().status == wire.OK
    finally:
        polkit_host.polkit.send_signal(signal.SIGCONT)


def test_a_users_daemon_ends_when_the_host_shuts_down(host):
    host.start_bus()
    logind = host.on_bus("root", "logind")
    assert logind.stdout.readline() == "ready\n"
    home = host.dir / "home"
    home.mkdir()
    shutil.chown(home, ASKED)
    program = shutil.copy(PROGRAM, host.dir / "libvirtd")  # where every user may start it
    daemon = host.run([*becoming(ASKED), "env", f"HOME={home}", f"XDG_RUNTIME_DIR={home}", program],
                      stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 20
    while daemon.poll() is None:  # again and again: it may not listen yet
        assert time.monotonic() < limit
        logind.stdin.write("\n")
        logind.stdin.flush()
        time.sleep(0.1)
    assert daemon.returncode == 0
