# SPDX-License-Identifier: LGPL-2.1-or-later
"""A daemon of its own for each test module, in private directories, and clients for it.

VIRTD_DAEMON names the program under test; without it the release build is used.
"""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import libvirt
import pytest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("VIRTD_DAEMON", str(TOP / "build/release/libvirtd"))
SANITIZER_REPORT = re.compile(r"(ERROR|WARNING): \w+Sanitizer|: runtime error: ")


def can_unshare():
    return os.geteuid() == 0 and subprocess.run(
        ["unshare", "-m", "true"], capture_output=True, check=False).returncode == 0


def sanitized():
    """Whether the program watches its own memory or threads, which takes memory too."""
    libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=False).stdout
    return any(name in libraries for name in ("libasan", "libtsan"))


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def until(holds, seconds=5):
    """Waits until it holds; tells whether it does."""
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def logged(daemon, text, seconds=5):
    """Waits until the text is in the log of the daemon."""
    return until(lambda: text in daemon.log.read_text(), seconds)


class Daemon:
    """One running daemon; everything it may touch lies below `dir`."""

    def __init__(self, extra=(), arguments=(), environment=None):
        self.arguments = arguments
        self.environment = environment or {}  # of the daemon alone, not of its clients
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="virtd-test."))
        self.socket = self.dir / "libvirt-sock"
        self.socket_ro = self.dir / "libvirt-sock-ro"
        self.log = self.dir / "log"
        self.config = self.dir / "libvirtd.conf"
        self.process = None
        self.prepare = "mount -t tmpfs tmpfs /run"  # in its own view of the file systems
        # the first of several lines with a key counts
        lines = [*extra, f'unix_sock_dir = "{self.dir}"', 'auth_unix_rw = "none"',
                 'auth_unix_ro = "none"', 'log_level = 2', f'log_outputs = "2:file:{self.log}"']
        self.config.write_text("\n".join(lines) + "\n")
        self.alive_uri = self.uri_ro if any("auth_unix_rw" in line for line in extra) else self.uri
        # a sanitized daemon keeps what it freed for a while: little, where memory is measured
        self.env = dict(os.environ, LC_ALL="C", ASAN_OPTIONS="quarantine_size_mb=1", XDG_RUNTIME_DIR=str(self.dir / "runtime"),
                        XDG_CONFIG_HOME=str(self.dir / "config"),
                        XDG_CACHE_HOME=str(self.dir / "cache"))
        os.mkdir(self.dir / "runtime", 0o700)

    @property
    def uri(self):
        return f"test+unix:///default?socket={self.socket}"

    @property
    def uri_ro(self):
        return f"test+unix:///default?socket={self.socket_ro}"

    @property
    def pid(self):
        return int((self.dir / "pid").read_text())

    def command(self):
        command = [PROGRAM, "-f", str(self.config), "-p", str(self.dir / "pid"),
                   *self.arguments]
        if can_unshare():  # a daemon of root uses /run: an empty one
            return ["unshare", "-m", "sh", "-c", self.prepare + ' && exec "$@"', "sh", *command]
        return command

    def start(self):
        with open(self.dir / "stderr", "ab") as err:
            self.process = subprocess.Popen(self.command(), env=dict(self.env, **self.environment),
                                            stdin=subprocess.DEVNULL, stdout=err, stderr=err)
        limit = time.monotonic() + 20
        while self.virsh("version", uri=self.alive_uri, check=False).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > limit:
                failure = RuntimeError("no daemon: " + self.errors())
                failure.daemon = self
                raise failure
            time.sleep(0.02)
        return self

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        status = self.process.wait(timeout=40)
        self.process = None
        return status

    def errors(self):
        """What it has written to its standard error, sanitizers too."""
        place = self.dir / "stderr"
        return place.read_text(errors="replace") if place.exists() else ""

    def remove(self):
        if self.process is not None and self.process.poll() is None:
            self.stop(signal.SIGKILL)
        errors = self.errors()
        shutil.rmtree(self.dir, ignore_errors=True)
        assert not SANITIZER_REPORT.search(errors), errors

    def virt_admin(self, *arguments, check=True):
        uri = f"libvirtd+unix:///system?socket={self.dir}/libvirt-admin-sock"
        done = subprocess.run(["virt-admin", "-c", uri, *arguments], env=self.env,
                              capture_output=True, text=True, timeout=30, check=False)
        if check:
            assert done.returncode == 0, done.stderr
        return done

    def client_info(self, number):
        """What administrators see of a client."""
        lines = self.virt_admin("client-info", "libvirtd", number).stdout.split("\n")
        pairs = (line.split(":", 1) for line in lines if ":" in line)
        return {name.strip(): value.strip() for name, value in pairs}

    def virsh(self, *arguments, check=True, uri=None, stdin=None):
        done = subprocess.run(["virsh", "-c", uri or self.uri, *arguments], env=self.env,
                              input=stdin, capture_output=True, text=True, timeout=30, check=False)
        if check:
            assert done.returncode == 0, done.stderr
        return done


@pytest.fixture(scope="session")
def event_loop():
    """Runs until the last test has ended: what has once been registered with the library frees no
    connection, nor its descriptors, outside of its turns."""
    ended = threading.Event()

    def turns():
        while not ended.is_set():
            libvirt.virEventRunDefaultImpl()

    libvirt.virEventRegisterDefaultImpl()
    libvirt.virEventAddTimeout(100, lambda *_: None, None)  # no turn waits for ever
    thread = threading.Thread(target=turns)
    thread.start()
    yield
    ended.set()
    thread.join()


@pytest.fixture(scope="module")
def daemon():
    running = Daemon().start()
    yield running
    status = running.stop()
    errors = running.errors()
    running.remove()
    assert status == 0, errors


@pytest.fixture
def make_daemon():
    """For tests that need their own configuration: make_daemon('max_clients = 5')."""
    with contextlib.ExitStack() as made:
        def make(*extra, arguments=(), environment=None):
            one = Daemon(extra, arguments, environment)
            made.callback(one.remove)
            return one.start()

        yield make
