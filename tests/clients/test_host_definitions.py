# SPDX-License-Identifier: LGPL-2.1-or-later
"""Secrets and network filters of the host: secret:///system and nwfilter:///system, in the files
that libvirt uses."""

import base64
import pathlib
import signal

import libvirt
import pytest

from conftest import Daemon, can_unshare, logged
from refusal import refused

pytestmark = pytest.mark.skipif(not can_unshare() or not pathlib.Path("/etc/libvirt").is_dir(),
                                reason="needs root, namespaces and /etc/libvirt")

SECRET = """<secret ephemeral='{ephemeral}' private='no'>
  <uuid>5ec00000-0000-4000-8000-0000000000{number:02}</uuid>
  <usage type='ceph'>
    <name>use {number}</name>
  </usage>
</secret>
"""
FILTER = """<filter name='{name}' chain='root'>
  <uuid>f1170000-0000-4000-8000-000000000001</uuid>
  <rule action='drop' direction='in' priority='500'/>
</filter>
"""


def secret(number, ephemeral="no"):
    return SECRET.format(number=number, ephemeral=ephemeral)


class Host(Daemon):
    """Its /etc/libvirt and /run outlive it, and are directories of the test, or of another one."""

    def __init__(self, beside=None):
        super().__init__()
        place = beside.dir if beside else self.dir
        self.etc, run = place / "etc", place / "run"
        self.secrets = self.etc / "secrets"
        self.filters = self.etc / "nwfilter"
        for folder in (self.etc, run):
            folder.mkdir(exist_ok=True)
        self.prepare = f"mount --bind {run} /run && mount --bind {self.etc} /etc/libvirt"

    def open(self, kind):
        libvirt.registerErrorHandler(lambda *_: None, None)
        return libvirt.open(f"{kind}+unix:///system?socket={self.socket}")

    def again(self, how):
        self.stop(how)
        self.socket.unlink(missing_ok=True)
        return self.start()


@pytest.fixture
def host():
    made = Host()
    try:
        yield made.start()
    finally:
        made.remove()


def test_a_secret_is_on_the_disk_when_it_is_acknowledged(host):
    made = host.open("secret").secretDefineXML(secret(1))
    made.setValue(b"open sesame")
    definition = host.secrets / f"{made.UUIDString()}.xml"
    value = host.secrets / f"{made.UUIDString()}.base64"
    assert definition.read_text() == secret(1)
    assert base64.b64decode(value.read_text()) == b"open sesame"
    assert {file.stat().st_mode & 0o777 for file in (definition, value)} == {0o600}

    host.again(signal.SIGKILL)
    found = host.open("secret").secretLookupByUUIDString(made.UUIDString())
    assert (found.XMLDesc(), found.value()) == (secret(1), b"open sesame")
    found.undefine()
    assert list(host.secrets.iterdir()) == []


def test_an_ephemeral_secret_is_in_no_file(host):
    connection = host.open("secret")
    made = connection.secretDefineXML(secret(1, ephemeral="yes"))
    made.setValue(b"of today")
    assert not host.secrets.exists()
    connection.secretDefineXML(secret(1))  # now it is to stay, with its value
    assert len(list(host.secrets.iterdir())) == 2
    connection.secretDefineXML(secret(1, ephemeral="yes"))
    assert list(host.secrets.iterdir()) == []
    assert made.value() == b"of today"
    host.again(signal.SIGTERM)
    assert host.open("secret").listAllSecrets() == []


def test_what_the_disk_refuses_has_not_happened(host):
    connection = host.open("secret")
    kept = connection.secretDefineXML(secret(1))
    kept.setValue(b"before")
    host.secrets.rename(host.etc / "elsewhere")
    host.secrets.write_text("no directory")
    assert "Not a directory" in refused(connection.secretDefineXML, secret(2))
    assert "Not a directory" in refused(kept.setValue, b"after")
    assert "Not a directory" in refused(kept.undefine)
    assert [one.UUIDString() for one in connection.listAllSecrets()] == [kept.UUIDString()]
    assert kept.value() == b"before"


def test_files_that_make_no_sense_are_named_and_left_alone(host):
    host.secrets.mkdir()
    good = host.secrets / "5ec00000-0000-4000-8000-000000000003.xml"
    good.write_text(secret(3))
    good.with_suffix(".base64").write_text("%%b25l\n")
    (host.secrets / "wrong.xml").write_text(secret(4))
    (host.secrets / "broken.xml").write_text("<secret><uuid>")
    found = host.open("secret").listAllSecrets()
    assert [one.value() for one in found] == [b"one"]
    assert logged(host, "'broken.xml'")
    assert logged(host, "<uuid> does not match secret file name 'wrong.xml'")
    assert len(list(host.secrets.iterdir())) == 4


def test_a_reload_takes_in_new_files(host):
    secrets, filters = host.open("secret"), host.open("nwfilter")
    for folder in (host.secrets, host.filters):
        folder.mkdir(exist_ok=True)
    (host.secrets / "5ec00000-0000-4000-8000-000000000005.xml").write_text(secret(5))
    (host.filters / "clean.xml").write_text(FILTER.format(name="clean"))
    host.process.send_signal(signal.SIGHUP)
    for _ in range(500):
        if secrets.listAllSecrets() and filters.listAllNWFilters():
            break
    assert secrets.listSecrets() == ["5ec00000-0000-4000-8000-000000000005"]
    assert filters.listNWFilters() == ["clean"]


def test_two_daemons_do_not_share_them(host):
    host.open("secret").secretDefineXML(secret(1))
    rival = Host(beside=host)
    try:
        rival.start()
        assert "'/run/libvirt/secrets/driver.pid'" in refused(rival.open, "secret")
        host.stop()
        assert len(rival.open("secret").listAllSecrets()) == 1
    finally:
        rival.remove()


def test_a_filter_is_on_the_disk_when_it_is_acknowledged(host):
    made = host.open("nwfilter").nwfilterDefineXML(FILTER.format(name="clean"))
    file = host.filters / "clean.xml"
    comment, document = file.read_text().split("-->\n\n")
    assert "virsh nwfilter-edit clean\n" in comment
    assert document == FILTER.format(name="clean")
    host.again(signal.SIGKILL)
    found = host.open("nwfilter").nwfilterLookupByName("clean")
    assert (found.UUIDString(), found.XMLDesc()) == (made.UUIDString(), FILTER.format(name="clean"))
    found.undefine()
    assert list(host.filters.iterdir()) == []


def test_a_filter_keeps_the_uuid_that_it_was_given(host):
    host.filters.mkdir()
    (host.filters / "bare.xml").write_text("<filter name='bare'/>")
    (host.filters / "other.xml").write_text("<filter name='another'/>")
    first = host.open("nwfilter").nwfilterLookupByName("bare").UUIDString()
    assert logged(host, "does not match name 'another'")
    host.again(signal.SIGKILL)
    assert host.open("nwfilter").nwfilterLookupByName("bare").UUIDString() == first


def test_no_filter_leaves_its_directory(host):
    connection = host.open("nwfilter")
    message = refused(connection.nwfilterDefineXML, FILTER.format(name="../../run/out"))
    assert message == "XML error: name ../../run/out cannot contain '/'"
    assert not host.filters.exists() or list(host.filters.iterdir()) == []


@pytest.mark.parametrize("kind", ["secret", "nwfilter"])
def test_only_the_path_of_the_host_is_served(host, kind):
    libvirt.registerErrorHandler(lambda *_: None, None)
    message = refused(libvirt.open, f"{kind}+unix:///session?socket={host.socket}")
    assert f"unexpected {kind} URI path '/session', try {kind}:///system" in message
    connection = host.open(kind)
    assert connection.getType() == kind
    assert "not supported" in refused(connection.listAllDomains)
