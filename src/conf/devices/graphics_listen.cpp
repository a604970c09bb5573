// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/graphics_listen.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using ListenKind = decltype(GraphicsListen::kind);

// An empty address is none.
void check_address(xml::Node, AddressListen& listen) {
    if (listen.address && listen.address->empty()) listen.address.reset();
}

constexpr auto address_rows = xml::rows<AddressListen>({
    xml::attr<&AddressListen::address>("address").like(xml::pattern::some_text),
    xml::check<AddressListen, check_address>(),
});
constexpr xml::Element<AddressListen> address_xml{"listen", address_rows};

// The first listener of VNC is a socket where that is said in the old way, too.
bool is_made_a_socket(xml::Node node) {
    const xml::Node graphics = node.parent();
    return graphics.attribute("type") == "vnc" && graphics.attribute("socket") &&
           graphics.child("listen") == node;
}

void check_network(xml::Node node, NetworkListen& listen) {
    if (!listen.network && !is_made_a_socket(node))
        fail(Errc::xml_error, "'network' attribute is required for listen type 'network'");
}

constexpr auto network_rows = xml::rows<NetworkListen>({
    xml::attr<&NetworkListen::address>("address").like(xml::pattern::host).live(),
    xml::attr<&NetworkListen::network>("network").expected(),
    xml::check<NetworkListen, check_network>(),
});
constexpr xml::Element<NetworkListen> network_xml{"listen", network_rows};

constexpr auto socket_rows = xml::rows<SocketListen>({
    xml::attr<&SocketListen::socket>("socket").like(xml::pattern::absolute_path),
});
constexpr xml::Element<SocketListen> socket_xml{"listen", socket_rows};

void ignore(xml::Node, NoListen&) {}
constexpr auto none_rows = xml::rows<NoListen>({xml::check<NoListen, ignore>()});
constexpr xml::Element<NoListen> none_xml{"listen", none_rows};

constexpr auto kinds = xml::kinds<ListenKind>({
    {"address", &address_xml},
    {"network", &network_xml},
    {"socket", &socket_xml},
    {"none", &none_xml},
});
constexpr xml::KindTable kind_table = xml::kind_table<ListenKind>(kinds);

void check_type(xml::Node node, GraphicsListen& listen) {
    const bool is_rdp = node.parent().attribute("type") == "rdp";
    if (!is_rdp || listen.as<AddressListen>() != nullptr || listen.as<NetworkListen>() != nullptr)
        return;
    fail(Errc::config_unsupported, "listen type '{}' is not available for graphics type 'rdp'",
         kinds[listen.kind.index()].tag);
}

void check_strays(xml::Node node, GraphicsListen& listen) {
    if (node.attribute("network") && listen.as<NetworkListen>() == nullptr)
        fail(Errc::xml_error, "'network' attribute is valid only for listen type 'network'");
    if (node.attribute("socket") && listen.as<SocketListen>() == nullptr)
        fail(Errc::xml_error, "'socket' attribute is valid only for listen type 'socket'");
}

constexpr auto listen_rows = xml::rows<GraphicsListen>({
    xml::kind_attr<&GraphicsListen::kind, kind_table>("type").required(),
    xml::check<GraphicsListen, check_type>(),
    xml::check<GraphicsListen, check_strays>(),
    xml::kind_same<&GraphicsListen::kind, kind_table>(),
});

/// Makes the first listener agree with the attribute that says the same.
template <class Kind>
void merge(std::vector<GraphicsListen>& listens, std::string_view name,
           std::optional<std::string> Kind::*part, std::string_view value) {
    if (listens.empty()) {
        Kind kind;
        if (name == "socket" || !value.empty()) kind.*part = value;
        listens.push_back({.kind = kind});
        return;
    }
    auto* const first = std::get_if<Kind>(&listens.front().kind);
    if (first == nullptr) return;
    std::optional<std::string>& found = first->*part;
    if (found && *found != value) {
        const std::string_view element = name == "listen" ? "address" : name;
        fail(Errc::config_unsupported,
             "graphics '{}' attribute '{}' must match '{}' attribute of first listen element "
             "(found '{}')",
             name, value, element, *found);
    }
    if (!value.empty()) found = value;
}

}  // namespace

std::vector<GraphicsListen> read_listens(xml::Node graphics) {
    std::vector<GraphicsListen> listens;
    graphics.each("listen",
                  [&](xml::Node node) { read(listen_xml, node, listens.emplace_back()); });
    const auto socket = graphics.attribute("socket");
    const auto address = graphics.attribute("listen");
    const bool is_vnc = graphics.attribute("type") == "vnc";
    const bool has_socket = socket && (is_vnc || !listens.empty());
    if (address && !(has_socket && listens.empty()))
        merge(listens, "listen", &AddressListen::address, *address);
    const bool is_open = !listens.empty() && has_ports(listens);
    if (has_socket && is_vnc && is_open) listens.front().kind = SocketListen{};
    if (has_socket) merge(listens, "socket", &SocketListen::socket, *socket);
    return listens;
}

void write_listen_attribute(xml::Writer& out, const std::vector<GraphicsListen>& listens) {
    if (listens.empty()) return;
    const GraphicsListen& first = listens.front();
    const auto write = [&](const char* name, const std::optional<std::string>& value) {
        if (value) out.attribute(name, *value);
    };
    if (const auto* address = first.as<AddressListen>()) write("listen", address->address);
    if (const auto* network = first.as<NetworkListen>()) {
        if (!out.view().inactive) write("listen", network->address);
    }
    if (const auto* socket = first.as<SocketListen>()) write("socket", socket->socket);
}

bool has_ports(const std::vector<GraphicsListen>& listens) {
    if (listens.empty()) return true;
    const GraphicsListen& first = listens.front();
    return first.as<AddressListen>() != nullptr || first.as<NetworkListen>() != nullptr;
}

constinit const xml::Element<GraphicsListen> listen_xml{"listen", listen_rows};

}  // namespace virtd::conf
