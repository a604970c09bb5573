# SPDX-License-Identifier: LGPL-2.1-or-later
"""Documents made to hurt, for every call that takes one: each is an error with libvirt's code, and
neither memory nor other clients suffer."""

import pathlib
import re
import subprocess
import tempfile

import libvirt
import pytest
from conftest import sanitized
from test_hostile import private_kib, settled

XML_ERROR, XML_DETAIL = libvirt.VIR_ERR_XML_ERROR, libvirt.VIR_ERR_XML_DETAIL
INVALID, NO_SUPPORT = libvirt.VIR_ERR_XML_INVALID_SCHEMA, libvirt.VIR_ERR_NO_SUPPORT
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 12)) + "]>"
# Nearly what fits in a string of the protocol. A sanitized daemon is slow.
LONG = 400_000 if sanitized() else 3_900_000
MANY = 10_000 if sanitized() else 100_000

# No document at all, whatever it is for.
BROKEN = {
    "empty": lambda root: "",
    "text": lambda root: "hello",
    "unclosed": lambda root: f"<{root}>",
    "two roots": lambda root: f"<{root}/><{root}/>",
    "deep": lambda root: f"<{root}>" + "<a>" * 10000 + "</a>" * 10000 + f"</{root}>",
    "long tag": lambda root: "<" + "n" * LONG + "/>",
    "long attribute name": lambda root: f"<{root} " + "n" * LONG + "='1'/>",
    "crowded tag": lambda root: f"<{root} " + " ".join(f"a{i}='1'" for i in range(50000)) + "/>",
    "control character": lambda root: f"<{root}><name>a\x01b</name></{root}>",
    "control character in a value": lambda root: f"<{root} name='a\x1fb'/>",
    "reference to a control character": lambda root: f"<{root}><name>a&#1;b</name></{root}>",
    "reference beyond all characters": lambda root: f"<{root}><name>&#x110000;</name></{root}>",
    "undefined entity": lambda root: f"<{root}><name>&nope;</name></{root}>",
    "entity of itself": lambda root: (
        f"<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><{root}><name>&a;</name></{root}>"),
    "billion laughs": lambda root: LAUGHS + f"<{root}><name>&a11;</name></{root}>",
    "unknown encoding": lambda root: f"<?xml version='1.0' encoding='nope'?><{root}/>",
    "default attributes": lambda root: "<!DOCTYPE x [<!ATTLIST a " + " ".join(
        f"x{i} CDATA ''" for i in range(1000)) + f">]><{root}>" + "<a/>" * MANY + f"</{root}>",
    "many namespaces": lambda root: f"<{root} " + " ".join(
        f"xmlns:a{i}='u{i}'" for i in range(4000)) + "/>",
}
# The reference takes minutes for these, or as many as there are: here they are an error at once.
EXPENSIVE = {"crowded tag", "default attributes", "many namespaces"}
# Documents, but of what is never read, or too long to be of use. The error may be any, and none.
WELL_FORMED = {
    "other root": lambda root: "<other/>",
    "many elements": lambda root: f"<{root}>" + "<a/>" * MANY + f"</{root}>",
    "many comments": lambda root: f"<{root}>" + "<!---->" * MANY + f"</{root}>",
    "long text": lambda root: f"<{root}><name>" + "n" * LONG + f"</name></{root}>",
    "long value": lambda root: f"<{root} name='" + "n" * LONG + "'/>",
    "long comment": lambda root: f"<{root}><!--" + "n" * LONG + f"--></{root}>",
    "long section": lambda root: f"<{root}><name><![CDATA[" + "<" * LONG + f"]]></name></{root}>",
    "long instruction": lambda root: f"<{root}><?a " + "n" * LONG + f"?></{root}>",
    "external entity": lambda root: (
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
        f"<{root}><name>&e;</name></{root}>"),
    "external type": lambda root: (
        f"<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><{root}><name>a</name></{root}>"),
    "huge numbers": lambda root: (
        f"<{root}><name>n</name><memory>{'9' * 100000}</memory><capacity>{'9' * 400}</capacity>"
        f"<vcpu>{'9' * 30}</vcpu><creationTime>{'9' * 30}</creationTime></{root}>"),
    "numbers below zero": lambda root: (
        f"<{root}><name>n</name><memory>-1</memory><capacity>-1</capacity></{root}>"),
    "line ends in a name": lambda root: f"<{root}><name>a&#10;b&#13;</name></{root}>",
}
# In these calls the reference itself dies of nearly anything.
REFERENCE_DIES = ("source, of a server",)
PLACES = tempfile.TemporaryDirectory(prefix="virtd-test.")  # pylint: disable=consider-using-with


def domain(connection):
    return connection.lookupByName("test")


def network(connection):
    return connection.networkLookupByName("default")


def pool(connection):
    return connection.storagePoolLookupByName("default-pool")


def volume(connection):
    try:
        return pool(connection).storageVolLookupByName("source")
    except libvirt.libvirtError:
        return pool(connection).createXML(
            "<volume><name>source</name><capacity>1</capacity></volume>", 0)


def saved(connection):
    guest = domain(connection)
    if not guest.hasManagedSaveImage(0):
        guest.managedSave(0)
    return guest


def image(connection):
    """A file with a guest in it."""
    place = pathlib.Path(PLACES.name) / "image"
    if domain(connection).isActive():
        domain(connection).save(str(place))
    return str(place)


def updating(section):
    return lambda c, xml: network(c).update(
        libvirt.VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, section, -1, xml, 0)


# The word before the comma is the root of the document.
CALLS = {
    "domain": lambda c, xml: c.defineXMLFlags(xml, 0),
    "domain, the old way": lambda c, xml: c.defineXML(xml),
    "domain, checked": lambda c, xml: c.defineXMLFlags(xml, libvirt.VIR_DOMAIN_DEFINE_VALIDATE),
    "domain, started": lambda c, xml: c.createXML(xml, 0),
    "domain, in an image": lambda c, xml: c.saveImageDefineXML(image(c), xml, 0),
    "disk": lambda c, xml: domain(c).attachDeviceFlags(xml, 0),
    "disk, the old way": lambda c, xml: domain(c).attachDevice(xml),
    "disk, changed": lambda c, xml: domain(c).updateDeviceFlags(xml, 0),
    "disk, copied": lambda c, xml: domain(c).blockCopy("vda", xml, None, 0),
    "a": lambda c, xml: domain(c).setMetadata(
        libvirt.VIR_DOMAIN_METADATA_ELEMENT, xml, "k", "u", 0),
    "domain, kept for later": lambda c, xml: saved(c).managedSaveDefineXML(xml, 0),
    "disk, removed": lambda c, xml: domain(c).detachDeviceFlags(xml, 0),
    "domainsnapshot": lambda c, xml: domain(c).snapshotCreateXML(xml, 0),
    "domainsnapshot, checked": lambda c, xml: domain(c).snapshotCreateXML(
        xml, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE),
    "domainsnapshot, redefined": lambda c, xml: domain(c).snapshotCreateXML(
        xml, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE),
    "domaincheckpoint, redefined": lambda c, xml: domain(c).checkpointCreateXML(
        xml, libvirt.VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE),
    "domaincheckpoint, of a backup": lambda c, xml: domain(c).backupBegin(
        "<domainbackup/>", xml, 0),
    "domaincheckpoint": lambda c, xml: domain(c).checkpointCreateXML(xml, 0),
    "domainbackup": lambda c, xml: domain(c).backupBegin(xml, None, 0),
    "network": lambda c, xml: c.networkDefineXML(xml),
    "network, checked": lambda c, xml: c.networkDefineXMLFlags(
        xml, libvirt.VIR_NETWORK_DEFINE_VALIDATE),
    "network, started": lambda c, xml: c.networkCreateXML(xml),
    "host": updating(libvirt.VIR_NETWORK_SECTION_IP_DHCP_HOST),
    "range": updating(libvirt.VIR_NETWORK_SECTION_IP_DHCP_RANGE),
    "interface, of a network": updating(libvirt.VIR_NETWORK_SECTION_FORWARD_INTERFACE),
    "portgroup": updating(libvirt.VIR_NETWORK_SECTION_PORTGROUP),
    "host, by name": updating(libvirt.VIR_NETWORK_SECTION_DNS_HOST),
    "txt": updating(libvirt.VIR_NETWORK_SECTION_DNS_TXT),
    "srv": updating(libvirt.VIR_NETWORK_SECTION_DNS_SRV),
    "networkport": lambda c, xml: network(c).portCreateXML(xml, 0),
    "interface": lambda c, xml: c.interfaceDefineXML(xml, 0),
    "pool": lambda c, xml: c.storagePoolDefineXML(xml, 0),
    "pool, checked": lambda c, xml: c.storagePoolDefineXML(
        xml, libvirt.VIR_STORAGE_POOL_DEFINE_VALIDATE),
    "pool, started": lambda c, xml: c.storagePoolCreateXML(xml, 0),
    "volume": lambda c, xml: pool(c).createXML(xml, 0),
    "volume, copied": lambda c, xml: pool(c).createXMLFrom(xml, volume(c), 0),
    "source": lambda c, xml: c.findStoragePoolSources("logical", xml, 0),
    "source, of a server": lambda c, xml: c.findStoragePoolSources("netfs", xml, 0),
    "device": lambda c, xml: c.nodeDeviceCreateXML(xml, 0),
    "device, defined": lambda c, xml: c.nodeDeviceDefineXML(xml, 0),
    "secret": lambda c, xml: c.secretDefineXML(xml, 0),
    "secret, checked": lambda c, xml: c.secretDefineXML(xml, libvirt.VIR_SECRET_DEFINE_VALIDATE),
    "filter": lambda c, xml: c.nwfilterDefineXML(xml),
    "filter, checked": lambda c, xml: c.nwfilterDefineXMLFlags(
        xml, libvirt.VIR_NWFILTER_DEFINE_VALIDATE),
    "filterbinding": lambda c, xml: c.nwfilterBindingCreateXML(xml, 0),
    "filterbinding, checked": lambda c, xml: c.nwfilterBindingCreateXML(
        xml, libvirt.VIR_NWFILTER_BINDING_CREATE_VALIDATE),
    "cpu": lambda c, xml: c.baselineCPU([xml], 0),
    "cpu, of a hypervisor": lambda c, xml: c.baselineHypervisorCPU(
        None, None, None, None, [xml], 0),
    "cpu, compared": lambda c, xml: c.compareCPU(xml, 0),
    "cpu, compared with a hypervisor's": lambda c, xml: c.compareHypervisorCPU(
        None, None, None, None, xml, 0),
}
CALLS |= {f"{device}, attached": lambda c, xml: domain(c).attachDeviceFlags(xml, 0)
          for device in ("audio", "channel", "console", "controller", "filesystem", "graphics",
                         "hostdev", "hub", "input", "interface", "iommu", "lease", "memballoon",
                         "memory", "nvram", "panic", "parallel", "redirdev", "rng", "serial",
                         "shmem", "smartcard", "sound", "tpm", "video", "vsock", "watchdog")}


def undo(made):
    """Takes away what a call made of a document after all."""
    for name, arguments in (("destroy", ()), ("undefine", ()), ("delete", (0,))):
        try:
            getattr(made, name)(*arguments)
        except (AttributeError, TypeError, libvirt.libvirtError):
            pass


def code_of(connection, name, xml):
    """Of the error that the call ends with, 0 without any."""
    try:
        undo(CALLS[name](connection, xml))
    except libvirt.libvirtError as error:
        return error.get_error_code()
    return 0


def most_memory(daemon):
    """KiB at a time, since it was forgotten last."""
    status = pathlib.Path(f"/proc/{daemon.pid}/status").read_text(encoding="ascii")
    return int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.M).group(1))


@pytest.fixture
def hosts(make_daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    daemon = make_daemon()
    victim, witness = libvirt.open(daemon.uri), libvirt.open(daemon.uri)
    yield daemon, victim, witness
    victim.close()
    witness.close()


@pytest.fixture
def reference():
    """The library's own driver, in this process."""
    libvirt.registerErrorHandler(lambda *_: None, None)
    connection = libvirt.open("test:///default")
    yield connection
    connection.close()


@pytest.mark.parametrize("name", CALLS)
def test_a_call_survives_all_documents(hosts, name):
    daemon, victim, witness = hosts
    root = name.split(",")[0]
    pathlib.Path(f"/proc/{daemon.pid}/clear_refs").write_text("5", encoding="ascii")
    before = private_kib(daemon.pid)
    for kind, make in BROKEN.items():
        assert code_of(victim, name, make(root)) in (XML_ERROR, XML_DETAIL), kind
    for kind, make in WELL_FORMED.items():
        assert code_of(victim, name, make(root)) != libvirt.VIR_ERR_RPC, kind
    assert "root:" not in daemon.log.read_text()
    assert most_memory(daemon) - before < 512 * 1024
    assert witness.getHostname()
    assert victim.isAlive()


@pytest.mark.skipif(sanitized(), reason="sanitizers keep what was freed")
def test_what_documents_took_goes_back_to_the_kernel(hosts):
    daemon, victim, _ = hosts
    before = private_kib(daemon.pid)
    for name in ("domain", "a", "network", "filter", "pool"):
        for make in (BROKEN | WELL_FORMED).values():
            code_of(victim, name, make(name))
    allowed = before + 32 * 1024
    assert settled(lambda: private_kib(daemon.pid), allowed, 20) <= allowed


@pytest.mark.parametrize("name", [name for name in CALLS if name not in REFERENCE_DIES])
def test_a_call_fails_as_in_the_library(hosts, reference, name):
    _, victim, _ = hosts
    root = name.split(",")[0]
    if code_of(reference, name, f"<{root}/>") == NO_SUPPORT:
        pytest.skip("the reference has no such call")
    shapes = BROKEN | WELL_FORMED
    for kind in shapes.keys() - EXPENSIVE:
        make = shapes[kind]
        expected, found = code_of(reference, name, make(root)), code_of(victim, name, make(root))
        if expected == INVALID and kind == "external entity":
            continue  # to its validation entities stand for nothing at all
        assert found == expected, (kind, make(root)[:100])


def test_a_document_that_fits_in_no_string_of_the_protocol_reaches_nobody(hosts):
    daemon, victim, witness = hosts
    with pytest.raises(libvirt.libvirtError):
        victim.defineXML("<domain><name>" + "n" * (64 << 20) + "</name></domain>")
    assert witness.getHostname()
    assert private_kib(daemon.pid) < 128 * 1024


# Python has no text that is no UTF-8, files have.
COMMANDS = {
    "domain": ["define"], "network": ["net-define"], "pool": ["pool-define"],
    "interface": ["iface-define"], "device": ["nodedev-create"],
    "volume": ["vol-create", "default-pool"], "domainsnapshot": ["snapshot-create", "test"],
    "domaincheckpoint": ["checkpoint-create", "test"], "filter": ["nwfilter-define"],
    "filterbinding": ["nwfilter-binding-create"], "secret": ["secret-define"],
    "disk": ["attach-device", "test"], "networkport": ["net-port-create", "default"],
    "domainbackup": ["backup-begin", "test"],
}


@pytest.mark.parametrize("root", COMMANDS)
def test_what_is_no_utf_8_is_refused(daemon, root, tmp_path):
    document = tmp_path / "document"
    for wrong in (b"\x80", b"\xc3", b"\xe2\x82", b"\xc0\xaf", b"\xed\xa0\x80",
                  b"\xf4\x90\x80\x80", b"\xff\xfe"):
        document.write_bytes(f"<{root}><name>".encode() + wrong + f"</name></{root}>".encode())
        done = subprocess.run(["virsh", "-c", daemon.uri, *COMMANDS[root], document],
                              env=daemon.env, capture_output=True, timeout=30, check=False)
        assert done.returncode != 0
        assert re.search(b"Input is not proper UTF-8|out of allowed range", done.stderr), wrong
