# SPDX-License-Identifier: LGPL-2.1-or-later
"""Clients that work, whatever becomes of the daemon."""

import contextlib
import subprocess
import threading
import time

import libvirt


class Load:
    """Each function is one round of work, which a thread of its own does again and again."""

    def __init__(self, *functions):
        self.done = threading.Event()
        self.rounds = {function: 0 for function in functions}
        self.unexpected = []
        libvirt.registerErrorHandler(lambda *_: None, None)
        self.threads = [threading.Thread(target=self.work, args=(one,)) for one in functions]
        for thread in self.threads:
            thread.start()

    def work(self, function):
        while not self.done.is_set():
            try:
                function()
                self.rounds[function] += 1
            except (libvirt.libvirtError, OSError, EOFError, subprocess.SubprocessError):
                time.sleep(0.01)
            except Exception as error:  # shown by the test
                self.unexpected.append(error)
                return

    def stop(self):
        self.done.set()
        for thread in self.threads:
            thread.join(timeout=40)
            assert not thread.is_alive()
        assert not self.unexpected


@contextlib.contextmanager
def connected(uri, user=None, password=None):
    def answer(wanted, _):
        for one in wanted:
            one[4] = user if one[0] == libvirt.VIR_CRED_AUTHNAME else password
        return 0

    kinds = [libvirt.VIR_CRED_AUTHNAME, libvirt.VIR_CRED_PASSPHRASE]
    connection = libvirt.openAuth(uri, [kinds, answer, None], 0) if user else libvirt.open(uri)
    try:
        yield connection
    finally:
        with contextlib.suppress(libvirt.libvirtError):
            connection.close()


def ask_much(uri, **authentication):
    """Calls that need only memory."""
    with connected(uri, **authentication) as connection:
        for _ in range(20):
            connection.lookupByName("test").info()
            connection.getCapabilities()
