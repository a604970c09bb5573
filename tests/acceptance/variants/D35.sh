# SPDX-License-Identifier: LGPL-2.1-or-later
# Calls need no worker threads here: besides the main thread there are the one that looked for hooks,
# and jemalloc's that gives back memory.
# Administrators still see the figures they configured.
conf 'min_workers=3' 'prio_workers=2' 'admin_min_workers=4'; start
[ "$(cat /proc/$dp/comm)" = libvirtd ] && [ $(ls /proc/$dp/task | wc -l) -le 3 ] || exit 1
va server-threadpool-info libvirtd | grep -qE '^nWorkers +: 3$' && va server-threadpool-info libvirtd | grep -qE '^prioWorkers +: 2$' && va server-threadpool-info admin | grep -qE '^nWorkers +: 4$'
