# SPDX-License-Identifier: LGPL-2.1-or-later
"""An unmodified virt-admin: every command, what it shows and what it changes."""

import re
import subprocess
import time

import libvirt
import pytest

pytestmark = pytest.mark.usefixtures("daemon")


def run(daemon, *words, check=True):
    socket = daemon.dir / "libvirt-admin-sock"
    done = subprocess.run(["virt-admin", "-c", f"libvirtd+unix:///system?socket={socket}", *words],
                          env=dict(daemon.env, TZ="UTC"), capture_output=True, text=True, timeout=30,
                          check=False)
    if check:
        assert done.returncode == 0, done.stderr
    return done


def table(daemon, *words):
    """The lines "name : value"."""
    lines = run(daemon, *words).stdout.strip().split("\n")
    return dict(re.split(r"\s*:\s*", line, maxsplit=1) for line in lines)


def refused(daemon, *words):
    done = run(daemon, *words, check=False)
    assert done.returncode == 1
    return done.stderr


@pytest.fixture
def client(daemon):
    """A connected client, and its id."""
    connection = libvirt.open(daemon.uri)
    yield connection, run(daemon, "-q", "client-list", "libvirtd").stdout.split()[0]
    try:
        connection.close()
    except libvirt.libvirtError:
        pass  # it was disconnected


def test_version_and_uri(daemon):
    assert re.search(r"^Running against daemon: \d+\.\d+\.\d+$", run(daemon, "version").stdout, re.M)
    assert run(daemon, "uri").stdout.startswith("libvirtd+unix:///system?socket=")


@pytest.mark.parametrize("command", ["server-list", "srv-list"])
def test_servers_are_listed(daemon, command):
    lines = run(daemon, command).stdout.strip().split("\n")
    assert lines[0].split() == ["Id", "Name"]
    assert sorted(line.split()[1] for line in lines[2:]) == ["admin", "libvirtd"]


def test_workers_follow_the_rules_of_a_pool(daemon):
    def workers():
        return table(daemon, "srv-threadpool-info", "libvirtd")

    before = workers()
    assert list(before) == ["minWorkers", "maxWorkers", "nWorkers", "freeWorkers", "prioWorkers",
                            "jobQueueDepth"]
    run(daemon, "server-threadpool-set", "libvirtd", "--min-workers", "8", "--max-workers", "9",
        "--priority-workers", "3")
    after = workers()
    assert (after["minWorkers"], after["maxWorkers"], after["nWorkers"],
            after["prioWorkers"]) == ("8", "9", "8", "3")
    assert "minWorkers cannot be larger than maxWorkers" in refused(
        daemon, "server-threadpool-set", "libvirtd", "--min-workers", "30")
    assert workers() == after
    run(daemon, "server-threadpool-set", "libvirtd", "--min-workers", before["minWorkers"],
        "--max-workers", before["maxWorkers"], "--priority-workers", before["prioWorkers"])


def test_a_client_is_listed_described_and_disconnected(daemon, client):
    connection, number = client
    line = run(daemon, "client-list", "libvirtd").stdout.strip().split("\n")[2]
    assert re.match(rf"\s*{number}\s+unix\s+\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\+0000", line)
    about = table(daemon, "client-info", "libvirtd", number)
    assert list(about)[:4] == ["id", "connection_time", "transport", "readonly"]
    assert about["transport"] == "unix" and about["readonly"] == "no"
    assert {"unix_user_id", "unix_group_name", "unix_process_id"} <= set(about)
    said = run(daemon, "client-disconnect", "libvirtd", number).stdout
    assert f"Client '{number}' disconnected" in said
    with pytest.raises(libvirt.libvirtError):
        for _ in range(50):
            connection.getHostname()
            time.sleep(0.02)
    assert f"No client with matching ID '{number}'" in refused(
        daemon, "client-info", "libvirtd", number)


def test_limits_of_clients_are_shown_and_changed(daemon, client):
    before = table(daemon, "server-clients-info", "libvirtd")
    assert list(before) == ["nclients_max", "nclients", "nclients_unauth_max", "nclients_unauth"]
    assert before["nclients"] == "1"
    run(daemon, "server-clients-set", "libvirtd", "--max-clients", "100", "--max-unauth-clients",
        "10")
    assert table(daemon, "srv-clients-info", "libvirtd")["nclients_max"] == "100"
    assert "The overall maximum number of clients" in refused(
        daemon, "server-clients-set", "libvirtd", "--max-clients", "5")
    run(daemon, "server-clients-set", "libvirtd", "--max-clients", before["nclients_max"],
        "--max-unauth-clients", before["nclients_unauth_max"])


def test_filters_of_the_log_are_all_or_nothing(daemon):
    run(daemon, "daemon-log-filters", "1:qemu 3:util.json 4:+foo")
    kept = " Logging filters: 1:*qemu* 3:*util.json* 4:*foo* \n"
    assert run(daemon, "daemon-log-filters").stdout.startswith(kept)
    assert "Invalid priority '9' for filter '9:b'" in refused(
        daemon, "daemon-log-filters", "1:a 9:b")
    assert run(daemon, "daemon-log-filters").stdout.startswith(kept)
    run(daemon, "daemon-log-filters", "")
    assert run(daemon, "daemon-log-filters").stdout.startswith(" Logging filters: \n")


def test_outputs_of_the_log_take_effect_at_once(daemon, tmp_path):
    before = run(daemon, "daemon-log-outputs").stdout.split(":", 1)[1].strip()
    run(daemon, "daemon-log-outputs", f"1:file:{tmp_path}/new")
    run(daemon, "daemon-log-filters", "1:util.error")
    daemon.virsh("domstate", "nosuch", check=False)
    assert ": debug : " in (tmp_path / "new").read_text()
    assert "failed to open /no/x" in refused(daemon, "daemon-log-outputs", "1:file:/no/x")
    run(daemon, "daemon-log-filters", "")
    run(daemon, "daemon-log-outputs", before)
    assert run(daemon, "daemon-log-outputs").stdout.strip() == f"Logging outputs: {before}"


def test_a_truncated_log_goes_on_at_its_start(daemon, tmp_path):
    """As logrotate does with copytruncate."""
    before = run(daemon, "daemon-log-outputs").stdout.split(":", 1)[1].strip()
    run(daemon, "daemon-log-outputs", f"2:file:{tmp_path}/log")
    daemon.virsh("destroy", "test", uri=daemon.uri_ro, check=False)
    (tmp_path / "log").write_text("")
    daemon.virsh("destroy", "test", uri=daemon.uri_ro, check=False)
    text = (tmp_path / "log").read_text()
    run(daemon, "daemon-log-outputs", before)
    assert "read only access" in text and "\0" not in text


def test_certificates_are_not_updated_without_tls(daemon):
    for server in ["libvirtd", "admin"]:
        assert "no tls service found, unable to update tls files" in refused(
            daemon, "server-update-tls", server)


def test_what_is_not_there_is_named(daemon):
    assert "No server named 'bogus'" in refused(daemon, "server-threadpool-info", "bogus")
    assert "No client with matching ID '999999'" in refused(
        daemon, "client-disconnect", "libvirtd", "999999")


def test_a_timeout_is_armed_and_cancelled(make_daemon):
    idle = make_daemon()
    run(idle, "daemon-timeout", "--timeout", "1")
    run(idle, "daemon-timeout", "--timeout", "0")
    time.sleep(1.5)
    assert idle.process.poll() is None
    run(idle, "daemon-timeout", "--timeout", "1")
    assert idle.process.wait(timeout=10) == 0
