# SPDX-License-Identifier: LGPL-2.1-or-later
"""TLS as unmodified clients speak it, and as nobody should."""

import socket
import ssl
import struct
import subprocess
import time

import pytest
import wire
from conftest import free_port, logged
from pki import LEAF, Pki
from wire import frame

NO_BYTE = "Unable to read TLS confirmation"


@pytest.fixture(scope="module")
def pki(tmp_path_factory):
    made = Pki(tmp_path_factory.mktemp("pki"))
    made.authority("CA2")
    made.certificate("server", "/O=Test/CN=localhost",
                     extensions=LEAF + "subjectAltName=DNS:localhost,IP:127.0.0.1\n"
                                       "extendedKeyUsage=serverAuth\n")
    made.certificate("other", "/O=Test/CN=other")
    made.certificate("foreign", "/O=Test/CN=localhost", issuer="CA2")
    made.certificate("old", "/O=Test/CN=localhost", days=-1)
    made.certificate("authority", "/O=Test/CN=localhost",
                     extensions="basicConstraints=critical,CA:true\n")
    made.certificate("unsigned", "/O=Test/CN=localhost",
                     extensions="basicConstraints=critical,CA:false\n"
                                "keyUsage=critical,keyEncipherment\n")
    made.certificate("for-clients", "/O=Test/CN=localhost",
                     extensions=LEAF + "extendedKeyUsage=critical,clientAuth\n")
    made.certificate("for-servers", "/O=Test/CN=localhost",
                     extensions=LEAF + "extendedKeyUsage=critical,serverAuth\n")
    made.certificate("client1", "/C=GB/L=London/O=Test/CN=client1")
    made.certificate("client2", "/C=FR/L=Paris/O=Test/CN=client2")
    made.certificate("revoked", "/C=GB/O=Test/CN=revoked")
    made.revoke("revoked")
    return made


@pytest.fixture
def serve(make_daemon, pki):
    """A daemon with the server certificate of that name; further lines of configuration."""
    def make(*lines, certificate="server"):
        port = free_port()
        daemon = make_daemon(
            'listen_addr = "127.0.0.1"', f'tls_port = "{port}"',
            f'ca_file = "{pki.path("CA.pem")}"', f'cert_file = "{pki.path(certificate)}.pem"',
            f'key_file = "{pki.path(certificate)}.key"', f'crl_file = "{pki.path("crl.pem")}"',
            *lines, arguments=["--listen"])
        daemon.port = port
        return daemon
    return make


def virsh(daemon, pki, client, *arguments):
    directory = pki.client_directory(client, "CA+CA2")
    uri = f"test+tls://localhost:{daemon.port}/default?pkipath={directory}"
    return daemon.virsh(*arguments, uri=uri, check=False)


def session(daemon, pki, client="client1"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(pki.path("CA.pem"))
    context.load_cert_chain(pki.path(f"{client}.pem"), pki.path(f"{client}.key"))
    made = context.wrap_socket(socket.create_connection(("127.0.0.1", daemon.port), 10))
    made.settimeout(10)
    return made


def test_virsh_manages_guests_over_tls(serve, pki):
    daemon = serve()
    done = virsh(daemon, pki, "client1", "list", "--all")
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[2].split() == ["1", "test", "running"]


def test_large_messages_pass_in_both_directions(serve, pki):
    daemon = serve()
    title = "x" * 1_000_000
    path = daemon.dir / "large.xml"
    path.write_text("<domain type='test'><name>large</name><memory>65536</memory>"
                    f"<description>{title}</description><os><type>hvm</type></os></domain>")
    done = virsh(daemon, pki, "client1", f"define {path}; dumpxml large")
    assert done.returncode == 0, done.stderr
    assert title in done.stdout


def test_administrators_see_who_the_client_is(serve, pki):
    daemon = serve()
    with session(daemon, pki) as client:
        assert client.recv(1) == b"\1"
        client.sendall(frame(wire.AUTH_LIST))
        client.recv(100)
        listed = daemon.virt_admin("client-list", "libvirtd").stdout.split("\n")[2]
        info = daemon.client_info(listed.split()[0])
        assert info["transport"] == "tls"
        assert info["tls_x509_dname"] == "C=GB,L=London,O=Test,CN=client1"
        assert info["sock_addr"].startswith("127.0.0.1:")


@pytest.mark.parametrize("client, lines, reason", [
    (None, (), "Unable to verify TLS peer: No certificate was found."),
    ("revoked", (), "Certificate failed validation: The certificate has been revoked."),
    ("client2", ('tls_allowed_dn_list = ["C=GB,*"]',),
     "Client's Distinguished Name is not on the list of allowed clients (tls_allowed_dn_list).  "
     "Use 'virt-pki-query-dn clientcert.pem' to view the Distinguished Name field in the client "
     "certificate, or run this daemon with --verbose option."),
    ("client1", ("tls_allowed_dn_list = []",), "Client's Distinguished Name is not on the list"),
], ids=["no certificate", "revoked", "name not allowed", "nobody allowed"])
def test_a_client_is_refused(serve, pki, client, lines, reason):
    daemon = serve(*lines)
    done = virsh(daemon, pki, client, "list")
    assert done.returncode != 0
    assert NO_BYTE in done.stderr
    assert logged(daemon, f"Certificate check failed {reason}")
    assert logged(daemon, "authentication failed: Failed to verify peer's certificate")


# virsh itself would not show these
@pytest.mark.parametrize("client, reason", [
    ("foreign", "Certificate failed validation: The certificate hasn't got a known issuer."),
    ("old", "Certificate failed validation: The certificate is not trusted."),
    ("authority",
     "The certificate [session] basic constraints show a CA, but we need one for a client"),
    ("for-servers",
     "Certificate [session] purpose does not allow use for with a TLS client"),
], ids=["other authority", "expired", "an authority", "for servers"])
def test_a_certificate_that_no_client_should_show_is_refused(serve, pki, client, reason):
    daemon = serve()
    with session(daemon, pki, client) as refused:
        try:
            assert refused.recv(1) == b""
        except (ConnectionResetError, ssl.SSLError):
            pass
    assert logged(daemon, reason)
    assert logged(daemon, "authentication failed: Failed to verify peer's certificate")


def test_the_name_is_matched_as_the_certificate_has_it(serve, pki):
    daemon = serve('tls_allowed_dn_list = ["C=GB,L=London,O=Test,CN=client?", "nobody"]')
    assert virsh(daemon, pki, "client1", "list").returncode == 0


def test_without_verification_everybody_comes_in(serve, pki):
    daemon = serve("tls_no_verify_certificate = 1")
    for client in (None, "foreign", "client1"):
        assert virsh(daemon, pki, client, "list").returncode == 0
    assert logged(daemon, "Ignoring bad certificate at user request")


@pytest.mark.parametrize("certificate, message", [
    ("authority", "The certificate {file} basic constraints show a CA, but we need one for a server"),
    ("old", "The server certificate {file} has expired"),
    ("unsigned", "Certificate {file} usage does not permit digital signature"),
    ("for-clients", "Certificate {file} purpose does not allow use for with a TLS server"),
    ("foreign", "Our own certificate {file} failed validation against {ca}: "
                "The certificate hasn't got a known issuer."),
    ("missing", "Cannot read certificate '{file}': No such file or directory"),
])
def test_our_own_certificate_has_to_make_sense(serve, pki, certificate, message):
    with pytest.raises(RuntimeError) as failed:
        serve(certificate=certificate)
    daemon = failed.value.daemon
    expected = message.format(file=f"{pki.path(certificate)}.pem", ca=pki.path("CA.pem"))
    assert expected in daemon.log.read_text()
    assert daemon.process.returncode == 6


def test_unless_nobody_wants_to_know(serve):
    serve("tls_no_sanity_certificate = 1", certificate="old")


def test_a_bad_priority_is_told_at_each_connection(serve, pki):
    daemon = serve('tls_priority = "BOGUS"')
    assert virsh(daemon, pki, "client1", "list").returncode != 0
    assert logged(daemon, "Failed to set TLS session priority to BOGUS: The request is invalid.")


def test_administrators_put_new_certificates_in_place(make_daemon, pki, tmp_path):
    def install(name):
        for kind in ("pem", "key"):
            (tmp_path / kind).write_bytes(pki.path(f"{name}.{kind}").read_bytes())

    def shown():
        with session(daemon, pki) as client:
            return dict(part[0] for part in client.getpeercert()["subject"])["commonName"]

    install("server")
    port = free_port()
    daemon = make_daemon('listen_addr = "127.0.0.1"', f'tls_port = "{port}"',
                         f'ca_file = "{pki.path("CA.pem")}"', f'cert_file = "{tmp_path}/pem"',
                         f'key_file = "{tmp_path}/key"', arguments=["--listen"])
    daemon.port = port
    with session(daemon, pki) as old:
        assert old.recv(1) == b"\1"
        install("foreign")
        refused = daemon.virt_admin("server-update-tls", "libvirtd", check=False)
        assert "failed validation against" in refused.stderr
        assert shown() == "localhost"
        install("other")
        assert "update tls related files succeed" in daemon.virt_admin(
            "server-update-tls", "libvirtd").stdout
        assert shown() == "other"
        old.sendall(frame(wire.AUTH_LIST))  # sessions that are there go on
        assert old.recv(100)
    refused = daemon.virt_admin("server-update-tls", "admin", check=False)
    assert "no tls service found, unable to update tls files" in refused.stderr


def answer_time(daemon):
    begin = time.monotonic()
    with wire.Client(daemon.socket) as client:
        client.open()
        assert client.call(wire.CONNECT_GET_TYPE).status == wire.OK
    return time.monotonic() - begin


def test_a_crowd_that_never_finishes_its_handshake_stands_in_nobodys_way(serve, pki):
    daemon = serve("max_anonymous_clients = 5", "max_clients = 100")
    hello = bytes.fromhex("16030100f4010000f00303")
    with session(daemon, pki) as friend:
        assert friend.recv(1) == b"\1"
        crowd = [socket.create_connection(("127.0.0.1", daemon.port), 10) for _ in range(40)]
        for number, one in enumerate(crowd):
            one.sendall(hello[:number % len(hello)])
        assert answer_time(daemon) < 0.5
        friend.sendall(frame(wire.AUTH_LIST))
        assert friend.recv(100)
        waiting = daemon.virt_admin("server-clients-info", "libvirtd").stdout
        assert "nclients_unauth     : 5" in waiting
        for one in crowd:
            one.close()
    assert virsh(daemon, pki, "client1", "list").returncode == 0


def test_who_is_stuck_in_the_handshake_is_disconnected(serve, pki):
    daemon = serve()
    with socket.create_connection(("127.0.0.1", daemon.port), 20) as stuck:
        stuck.sendall(b"\x16\x03\x01")
        begin = time.monotonic()
        stuck.settimeout(20)
        assert stuck.recv(1) == b""
        assert 8 < time.monotonic() - begin < 13
    assert logged(daemon, "took too long to set up its connection")


@pytest.mark.parametrize("data, reason", [
    (frame(wire.AUTH_LIST), "authentication failed: TLS handshake failed"),
    (b"GET / HTTP/1.0\r\n\r\n", "authentication failed: TLS handshake failed "
                                "An unexpected TLS packet was received."),
    (b"\x16\x03\x01" + struct.pack(">H", 65535) + b"x" * 70000,
     "authentication failed: TLS handshake failed"),
], ids=["a frame", "http", "an oversized record"])
def test_what_is_no_handshake_ends_the_connection(serve, data, reason):
    daemon = serve()
    with socket.create_connection(("127.0.0.1", daemon.port), 10) as client:
        try:
            client.sendall(data)
            client.settimeout(10)
            while client.recv(100):  # an alert may come before the end
                pass
        except ConnectionResetError:
            pass
    assert logged(daemon, reason)
    assert daemon.virsh("version").returncode == 0


def test_openssl_finds_no_old_protocol(serve):
    daemon = serve()
    done = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{daemon.port}", "-tls1_1", "-cipher",
         "ALL:@SECLEVEL=0"], input="", capture_output=True, text=True, timeout=10, check=False)
    assert "Cipher is (NONE)" in done.stdout or "Cipher    : 0000" in done.stdout
