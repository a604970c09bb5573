#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Compares what two test drivers make of documents that libvirt's schemas allow.

    tools/schema_parity.py KIND [--daemon build/release/libvirtd | --uri URI] [--each N]
                           [--seed N] [--only WORD] [--validate] [--mutate] [--spoil N] [--words]
                           [--single] [--show N]

The reference is the driver inside libvirt's client library. Each element, attribute and word of
the schema is in N documents; both must take or refuse them alike, with the same code and, when
asked for it, the same XML. With --mutate one thing in each is changed to what the schema does not
know, with --spoil that many values are, and with --single each has only what its target needs. With
--words both must refuse with the same sentence, so that it shows which of two errors each sees first. Prints what differs and ends with
"N passed, N failed"; differences that schema_exceptions.py explains count as passed.
"""

import argparse
import collections
import copy
import difflib
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

import libvirt

import schema_documents
import schema_exceptions
import schema_kinds

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
    if kind.text in ("exe", "linux", "xen") or kind.get("machine", "").startswith("xen"):
        # what only such guests have would be no part of the schema's hvm
        for each in list(os):
            if each is not kind:
                os.remove(each)
    kind.text = "hvm"
    kind.attrib.clear()
    if root.find("memory") is None:
        ElementTree.SubElement(root, "memory").text = "1024"


def domain(connection, text, flags):
    defined = connection.defineXMLFlags(
        text, libvirt.VIR_DOMAIN_DEFINE_VALIDATE if flags else 0)
    try:
        return defined.XMLDesc(libvirt.VIR_DOMAIN_XML_SECURE | libvirt.VIR_DOMAIN_XML_INACTIVE)
    finally:
        defined.undefine()


def running(connection, text, flags):
    """A guest that runs at once."""
    started = connection.createXML(text, libvirt.VIR_DOMAIN_START_VALIDATE if flags else 0)
    try:
        return started.XMLDesc(libvirt.VIR_DOMAIN_XML_SECURE)
    finally:
        started.destroy()


VIEWS = (0, libvirt.VIR_DOMAIN_XML_SECURE, libvirt.VIR_DOMAIN_XML_INACTIVE,
         libvirt.VIR_DOMAIN_XML_MIGRATABLE, libvirt.VIR_DOMAIN_XML_UPDATE_CPU,
         libvirt.VIR_DOMAIN_XML_MIGRATABLE | libvirt.VIR_DOMAIN_XML_INACTIVE)


def view(guest, flags):
    try:
        return guest.XMLDesc(flags)
    except libvirt.libvirtError as error:
        return f"<error code='{error.get_error_code()}'/>"


def viewed(connection, text, flags):
    """A guest with all flags that say what of it is shown, before and after its start."""
    defined = connection.defineXMLFlags(
        text, libvirt.VIR_DOMAIN_DEFINE_VALIDATE if flags else 0)
    try:
        shown = [view(defined, each) for each in VIEWS]
        defined.create()
        shown += [view(defined, each) for each in VIEWS]
        defined.destroy()
        shown.append(view(defined, 0))
        return "<views>" + "".join(shown) + "</views>"
    finally:
        defined.undefine()


KINDS = {
    "domain": schema_kinds.Kind("domain.rng", guest, domain),
    "views": schema_kinds.Kind("domain.rng", guest, viewed),
    "running": schema_kinds.Kind("domain.rng", guest, running),
    **schema_kinds.KINDS,
}


def answer(make, connection, text, flags):
    try:
        return make(connection, text, flags)
    except libvirt.libvirtError as error:
        return (error.get_error_code(), error.get_error_domain(), error.get_error_message())


# What each run makes anew.
CHANGING = re.compile(r"(?<=<uuid>)[-0-9a-f]{36}(?=</uuid>)|(?<=mac address=')[0-9a-f:]{17}|"
                      r"(?<=<creationTime>)\d+|(?<=<genid>)[-0-9a-f]{36}|"
                      r"(?<=interfaceid=')[-0-9a-f]{36}|"
                      r"(?<=instanceid=')[-0-9a-f]{36}|<domain type='test' id='\d+'|"
                      r"(?<=interface )[0-9a-f:]{17}(?= - )")


def alike(ours, theirs, words):
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        if not (isinstance(ours, tuple) and isinstance(theirs, tuple)):
            return False
        if not words:
            return ours[0] == theirs[0]
        return ours[:2] == theirs[:2] and CHANGING.sub("", ours[2]) == CHANGING.sub("", theirs[2])
    return CHANGING.sub("", ours) == CHANGING.sub("", theirs)


def is_xml(text):
    try:
        ElementTree.fromstring(text)
        return True
    except ElementTree.ParseError:
        return False


def known(kind, root, ours, theirs):
    """Whether it is explained why they differ."""
    if isinstance(theirs, str) and theirs != DIED and not is_xml(theirs):
        return True  # texts that the reference does not escape
    return any(kind in each.kinds and any(root.find(place) is not None for place in each.places)
               and each.told in (ours[2] if isinstance(ours, tuple) else "")
               for each in schema_exceptions.KNOWN)


def difference(ours, theirs):
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        brief = [each if isinstance(each, tuple) else "taken" for each in (theirs, ours)]
        return f"  reference: {brief[0]}\n  ours:      {brief[1]}"
    before, after = (CHANGING.sub("", each).splitlines() for each in (theirs, ours))
    lines = difflib.unified_diff(before, after, "reference", "ours", lineterm="", n=1)
    return "\n".join("  " + line for line in list(lines)[2:22])


def title(part):
    name = part.get("name") or part.text or "?"
    return f"{part.tag.removeprefix(schema_documents.RNG)} {name.strip()}"


DIED = "died"


def serve(pipe, uri, kind):
    """A process that answers for the reference, which not every document leaves alive."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()  # drivers other than test's want to have one
    connection = schema_kinds.open_(uri)
    while True:
        try:
            text, flags = pipe.recv()
        except EOFError:
            return
        pipe.send(answer(KINDS[kind].make, connection, text, flags))


class Reference:
    """The reference, in a process that is started anew when it dies."""

    def __init__(self, kind):
        self.kind = kind
        self.theirs = schema_kinds.Theirs(KINDS[kind])
        self.process = None

    def start(self):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.get_context("spawn").Process(
            target=serve, args=(other, self.theirs.uri, self.kind))
        self.process.start()
        other.close()

    def answer(self, text, flags):
        if self.process is None:
            self.start()
        try:
            self.pipe.send((text, flags))
            if self.pipe.poll(30):
                return self.pipe.recv()
        except (EOFError, OSError):
            pass
        self.stop()
        return DIED

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.pipe.close()
            self.process = None

    def end(self):
        self.stop()
        self.theirs.end()


def mutate(root, chance):
    """Changes one thing to what no schema knows, moves it to where it does not belong, doubles it
    or takes it away."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)
                and each.tag not in ("metadata", "cookie")]
    change = chance.choice(("element", "attribute", "move", "word", "text", "twice", "drop"))
    one = chance.choice(elements)
    attributes = [(each, name) for each in elements for name in each.attrib
                  if name not in ("id",) and (each is not root or name != "type")]
    if change == "element":
        ElementTree.SubElement(one, "unknownelement")
    elif change in ("twice", "drop", "move") and len(elements) > 2:
        restructure(elements, attributes, change, chance)
    elif change in ("attribute", "twice", "drop", "move") or not attributes and change == "word":
        one.set("unknownattribute", "1")
    elif change == "word":
        each, name = chance.choice(attributes)
        each.set(name, "no such word")
    else:
        one.text = (one.text or "") + "no such text"


def spoil(root, count, chance):
    """Some values are none that anybody knows."""
    attributes = [(each, name) for each in root.iter() for name in each.attrib
                  if each is not root or name != "type"]
    texts = [(each, None) for each in root.iter() if each.text and not len(each)
             and each.tag != "name"]
    everything = attributes + texts
    for each, name in chance.sample(everything, min(count, len(everything))):
        if name is None:
            each.text = "no such text"
        else:
            each.set(name, "no such word")


def restructure(elements, attributes, change, chance):
    """One of these is there twice, not at all, or somewhere else."""
    above, each = chance.choice([(above, each) for above in elements for each in above])
    if change == "twice":
        above.append(copy.deepcopy(each))
    elif change == "drop" and attributes and chance.random() < 0.5:
        each, name = chance.choice(attributes)
        del each.attrib[name]
    else:
        above.remove(each)
        inside = set(each.iter())
        if change == "move":
            chance.choice([place for place in elements if place not in inside]).append(each)


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


def documents(grammar, complete, options):
    """Of each: the target it was made for, and its root or None."""
    for number, target in enumerate(grammar.targets):
        if options.only and options.only not in title(target):
            continue
        for each in range(options.each):
            seed = f"{options.seed} {number} {each}"
            text = schema_documents.document(grammar, target, seed)
            if text is None:
                yield target, None
                continue
            root = ElementTree.fromstring(text)
            complete(root)
            if options.mutate:
                mutate(root, random.Random(seed))
            if options.spoil:
                spoil(root, options.spoil, random.Random(seed))
            yield target, root


def compare(options, ours, theirs, counts):
    schema, complete, make, _ = KINDS[options.kind]
    seen = set()
    for target, root in documents(schema_documents.Grammar(SCHEMAS / schema), complete, options):
        if root is None:
            counts["unreached"] += 1
            continue
        text = ElementTree.tostring(root, "unicode")
        answers = answer(make, ours, text, options.validate), theirs.answer(text, options.validate)
        if answers[1] == DIED:  # it may have been hurt by a document before
            answers = answers[0], theirs.answer(text, options.validate)
        if answers[1] == DIED and not known(options.kind, root, *answers):
            counts["died"] += 1
            print(f"{title(target)}\n  {text}\n  the reference died", flush=True)
            continue
        if alike(*answers, options.words):
            counts["passed"] += 1
            counts["taken"] += isinstance(answers[0], str)
            continue
        if known(options.kind, root, *answers):
            counts["passed"] += 1
            counts["known"] += 1
            continue
        counts["failed"] += 1
        told = difference(*answers)
        if told not in seen and counts["failed"] <= options.show:
            seen.add(told)
            print(f"{title(target)}\n  {text}\n{told}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("--daemon", default=TOP / "build/release/libvirtd", type=pathlib.Path)
    parser.add_argument("--uri", help="of a daemon of ours that runs, instead of --daemon")
    parser.add_argument("--each", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--validate", action="store_true")
    parser.add_argument("--mutate", action="store_true")
    parser.add_argument("--spoil", type=int, default=0)
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--show", type=int, default=1000)
    options = parser.parse_args()
    if options.single:
        schema_documents.BY_CHANCE = 0
    libvirt.registerErrorHandler(lambda *_: None, None)
    counts = collections.Counter()
    theirs = Reference(options.kind)
    daemon = None if options.uri else Daemon(options.daemon)
    try:
        ours = schema_kinds.open_(options.uri or f"test+unix:///default?socket={daemon.socket}")
        compare(options, ours, theirs, counts)
    finally:
        theirs.end()
        if daemon is not None:
            daemon.end()
    print(f"{counts['taken']} taken by both, {counts['unreached']} targets not reached, "
          f"{counts['known']} differ as is known, the reference died of {counts['died']}")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
