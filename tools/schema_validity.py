#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares what our validation refuses with what libvirt's schemas refuse.

    tools/schema_validity.py [KIND...] [--daemon build/release/libvirtd | --uri URI] [--each N]
                             [--seed N] [--only WORD] [--share N] [--all] [--show N]

Each element, attribute and word of a schema is in N documents, of which libxml2 says that the
schema allows them; none may be refused as invalid. Then each of their parts is taken away,
doubled, moved, renamed or given another value, one at a time: what the schema refuses then is to
be refused as invalid, with the line and the path of what misses a part, and nothing else. Prints
what differs, most frequent first, and figures. Ends with 1 when something is refused that the
schema allows, or more is taken than schema_exceptions.py says.
"""

import argparse
import collections
import copy
import ctypes
import ctypes.util
import pathlib
import random
import re
import sys
import xml.etree.ElementTree as ElementTree

import libvirt

import schema_documents
import schema_exceptions
import schema_kinds
import schema_parity

INVALID = 92  # VIR_ERR_XML_INVALID_SCHEMA


def compare_cpu(connection, text, _):
    return connection.compareCPU(text, libvirt.VIR_CONNECT_COMPARE_CPU_VALIDATE_XML)


def back_up(connection, text, _):
    """Always validated."""
    guest = schema_kinds.with_disks(connection)
    guest.backupBegin(text, None)
    guest.abortJob()


# What can be validated; two pools or two ways to make one object have the same tables.
KINDS = {kind: (schema_parity.KINDS[kind].schema, schema_parity.KINDS[kind].make) for kind in (
    "domain", "network", "network-port", "pool", "dir-volume", "interface", "snapshot",
    "checkpoint", "node-device", "secret", "filter", "filter-binding")}
KINDS["cpu"] = ("cpu.rng", compare_cpu)
KINDS["backup"] = ("domainbackup.rng", back_up)

class Schema:
    """A schema as libxml2 reads it."""

    def __init__(self, path):
        self.xml = ctypes.CDLL(ctypes.util.find_library("xml2"))
        for name in ("xmlRelaxNGNewParserCtxt", "xmlRelaxNGParse", "xmlRelaxNGNewValidCtxt",
                     "xmlReadMemory"):
            getattr(self.xml, name).restype = ctypes.c_void_p
        parser = ctypes.c_void_p(self.xml.xmlRelaxNGNewParserCtxt(str(path).encode()))
        self.schema = ctypes.c_void_p(self.xml.xmlRelaxNGParse(parser))
        self.xml.xmlRelaxNGFreeParserCtxt(parser)
        if not self.schema:
            sys.exit(f"{path} is no schema")
        self.handler = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: None)

    def allows(self, text):
        data = text.encode()
        quiet = 32 | 64  # XML_PARSE_NOERROR, XML_PARSE_NOWARNING
        document = ctypes.c_void_p(self.xml.xmlReadMemory(data, len(data), None, None, quiet))
        context = ctypes.c_void_p(self.xml.xmlRelaxNGNewValidCtxt(self.schema))
        self.xml.xmlRelaxNGSetValidStructuredErrors(context, self.handler, None)
        try:
            return self.xml.xmlRelaxNGValidateDoc(context, document) == 0
        finally:
            self.xml.xmlRelaxNGFreeValidCtxt(context)
            self.xml.xmlFreeDoc(document)


def path_of(above, each):
    """/domain/devices/disk[type=file], as far as it tells one from another."""
    path = ""
    while each is not None:
        path = f"/{each.tag}{path}"
        each = above.get(each)
    return path


# Made from a document: what changed, where, and the changed document.
Change = collections.namedtuple("Change", "name place root")

OPEN = ("metadata", "cookie")  # what may have anything in it


def changes(root, chance):
    """Each part changed once, in all ways."""
    above = {child: each for each in root.iter() for child in each}
    paths = {each: path_of(above, each) for each in root.iter()}
    elements = [each for each in root.iter()
                if not any(f"/{name}/" in paths[each] + "/" for name in OPEN)]
    numbers = {each: number for number, each in enumerate(root.iter())}

    def change(name, place, each, apply):
        changed = copy.deepcopy(root)
        apply(list(changed.iter())[numbers[each]], changed)
        return Change(name, place, changed)

    def parent_of(each, changed):
        return next(above for above in changed.iter() if each in list(above))

    for each in elements:
        path = paths[each]
        for name in list(each.attrib):
            place = f"{path}/@{name}"
            yield change("drop", place, each, lambda on, _, name=name: on.attrib.pop(name))
            yield change("value", place, each, lambda on, _, name=name: on.set(name, "no such word"))
            yield change("empty", place, each, lambda on, _, name=name: on.set(name, ""))
        yield change("attribute", path, each, lambda on, _: on.set("unknownattribute", "1"))
        yield change("element", path, each,
                     lambda on, _: ElementTree.SubElement(on, "unknownelement"))
        if len(each) == 0 and (each.text or "").strip():
            yield change("text", path, each, lambda on, _: setattr(on, "text", "no such word"))
            yield change("no text", path, each, lambda on, _: setattr(on, "text", None))
        elif len(each):
            yield change("text inside", path, each, lambda on, _: setattr(on, "text", "words"))
        if each is root:
            continue
        yield change("drop", path, each, lambda on, all: parent_of(on, all).remove(on))
        yield change("twice", path, each, lambda on, all: parent_of(on, all).append(copy.deepcopy(on)))
        yield change("rename", path, each, lambda on, _: setattr(on, "tag", on.tag + "s"))
        inside = set(each.iter())
        places = [place for place in elements if place not in inside and place is not above[each]]
        if places:
            to = chance.choice(places)

            def move(on, all, to=to):
                target = list(all.iter())[numbers[to]]
                parent_of(on, all).remove(on)
                target.append(on)

            yield change("move", f"{path} to {paths[to]}", each, move)


def is_invalid(answer):
    return isinstance(answer, tuple) and answer[0] == INVALID


def documents(grammar, options):
    for number, target in enumerate(grammar.targets):
        if number % options.share or options.only not in schema_parity.title(target):
            continue
        for each in range(options.each):
            seed = f"{options.seed} {number} {each}"
            text = schema_documents.document(grammar, target, seed)
            if text is not None:
                yield ElementTree.fromstring(text), random.Random(seed)


class Comparison:
    def __init__(self, schema, ask, options):
        self.schema = schema
        self.ask = ask
        self.options = options
        self.counts = collections.Counter()
        self.seen = set()
        self.different = {}

    def document(self, root, chance):
        text = ElementTree.tostring(root, "unicode")
        if not self.schema.allows(text):
            self.counts["generator"] += 1
            return
        self.counts["valid"] += 1
        answer = self.ask(text)
        if is_invalid(answer):
            self.tell("refused", "as it is", "/".join(answer[-1].splitlines()[1:]), text)
            return
        for change in changes(root, chance):
            self.changed(change)

    def changed(self, change):
        text = ElementTree.tostring(change.root, "unicode")
        theirs = not self.schema.allows(text)
        key = (change.name, change.place, theirs)
        if key in self.seen and not self.options.all:
            return
        self.seen.add(key)
        answer = self.ask(text)
        self.counts["changed", change.name] += 1
        if is_invalid(answer) != theirs:
            self.tell("taken" if theirs else "refused", change.name, change.place, text)
        elif theirs and change.name == "drop" and not names(answer[-1], change.place):
            self.tell("not named", change.name, f"{change.place} by {answer[-1]}", text)

    def tell(self, what, name, place, text):
        self.counts[what, name] += 1
        self.different.setdefault((what, name, place), []).append(text)

    def total(self, what):
        return sum(number for key, number in self.counts.items()
                   if isinstance(key, tuple) and key[0] == what)


def names(message, place):
    """Whether it says where that is missing."""
    around = place.rsplit("/", 1)[0]
    return "{" in place or re.search(rf"^line \d+: {re.escape(around)}( |/|$)", message, re.M)


def report(kind, comparison, show):
    counts = comparison.counts
    ordered = sorted(comparison.different.items(), key=lambda each: (-len(each[1]), each[0]))
    for (what, name, place), texts in ordered[:show]:
        sometimes = (name, place, what != "taken") in comparison.seen
        print(f"{kind}: {what} {name} {place} ({'sometimes' if sometimes else 'always'}, "
              f"{len(texts)})\n    {min(texts, key=len)}")
    names = sorted({key[1] for key in counts if isinstance(key, tuple)})
    for name in names:
        print(f"{kind}: {name}: of {counts['changed', name]} changes, {counts['taken', name]} "
              f"taken and {counts['refused', name]} refused unlike the schema")
    taken, refused, unnamed = map(comparison.total, ("taken", "refused", "not named"))
    print(f"{kind}: {counts['valid']} documents ({counts['generator']} not valid), "
          f"{comparison.total('changed')} changes: {taken} taken, {refused} refused unlike the "
          f"schema, {unnamed} refused without their place", flush=True)
    return refused == 0 and unnamed == 0 and taken <= schema_exceptions.TAKEN.get(kind, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--daemon", default=schema_parity.TOP / "build/release/libvirtd",
                        type=pathlib.Path)
    parser.add_argument("--uri", help="of a daemon of ours that runs, instead of --daemon")
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=int, default=1, help="one of so many targets")
    parser.add_argument("--only", default="")
    parser.add_argument("--all", action="store_true", help="the same change as often as it comes")
    parser.add_argument("--show", type=int, default=1000)
    options = parser.parse_args()
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()
    daemon = None if options.uri else schema_parity.Daemon(options.daemon)
    try:
        connection = schema_kinds.open_(
            options.uri or f"test+unix:///default?socket={daemon.socket}")
        results = [compare(kind, connection, options) for kind in options.kinds or KINDS]
    finally:
        if daemon is not None:
            daemon.end()
    return 0 if all(results) else 1


def compare(kind, connection, options):
    schema, make = KINDS[kind]
    path = schema_parity.SCHEMAS / schema
    comparison = Comparison(
        Schema(path), lambda text: schema_parity.answer(make, connection, text, True), options)
    for document in documents(schema_documents.Grammar(path), options):
        comparison.document(*document)
    return report(kind, comparison, options.show)


if __name__ == "__main__":
    sys.exit(main())
