# SPDX-License-Identifier: LGPL-2.1-or-later
"""What libvirt's schemas allow is never refused as invalid, and what they refuse is: a part taken
away, doubled, moved, renamed or with another value."""

import pathlib
import subprocess
import sys

import pytest

from conftest import TOP

sys.path.insert(0, str(TOP / "tools"))
schema_validity = pytest.importorskip("schema_validity", reason="needs libvirt's python module")

SCHEMAS = pathlib.Path("/usr/share/libvirt/schemas")


@pytest.mark.skipif(schema_validity.libvirt.getVersion() != 9_000_000 or not SCHEMAS.is_dir(),
                    reason="what differs is known from libvirt 9.0")
@pytest.mark.parametrize("kind", schema_validity.KINDS)
def test_validation_refuses_what_the_schema_refuses(daemon, kind):
    """A bounded run with a fixed seed; the tool makes longer ones."""
    done = subprocess.run(
        [sys.executable, TOP / "tools/schema_validity.py", kind, "--uri", daemon.uri],
        capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
