# SPDX-License-Identifier: LGPL-2.1-or-later
# The daemon is started all the same; that it then has no such driver is its first answer.
mkdir -p $W/dd; printf '#!/bin/bash\ntr "\\0" "\\n" </proc/$$/environ | sed s/=.*// | sort | tr "\\n" " " > /home/alice/env; echo "$@" > /home/alice/args; exec %s "$@"\n' $(command -v $BIN) > $W/dd/libvirtd; chmod -R 755 $W/dd
asu env LIBVIRTD_PATH=$W/dd LIBVIRT_DEBUG=4 FOO=1 virsh -c qemu:///session uri 2>$W/e; P=/home/alice/.cache/libvirt/libvirtd.pid; p=$(cat $P); has 'no connection driver available for qemu:///session' $W/e && [ "$(cat /home/alice/args)" = --timeout=120 ] && [ "$(readlink /proc/$p/cwd)" = / ] && [ "$(cat /home/alice/env)" = "HOME LC_ALL PATH " ]; r=$?; kill $p; sleep 1.5
[ $r = 0 ] && ! asu env LIBVIRT_AUTOSTART=0 virsh -c qemu:///session uri 2>$W/e && has 'No such file or directory' $W/e
