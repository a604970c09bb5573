#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes documents that a RELAX NG schema allows.

    tools/schema_documents.py SCHEMA.rng [SEED [COUNT]]

Each element, attribute and word of the schema is a target: a document has what is needed to
reach one, and little else by chance. Prints COUNT documents for targets by chance.
"""

import pathlib
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape, quoteattr

if sys.version_info >= (3, 11):
    from re import _constants as constants, _parser as parser
else:
    import sre_constants as constants
    import sre_parse as parser

RNG = "{http://relaxng.org/ns/structure/1.0}"
TARGETS = {"element", "attribute", "value"}
# how likely something optional is there that leads to no target
BY_CHANCE = 0.04
DEEPEST = 40
# how often a document is begun anew when it did not lead to its target
ATTEMPTS = 50
TYPES = {
    "string": ["text", "a b"],
    "NCName": ["name", "id1"],
    "token": ["token"],
    "anyURI": ["http://example.org/a"],
    "boolean": ["true", "false"],
    "dateTime": ["2022-02-02T02:02:02"],
}


class NotPossible(Exception):
    """Nothing that the schema allows leads there."""


def load(path):
    """The defines by name, and the starts, of a schema with what it includes."""
    defines, starts = {}, []
    _read(ElementTree.parse(path).getroot(), path.parent, defines, starts)
    return defines, starts


def _read(root, folder, defines, starts):
    for part in root:
        if part.tag == RNG + "include":
            _include(part, folder, defines, starts)
        elif part.tag == RNG + "define":
            defines.setdefault(part.get("name"), []).append(part)
        elif part.tag == RNG + "start":
            starts.append(part)
        elif part.tag == RNG + "div":
            _read(part, folder, defines, starts)


def _include(include, folder, defines, starts):
    """What an include defines itself replaces what it brings."""
    brought, brought_starts = load(folder / include.get("href"))
    own, own_starts = {}, []
    _read(include, folder, own, own_starts)
    brought.update(own)
    for name, parts in brought.items():
        known = defines.setdefault(name, [])
        known += [part for part in parts if not any(_same(part, each) for each in known)]
    starts += own_starts or brought_starts


class Grammar:
    """A schema, and what documents may have."""

    def __init__(self, path):
        self.defines, self.starts = load(pathlib.Path(path))
        self.targets = self._targets()
        self._leads = {}

    def _targets(self):
        """All that a document may have, with the defines it is reached by."""
        found, seen, waiting = [], set(), list(self.starts)
        while waiting:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            if part.tag == RNG + "except" or part.find(RNG + "notAllowed") is not None:
                continue  # what no document has
            if part.tag.removeprefix(RNG) in TARGETS:
                found.append(part)
            if part.tag == RNG + "ref":
                waiting += self.defines.get(part.get("name"), [])
            waiting += list(part)
        return found

    def leads(self, part, target):
        """Whether the target is below."""
        return id(part) in self._above(target)

    def _above(self, target):
        known = self._leads.get(id(target))
        if known is None:
            known = self._leads[id(target)] = self._all_above(target)
        return known

    def _all_above(self, target):
        if not hasattr(self, "_parents"):
            self._parents = {}
            seen, waiting = set(), list(self.starts)
            while waiting:
                part = waiting.pop()
                if id(part) in seen:
                    continue
                seen.add(id(part))
                below = list(part)
                if part.tag == RNG + "ref":
                    below += self.defines.get(part.get("name"), [])
                for each in below:
                    self._parents.setdefault(id(each), set()).add(id(part))
                waiting += below
        above, waiting = {id(target)}, [id(target)]
        while waiting:
            for parent in self._parents.get(waiting.pop(), ()):
                if parent not in above:
                    above.add(parent)
                    waiting.append(parent)
        return above


def _same(left, right):
    return ElementTree.tostring(left) == ElementTree.tostring(right)


class Element:
    def __init__(self, name):
        self.name = name
        self.attributes = {}
        self.content = []

    def text(self, depth=0):
        attributes = "".join(f" {name}={quoteattr(value)}"
                             for name, value in self.attributes.items())
        inside = "".join(each if isinstance(each, str) else each.text(depth + 1)
                         for each in (escape(part) if isinstance(part, str) else part
                                      for part in self.content))
        if not inside:
            return f"<{self.name}{attributes}/>"
        return f"<{self.name}{attributes}>{inside}</{self.name}>"


class Maker:
    """Makes one document."""

    def __init__(self, grammar, target, chance):
        self.grammar = grammar
        self.target = target
        self.chance = chance
        self.reached = False
        self.depth = 0

    def document(self):
        root = Element("")
        self.part(self.chance.choice(self._best(self.grammar.starts)), root)
        return root.content[0].text()

    def _wanted(self, part):
        return not self.reached and self.grammar.leads(part, self.target)

    def _best(self, parts):
        return [part for part in parts if self._wanted(part)] or parts

    def part(self, part, into):
        self.depth += 1
        if self.depth > DEEPEST * 8:
            raise NotPossible
        try:
            if part is self.target:
                self.reached = True
            getattr(self, "on_" + part.tag.removeprefix(RNG), self.on_group)(part, into)
        finally:
            self.depth -= 1

    def on_group(self, part, into):
        for each in part:
            self.part(each, into)

    def on_interleave(self, part, into):
        parts = list(part)
        self.chance.shuffle(parts)
        for each in parts:
            self.part(each, into)

    def on_optional(self, part, into):
        if self._wanted(part) or (self.chance.random() < BY_CHANCE and self.depth < DEEPEST):
            self.on_group(part, into)

    on_zeroOrMore = on_optional
    on_oneOrMore = on_group

    def on_choice(self, part, into):
        branches = [each for each in part if each.tag != RNG + "notAllowed"]
        wanted = self._best(branches)
        if self.depth > DEEPEST:
            simple = [each for each in wanted if each.tag in (RNG + "empty", RNG + "value")]
            wanted = simple or wanted
        self.part(self.chance.choice(wanted), into)

    def on_ref(self, part, into):
        defines = self.grammar.defines.get(part.get("name"), [])
        if any(define.get("combine") == "choice" for define in defines):
            possible = [define for define in defines
                        if any(each.tag != RNG + "notAllowed" for each in define)]
            defines = [self.chance.choice(self._best(possible or defines))]
        for define in defines:
            self.part(define, into)

    def on_define(self, part, into):
        if part.get("combine") == "choice" and len(part) > 1:
            return self.on_choice(part, into)
        return self.on_group(part, into)

    def on_element(self, part, into):
        name = self._name(part)
        made = Element(name)
        for each in part:
            if each.tag not in (RNG + "name", RNG + "anyName"):
                self.part(each, made)
        if part.get("ns") and ":" not in name:
            made.attributes["xmlns"] = part.get("ns")
        into.content.append(made)

    def on_attribute(self, part, into):
        inside = Element("")
        for each in part:
            if each.tag not in (RNG + "name", RNG + "anyName"):
                self.part(each, inside)
        has_pattern = any(each.tag not in (RNG + "name", RNG + "anyName") for each in part)
        value = "".join(inside.content) if has_pattern else "text"
        into.attributes[self._name(part)] = value

    def _name(self, part):
        if part.get("name"):
            return part.get("name")
        names = [each.text for each in part.iter(RNG + "name")]
        return self.chance.choice(names) if names else "anything"

    def on_value(self, part, into):
        into.content.append(part.text or "")

    def on_text(self, part, into):
        into.content.append(self.chance.choice(["text", "words and <marks> & 'quotes'"]))

    def on_empty(self, part, into):
        pass

    def on_notAllowed(self, part, into):
        raise NotPossible

    def on_list(self, part, into):
        inside = Element("")
        self.on_group(part, inside)
        into.content.append(" ".join(inside.content))

    def on_data(self, part, into):
        parameters = {each.get("name"): each.text for each in part if each.tag == RNG + "param"}
        if "pattern" in parameters:
            into.content.append(matching(parameters["pattern"], self.chance))
        elif part.get("type") in TYPES:
            into.content.append(self.chance.choice(TYPES[part.get("type")]))
        else:
            lowest = int(parameters.get("minInclusive", 0))
            highest = int(parameters.get("maxInclusive", max(lowest, 1) * 4))
            into.content.append(str(self.chance.choice([lowest, highest,
                                                        self.chance.randint(lowest, highest)])))


def matching(pattern, chance):
    """A text that a pattern of XML Schema matches."""
    return "".join(_texts(parser.parse(pattern.strip()), chance))


def _texts(parsed, chance):
    for kind, value in parsed:
        if kind is constants.LITERAL:
            yield chr(value)
        elif kind is constants.ANY:
            yield chance.choice("abc-/.")
        elif kind is constants.NOT_LITERAL:
            yield "a" if value != ord("a") else "b"
        elif kind is constants.IN:
            yield _one_of(value, chance)
        elif kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            fewest, most, inside = value
            for _ in range(chance.randint(fewest, min(most, fewest + 3))):
                yield from _texts(inside, chance)
        elif kind is constants.SUBPATTERN:
            yield from _texts(value[-1], chance)
        elif kind is constants.BRANCH:
            yield from _texts(chance.choice(value[1]), chance)
        elif kind is not constants.AT:
            raise NotImplementedError(kind)


CLASSES = {constants.CATEGORY_DIGIT: "0123456789", constants.CATEGORY_WORD: "abyz019_",
           constants.CATEGORY_SPACE: " ", constants.CATEGORY_NOT_SPACE: "ab1/"}


def _one_of(choices, chance):
    if choices[0][0] is constants.NEGATE:
        refused = re.compile("[" + "".join(_in_class(each) for each in choices[1:]) + "]")
        return chance.choice([each for each in "abcxyz0189_-./" if not refused.match(each)])
    kind, value = chance.choice(choices)
    if kind is constants.RANGE:
        return chr(chance.randint(*value))
    return chance.choice(CLASSES[value]) if kind is constants.CATEGORY else chr(value)


def _in_class(item):
    kind, value = item
    if kind is constants.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return CLASSES[value] if kind is constants.CATEGORY else re.escape(chr(value))


def document(grammar, target, seed):
    """A document with the target, or None where none was found."""
    chance = random.Random(seed)
    for _ in range(ATTEMPTS):
        maker = Maker(grammar, target, chance)
        try:
            text = maker.document()
        except NotPossible:
            continue
        if maker.reached:
            return text
    return None


def main():
    grammar = Grammar(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chance = random.Random(seed)
    for each in range(int(sys.argv[3]) if len(sys.argv) > 3 else 10):
        print(document(grammar, chance.choice(grammar.targets), f"{seed} {each}"))


if __name__ == "__main__":
    main()
