# SPDX-License-Identifier: LGPL-2.1-or-later
"""What cmake --install and cpack put on a machine: complete, valid, and enough to serve virsh.

VIRTD_DAEMON names the program in the build directory that is installed; without it the release
build is. tests/install/machines goes further: it installs the package on clean machines.
"""

import gzip
import os
import pathlib
import re
import shutil
import stat
import subprocess
import xml.etree.ElementTree as ET

import pytest

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("VIRTD_DAEMON", TOP / "build/release/libvirtd")).resolve().parent

FILES = """
/etc/default/libvirtd
/etc/libvirt/libvirtd.conf
/etc/logrotate.d/libvirtd
/etc/sasl2/libvirt.conf
/lib/systemd/system/libvirtd-admin.socket
/lib/systemd/system/libvirtd-ro.socket
/lib/systemd/system/libvirtd-split-admin@.socket
/lib/systemd/system/libvirtd-split-ro@.socket
/lib/systemd/system/libvirtd-split@.socket
/lib/systemd/system/libvirtd-tcp.socket
/lib/systemd/system/libvirtd-tls.socket
/lib/systemd/system/libvirtd.service
/lib/systemd/system/libvirtd.socket
/lib/systemd/system/virt-guest-shutdown.target
/usr/lib/sysctl.d/60-libvirtd.conf
/usr/sbin/libvirtd
/usr/share/bash-completion/completions/libvirtd
/usr/share/doc/virtd/copyright
/usr/share/man/man8/libvirtd.8.gz
/usr/share/polkit-1/actions/org.libvirt.api.policy
/usr/share/polkit-1/actions/org.libvirt.unix.policy
/usr/share/polkit-1/rules.d/60-libvirt.rules
""".split()

DIRECTORIES = {
    "/etc/libvirt/hooks": 0o755,
    "/var/cache/libvirt": 0o711,
    "/var/lib/libvirt/boot": 0o711,
    "/var/lib/libvirt/images": 0o711,
    "/var/log/libvirt": 0o755,
}


def run(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """An installation in a directory of its own, made with a mask that must not matter."""
    where = tmp_path_factory.mktemp("root")
    done = run("cmake", "--install", str(BUILD), "--prefix", "/usr",
               env=dict(os.environ, DESTDIR=str(where)), preexec_fn=lambda: os.umask(0o022))
    assert done.returncode == 0, done.stderr
    return where


def inside(root, path):
    return root / path.lstrip("/")


def man_page(root):
    return gzip.decompress(inside(root, "/usr/share/man/man8/libvirtd.8.gz").read_bytes()).decode()


def test_all_files_are_there_and_readable(root):
    found = {"/" + str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert set(FILES) <= found
    others = {path for path in found - set(FILES) if "/locale/" not in path}
    assert not others
    for path in found:
        mode = stat.S_IMODE(inside(root, path).stat().st_mode)
        assert mode == (0o755 if path == "/usr/sbin/libvirtd" else 0o644), path


def test_polkit_asks_in_every_language(root):
    policy = ET.parse(inside(root, "/usr/share/polkit-1/actions/org.libvirt.unix.policy"))
    for action in policy.getroot().iter("action"):
        for tag in ("description", "message"):
            languages = [one.get("{http://www.w3.org/XML/1998/namespace}lang")
                         for one in action.iter(tag)]
            assert languages == [None, "de", "es", "fr", "ja", "pt_BR", "zh_CN"]


def test_every_language_has_its_catalogue(root):
    languages = [line for line in (TOP / "po/LINGUAS").read_text().split("\n")
                 if line and not line.startswith("#")]
    assert languages == ["de", "es", "fr", "ja", "pt_BR", "zh_CN"]
    for language in languages:
        assert inside(root, f"/usr/share/locale/{language}/LC_MESSAGES/virtd.mo").is_file()


def test_directories_have_their_modes(root):
    for path, mode in DIRECTORIES.items():
        assert stat.S_IMODE(inside(root, path).stat().st_mode) == mode, path


def test_every_file_that_an_administrator_edits_is_a_conffile(root):
    listed = (TOP / "dist/debian/conffiles").read_text().split()
    assert listed == sorted(path for path in FILES if path.startswith("/etc/"))


def sample_keys(root):
    """Name and default of each key of the sample file."""
    text = inside(root, "/etc/libvirt/libvirtd.conf").read_text()
    return re.findall(r"^#(\w+) = (.*)$", text, re.M)


def test_sample_and_man_page_tell_the_same_keys_and_defaults(root):
    page = man_page(root).replace("\\-", "-").replace("\\e", "\\")
    in_page = re.findall(r"^\.TP\n\.B (\w+)\n.*\nDefault: \\fB(.*)\\fR\.$", page, re.M)
    keys = sample_keys(root)
    assert len(keys) > 40
    assert in_page == keys


def options():
    """The long names of all options, also of those that the help does not show."""
    source = (TOP / "src/daemon/options.cpp").read_text()
    names = re.findall(r'^    \{[^,]+, "([a-z-]+)", ', source, re.M)
    assert {"help", "timeout", "check-config"} <= set(names)
    return names


def test_man_page_tells_every_option(root):
    page = man_page(root).replace("\\-", "-")
    section = page[page.index(".SH OPTIONS"):page.index(".SH CONFIGURATION")]
    for name in options():
        assert f"--{name}" in section


@pytest.mark.skipif(not shutil.which("man"), reason="no man")
def test_man_page_is_set_without_complaints(root):
    done = run("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8",
               str(inside(root, "/usr/share/man/man8/libvirtd.8.gz")),
               env=dict(os.environ, MANWIDTH="80", LC_ALL="C.UTF-8"))
    assert done.returncode == 0 and done.stderr == ""
    assert "max_client_requests" in done.stdout


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_understands_the_units(root, tmp_path):
    for unit in inside(root, "/lib/systemd/system").iterdir():
        text = unit.read_text().replace("/usr/sbin/libvirtd", str(BUILD / "libvirtd"))
        (tmp_path / unit.name).write_text(text)
    # the defaults on the machine would shadow nothing, but its units are needed as neighbours
    done = run("systemd-analyze", "verify", "--man=no",
               *(str(unit) for unit in sorted(tmp_path.iterdir())),
               env=dict(os.environ, SYSTEMD_UNIT_PATH=f"{tmp_path}:"))
    assert done.returncode == 0, done.stderr
    ours = [line for line in done.stderr.splitlines() if "libvirtd" in line or "guest" in line]
    assert not ours


def actions_of(path):
    return {action.get("id"): action.findtext("defaults/allow_any")
            for action in ET.parse(path).getroot().iter("action")}


def test_polkit_actions_cover_connecting_and_every_permission(root):
    actions = inside(root, "/usr/share/polkit-1/actions")
    assert actions_of(actions / "org.libvirt.unix.policy") == {
        "org.libvirt.unix.monitor": "yes", "org.libvirt.unix.manage": "auth_admin_keep"}
    calls = actions_of(actions / "org.libvirt.api.policy")
    assert calls["org.libvirt.api.domain.getattr"] == "yes"
    assert calls["org.libvirt.api.domain.start"] == "no"
    assert calls["org.libvirt.api.secret.read-secure"] == "no"
    assert set(calls.values()) == {"yes", "no"}
    assert len(calls) == 105


@pytest.mark.parametrize("line,expected", [
    ("libvirtd --ver", ["--verbose", "--version"]),
    ("libvirtd --timeout ", []),
    ("libvirtd -f @/one", ["@/one.conf"]),
    ("libvirtd --config = @/one", ["@/one.conf"]),
])
def test_bash_completes(root, tmp_path, line, expected):
    (tmp_path / "one.conf").touch()
    script = inside(root, "/usr/share/bash-completion/completions/libvirtd")
    words = line.replace("@", str(tmp_path)).split(" ")
    done = run("bash", "-c", 'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _libvirtd; '
               'printf "%s\n" "${COMPREPLY[@]}"', str(script), *words)
    assert done.stderr == ""
    assert done.stdout.split() == [word.replace("@", str(tmp_path)) for word in expected]


def test_bash_completes_every_option(root):
    script = inside(root, "/usr/share/bash-completion/completions/libvirtd").read_text()
    for name in options():
        assert re.search(rf"--{name}\b", script)


can_unshare = os.geteuid() == 0 and run("unshare", "-m", "true").returncode == 0


@pytest.mark.skipif(not can_unshare, reason="needs root and a mount namespace")
def test_what_was_installed_serves_virsh_on_the_default_sockets(root):
    """As on a machine of its own: no option, no environment, everything where it belongs."""
    script = """
        set -e
        mount -t tmpfs tmpfs /run
        for dir in /etc/libvirt /var/lib/libvirt /var/cache/libvirt /var/log/libvirt; do
            [ -d $dir ] && mount --bind "$0$dir" $dir
        done
        "$0/usr/sbin/libvirtd" --daemon
        trap 'kill $(cat /run/libvirtd.pid)' EXIT
        virsh -c test+unix:///default list --all
        virsh -c test+unix:///default --readonly domstate test
        stat -c '%a %n' /run/libvirt/libvirt-*
    """
    if not pathlib.Path("/etc/libvirt").is_dir():
        pytest.skip("libvirt's clients are not installed")
    done = run("unshare", "-m", "sh", "-c", script, str(root), env=dict(os.environ, LC_ALL="C"))
    assert done.returncode == 0, done.stderr
    assert re.search(r"1 +test +running", done.stdout)
    assert "777 /run/libvirt/libvirt-sock-ro\n" in done.stdout
    assert "700 /run/libvirt/libvirt-admin-sock\n" in done.stdout


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    if not shutil.which("dpkg-shlibdeps"):
        pytest.skip("no dpkg-dev")
    where = tmp_path_factory.mktemp("package")
    done = run("cpack", "--config", str(BUILD / "CPackConfig.cmake"), "-B", str(where))
    assert done.returncode == 0, done.stdout + done.stderr
    return next(where.glob("*.deb"))


def test_package_takes_the_place_of_libvirts_daemon(package):
    fields = run("dpkg-deb", "-f", str(package)).stdout
    for field in ("Conflicts", "Replaces", "Provides"):
        line = re.search(rf"^{field}: (.*)$", fields, re.M).group(1)
        assert re.search(r"libvirt-daemon\b(?!-)", line) and "libvirt-daemon-system" in line, field
    assert re.search(r"^Depends: .*libc6.*libxml2", fields, re.M)
    assert "libvirt-clients" not in re.search(r"^Conflicts: (.*)$", fields, re.M).group(1)


def test_package_holds_what_is_installed(root, package, tmp_path):
    run("dpkg-deb", "-x", str(package), str(tmp_path))
    for path in FILES:
        assert inside(tmp_path, path).is_file(), path
    for path, mode in DIRECTORIES.items():
        assert stat.S_IMODE(inside(tmp_path, path).stat().st_mode) == mode, path


def test_package_scripts_are_programs(package, tmp_path):
    run("dpkg-deb", "-e", str(package), str(tmp_path))
    for name in ("postinst", "prerm", "postrm"):
        assert os.access(tmp_path / name, os.X_OK)
        assert run("sh", "-n", str(tmp_path / name)).returncode == 0
    assert (tmp_path / "conffiles").read_text() == (TOP / "dist/debian/conffiles").read_text()
