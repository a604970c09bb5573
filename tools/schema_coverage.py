#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares libvirt's RELAX NG schemas with what our tables know.

    tools/schema_coverage.py [SCHEMAS [REFERENCE]]

SCHEMAS is a directory of .rng files (/usr/share/libvirt/schemas), REFERENCE the page that
xml_reference prints (docs/xml-reference.md). Prints each element, attribute and word that a
schema allows and the tables do not know ("unknown"), and each element that the tables take
without a look inside ("open"); exits with 1 when there is anything unknown.
"""

import pathlib
import re
import sys

import schema_documents
from schema_documents import RNG

# The heading of the page, the schema, and the name of its root element.
DOCUMENTS = [
    ("Guests", "domain.rng", "domain"),
    ("Snapshots", "domainsnapshot.rng", "domainsnapshot"),
    ("Checkpoints", "domaincheckpoint.rng", "domaincheckpoint"),
    ("Backups", "domainbackup.rng", "domainbackup"),
    ("Processors, as hosts have them", "cpu.rng", "cpu"),
    ("Networks", "network.rng", "network"),
    ("Ports of networks", "networkport.rng", "networkport"),
    ("Interfaces of hosts", "interface.rng", "interface"),
    ("Storage pools", "storagepool.rng", "pool"),
    ("Storage volumes", "storagevol.rng", "volume"),
    ("Node devices", "nodedev.rng", "device"),
    ("Secrets", "secret.rng", "secret"),
    ("Network filters", "nwfilter.rng", "filter"),
    ("Bindings of network filters", "nwfilterbinding.rng", "filterbinding"),
]


# What no table needs, and why.
JUSTIFIED = {
    "cpu/@mode": "of guests; a host's processor is refused for it, here and there",
    "interface/bond/arpmon/@validate = 'none'": "the reference refuses it, too",
    "interface/bridge/interface/bond/arpmon/@validate = 'none'": "the reference refuses it, too",
    "pool/:config_opts": "of a storage driver for Ceph, which is not there yet",
}


class Node:
    """An element: its attributes with their words (None: any text), and its children."""

    def __init__(self):
        self.attributes = {}
        self.children = {}
        self.words = set()  # of its text
        self.is_free = False  # takes text that no list of words describes
        self.is_anything = False

    def add_attribute(self, name, words, is_free):
        known = self.attributes.setdefault(name, [set(), False])
        known[0] |= words
        known[1] |= is_free

    def child(self, name):
        return self.children.setdefault(name, Node())

    def is_empty(self):
        return not (self.attributes or self.children or self.words or self.is_free)


class Schema:
    """One grammar with what it includes."""

    def __init__(self, path):
        self.defines, self.starts = schema_documents.load(path)

    def element(self, root):
        """The element of that name, as a Node."""
        top = Node()
        for start in self.starts:
            self.parts(start, top, ())
        return top.child(root)

    def parts(self, pattern, into, above):
        for part in pattern:
            self.part(part, into, above)

    def part(self, part, into, above):
        if part.tag in (RNG + "ref", RNG + "parentRef"):
            name = part.get("name")
            if above.count(name) < 1:
                for define in self.defines.get(name, []):
                    self.parts(define, into, above + (name,))
        elif part.tag == RNG + "element":
            names = names_of(part)
            if not names:
                into.is_anything = True
            for name in names:
                self.parts(part, into.child(name), above)
        elif part.tag == RNG + "attribute":
            for name in names_of(part):
                words, is_free = self.words(part, above)
                into.add_attribute(name, words, is_free)
        elif part.tag in (RNG + "text", RNG + "data", RNG + "list"):
            into.is_free = True
        elif part.tag == RNG + "value":
            into.words.add(part.text or "")
        else:
            self.parts(part, into, above)

    def words(self, attribute, above):
        inside = Node()
        children = [each for each in attribute if each.tag not in (RNG + "name", RNG + "anyName")]
        self.parts(children, inside, above)
        return inside.words, inside.is_free or not children


def names_of(part):
    """Names in a namespace of their own begin with a colon: our tables have a prefix before it."""
    if part.get("name"):
        return [":" + part.get("name") if part.get("ns") else part.get("name")]
    names = part.findall(RNG + "name") + part.findall(f"{RNG}choice/{RNG}name")
    return [name.text for name in names if ":" not in name.text]


def words_of(values):
    """The words of "a | b (required)"; none for "text" and the like."""
    values = re.sub(r" \([a-z ,]*\)$", "", values)
    if " | " not in values:
        return set()
    return set(values.split(" | "))


def read_outline(lines):
    top = Node()
    stack = [(-1, top)]
    for line in lines:
        depth = (len(line) - len(line.lstrip())) // 2
        text = line.strip()
        while stack[-1][0] >= depth:
            stack.pop()
        around = stack[-1][1]
        name, _, values = text.partition(": ")
        name = name.split(" ")[0]
        *wrappers, name = name.split("/")
        for wrapper in wrappers:
            around = around.child(wrapper)
        if name.startswith("@"):
            words = words_of(values)
            around.add_attribute(name[1:], words, not words)
        elif name == "text":
            around.words |= words_of(values)
            around.is_free |= not words_of(values)
        else:
            child = around.child(name)
            if values:
                child.words |= words_of(values)
                child.is_free |= not words_of(values)
            stack.append((depth, child))
    return top


def read_page(path):
    """Heading -> Node of the document."""
    pages = {}
    for heading, body in re.findall(r"^## (.*?)\n\n```\n(.*?)```", path.read_text(), re.M | re.S):
        pages[heading] = read_outline(body.splitlines())
    return pages


class Comparison:
    def __init__(self):
        self.unknown = []
        self.open = []

    def elements(self, schema, ours, path, above=()):
        if schema.is_anything:
            return
        if ours.is_empty() and not schema.is_empty():
            around = next((each for name, each in reversed(above) if name == path[-1]
                           and not each.is_empty()), None)
            if around is None:
                self.open.append("/".join(path))
                return
            ours = around  # a table that contains itself is printed once
        where = "/".join(path)
        for name, (words, is_free) in sorted(schema.attributes.items()):
            if name not in ours.attributes:
                self.unknown.append(f"{where}/@{name}")
            elif not ours.attributes[name][1]:
                for word in sorted(words - ours.attributes[name][0]):
                    self.unknown.append(f"{where}/@{name} = {word!r}")
        for name, child in sorted(schema.children.items()):
            if name.startswith(":"):
                if not any(known.endswith(name) for known in ours.children):
                    self.unknown.append(f"{where}/{name}")
            elif name not in ours.children:
                self.unknown.append(f"{where}/{name}")
            else:
                self.elements(child, ours.children[name], path + [name],
                              above + ((path[-1], ours),))
        if ours.words and not ours.is_free:
            for word in sorted(schema.words - ours.words):
                self.unknown.append(f"{where} = {word!r}")


def main():
    schemas = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/libvirt/schemas")
    top = pathlib.Path(__file__).resolve().parent.parent
    page = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else top / "docs/xml-reference.md"
    pages = read_page(page)
    found = 0
    for heading, file, root in DOCUMENTS:
        if heading not in pages:
            print(f"{file}: no table is printed")
            found += 1
            continue
        comparison = Comparison()
        comparison.elements(Schema(schemas / file).element(root), pages[heading].child(root),
                            [root])
        unknown = [each for each in comparison.unknown if each not in JUSTIFIED]
        for each in unknown:
            print(f"{file}: unknown {each}")
        for each in comparison.open:
            print(f"{file}: open {each}")
        found += len(unknown)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
