# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the log of a daemon says that nobody asks anything any more."""

import socket
import time

from conftest import logged


def sleeps(daemon):
    """How often the loop went to sleep."""
    with open(f"/proc/{daemon.process.pid}/status", encoding="ascii") as status:
        return next(line for line in status if line.startswith("voluntary_ctxt_switches"))


def test_repetitions_are_counted_though_nothing_follows(make_daemon):
    daemon = make_daemon('log_level = 3')
    text = "End of file while reading data: Input/output error"
    for _ in range(30):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(daemon.socket))
    assert logged(daemon, f"{text} (20 more times)", seconds=15)
    assert daemon.log.read_text().count(text) == 11
    before = sleeps(daemon)
    time.sleep(1)
    assert sleeps(daemon) == before  # nothing is left to wake up for
