# SPDX-License-Identifier: LGPL-2.1-or-later
# The error comes from the networks of the test driver, whose number is 12.
mkdir -p /run/systemd/journal; python3 - $W > $W/j <<'EOT' &
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind('/run/systemd/journal/socket'); s.settimeout(9)
try:
    while True:
        d = s.recv(65536)
        if b'LIBVIRT_CODE=43' in d or b'libvirt version' in d: print(' '.join(l.split('=')[0] if l[:4] in ('CODE', 'MESS') else l for l in d.decode().splitlines()), flush=True)
except OSError: pass
EOT
j=$!; sleep .4; conf0 "unix_sock_dir=\"$W\"" 'auth_unix_rw="none"' 'log_outputs="1:journald"' 'log_filters="1:util.error"'; start; ! v net-info nosuch-net 2>/dev/null; sleep .5; kill $j
grep -q '^MESSAGE PRIORITY=6 SYSLOG_FACILITY=3 LIBVIRT_SOURCE=util.log CODE_FILE CODE_LINE CODE_FUNC' $W/j && grep -q '^MESSAGE PRIORITY=7 SYSLOG_FACILITY=3 LIBVIRT_SOURCE=util.error CODE_FILE CODE_LINE CODE_FUNC LIBVIRT_DOMAIN=12 LIBVIRT_CODE=43$' $W/j
