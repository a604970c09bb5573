# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where we differ from the reference on purpose, for schema_parity.py.

What the reference prints that is not XML at all needs no entry.

With --validate --mutate more differs, and has no entries, as it would take one for each document:
- Both refuse, but with different codes: where a value is wrong for a reader, or misses what a reader
  needs, the reader says so, in a sentence that names it; the reference's schema says it first.
- We take what the schema refuses: what depends on another part (alternatives that exclude each
  other, what only one of several kinds has or has to have), the order of elements, and second
  children of custom rows, which may read any number.
"""

import collections

# The kinds of documents, paths of ElementTree of which one is in the document, and the reason.
Known = collections.namedtuple("Known", "kinds places reason")

GUESTS = ("domain", "running")

KNOWN = [
    Known(("pool",), ("{http://libvirt.org/schemas/storagepool/fs/1.0}mount_opts",),
          "the reference's test driver forgets options for mounts, which its storage driver keeps"),
    Known(("pool",), ("source/name[2]",),
          "its schema takes two names of a volume group, though one of them is not read"),
    Known(("filter",), (".//*[@ipsetflags]",),
          "the reference drops a set that has flags, so that a rule matches more than it says"),
    Known(("filter",), (".[@priority='0']",),
          "the reference never prints a zero, and so loses it where a chain has another priority"),
    Known(("node-device",), ("capability[@type='mdev']",),
          "our driver for tests makes mediated devices, too"),
    Known(("existing-device",), ("capability[@type='vdpa']", "capability[@type='scsi_generic']"),
          "the reference prints such devices and cannot read them"),
    Known(GUESTS, ("resource",),
          "the reference refuses an empty one without a word, but says first what else is wrong"),
    Known(GUESTS, (".//memory[@model='dimm']", ".//address[@type='unassigned']"),
          "two errors in one document, told in another order"),
]
