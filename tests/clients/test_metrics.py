# SPDX-License-Identifier: LGPL-2.1-or-later
"""The metrics endpoint and the log of slow calls, as an administrator sees them."""

import json
import os
import pathlib
import re
import socket
import subprocess
import time

import pytest

DASHBOARD = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/grafana.json"


@pytest.fixture
def measured(make_daemon, tmp_path):
    daemon = make_daemon(f'metrics_socket = "{tmp_path}/metrics"', "slow_call_ms = 100")
    daemon.metrics = tmp_path / "metrics"
    return daemon


def ask(daemon, request=b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(10)
        client.connect(str(daemon.metrics))
        client.sendall(request)
        answer = b""
        while part := client.recv(65536):
            answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    return head, body


def value(text, sample):
    return float(re.search("^" + re.escape(sample) + " (.*)$", text, re.M)[1])


def test_calls_are_counted(measured):
    _, before = ask(measured)
    measured.virsh("list")
    assert measured.virsh("domstate", "nosuch", check=False).returncode == 1
    head, after = ask(measured)
    assert head.startswith("HTTP/1.1 200 OK")
    assert "application/openmetrics-text; version=1.0.0" in head
    assert after.endswith("# EOF\n")
    count = 'virtd_call_duration_seconds_count{server="libvirtd",procedure="connect_open"}'
    assert value(after, count) == value(before, count) + 2
    assert value(after, 'virtd_call_errors_total{server="libvirtd",code="42"}') >= 1
    assert value(after, 'virtd_clients_accepted_total{server="libvirtd"}') >= 2


def test_histograms_only_rise(measured):
    _, text = ask(measured)
    sample = 'virtd_call_duration_seconds_bucket{server="libvirtd",procedure="connect_open",le='
    counts = [int(line.split()[-1]) for line in text.split("\n") if line.startswith(sample)]
    assert len(counts) > 10
    assert counts == sorted(counts)


def test_the_socket_is_only_for_root(measured):
    assert os.stat(measured.metrics).st_mode & 0o777 == 0o600


def test_the_dashboard_asks_for_what_there_is(measured):
    measured.virsh("domstate", "nosuch", check=False)
    _, text = ask(measured)
    asked = json.dumps(json.loads(DASHBOARD.read_text())["panels"])
    for name in set(re.findall(r"\b(?:virtd|process)_\w+", asked)):
        assert re.search(rf"^{name}\b", text, re.M) or re.search(rf"^{name}{{", text, re.M), name


def test_a_slow_call_is_logged(measured):
    pipe = measured.dir / "slow.xml"
    os.mkfifo(pipe)
    caller = subprocess.Popen(["virsh", "-c", f"test+unix://{pipe}?socket={measured.socket}", "uri"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 10
    while "waits for" not in measured.log.read_text() and time.monotonic() < limit:
        time.sleep(0.05)
    pipe.write_text("<node/>")
    assert caller.wait(timeout=10) == 0
    log = measured.log.read_text()
    assert re.search(r"slow call: connect_open of client \d+ pid \d+ uid \d+ waits for \d+ ms", log)
    assert re.search(r"slow call: connect_open of client \d+ .* has ended after \d+ ms", log)
