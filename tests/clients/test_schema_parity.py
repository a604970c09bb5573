# SPDX-License-Identifier: LGPL-2.1-or-later
"""Documents made from libvirt's schemas mean the same to the daemon and to libvirt's own driver."""

import pathlib
import subprocess
import sys

import libvirt
import pytest

TOOL = pathlib.Path(__file__).resolve().parent.parent.parent / "tools/schema_parity.py"
SCHEMAS = pathlib.Path("/usr/share/libvirt/schemas")


@pytest.mark.skipif(libvirt.getVersion() != 9_000_000 or not SCHEMAS.exists(),
                    reason="differences are known from libvirt 9.0")
@pytest.mark.parametrize("arguments", [
    ["domain", "--single", "--words", "--seed", "1"],
    ["domain", "--seed", "2"],
    ["running", "--seed", "3"],
], ids=" ".join)
def test_nothing_differs_but_what_is_known(daemon, arguments):
    done = subprocess.run([sys.executable, TOOL, *arguments, "--uri", daemon.uri],
                          capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
    assert " 0 failed" in done.stdout
