// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/network_source.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_words.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_none{Origin::none};
constexpr Fail fail_storage{Origin::storage};

void check_host(xml::Node node, StorageHost& host) {
    if (host.transport == HostTransport::unix_) {
        if (!host.socket) fail(Errc::xml_error, "missing socket for unix transport");
        host.name.reset();
        host.port = 0;
        return;
    }
    if (host.socket) {
        fail(Errc::xml_error, "transport '{}' does not support socket attribute",
             node.attribute("transport").value_or("(null)"));
    }
    if (!host.name) fail(Errc::xml_error, "missing name for host");
}

xml::Verdict read_port(std::string_view text, void* field) {
    const auto value = xml::parse_unsigned(text);
    if (!value || *value > 65535)
        fail_none(Errc::invalid_arg, "failed to parse port number '{}'", text);
    *static_cast<std::uint32_t*>(field) = static_cast<std::uint32_t>(*value);
    return xml::Verdict::ok;
}

constexpr xml::Codec port_number{read_port, xml::detail::write_number<std::uint32_t>,
                                 xml::detail::is_nonzero<std::uint32_t>, "port number"};

constexpr const xml::When& is_named = xml::when<"transport", "", "tcp", "rdma">;

constexpr auto host_rows = xml::rows<StorageHost>({
    xml::attr<&StorageHost::name>("name").like(xml::pattern::host).only(is_named).expected(),
    xml::attr<&StorageHost::port, port_number>("port")
        .like(xml::pattern::integer)
        .only(is_named)
        .if_set(),
    xml::attr<&StorageHost::transport>("transport")
        .or_fail(Errc::config_unsupported, "unknown protocol transport type '{}'")
        .if_set(),
    xml::attr<&StorageHost::socket>("socket")
        .like(xml::pattern::absolute_path)
        .only(xml::when<"transport", "unix">)
        .expected(),
    check<StorageHost, check_host>(),
});

// RFC 6265, section 4.1.1: what a cookie's name and value may hold.
constexpr std::string_view not_in_names = "()<>@,;:\\\"/[]?={} \t";
constexpr std::string_view not_in_values = "\",;\\ \t";

bool holds_none_of(std::string_view text, std::string_view characters) {
    for (const char c : text) {
        if (c < 0x20 || c > 0x7e || characters.find(c) != characters.npos) return false;
    }
    return true;
}

void check_cookie(xml::Node node, HttpCookie& cookie) {
    if (!node.attribute("name")) fail(Errc::xml_error, "missing cookie name");
    if (cookie.value.empty()) fail(Errc::xml_error, "missing value for cookie '{}'", cookie.name);
    if (!holds_none_of(cookie.name, not_in_names)) {
        fail_storage(Errc::xml_error, "cookie name '{}' contains invalid characters", cookie.name);
    }
    std::string_view value = cookie.value;
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    if (!holds_none_of(value, not_in_values)) {
        fail_storage(Errc::xml_error, "value of cookie '{}' contains invalid characters",
                     cookie.name);
    }
}

constexpr auto cookie_rows = xml::rows<HttpCookie>({
    xml::attr<&HttpCookie::name>("name").expected(),
    xml::text<&HttpCookie::value>(),
    check<HttpCookie, check_cookie>(),
});
constexpr xml::Element<HttpCookie> cookie_xml{"cookie", cookie_rows};

constexpr auto identity_rows = xml::rows<NfsIdentity>({
    xml::attr<&NfsIdentity::user>("user").like(xml::pattern::name),
    xml::attr<&NfsIdentity::group>("group").like(xml::pattern::name),
});
constexpr xml::Element<NfsIdentity> identity_xml{"identity", identity_rows};

constexpr auto nothing_rows =
    xml::rows<NetworkSource>({check<NetworkSource, xml::read_nothing<NetworkSource>>()});
constexpr xml::Element<NetworkSource> nothing_xml{"x", nothing_rows};

constexpr auto iqn_rows = xml::rows<NetworkSource>({
    xml::attr<&NetworkSource::initiator>("name").expected().inside("iqn"),
    xml::mention<NetworkSource>("iqn", xml::Part::element).of(nothing_xml).once().expected(),
});
constexpr xml::Element<NetworkSource> initiator_xml{"initiator", iqn_rows};

bool needs_name(NetworkProtocol protocol) {
    return protocol != NetworkProtocol::nbd && protocol != NetworkProtocol::ssh;
}

// Pools and images of these are one name with a slash in it.
bool has_pool(NetworkProtocol protocol) {
    return protocol == NetworkProtocol::rbd || protocol == NetworkProtocol::gluster;
}

void check_name(xml::Node, NetworkSource& source) {
    if (!source.name || source.name->empty()) {
        if (needs_name(source.protocol)) fail(Errc::xml_error, "missing name for disk source");
        return;
    }
    if (!has_pool(source.protocol)) return;
    const std::size_t slash = source.name->find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == source.name->size()) {
        fail(Errc::xml_error, "can't split path '{}' into pool name and image name", *source.name);
    }
}

void check_source(xml::Node, NetworkSource& source) {
    using enum NetworkProtocol;
    const bool is_secure = source.protocol == https || source.protocol == ftps;
    const bool is_web = source.protocol == http || source.protocol == https;
    const bool is_read_ahead = is_web || source.protocol == ftp || source.protocol == ftps;
    // what the protocol does not have means nothing
    if (!is_secure) source.ssl_verify.reset();
    if (!is_web) source.cookies.clear();
    if (!is_read_ahead) {
        source.readahead = {};
        source.timeout_seconds = {};
    }
    if (source.protocol != nfs) source.identity = {};
    for (StorageHost& host : source.hosts) {
        const bool is_tcp = host.transport == HostTransport::tcp;
        if (is_tcp && host.port == 0) host.port = default_port(source.protocol);
    }
}

// Which protocols have what, as far as schemas tell.
constexpr const xml::When& of_web = xml::when<"protocol", "http", "https">;
constexpr const xml::When& of_rbd = xml::when<"protocol", "rbd">;
constexpr const xml::When& of_nfs = xml::when<"protocol", "nfs">;
constexpr const xml::When& reads_ahead =
    xml::when<"protocol", "http", "https", "ftp", "ftps", "sheepdog", "tftp">;
constexpr const xml::When& has_hosts = xml::when<"protocol", "rbd", "gluster">;
constexpr const xml::When& has_host = xml::when<"protocol", "nbd", "iscsi", "http", "https", "ftp",
                                                "ftps", "sheepdog", "tftp", "ssh", "vxhs", "nfs">;
constexpr const xml::When& has_name = xml::when<"protocol", "gluster", "iscsi", "http", "https",
                                                "ftp", "ftps", "sheepdog", "tftp", "vxhs", "nfs">;

constexpr auto source_rows = xml::rows<NetworkSource>({
    xml::attr<&NetworkSource::protocol>("protocol").required(),
    xml::attr<&NetworkSource::name>("name"),
    xml::mention<NetworkSource>("name", xml::Part::attribute).only(has_name).expected(),
    check<NetworkSource, check_name>(),
    xml::attr<&NetworkSource::query>("query").only(of_web),
    xml::attr<&NetworkSource::tls>("tls").only(xml::when<"protocol", "nbd", "vxhs">),
    xml::attr<&NetworkSource::tls_hostname>("tlsHostname").only(xml::when<"protocol", "nbd">),
    xml::list<&NetworkSource::hosts, storage_host_xml>().only(has_hosts),
    xml::mention<NetworkSource>("host", xml::Part::element)
        .of(storage_host_xml)
        .once()
        .only(has_host)
        .expected(),
    xml::mention<NetworkSource>("host", xml::Part::elements)
        .of(storage_host_xml)
        .only(xml::when<"protocol", "gluster">)
        .expected(),
    xml::child<&NetworkSource::identity, identity_xml>().if_set().only(of_nfs).expected(),
    xml::attr<&NetworkSource::snapshot>("name")
        .expected()
        .like(xml::pattern::name)
        .inside("snapshot")
        .only(of_rbd),
    xml::attr<&NetworkSource::config>("file")
        .expected()
        .like(xml::pattern::absolute_path)
        .inside("config")
        .only(of_rbd),
    xml::nested<NetworkSource, initiator_xml>().only(xml::when<"protocol", "iscsi">),
    xml::attr<&NetworkSource::ssl_verify>("verify").expected().inside("ssl").only(
        xml::when<"protocol", "https", "ftps">),
    xml::list<&NetworkSource::cookies, cookie_xml>().inside("cookies").secret().only(of_web),
    xml::attr<&NetworkSource::readahead>("size")
        .expected()
        .or_fail(Errc::xml_error, "invalid readahead size or timeout")
        .if_set()
        .inside("readahead")
        .only(reads_ahead),
    xml::attr<&NetworkSource::timeout_seconds>("seconds")
        .expected()
        .or_fail(Errc::xml_error, "invalid readahead size or timeout")
        .if_set()
        .inside("timeout")
        .only(reads_ahead),
    check<NetworkSource, check_source>(),
});

}  // namespace

std::uint32_t default_port(NetworkProtocol protocol) {
    using enum NetworkProtocol;
    switch (protocol) {
        case nbd:
            return 10809;
        case sheepdog:
            return 7000;
        case gluster:
            return 24007;
        case iscsi:
            return 3260;
        case http:
            return 80;
        case https:
            return 443;
        case ftp:
            return 21;
        case ftps:
            return 990;
        case tftp:
            return 69;
        case ssh:
            return 22;
        case vxhs:
            return 9999;
        case rbd:
        case nfs:
            return 0;
    }
    return 0;
}

constinit const xml::Element<StorageHost> storage_host_xml{"host", host_rows};
constinit const xml::Element<NetworkSource> network_source_xml{"source", source_rows};

}  // namespace virtd::conf
