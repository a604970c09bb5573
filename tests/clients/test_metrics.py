# SPDX-License-Identifier: LGPL-2.1-or-later
"""The metrics endpoint and the log of slow calls, as an administrator sees them."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

import libvirt
import pytest
from conftest import free_port

DASHBOARD = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/grafana.json"
SAMPLE = re.compile(r'([a-z_]+)(?:\{(?:[a-z_]+="[^"\\\n]*",?)+\})? (\S+)')
SUFFIXES = {"counter": ["_total"], "info": ["_info"], "gauge": [""],
            "histogram": ["_bucket", "_count", "_sum"]}


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


def test_a_port_of_this_host_alone(make_daemon):
    port = free_port()
    make_daemon(f"metrics_port = {port}")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"GET /metrics HTTP/1.1\r\n\r\n")
        assert client.recv(15) == b"HTTP/1.1 200 OK"
    listening = subprocess.run(["ss", "-Hltn"], capture_output=True, text=True, check=True).stdout
    addresses = [line.split()[3] for line in listening.splitlines()]
    assert [one for one in addresses if one.endswith(f":{port}")] == [f"127.0.0.1:{port}"]


def test_every_line_follows_the_format(measured):
    measured.virsh("domstate", "nosuch", check=False)
    kinds = {}
    for line in ask(measured)[1].removesuffix("# EOF\n").splitlines():
        if line.startswith("# TYPE "):
            _, _, family, kind = line.split(" ")
            assert family not in kinds, "families stand together"
            kinds[family] = kind
        elif line.startswith("# HELP "):
            assert line.split(" ")[2] == family
        else:
            name, number = SAMPLE.fullmatch(line).groups()
            assert name in [family + suffix for suffix in SUFFIXES[kinds[family]]]
            float(number)


def test_guests_are_counted_while_somebody_is_there(measured):
    staying = libvirt.open(measured.uri)
    try:
        measured.virsh("suspend", "test")
        _, text = ask(measured)
        assert value(text, 'virtd_guests{driver="test",state="paused"}') == 1
        assert value(text, 'virtd_guests{driver="test",state="running"}') == 0
    finally:
        staying.close()


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


def test_a_call_that_hangs_is_logged_with_its_object(measured):
    pipe = measured.dir / "a saved guest"
    os.mkfifo(pipe)
    caller = subprocess.Popen(["virsh", "-c", measured.uri, "restore", str(pipe)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 10
    while "domain_restore" not in measured.log.read_text() and time.monotonic() < limit:
        time.sleep(0.05)
    assert f' object="{pipe}" waits for ' in measured.log.read_text()
    assert "; pool: 1 of " in measured.log.read_text()

    # it leaves after this call, but who asks for metrics finds it gone already
    measured.process.send_signal(signal.SIGTERM)
    while measured.metrics.exists() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not measured.metrics.exists() and measured.process.poll() is None
    os.close(os.open(pipe, os.O_WRONLY))
    caller.wait(timeout=10)
    assert measured.process.wait(timeout=20) == 0
