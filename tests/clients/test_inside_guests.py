# SPDX-License-Identifier: LGPL-2.1-or-later
"""Block jobs, consoles, the guest agent and sleeping guests of the test driver."""

import time

import libvirt
import pytest

from conftest import until
from refusal import refused

GUEST = """<domain type='test'><name>inside</name><memory>65536</memory><vcpu>4</vcpu>
<os><type>hvm</type></os><devices>
<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/img/top'/>
<backingStore type='file'><format type='qcow2'/><source file='/img/mid'/>
<backingStore type='file'><format type='raw'/><source file='/img/base'/><backingStore/>
</backingStore></backingStore><target dev='vda' bus='virtio'/></disk>
<serial type='pty'/><channel type='unix'><target type='virtio' name='org.example.0'/></channel>
</devices></domain>"""
COPY = "<disk type='file'><source file='/img/copy'/><driver type='raw'/></disk>"


@pytest.fixture
def guest(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    connection = libvirt.open(daemon.uri)
    made = connection.defineXML(GUEST)
    made.create()
    yield made
    if made.isActive():
        made.destroy()
    made.undefine()
    connection.close()


def eventually(holds):
    limit = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_pull_leaves_one_image(guest):
    guest.blockPull("vda", 0, 0)
    eventually(lambda: not guest.blockJobInfo("vda", 0))
    assert "/img/mid" not in guest.XMLDesc() and "/img/top" in guest.XMLDesc()


def test_a_copy_is_ended_by_pivoting_to_it(guest):
    guest.blockCopy("vda", COPY, {}, 0)
    assert "<mirror type='file'" in guest.XMLDesc()
    assert "already in active block job" in refused(guest.blockPull, "vda", 0, 0)
    eventually(lambda: "ready='yes'" in guest.XMLDesc())
    info = guest.blockJobInfo("vda", 0)
    assert info["cur"] == info["end"]
    guest.blockJobAbort("vda", libvirt.VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT)
    assert "mirror" not in guest.XMLDesc() and "/img/copy" in guest.XMLDesc()
    assert "/img/top" in guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)


def test_a_slow_copy_is_not_ready_and_can_be_given_up(guest):
    guest.blockCopy("vda", COPY, {"bandwidth": 1}, 0)
    assert "not ready for pivot yet" in refused(
        guest.blockJobAbort, "vda", libvirt.VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT)
    info = guest.blockJobInfo("vda", libvirt.VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES)
    assert info["bandwidth"] == 1 and info["cur"] < info["end"]
    guest.blockJobAbort("vda", 0)
    assert "mirror" not in guest.XMLDesc() and "/img/top" in guest.XMLDesc()
    assert "does not have an active block job" in refused(guest.blockJobAbort, "vda", 0)


def test_a_commit_of_the_active_image_goes_on_with_the_one_behind(guest):
    assert "requires active flag" in refused(guest.blockCommit, "vda", None, None, 0, 0)
    guest.blockCommit("vda", None, None, 0, libvirt.VIR_DOMAIN_BLOCK_COMMIT_ACTIVE)
    eventually(lambda: "ready='yes'" in guest.XMLDesc())
    guest.blockJobAbort("vda", libvirt.VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT)
    text = guest.XMLDesc()
    assert "/img/top" not in text and "/img/mid" in text and "/img/base" in text


def test_a_commit_below_takes_the_image_out(guest):
    guest.blockCommit("vda", "/img/base", "/img/mid", 0, 0)
    eventually(lambda: not guest.blockJobInfo("vda", 0))
    text = guest.XMLDesc()
    assert "/img/top" in text and "/img/mid" not in text and "/img/base" in text


def test_a_disk_with_a_job_stays(guest):
    other = "<disk type='file'><source file='{}'/><target dev='vdb' bus='virtio'/></disk>"
    guest.attachDevice(other.format("/img/b"))
    guest.blockCopy("vdb", COPY, {"bandwidth": 1}, 0)
    assert "already in active block job" in refused(guest.detachDevice, other.format("/img/b"))
    assert "already in active block job" in refused(
        guest.updateDeviceFlags, other.format("/img/c"))


def test_a_job_ends_with_its_guest(guest):
    guest.blockCopy("vda", COPY, {"bandwidth": 1}, 0)
    guest.destroy()
    guest.create()
    assert not guest.blockJobInfo("vda", 0) and "mirror" not in guest.XMLDesc()


def test_virsh_waits_for_block_jobs(daemon, guest):
    done = daemon.virsh("blockcommit", "inside", "vda", "--active", "--pivot", "--wait")
    assert "Successfully pivoted" in done.stdout
    done = daemon.virsh("blockcopy", "inside", "vda", "/img/other", "--transient-job", "--finish",
                        "--wait")
    assert "Successfully copied" in done.stdout


def test_a_resized_disk_has_its_size(guest):
    guest.blockResize("vda", 123 << 20, libvirt.VIR_DOMAIN_BLOCK_RESIZE_BYTES)
    assert guest.blockInfo("vda")[0] == 123 << 20
    assert guest.blockPeek("vda", 0, 16) == b"\0" * 16


def test_a_console_echoes(guest):
    stream = guest.connect().newStream()
    guest.openConsole(None, stream)
    stream.send(b"hello")
    assert stream.recv(100) == b"hello"
    other = guest.connect().newStream()
    assert "Active console session exists" in refused(guest.openConsole, None, other)
    guest.openConsole(None, other, libvirt.VIR_DOMAIN_CONSOLE_FORCE)
    other.send(b"x")
    assert other.recv(100) == b"x"
    other.finish()


def test_a_channel_is_found_by_name(guest):
    stream = guest.connect().newStream()
    guest.openChannel("org.example.0", stream)
    stream.send(b"ping")
    assert stream.recv(100) == b"ping"
    stream.abort()
    assert "cannot find channel nowhere" in refused(
        guest.openChannel, "nowhere", guest.connect().newStream())


def test_the_agent_tells_about_the_guest(guest):
    info = guest.guestInfo()
    assert info["hostname"] == guest.hostname()
    assert info["os.id"] == "test" and info["fs.count"] == 2 and info["disk.count"] == 1
    assert "user.count" in guest.guestInfo(libvirt.VIR_DOMAIN_GUEST_INFO_USERS)
    assert guest.agentSetResponseTimeout(-2) == 0


def test_keys_of_users_are_kept(guest):
    assert guest.authorizedSSHKeysGet("root") == []
    guest.authorizedSSHKeysSet("root", ["a", "b"], 0)
    guest.authorizedSSHKeysSet("root", ["c"], libvirt.VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND)
    guest.authorizedSSHKeysSet("root", ["a"], libvirt.VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE)
    assert guest.authorizedSSHKeysGet("root") == ["b", "c"]


def test_a_guest_sleeps_and_wakes(guest):
    guest.pMSuspendForDuration(libvirt.VIR_NODE_SUSPEND_TARGET_MEM, 0)
    assert guest.state()[0] == libvirt.VIR_DOMAIN_PMSUSPENDED
    guest.pMWakeup()
    assert guest.state()[0] == libvirt.VIR_DOMAIN_RUNNING
    assert "domain is not suspended" in refused(guest.pMWakeup)
    guest.pMSuspendForDuration(libvirt.VIR_NODE_SUSPEND_TARGET_DISK, 0)
    assert guest.state()[0] == libvirt.VIR_DOMAIN_SHUTOFF


def test_no_job_occupies_a_guest(guest):
    assert guest.jobInfo()[0] == libvirt.VIR_DOMAIN_JOB_NONE
    assert guest.jobStats()["type"] == libvirt.VIR_DOMAIN_JOB_NONE
    assert "no job is active" in refused(guest.abortJob)


def test_saving_by_parameters(daemon, guest):
    image = str(daemon.dir / "image")
    guest.saveParams({libvirt.VIR_DOMAIN_SAVE_PARAM_FILE: image})
    assert not guest.isActive()
    guest.connect().restoreParams({libvirt.VIR_DOMAIN_SAVE_PARAM_FILE: image})
    assert guest.isActive()
    assert "does not have managed save image" in refused(guest.managedSaveGetXMLDesc)
    guest.managedSave()
    assert "<name>inside</name>" in guest.managedSaveGetXMLDesc()
    guest.managedSaveRemove()


def test_a_backup_is_a_job_for_each_disk(guest):
    assert "no domain backup job present" in refused(guest.backupGetXMLDesc)
    guest.blockCopy("vda", COPY, {"bandwidth": 1}, 0)
    assert "already in active block job" in refused(guest.backupBegin, "<domainbackup/>", None)
    guest.blockJobAbort("vda", 0)
    guest.backupBegin("<domainbackup/>", "<domaincheckpoint><name>c</name></domaincheckpoint>")
    guest.blockJobSetSpeed("vda", 1, libvirt.VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES)
    assert "<disk name='vda' backup='yes' type='file'" in guest.backupGetXMLDesc()
    assert guest.blockJobInfo("vda", 0)["type"] == 5
    assert guest.jobStats()["operation"] == libvirt.VIR_DOMAIN_JOB_OPERATION_BACKUP
    assert "a backup of the domain is running" in refused(guest.backupBegin, "<domainbackup/>", None)
    guest.blockJobSetSpeed("vda", 0)
    eventually(lambda: guest.jobInfo()[0] == libvirt.VIR_DOMAIN_JOB_NONE)
    assert [one.getName() for one in guest.listAllCheckpoints()] == ["c"]
    guest.listAllCheckpoints()[0].delete()


def test_a_backup_is_given_up(guest):
    guest.backupBegin("<domainbackup/>", None)
    guest.blockJobSetSpeed("vda", 1, libvirt.VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES)
    guest.abortJob()
    assert not guest.blockJobInfo("vda", 0)
    assert "no job is active" in refused(guest.abortJob)
    told = guest.jobStats(libvirt.VIR_DOMAIN_JOB_STATS_COMPLETED)
    assert told["type"] == libvirt.VIR_DOMAIN_JOB_CANCELLED and not told["success"]
    assert guest.jobStats(libvirt.VIR_DOMAIN_JOB_STATS_COMPLETED)["type"] == 0


PULL = "<domainbackup mode='pull'>{}<server name='localhost' port='10809'/></domainbackup>"


def test_a_backup_is_read_by_others_until_its_job_is_ended(event_loop, guest):
    ended = []
    registered = guest.connect().domainEventRegisterAny(
        guest, libvirt.VIR_DOMAIN_EVENT_ID_JOB_COMPLETED, lambda *a: ended.append(a[2]), None)
    guest.backupBegin(PULL.format(""), "<domaincheckpoint><name>c</name></domaincheckpoint>")
    text = guest.backupGetXMLDesc()
    assert "<server transport='tcp' name='localhost' port='10809'/>" in text
    assert "exportname='vda'" in text and "<scratch file='/img/top.c'/>" in text
    info = guest.blockJobInfo("vda", 0)
    assert (info["type"], info["cur"]) == (5, 0) and info["end"] > 0
    guest.blockJobSetSpeed("vda", 0)
    stats = guest.jobStats()
    assert stats.pop("time_elapsed") >= 0
    assert stats == {"type": libvirt.VIR_DOMAIN_JOB_UNBOUNDED, "disk_temp_used": 0,
                     "operation": libvirt.VIR_DOMAIN_JOB_OPERATION_BACKUP,
                     "disk_temp_total": info["end"]}
    guest.abortJob()
    assert "no domain backup job present" in refused(guest.backupGetXMLDesc)
    keep = libvirt.VIR_DOMAIN_JOB_STATS_COMPLETED | libvirt.VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED
    told = guest.jobStats(keep)
    assert told["type"] == libvirt.VIR_DOMAIN_JOB_COMPLETED and told["success"]
    guest.backupBegin(PULL.format("<incremental>c</incremental>"), None)
    assert "backupmode='incremental' incremental='c'" in guest.backupGetXMLDesc()
    guest.blockJobAbort("vda", 0)  # its only disk
    assert "no job is active" in refused(guest.abortJob)
    guest.listAllCheckpoints()[0].delete()
    assert until(lambda: len(ended) == 2)
    guest.connect().domainEventDeregisterAny(registered)
    assert all(one["success"] and one["operation"] == 9 for one in ended)


def test_a_backup_needs_what_it_names(guest):
    for wrong, why in (
            (PULL.format("<incremental>n</incremental>"), "Checkpoint 'n' for incremental backup"),
            (PULL.format("").replace("port", "tls='no' port").replace("10809", "0"), "TCP port"),
            ("<domainbackup mode='pull'/>", "failed to validate"),
            ("<domainbackup><disks><disk name='vda' backup='no'/></disks></domainbackup>",
             "no disks selected for backup")):
        assert why in refused(guest.backupBegin, wrong, None)
    assert guest.jobStats()["type"] == libvirt.VIR_DOMAIN_JOB_NONE
