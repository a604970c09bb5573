// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cctype>

#include "conf/network/ip.hpp"
#include "conf/network/range.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

std::uint64_t two_minutes_in(LeaseUnit unit) {
    switch (unit) {
        case LeaseUnit::seconds:
            return 120;
        case LeaseUnit::minutes:
            return 2;
        case LeaseUnit::hours:
            return 0;
    }
    return 0;
}

void settle_lease(xml::Node, LeaseTime& lease) {
    if (lease.expiry.value_or(0) == 0) {
        lease.unit.reset();
        return;
    }
    if (!lease.unit) lease.unit = LeaseUnit::minutes;
}

void check_lease(const std::optional<LeaseTime>& lease) {
    if (!lease || !lease->unit || *lease->expiry >= two_minutes_in(*lease->unit)) return;
    fail(Errc::config_unsupported, "The minimum lease time should be greater than 2 minutes");
}

constexpr auto lease_rows = xml::rows<LeaseTime>({
    xml::attr<&LeaseTime::expiry>("expiry"),
    xml::attr<&LeaseTime::unit>("unit"),
    xml::check<LeaseTime, settle_lease>(),
    xml::mention<LeaseTime>("expiry", xml::Part::attribute).required(),
});
constexpr xml::Element<LeaseTime> lease_xml{"lease", lease_rows};

// Where a server's address is wrong, clients know the words of the resolver.
template <auto Member>
consteval auto address(const char* name) {
    return xml::attr<Member>(name)
        .like(xml::pattern::ip_address)
        .or_fail(Errc::system_error, "Cannot parse socket address '{0}': Name or service not known")
        .from(Origin::none);
}

constexpr auto range_rows = xml::rows<DhcpRange>({
    address<&DhcpRange::start>("start").or_missing(
        Errc::xml_error, "Missing 'start' attribute in dhcp range for network '{1}'"),
    address<&DhcpRange::end>("end").or_missing(
        Errc::xml_error, "Missing 'end' attribute in dhcp range for network '{1}'"),
    xml::child<&DhcpRange::lease, lease_xml>().if_set(),
});

// A DUID of RFC 8415: pairs of hexadecimal digits, of which the first two tell its kind.
bool is_unique_id(std::string_view text) {
    constexpr std::string_view characters = "0123456789abcdefABCDEF:";
    return text.starts_with('0') && text.find(':') != text.npos &&
           text.find_first_not_of(characters) == text.npos;
}
constexpr xml::Pattern unique_id{is_unique_id, "DUID"};

constexpr auto host_rows = xml::rows<DhcpHost>({
    xml::attr<&DhcpHost::mac>("mac").like(xml::pattern::mac_address),
    xml::attr<&DhcpHost::id>("id").like(unique_id),
    xml::attr<&DhcpHost::name>("name"),
    xml::attr<&DhcpHost::ip>("ip")
        .expected()
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "Invalid IP address in static host definition for network '{1}'"),
    xml::child<&DhcpHost::lease, lease_xml>().if_set(),
    xml::any_of<DhcpHost, "@mac", "@id", "@name">(),
    xml::at_most_one_of<DhcpHost, "@mac", "@id">(),
});

constexpr auto bootp_rows = xml::rows<Bootp>({
    xml::attr<&Bootp::file>("file").like(xml::pattern::some_text),
    address<&Bootp::server>("server").like(xml::pattern::host),
    xml::mention<Bootp>("file", xml::Part::attribute).required(),
});
constexpr xml::Element<Bootp> bootp_xml{"bootp", bootp_rows};

}  // namespace

constinit const xml::Element<DhcpRange> dhcp_range_xml{"range", range_rows};
constinit const xml::Element<DhcpHost> dhcp_host_xml{"host", host_rows};

namespace {

constexpr auto dhcp_rows = xml::rows<Dhcp>({
    xml::list<&Dhcp::ranges, dhcp_range_xml>(),
    xml::list<&Dhcp::hosts, dhcp_host_xml>(),
    xml::child<&Dhcp::bootp, bootp_xml>(),
});

void check_mac(const std::string& text, bool is_v6, std::string_view network) {
    if (is_v6) {
        fail(Errc::xml_error,
             "Invalid to specify MAC address '{}' in network '{}' IPv6 static host definition",
             text, network);
    }
    const auto mac = parse_mac(text);
    if (!mac) fail(Errc::xml_error, "Cannot parse MAC address '{}' in network '{}'", text, network);
    if (mac->is_multicast()) {
        fail(Errc::xml_error, "expected unicast mac address, found multicast '{}' in network '{}'",
             text, network);
    }
}

void check_id(const std::string& id, std::string_view network) {
    const std::size_t bad = id.find_first_not_of("0123456789abcdefABCDEF:");
    if (bad == std::string::npos) return;
    fail(Errc::xml_error, "Invalid character '{}' in id '{}' of network '{}'", id[bad], id,
         network);
}

void check_name(const std::string& name, std::string_view network) {
    const bool starts_well =
        !name.empty() && std::isalnum(static_cast<unsigned char>(name.front())) != 0;
    if (!starts_well)
        fail(Errc::xml_error, "Cannot use host name '{}' in network '{}'", name, network);
}

// A host to be found needs one mark at least, a definition the address and somebody to have it.
void check_marks(const DhcpHost& host, bool is_v6, std::string_view network, Use use) {
    const bool has_mark = is_v6 ? host.id || host.name : host.mac || host.name;
    if (use == Use::search) {
        if (host.mac || host.name || host.ip) return;
        fail(Errc::xml_error,
             "At least one of name, mac, or ip attribute must be specified for static host "
             "definition in network '{}' ",
             network);
    }
    if (!has_mark && is_v6) {
        fail(Errc::xml_error,
             "Static host definition in IPv6 network '{}' must have id or name attribute", network);
    }
    if (!has_mark) {
        fail(Errc::xml_error,
             "Static host definition in IPv4 network '{}' must have mac or name attribute",
             network);
    }
    if (!host.ip) {
        fail(Errc::xml_error, "Missing IP address in static host definition for network '{}'",
             network);
    }
}

}  // namespace

constinit extern const xml::Element<Dhcp> dhcp_xml{"dhcp", dhcp_rows};

void check_dhcp_range(const DhcpRange& range, const NetworkIp& ip) {
    check_range_in(range.start, range.end, ip.address, ip.prefix_length());
    check_lease(range.lease);
}

void check_dhcp_host(const DhcpHost& host, bool is_v6, std::string_view network, Use use) {
    if (host.mac) check_mac(*host.mac, is_v6, network);
    if (host.id) check_id(*host.id, network);
    if (host.name) check_name(*host.name, network);
    check_marks(host, is_v6, network, use);
    check_lease(host.lease);
}

}  // namespace virtd::conf
