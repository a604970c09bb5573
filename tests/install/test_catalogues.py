# SPDX-License-Identifier: LGPL-2.1-or-later
"""The check of the catalogues finds what would be wrong in a translation."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tools"))
import catalogues  # noqa: E402


@pytest.mark.parametrize("message,translation", [
    ("disk {} of {}", "{} von {}"),
    ("disk {} of {}", "{1}: {0}"),
    ("address 0x{:x}", "Adresse 0x{:x}"),
    ("{1}: bad {0}", "{0} in {1}"),
    ("internal error: %s", "Interner Fehler: %s"),
    ("range {} is reversed ", "{} ist verkehrt "),
])
def test_a_translation_that_fits(message, translation):
    assert not list(catalogues.complaints(message, translation))


@pytest.mark.parametrize("message,translation", [
    ("disk {} of {}", ""),
    ("disk {} of {}", "{}"),
    ("disk {} of {}", "{} {} {}"),
    ("disk {} of {}", "{1} {}"),
    ("disk {} of {}", "{} {2}"),
    ("address 0x{:x}", "Adresse {}"),
    ("no disk", "keine {"),
    ("internal error: %s", "Interner Fehler"),
    ("range {} is reversed ", "{} ist verkehrt"),
    ("title\n", "Titel"),
])
def test_a_translation_that_does_not_fit(message, translation):
    assert list(catalogues.complaints(message, translation))


def test_messages_are_found_wherever_they_are_rendered():
    messages = catalogues.extract()
    for message in ("Failed to open file '{}'",               # fail.system
                    "expecting an assignment",                # a fail of one argument
                    "Can't load config file: {}: {}",         # log::Source::error
                    "only a single watchdog device is supported",  # translatable
                    "Display program help",
                    "internal error: %s"):                    # a text of an error code
        assert f'msgid "{message}"' in messages
    assert '"ready, pid=' not in messages                     # the log below errors
