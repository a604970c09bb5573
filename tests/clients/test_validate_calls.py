# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every call with a VALIDATE flag asks the schema of its kind of document, and asks it first."""

import libvirt
import pytest

from refusal import refusal_of

INVALID = 92  # VIR_ERR_XML_INVALID_SCHEMA
WRONG_ROOT = 27  # VIR_ERR_XML_ERROR
NOT_SUPPORTED = 3  # VIR_ERR_NO_SUPPORT

GUEST = ("<domain type='test'><name>validated</name><memory>1</memory><os><type>hvm</type></os>"
         "{}</domain>")
UUID = "11111111-2222-3333-4444-555555555555"


def guest(connection):
    return connection.lookupByName("test")


def pool(connection):
    return connection.storagePoolLookupByName("default-pool")


def volume(connection, text):
    pool(connection).createXML(text, libvirt.VIR_STORAGE_VOL_CREATE_VALIDATE)


# The call, its root element, what is wrong for the schema, and what is wrong for readers, too.
CALLS = {
    "domain define": (
        lambda c, xml: c.defineXMLFlags(xml, libvirt.VIR_DOMAIN_DEFINE_VALIDATE),
        "domain", GUEST.format("<bogus/>"), GUEST.format("<bogus/><vcpu>x</vcpu>")),
    "domain create": (
        lambda c, xml: c.createXML(xml, libvirt.VIR_DOMAIN_START_VALIDATE),
        "domain", GUEST.format("<on_reboot>zig</on_reboot>"),
        GUEST.replace("'test'", "'zig'").format("")),
    "snapshot": (
        lambda c, xml: guest(c).snapshotCreateXML(xml, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE),
        "domainsnapshot", "<domainsnapshot><bogus/></domainsnapshot>",
        "<domainsnapshot><memory snapshot='zig'/></domainsnapshot>"),
    "snapshot redefine": (
        lambda c, xml: guest(c).snapshotCreateXML(
            xml, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE
            | libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE),
        "domainsnapshot", "<domainsnapshot><bogus/></domainsnapshot>",
        "<domainsnapshot><state>zig</state></domainsnapshot>"),
    "checkpoint": (
        lambda c, xml: guest(c).checkpointCreateXML(xml),  # always, as the next one
        "domaincheckpoint", "<domaincheckpoint><bogus/></domaincheckpoint>",
        "<domaincheckpoint><name>../a</name></domaincheckpoint>"),
    "backup": (
        lambda c, xml: guest(c).backupBegin(xml, None),
        "domainbackup", "<domainbackup><bogus/></domainbackup>",
        "<domainbackup mode='zig'/>"),
    "network define": (
        lambda c, xml: c.networkDefineXMLFlags(xml, libvirt.VIR_NETWORK_DEFINE_VALIDATE),
        "network", "<network><name>a</name><bogus/></network>", "<network><bogus/></network>"),
    "network create": (
        lambda c, xml: c.networkCreateXMLFlags(xml, libvirt.VIR_NETWORK_CREATE_VALIDATE),
        "network", "<network><name>a</name><bogus/></network>",
        "<network><name>a</name><forward mode='zig'/></network>"),
    "network port": (
        lambda c, xml: c.networkLookupByName("default").portCreateXML(
            xml, libvirt.VIR_NETWORK_PORT_CREATE_VALIDATE),
        "networkport", "<networkport><bogus/></networkport>",
        "<networkport><uuid>x</uuid></networkport>"),
    "pool define": (
        lambda c, xml: c.storagePoolDefineXML(xml, libvirt.VIR_STORAGE_POOL_DEFINE_VALIDATE),
        "pool", "<pool type='dir'><name>a</name><target><path>/a</path><bogus/></target></pool>",
        "<pool type='zig'><name>a</name></pool>"),
    "volume": (
        volume, "volume", "<volume><name>a</name><bogus/></volume>", "<volume><bogus/></volume>"),
    "interface": (
        lambda c, xml: c.interfaceDefineXML(xml, libvirt.VIR_INTERFACE_DEFINE_VALIDATE),
        "interface", "<interface type='ethernet' name='a'><bogus/></interface>",
        "<interface type='zig'/>"),
    "secret": (
        lambda c, xml: c.secretDefineXML(xml, libvirt.VIR_SECRET_DEFINE_VALIDATE),
        "secret", "<secret><bogus/></secret>", "<secret ephemeral='zig'/>"),
    "filter": (
        lambda c, xml: c.nwfilterDefineXMLFlags(xml, libvirt.VIR_NWFILTER_DEFINE_VALIDATE),
        "filter", "<filter name='a'><bogus/></filter>", "<filter><bogus/></filter>"),
    "filter binding": (
        lambda c, xml: c.nwfilterBindingCreateXML(
            xml, libvirt.VIR_NWFILTER_BINDING_CREATE_VALIDATE),
        "filterbinding", "<filterbinding><bogus/></filterbinding>",
        f"<filterbinding><owner><uuid>{UUID}</uuid></owner></filterbinding>"),
    "node device create": (
        lambda c, xml: c.nodeDeviceCreateXML(
            xml, libvirt.VIR_NODE_DEVICE_CREATE_XML_VALIDATE),
        "device", "<device><name>a</name><bogus/></device>",
        "<device><name>a</name><capability type='zig'/></device>"),
    "node device define": (
        lambda c, xml: c.nodeDeviceDefineXML(
            xml, libvirt.VIR_NODE_DEVICE_DEFINE_XML_VALIDATE),
        "device", "<device><name>a</name><bogus/></device>",
        "<device><name>a</name><capability type='zig'/></device>"),
    "processor": (
        lambda c, xml: c.compareCPU(xml, libvirt.VIR_CONNECT_COMPARE_CPU_VALIDATE_XML),
        "cpu", "<cpu><arch>x86_64</arch><bogus/></cpu>", "<cpu><arch>zig</arch></cpu>"),
    "processor of hypervisors": (
        lambda c, xml: c.compareHypervisorCPU(
            None, None, None, None, xml, libvirt.VIR_CONNECT_COMPARE_CPU_VALIDATE_XML),
        "cpu", "<cpu><arch>x86_64</arch><bogus/></cpu>", "<cpu><arch>zig</arch></cpu>"),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_that_validates_asks_the_schema_of_its_document_first(daemon, name):
    call, root, invalid, wrong = CALLS[name]
    connection = libvirt.open(daemon.uri)
    reference = libvirt.open("test:///default")
    try:
        for text, code in ((invalid, INVALID), (wrong, INVALID), (f"<{root}s/>", WRONG_ROOT)):
            assert refusal_of(call, connection, text).get_error_code() == code, text
            if libvirt.getVersion() == 9_000_000:
                told = refusal_of(call, reference, text).get_error_code()
                assert told in (code, NOT_SUPPORTED), text
    finally:
        connection.close()
        reference.close()
