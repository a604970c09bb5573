# SPDX-License-Identifier: LGPL-2.1-or-later
"""A real dbus-daemon and polkitd on a bus of their own, and clients of other users."""

import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

import pytest
from conftest import PROGRAM, TOP, can_unshare

HERE = pathlib.Path(__file__).resolve().parent
POLKITD = shutil.which("polkitd", path="/usr/lib/polkit-1:/usr/libexec")
API_ACTIONS = pathlib.Path(PROGRAM).parent / "dist/org.libvirt.api.policy"

BUS = """<busconfig><type>system</type><listen>unix:path={0}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_sender="*"/></policy></busconfig>"""
# polkitd sees our actions and rules only
POLKIT_HOST = """mount -t tmpfs tmpfs /usr/share/polkit-1/actions &&
cp {actions} /usr/share/polkit-1/actions/ && mount --bind {rules} /etc/polkit-1 &&
exec {polkitd} --no-debug"""

pytest.importorskip("gi")
NEEDED = [
    pytest.mark.skipif(not can_unshare(), reason="needs root and namespaces"),
    pytest.mark.skipif(shutil.which("dbus-daemon") is None or POLKITD is None,
                       reason="no dbus-daemon or no polkitd"),
]

import on_bus  # noqa: E402  needs gi


def wait_for(happened, seconds=20):
    limit = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < limit, "did not happen"
        time.sleep(0.02)


def is_listening(path):
    """Not so yet when it is only there."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


class Host:
    """A bus and, on it, polkit."""

    def __init__(self, rules):
        self.actions = [TOP / "dist/polkit/org.libvirt.unix.policy"]
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="virtd-bus."))
        self.dir.chmod(0o755)
        (self.dir / "polkit/rules.d").mkdir(parents=True)
        (self.dir / "polkit/rules.d/10.rules").write_text(rules)
        self.address = f"unix:path={self.dir}/bus"
        (self.dir / "bus.conf").write_text(BUS.format(self.dir / "bus"))
        self.bus = self.polkit = None
        self.started = []

    def run(self, command, **more):
        self.started.append(subprocess.Popen(
            command, env=dict(os.environ, DBUS_SYSTEM_BUS_ADDRESS=self.address), **more))
        return self.started[-1]

    def start_bus(self):
        self.bus = self.run(["dbus-daemon", f"--config-file={self.dir}/bus.conf", "--nofork"],
                            stderr=subprocess.DEVNULL)
        wait_for(lambda: is_listening(self.dir / "bus"))

    def start_polkit(self):
        script = POLKIT_HOST.format(actions=" ".join(map(str, self.actions)),
                                    rules=self.dir / "polkit", polkitd=POLKITD)
        self.polkit = self.run(["unshare", "-m", "sh", "-c", script],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        bus = on_bus.connect(self.address)
        wait_for(lambda: on_bus.is_owned(bus, on_bus.POLKIT))
        bus.close_sync(None)

    def on_bus(self, user, *arguments):
        shutil.copy(HERE / "on_bus.py", self.dir)
        return self.run([*becoming(user), sys.executable, "-B", self.dir / "on_bus.py",
                         self.address, *arguments],
                        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def stop(self, process):
        process.kill()
        process.wait()
        self.started.remove(process)

    def remove(self):
        for process in reversed(self.started):
            process.kill()
            process.communicate()
        shutil.rmtree(self.dir, ignore_errors=True)


def becoming(user):
    entry = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]


def virsh(daemon, user, *arguments, uri=None):
    return subprocess.run([*becoming(user), "virsh", "-c", uri or daemon.uri, *arguments],
                          env=dict(daemon.env, HOME="/nonexistent"), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
