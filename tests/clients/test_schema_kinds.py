# SPDX-License-Identifier: LGPL-2.1-or-later
"""What libvirt's schemas allow is taken or refused as by the reference, and printed to the byte:
for the kinds of documents where nothing differs any more."""

import pathlib
import subprocess
import sys

import pytest

from conftest import PROGRAM, TOP, can_unshare

sys.path.insert(0, str(TOP / "tools"))
schema_kinds = pytest.importorskip("schema_kinds", reason="needs libvirt's python module")

REFERENCE = pathlib.Path("/usr/sbin/libvirtd")
SCHEMAS = pathlib.Path("/usr/share/libvirt/schemas")


@pytest.mark.parametrize("kind", [
    "network", "pool", "pool-source", "dir-volume", "logical-volume", "disk-volume", "rbd-volume", "interface", "checkpoint",
    "secret", "snapshot", "new-snapshot", "filter", "filter-binding", "cpu", "network-port", "node-device", "existing-device"])
def test_documents_of_a_schema_are_taken_like_the_reference_does(kind):
    """A bounded run with a fixed seed; the tool makes longer ones."""
    if not SCHEMAS.is_dir():
        pytest.skip("libvirt's schemas are not installed")
    if "{daemon}" in schema_kinds.KINDS[kind].theirs and not (
            can_unshare() and REFERENCE.exists()):
        pytest.skip("the reference's daemon cannot be run apart from the host")
    run = subprocess.run([sys.executable, TOP / "tools/schema_parity.py", kind,
                          "--daemon", PROGRAM], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
