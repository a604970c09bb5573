# SPDX-License-Identifier: LGPL-2.1-or-later
# The call that never ends is here one that reads a definition from a pipe.
conf; start; mkfifo $W/slow.xml; virsh -c "test+unix://$W/slow.xml?socket=$W/libvirt-sock" uri >/dev/null 2>&1 & sleep 1
t0=$(date +%s); stop; r=$?; t=$(( $(date +%s)-t0 )); [ $r = 1 ] && [ $t -ge 29 ] && [ $t -le 33 ] && has 'Make forcefull daemon shutdown' && [ -f $W/pid ] && start && stop && [ ! -e $W/pid ]
