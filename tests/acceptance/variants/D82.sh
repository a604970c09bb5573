# SPDX-License-Identifier: LGPL-2.1-or-later
# The probe is a function of ours that writes a debug record under the same name.
f() { conf0 "unix_sock_dir=\"$W\"" 'auth_unix_rw="none"' "log_outputs=\"1:file:$W/log\"" "log_filters=\"$1\""; rm -f $W/log; start; stop; grep -c ' debug : shut_down' $W/log; }
[ "$(f '1:rpc.netdaemon 4:rpc')" -gt 0 ] && [ "$(f '4:rpc 1:rpc.netdaemon')" = 0 ] && [ "$(f '1:net?aemon')" -gt 0 ] && [ "$(f '1:r*daemon')" -gt 0 ] && [ "$(f '1:[n]etdaemon')" = 0 ] && [ "$(f '1:NETDAEMON')" = 0 ] && [ "$(f '1:+netdaemon')" -gt 0 ]
