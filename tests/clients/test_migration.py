# SPDX-License-Identifier: LGPL-2.1-or-later
"""Guests move between test hosts, led by an unmodified client library."""

import libvirt
import pytest

GUEST = """<domain type='test'><name>mover</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>
<memory>65536</memory><vcpu current='2'>4</vcpu><os><type>hvm</type></os></domain>"""


@pytest.fixture
def hosts(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    other = daemon.dir / "other.xml"
    other.write_text("<node/>")
    here = libvirt.open(daemon.uri)
    there = libvirt.open(f"test+unix://{other}?socket={daemon.socket}")
    yield here, there
    for guest in here.listAllDomains() + there.listAllDomains():
        if guest.name() == "mover":
            persistent = guest.isPersistent()  # others are gone once they stop
            if guest.isActive():
                guest.destroy()
            if persistent:
                guest.undefine()
    here.close()
    there.close()


@pytest.fixture
def guest(hosts):
    made = hosts[0].defineXML(GUEST)
    made.create()
    return made


def test_a_guest_runs_there_and_no_longer_here(hosts, guest):
    moved = guest.migrate(hosts[1], libvirt.VIR_MIGRATE_LIVE)
    assert moved.state() == [libvirt.VIR_DOMAIN_RUNNING, libvirt.VIR_DOMAIN_RUNNING_MIGRATED]
    assert guest.state() == [libvirt.VIR_DOMAIN_SHUTOFF, libvirt.VIR_DOMAIN_SHUTOFF_MIGRATED]
    assert not moved.isPersistent() and guest.isPersistent()
    assert moved.UUIDString() == guest.UUIDString()


def test_a_guest_moves_for_good(hosts, guest):
    flags = libvirt.VIR_MIGRATE_PERSIST_DEST | libvirt.VIR_MIGRATE_UNDEFINE_SOURCE
    moved = guest.migrate(hosts[1], flags, "renamed")
    assert moved.name() == "renamed" and moved.isPersistent()
    assert "mover" not in [one.name() for one in hosts[0].listAllDomains()]
    moved.destroy()
    moved.undefine()


def test_a_paused_guest_stays_paused(hosts, guest):
    guest.suspend()
    assert guest.migrate(hosts[1], 0).state()[0] == libvirt.VIR_DOMAIN_PAUSED


def test_a_guest_that_cannot_go_runs_on(hosts, guest):
    with pytest.raises(libvirt.libvirtError, match="'mover' is already active"):
        guest.migrate(hosts[0], 0)
    assert guest.state()[0] == libvirt.VIR_DOMAIN_RUNNING
    guest.snapshotCreateXML("<domainsnapshot/>")
    with pytest.raises(libvirt.libvirtError, match="cannot migrate domain with 1 snapshots"):
        guest.migrate(hosts[1], 0)
    assert hosts[1].listAllDomains() == []
    guest.snapshotCurrent().delete()


def test_virsh_migrates(daemon, hosts, guest):
    done = daemon.virsh("migrate", "mover", f"test+unix://{daemon.dir}/other.xml?socket={daemon.socket}",
                        "--live", "--verbose")
    assert "100 %" in done.stderr + done.stdout
    assert guest.state() == [libvirt.VIR_DOMAIN_SHUTOFF, libvirt.VIR_DOMAIN_SHUTOFF_MIGRATED]


def test_processors_are_plugged_one_by_one(hosts, guest):
    guest.setVcpu("3", 1)
    assert guest.vcpusFlags(libvirt.VIR_DOMAIN_AFFECT_LIVE) == 3
    assert "<vcpu id='2' enabled='no' hotpluggable='yes'/>" in guest.XMLDesc()
    assert guest.vcpusFlags(libvirt.VIR_DOMAIN_AFFECT_CONFIG) == 2
    with pytest.raises(libvirt.libvirtError, match="vCPU '0' is not hotpluggable"):
        guest.setVcpu("0", 0)
    with pytest.raises(libvirt.libvirtError, match="vCPU '4' is not present"):
        guest.setVcpu("4", 1, libvirt.VIR_DOMAIN_AFFECT_CONFIG)
