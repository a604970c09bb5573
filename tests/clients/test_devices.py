# SPDX-License-Identifier: LGPL-2.1-or-later
"""Devices come and go: what is attached is in documents, lists and statistics, and events tell."""

import libvirt
import pytest

from conftest import until
from refusal import refused

DISK = """<disk type='file' device='disk'><source file='/img/{0}'/>
<target dev='{0}' bus='{1}'/></disk>"""
CARD = """<interface type='network'><mac address='52:54:00:00:00:{0:02}'/>
<source network='default'/>{1}</interface>"""
GUEST = """<domain type='test'><name>devices</name><memory>65536</memory>
<os><type>hvm</type></os><devices>{0}</devices></domain>"""

LIVE, CONFIG = libvirt.VIR_DOMAIN_AFFECT_LIVE, libvirt.VIR_DOMAIN_AFFECT_CONFIG


@pytest.fixture
def connection(event_loop, daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    opened = libvirt.open(daemon.uri)
    yield opened
    opened.close()


@pytest.fixture
def guest(connection):
    made = connection.defineXML(GUEST.format(DISK.format("vda", "virtio")))
    made.create()
    yield made
    if made.isActive():
        made.destroy()
    made.undefine()


def test_a_disk_is_attached_to_what_was_asked(guest):
    guest.attachDeviceFlags(DISK.format("vdb", "virtio"), LIVE)
    assert "vdb" in guest.XMLDesc()
    assert "vdb" not in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
    assert guest.blockInfo("vdb")[0] > 0
    assert set(guest.diskErrors()) == {"vda", "vdb"}
    guest.attachDeviceFlags(DISK.format("vdc", "virtio"), LIVE | CONFIG)
    assert "vdc" in guest.XMLDesc() and "vdc" in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
    guest.destroy()
    assert "vdb" not in guest.XMLDesc() and "vdc" in guest.XMLDesc()


def test_one_target_is_for_one_disk(guest):
    message = refused(guest.attachDeviceFlags, DISK.format("vda", "virtio"), LIVE)
    assert message == "operation failed: target vda already exists"


def test_both_or_none(guest):
    guest.attachDeviceFlags(DISK.format("vdb", "virtio"), CONFIG)
    refused(guest.attachDeviceFlags, DISK.format("vdb", "virtio"), LIVE | CONFIG)
    assert "vdb" not in guest.XMLDesc()


def test_detached_by_document_and_by_alias(guest):
    guest.attachDeviceFlags(DISK.format("vdb", "virtio"), LIVE)
    guest.detachDeviceFlags(DISK.format("vdb", "virtio"), LIVE)
    assert "vdb" not in guest.XMLDesc()
    assert "no target device vdb" in refused(
        guest.detachDeviceFlags, DISK.format("vdb", "virtio"), LIVE)
    guest.attachDeviceFlags(CARD.format(7, "<alias name='ua-mine'/>"), LIVE)
    guest.detachDeviceAlias("ua-mine", LIVE)
    assert "00:07" not in guest.XMLDesc()
    assert "no device found with alias ua-mine" in refused(
        guest.detachDeviceAlias, "ua-mine", LIVE)


def test_a_guest_keeps_the_disk_of_its_file_systems(guest):
    system = DISK.format("vda", "virtio")
    assert refused(guest.detachDeviceFlags, system, LIVE) == \
        "operation failed: disk 'vda' is in use by the guest"
    guest.detachDeviceFlags(system, CONFIG)
    assert "vda" in guest.XMLDesc() and "vda" not in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)


def test_a_card_is_found_by_its_mac_address(guest):
    guest.attachDeviceFlags(CARD.format(8, ""), LIVE)
    assert "00:08" in guest.XMLDesc()
    assert any(entry["hwaddr"] == "52:54:00:00:00:08"
               for entry in guest.interfaceAddresses(0).values())
    guest.updateDeviceFlags(CARD.format(8, "<link state='down'/>"), LIVE)
    assert "<link state='down'/>" in guest.XMLDesc()
    assert "no device matching MAC address 52:54:00:00:00:09 found" in refused(
        guest.detachDeviceFlags, CARD.format(9, ""), LIVE)


def test_some_devices_wait_for_the_next_start(guest):
    video = "<video><model type='vga'/></video>"
    assert "live attach of device 'video' is not supported" in refused(
        guest.attachDeviceFlags, video, LIVE)
    guest.attachDeviceFlags(video, CONFIG)
    assert "<video>" in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)


def test_small_devices_and_their_controllers(guest):
    guest.attachDeviceFlags("<rng model='virtio'><backend model='random'>/dev/random</backend></rng>",
                            LIVE)
    guest.attachDeviceFlags("<watchdog model='i6300esb' action='reset'/>", LIVE)
    assert "domain already has a watchdog" in refused(
        guest.attachDeviceFlags, "<watchdog model='i6300esb'/>", LIVE)
    guest.attachDeviceFlags(DISK.format("sda", "scsi"), LIVE)
    assert "<controller type='scsi' index='0'" in guest.XMLDesc()
    assert "unknown device type 'banana'" in refused(guest.attachDeviceFlags, "<banana/>", LIVE)
    assert refused(guest.attachDeviceFlags, "<disk", LIVE)


def test_a_guest_that_is_off_takes_persistent_devices_only(guest):
    guest.destroy()
    assert "domain is not running" in refused(guest.attachDevice, DISK.format("vdb", "virtio"))
    guest.attachDeviceFlags(DISK.format("vdb", "virtio"), 0)
    assert "vdb" in guest.XMLDesc()


def test_events_name_the_device(connection, guest):
    seen = []
    registered = [
        connection.domainEventRegisterAny(None, event, lambda *what: seen.append(what[2]), None)
        for event in (libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
                      libvirt.VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED)]
    guest.attachDeviceFlags(DISK.format("vdb", "virtio"), LIVE)
    guest.attachDeviceFlags(CARD.format(7, ""), LIVE)
    guest.detachDeviceAlias("net0", LIVE)
    assert until(lambda: len(seen) >= 3)
    for one in registered:
        connection.domainEventDeregisterAny(one)
    assert seen == ["virtio-disk1", "net0", "net0"]


def test_virsh_attaches_and_detaches(daemon, guest):
    daemon.virsh("attach-disk", "devices", "/img/x", "vdq", "--live")
    assert "vdq" in daemon.virsh("domblklist", "devices").stdout
    daemon.virsh("detach-disk", "devices", "vdq", "--live")
    assert "vdq" not in daemon.virsh("domblklist", "devices").stdout
    daemon.virsh("attach-interface", "devices", "network", "default", "--mac",
                 "52:54:00:00:00:55", "--live")
    assert "52:54:00:00:00:55" in daemon.virsh("domiflist", "devices").stdout
    daemon.virsh("domif-setlink", "devices", "52:54:00:00:00:55", "down")
    daemon.virsh("detach-interface", "devices", "network", "--mac", "52:54:00:00:00:55", "--live")
    assert "52:54:00:00:00:55" not in daemon.virsh("domiflist", "devices").stdout
