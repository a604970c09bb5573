# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where we differ from the reference on purpose, for schema_parity.py.

What the reference prints that is not XML at all needs no entry.

With --validate --mutate more differs, and has no entries: schema_validity.py asks the schemas
themselves, and TAKEN says how much our tables take that they refuse.
"""

import collections

# The kinds of documents, paths of ElementTree of which one is in the document, the reason, and
# what our error says, where it is about one error only.
Known = collections.namedtuple("Known", "kinds places reason told", defaults=[""])

GUESTS = ("domain", "running", "views")

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
    Known(GUESTS, (".//cell/distances/sibling",),
          "the reference frees distances of cells that are not there: it tells a part of the error "
          "or dies", "does not refer to a valid cell within NUMA"),
    Known(GUESTS, (".//shmem/size[.='0']",),
          "the reference prints less than a megabyte as 0, and forgets a 0 that it reads"),
]

# How many of the changes that schema_validity.py makes (with its defaults) we take and the schemas
# refuse, for each kind; it may become less.
TAKEN = {
    # - text between the elements of backing stores that lie deep in each other, where it is not
    #   looked for, as it would be looked at again on each level;
    # - which of the parts of a device's source belong together (hostdev, interfaces, memory), and
    #   devices that have no ACPI index, which all are said to have in one table;
    # - what launch security needs, whose reader says so
    "domain": 41,
    # the path of an image on a block, and the order of labels in a source
    "snapshot": 2,
    # the order of elements: their schema alone wants one; and groups of fields that come twice
    "node-device": 6,
    # encryption without a secret, which is another element there than elsewhere
    "backup": 1,
}
