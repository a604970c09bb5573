# SPDX-License-Identifier: LGPL-2.1-or-later
"""Where we differ from the reference on purpose, for schema_parity.py.

What the reference prints that is not XML at all needs no entry.
"""

import collections

# The kinds of documents, paths of ElementTree of which one is in the document, and the reason.
Known = collections.namedtuple("Known", "kinds places reason")

GUESTS = ("domain", "running")

KNOWN = []
