# SPDX-License-Identifier: LGPL-2.1-or-later
"""virsh's edit commands with a real editor and a real terminal: a change, none, and one that is
refused, with each answer to the question that follows."""

import os
import pty
import select
import subprocess

import pytest

SNAPSHOT = "<domainsnapshot><name>s</name><description>old</description></domainsnapshot>"
CHECKPOINT = "<domaincheckpoint><name>c</name><description>old</description></domaincheckpoint>"
FILTER = ("<filter name='f' chain='root'><rule action='accept' direction='in' priority='500'/>"
          "</filter>")
UNIT = ("<memory unit='KiB'>", "<memory unit='x'>")

# command, how its object is made, what is changed into what, how that is seen, and a change that
# makes no sense
KINDS = {
    "edit": (("edit", "test"), [], ("<vcpu placement='static'>2", "<vcpu placement='static'>1"),
             ("dumpxml", "test", "--inactive"), UNIT),
    "net-edit": (("net-edit", "default"), [("net-destroy", "default")], ("virbr0", "virbr7"),
                 ("net-dumpxml", "default"), ("192.168.122.1'", "nowhere'")),
    "pool-edit": (("pool-edit", "default-pool"), [("pool-destroy", "default-pool")],
                  ("<path>/default-pool", "<path>/other"),
                  ("pool-dumpxml", "default-pool"), ("type='dir'", "type='x'")),
    "snapshot-edit": (("snapshot-edit", "test", "s"), [("snapshot-create", "test", SNAPSHOT)],
                      ("<description>old", "<description>new"),
                      ("snapshot-dumpxml", "test", "s"), ("<name>s</name>", "<name></name>")),
    "checkpoint-edit": (("checkpoint-edit", "test", "c"),
                        [("checkpoint-create", "test", CHECKPOINT)],
                        ("<description>old", "<description>new"),
                        ("checkpoint-dumpxml", "test", "c"),
                        ("<creationTime>", "<creationTime>x")),
    "nwfilter-edit": (("nwfilter-edit", "f"), [("nwfilter-define", FILTER)],
                      ("priority='500'", "priority='400'"), ("nwfilter-dumpxml", "f"),
                      ("action='accept'", "action='x'")),
    "save-image-edit": (("save-image-edit", "{image}"), [("save", "test", "{image}")],
                        ("<vcpu placement='static'>2", "<vcpu placement='static'>1"),
                        ("save-image-dumpxml", "{image}"), UNIT),
    "managedsave-edit": (("managedsave-edit", "test"), [("managedsave", "test")],
                         ("on_reboot>restart", "on_reboot>destroy"),
                         ("managedsave-dumpxml", "test"), UNIT),
}


@pytest.fixture
def scene(daemon, tmp_path):
    """A host of its own with the object, and an editor that replaces a text by another one."""
    return Scene(daemon, tmp_path)


class Scene:
    def __init__(self, daemon, directory):
        self.daemon, self.dir = daemon, directory
        self.image = str(directory / "image")
        self.times = directory / "times"  # the editor was called
        editor = directory / "editor"
        editor.write_text('#!/bin/sh\necho >> "$TIMES"\nsed -i "$CHANGE" "$1"\n')
        editor.chmod(0o755)

    def words(self, arguments):
        """Documents stand in files of their own."""
        words = []
        for number, word in enumerate(arguments):
            if word.startswith("<"):
                path = self.dir / f"{arguments[0]}.{number}.xml"
                path.write_text(word)
                word = str(path)
            words.append(word.format(image=self.image))
        return words

    def run(self, lines, change, answers):
        """One virsh for all: the host of the test driver lives as long as a connection to it."""
        commands = " ; ".join(" ".join(self.words(line)) for line in lines)
        old, new = change
        env = dict(self.daemon.env, EDITOR=str(self.dir / "editor"), TIMES=str(self.times),
                   CHANGE=f"s|{old}|{new}|", TERM="dumb")
        ours, theirs = pty.openpty()
        process = subprocess.Popen(["virsh", "-c", self.daemon.uri, commands], env=env,
                                   stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        os.close(theirs)
        try:
            return self.converse(process, ours, list(answers))
        finally:
            os.close(ours)
            process.kill()
            process.wait()

    @staticmethod
    def converse(process, terminal, answers):
        said = b""
        while select.select([process.stdout], [], [], 20)[0]:
            part = os.read(process.stdout.fileno(), 65536)
            if not part:
                break
            said += part
            if said.endswith((b"?]: ", b"?]:")):
                os.write(terminal, answers.pop(0).encode())
        assert not answers, said
        return said.decode().replace("\r\n", "\n")

    def edited(self):
        return len(self.times.read_text())


@pytest.mark.parametrize("name", KINDS)
def test_a_change_is_taken(scene, name):
    command, before, change, show, _ = KINDS[name]
    said = scene.run([*before, command, show], change, "")
    assert "edited" in said, said
    assert change[1] in said
    assert scene.edited() == 1


@pytest.mark.parametrize("name", KINDS)
def test_no_change_is_noticed(scene, name):
    command, before, change, show, _ = KINDS[name]
    said = scene.run([*before, command, show], ("no such text", ""), "")
    assert "not changed" in said, said
    assert change[0] in said


@pytest.mark.parametrize("name", KINDS)
def test_a_change_that_makes_no_sense_is_asked_about(scene, name):
    command, before, change, show, nonsense = KINDS[name]
    said = scene.run([*before, command, show], nonsense, ["?", "y", "n"])
    assert said.count("error: ") >= 2, said
    assert said.count("Try again?") == 3, said
    assert scene.edited() == 2
    assert change[0] in said.split("Try again?")[-1]  # it is as it was


def test_interfaces_are_not_edited(scene):
    """virsh asks for what libvirt's test driver, too, does not have: an inactive document."""
    said = scene.run([("iface-edit", "eth1")], ("1492", "1400"), "")
    assert "unsupported flags (0x1) in function testInterfaceGetXMLDesc" in said
