#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Runs one check: sandbox.sh DIRECTORY DAEMON CHECK. The runner starts it in namespaces of its own
# (mounts, network, processes), so whatever the check does to /etc, /var, /run or /dev ends with it.
set -euo pipefail
D=$1
daemon=$2
check=$3

hide() { # DIRECTORY: what is written there goes to $D
    mkdir -p "$D/hidden$1/upper" "$D/hidden$1/work"
    mount -t overlay overlay -o "lowerdir=$1,upperdir=$D/hidden$1/upper,workdir=$D/hidden$1/work" "$1"
}

# a few devices, none of them the machine's
private_dev() {
    local dev=$D/dev name
    mkdir -p "$dev"
    mount -t tmpfs -o mode=755 tmpfs "$dev"
    mknod -m 666 "$dev/null" c 1 3
    mknod -m 666 "$dev/zero" c 1 5
    mknod -m 666 "$dev/random" c 1 8
    mknod -m 666 "$dev/urandom" c 1 9
    mknod -m 666 "$dev/tty" c 5 0
    mkdir "$dev/pts" "$dev/shm" "$dev/net"
    mknod -m 666 "$dev/net/tun" c 10 200
    chmod 1777 "$dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$dev/pts"
    ln -s pts/ptmx "$dev/ptmx"
    ln -s /proc/self/fd "$dev/fd"
    mount --move "$dev" /dev
}

hide /etc
hide /var
private_dev
mkdir -p "$D/bin" /etc/libvirt/qemu/networks/autostart
[ -e /etc/libvirt/libvirtd.conf ] || : >/etc/libvirt/libvirtd.conf
cp "$daemon" "$D/bin/libvirtd"
export PATH="$D/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" LC_ALL=C PYTHONDONTWRITEBYTECODE=1
unset "${!LIBVIRT_@}" "${!XDG_@}" DISPLAY DBUS_SESSION_BUS_ADDRESS NOTIFY_SOCKET BIN

set +eu +o pipefail  # the checks are written without
source "$D/setup.sh"
source "$D/harness.sh"
source "$check"
