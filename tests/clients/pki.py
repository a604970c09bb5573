# SPDX-License-Identifier: LGPL-2.1-or-later
"""Authorities and certificates, made with the openssl program for one test run."""

import pathlib
import shutil
import subprocess

LEAF = "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,keyEncipherment\n"


def openssl(*arguments, cwd, stdin=None):
    done = subprocess.run(["openssl", *arguments], cwd=cwd, input=stdin, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Pki:
    """Everything lies in `dir`: NAME.pem and NAME.key for each certificate."""

    def __init__(self, directory):
        self.dir = pathlib.Path(directory)
        self.serial = 0
        self.authority("CA")

    def path(self, name):
        return self.dir / name

    def key(self, name):
        openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", f"{name}.key",
                cwd=self.dir)

    def request(self, name, subject, extensions):
        (self.dir / f"{name}.ext").write_text(extensions)
        openssl("req", "-new", "-key", f"{name}.key", "-subj", subject, "-out", f"{name}.req",
                cwd=self.dir)

    def authority(self, name):
        self.key(name)
        self.request(name, f"/O=Test/CN={name}",
                     "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n")
        openssl("x509", "-req", "-in", f"{name}.req", "-signkey", f"{name}.key", "-days", "99",
                "-extfile", f"{name}.ext", "-out", f"{name}.pem", cwd=self.dir)

    def certificate(self, name, subject, *, issuer="CA", extensions=LEAF, days=99):
        self.serial += 1
        self.key(name)
        self.request(name, subject, extensions)
        openssl("x509", "-req", "-in", f"{name}.req", "-CA", f"{issuer}.pem", "-CAkey",
                f"{issuer}.key", "-set_serial", str(self.serial), "-days", str(days), "-extfile",
                f"{name}.ext", "-out", f"{name}.pem", cwd=self.dir)

    def revoke(self, name, issuer="CA"):
        """A list `crl.pem` with this one certificate."""
        (self.dir / "index").write_text("")
        (self.dir / "ca.conf").write_text(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ndefault_md=sha256\ndefault_crl_days=30\n")
        common = ("ca", "-config", "ca.conf", "-cert", f"{issuer}.pem", "-keyfile", f"{issuer}.key")
        openssl(*common, "-revoke", f"{name}.pem", cwd=self.dir)
        openssl(*common, "-gencrl", "-out", "crl.pem", cwd=self.dir)

    def client_directory(self, name, authority="CA"):
        """What virsh takes as pkipath; `name` None: without a certificate of its own. It trusts
        the authorities named "A+B"."""
        directory = self.dir / f"client-{name}-{authority}"
        directory.mkdir(exist_ok=True)
        trusted = [self.path(f"{one}.pem").read_text() for one in authority.split("+")]
        (directory / "cacert.pem").write_text("".join(trusted))
        if name is not None:
            shutil.copy(self.path(f"{name}.pem"), directory / "clientcert.pem")
            shutil.copy(self.path(f"{name}.key"), directory / "clientkey.pem")
        return directory
