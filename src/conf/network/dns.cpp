// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/dns.hpp"

#include "base/translate.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

// A DNS packet over UDP has 512 bytes, about 30 of which are not the name's.
constexpr std::size_t longest_service = 512 - 30;
constexpr std::string_view service_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+/*";
constexpr std::string_view separators_of_txt = " ,";

void check_forwarder(xml::Node, DnsForwarder& forwarder) {
    if (forwarder.domain || forwarder.address) return;
    fail(Errc::xml_error, "Invalid forwarder element, must contain at least one of addr or domain");
}

constexpr auto forwarder_rows = xml::rows<DnsForwarder>({
    xml::attr<&DnsForwarder::domain>("domain").like(xml::pattern::host),
    xml::attr<&DnsForwarder::address>("addr")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error, "Invalid forwarder IP address '{0}' in network '{1}'"),
    xml::check<DnsForwarder, check_forwarder>(),
});
constexpr xml::Element<DnsForwarder> forwarder_xml{"forwarder", forwarder_rows};

constexpr auto txt_rows = xml::rows<DnsTxt>({
    xml::attr<&DnsTxt::name>("name").like(xml::pattern::letters_and<".-">),
    xml::attr<&DnsTxt::value>("value"),
    xml::mention<DnsTxt>("name", xml::Part::attribute).required(),
    xml::mention<DnsTxt>("value", xml::Part::attribute).required(),
});

void read_names(xml::Node node, DnsHost& host) {
    node.each("hostname", [&host](xml::Node name) {
        std::string text = name.text();
        if (!text.empty()) host.names.push_back(std::move(text));
    });
}

void write_names(xml::Writer& out, const DnsHost& host) {
    for (const std::string& name : host.names)
        out.text_element("hostname", name);
}

constexpr auto hostname_rows = xml::rows<Shape>({shape::text(xml::pattern::host)});
constexpr xml::Element<Shape> hostname_shape{"hostname", hostname_rows};

constexpr auto host_rows = xml::rows<DnsHost>({
    xml::attr<&DnsHost::ip>("ip")
        .expected()
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_detail, "Invalid IP address in network '{1}' DNS HOST record"),
    xml::spread<DnsHost>(),
    xml::custom<DnsHost, read_names, write_names>("hostname").of(hostname_shape).expected(),
});

constexpr const char* port_complaint =
    translatable("invalid DNS SRV port attribute for service '{}' in network '{}'");
constexpr const char* priority_complaint =
    translatable("Invalid DNS SRV priority attribute for service '{}' in network '{}'");
constexpr const char* weight_complaint =
    translatable("invalid DNS SRV weight attribute for service '{}' in network '{}'");

// A number of 16 bits, which only makes sense with a target.
template <std::uint32_t DnsSrv::*Member, std::uint32_t Least, const auto& Complaint>
void read_number(xml::Node node, const char* name, DnsSrv& srv) {
    const auto text = node.attribute(name);
    if (!text) return;
    const std::string network = node.document().subject();
    const std::string service = srv.service.value_or("");
    const auto value = xml::parse_unsigned(*text);
    if (!value) fail(Errc::xml_detail, Complaint, service, network);
    if (!srv.target) {
        fail(Errc::xml_detail,
             "DNS SRV {} attribute not permitted without target for service '{}' in network '{}'",
             name, service, network);
    }
    if (*value < Least || *value > 65535) fail(Errc::xml_detail, Complaint, service, network);
    srv.*Member = static_cast<std::uint32_t>(*value);
}

void check_names(xml::Node node, DnsSrv& srv) {
    const std::string network = node.document().subject();
    const auto is_odd = [](const std::optional<std::string>& name) {
        return name && name->find_first_not_of(service_characters) != std::string::npos;
    };
    if (srv.service && srv.service->size() > longest_service) {
        fail(Errc::xml_detail,
             "service attribute '{}' in network '{}' is too long, limit is {} bytes", *srv.service,
             network, longest_service);
    }
    if (is_odd(srv.service)) {
        fail(Errc::xml_detail,
             "invalid character in service attribute '{}' in DNS SRV record of network '{}'",
             *srv.service, network);
    }
    if (is_odd(srv.protocol)) {
        fail(Errc::xml_detail,
             "invalid character in protocol attribute '{}' in DNS SRV record of network '{}'",
             *srv.protocol, network);
    }
}

void read_numbers(xml::Node node, DnsSrv& srv) {
    read_number<&DnsSrv::port, 1, port_complaint>(node, "port", srv);
    read_number<&DnsSrv::priority, 0, priority_complaint>(node, "priority", srv);
    read_number<&DnsSrv::weight, 0, weight_complaint>(node, "weight", srv);
}

template <std::uint32_t DnsSrv::*Member>
consteval auto number(const char* name) {
    return xml::attr<Member>(name).if_set();
}

constexpr auto srv_rows = xml::rows<DnsSrv>({
    xml::attr<&DnsSrv::service>("service"),
    xml::attr<&DnsSrv::protocol>("protocol").like(xml::pattern::words<"tcp", "udp">),
    xml::check<DnsSrv, check_names>(),
    xml::attr<&DnsSrv::domain>("domain").like(xml::pattern::host),
    xml::attr<&DnsSrv::target>("target"),
    xml::check<DnsSrv, read_numbers>(),  // before the rows, whose errors know no service
    number<&DnsSrv::port>("port"),
    number<&DnsSrv::priority>("priority"),
    number<&DnsSrv::weight>("weight"),
    xml::mention<DnsSrv>("service", xml::Part::attribute).required(),
    xml::mention<DnsSrv>("protocol", xml::Part::attribute).required(),
});

}  // namespace

constinit const xml::Element<DnsTxt> dns_txt_xml{"txt", txt_rows};
constinit const xml::Element<DnsSrv> dns_srv_xml{"srv", srv_rows};
constinit const xml::Element<DnsHost> dns_host_xml{"host", host_rows};

namespace {

void check_all(xml::Node node, Dns& dns) {
    const std::string network = node.document().subject();
    const auto check_each = [&network](const auto& records) {
        for (const auto& record : records)
            check(record, network, Use::definition);
    };
    check_each(dns.hosts);
    check_each(dns.srvs);
    check_each(dns.txts);
    const bool is_disabled = dns.enable == xml::YesNo::no;
    const bool is_empty =
        dns.hosts.empty() && dns.srvs.empty() && dns.txts.empty() && dns.forwarders.empty();
    if (is_disabled && !is_empty) {
        fail(Errc::xml_error, "Extra data in disabled network '{}'", network);
    }
}

constexpr auto dns_rows = xml::rows<Dns>({
    xml::attr<&Dns::enable>("enable"),
    xml::attr<&Dns::forward_plain_names>("forwardPlainNames"),
    xml::list<&Dns::forwarders, forwarder_xml>(),
    xml::list<&Dns::txts, dns_txt_xml>(),
    xml::list<&Dns::srvs, dns_srv_xml>(),
    xml::list<&Dns::hosts, dns_host_xml>(),
    xml::check<Dns, check_all>(),
});

}  // namespace

constinit const xml::Element<Dns> dns_xml{"dns", dns_rows};

void check(const DnsTxt& txt, std::string_view network, Use use) {
    if (!txt.name) {
        fail(Errc::xml_detail, "missing required name attribute in DNS TXT record of network {}",
             network);
    }
    if (txt.name->find_first_of(separators_of_txt) != std::string::npos) {
        fail(Errc::xml_detail, "prohibited character in DNS TXT record name '{}' of network {}",
             *txt.name, network);
    }
    if (!txt.value && use == Use::definition) {
        fail(Errc::xml_detail,
             "missing required value attribute in DNS TXT record named '{}' of network {}",
             *txt.name, network);
    }
}

void check(const DnsHost& host, std::string_view network, Use use) {
    if (use == Use::search) {
        if (host.ip || !host.names.empty()) return;
        fail(Errc::xml_detail, "Missing ip and hostname in network '{}' DNS HOST record", network);
    }
    if (!host.ip) {
        fail(Errc::xml_detail, "Missing IP address in network '{}' DNS HOST record", network);
    }
    if (host.names.empty()) {
        fail(Errc::xml_detail, "Missing hostname in network '{}' DNS HOST record", network);
    }
}

void check(const DnsSrv& srv, std::string_view network, Use use) {
    if (!srv.service && use == Use::definition) {
        fail(Errc::xml_detail,
             "missing required service attribute in DNS SRV record of network '{}'", network);
    }
    if (!srv.protocol && use == Use::definition) {
        fail(Errc::xml_detail,
             "missing required protocol attribute in DNS SRV record '{}' of network '{}'",
             srv.service.value_or(""), network);
    }
}

}  // namespace virtd::conf
