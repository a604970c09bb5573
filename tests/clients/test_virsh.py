# SPDX-License-Identifier: LGPL-2.1-or-later
"""An unmodified virsh does what its users do every day."""

import libvirt
import pytest

GUEST = """<domain type='test'>
  <name>{name}</name>
  <memory unit='MiB'>64</memory>
  <os><type>hvm</type></os>
</domain>
"""


def define(daemon, name):
    path = daemon.dir / f"{name}.xml"
    path.write_text(GUEST.format(name=name))
    daemon.virsh("define", str(path))


@pytest.fixture
def kept(daemon):
    """The default state lives as long as someone is connected: here, as long as the test."""
    connection = libvirt.open(daemon.uri)
    yield daemon
    connection.close()


def test_default_guest_is_listed(daemon):
    lines = daemon.virsh("list", "--all").stdout.split("\n")
    assert lines[2].split() == ["1", "test", "running"]


def test_a_guest_lives_from_define_to_undefine(kept):
    daemon = kept
    define(daemon, "lives")
    daemon.virsh("start", "lives")
    assert daemon.virsh("domstate", "lives").stdout.strip() == "running"
    daemon.virsh("suspend", "lives")
    assert daemon.virsh("domstate", "--reason", "lives").stdout.strip() == "paused (user)"
    daemon.virsh("resume", "lives")
    daemon.virsh("destroy", "lives")
    assert daemon.virsh("domstate", "lives").stdout.strip() == "shut off"
    daemon.virsh("undefine", "lives")
    gone = daemon.virsh("domstate", "lives", check=False)
    assert gone.returncode == 1
    assert "failed to get domain 'lives'" in gone.stderr


def test_state_ends_with_the_last_connection(daemon):
    define(daemon, "shortlived")
    # each virsh above was the only connection: the default state began anew each time
    assert "shortlived" not in daemon.virsh("list", "--all").stdout


def test_read_only_connection_refuses_changes(daemon):
    refused = daemon.virsh("destroy", "test", uri=daemon.uri_ro, check=False)
    assert "operation forbidden: read only access prevents virDomainDestroy" in refused.stderr


def test_what_is_not_there_says_not_supported(daemon):
    refused = daemon.virsh("qemu-monitor-command", "test", "info", check=False)
    assert refused.returncode == 1
    assert "not supported by the connection driver" in refused.stderr


@pytest.mark.parametrize("command, text, problems", [
    ("define", """<domain type='test'><name>twice</name><memory>1</memory>
<os><type>hvm</type></os>
<devices><disk type='file'><source file='/a'/><target dev='vda'/>
<source file='/b'/></disk></devices></domain>""",
     ["line 4: /domain/devices/disk has more than one <source>"]),
    ("net-define", """<network><name>lacking</name>
<mtu/><mac/><dns><txt name='a'/></dns></network>""",
     ["line 2: /network/mtu has no @size", "line 2: /network/mac has no @address",
      "line 2: /network/dns/txt has no @value"]),
    ("pool-define", """<pool type='dir'><name>twice</name>
<target><path>/a</path></target><name>again</name></pool>""",
     ["line 2: /pool has more than one <name>"]),
    ("nwfilter-define", """<filter name='lacking'>
<filterref filter='a'><parameter name='IP'/></filterref></filter>""",
     ["line 2: /filter/filterref/parameter has no @value"]),
    ("iface-define", """<interface type='ethernet' name='eth0'>
<start/><mtu/></interface>""",
     ["line 2: /interface/start has no @mode", "line 2: /interface/mtu has no @size"]),
])
def test_validation_finds_what_is_there_twice_or_not_at_all(daemon, command, text, problems):
    document = daemon.dir / "structure.xml"
    document.write_text(text)
    done = daemon.virsh(command, document, "--validate", check=False)
    assert done.returncode == 1 and "failed to validate against schema" in done.stderr
    for problem in problems:
        assert problem + "\n" in done.stderr
