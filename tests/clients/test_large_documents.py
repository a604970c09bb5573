# SPDX-License-Identifier: LGPL-2.1-or-later
"""Large documents hold nobody up: while they are read the daemon serves others. What counts is what
it says itself about turns of its loop that took long."""

import itertools
import re

import libvirt
import pytest
from test_hostile_documents import CALLS, undo

# Nearly what fits in a string of the protocol. To read that takes a multiple of the 100 ms that the
# daemon warns of, mostly for elements that nobody knows.
BYTES = 2_400_000
UNKNOWN = "<a/>" * 400_000
NAMED = "<name>large</name><uuid>11111111-2222-3333-4444-555555555555</uuid>"
HELD = re.compile(r"the event loop was held for (\d+) ms by (\S+)")


def repeated(start, part, end):
    parts, size = [start + UNKNOWN], 0
    for number in itertools.count():
        if size > BYTES:
            return "".join([*parts, end])
        parts.append(part(number))
        size += len(parts[-1])


def letters(number):
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(97 + rest) + name
    return name


def mac(number):
    return f"52:54:00:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"


LARGE = {
    "guest": lambda: repeated(
        "<domain type='test'>" + NAMED + "<memory>65536</memory><os><type>hvm</type></os>"
        "<devices>",
        lambda i: f"<disk type='file'><source file='/i/{i}'/><target dev='vd{letters(i)}'/></disk>",
        "</devices></domain>"),
    "network": lambda: repeated(
        "<network>" + NAMED + "<bridge name='virbr7'/><forward/>"
        "<ip address='10.0.0.1' netmask='255.0.0.0'><dhcp>",
        lambda i: f"<host mac='{mac(i)}' ip='10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}'/>"
        if i > 1 else "",
        "</dhcp></ip></network>"),
    "filter": lambda: repeated(
        "<filter name='large' chain='root'><uuid>11111111-2222-3333-4444-555555555555</uuid>",
        lambda i: "<rule action='accept' direction='in' priority='500'>"
                  f"<tcp dstportstart='{i % 65535 + 1}'/></rule>",
        "</filter>"),
    "pool": lambda: repeated(
        "<pool type='rbd'>" + NAMED + "<source><name>n</name>",
        lambda i: f"<host name='h{i}' port='{i % 65535 + 1}'/>",
        "</source></pool>"),
}
DEFINE = {
    "guest": lambda c, xml: c.defineXML(xml),
    "network": lambda c, xml: c.networkDefineXML(xml),
    "filter": lambda c, xml: c.nwfilterDefineXML(xml),
    "pool": lambda c, xml: c.storagePoolDefineXML(xml, 0),
}


def held_up(daemon):
    """What the daemon warned of."""
    return [(int(ms), what) for ms, what in HELD.findall(daemon.log.read_text())
            if int(ms) >= 100]


@pytest.fixture
def hosts(make_daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    daemon = make_daemon()
    victim = libvirt.open(daemon.uri)
    yield daemon, victim
    victim.close()


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_definition_holds_nobody_up(hosts, kind):
    daemon, connection = hosts
    xml = LARGE[kind]()
    for _ in range(3):
        made = DEFINE[kind](connection, xml)
    assert not held_up(daemon)
    made.undefine()


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_definition_is_shown_beside_the_loop(hosts, kind):
    daemon, connection = hosts
    made = DEFINE[kind](connection, LARGE[kind]())
    for _ in range(3):
        assert len(made.XMLDesc(0)) > BYTES * 0.9
    assert not held_up(daemon)
    made.undefine()


@pytest.mark.parametrize("name", CALLS)
def test_no_call_that_takes_a_document_holds_others_up(hosts, name):
    daemon, connection = hosts
    root = name.split(",")[0]
    xml = f"<{root}>" + "<a/>" * 1_000_000 + f"</{root}>"
    try:
        undo(CALLS[name](connection, xml))
    except libvirt.libvirtError as error:
        assert error.get_error_code() != libvirt.VIR_ERR_RPC, error
    assert not held_up(daemon)
