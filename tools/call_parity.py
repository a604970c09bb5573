#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Says random calls to two test drivers and compares what they answer.

    tools/call_parity.py [--daemon build/release/libvirtd | --uri URI] [--seed N] [--rounds N]
                         [--calls N] [--show N]

The reference is the driver inside libvirt's client library. A round is a new test host, on which
some calls are made; from the first that is answered otherwise on the two (another value, or an
error of another code, origin or message) the hosts differ, so it ends the round. Events of a round
are compared, too. Prints what differs and ends with "N passed, N failed", which counts rounds.
"""

import argparse
import pathlib
import random
import re
import sys
import tempfile
import time

import libvirt

import random_calls
import schema_parity

# Their order is that of a hash table.
LISTS = re.compile(r"list|List")

# What each host makes anew, what clocks say, and which function refuses a flag.
CHANGING = [re.compile(pattern) for pattern in (
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", r"52:54:00:[0-9a-f:]{8}",
    r"\b1[6-9]\d{8}(\.\d+)?\b", r"in function \w+", r"saved\d", r"/usr/share/libvirt/schemas/\S+",
    r"(?<=Unable to validate doc against ).*")]

# Answers that may differ, and why.
EXPLAINED = [
    # we can check the documents of volumes
    lambda call, ours, theirs: "Pool" in call and ".createXML" in call and
    "unsupported flags" in theirs,
    # ours says why
    lambda call, ours, theirs: "cause is unknown" in theirs and ours.startswith("error"),
    # of what the schemas allow, validation finds less
    lambda call, ours, theirs: theirs.startswith("error 92"),
    # their time on the processor
    lambda call, ours, theirs: call.endswith(".info()") and "<" not in ours + theirs,
]


def shown(value):
    """A text by which values of two connections can be compared."""
    if isinstance(value, dict):
        return {key: shown(each) for key, each in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [shown(each) for each in value]
    for name in ("name", "getName"):
        if hasattr(value, name):
            return getattr(value, name)()
    return value


def answer(call, connection, folder):
    """What a call says on a connection."""
    try:
        value = shown(eval(call.replace("{dir}", folder), {"c": connection}))  # noqa: S307: ours
    except libvirt.libvirtError as error:
        text = (f"error {error.get_error_code()} of {error.get_error_domain()}: "
                f"{error.get_error_message()}")
    except (TypeError, ValueError, OverflowError, LookupError) as error:
        return type(error).__name__
    else:
        text = repr(sorted(value, key=str) if LISTS.search(call) and isinstance(value, list)
                    else value)
    if text.startswith("error"):
        text = text.split("\n", maxsplit=1)[0]  # beyond it each engine has its own words
    text = text.replace(folder, "")
    for pattern in CHANGING:
        text = pattern.sub("*", text)
    return text


class Host:
    """One of the two test hosts, and the events that it tells."""

    def __init__(self, uri):
        self.folder = tempfile.TemporaryDirectory()
        self.events = []
        self.connection = libvirt.open(uri)
        listen = self.connection.domainEventRegisterAny
        self.registered = [(self.connection.domainEventDeregisterAny,
                            listen(None, kind, self.heard, f"guest {kind}"))
                           for kind in (libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                        libvirt.VIR_DOMAIN_EVENT_ID_REBOOT,
                                        libvirt.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE)]
        for family in ("network", "storagePool", "nodeDevice"):
            register = getattr(self.connection, f"{family}EventRegisterAny")
            self.registered.append((getattr(self.connection, f"{family}EventDeregisterAny"),
                                    register(None, 0, self.heard, family)))

    def heard(self, _connection, what, *details):
        self.events.append(f"{details[-1]} {what.name()} {details[:-1]}")

    def answer(self, call):
        return answer(call, self.connection, self.folder.name)

    def close(self):
        for deregister, number in self.registered:
            deregister(number)
        self.connection.close()
        self.folder.cleanup()


def turn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        libvirt.virEventRunDefaultImpl()


def end_turns(_timer, _opaque):
    """Only wakes the loop."""


def play(ours, theirs, calls, count):
    """The first difference of a round as lines, or nothing."""
    said = []
    for _ in range(count):
        call = calls.next()
        said.append(call)
        mine, other = ours.answer(call), theirs.answer(call)
        if mine == other:
            continue
        if any(known(call, mine, other) for known in EXPLAINED):
            if mine.startswith("error") and other.startswith("error"):
                continue
            return []
        return [call, f"- {other}", f"+ {mine}"]
    turn(.05)
    if ours.events != theirs.events:
        return ["events after " + "\n    ".join(said), f"- {theirs.events}", f"+ {ours.events}"]
    return []


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--daemon", default="build/release/libvirtd", type=pathlib.Path)
    parser.add_argument("--uri")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()
    libvirt.virEventAddTimeout(10, end_turns, None)
    failed = []
    daemon = None if arguments.uri else schema_parity.Daemon(arguments.daemon)
    uri = arguments.uri or f"test+unix:///default?socket={daemon.socket}"
    try:
        for number in range(arguments.rounds):
            calls = random_calls.Calls(random.Random(arguments.seed * 1_000_000 + number))
            ours, theirs = Host(uri), Host("test:///default")
            difference = play(ours, theirs, calls, arguments.calls)
            ours.close()
            theirs.close()
            turn(.02)
            if difference:
                failed.append(number)
                if len(failed) <= arguments.show:
                    print(f"round {number}: ", *difference, sep="\n  ", flush=True)
    finally:
        if daemon:
            daemon.end()
    print(f"{arguments.rounds - len(failed)} passed, {len(failed)} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
