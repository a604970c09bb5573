# SPDX-License-Identifier: LGPL-2.1-or-later
"""virt-install, virt-clone and virt-xml create, copy, change and remove guests."""

import shutil
import subprocess

import libvirt
import pytest

pytestmark = pytest.mark.skipif(shutil.which("virt-install") is None, reason="no virt-install")
PLAIN = ["--memory", "256", "--osinfo", "detect=off,require=off", "--noautoconsole"]


@pytest.fixture
def kept(daemon):
    """The default state lives as long as someone is connected: here, as long as the test."""
    connection = libvirt.open(daemon.uri)
    yield daemon
    connection.close()


def run(daemon, program, *arguments):
    done = subprocess.run([program, "--connect", daemon.uri, *arguments], timeout=120, check=False,
                          env=dict(daemon.env, HOME=str(daemon.dir)), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def names(daemon):
    return daemon.virsh("list", "--all", "--name").stdout.split()


def volumes(daemon):
    return [line.split()[0] for line in
            daemon.virsh("vol-list", "default-pool").stdout.split("\n")[2:] if line.strip()]


def test_a_guest_is_installed_and_runs(kept):
    run(kept, "virt-install", "--name", "bare", "--disk", "none", "--import", "--graphics", "vnc",
        "--network", "network=default", *PLAIN)
    assert kept.virsh("domstate", "bare").stdout.strip() == "running"
    # it leaves the numbers of the functions of a USB controller to the daemon
    document = kept.virsh("dumpxml", "bare").stdout
    assert document.count("<controller type='usb' index='0' model='ich9-") == 4
    kept.virsh("destroy", "bare")
    kept.virsh("undefine", "bare")


def test_a_guest_with_a_disk_is_cloned_changed_and_removed(kept):
    run(kept, "virt-install", "--name", "first", "--disk", "size=1,pool=default-pool", "--pxe",
        "--network", "default", *PLAIN)
    assert volumes(kept) == ["first.qcow2"]
    kept.virsh("destroy", "first")

    run(kept, "virt-clone", "-o", "first", "-n", "second", "--auto-clone")
    assert "second" in names(kept)
    assert sorted(volumes(kept)) == ["first.qcow2", "second.qcow2"]

    run(kept, "virt-xml", "second", "--edit", "--memory", "512")
    run(kept, "virt-xml", "second", "--add-device", "--disk",
        "size=1,pool=default-pool,bus=virtio")
    lines = kept.virsh("domblklist", "second").stdout
    assert "/default-pool/second-1.qcow2" in lines
    assert kept.virsh("dumpxml", "second").stdout.count("524288</memory>") == 1
    run(kept, "virt-xml", "second", "--remove-device", "--disk", "target=vda")
    assert "second-1" not in kept.virsh("domblklist", "second").stdout

    for name in ("first", "second"):
        kept.virsh("undefine", name, "--remove-all-storage")
        assert name not in names(kept)
    assert volumes(kept) == ["second-1.qcow2"]
    kept.virsh("vol-delete", "second-1.qcow2", "default-pool")
