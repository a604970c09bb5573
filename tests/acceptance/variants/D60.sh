# SPDX-License-Identifier: LGPL-2.1-or-later
# No call waits for another client's, whatever the workers: neither a quick one nor a long one.
t() { timeout 20 virsh -c "test+unix:///default?socket=$W/libvirt-sock" "$@" >/dev/null; }; ms() { echo $(( $(date +%s%N)/1000000 )); }
conf 'min_workers=1' 'max_workers=1' 'prio_workers=1'; start; mkfifo $W/slow.xml; virsh -c "test+unix://$W/slow.xml?socket=$W/libvirt-sock" uri >/dev/null 2>&1 & sleep 1
a=$(ms); t list --name && t dumpxml test && [ $(( $(ms)-a )) -lt 1500 ]; r=$?; : > $W/slow.xml; [ $r = 0 ]
