# SPDX-License-Identifier: LGPL-2.1-or-later
"""Flags that no call knows: the error names the function of libvirt's test driver."""

import libvirt
import pytest

UNKNOWN = 1 << 30


@pytest.fixture(scope="module")
def connection(daemon):
    libvirt.registerErrorHandler(lambda *_: None, None)
    connection = libvirt.open(daemon.uri)
    yield connection
    connection.close()


def domain(connection):
    return connection.lookupByName("test")


@pytest.mark.parametrize("function, call", [
    ("testDomainGetXMLDesc", lambda c: domain(c).XMLDesc(UNKNOWN)),
    ("testDomainGetIOThreadInfo", lambda c: domain(c).ioThreadInfo(UNKNOWN)),
    ("testDomainFSFreeze", lambda c: domain(c).fsFreeze(None, UNKNOWN)),
    ("testDomainCoreDumpWithFormat", lambda c: domain(c).coreDump("/nowhere", UNKNOWN)),
    ("testDomainSnapshotNum", lambda c: domain(c).snapshotNum(UNKNOWN)),
    ("testDomainSnapshotNum", lambda c: domain(c).snapshotListNames(UNKNOWN)),
    ("testDomainListAllSnapshots", lambda c: domain(c).listAllSnapshots(UNKNOWN)),
    ("testDomainListAllCheckpoints", lambda c: domain(c).listAllCheckpoints(UNKNOWN)),
    ("testDomainCreateXML", lambda c: c.createLinux("<domain/>", UNKNOWN)),
    ("testConnectListAllDomains", lambda c: c.listAllDomains(UNKNOWN)),
    ("testNodeNumOfDevices", lambda c: c.listDevices(None, UNKNOWN)),
    ("testNetworkGetXMLDesc", lambda c: c.networkLookupByName("default").XMLDesc(UNKNOWN)),
    ("testInterfaceChangeBegin", lambda c: c.changeBegin(UNKNOWN)),
    ("testStoragePoolRefresh",
     lambda c: c.storagePoolLookupByName("default-pool").refresh(UNKNOWN)),
])
def test_the_function_is_that_of_the_test_driver(connection, function, call):
    with pytest.raises(libvirt.libvirtError) as caught:
        call(connection)
    assert caught.value.get_error_code() == libvirt.VIR_ERR_INVALID_ARG
    assert caught.value.get_error_message() == (
        f"unsupported flags (0x{UNKNOWN:x}) in function {function}")
    assert caught.value.get_str1() == function
