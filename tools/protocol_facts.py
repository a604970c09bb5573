#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Condenses protocol facts into tests/data/protocol, which the wire test reads.

    tools/protocol_facts.py DIRECTORY            write the files
    tools/protocol_facts.py --check DIRECTORY    say whether they agree with it

DIRECTORY holds the JSON descriptions of the programs and the captures. The files:

procedures.txt     one line a procedure, as rpc/ prints its own rows:
                   program number name priority read-only api since args ret [options]
                   or: program number name event args
frames.txt         one line for each distinct frame without its serial:
                   what-it-carries digest-of-the-decoded-value hex
                   (value, error, hole, nothing; trailing: a value and more, which is
                   ignored; data: raw bytes of a stream, of which only the header is kept)
conversations.txt  the recorded connections as frames (line numbers in frames.txt) in order:
                   > sent by the client, < by the server, each with its serial

Signatures spell a type as it travels: b B h H i I q Q integers by size (capitals unsigned),
d double, e enum, s string, u uuid, v typed parameter value, ?T optional, [max]T list,
o[max] opaque, c[max] characters, c=size exactly so many, (...) struct, - nothing.
"""

import json
import pathlib
import struct
import sys

FACTS = pathlib.Path(__file__).resolve().parent.parent / "tests/data/protocol"
PROGRAMS = ["remote", "qemu", "lxc", "admin", "log", "lock"]
INTEGERS = {"char": "b", "uchar": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I",
            "int64": "q", "uint64": "Q", "float64": "d"}
TRAILING = b"trailing".hex()  # what the recorder put behind the arguments of one call
# Raw bytes of streams are not ours to decode: of those frames only the header is kept.
HEADER_SIZE = 28


class Types:
    """The types of all programs, spelled as signatures, and their values as text."""

    def __init__(self, directory):
        self.types = {}
        for name in [*PROGRAMS, "net"]:
            self.types.update(load(directory, name)["types"])

    def signature(self, name):
        if name is None:
            return "-"
        if name in INTEGERS:
            return INTEGERS[name]
        kind = self.types[name]
        if kind["kind"] == "typedef":
            return self.field(kind)
        if kind["kind"] == "enum":
            return "e"
        if kind["kind"] == "union":
            arms = "".join(f"{arm['case']}{self.field(arm['field'])}" for arm in kind["arms"])
            assert arms == "1i2I3q4Q5d6i7s", arms
            return "v"
        return "(" + "".join(self.field(field) for field in kind["fields"]) + ")"

    def field(self, field):
        form, kind = field["form"], field["type"]
        if form == "string":
            assert field["max"] in (4194304, 65536), field  # the smaller is virtlockd's
            return "s"
        if kind == "opaque":
            if form == "opaque_fixed":
                assert field["size"] == 16, field
                return "u"
            return f"o[{field['max']}]"
        if kind == "char" and form != "plain":
            return f"c[{field['max']}]" if form == "array_var" else f"c={field['size']}"
        element = self.signature(kind)
        if form == "optional":
            return "?" + element
        return f"[{field['max']}]{element}" if form == "array_var" else element

    def text(self, name, value):
        """A value as rpc's test prints it: every leaf, in order."""
        if name == "float64":
            return struct.pack(">d", value).hex() + " "
        if name in INTEGERS:
            return f"{value} "
        kind = self.types[name]
        if kind["kind"] == "typedef":
            return self.field_text(kind, value)
        if kind["kind"] == "enum":
            return f"{value} "
        if kind["kind"] == "union":
            discriminant = value[kind["discriminant"]["name"]]
            arm = next(arm["field"] for arm in kind["arms"] if arm["case"] == discriminant)
            return f"{discriminant}:" + self.field_text(arm, value[arm["name"]])
        return "{" + "".join(self.field_text(f, value[f["name"]]) for f in kind["fields"]) + "}"

    def field_text(self, field, value):
        form, kind = field["form"], field["type"]
        if form == "string":
            return f'"{value}"'
        if kind == "opaque" or (kind == "char" and form != "plain"):
            return f"{value} "
        if form == "optional":
            return "- " if value is None else "+" + self.text(kind, value)
        if form == "array_var":
            return "[" + "".join(self.text(kind, item) for item in value) + "]"
        return self.text(kind, value)


def load(directory, name):
    return json.loads((directory / f"{name}.json").read_text())


def procedure_line(program, procedure, types):
    head = f"{program} {procedure['number']} {procedure['name']}"
    args, ret = types.signature(procedure["args"]), types.signature(procedure["ret"])
    if procedure["kind"] == "event":
        return f"{head} event {args}"
    if program in ("log", "lock"):  # we are their client
        return f"{head} client {args} {ret}"
    words = [head, procedure.get("priority", "low"), procedure.get("readonly", "allow"),
             procedure.get("api") or "-", procedure.get("api_since") or "-", args, ret]
    words[2] = words[2].replace("-", "_")
    words += [f"acl={rule}" for rule in procedure.get("acl", []) if rule != "none"]
    words += [f"filter={rule}" for rule in procedure.get("aclfilter", [])]
    if not procedure.get("auth_required", True):
        words.append("before_auth")
    if not procedure.get("needs_open", program != "admin"):
        words.append("before_open")
    if "stream" in procedure:
        words.append("stream=" + procedure["stream"]["direction"])
        if procedure["stream"].get("sparse_flag"):
            words.append("sparse=1")
    return " ".join(words)


def procedures(directory, types):
    return [procedure_line(program, procedure, types)
            for program in PROGRAMS
            for procedure in load(directory, program)["procedures"]]


def digest(data):
    """FNV-1a, 64 bits."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def frame_line(frame, types):
    code = bytes.fromhex(frame["hex"])
    assert struct.unpack(">I", code[:4])[0] == len(code)
    if "data_len" in frame:
        return f"data - {code[:HEADER_SIZE].hex()}"
    code = code[:20] + bytes(4) + code[24:]  # the serial
    kind = frame.get("body_type")
    if kind is None:
        return f"nothing - {code.hex()}"
    what = {"virNetMessageError": "error", "virNetStreamHole": "hole"}.get(kind, "value")
    if frame["hex"].endswith(TRAILING):
        what = "trailing"
    text = types.text(kind, frame["body"]).encode("utf-8", "surrogateescape")
    return f"{what} {digest(text)} {code.hex()}"


def captures(directory, types):
    """The lines of frames.txt and of conversations.txt."""
    frames, conversations = {}, []
    for entry in load(directory / "captures", "index"):
        recorded = load(directory / "captures", pathlib.Path(entry["file"]).stem)
        words = []
        for frame in recorded:
            if frame.get("malformed"):  # those are for the tests of the connection
                continue
            line = frame_line(frame, types)
            if "data_len" in frame:
                line = line[:-16] + "00000000" + line[-8:]
            number = frames.setdefault(line, len(frames) + 1)
            direction = ">" if frame["dir"] == "c2s" else "<"
            words.append(f"{direction}{number}:{frame['header']['serial']}")
        conversations.append(f"{pathlib.Path(entry['file']).stem} {' '.join(words)}")
    return list(frames), conversations


def facts(directory):
    types = Types(directory)
    frames, conversations = captures(directory, types)
    lines = {"procedures.txt": procedures(directory, types), "frames.txt": frames,
             "conversations.txt": conversations}
    return {name: "".join(line + "\n" for line in text) for name, text in lines.items()}


def main():
    check = sys.argv[1:2] == ["--check"]
    different = False
    for name, text in facts(pathlib.Path(sys.argv[-1])).items():
        path = FACTS / name
        if not check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            print(f"{path} does not agree with {sys.argv[-1]}")
            different = True
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
