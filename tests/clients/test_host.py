# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a test host says about its emulator and its processor."""

import re
import subprocess

import libvirt
import pytest

from refusal import refused

DIVISIBLE = """<node><device><name>pci_0000_00_02_0</name><capability type='pci'><domain>0</domain>
<bus>0</bus><slot>2</slot><function>0</function><product id='0x5917'/><vendor id='0x8086'/>
<capability type='mdev_types'><type id='i915-GVTg_V5_4'><deviceAPI>vfio-pci</deviceAPI>
<availableInstances>1</availableInstances></type></capability></capability></device></node>"""
PART = """<device><parent>pci_0000_00_02_0</parent><capability type='mdev'>
<type id='i915-GVTg_V5_4'/><uuid>c60cc60c-c60c-c60c-c60c-c60cc60cc60c</uuid>
</capability></device>"""

SCHEMA = "/usr/share/libvirt/schemas/domaincaps.rng"
HASWELL = "<cpu match='exact'><model>Haswell</model></cpu>"
WANTS_REASON = libvirt.VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE


@pytest.fixture
def connection(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    opened = libvirt.open(daemon.uri)
    yield opened
    opened.close()


def test_domain_capabilities_are_valid(daemon, connection):
    document = daemon.dir / "domcaps.xml"
    document.write_text(connection.getDomainCapabilities(machine="pc"))
    subprocess.run(["xmllint", "--noout", "--relaxng", SCHEMA, document], check=True,
                   capture_output=True)
    assert "<machine>pc</machine>" in document.read_text()
    assert "<path>/usr/bin/test-hv</path>" in daemon.virsh("domcapabilities").stdout


def test_domain_capabilities_are_for_this_host_only(connection):
    assert "unable to find any emulator to serve 's390x'" in refused(
        connection.getDomainCapabilities, None, "s390x")
    assert "does not support virt type 'kvm'" in refused(
        connection.getDomainCapabilities, None, None, None, "kvm")


def test_the_model_of_the_host_is_its_processor(connection):
    text = connection.getDomainCapabilities()
    model = re.search("<model fallback='forbid'>(.*?)</model>", text)[1]
    same = f"<cpu><arch>i686</arch><model>{model}</model></cpu>"
    assert connection.compareCPU(same, 0) == libvirt.VIR_CPU_COMPARE_IDENTICAL
    assert connection.compareHypervisorCPU(None, None, None, None, same, 0) == 1
    usable = re.findall("<model usable='yes' vendor='.*?'>(.*?)</model>", text)
    for name in usable:
        wanted = f"<cpu><model>{name}</model></cpu>"
        assert connection.compareCPU(wanted, 0) != libvirt.VIR_CPU_COMPARE_INCOMPATIBLE
    assert model in usable and "Haswell" not in usable


def test_processors_compare(daemon, connection):
    assert connection.compareCPU(HASWELL, 0) == libvirt.VIR_CPU_COMPARE_INCOMPATIBLE
    assert "Host CPU does not provide required features: fma" in refused(
        connection.compareCPU, HASWELL, WANTS_REASON)
    assert "failed to validate" in refused(
        connection.compareCPU, "<cpu><modell/></cpu>",
        libvirt.VIR_CONNECT_COMPARE_CPU_VALIDATE_XML)
    document = daemon.dir / "cpu.xml"
    document.write_text(HASWELL)
    told = daemon.virsh("hypervisor-cpu-compare", document, check=False)
    assert "is incompatible with the CPU provided by hypervisor" in told.stdout
    told = daemon.virsh("hypervisor-cpu-compare", document, "--error", check=False)
    assert "does not provide required features" in told.stderr


def test_a_baseline_fits_the_host(daemon, connection):
    text = connection.baselineHypervisorCPU(None, None, None, None, [HASWELL], 0)
    assert "<feature policy='disable' name='avx2'/>" in text
    assert connection.compareCPU(text, 0) == libvirt.VIR_CPU_COMPARE_SUPERSET
    whole = connection.baselineHypervisorCPU(
        None, None, None, None, [HASWELL], libvirt.VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES)
    assert "name='sse2'" in whole
    document = daemon.dir / "cpus.xml"
    document.write_text(connection.getDomainCapabilities())
    assert "IvyBridge" in daemon.virsh("hypervisor-cpu-baseline", document).stdout


def test_memory_of_the_host_is_told_for_all_of_it_and_for_each_node(daemon, connection):
    cells = [connection.getMemoryStats(cell) for cell in (0, 1)]
    whole = connection.getMemoryStats(libvirt.VIR_NODE_MEMORY_STATS_ALL_CELLS)
    for name in ("total", "free"):
        assert whole[name] == sum(cell[name] for cell in cells)
    assert f"total  : {whole['total']:>20} KiB" in daemon.virsh("nodememstats").stdout
    assert "exceeds available cells" in refused(connection.getMemoryStats, 2)


def test_how_pages_are_shared_is_kept(daemon, connection):
    daemon.virsh("node-memory-tune", "--shm-pages-to-scan", "300", "--shm-merge-across-nodes", "0")
    kept = connection.getMemoryParameters()
    assert (kept["shm_pages_to_scan"], kept["shm_merge_across_nodes"]) == (300, 0)
    assert kept["shm_sleep_millisecs"] == 20 and kept["shm_pages_shared"] == 0
    assert "shm_pages_to_scan 300" in re.sub(" +", " ", daemon.virsh("node-memory-tune").stdout)
    assert "'shm_full_scans' not supported" in refused(
        connection.setMemoryParameters, {"shm_full_scans": 1})


def test_parts_of_devices_are_defined_started_and_ended(daemon):
    host, part = daemon.dir / "host.xml", daemon.dir / "part.xml"
    host.write_text(DIVISIBLE)
    part.write_text(PART)
    name = "mdev_c60cc60c_c60c_c60c_c60c_c60cc60cc60c_0000_00_02_0"
    commands = [f"nodedev-define {part}", f"nodedev-info {name}", f"nodedev-autostart {name}",
                f"nodedev-start {name}", f"nodedev-info {name}",
                "nodedev-dumpxml pci_0000_00_02_0 --xpath //availableInstances",
                f"nodedev-destroy {name}", f"nodedev-undefine {name}", f"nodedev-info {name}"]
    done = daemon.virsh("; ".join(commands), uri=f"test+unix://{host}?socket={daemon.socket}",
                        check=False)
    told = re.sub(" +", " ", done.stdout)
    assert f"Node device '{name}' defined from" in told
    assert "Active: no\nPersistent: yes\nAutostart: no\n" in told
    assert "Active: yes\nPersistent: yes\nAutostart: yes\n" in told
    assert "<availableInstances>0</availableInstances>" in told
    assert f"Undefined node device '{name}'" in told
    assert f"no node device with matching name '{name}'" in done.stderr
