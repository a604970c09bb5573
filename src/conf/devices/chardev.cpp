// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/chardev.hpp"

#include <algorithm>
#include <concepts>

#include "base/error.hpp"
#include "conf/devices/chardev_words.hpp"
#include "conf/devices/rows.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

template <class T>
void ignore(xml::Node, T&) {}

/// The table of a kind that has nothing but its name.
template <class T>
struct Bare {
    static constexpr auto rows = xml::rows<T>({check<T, ignore<T>>()});
    static constexpr xml::Element<T> element{"source", rows};
};

void read_pty_labels(xml::Node node, PtyChardev& pty) {
    const xml::Node source = node.child("source");
    if (!source) return;
    source.each("seclabel", [&pty](xml::Node label) {
        xml::read(device_seclabel_xml, label, pty.seclabels.emplace_back());
    });
}

constexpr auto pty_rows = xml::rows<PtyChardev>({
    xml::attr<&PtyChardev::path>("path").inside("source").live(),
    check<PtyChardev, read_pty_labels>(),
});
constexpr xml::Element<PtyChardev> pty_xml{"source", pty_rows};

void check_labels(xml::Node, PathChardev& source) {
    complete_seclabels(source.seclabels);
}

constexpr auto path_source_rows = xml::rows<PathChardev>({
    xml::attr<&PathChardev::path>("path"),
    xml::attr<&PathChardev::append>("append"),
    seclabels_row<&PathChardev::seclabels>(),
    check<PathChardev, check_labels>(),
});
constexpr xml::Element<PathChardev> path_source_xml{"source", path_source_rows};
constexpr auto path_rows = xml::rows<PathChardev>({
    xml::nested<PathChardev, path_source_xml>(),
});
constexpr xml::Element<PathChardev> path_xml{"source", path_rows};

void read_udp(xml::Node node, UdpChardev& udp) {
    node.each("source", [&](xml::Node source) {
        const auto mode = source.attribute("mode");
        if (mode && !xml::from_word<SocketMode>(*mode))
            xml::fail_value(xml::Verdict::bad, *mode, "mode", "source");
        UdpEnd& end = mode == "bind" ? udp.bind : udp.connect;
        if (const auto host = source.attribute("host")) end.host = *host;
        if (const auto service = source.attribute("service")) end.service = *service;
    });
}

void write_udp_end(xml::Writer& out, const char* mode, const UdpEnd& end) {
    if (!end.host && !end.service) return;
    out.open("source");
    out.attribute("mode", mode);
    if (end.host) out.attribute("host", *end.host);
    if (end.service) out.attribute("service", *end.service);
    out.close();
}

void write_udp(xml::Writer& out, const UdpChardev& udp) {
    write_udp_end(out, "bind", udp.bind);
    write_udp_end(out, "connect", udp.connect);
}

constexpr auto udp_shape_rows = xml::rows<Shape>({
    shape::word<SocketMode>("mode"),
    shape::attribute("host"),
    shape::attribute("service"),
});
constexpr xml::Element<Shape> udp_shape{"source", udp_shape_rows};

constexpr auto udp_rows = xml::rows<UdpChardev>({
    xml::custom<UdpChardev, read_udp, write_udp>("source").of(udp_shape),
});
constexpr xml::Element<UdpChardev> udp_xml{"source", udp_rows};

constexpr auto tcp_source_rows = xml::rows<TcpChardev>({
    xml::attr<&TcpChardev::mode>("mode"),
    xml::attr<&TcpChardev::host>("host"),
    xml::attr<&TcpChardev::service>("service"),
    xml::attr<&TcpChardev::tls>("tls"),
    xml::child<&TcpChardev::reconnect, reconnect_xml>(),
});
constexpr xml::Element<TcpChardev> tcp_source_xml{"source", tcp_source_rows};
constexpr auto tcp_rows = xml::rows<TcpChardev>({
    xml::nested<TcpChardev, tcp_source_xml>(),
    xml::attr<&TcpChardev::protocol>("type")
        .or_fail(Errc::config_unsupported, "Unknown protocol '{}'")
        .inside("protocol"),
});
constexpr xml::Element<TcpChardev> tcp_xml{"source", tcp_rows};

// Without a path there is no socket yet that a mode could be about.
void check_unix(xml::Node, UnixChardev& source) {
    complete_seclabels(source.seclabels);
    if (!source.path) {
        source = {};
    } else if (!source.mode) {
        source.mode = SocketMode::connect;
    }
}

constexpr auto unix_source_rows = xml::rows<UnixChardev>({
    xml::attr<&UnixChardev::mode>("mode"),
    xml::attr<&UnixChardev::path>("path"),
    xml::child<&UnixChardev::reconnect, reconnect_xml>(),
    seclabels_row<&UnixChardev::seclabels>(),
    check<UnixChardev, check_unix>(),
});

void read_unix(xml::Node node, UnixChardev& source) {
    if (const xml::Node child = node.child("source")) read(unix_source_xml, child, source);
}

// Without a path there is nothing yet that anything else could be about.
void write_unix(xml::Writer& out, const UnixChardev& source) {
    if (source.path) write(unix_source_xml, out, source);
}

constexpr auto unix_rows = xml::rows<UnixChardev>({
    xml::custom<UnixChardev, read_unix, write_unix>("source").of(unix_source_xml),
});
constexpr xml::Element<UnixChardev> unix_xml{"source", unix_rows};

constexpr auto spiceport_rows = xml::rows<SpiceportChardev>({
    xml::attr<&SpiceportChardev::channel>("channel").inside("source"),
});
constexpr xml::Element<SpiceportChardev> spiceport_xml{"source", spiceport_rows};

constexpr auto nmdm_source_rows = xml::rows<NmdmChardev>({
    xml::attr<&NmdmChardev::master>("master"),
    xml::attr<&NmdmChardev::slave>("slave"),
});
constexpr xml::Element<NmdmChardev> nmdm_source_xml{"source", nmdm_source_rows};
constexpr auto nmdm_rows = xml::rows<NmdmChardev>({
    xml::nested<NmdmChardev, nmdm_source_xml>(),
});
constexpr xml::Element<NmdmChardev> nmdm_xml{"source", nmdm_rows};

constexpr auto vdagent_source_rows = xml::rows<VdagentChardev>({
    xml::attr<&VdagentChardev::copypaste>("copypaste").required().inside("clipboard"),
    xml::attr<&VdagentChardev::mouse>("mode").required().nonzero().inside("mouse"),
});
constexpr xml::Element<VdagentChardev> vdagent_source_xml{"source", vdagent_source_rows};
constexpr auto vdagent_rows = xml::rows<VdagentChardev>({
    xml::nested<VdagentChardev, vdagent_source_xml>(),
});
constexpr xml::Element<VdagentChardev> vdagent_xml{"source", vdagent_rows};

constexpr auto dbus_rows = xml::rows<DbusChardev>({
    xml::attr<&DbusChardev::channel>("channel").inside("source"),
});
constexpr xml::Element<DbusChardev> dbus_xml{"source", dbus_rows};

constexpr auto kinds = xml::kinds<ChardevKind>({
    {"pty", &pty_xml},
    {"null", &Bare<NullChardev>::element},
    {"vc", &Bare<VcChardev>::element},
    {"dev", &path_xml},
    {"file", &path_xml},
    {"pipe", &path_xml},
    {"stdio", &Bare<StdioChardev>::element},
    {"udp", &udp_xml},
    {"tcp", &tcp_xml},
    {"unix", &unix_xml},
    {"spicevmc", &Bare<SpicevmcChardev>::element},
    {"spiceport", &spiceport_xml},
    {"nmdm", &nmdm_xml},
    {"qemu-vdagent", &vdagent_xml},
    {"dbus", &dbus_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<ChardevKind>(kinds);

constexpr auto type_rows = xml::rows<Chardev>({
    xml::kind_attr<&Chardev::kind, kind_table>("type").expected().or_fail(
        Errc::config_unsupported, "unknown type presented to host for character device: {}"),
});

constexpr auto optional_type_rows = xml::rows<Chardev>({
    xml::kind_attr<&Chardev::kind, kind_table>("type").or_fail(
        Errc::config_unsupported, "unknown type presented to host for character device: {}"),
});

constexpr auto egd_rows = xml::rows<Chardev>({
    xml::kind_attr<&Chardev::kind, kind_table>("type").expected().or_fail(
        Errc::config_unsupported, "unknown backend type '{}' for egd"),
});

// A datagram socket names both ends, all others have one.
void check_sources(xml::Node node, Chardev& chardev) {
    const int sources = node.count("source");
    if (chardev.as<UdpChardev>() != nullptr) {
        if (sources > 2)
            fail(Errc::xml_error, "only two source elements are allowed for character device");
    } else if (sources > 1) {
        fail(Errc::xml_error, "only one source element is allowed for character device");
    }
}

void check_logs(xml::Node node, Chardev&) {
    if (node.count("log") > 1)
        fail(Errc::xml_error, "only one log element is allowed for character device");
}

// Without a file there is nothing that could be appended to.
void settle_log(xml::Node, Chardev& chardev) {
    if (!chardev.log.file) chardev.log = {};
}

constexpr auto log_rows = xml::rows<ChardevLog>({
    xml::attr<&ChardevLog::file>("file").expected().like(xml::pattern::absolute_path),
    xml::attr<&ChardevLog::append>("append"),
});
constexpr xml::Element<ChardevLog> log_xml{"log", log_rows};

// Whatever its kind is, its source may say what that of any other can.
constexpr auto clipboard_rows = xml::rows<Shape>({shape::word<YesNo>("copypaste").expected()});
constexpr xml::Element<Shape> clipboard_shape{"clipboard", clipboard_rows};
constexpr auto mouse_rows = xml::rows<Shape>(
    {shape::attribute("mode").like(xml::pattern::words<"client", "server">).expected()});
constexpr xml::Element<Shape> mouse_shape{"mouse", mouse_rows};
constexpr auto any_source_rows = xml::rows<Shape>({
    shape::attribute("mode"),
    shape::attribute("path"),
    shape::word<OnOff>("append"),
    shape::attribute("host"),
    shape::attribute("service"),
    shape::word<YesNo>("tls"),
    shape::attribute("channel"),
    shape::attribute("master"),
    shape::attribute("slave"),
    shape::child("reconnect", reconnect_xml),
    shape::children("seclabel", device_seclabel_xml),
    shape::child("clipboard", clipboard_shape),
    shape::child("mouse", mouse_shape),
});
constexpr xml::Element<Shape> any_source{"source", any_source_rows};
constexpr auto any_protocol_rows = xml::rows<Shape>(
    {shape::attribute("type").like(xml::pattern::words<"raw", "telnet", "telnets", "tls">)});
constexpr xml::Element<Shape> any_protocol{"protocol", any_protocol_rows};

constexpr auto body_rows = xml::rows<Chardev>({
    check<Chardev, check_sources>(),
    xml::kind_same<&Chardev::kind, kind_table>(),
    xml::mention<Chardev>("source", xml::Part::elements).of(any_source),
    xml::mention<Chardev>("protocol", xml::Part::element).of(any_protocol).once(),
    xml::check<Chardev, check_logs>(),
    xml::child<&Chardev::log, log_xml>(),
    xml::check<Chardev, settle_log>(),
});

void need(const std::optional<std::string>& part, const char* name) {
    if (!part) fail(Errc::internal_error, "Missing source {} attribute for char device", name);
}

void need_channel(const std::optional<std::string>& channel) {
    if (!channel)
        fail(Errc::config_unsupported, "Missing source channel attribute for char device");
}

void check_connects(const Reconnect& reconnect, SocketMode mode) {
    if (reconnect.enabled == YesNo::yes && mode != SocketMode::connect) {
        fail(Errc::internal_error, "chardev reconnect is possible only for connect mode");
    }
}

void validate(const PathChardev& source, UnixPath) {
    validate_seclabels(source.seclabels);
    need(source.path, "path");
}

void validate(const UdpChardev& source, UnixPath) {
    need(source.connect.service, "service");
}

void validate(const TcpChardev& source, UnixPath) {
    need(source.host, "host");
    need(source.service, "service");
    check_connects(source.reconnect, source.mode);
}

void validate(const UnixChardev& source, UnixPath path) {
    validate_seclabels(source.seclabels);
    if (path == UnixPath::needed) need(source.path, "path");
    check_connects(source.reconnect, source.mode.value_or(SocketMode::connect));
}

void validate(const SpiceportChardev& source, UnixPath) {
    need_channel(source.channel);
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/";
    if (source.channel->find_first_not_of(allowed) != std::string::npos)
        fail(Errc::internal_error, "Invalid character in source channel for char device");
}

void validate(const NmdmChardev& pair, UnixPath) {
    if (pair.master.has_value() != pair.slave.has_value()) {
        fail(Errc::internal_error,
             "Should define both master and slave path attributes for nmdm device");
    }
}

void validate(const DbusChardev& source, UnixPath) {
    need_channel(source.channel);
}

template <class Other>
requires(!std::derived_from<Other, PathChardev>) void validate(const Other&, UnixPath) {}

}  // namespace

const std::vector<DeviceSeclabel>* seclabels_of(const Chardev& chardev) {
    return std::visit(
        [](const auto& kind) -> const std::vector<DeviceSeclabel>* {
            if constexpr (requires { kind.seclabels; }) return &kind.seclabels;
            return nullptr;
        },
        chardev.kind);
}

void drop_seclabels(Chardev& chardev) {
    std::visit(
        [](auto& kind) {
            if constexpr (requires { kind.seclabels; }) kind.seclabels.clear();
        },
        chardev.kind);
}

std::string_view chardev_type(const Chardev& chardev) {
    return kinds[chardev.kind.index()].tag;
}

bool is_chardev_type(std::string_view word) {
    return std::ranges::find(kinds, word, &xml::KindTable::Kind::tag) != kinds.end();
}

void validate_chardev(const Chardev& chardev, UnixPath unix_path) {
    std::visit([&](const auto& kind) { validate(kind, unix_path); }, chardev.kind);
}

constinit const xml::Element<Chardev> optional_chardev_type_xml{"source", optional_type_rows};
constinit const xml::Element<Chardev> chardev_type_xml{"source", type_rows};
constinit const xml::Element<Chardev> egd_type_xml{"backend", egd_rows};
constinit const xml::Element<Chardev> chardev_body_xml{"source", body_rows};
constinit const xml::Element<UnixChardev> unix_source_xml{"source", unix_source_rows};

}  // namespace virtd::conf
