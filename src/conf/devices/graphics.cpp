// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/graphics.hpp"

#include <algorithm>
#include <type_traits>

#include "base/error.hpp"
#include "conf/devices/chardev_words.hpp"
#include "conf/devices/graphics_listen.hpp"
#include "conf/devices/graphics_words.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// ---- passwords

// The shape of a time is fixed, its digits are not looked into.
bool is_time(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    return std::ranges::equal(text, shape, [](char c, char wanted) {
        return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
    });
}

void check_password(xml::Node, GraphicsPassword& password) {
    if (!password.password) {
        password = {};
    } else if (password.valid_to && !is_time(*password.valid_to)) {
        fail(Errc::internal_error,
             "cannot parse password validity time '{}', expect YYYY-MM-DDTHH:MM:SS",
             *password.valid_to);
    }
}

// More exactly than by its characters only when it is read, in a sentence of its own.
bool is_like_time(std::string_view text) {
    constexpr std::string_view characters = "0123456789-+:.TZ";
    return text.find('T') != text.npos && text.find_first_not_of(characters) == text.npos;
}
constexpr xml::Pattern date_and_time{is_like_time, "time like YYYY-MM-DDTHH:MM:SS"};

// Without a password nobody is asked for one.
consteval xml::Binding<GraphicsPassword> connected_row() {
    auto row = xml::attr<&GraphicsPassword::connected>("connected")
                   .or_fail(Errc::config_unsupported, "unknown connected value {}");
    row.read = [](const xml::Row& self, xml::Node node, void* object) {
        if (static_cast<const GraphicsPassword*>(object)->password)
            xml::detail::read_attribute(self, node, object);
    };
    return row;
}

constexpr auto password_rows = xml::rows<GraphicsPassword>({
    xml::attr<&GraphicsPassword::password>("passwd").secret(),
    xml::attr<&GraphicsPassword::valid_to>("passwdValidTo").like(date_and_time),
    xml::check<GraphicsPassword, check_password>(),
    connected_row(),
});
constexpr xml::Element<GraphicsPassword> password_xml{"graphics", password_rows};

// ---- ports and listeners, of kinds that have them

std::int32_t port_of(xml::Node node, const char* kind) {
    const auto text = node.attribute("port");
    if (!text) return 0;
    const auto port = xml::parse_integer(*text);
    if (!port || !std::in_range<std::int32_t>(*port))
        fail(Errc::internal_error, "cannot parse {} port {}", kind, *text);
    return static_cast<std::int32_t>(*port);
}

std::optional<YesNo> autoport_of(xml::Node node) {
    return xml::from_word<YesNo>(node.attribute("autoport").value_or(""));
}

// What was chosen for a running guest is not a part of its definition.
template <class G>
void forget_chosen_port(xml::Node node, G& graphics) {
    if (graphics.autoport && node.document().options().inactive) graphics.port = 0;
}

template <class G>
void read_all_listens(xml::Node node, G& graphics) {
    graphics.listens = read_listens(node);
    if (graphics.listens.empty()) graphics.listens.emplace_back();
}

template <class G>
void write_listen(xml::Writer& out, const G& graphics) {
    write_listen_attribute(out, graphics.listens);
}

// Those who migrate guests to hosts of old leave out what these did not know.
bool is_known_everywhere(const GraphicsListen& listen, bool is_spice) {
    if (is_spice) return listen.as<NoListen>() == nullptr;
    const auto* const socket = listen.as<SocketListen>();
    return socket == nullptr || !socket->socket;
}

template <class G>
void write_listens(xml::Writer& out, const G& graphics) {
    for (const GraphicsListen& listen : graphics.listens) {
        const bool is_spice = std::is_same_v<G, SpiceGraphics>;
        if (!out.view().migratable || is_known_everywhere(listen, is_spice))
            write(listen_xml, out, listen);
    }
}

// ---- VNC

void read_vnc_port(xml::Node node, VncGraphics& vnc) {
    vnc.port = port_of(node, "vnc");
    vnc.autoport = !node.attribute("port") || vnc.port == -1;
    if (vnc.port == -1) vnc.port = 0;
    if (const auto chosen = autoport_of(node)) vnc.autoport = chosen == YesNo::yes;
    forget_chosen_port(node, vnc);
}

void write_vnc_port(xml::Writer& out, const VncGraphics& vnc) {
    if (!has_ports(vnc.listens)) return;
    const bool shows_chosen = !vnc.autoport || !out.view().inactive;
    if (vnc.port != 0 && shows_chosen) {
        out.attribute("port", vnc.port);
    } else if (vnc.autoport) {
        out.attribute("port", -1);
    }
}

void write_vnc_autoport(xml::Writer& out, const VncGraphics& vnc) {
    if (has_ports(vnc.listens)) out.attribute("autoport", vnc.autoport ? "yes" : "no");
}

void check_vnc(xml::Node, VncGraphics& vnc) {
    const auto connected = vnc.password.connected;
    if (connected && connected != PasswordConnected::keep)
        fail(Errc::config_unsupported, "VNC supports connected='keep' only");
    if (!has_ports(vnc.listens)) vnc.websocket = 0;
}

template <auto Member>
consteval auto audio_row() {
    return xml::attr<Member>("id")
        .like(xml::pattern::hexadecimal)
        .required()
        .nonzero()
        .inside("audio");
}

constexpr auto vnc_rows = xml::rows<VncGraphics>({
    xml::custom_attr<VncGraphics, read_vnc_port, write_vnc_port>("port").like(
        xml::pattern::integer),
    xml::custom_attr<VncGraphics, xml::read_nothing, write_vnc_autoport>("autoport")
        .one_of<xml::YesNo>(),
    xml::attr<&VncGraphics::websocket>("websocket").if_set(),
    xml::custom_attr<VncGraphics, read_all_listens<VncGraphics>, write_listen<VncGraphics>>(
        "listen")
        .like(xml::pattern::host),
    xml::custom_attr<VncGraphics, xml::read_nothing, xml::write_nothing>("socket").like(
        xml::pattern::absolute_path),
    xml::attr<&VncGraphics::keymap>("keymap"),
    xml::attr<&VncGraphics::share_policy>("sharePolicy"),
    xml::attr<&VncGraphics::power_control>("powerControl"),
    xml::same<&VncGraphics::password, password_xml>(),
    xml::check<VncGraphics, check_vnc>(),
    xml::custom<VncGraphics, xml::read_nothing, write_listens<VncGraphics>>("listen").of(
        listen_xml),
    audio_row<&VncGraphics::audio>(),
});
constexpr xml::Element<VncGraphics> vnc_xml{"graphics", vnc_rows};

// ---- Spice

void read_spice_port(xml::Node node, SpiceGraphics& spice) {
    const auto number = [&](const char* name, std::int32_t& into) {
        const auto text = node.attribute(name);
        if (!text) return;
        const auto verdict = xml::detail::read_number<std::int32_t>(*text, &into);
        if (verdict != xml::Verdict::ok) xml::fail_value(verdict, *text, name, node.name());
    };
    number("port", spice.port);
    number("tlsPort", spice.tls_port);
    const auto text = node.attribute("autoport");
    if (text && !autoport_of(node))
        xml::fail_value(xml::Verdict::bad, *text, "autoport", node.name());
    spice.autoport = autoport_of(node) == YesNo::yes || (spice.port == -1 && spice.tls_port == -1);
    forget_chosen_port(node, spice);
    if (spice.autoport && node.document().options().inactive) spice.tls_port = 0;
}

void write_spice_port(xml::Writer& out, const SpiceGraphics& spice) {
    const bool has_word = out.view().migratable && spice.listens.front().as<NoListen>() != nullptr;
    if (has_word) out.attribute("autoport", spice.autoport ? "yes" : "no");
    if (!has_ports(spice.listens)) return;
    if (spice.port != 0) out.attribute("port", spice.port);
    if (spice.tls_port != 0) out.attribute("tlsPort", spice.tls_port);
    out.attribute("autoport", spice.autoport ? "yes" : "no");
}

void write_spice_listen(xml::Writer& out, const SpiceGraphics& spice) {
    if (has_ports(spice.listens)) write_listen_attribute(out, spice.listens);
}

constexpr auto channel_rows = xml::rows<SpiceChannel>({
    xml::attr<&SpiceChannel::name>("name").required(),
    xml::attr<&SpiceChannel::mode>("mode").required(),
});
constexpr xml::Element<SpiceChannel> channel_xml{"channel", channel_rows};

// For each name the last word counts, and "any" is not worth one.
void settle_channels(xml::Node, SpiceGraphics& spice) {
    auto& channels = spice.channels;
    std::ranges::reverse(channels);
    std::ranges::stable_sort(channels, {}, &SpiceChannel::name);
    const auto same_name = [](const SpiceChannel& one, const SpiceChannel& other) {
        return one.name == other.name;
    };
    channels.erase(std::unique(channels.begin(), channels.end(), same_name), channels.end());
    std::erase_if(channels, [](const SpiceChannel& channel) {
        return channel.mode == SpiceChannelMode::any;
    });
}

constexpr auto gl_rows = xml::rows<GraphicsGl>({
    xml::attr<&GraphicsGl::enable>("enable").required(),
    xml::attr<&GraphicsGl::rendernode>("rendernode").like(xml::pattern::absolute_path),
});
constexpr xml::Element<GraphicsGl> gl_xml{"gl", gl_rows};

using Spice = SpiceGraphics;

constexpr auto spice_rows = xml::rows<Spice>({
    xml::custom_attr<Spice, read_spice_port, write_spice_port>("port").like(xml::pattern::integer),
    xml::custom_attr<Spice, xml::read_nothing, xml::write_nothing>("tlsPort").like(
        xml::pattern::integer),
    xml::custom_attr<Spice, xml::read_nothing, xml::write_nothing>("autoport").one_of<xml::YesNo>(),
    xml::custom_attr<Spice, read_all_listens<Spice>, write_spice_listen>("listen").like(
        xml::pattern::host),
    xml::attr<&Spice::keymap>("keymap"),
    xml::attr<&Spice::default_mode>("defaultMode").if_set(),
    xml::same<&Spice::password, password_xml>(),
    xml::custom<Spice, xml::read_nothing, write_listens<Spice>>("listen").of(listen_xml),
    xml::list<&Spice::channels, channel_xml>(),
    xml::check<Spice, settle_channels>(),
    xml::attr<&Spice::image>("compression").required().inside("image"),
    xml::attr<&Spice::jpeg>("compression").required().inside("jpeg"),
    xml::attr<&Spice::zlib>("compression").required().inside("zlib"),
    xml::attr<&Spice::playback>("compression").required().inside("playback"),
    xml::attr<&Spice::streaming>("mode").required().inside("streaming"),
    xml::attr<&Spice::mouse>("mode").required().nonzero().inside("mouse"),
    xml::attr<&Spice::copypaste>("copypaste").required().inside("clipboard"),
    xml::attr<&Spice::filetransfer>("enable").required().inside("filetransfer"),
    xml::child<&Spice::gl, gl_xml>(),
});
constexpr xml::Element<Spice> spice_xml{"graphics", spice_rows};

// ---- the others

constexpr auto sdl_rows = xml::rows<SdlGraphics>({
    xml::attr<&SdlGraphics::display>("display"),
    xml::attr<&SdlGraphics::xauth>("xauth"),
    xml::attr<&SdlGraphics::fullscreen>("fullscreen").if_set(),
    xml::attr<&SdlGraphics::gl>("enable").required().inside("gl"),
});
constexpr xml::Element<SdlGraphics> sdl_xml{"graphics", sdl_rows};

void read_rdp_port(xml::Node node, RdpGraphics& rdp) {
    rdp.port = port_of(node, "rdp");
    rdp.autoport = !node.attribute("port") || rdp.port == -1 || autoport_of(node) == YesNo::yes;
    forget_chosen_port(node, rdp);
}

void write_rdp_port(xml::Writer& out, const RdpGraphics& rdp) {
    if (rdp.port != 0 || rdp.autoport) out.attribute("port", rdp.port);
    if (rdp.autoport) out.attribute("autoport", "yes");
}

using Rdp = RdpGraphics;

// Whatever is not "yes" is a no.
template <auto Member>
consteval xml::Binding<Rdp> said_row(const char* name) {
    auto row = xml::attr<Member, xml::yes_no>(name).if_set().turn(1);
    row.read = [](const xml::Row& self, xml::Node node, void* object) {
        static_cast<Rdp*>(object)->*Member = node.attribute(self.name) == "yes";
    };
    return row;
}

constexpr auto rdp_rows = xml::rows<Rdp>({
    xml::custom_attr<Rdp, read_rdp_port, write_rdp_port>("port").like(xml::pattern::integer),
    xml::custom_attr<Rdp, xml::read_nothing, xml::write_nothing>("autoport").one_of<xml::YesNo>(),
    said_row<&Rdp::replace_user>("replaceUser"),
    said_row<&Rdp::multi_user>("multiUser"),
    xml::custom_attr<Rdp, read_all_listens<Rdp>, write_listen<Rdp>>("listen").like(
        xml::pattern::host),
    xml::custom<Rdp, xml::read_nothing, write_listens<Rdp>>("listen").of(listen_xml),
});
constexpr xml::Element<Rdp> rdp_xml{"graphics", rdp_rows};

constexpr auto desktop_rows = xml::rows<DesktopGraphics>({
    xml::attr<&DesktopGraphics::display>("display"),
    xml::attr<&DesktopGraphics::fullscreen>("fullscreen").if_set(),
});
constexpr xml::Element<DesktopGraphics> desktop_xml{"graphics", desktop_rows};

constexpr auto egl_rows = xml::rows<EglHeadlessGraphics>({
    xml::attr<&EglHeadlessGraphics::rendernode>("rendernode")
        .like(xml::pattern::absolute_path)
        .inside("gl"),
});
constexpr xml::Element<EglHeadlessGraphics> egl_xml{"graphics", egl_rows};

void check_dbus(xml::Node, DbusGraphics& dbus) {
    if (dbus.p2p == YesNo::yes && dbus.address)
        fail(Errc::xml_error, "D-Bus p2p with an address is not supported");
}

constexpr auto dbus_rows = xml::rows<DbusGraphics>({
    xml::attr<&DbusGraphics::p2p>("p2p").if_set(),
    xml::attr<&DbusGraphics::address>("address").like(xml::pattern::some_text),
    xml::check<DbusGraphics, check_dbus>(),
    xml::child<&DbusGraphics::gl, gl_xml>(),
    audio_row<&DbusGraphics::audio>(),
});
constexpr xml::Element<DbusGraphics> dbus_xml{"graphics", dbus_rows};

using Kind = decltype(Graphics::kind);

constexpr auto kinds = xml::kinds<Kind>({
    {"sdl", &sdl_xml},
    {"vnc", &vnc_xml},
    {"rdp", &rdp_xml},
    {"desktop", &desktop_xml},
    {"spice", &spice_xml},
    {"egl-headless", &egl_xml},
    {"dbus", &dbus_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<Kind>(kinds);

constexpr auto graphics_rows = xml::rows<Graphics>({
    xml::kind_attr<&Graphics::kind, kind_table>("type").required(),
    xml::kind_same<&Graphics::kind, kind_table>(),
});

}  // namespace

constinit const xml::Element<Graphics> graphics_xml{"graphics", graphics_rows};

}  // namespace virtd::conf
