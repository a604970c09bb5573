#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares what two test drivers make of documents that libvirt's schemas allow.

    tools/schema_parity.py KIND [--daemon build/release/libvirtd] [--each N] [--seed N]
                           [--only WORD] [--validate] [--show N]

The reference is the driver inside libvirt's client library. Each element, attribute and word of
the schema is in N documents; both must take or refuse them alike, with the same code and, when
asked for it, the same XML. Prints what differs and ends with "N passed, N failed".
"""

import argparse
import collections
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

import libvirt

import schema_documents

TOP = pathlib.Path(__file__).resolve().parent.parent
SCHEMAS = pathlib.Path("/usr/share/libvirt/schemas")


def guest(root):
    """What every guest needs, and what no guest of this driver could be."""
    root.set("type", "test")
    root.attrib.pop("id", None)
    for name, text in (("name", "guest"), ("uuid", "11111111-2222-3333-4444-555555555555")):
        own = root.find(name)
        if own is None:
            own = ElementTree.SubElement(root, name)
        own.text = text
    os = root.find("os")
    if os is None:
        os = ElementTree.SubElement(root, "os")
    kind = os.find("type")
    if kind is None:
        kind = ElementTree.SubElement(os, "type")
    kind.text = "hvm"
    kind.attrib.clear()
    if root.find("memory") is None:
        ElementTree.SubElement(root, "memory").text = "1024"


def named(root):
    name = root.find("name")
    if name is not None:
        name.text = "named"


def domain(connection, text, flags):
    defined = connection.defineXMLFlags(
        text, libvirt.VIR_DOMAIN_DEFINE_VALIDATE if flags else 0)
    try:
        return defined.XMLDesc(libvirt.VIR_DOMAIN_XML_SECURE | libvirt.VIR_DOMAIN_XML_INACTIVE)
    finally:
        defined.undefine()


def network(connection, text, flags):
    defined = connection.networkDefineXMLFlags(
        text, libvirt.VIR_NETWORK_DEFINE_VALIDATE if flags else 0)
    try:
        return defined.XMLDesc()
    finally:
        defined.undefine()


def pool(connection, text, flags):
    defined = connection.storagePoolDefineXML(
        text, libvirt.VIR_STORAGE_POOL_DEFINE_VALIDATE if flags else 0)
    try:
        return defined.XMLDesc()
    finally:
        defined.undefine()


def volume(connection, text, flags):
    made = connection.storagePoolLookupByName("default-pool").createXML(
        text, libvirt.VIR_STORAGE_VOL_CREATE_VALIDATE if flags else 0)
    try:
        return made.XMLDesc()
    finally:
        made.delete()


def interface(connection, text, flags):
    defined = connection.interfaceDefineXML(
        text, libvirt.VIR_INTERFACE_DEFINE_VALIDATE if flags else 0)
    try:
        return defined.XMLDesc(libvirt.VIR_INTERFACE_XML_INACTIVE)
    finally:
        defined.undefine()


def snapshot(connection, text, flags):
    guest = connection.lookupByName("test")
    made = guest.snapshotCreateXML(text, libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE |
                                   (libvirt.VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE if flags else 0))
    try:
        return made.getXMLDesc()
    finally:
        made.delete(libvirt.VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY)


KINDS = {
    "domain": ("domain.rng", guest, domain),
    "network": ("network.rng", named, network),
    "pool": ("storagepool.rng", named, pool),
    "volume": ("storagevol.rng", named, volume),
    "interface": ("interface.rng", named, interface),
    "snapshot": ("domainsnapshot.rng", named, snapshot),
}


def answer(make, connection, text, flags):
    try:
        return make(connection, text, flags)
    except libvirt.libvirtError as error:
        return (error.get_error_code(), error.get_error_message())


# What each run makes anew.
CHANGING = re.compile(r"(?<=<uuid>)[-0-9a-f]{36}(?=</uuid>)|(?<=mac address=')[0-9a-f:]{17}|"
                      r"(?<=<creationTime>)\d+")


def alike(ours, theirs):
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        return isinstance(ours, tuple) and isinstance(theirs, tuple) and ours[0] == theirs[0]
    return CHANGING.sub("", ours) == CHANGING.sub("", theirs)


def difference(ours, theirs):
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        brief = [each if isinstance(each, tuple) else "taken" for each in (theirs, ours)]
        return f"  reference: {brief[0]}\n  ours:      {brief[1]}"
    lines = difflib.unified_diff(theirs.splitlines(), ours.splitlines(), "reference", "ours",
                                 lineterm="", n=1)
    return "\n".join("  " + line for line in list(lines)[2:22])


def title(part):
    name = part.get("name") or part.text or "?"
    return f"{part.tag.removeprefix(schema_documents.RNG)} {name.strip()}"


class Daemon:
    """Ours, in a directory of its own."""

    def __init__(self, path):
        self.place = tempfile.TemporaryDirectory(prefix="virtd-parity.")
        folder = pathlib.Path(self.place.name)
        config = folder / "libvirtd.conf"
        config.write_text(f'unix_sock_dir = "{folder}"\nauth_unix_rw = "none"\n'
                          'log_outputs = "1:file:/dev/null"\n')
        self.process = subprocess.Popen([path, "-f", config, "-p", folder / "pid"])
        self.socket = folder / "libvirt-sock"
        while not self.socket.exists():
            if self.process.poll() is not None:
                sys.exit(f"{path} ended")
            time.sleep(0.01)

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.place.cleanup()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--daemon", default=TOP / "build/release/libvirtd", type=pathlib.Path)
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--show", type=int, default=1000)
    options = parser.parse_args()
    schema, complete, make = KINDS[options.kind]
    grammar = schema_documents.Grammar(SCHEMAS / schema)
    libvirt.registerErrorHandler(lambda *_: None, None)
    daemon = Daemon(options.daemon)
    counts = collections.Counter()
    seen = set()
    try:
        ours = libvirt.open(f"test+unix:///default?socket={daemon.socket}")
        theirs = libvirt.open("test:///default")
        for number, target in enumerate(grammar.targets):
            if options.only and options.only not in title(target):
                continue
            for each in range(options.each):
                text = schema_documents.document(grammar, target,
                                                 f"{options.seed} {number} {each}")
                if text is None:
                    counts["unreached"] += 1
                    continue
                root = ElementTree.fromstring(text)
                complete(root)
                text = ElementTree.tostring(root, "unicode")
                answers = [answer(make, connection, text, options.validate)
                           for connection in (ours, theirs)]
                if alike(*answers):
                    counts["passed"] += 1
                    counts["taken"] += isinstance(answers[0], str)
                    continue
                counts["failed"] += 1
                told = difference(*answers)
                if told in seen or counts["failed"] > options.show:
                    continue
                seen.add(told)
                print(f"{title(target)}\n  {text}\n{told}", flush=True)
    finally:
        daemon.end()
    print(f"{counts['taken']} taken by both, {counts['unreached']} targets not reached")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
