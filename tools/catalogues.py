#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The messages of the daemon and their translations.

    tools/catalogues.py update   reads the messages out of the source into po/virtd.pot and the
                                 catalogues of all languages, where new ones wait for translation
    tools/catalogues.py check    complains about whatever is missing or does not fit

A message is what is given to a virtd::Fail, to log::Source::error, to or_fail and or_missing of
a table, to translate() or translatable(), and the texts of the error codes.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
PO = TOP / "po"
TEMPLATE = PO / "virtd.pot"

# Which argument of which function is a message.
KEYWORDS = ["system:2", "argument:3", "raise_argument:4", "Error:3", "error:1", "or_fail:2",
            "or_missing:2", "fail:1,1t", "translate:1", "translated:1", "translatable:1"]
ERROR_TEXTS = "src/base/error_texts.hpp"

HEADER = """\
# Messages of libvirtd from the virtd project.
# SPDX-License-Identifier: LGPL-2.1-or-later
msgid ""
msgstr ""
"Project-Id-Version: virtd\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# A place for an argument: {} and {1:x} of fmt, %s of the error codes.
FMT_PLACE = re.compile(r"\{\{|\}\}|\{(\d*)(:[^}]*)?\}")
C_PLACE = re.compile(r"%%|%s")


def languages():
    return [line for line in (PO / "LINGUAS").read_text().split("\n")
            if line and not line.startswith("#")]


def sources():
    for path in sorted((TOP / "src").rglob("*.[ch]pp")):
        if not path.stem.endswith(("_test", "_fake")):
            yield str(path.relative_to(TOP))


def fail_names(paths):
    """The names under which source files keep their Fail."""
    names = {"fail"}
    for path in paths:
        names.update(re.findall(r"\bFail (\w+)\{", (TOP / path).read_text(encoding="utf-8")))
    return sorted(names)


def run(*command):
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.stderr}")
    return done.stdout


def xgettext(paths, *options):
    return run("xgettext", "--language=C++", "--from-code=UTF-8", "--omit-header", "--no-wrap",
               "--add-location=file", "--sort-by-file", "--output=-", *options, *paths)


def unquote(text):
    lines = re.findall(r'"((?:\\.|[^"\\])*)"', text)
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: escapes[found.group(1)], "".join(lines))


ENTRY = re.compile(r'^msgid ((?:"(?:\\.|[^"\\])*"\s*)+)msgstr ((?:"(?:\\.|[^"\\])*"\s*)+)', re.M)


def blocks(text):
    """(block, msgid, msgstr) of all entries but the header."""
    for block in re.split(r"\n\n+", text.strip("\n")):
        found = ENTRY.search(block + "\n")
        if found and not block.startswith("#~") and unquote(found.group(1)):
            yield block, unquote(found.group(1)), unquote(found.group(2))


def has_words(message):
    return re.search(r"[A-Za-z]", C_PLACE.sub("", FMT_PLACE.sub("", message))) is not None


def extract():
    paths = list(sources())
    keywords = KEYWORDS + [f"{name}:2" for name in fail_names(paths)]
    text = xgettext(paths, "--keyword", *(f"--keyword={keyword}" for keyword in keywords))
    known = {message for _, message, _ in blocks(text)}
    entries = [block for block, message, _ in blocks(text) if has_words(message)]
    texts = xgettext([ERROR_TEXTS], "--extract-all")
    entries += [block for block, message, _ in blocks(texts)
                if has_words(message) and message not in known]
    # flags that other languages than C++ would read out of our placeholders
    entries = [re.sub(r"^#, .*\n", "", entry, flags=re.M) for entry in entries]
    return HEADER + "\n\n".join(entries) + "\n"


def places(message, pattern):
    """What a message does with its arguments: the number and form of each."""
    found = []
    for place in pattern.finditer(message):
        if place.group(0) in ("{{", "}}", "%%"):
            continue
        if pattern is C_PLACE:
            found.append(("", place.group(0)))
        else:
            number = place.group(1) or str(len(found))
            found.append((number, place.group(2) or ""))
    return found


def mixes_numbering(message):
    numbers = [place.group(1) for place in FMT_PLACE.finditer(message)
               if place.group(0) not in ("{{", "}}")]
    return "" in numbers and any(numbers)


def stray_braces(message):
    return re.search(r"[{}]", FMT_PLACE.sub("", message)) is not None


def complaints(message, translation):
    if not translation:
        yield "is not translated"
        return
    if mixes_numbering(translation):
        yield "numbers some placeholders only"
    pattern = C_PLACE if "%s" in message else FMT_PLACE
    if pattern is FMT_PLACE and stray_braces(translation) and not stray_braces(message):
        yield "has a brace of its own"
    if sorted(set(places(message, pattern))) != sorted(set(places(translation, pattern))):
        yield "has other placeholders"
    for edge in ("startswith", "endswith"):
        for mark in ("\n", " "):
            if getattr(message, edge)(mark) != getattr(translation, edge)(mark):
                yield "begins or ends with other blanks"
                return


def check_language(language, messages):
    path = PO / f"{language}.po"
    if not path.exists():
        yield "there is no catalogue"
        return
    done = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", str(path)],
                          capture_output=True, text=True, check=False)
    yield from done.stderr.splitlines()
    text = path.read_text(encoding="utf-8")
    translations = {}
    for block, message, translation in blocks(text):
        translations[message] = translation
        if re.search(r"^#,.*fuzzy", block, re.M):
            yield f"is only guessed: {message!r}"
    for message in messages:
        if message not in translations:
            yield f"is missing: {message!r}"
            continue
        for complaint in complaints(message, translations[message]):
            yield f"{complaint}: {message!r}"


def update():
    TEMPLATE.write_text(extract(), encoding="utf-8")
    for language in languages():
        path = PO / f"{language}.po"
        if path.exists():
            run("msgmerge", "--update", "--backup=off", "--quiet", "--no-wrap",
                "--no-fuzzy-matching", "--add-location=file", str(path), str(TEMPLATE))
            text = run("msgattrib", "--no-obsolete", "--no-wrap", "--add-location=file", str(path))
            path.write_text(text, encoding="utf-8")


def check():
    now = extract()
    count = 0
    if now != TEMPLATE.read_text(encoding="utf-8"):
        print("po/virtd.pot: is not current, run tools/catalogues.py update")
        count += 1
    messages = [message for _, message, _ in blocks(now)]
    for language in languages():
        for complaint in check_language(language, messages):
            print(f"po/{language}.po: {complaint}")
            count += 1
    return count


def main():
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        sys.exit(1 if check() else 0)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
