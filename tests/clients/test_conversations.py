# SPDX-License-Identifier: LGPL-2.1-or-later
"""The recorded conversations with the test driver, said again: the daemon answers byte for byte.

One daemon hears them in the order of the recording, and one client stays connected throughout, as
then: numbers that count on from conversation to conversation (ids of guests) must agree too.
What cannot agree, and nothing else, is left out of the comparison by the rules below.
"""

import pathlib
import re
import struct

import pytest
from wire import ERROR, OK, Client, Frame

DATA = pathlib.Path(__file__).resolve().parent.parent / "data/protocol"

# In the order of the recording. The others wait for what another client does at the same time,
# or open drivers that need a machine of their own.
NAMES = ["01-list", "02-domain-query", "03-dumpxml", "04-host", "05-define-lifecycle",
         "06-create-transient", "07-errors", "08-attach-metadata", "09-tuning", "10-domstats",
         "11-networks", "12-interfaces", "13-pools", "14-volumes", "15-nodedevs", "16-snapshots",
         "17-checkpoints", "18-save-restore", "28-readonly-socket", "29-readonly-flag"]

# Parts of the payload that come from a clock, from chance or from the machine, by procedure.
EVERYTHING = slice(0, None)
LAST_UUID = slice(-16, None)
VARYING = {
    16: [slice(-8, None)],                      # processor time of a guest
    20: [slice(12, 20), slice(32, 40)],         # processor time of two vcpus
    64: [EVERYTHING],                           # counters of a disk, driven by the clock
    65: [EVERYTHING],                           # counters of an interface, likewise
    76: [LAST_UUID], 77: [LAST_UUID], 84: [LAST_UUID],  # pools defined without a UUID
}
VARYING_TEXTS = [re.compile(rb"<creationTime>\d+<")]

HOST_NAME = 59

# Lists whose order is that of a hash table of the recorded daemon.
UNORDERED = {273, 274, 344}

NO_SUPPORT = 3  # the recorded daemon's test driver had no such method; ours may have one,
OPERATION_UNSUPPORTED = 84  # which need not be for this kind of object


def blanked(frame):
    """The payload as far as it must agree."""
    payload = bytearray(frame.payload)
    for part in VARYING.get(frame.procedure, []):
        payload[part] = bytes(len(payload[part]))
    payload = bytes(payload)
    for text in VARYING_TEXTS:
        payload = text.sub(b"", payload)
    if frame.procedure == HOST_NAME:
        return b""
    return sorted(payload) if frame.procedure in UNORDERED else payload


def head(frame):
    return frame.program, frame.version, frame.procedure, frame.kind, frame.serial, frame.status


def does_more(recorded, answered):
    if recorded.status != ERROR or recorded.error[0] != NO_SUPPORT:
        return False
    return answered.status == OK or answered.error[0] == OPERATION_UNSUPPORTED


def check_answer(recorded, answered):
    if does_more(recorded, answered):
        assert head(answered)[:-1] == head(recorded)[:-1]
        return
    assert head(answered) == head(recorded)
    if recorded.status == ERROR and recorded.error[2].startswith("unsupported flags ("):
        # names a function inside the recorded daemon
        assert answered.error[:2] == recorded.error[:2]
        return
    assert blanked(answered) == blanked(recorded)


def conversations():
    frames = [bytes.fromhex(line.split()[2])
              for line in (DATA / "frames.txt").read_text().splitlines()]
    for line in (DATA / "conversations.txt").read_text().splitlines():
        name, *items = line.split()
        said = []
        for item in items:
            number, serial = item[1:].split(":")
            code = frames[int(number) - 1]
            said.append((item[0], code[:20] + struct.pack(">I", int(serial)) + code[24:]))
        yield name, said


CONVERSATIONS = dict(conversations())


@pytest.fixture(scope="module")
def kept(daemon):
    with Client(daemon.socket) as keeper:
        keeper.open()
        yield daemon


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_conversation_is_answered_as_recorded(kept, name):
    if name == "28-readonly-socket":  # what another client had done before
        kept.virsh("suspend test; resume test; start guest1; destroy guest1")
    with Client(kept.socket_ro if "readonly-socket" in name else kept.socket) as client:
        for direction, code in CONVERSATIONS[name]:
            if direction == ">":
                client.send(code)
            else:
                check_answer(Frame(code[4:]), client.receive())
