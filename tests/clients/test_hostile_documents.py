# SPDX-License-Identifier: LGPL-2.1-or-later
"""Documents made to hurt, for every call that takes one: each is an error with libvirt's code, and
neither memory nor other clients suffer."""

import libvirt
import pytest
from test_hostile import private_kib

XML_ERROR, XML_DETAIL = libvirt.VIR_ERR_XML_ERROR, libvirt.VIR_ERR_XML_DETAIL
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{level} '{f'&a{level - 1};' * 10}'>" for level in range(1, 12)) + "]>"

# No document at all, whatever it is for.
BROKEN = {
    "empty": lambda root: "",
    "text": lambda root: "hello",
    "unclosed": lambda root: f"<{root}>",
    "two roots": lambda root: f"<{root}/><{root}/>",
    "deep": lambda root: f"<{root}>" + "<a>" * 10000 + "</a>" * 10000 + f"</{root}>",
    "long tag": lambda root: "<" + "n" * 3900000 + "/>",
    "long attribute name": lambda root: f"<{root} " + "n" * 3900000 + "='1'/>",
    "crowded tag": lambda root: f"<{root} " + " ".join(f"a{i}='1'" for i in range(50000)) + "/>",
    "control character": lambda root: f"<{root}><name>a\x01b</name></{root}>",
    "reference to a control character": lambda root: f"<{root}><name>a&#1;b</name></{root}>",
    "undefined entity": lambda root: f"<{root}><name>&nope;</name></{root}>",
    "billion laughs": lambda root: LAUGHS + f"<{root}><name>&a11;</name></{root}>",
    "unknown encoding": lambda root: f"<?xml version='1.0' encoding='nope'?><{root}/>",
    "default attributes": lambda root: "<!DOCTYPE x [<!ATTLIST a " + " ".join(
        f"x{i} CDATA ''" for i in range(1000)) + f">]><{root}>" + "<a/>" * 100000 + f"</{root}>",
}
# Documents, but of what is never read, or too long to be of use. The error may be any, and none.
WELL_FORMED = {
    "many elements": lambda root: f"<{root}>" + "<a/>" * 100000 + f"</{root}>",
    "many comments": lambda root: f"<{root}>" + "<!---->" * 100000 + f"</{root}>",
    "many namespaces": lambda root: f"<{root} " + " ".join(
        f"xmlns:a{i}='u{i}'" for i in range(4000)) + "/>",
    "long text": lambda root: f"<{root}><name>" + "n" * 3900000 + f"</name></{root}>",
    "external entity": lambda root: (
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
        f"<{root}><name>&e;</name></{root}>"),
    "external type": lambda root: (
        f"<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x.dtd'><{root}><name>a</name></{root}>"),
    "huge numbers": lambda root: (
        f"<{root}><name>n</name><memory>{'9' * 100000}</memory><capacity>{'9' * 400}</capacity>"
        f"<vcpu>{'9' * 30}</vcpu><creationTime>{'9' * 30}</creationTime></{root}>"),
}


def domain(connection):
    return connection.lookupByName("test")


def saved(connection):
    guest = domain(connection)
    if not guest.hasManagedSaveImage(0):
        guest.managedSave(0)
    return guest


CALLS = {
    "domain": lambda c, xml: c.defineXMLFlags(xml, 0),
    "domain, checked": lambda c, xml: c.defineXMLFlags(xml, libvirt.VIR_DOMAIN_DEFINE_VALIDATE),
    "domain, started": lambda c, xml: c.createXML(xml, 0),
    "disk": lambda c, xml: domain(c).attachDeviceFlags(xml, 0),
    "disk, changed": lambda c, xml: domain(c).updateDeviceFlags(xml, 0),
    "disk, copied": lambda c, xml: domain(c).blockCopy("vda", xml, None, 0),
    "a": lambda c, xml: domain(c).setMetadata(
        libvirt.VIR_DOMAIN_METADATA_ELEMENT, xml, "k", "u", 0),
    "domain, kept for later": lambda c, xml: saved(c).managedSaveDefineXML(xml, 0),
    "disk, removed": lambda c, xml: domain(c).detachDeviceFlags(xml, 0),
    "domainsnapshot": lambda c, xml: domain(c).snapshotCreateXML(xml, 0),
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
    "host": lambda c, xml: c.networkLookupByName("default").update(
        libvirt.VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, libvirt.VIR_NETWORK_SECTION_IP_DHCP_HOST, -1,
        xml, 0),
    "networkport": lambda c, xml: c.networkLookupByName("default").portCreateXML(xml, 0),
    "interface": lambda c, xml: c.interfaceDefineXML(xml, 0),
    "pool": lambda c, xml: c.storagePoolDefineXML(xml, 0),
    "pool, checked": lambda c, xml: c.storagePoolDefineXML(
        xml, libvirt.VIR_STORAGE_POOL_DEFINE_VALIDATE),
    "pool, started": lambda c, xml: c.storagePoolCreateXML(xml, 0),
    "volume": lambda c, xml: c.storagePoolLookupByName("default-pool").createXML(xml, 0),
    "source": lambda c, xml: c.findStoragePoolSources("logical", xml, 0),
    "device": lambda c, xml: c.nodeDeviceCreateXML(xml, 0),
    "device, defined": lambda c, xml: c.nodeDeviceDefineXML(xml, 0),
    "secret": lambda c, xml: c.secretDefineXML(xml, 0),
    "filter": lambda c, xml: c.nwfilterDefineXML(xml),
    "filterbinding": lambda c, xml: c.nwfilterBindingCreateXML(xml, 0),
    "cpu": lambda c, xml: c.baselineCPU([xml], 0),
    "cpu, of a hypervisor": lambda c, xml: c.baselineHypervisorCPU(None, None, None, None, [xml], 0),
    "cpu, compared": lambda c, xml: c.compareCPU(xml, 0),
}


def undo(made):
    """Takes away what a call made of a document after all."""
    for name, arguments in (("destroy", ()), ("undefine", ()), ("delete", (0,))):
        try:
            getattr(made, name)(*arguments)
        except (AttributeError, TypeError, libvirt.libvirtError):
            pass


@pytest.fixture
def hosts(make_daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    daemon = make_daemon()
    victim, witness = libvirt.open(daemon.uri), libvirt.open(daemon.uri)
    yield daemon, victim, witness
    victim.close()
    witness.close()


@pytest.mark.parametrize("name", CALLS)
def test_a_call_survives_all_documents(hosts, name):
    daemon, victim, witness = hosts
    call, root = CALLS[name], name.split(",")[0]
    before = private_kib(daemon.pid)
    for kind, make in BROKEN.items():
        with pytest.raises(libvirt.libvirtError) as caught:
            call(victim, make(root))
        assert caught.value.get_error_code() in (XML_ERROR, XML_DETAIL), kind
    for make in WELL_FORMED.values():
        try:
            undo(call(victim, make(root)))
        except libvirt.libvirtError as error:
            assert error.get_error_code() != libvirt.VIR_ERR_RPC, error
    if root != "a":
        with pytest.raises(libvirt.libvirtError):
            call(victim, "<other/>")
    assert "root:" not in daemon.log.read_text()
    assert private_kib(daemon.pid) - before < 128 * 1024
    assert witness.getHostname()
    assert victim.isAlive()


def test_a_document_that_fits_in_no_string_of_the_protocol_reaches_nobody(hosts):
    daemon, victim, witness = hosts
    with pytest.raises(libvirt.libvirtError):
        victim.defineXML("<domain><name>" + "n" * (64 << 20) + "</name></domain>")
    assert witness.getHostname()
    assert private_kib(daemon.pid) < 128 * 1024
