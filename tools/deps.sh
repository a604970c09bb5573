#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Installs the Debian 12 packages that are missing: deps.sh build | test | dev
set -euo pipefail

build=(g++ cmake ninja-build pkg-config libboost1.81-dev libfmt-dev libxml2-dev libjemalloc-dev libgnutls28-dev
       libsasl2-dev libsystemd-dev gettext ccache mold)
run=("${build[@]}" libvirt-clients)
test=("${run[@]}" doctest-dev python3 python3-pytest python3-libvirt virtinst qemu-utils strace iproute2 xz-utils procps dpkg-dev locales
      openssl dbus-daemon polkitd python3-gi sasl2-bin libsasl2-modules libsasl2-modules-db)
dev=("${test[@]}" clang clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev lld libbenchmark-dev
     libvirt-daemon-system)

case "${1:-}" in
    build) wanted=("${build[@]}") ;;
    run) wanted=("${run[@]}") ;;
    test) wanted=("${test[@]}") ;;
    dev) wanted=("${dev[@]}") ;;
    *) echo "usage: $0 build|run|test|dev" >&2; exit 2 ;;
esac

missing=()
for package in "${wanted[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "missing packages: ${missing[*]}; install them as root, or install sudo" >&2
        exit 1
    }
    as_root=(sudo)
fi
echo "installing: ${missing[*]}" >&2
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}
install || { "${as_root[@]}" apt-get update -qq </dev/null >/dev/null && install; }
