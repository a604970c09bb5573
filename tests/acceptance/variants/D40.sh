# SPDX-License-Identifier: LGPL-2.1-or-later
# Nobody comes in from other hosts unasked: on all addresses only with a second key that says so.
open='listen_tls=0 listen_tcp=1 auth_tcp="none" tcp_port="17509"'
conf $open; start && [ -z "$(ss -ltnH)" ] && stop || exit 1
run $BIN --listen -f $W/c.conf -p $W/pid; [ $rc = 6 ] && has 'permit it with allow_insecure_tcp = 1' || exit 1
conf $open allow_insecure_tcp=1; start --listen || exit 1
ss -ltnH | awk '{print $4}' | sort | tr '\n' ' ' | grep -qF '0.0.0.0:17509 [::]:17509 ' && virsh -c test+tcp://127.0.0.1:17509/default uri && virsh -c 'test+tcp://[::1]:17509/default' uri && stop || exit 1
conf $open 'listen_addr="127.0.0.1"'; start --listen; [ "$(ss -ltnH | awk '{print $4}')" = 127.0.0.1:17509 ]
