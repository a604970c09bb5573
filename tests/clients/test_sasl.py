# SPDX-License-Identifier: LGPL-2.1-or-later
"""SASL as unmodified clients speak it, and as nobody should."""

import hashlib
import re
import shutil
import socket
import struct
import subprocess
import time

import pytest
import wire
from conftest import free_port, logged
from wire import Client, frame, string

LIST, INIT, START, STEP = 66, 67, 68, 69
PLUGINS = "/usr/lib/x86_64-linux-gnu/sasl2"
REFUSED = (45, 46, "authentication failed: authentication failed")

pytestmark = pytest.mark.skipif(shutil.which("saslpasswd2") is None, reason="no saslpasswd2")


@pytest.fixture(scope="module")
def users(tmp_path_factory):
    """A database with fred and joe."""
    path = tmp_path_factory.mktemp("sasl") / "db"
    for user in ("fred", "joe"):
        subprocess.run(["saslpasswd2", "-p", "-c", "-a", "libvirt", "-f", str(path), user],
                       input=f"pw-{user}", text=True, check=True)
    return path


@pytest.fixture
def serve(make_daemon, users, tmp_path):
    """A daemon that offers these mechanisms; further lines of its configuration."""
    def make(mechanisms, *lines, sasl=(), arguments=()):
        settings = [f"mech_list: {mechanisms}", f"sasldb_path: {users}", *sasl]
        (tmp_path / "libvirt.conf").write_text("\n".join(settings) + "\n")
        return make_daemon(*lines, arguments=arguments,
                           environment={"SASL_CONF_PATH": str(tmp_path)})
    return make


@pytest.fixture
def serve_local(serve):
    def make(mechanisms, *lines, sasl=()):
        # the read-only socket is for us, to see that the daemon lives
        return serve(mechanisms, *lines, 'auth_unix_ro = "none"', 'auth_unix_rw = "sasl"',
                     sasl=sasl)
    return make


@pytest.fixture
def serve_tcp(serve):
    def make(mechanisms, *lines):
        port = free_port()
        daemon = serve(mechanisms, 'listen_tls = 0', 'listen_tcp = 1',
                       'listen_addr = "127.0.0.1"', f'tcp_port = "{port}"', *lines,
                       arguments=["--listen"])
        daemon.port = port
        return daemon
    return make


def virsh(daemon, uri, user, *arguments, password=None):
    path = daemon.dir / "auth"
    path.write_text(f"[credentials-x]\nauthname={user}\npassword={password or 'pw-' + user}\n"
                    "[auth-libvirt-localhost]\ncredentials=x\n")
    mark = "&" if "?" in uri else "?"
    return daemon.virsh(*arguments, uri=f"{uri}{mark}authfile={path}", check=False, stdin="")


def tcp(daemon):
    return f"test+tcp://localhost:{daemon.port}/default"


def chars(data):
    """Each character of such data travels as a word."""
    return struct.pack(">I", len(data)) + b"".join(struct.pack(">i", one) for one in data)


def start(mechanism, data=None):
    return string(mechanism) + struct.pack(">i", data is None) + chars(data or b"")


def step(data):
    return struct.pack(">i", 0) + chars(data)


def answer(reply):
    """complete and data of a reply."""
    assert reply.status == wire.OK, reply.error
    complete, nil, count = struct.unpack(">iiI", reply.payload[:12])
    words = struct.unpack(f">{count}i", reply.payload[12:])
    return complete, None if nil else bytes(word & 255 for word in words)


def digest_md5(challenge, user, password, buffer=65536):
    """RFC 2831, with the layer that encrypts."""
    fields = dict(re.findall(r'([\w-]+)="?([^",]*)"?', challenge.decode()))
    uri, count, cnonce = "libvirt/localhost", "00000001", "c2VjcmV0"

    def md5(data):
        return hashlib.md5(data).digest()

    first = md5(f"{user}:{fields['realm']}:{password}".encode())
    first += f":{fields['nonce']}:{cnonce}".encode()
    second = f"AUTHENTICATE:{uri}:{'0' * 32}".encode()
    joined = ":".join([md5(first).hex(), fields["nonce"], count, cnonce, "auth-conf",
                       md5(second).hex()])
    return (f'username="{user}",realm="{fields["realm"]}",nonce="{fields["nonce"]}",'
            f'cnonce="{cnonce}",nc={count},qop=auth-conf,cipher=rc4,maxbuf={buffer},'
            f'digest-uri="{uri}",response={hashlib.md5(joined.encode()).hexdigest()}').encode()


@pytest.mark.parametrize("mechanism", ["scram-sha-256", "digest-md5", "plain"])
def test_virsh_authenticates_on_a_local_socket(serve_local, mechanism):
    daemon = serve_local(mechanism)
    done = virsh(daemon, daemon.uri, "fred", "list")
    assert done.returncode == 0, done.stderr
    bad = virsh(daemon, daemon.uri, "fred", "list", password="wrong")
    assert "authentication failed: authentication failed" in bad.stderr
    assert logged(daemon, "authentication failed: Failed to s")  # start or step, and why


def test_virsh_speaks_through_the_layer_over_tcp(serve_tcp):
    daemon = serve_tcp("digest-md5")
    description = "x" * 1_000_000
    path = daemon.dir / "large.xml"
    path.write_text("<domain type='test'><name>large</name><memory>65536</memory>"
                    f"<description>{description}</description><os><type>hvm</type></os></domain>")
    done = virsh(daemon, tcp(daemon), "fred", f"define {path}; dumpxml large; list --all")
    assert done.returncode == 0, done.stderr
    assert description in done.stdout


def test_nothing_passes_tcp_in_the_clear(serve_tcp):
    daemon = serve_tcp("digest-md5")
    with Client(("127.0.0.1", daemon.port)) as client:
        assert b"DIGEST-MD5" in client.call(INIT).payload
        _, challenge = answer(client.call(START, start("DIGEST-MD5")))
        complete, proof = answer(client.call(STEP, step(digest_md5(challenge, "fred", "pw-fred"))))
        assert complete == 1 and proof.startswith(b"rspauth=")
        client.send(frame(wire.CONNECT_GET_TYPE) * 2)  # not through the layer
        assert client.closed()


def test_a_layer_of_few_bytes_at_a_time_is_refused(serve_tcp):
    daemon = serve_tcp("digest-md5")
    with Client(("127.0.0.1", daemon.port)) as client:
        client.call(INIT)
        _, challenge = answer(client.call(START, start("DIGEST-MD5")))
        proof = digest_md5(challenge, "fred", "pw-fred", buffer=100)
        assert client.call(STEP, step(proof)).error == REFUSED
        assert client.call(wire.CONNECT_GET_TYPE).error == (39, 7, "authentication required")
    assert logged(daemon, "bytes at a time")


def test_what_comes_ahead_of_the_layer_is_nobodys_call(serve_tcp):
    daemon = serve_tcp("digest-md5")
    with Client(("127.0.0.1", daemon.port)) as client:
        client.call(INIT)
        _, challenge = answer(client.call(START, start("DIGEST-MD5")))
        client.send(frame(STEP, step(digest_md5(challenge, "fred", "pw-fred")), serial=5)
                    + frame(wire.CONNECT_OPEN, b"\0\0\0\1" + string("test:///default") + bytes(4),
                            serial=6))
        replies = client.rest()
        assert [reply.serial for reply in replies] in ([], [5])
    assert logged(daemon, "sent data ahead of its security layer")


@pytest.mark.parametrize("mechanisms, lines", [
    ("scram-sha-256", ()), ("plain", ()), ("digest-md5", ("tcp_min_ssf = 129",)),
])
def test_over_tcp_a_mechanism_has_to_encrypt(serve_tcp, mechanisms, lines):
    daemon = serve_tcp(mechanisms, *lines)
    with Client(("127.0.0.1", daemon.port)) as client:
        assert client.call(INIT).error == REFUSED
    assert logged(daemon, "no SASL mechanisms are available")


def test_over_tls_it_need_not(serve, tmp_path):
    from pki import LEAF, Pki
    pki = Pki(tmp_path)
    pki.certificate("server", "/CN=localhost", extensions=LEAF + "subjectAltName=DNS:localhost\n")
    pki.certificate("client", "/C=GB/CN=client")
    port = free_port()
    daemon = serve("scram-sha-256", 'auth_tls = "sasl"', 'listen_addr = "127.0.0.1"',
                   f'tls_port = "{port}"', f'ca_file = "{pki.path("CA.pem")}"',
                   f'cert_file = "{pki.path("server.pem")}"',
                   f'key_file = "{pki.path("server.key")}"', arguments=["--listen"])
    uri = f"test+tls://localhost:{port}/default?pkipath={pki.client_directory('client')}"
    assert virsh(daemon, uri, "fred", "list").returncode == 0
    assert virsh(daemon, uri, "fred", "list", password="wrong").returncode != 0


@pytest.mark.parametrize("allowed, fred, joe", [
    ('["jo*"]', False, True), ("[]", False, False), ('["fred", "j?e"]', True, True),
    ('["FRED"]', False, False),
])
def test_users_have_to_be_on_the_list(serve_tcp, allowed, fred, joe):
    daemon = serve_tcp("digest-md5", f"sasl_allowed_username_list = {allowed}")
    assert (virsh(daemon, tcp(daemon), "fred", "list").returncode == 0) == fred
    assert (virsh(daemon, tcp(daemon), "joe", "list").returncode == 0) == joe
    if not (fred and joe):
        assert logged(daemon, "Client's username is not on the list of allowed clients")


def test_administrators_see_the_user(serve_local):
    daemon = serve_local("plain")
    with Client(daemon.socket) as client:
        client.call(INIT)
        assert answer(client.call(START, start("PLAIN", b"\0fred\0pw-fred")))[0] == 1
        client.open()
        number = daemon.virt_admin("client-list", "libvirtd").stdout.split("\n")[2].split()[0]
        assert daemon.client_info(number)["sasl_user_name"] == "fred"
        assert "nclients_unauth     : 0" in daemon.virt_admin("server-clients-info",
                                                              "libvirtd").stdout


@pytest.mark.parametrize("calls", [
    [(STEP, step(b"x"))],
    [(START, start("PLAIN", b"\0fred\0pw-fred"))],
    [(INIT, b""), (STEP, step(b"x"))],
    [(INIT, b""), (INIT, b"")],
    [(INIT, b""), (START, start("SCRAM-SHA-256", b"x"))],
    [(INIT, b""), (START, start("", b"x"))],
    [(INIT, b""), (START, start("PLAIN,DIGEST-MD5", b"x"))],
    [(INIT, b""), (START, start("P" * 4_000_000, b"x"))],
    [(INIT, b""), (START, start("PLAIN", bytes(range(256)) * 256))],
    [(INIT, b""), (START, start("DIGEST-MD5")), (STEP, step(b'realm="' + b"x" * 65000))],
    [(INIT, b""), (START, start("DIGEST-MD5")), (START, start("PLAIN", b"\0fred\0pw-fred"))],
], ids=["step first", "start first", "step before start", "init twice", "not offered",
        "no mechanism", "two mechanisms", "a long mechanism", "a large blob", "a large answer",
        "start twice"])
def test_calls_out_of_order_and_bad_blobs_are_refused(serve_local, calls):
    daemon = serve_local("plain digest-md5")
    with Client(daemon.socket) as client:
        replies = [client.call(*one) for one in calls]
        assert replies[-1].error == REFUSED
        assert all(reply.status == wire.OK for reply in replies[:-1])
        again = client.call(wire.CONNECT_GET_TYPE)
        assert again.error == (39, 7, "authentication required")
    assert virsh(daemon, daemon.uri, "fred", "list").returncode == 0


@pytest.mark.parametrize("size", [65537, 1_000_000])
def test_a_blob_beyond_the_wires_limit_does_not_decode(serve_local, size):
    daemon = serve_local("plain")
    with Client(daemon.socket) as client:
        client.call(INIT)
        refused = client.call(START, string("PLAIN") + struct.pack(">iI", 0, size) + bytes(4 * size))
        assert refused.error == (39, 7, "Unable to decode message payload")
        assert answer(client.call(START, start("PLAIN", b"\0fred\0pw-fred")))[0] == 1


def test_who_fails_may_try_again_but_not_for_ever(serve_local):
    daemon = serve_local("plain")
    with Client(daemon.socket, timeout=20) as client:
        for _ in range(5):
            begin = time.monotonic()
            client.call(INIT)
            assert client.call(START, start("PLAIN", b"\0fred\0wrong")).error == REFUSED
            assert time.monotonic() - begin > 0.9  # guessing takes time
        assert client.closed()
    with Client(daemon.socket) as client:
        client.call(INIT)
        assert client.call(START, start("PLAIN", b"\0fred\0wrong")).error == REFUSED
        client.call(INIT)
        assert answer(client.call(START, start("PLAIN", b"\0fred\0pw-fred")))[0] == 1


def test_a_directory_of_users_that_hangs_delays_nobody(serve_local, tmp_path):
    with socket.socket(socket.AF_UNIX) as directory:  # takes questions and never answers
        directory.bind(str(tmp_path / "mux"))
        directory.listen(100)
        daemon = serve_local("plain", sasl=["pwcheck_method: saslauthd",
                                            f"saslauthd_path: {tmp_path}/mux"])
        waiting = [Client(daemon.socket) for _ in range(10)]
        try:
            for client in waiting:
                client.call(INIT) if client is waiting[0] else None
            waiting[0].send(frame(START, start("PLAIN", b"\0fred\0pw-fred")))
            for client in waiting[1:]:
                client.send(frame(INIT) + frame(START, start("PLAIN", b"\0joe\0pw-joe")))
            for client in waiting[1:5]:
                client.close()  # some do not wait for the answer
            time.sleep(0.3)
            begin = time.monotonic()
            assert daemon.virsh("list", uri=daemon.uri_ro).returncode == 0
            assert time.monotonic() - begin < 2
        finally:
            for client in waiting:
                client.close()
            # now it answers: nobody is left, so nothing happens
            directory.setblocking(False)
            try:
                while True:
                    directory.accept()[0].close()
            except BlockingIOError:
                pass


def test_a_directory_of_users_that_hangs_does_not_hold_the_exit(serve_local, tmp_path):
    with socket.socket(socket.AF_UNIX) as directory:
        directory.bind(str(tmp_path / "mux"))
        directory.listen(100)
        daemon = serve_local("plain", sasl=["pwcheck_method: saslauthd",
                                            f"saslauthd_path: {tmp_path}/mux"])
        waiting = [Client(daemon.socket) for _ in range(10)]
        for client in waiting:
            client.send(frame(INIT) + frame(START, start("PLAIN", b"\0fred\0pw-fred")))
        directory.settimeout(10)
        asked = [directory.accept()[0] for _ in range(4)]  # as many as there are threads
        assert daemon.stop() == 0  # 1, had it waited until its patience was over
        for one in (*waiting, *asked):
            one.close()
        assert not (daemon.dir / "pid").exists() and not daemon.socket.exists()


def test_a_crowd_that_never_authenticates_is_no_hindrance_elsewhere(serve_tcp):
    daemon = serve_tcp("digest-md5", "max_anonymous_clients = 3")
    crowd = [socket.create_connection(("127.0.0.1", daemon.port)) for _ in range(10)]
    assert daemon.virsh("list").returncode == 0
    for one in crowd:
        one.close()
    assert virsh(daemon, tcp(daemon), "fred", "list").returncode == 0
