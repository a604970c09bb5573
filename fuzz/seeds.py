#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes first inputs for the fuzzers from the data of the tests: seeds.py DIRECTORY

They are not kept: DIRECTORY gets one folder a fuzzer. What fuzzing itself found worth keeping
lies in fuzz/corpus.
"""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
DATA = TOP / "tests/data"
PROGRAMS = ["remote", "qemu", "lxc", "admin", "log", "lock"]
NUMBERS = {0x20008086: 0, 0x20008087: 1, 0x68000: 2, 0x6900690: 3, 0x87539319: 4, 0xEA7BEEF: 5}
# by root element, as src/conf/document_kinds.hpp counts
DEVICE, UPDATE, METADATA = 25, 26, 27
XML_KINDS = {b"domain": [0, 1], b"network": [3], b"pool": [4], b"volume": [5, 18, 19],
             b"filter": [6], b"interface": [7, DEVICE, UPDATE], b"capabilities": [8],
             b"domainCapabilities": [9], b"storagepoolCapabilities": [10],
             b"domainbackup": [11], b"domainsnapshot": [12, 13], b"domaincheckpoint": [14, 15],
             b"networkport": [16], b"source": [17], b"secret": [20], b"device": [21],
             b"filterbinding": [22], b"cpu": [23, 24], b"a": [METADATA]}
XML_KINDS |= {device: [DEVICE] for device in (
    b"disk", b"hostdev", b"controller", b"filesystem", b"lease", b"rng", b"shmem", b"memory",
    b"vsock", b"redirdev", b"watchdog", b"tpm", b"input", b"sound", b"video", b"graphics",
    b"channel", b"console", b"serial", b"parallel", b"smartcard", b"panic", b"iommu", b"audio")}
XML_KINDS |= {part: [UPDATE] for part in (b"host", b"range", b"portgroup", b"txt", b"srv")}
DOCUMENT = re.compile(
    rb"^<(%s)\b(?:[^<>]*/>|[^<>]*[^/<>]?>.*?</\1>)" % b"|".join(XML_KINDS), re.M | re.S)
HEADER = 28


def lines(name):
    return (DATA / "protocol" / name).read_text().splitlines()


def frames():
    for line in lines("frames.txt"):
        what, _, code = line.split()
        yield what, bytes.fromhex(code)


def word(code, offset):
    return int.from_bytes(code[offset:offset + 4], "big")


def struct_seeds():
    """fuzz/structs.cpp: program, arguments or result, index of the procedure, payload."""
    index = {}
    for line in lines("procedures.txt"):
        program, number = line.split()[:2]
        same = [key for key in index if key[0] == PROGRAMS.index(program)]
        index[PROGRAMS.index(program), int(number)] = len(same)
    for what, code in frames():
        if what != "value" or word(code, 16) in (4, 5):
            continue
        program = NUMBERS[word(code, 4)]
        procedure = index[program, word(code, 12)]
        reply = word(code, 16) == 1
        yield bytes([program, reply, procedure >> 8, procedure & 255]) + code[HEADER:]


def xml_seeds():
    """fuzz/xml.cpp: kind, document; from all documents that stand in the data of the tests."""
    seen = set()
    for path in [TOP / "fuzz/documents.txt", *sorted(DATA.rglob("*.[xt][mx][lt]"))]:
        for document in DOCUMENT.finditer(path.read_bytes()):
            if document[0] in seen or len(document[0]) > 8192:
                continue
            seen.add(document[0])
            for kind in XML_KINDS[document[1]]:
                yield bytes([kind]) + document[0]


def record(code):
    """One frame as fuzz/frames.cpp builds it."""
    kind = word(code, 16) | word(code, 24) << 4
    payload = code[HEADER:]
    return bytes([code[14], code[15], kind, len(payload) >> 8, len(payload) & 255]) + payload


def frame_seeds():
    """fuzz/frames.cpp: what the clients of the recorded connections sent, as far as it is small."""
    known = [code for _, code in frames()]
    for line in lines("conversations.txt"):
        sent = [known[int(item[1:].split(":")[0]) - 1]
                for item in line.split()[1:] if item[0] == ">"]
        sent = [code for code in sent if len(code) < 4096][:40]
        yield b"\0" + b"".join(sent)
        yield b"\1" + b"".join(map(record, sent))
    for line in lines("procedures.txt"):  # each call alone, with zeros for arguments
        program, number, _, kind = line.split()[:4]
        if program == "remote" and kind != "event":
            yield b"\3" + int(number).to_bytes(2, "big") + b"\0\0\x40" + bytes(64)


def main():
    for name, seeds in {"structs": struct_seeds, "xml": xml_seeds, "frames": frame_seeds}.items():
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (folder / f"seed-{number:04}").write_bytes(seed)


if __name__ == "__main__":
    main()
