// <dns> of a network: what its name server knows beside the hosts of DHCP.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/network/ip.hpp"
#include "xml/bind.hpp"

namespace virtd::conf {

/// Whom to ask about a domain, or about everything.
struct DnsForwarder {
    std::optional<std::string> domain;
    std::optional<IpAddress> address;  // absent: nobody is asked about the domain

    bool operator==(const DnsForwarder&) const = default;
};

struct DnsTxt {
    std::optional<std::string> name;
    std::optional<std::string> value;

    bool operator==(const DnsTxt&) const = default;
};

struct DnsHost {
    std::optional<IpAddress> ip;
    std::vector<std::string> names;

    bool operator==(const DnsHost&) const = default;
};

struct DnsSrv {
    std::optional<std::string> service;
    std::optional<std::string> protocol;
    std::optional<std::string> domain;
    std::optional<std::string> target;
    std::uint32_t port = 0;
    std::uint32_t priority = 0;
    std::uint32_t weight = 0;

    bool operator==(const DnsSrv&) const = default;
};

struct Dns {
    std::optional<xml::YesNo> enable;
    std::optional<xml::YesNo> forward_plain_names;
    std::vector<DnsForwarder> forwarders;
    std::vector<DnsTxt> txts;
    std::vector<DnsSrv> srvs;
    std::vector<DnsHost> hosts;

    bool operator==(const Dns&) const = default;
};

extern const xml::Element<Dns> dns_xml;
extern const xml::Element<DnsTxt> dns_txt_xml;
extern const xml::Element<DnsSrv> dns_srv_xml;
extern const xml::Element<DnsHost> dns_host_xml;

/// The rules of one record; `network` is for the errors. To search, some of it is enough.
void check(const DnsTxt& txt, std::string_view network, Use use);
void check(const DnsSrv& srv, std::string_view network, Use use);
void check(const DnsHost& host, std::string_view network, Use use);

}  // namespace virtd::conf
