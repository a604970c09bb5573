# SPDX-License-Identifier: LGPL-2.1-or-later
"""The daemon speaks the language of its own environment, also to clients that speak another."""

import os
import pathlib
import subprocess

import libvirt
import pytest

from conftest import PROGRAM

NO_NETWORK = {
    "de_DE": "Netzwerk nicht gefunden: Kein Netzwerk mit dem Namen »{}«",
    "es_ES": "Red no encontrada: no hay ninguna red con el nombre «{}»",
    "fr_FR": "Réseau introuvable : aucun réseau ne porte le nom « {} »",
    "ja_JP": "ネットワークが見つかりません: 名前 '{}' に一致するネットワークはありません",
    "pt_BR": "Rede não encontrada: nenhuma rede com o nome “{}”",
    "zh_CN": "找不到网络:没有名为“{}”的网络",
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory):
    """Locales of our own, for machines that have none but C."""
    where = tmp_path_factory.mktemp("locales")
    for name in NO_NETWORK:
        if not pathlib.Path(f"/usr/share/i18n/locales/{name}").exists():
            pytest.skip("no sources of locales: install the package locales")
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", str(where / f"{name}.UTF-8")],
                       capture_output=True, timeout=60, check=True)
    return where


def speaking(locales, name):
    """The environment of a program that speaks the language of a locale."""
    return {"LOCPATH": str(locales), "LC_ALL": f"{name}.UTF-8", "LANGUAGE": ""}


def error_of(uri, network):
    connection = libvirt.open(uri)
    try:
        with pytest.raises(libvirt.libvirtError) as caught:
            connection.networkLookupByName(network)
        return caught.value
    finally:
        connection.close()


@pytest.mark.parametrize("name", NO_NETWORK)
def test_a_client_reads_the_language_of_the_daemon(make_daemon, locales, name):
    daemon = make_daemon(environment=speaking(locales, name))
    error = error_of(daemon.uri, "kein-netz")
    assert error.get_error_code() == libvirt.VIR_ERR_NO_NETWORK
    assert error.get_error_message() == NO_NETWORK[name].format("kein-netz")
    # and so are the parts of which libraries make their own message
    assert error.get_str1().replace("%s", error.get_str2()) == error.get_error_message()


def test_the_language_may_be_chosen_without_its_locale(make_daemon, locales):
    daemon = make_daemon(environment=dict(speaking(locales, "de_DE"), LANGUAGE="fr"))
    assert "Réseau introuvable" in error_of(daemon.uri, "x").get_error_message()


def test_the_c_locale_knows_no_language(make_daemon, locales):
    daemon = make_daemon(environment={"LOCPATH": str(locales), "LC_ALL": "C", "LANGUAGE": "de"})
    assert error_of(daemon.uri, "x").get_error_message() == (
        "Network not found: no network with matching name 'x'")


def test_numbers_in_documents_have_no_language(make_daemon, locales):
    """German writes 2,5 where documents must say 2.5."""
    german = make_daemon(environment=speaking(locales, "de_DE"))
    plain = make_daemon(environment={"LC_ALL": "C"})
    for ask in (["capabilities"], ["dumpxml", "test"], ["nodeinfo"], ["domstats", "test", "--state"]):
        assert german.virsh(*ask).stdout == plain.virsh(*ask).stdout


def test_the_log_has_errors_in_the_language_and_the_rest_for_searching(make_daemon, locales):
    daemon = make_daemon(environment=speaking(locales, "de_DE"))
    log = daemon.log.read_text()
    assert " : ready, pid=" in log
    done = subprocess.run([PROGRAM, "-f", "/no/such"], capture_output=True, text=True, check=False,
                          env=dict(os.environ, **speaking(locales, "de_DE")))
    assert done.returncode == 1
    assert ("Konfigurationsdatei kann nicht geladen werden: Datei »/no/such« konnte nicht geöffnet "
            "werden: ") in done.stderr


@pytest.mark.parametrize("name,usage", [("de_DE", "Aufruf:"), ("fr_FR", "Utilisation :"),
                                        ("ja_JP", "使い方:")])
def test_help_is_translated_in_the_same_layout(locales, name, usage):
    def help_in(environment):
        return subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True,
                              env=dict(os.environ, **environment)).stderr.split("\n")
    plain = help_in({"LC_ALL": "C"})
    other = help_in(speaking(locales, name))
    assert other[1] == usage and len(other) == len(plain)
    for ours, theirs in zip(plain, other):
        assert ours[:24] == theirs[:24] or not ours.startswith("  -")


def test_the_configuration_is_checked_in_the_language(locales, tmp_path):
    config = tmp_path / "libvirtd.conf"
    config.write_text('max_clients = "x"\nmax_client = 5\n')
    done = subprocess.run([PROGRAM, "--check-config", "-f", str(config)], capture_output=True,
                          text=True, check=False,
                          env=dict(os.environ, **speaking(locales, "de_DE")))
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f'{config}:1: max_clients: gefunden: "x", erlaubt: eine Zahl von 0 bis 4294967295',
        f"{config}:2: max_client: diesen Schlüssel gibt es nicht; ist max_clients gemeint?"]
