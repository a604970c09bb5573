# SPDX-License-Identifier: LGPL-2.1-or-later
"""Large documents hold nobody up: while they are read the daemon serves others. What counts is what
it says itself about turns of its loop that took long."""

import itertools
import re

import libvirt
import pytest
from conftest import sanitized
from test_hostile_documents import CALLS, code_of, undo

# Nearly what fits in a string of the protocol. To read that takes a multiple of the 100 ms that the
# daemon warns of, mostly for elements that nobody knows. A sanitized daemon takes ten times as long
# for what it does on its loop, too.
SHARE = 10 if sanitized() else 1
BYTES = 2_400_000 // SHARE
UNKNOWN = "<a/>" * (400_000 // SHARE)
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
    "notes": lambda: (
        "<domain type='test'>" + NAMED + "<memory>65536</memory><os><type>hvm</type></os>" +
        UNKNOWN + "<metadata><a:notes xmlns:a='urn:a'>" +
        f"<a:note>{'n' * 80}</a:note>" * (BYTES // 99) + "</a:notes></metadata></domain>"),
    "names": lambda: repeated(
        "<network>" + NAMED + "<bridge name='virbr7'/><forward/>"
        "<ip address='10.0.0.1' netmask='255.0.0.0'/><dns>",
        lambda i: f"<host ip='10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}'>"
                  f"<hostname>h{i}</hostname></host>",
        "</dns></network>"),
    "volume": lambda: repeated(
        "<volume><name>large</name><capacity>1</capacity><target><encryption format='luks'>",
        lambda i: f"<secret type='passphrase' usage='u{i}'/>", "</encryption></target></volume>"),
    "secret": lambda: (
        "<secret><uuid>11111111-2222-3333-4444-555555555555</uuid><description>" + "n" * BYTES +
        "</description>" + UNKNOWN + "</secret>"),
    "binding": lambda: repeated(
        "<filterbinding><owner><name>n</name><uuid>11111111-2222-3333-4444-555555555555</uuid>"
        "</owner><portdev name='p'/><mac address='52:54:00:11:22:33'/><filterref filter='f'>",
        lambda i: f"<parameter name='p{i}' value='1'/>", "</filterref></filterbinding>"),
    "interface": lambda: repeated(
        "<interface type='bridge' name='br7'><start mode='none'/><bridge>",
        lambda i: f"<interface type='ethernet' name='e{i}'/>", "</bridge></interface>"),
}
DEFINE = {
    "guest": lambda c, xml: c.defineXML(xml),
    "notes": lambda c, xml: c.defineXML(xml),
    "names": lambda c, xml: c.networkDefineXML(xml),
    "volume": lambda c, xml: created(c.storagePoolLookupByName("default-pool"), xml),
    "secret": lambda c, xml: c.secretDefineXML(xml, 0),
    "binding": lambda c, xml: bound(c, xml),
    "interface": lambda c, xml: c.interfaceDefineXML(xml, 0),
    "network": lambda c, xml: c.networkDefineXML(xml),
    "filter": lambda c, xml: c.nwfilterDefineXML(xml),
    "pool": lambda c, xml: c.storagePoolDefineXML(xml, 0),
}


def created(pool, xml):
    """What is there already is in the way."""
    for volume in pool.listAllVolumes():
        volume.delete(0)
    return pool.createXML(xml, 0)


def bound(connection, xml):
    for binding in connection.listAllNWFilterBindings(0):
        binding.delete()
    return connection.nwfilterBindingCreateXML(xml, 0)


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
    undo(made)
    assert not held_up(daemon)


@pytest.mark.parametrize("kind", LARGE)
def test_a_large_definition_is_shown_beside_the_loop(hosts, kind):
    daemon, connection = hosts
    made = DEFINE[kind](connection, LARGE[kind]())
    for _ in range(3):
        assert len(made.XMLDesc(0)) > BYTES * 0.9
    assert not held_up(daemon)


@pytest.mark.parametrize("name", [name for name in CALLS if not name.endswith("attached")])
def test_no_call_that_takes_a_document_holds_others_up(hosts, name):
    daemon, connection = hosts
    root = name.split(",")[0]
    xml = f"<{root}>" + "<a/>" * (1_000_000 // SHARE) + f"</{root}>"
    assert code_of(connection, name, xml) != libvirt.VIR_ERR_RPC
    assert not held_up(daemon)
