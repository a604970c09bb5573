# SPDX-License-Identifier: LGPL-2.1-or-later
"""Secrets, network filters and their bindings on the test driver, with their events."""

import subprocess
import time

import libvirt
import pytest

from refusal import refused

SECRET = """<secret ephemeral='no' private='{private}'>
  <uuid>5ec00000-0000-4000-8000-0000000000{number:02}</uuid>
  <usage type='{usage}'><{child}>{name}</{child}></usage>
</secret>"""
FILTER = "<filter name='{0}'>{1}</filter>"
BINDING = """<filterbinding>
  <owner><name>g</name><uuid>f1170000-0000-4000-8000-0000000000b1</uuid></owner>
  <portdev name='{0}'/>
  <mac address='52:54:00:77:77:77'/>
  <filterref filter='clean'/>
</filterbinding>"""


def secret(number, name, private="no", usage="tls", child="name"):
    return SECRET.format(number=number, name=name, private=private, usage=usage, child=child)


@pytest.fixture
def connection(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    opened = libvirt.open(daemon.uri)
    for left in opened.listAllSecrets() + opened.listAllNWFilters():
        left.undefine()
    yield opened
    opened.close()


def test_a_secret_keeps_its_value(connection):
    made = connection.secretDefineXML(secret(1, "open"))
    assert "does not have a value" in refused(made.value)
    made.setValue(b"sesame")
    assert connection.secretLookupByUsage(libvirt.VIR_SECRET_USAGE_TYPE_TLS, "open").value() == b"sesame"
    made.undefine()
    assert connection.listSecrets() == []
    assert "no secret with matching uuid" in refused(made.value)


def test_a_private_secret_tells_nobody(connection):
    made = connection.secretDefineXML(secret(1, "kept", private="yes"))
    made.setValue(b"x")
    assert refused(made.value) == "Invalid secret: secret is private"
    assert "cannot change private flag" in refused(connection.secretDefineXML, secret(1, "kept"))
    assert "already defined for use with kept" in refused(
        connection.secretDefineXML, secret(2, "kept"))


def test_lists_of_secrets_are_filtered(connection):
    connection.secretDefineXML(secret(1, "a"))
    connection.secretDefineXML(secret(2, "b", private="yes"))
    private = connection.listAllSecrets(libvirt.VIR_CONNECT_LIST_SECRETS_PRIVATE)
    assert [one.usageID() for one in private] == ["b"]
    assert connection.numOfSecrets() == 2


def test_filters_refer_to_each_other_without_loops(connection):
    outer = connection.nwfilterDefineXML(FILTER.format("outer", "<filterref filter='inner'/>"))
    assert "filter='inner'" in outer.XMLDesc()
    looped = FILTER.format("inner", "<filterref filter='outer'/>")
    assert refused(connection.nwfilterDefineXML, looped) == \
        "operation failed: filter would introduce a loop"
    assert connection.listNWFilters() == ["outer"]
    outer.undefine()
    assert "no nwfilter with matching name" in refused(connection.nwfilterLookupByName, "outer")


def test_a_port_is_bound_to_one_filter(connection):
    bound = connection.nwfilterBindingCreateXML(BINDING.format("vnet7"))
    assert (bound.portDev(), bound.filterName()) == ("vnet7", "clean")
    assert refused(connection.nwfilterBindingCreateXML, BINDING.format("vnet7")) == \
        "operation failed: binding 'vnet7' already exists"
    assert [one.portDev() for one in connection.listAllNWFilterBindings()] == ["vnet7"]
    bound.delete()
    assert connection.listAllNWFilterBindings() == []


def test_virsh_hears_what_happens_to_secrets(daemon, connection):
    watch = subprocess.Popen(["virsh", "-c", daemon.uri, "secret-event", "--event",
                              "value-changed", "--timeout", "20"],
                             stdout=subprocess.PIPE, text=True, env=daemon.env)
    made = connection.secretDefineXML(secret(1, "watched"))
    limit = time.monotonic() + 15
    while watch.poll() is None and time.monotonic() < limit:  # until it listens
        made.setValue(b"x")
        time.sleep(0.1)
    out, _ = watch.communicate(timeout=20)
    assert "event 'value-changed' for secret 5ec00000-0000-4000-8000-000000000001" in out
