# SPDX-License-Identifier: LGPL-2.1-or-later
"""What a test host says about its emulator and its processor."""

import re
import subprocess

import libvirt
import pytest

from refusal import refused

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
