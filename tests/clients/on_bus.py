# SPDX-License-Identifier: LGPL-2.1-or-later
"""What tests need on a D-Bus bus, run as a program of its own:

    on_bus.py ADDRESS agent cancel|wait     asks no user what polkit wants to know of stdin's process
    on_bus.py ADDRESS logind                tells that the host shuts down, for each line of stdin

Tells on its output what it does and hears, a line each.
"""

import sys

from gi.repository import Gio, GLib

POLKIT = "org.freedesktop.PolicyKit1"
AGENT = """<node><interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
<method name="BeginAuthentication"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="a{ss}" direction="in"/><arg type="s" direction="in"/>
<arg type="a(sa{sv})" direction="in"/></method>
<method name="CancelAuthentication"><arg type="s" direction="in"/></method></interface></node>"""


def connect(address):
    flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
             | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def call(bus, service, path, interface, method, arguments=None):
    return bus.call_sync(service, path, interface, method, arguments, None,
                         Gio.DBusCallFlags.NO_AUTO_START, 20000, None)


def ask_bus(bus, method, arguments):
    return call(bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                method, arguments).unpack()[0]


def is_owned(bus, name):
    return ask_bus(bus, "NameHasOwner", GLib.Variant("(s)", (name,)))


def tell(*words):
    print(*words, flush=True)


def agent(bus, way):
    def serve(_bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "CancelAuthentication":
            tell("withdrawn")
            invocation.return_value(None)
            return
        tell("asked", arguments.unpack()[0])
        if way == "cancel":
            invocation.return_dbus_error(POLKIT + ".Error.Cancelled", "the user does not want to")

    process = int(sys.stdin.readline())
    with open(f"/proc/{process}/stat", encoding="ascii") as stat:
        start = int(stat.read().rsplit(")", 1)[1].split()[19])
    bus.register_object("/agent", Gio.DBusNodeInfo.new_for_xml(AGENT).interfaces[0], serve, None,
                        None)
    subject = ("unix-process", {"pid": GLib.Variant("u", process),
                                "start-time": GLib.Variant("t", start)})
    call(bus, POLKIT, "/org/freedesktop/PolicyKit1/Authority", POLKIT + ".Authority",
         "RegisterAuthenticationAgent", GLib.Variant("((sa{sv})ss)", (subject, "C", "/agent")))
    tell("ready")
    GLib.MainLoop().run()


def logind(bus):
    ask_bus(bus, "RequestName", GLib.Variant("(su)", ("org.freedesktop.login1", 0)))
    tell("ready")
    for _ in sys.stdin:
        bus.emit_signal(None, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                        "PrepareForShutdown", GLib.Variant("(b)", (True,)))
        bus.flush_sync(None)


if __name__ == "__main__":
    {"agent": agent, "logind": logind}[sys.argv[2]](connect(sys.argv[1]), *sys.argv[3:])
