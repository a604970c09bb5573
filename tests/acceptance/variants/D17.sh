# SPDX-License-Identifier: LGPL-2.1-or-later
# Only what needs no host driver: bad values are fatal, and a good UUID makes the source irrelevant.
t() { printf "$1\n" > $W/b.conf; run $BIN -f $W/b.conf -p $W/pid; [ $rc = 1 ] && has "$2" $W/e && has "Can't setup host uuid" $W/e; }
t 'host_uuid = "xyz"' 'invalid host UUID: xyz' && t 'host_uuid = "00000000-0000-0000-0000-000000000000"' 'invalid host UUID: 0000' && t 'host_uuid_source = "bogus"' 'invalid UUID source: bogus' || exit 1
conf 'host_uuid=" 11111111-2222 3333-4444-555555555556 "' 'host_uuid_source="bogus"'; start -v && has 'host=11111111-2222-3333-4444-555555555556' && stop
