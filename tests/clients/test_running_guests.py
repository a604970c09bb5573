# SPDX-License-Identifier: LGPL-2.1-or-later
"""What clients set for running guests of the test driver, and read back."""

import gc
import os

import libvirt
import pytest

from refusal import refused

GUEST = """<domain type='test'><name>watched</name><memory>65536</memory><vcpu>2</vcpu>
<os><type>hvm</type></os><devices>
<disk type='file' device='disk'><source file='/img/a'/><target dev='vda' bus='virtio'/></disk>
</devices></domain>"""
POSTCOPY = libvirt.VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY


@pytest.fixture
def connection(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    opened = libvirt.open(daemon.uri)
    yield opened
    opened.close()


@pytest.fixture
def guest(connection):
    made = connection.defineXML(GUEST)
    made.create()
    yield made
    if made.isActive():
        made.destroy()
    made.undefineFlags(libvirt.VIR_DOMAIN_UNDEFINE_MANAGED_SAVE)


def test_speed_of_migrations_is_kept(guest):
    assert guest.migrateGetMaxSpeed(0) == 8796093022207
    guest.migrateSetMaxSpeed(100, 0)
    guest.migrateSetMaxSpeed(200, POSTCOPY)
    assert (guest.migrateGetMaxSpeed(0), guest.migrateGetMaxSpeed(POSTCOPY)) == (100, 200)
    assert "bandwidth must be less than 8796093022208" in refused(
        guest.migrateSetMaxSpeed, 8796093022208, 0)
    guest.destroy()
    assert guest.migrateGetMaxSpeed(0) == 100
    assert "domain is not running" in refused(guest.migrateGetMaxSpeed, POSTCOPY)


def test_downtime_and_cache_of_migrations_are_of_one_run(guest):
    assert guest.migrateGetMaxDowntime() == 300
    guest.migrateSetMaxDowntime(500)
    assert guest.migrateGetMaxDowntime() == 500
    assert "no more than 2000000 ms" in refused(guest.migrateSetMaxDowntime, 2000001)
    assert guest.migrateGetCompressionCache() == 67108864
    guest.migrateSetCompressionCache(4096)
    assert guest.migrateGetCompressionCache() == 4096
    for wrong in 0, 2048, 100000:
        assert "power of two" in refused(guest.migrateSetCompressionCache, wrong)
    guest.destroy()
    assert "domain is not running" in refused(guest.migrateSetMaxDowntime, 1)
    guest.create()
    assert guest.migrateGetMaxDowntime() == 300


def test_nothing_can_be_copied_later(guest):
    assert "while outgoing migration is in progress" in refused(guest.migrateStartPostCopy)


def test_marks_on_disks_are_told(daemon, connection, guest):
    def marks():
        return connection.domainListGetStats([guest], libvirt.VIR_DOMAIN_STATS_BLOCK)[0][1]

    assert marks() == {}
    guest.setBlockThreshold("vda", 4096)
    assert marks() == {"block.count": 1, "block.0.name": "vda", "block.0.path": "/img/a",
                       "block.0.threshold": 4096}
    assert "failed to find disk 'vdx'" in refused(guest.setBlockThreshold, "vdx", 1)
    daemon.virsh("domblkthreshold", "watched", "vda", "0")
    assert marks() == {}
    guest.setBlockThreshold("vda", 1)
    guest.destroy()
    assert marks() == {}
    assert "domain is not running" in refused(guest.setBlockThreshold, "vda", 1)


def test_the_dirty_rate_is_measured(daemon, connection, guest):
    def rate():
        return connection.domainListGetStats([guest], libvirt.VIR_DOMAIN_STATS_DIRTYRATE)[0][1]

    assert "choose value within [1, 60]" in refused(guest.startDirtyRateCalc, 61, 0)
    assert "requires dirty-ring feature" in refused(
        guest.startDirtyRateCalc, 1, libvirt.VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING)
    guest.startDirtyRateCalc(60, libvirt.VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP)
    measured = rate()
    assert measured.pop("dirtyrate.calc_start_time") >= 0
    assert measured == {"dirtyrate.calc_status": 1, "dirtyrate.calc_period": 60,
                        "dirtyrate.calc_mode": "dirty-bitmap"}
    assert "already being measured" in refused(guest.startDirtyRateCalc, 1, 0)
    guest.destroy()
    assert rate() == {}
    guest.create()
    daemon.virsh("domdirtyrate-calc", "watched", "--seconds", "1")
    assert rate()["dirtyrate.calc_mode"] == "page-sampling"


def test_a_managed_save_image_is_edited(guest):
    guest.managedSave()
    text = guest.managedSaveGetXMLDesc()
    guest.managedSaveDefineXML(text.replace("/img/a", "/img/b"),
                               libvirt.VIR_DOMAIN_SAVE_PAUSED)
    assert "/img/b" in guest.managedSaveGetXMLDesc()
    assert "name 'other' does not match source 'watched'" in refused(
        guest.managedSaveDefineXML, text.replace("<name>watched", "<name>other"))
    assert "max memory 4096 does not match source 65536" in refused(
        guest.managedSaveDefineXML, text.replace(">65536<", ">4096<"))
    assert "/img/a" in guest.XMLDesc()
    guest.create()
    assert guest.state() == [libvirt.VIR_DOMAIN_PAUSED, libvirt.VIR_DOMAIN_PAUSED_USER]
    assert "/img/b" in guest.XMLDesc()
    assert "/img/a" in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
    assert "does not have managed save image" in refused(guest.managedSaveDefineXML, text)
    guest.destroy()
    guest.create()
    assert "/img/a" in guest.XMLDesc()


def test_a_removed_image_is_gone_with_what_was_edited(guest):
    guest.managedSave()
    guest.managedSaveDefineXML(guest.managedSaveGetXMLDesc().replace("/img/a", "/img/b"))
    guest.managedSaveRemove()
    guest.create()
    assert "/img/a" in guest.XMLDesc()


def open_pipes(daemon):
    links = (os.readlink(entry) for entry in os.scandir(f"/proc/{daemon.pid}/fd")
             if os.path.islink(entry))
    return sum(link.startswith("pipe:") for link in links)


def test_lent_files_are_open_as_long_as_their_connection(daemon, guest):
    before = open_pipes(daemon)
    lender = libvirt.open(daemon.uri)
    there = lender.lookupByName("watched")
    reading, writing = os.pipe()
    there.FDAssociate("group", [reading, writing])
    assert open_pipes(daemon) == before + 2
    there.FDAssociate("group", [writing])
    there.FDAssociate("other", [writing])
    assert open_pipes(daemon) == before + 2
    for number in range(254):
        there.FDAssociate(str(number), [writing])
    assert "no more than 256 files" in refused(there.FDAssociate, "more", [writing])
    os.close(reading)
    os.close(writing)
    del there  # it holds the connection, as what was refused does
    gc.collect()
    assert lender.close() == 0
    daemon.virsh("list")
    assert open_pipes(daemon) == before


def test_a_disk_may_be_lent_files(connection):
    text = GUEST.replace("watched", "borrower").replace(
        "file='/img/a'", "file='/img/a' fdgroup='files'")
    assert "'files' was not associated" in refused(connection.createXML, text)
    made = connection.defineXML(text)
    assert "fdgroup='files'" in made.XMLDesc()
    assert "'files' was not associated" in refused(made.create)
    reading, writing = os.pipe()
    made.FDAssociate("files", [reading])
    made.create()
    os.close(reading)
    os.close(writing)
    made.destroy()
    made.undefine()
