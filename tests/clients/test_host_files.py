# SPDX-License-Identifier: LGPL-2.1-or-later
"""Hosts from files, test:///path, are read as libvirt's own test driver reads them."""

import libvirt
import pytest

POOL = ("<pool type='dir'><name>p</name><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1803</uuid><target>"
        "<path>/p</path></target>{}</pool>")
VOLUME = "<volume><name>{}</name><capacity unit='TiB'>{}</capacity></volume>"
KINDS = ("domain", "network", "interface", "pool", "device")

FILES = {
    "processors in several places":
        "<cpu><mhz>5</mhz></cpu><cpu><mhz>6</mhz><nodes>3</nodes><model/></cpu>",
    "more than fits": POOL.format(VOLUME.format("v", 900) + VOLUME.format("w", 1)),
    "users without a name": "<auth/><auth><user>bob</user><user/></auth>",
    "users": "<auth><user password='p'>bob</user></auth>",
    "nobody": "<auth/><auth><x/></auth>",
    # each kind before the ones that follow it here
    **{f"what is wrong first, {kind}": "".join(f"<{one}/>" for one in reversed(KINDS[place:]))
       for place, kind in enumerate(KINDS)},
    **{f"another root, {kind}": f"<{kind} file='other.xml'/>" for kind in KINDS},
    **{f"no file, {kind}": f"<{kind} file='none.xml'/>" for kind in KINDS},
}


def said(uri):
    """What a host is, or why it is none."""
    try:
        connection = libvirt.open(uri)
    except libvirt.libvirtError as error:
        return error.get_error_code(), error.get_error_domain(), error.get_error_message()
    lists = (connection.listAllDomains, connection.listAllNetworks, connection.listAllInterfaces,
             connection.listAllStoragePools, connection.listAllDevices)
    volumes = [volume for pool in connection.listAllStoragePools()
               for volume in pool.listAllVolumes()]
    answer = (connection.getInfo(),
              [sorted(one.XMLDesc(0) for one in every()) for every in lists],
              sorted((volume.XMLDesc(0), volume.info()) for volume in volumes))
    connection.close()
    return answer


@pytest.mark.skipif(libvirt.getVersion() != 9_000_000, reason="written against libvirt 9.0")
@pytest.mark.parametrize("parts", FILES.values(), ids=FILES)
def test_a_host_is_read_alike(daemon, tmp_path, parts):
    (tmp_path / "other.xml").write_text("<x/>")
    file = tmp_path / "host.xml"
    file.write_text(f"<node>{parts}</node>")
    ours = said(f"test+unix://{file}?socket={daemon.socket}")
    assert ours == said(f"test://{file}")
