# SPDX-License-Identifier: LGPL-2.1-or-later
"""The kinds of documents that schema_parity.py compares, but for guests.

What the reference's test driver lacks is asked of its other drivers: in this process, or in a
daemon of its own, which needs root and sees neither files nor network cards of the host.
"""

import collections
import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

import libvirt

TEST = "test:///default"

# The schema, what makes a document of it fit, what has a connection take it and answers with the
# XML that it made of it, and who the reference is: an URI, where {daemon} is the socket of its daemon.
Kind = collections.namedtuple("Kind", "schema complete make theirs", defaults=[TEST])


def open_(address):
    """A connection that knows where it leads to."""
    connection = libvirt.open(address)
    connection.address = address
    return connection


def set_child(root, name, text=None, **attributes):
    """The child of that name, made where there is none, with nothing else in it."""
    child = root.find(name)
    if child is None:
        child = ElementTree.SubElement(root, name)
    child.clear()
    child.text = text
    child.attrib.update(attributes)
    return child


def drop(root, *names):
    for name in names:
        for child in root.findall(name):
            root.remove(child)


def named(root):
    if root.find("name") is not None:
        set_child(root, "name", "named")


@contextlib.contextmanager
def removing(call, *arguments):
    try:
        yield
    finally:
        call(*arguments)


def network(connection, text, validate):
    defined = connection.networkDefineXMLFlags(
        text, libvirt.VIR_NETWORK_DEFINE_VALIDATE if validate else 0)
    with removing(defined.undefine):
        return defined.XMLDesc()


def network_port(connection, text, validate):
    """In a network that needs nothing of the host."""
    try:
        around = connection.networkLookupByName("ports")
    except libvirt.libvirtError:
        around = connection.networkCreateXML(
            "<network><name>ports</name><forward mode='bridge'/><bridge name='br0'/></network>")
    made = around.portCreateXML(text, libvirt.VIR_NETWORK_PORT_CREATE_VALIDATE if validate else 0)
    with removing(made.delete):
        return made.XMLDesc()


def pool(connection, text, validate):
    defined = connection.storagePoolDefineXML(
        text, libvirt.VIR_STORAGE_POOL_DEFINE_VALIDATE if validate else 0)
    with removing(defined.undefine):
        return defined.XMLDesc()


def hosted(root):
    """A source on a host, without which the reference dies."""
    named(root)
    if root.find("source") is None:
        set_child(root, "source")
    set_child(root.find("source"), "host").set("name", "example.org")


def pool_sources(connection, text, _):
    """Where pools could be, by the source of one; drivers for tests know of two types."""
    around = ElementTree.fromstring(text)
    source = around.find("source")
    wanted = None if source is None else ElementTree.tostring(source, "unicode")
    return "".join(connection.findStoragePoolSources(each, wanted) for each in ("logical", "netfs"))


def sized(root):
    """A volume that fits into a pool."""
    set_child(root, "name", "named")
    for name in ("capacity", "allocation"):
        if root.find(name) is not None or name == "capacity":
            set_child(root, name, "4096")


POOLS = {
    "dir": "<target><path>/dir</path></target>",
    "logical": "<source><name>vg</name></source><target><path>/dev/vg</path></target>",
    "disk": "<source><device path='/dev/sdz'/></source><target><path>/dev</path></target>",
    "rbd": "<source><host name='h'/><name>pool</name></source>",
}


def volume_in(kind):
    def volume(connection, text, validate):
        name = f"pool of type {kind}"
        try:
            around = connection.storagePoolLookupByName(name)
        except libvirt.libvirtError:
            around = connection.storagePoolCreateXML(
                f"<pool type='{kind}'><name>{name}</name>{POOLS[kind]}</pool>")
        # the reference's test driver knows no validation of volumes
        made = around.createXML(text, libvirt.VIR_STORAGE_VOL_CREATE_VALIDATE if validate else 0)
        with removing(made.delete):
            return made.XMLDesc()
    return volume


def interface(connection, text, validate):
    defined = connection.interfaceDefineXML(
        text, libvirt.VIR_INTERFACE_DEFINE_VALIDATE if validate else 0)
    with removing(defined.undefine):
        return defined.XMLDesc()


GUEST = "11111111-2222-3333-4444-555555555555"
DISKS = ("vda", "vdb")
FILES = ("/etc/hosts", "/etc/passwd")  # that exist and that nobody writes to


DISK_PARTS = "".join(
    f"<disk type='file'><driver name='qemu' type='qcow2'/><source file='{file}'/>"
    f"<target dev='{name}'/></disk>" for name, file in zip(DISKS, FILES))
GUEST_XML = (f"<domain type='test'><name>disks</name><uuid>{GUEST}</uuid><memory>1024</memory>"
             f"<os><type>hvm</type></os><devices>{DISK_PARTS}</devices></domain>")


def with_disks(connection):
    """A running guest to make snapshots and checkpoints of."""
    try:
        return connection.lookupByName("disks")
    except libvirt.libvirtError:
        return connection.createXML(GUEST_XML)


def complete_guest(root):
    root.set("type", "test")
    root.attrib.pop("id", None)
    set_child(root, "name", "disks")
    set_child(root, "uuid", GUEST)
    if root.find("os") is None:
        set_child(root, "os")
    set_child(root.find("os"), "type", "hvm")
    if root.find("memory") is None:
        set_child(root, "memory", "1024")


def of_disks(root):
    """What is made of that guest."""
    set_child(root, "name", "named")
    drop(root, "parent")
    for disk, name in zip(root.iterfind("disks/disk"), DISKS):
        disk.set("name", name)
    for source in root.iterfind("disks/disk/source[@protocol]"):
        source.set("name", "pool/image")


def past(root):
    """A snapshot that can be said to have been made."""
    of_disks(root)
    set_child(root, "creationTime", "1")
    if root.find("memory") is not None:
        set_child(root, "state", "running")
    elif root.find("disks") is not None:
        set_child(root, "state", "disk-snapshot")
    elif root.findtext("state") not in ("running", "paused", "shutoff"):
        set_child(root, "state", "shutoff")
    guests = root.findall("domain") + root.findall("inactiveDomain")
    for guest in guests:
        complete_guest(guest)
        drop(root, "disks")
    if not guests:
        root.append(ElementTree.fromstring(GUEST_XML))


def present(root):
    """A snapshot of disks is one of memory, too."""
    of_disks(root)
    if root.find("disks") is not None and root.find("memory") is None:
        set_child(root, "memory", snapshot="external", file="/memory")


def snapshot(connection, text, validate):
    made = with_disks(connection).snapshotCreateXML(
        text, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE |
        (libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE if validate else 0))
    with removing(made.delete):
        return made.getXMLDesc()


def new_snapshot(connection, text, validate):
    made = with_disks(connection).snapshotCreateXML(
        text, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE if validate else 0)
    with removing(made.delete):
        return made.getXMLDesc()


def checkpoint(connection, text, _):
    """The reference validates all of them."""
    made = with_disks(connection).checkpointCreateXML(text, 0)
    with removing(made.delete):
        return made.getXMLDesc()


def node_device(connection, text, validate):
    made = connection.nodeDeviceCreateXML(
        text, libvirt.VIR_NODE_DEVICE_CREATE_XML_VALIDATE if validate else 0)
    with removing(made.destroy):
        return made.XMLDesc()


def existing_device(connection, text, _):
    """One of the host, which drivers for tests read from a file."""
    with tempfile.NamedTemporaryFile(prefix="virtd-parity.", suffix=".xml") as file:
        file.write(f"<node>{text}</node>".encode())
        file.flush()
        host = open_(connection.address.replace("/default", file.name))
    return "".join(each.XMLDesc() for each in host.listAllDevices())


def adapter(root):
    """A device below one that can have such."""
    drop(root, "parent")
    set_child(root, "parent", "scsi_host1")


def anonymous(root):
    drop(root, "uuid")


def secret(connection, text, validate):
    defined = connection.secretDefineXML(
        text, libvirt.VIR_SECRET_DEFINE_VALIDATE if validate else 0)
    with removing(defined.undefine):
        return defined.XMLDesc()


def filter_(root):
    root.set("name", "named")
    drop(root, "uuid")


def nwfilter(connection, text, validate):
    defined = connection.nwfilterDefineXMLFlags(
        text, libvirt.VIR_NWFILTER_DEFINE_VALIDATE if validate else 0)
    with removing(defined.undefine):
        return defined.XMLDesc()


def bound(root):
    """To a filter that does nothing."""
    for each in root.iterfind("portdev"):
        each.set("name", "lo")
    for each in root.iterfind("filterref"):
        each.set("filter", "nothing")


def binding(connection, text, validate):
    try:
        connection.nwfilterLookupByName("nothing")
    except libvirt.libvirtError:
        connection.nwfilterDefineXML("<filter name='nothing'/>")
    made = connection.nwfilterBindingCreateXML(
        text, libvirt.VIR_NWFILTER_BINDING_CREATE_VALIDATE if validate else 0)
    with removing(made.delete):
        return made.XMLDesc()


def as_it_is(root):
    pass


def processor(root):
    """One of a host."""
    for name in ("mode", "match", "check", "migratable"):
        root.attrib.pop(name, None)
    set_child(root, "arch", "x86_64")
    if root.find("model") is None:
        set_child(root, "model", "qemu64")


def baseline(connection, text, _):
    return connection.baselineCPU([text])


KINDS = {
    "network": Kind("network.rng", named, network),
    "network-port": Kind("networkport.rng", as_it_is, network_port,
                         "network+unix:///system?socket={daemon}"),
    "pool": Kind("storagepool.rng", named, pool),
    "pool-source": Kind("storagepool.rng", hosted, pool_sources),
    **{f"{kind}-volume": Kind("storagevol.rng", sized, volume_in(kind)) for kind in POOLS},
    "interface": Kind("interface.rng", as_it_is, interface),
    "snapshot": Kind("domainsnapshot.rng", past, snapshot),
    "new-snapshot": Kind("domainsnapshot.rng", present, new_snapshot),
    "checkpoint": Kind("domaincheckpoint.rng", of_disks, checkpoint),
    "node-device": Kind("nodedev.rng", adapter, node_device),
    "existing-device": Kind("nodedev.rng", as_it_is, existing_device),
    "secret": Kind("secret.rng", anonymous, secret, "secret+unix:///system?socket={daemon}"),
    "filter": Kind("nwfilter.rng", filter_, nwfilter, "nwfilter+unix:///system?socket={daemon}"),
    "filter-binding": Kind("nwfilterbinding.rng", bound, binding,
                           "nwfilter+unix:///system?socket={daemon}"),
    "cpu": Kind("cpu.rng", processor, baseline),
}

HIDDEN = ("/etc/libvirt", "/var/lib/libvirt", "/var/cache/libvirt", "/var/log/libvirt", "/run")


class ReferenceDaemon:
    """libvirt's own daemon, cut off from the host."""

    def __init__(self, program="/usr/sbin/libvirtd"):
        self.place = tempfile.TemporaryDirectory(prefix="virtd-parity.")
        folder = pathlib.Path(self.place.name)
        config = folder / "libvirtd.conf"
        config.write_text(f'unix_sock_dir = "{folder}"\nauth_unix_rw = "none"\n')
        self.socket = folder / "libvirt-sock"
        mounts = "".join(f"mount -t tmpfs tmpfs {each} && " for each in HIDDEN
                         if os.path.isdir(each))
        self.process = subprocess.Popen(
            ["unshare", "-m", "-n", "sh", "-c", mounts + 'ip link set lo up && exec "$@"', "sh",
             program, "-f", config, "-p", folder / "pid"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.socket.exists():
            if self.process.poll() is not None:
                sys.exit(f"{program} ended")
            time.sleep(0.01)

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.place.cleanup()


class Theirs:
    """Where the reference for a kind of document is."""

    def __init__(self, kind):
        self.daemon = ReferenceDaemon() if "{daemon}" in kind.theirs else None
        self.uri = kind.theirs.format(daemon=self.daemon.socket if self.daemon else "")

    def end(self):
        if self.daemon is not None:
            self.daemon.end()
