# SPDX-License-Identifier: LGPL-2.1-or-later
# A start without trouble writes nothing at the default level, so the last one is told to be verbose.
conf0 "unix_sock_dir=\"$W\"" 'auth_unix_rw="none"'; rm -f /var/log/libvirt/libvirtd.log; o() { va daemon-log-outputs; }
start -v; [ "$(o)" = ' Logging outputs: 2:stderr' ] && has 'info : libvirt version' $W/err && stop || exit 1
run $BIN -d -v -f $W/c.conf -p $W/pid; up; [ "$(o)" = ' Logging outputs: 2:file:/var/log/libvirt/libvirtd.log' ] && [ "$(stat -c %a /var/log/libvirt/libvirtd.log)" = 600 ] || exit 1; kill $(cat $W/pid); sleep 1.5
mkdir -p /run/systemd/journal; python3 -c "import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).bind('/run/systemd/journal/socket')"; start; [ "$(o)" = ' Logging outputs: 3:journald' ] && stop || exit 1; rm -f /var/log/libvirt/libvirtd.log
run $BIN -d -f $W/c.conf -p $W/pid; up; [ "$(o)" = ' Logging outputs: 3:journald' ] && [ ! -e /var/log/libvirt/libvirtd.log ] && kill $(cat $W/pid) && sleep 1.5 && script -qec "timeout 3 $BIN -v -f $W/c.conf -p $W/pid" /dev/null | grep -q 'hostname:'
