# SPDX-License-Identifier: LGPL-2.1-or-later
"""Rules of polkit about single calls, as clients meet them: access_drivers = ["polkit"]."""

import contextlib
import os
import pwd
import signal
import subprocess
import sys
import time

import pytest
from conftest import Daemon, logged
from polkit_host import API_ACTIONS, NEEDED, Host, becoming, virsh, wait_for
from wire import Client

OPERATOR, READER = "daemon", "games"
DENIED = "access denied: 'test' denied access"
RULES = """polkit.addRule(function(action, subject) {
    var api = "org.libvirt.api.";
    if (action.id.indexOf(api) !== 0) return;
    if (action.lookup("connect_driver") !== "test") return polkit.Result.NO;
    var what = action.id.slice(api.length);
    if (what === "domain.getattr" && action.lookup("domain_name") === "hidden")
        return polkit.Result.NO;
    if (subject.user !== "daemon") return;
    if (what === "domain.start" || what === "domain.stop")
        return action.lookup("domain_name") === "ours" ? polkit.Result.YES : polkit.Result.NO;
    if (what === "storage-vol.create" || what === "storage-vol.delete")
        return action.lookup("pool_name") === "default-pool" &&
               action.lookup("vol_name").indexOf("ours") === 0
            ? polkit.Result.YES : polkit.Result.NO;
    if (what === "interface.stop" && action.lookup("interface_macaddr") === "aa:bb:cc:dd:ee:ff")
        return polkit.Result.YES;
});
"""
GUEST = "<domain type='test'><name>{}</name><memory>8192</memory><os><type>hvm</type></os></domain>"
COUNT = """import sys, libvirt
libvirt.registerErrorHandler(lambda _, error: None, None)
connection = libvirt.open(sys.argv[1])
print(connection.numOfDefinedDomains(), sorted(connection.listDefinedDomains()))
codes = []
for name in ("hidden", "nobody"):
    try:
        connection.lookupByName(name)
    except libvirt.libvirtError as error:
        codes += [error.get_error_code()] if name == "nobody" else [
            error.get_error_code(), error.get_error_domain()]
print(*codes)
"""
DOMAIN_CREATE = 9

pytestmark = NEEDED


@pytest.fixture
def host():
    made = Host(RULES)
    made.actions.append(API_ACTIONS)
    yield made
    made.remove()


@contextlib.contextmanager
def checked(host, *lines):
    one = Daemon(['access_drivers = [ "polkit" ]', "audit_logging = 1", *lines],
                 environment={"DBUS_SYSTEM_BUS_ADDRESS": host.address})
    one.dir.chmod(0o755)
    try:
        yield one.start()
    finally:
        one.remove()


@pytest.fixture
def daemon(host, tmp_path):
    host.start_bus()
    host.start_polkit()
    with checked(host, "access_check_test = 1") as one:
        with Keeper(one):
            for name in ("ours", "theirs", "hidden"):
                (tmp_path / name).write_text(GUEST.format(name))
                one.virsh("define", tmp_path / name)
            yield one


class Keeper:
    """The test driver's host lives as long as somebody has it open; root may do everything."""

    def __init__(self, daemon):
        self.daemon = daemon

    def __enter__(self):
        self.client = Client(self.daemon.socket)
        assert self.client.open().status == 0

    def __exit__(self, *_):
        self.client.close()


class Listener:
    """A user who tells of the guests that start."""

    SCRIPT = """import sys, libvirt
libvirt.virEventRegisterDefaultImpl()
connection = libvirt.open(sys.argv[1])
def told(_, guest, event, detail, opaque):
    print(guest.name(), event, flush=True)
connection.domainEventRegisterAny(None, libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, told, None)
print("ready", flush=True)
while True:
    libvirt.virEventRunDefaultImpl()
"""

    def __init__(self, daemon, user):
        self.process = subprocess.Popen(
            [*becoming(user), sys.executable, "-c", self.SCRIPT, daemon.uri], text=True,
            stdout=subprocess.PIPE, env=dict(daemon.env, HOME="/nonexistent"))
        assert self.line() == "ready"

    def line(self):
        return self.process.stdout.readline().strip()

    def end(self):
        self.process.kill()
        self.process.communicate()


def test_rules_decide_by_permission_and_detail(daemon):
    assert virsh(daemon, OPERATOR, "start", "ours").returncode == 0
    for arguments in (["start", "theirs"], ["undefine", "theirs"], ["suspend", "ours"],
                      ["undefine", "ours"], ["dumpxml", "ours", "--security-info"],
                      ["setmem", "ours", "4M"], ["pool-destroy", "default-pool"],
                      ["net-destroy", "default"], ["nodesuspend", "mem", "60"]):
        refused = virsh(daemon, OPERATOR, *arguments)
        assert refused.returncode != 0 and DENIED in refused.stderr, arguments
    for arguments in (["dumpxml", "ours"], ["dominfo", "theirs"], ["net-dumpxml", "default"],
                      ["pool-info", "default-pool"], ["capabilities"], ["destroy", "ours"]):
        assert virsh(daemon, OPERATOR, *arguments).returncode == 0, arguments
    assert DENIED in virsh(daemon, READER, "start", "ours").stderr
    assert daemon.virsh("start", "theirs").returncode == 0  # root


def test_volumes_and_interfaces_have_their_own_details(daemon):
    create = ["vol-create-as", "default-pool", "--capacity", "1M", "--name"]
    assert virsh(daemon, OPERATOR, *create, "ours.img").returncode == 0
    assert DENIED in virsh(daemon, OPERATOR, *create, "theirs.img").stderr
    assert virsh(daemon, OPERATOR, "vol-delete", "ours.img", "default-pool").returncode == 0
    # virsh fails whenever it has destroyed an interface
    assert "Interface eth1 destroyed" in virsh(daemon, OPERATOR, "iface-destroy", "eth1").stdout
    assert DENIED in virsh(daemon, OPERATOR, "iface-start", "eth1").stderr


def test_what_one_may_not_see_is_in_no_list(daemon):
    names = virsh(daemon, OPERATOR, "list", "--all", "--name").stdout.split()
    assert sorted(names) == ["ours", "test", "theirs"]
    assert "hidden" in daemon.virsh("list", "--all", "--name").stdout.split()
    stats = virsh(daemon, OPERATOR, "domstats", "--state").stdout
    assert "ours" in stats
    counted = subprocess.run([*becoming(OPERATOR), sys.executable, "-c", COUNT, daemon.uri],
                             env=dict(daemon.env, HOME="/nonexistent"), capture_output=True,
                             text=True, check=True, timeout=60).stdout
    assert counted == "2 ['ours', 'theirs']\n88 55 42\n"


def test_events_of_what_one_may_not_see_are_not_sent(daemon):
    listener = Listener(daemon, READER)
    try:
        for name in ("hidden", "theirs", "hidden", "ours"):
            daemon.virsh("destroy" if name in daemon.virsh("list", "--name").stdout.split()
                         else "start", name)
        assert [listener.line(), listener.line()] == ["theirs 2", "ours 2"]
    finally:
        listener.end()


def test_the_name_in_a_call_is_not_believed(daemon):
    uuid = bytes.fromhex(daemon.virsh("domuuid", "theirs").stdout.strip().replace("-", ""))
    wrong = b"\0\0\0\4ours" + uuid + b"\xff\xff\xff\xff"
    os.seteuid(pwd.getpwnam(OPERATOR).pw_uid)
    try:
        client = Client(daemon.socket)
    finally:
        os.seteuid(0)
    with client:
        assert client.open().status == 0
        assert client.call(DOMAIN_CREATE, wrong).error == (88, 55, DENIED)
    assert "theirs" not in daemon.virsh("list", "--name").stdout


def test_denials_are_explained_to_the_administrator_only(daemon):
    assert DENIED in virsh(daemon, OPERATOR, "start", "theirs").stderr
    assert logged(daemon, "domain_create needs domain:start domain_name=\"theirs\"")
    assert logged(daemon, "no rule allows the action 'org.libvirt.api.domain.start'")
    assert logged(daemon, "success=no op=access call=\"domain_create\" driver=\"test\" "
                          "permission=\"domain:start\" domain_name=\"theirs\"")


def test_a_polkit_that_is_stopped_delays_only_those_it_is_asked_about(host, daemon):
    host.polkit.send_signal(signal.SIGSTOP)
    try:
        waiting = subprocess.Popen([*becoming(OPERATOR), "virsh", "-c", daemon.uri, "start", "ours"],
                                   env=dict(daemon.env, HOME="/nonexistent"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        begin = time.monotonic()
        wait_for(lambda: daemon.virt_admin("srv-clients-list", "libvirtd").stdout.count("unix") > 1)
        assert daemon.virt_admin("server-list").returncode == 0
        assert time.monotonic() - begin < 10
        assert waiting.poll() is None
    finally:
        host.polkit.send_signal(signal.SIGCONT)
    assert waiting.wait(timeout=60) == 0
    waiting.communicate()


def test_without_polkit_nothing_is_allowed(host, daemon):
    host.stop(host.polkit)
    wait_for(lambda: DENIED in virsh(daemon, OPERATOR, "start", "ours").stderr)
    assert logged(daemon, "polkit: error from service:")
    host.start_polkit()
    assert virsh(daemon, OPERATOR, "start", "ours").returncode == 0


def test_the_test_driver_is_checked_only_when_that_is_asked_for(host):
    with checked(host) as one:  # without so much as a bus
        assert virsh(one, OPERATOR, "destroy", "test").returncode == 0
