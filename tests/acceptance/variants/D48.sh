# SPDX-License-Identifier: LGPL-2.1-or-later
# The call that lasts is here one that reads a definition from a pipe.
conf; start; mkfifo $W/slow.xml; virsh -c "test+unix://$W/slow.xml?socket=$W/libvirt-sock" uri >/dev/null 2>&1 & sleep 1; (sleep 5; echo '<node/>' > $W/slow.xml) &
t0=$(date +%s); kill -TERM $dp; sleep 1; [ ! -S $W/libvirt-sock ] && kill -0 $dp && kill -TERM $dp || exit 1; wait $dp; r=$?; t=$(( $(date +%s)-t0 )); [ $r = 0 ] && [ $t -ge 4 ] && [ $t -le 7 ] && [ ! -e $W/pid ]
