// How the costs grow with the number of objects, and what one definition costs.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/core.h>

#include <fstream>
#include <iterator>

#include "arguments.hpp"
#include "client.hpp"
#include "driver/api/connect.hpp"
#include "driver/api/domain.hpp"
#include "driver/api/network.hpp"
#include "driver/api/storage.hpp"
#include "measure.hpp"
#include "scenarios.hpp"

namespace virtd::bench {

namespace {

/// Microseconds for each of so many calls.
template <class Body>
double each(std::size_t count, const Body& body) {
    const std::int64_t start = now();
    for (std::size_t i = 0; i < count; ++i)
        body(i);
    return static_cast<double>(now() - start) / 1e3 / static_cast<double>(count);
}

/// The lists of the protocol end here; more objects are listed by nobody.
constexpr std::size_t list_max = 16384;
constexpr std::size_t probes = 1000;

/// One of them, in an order that no cache can guess.
std::size_t somewhere(std::size_t probe, std::size_t count) {
    return probe * 7919 % count;
}

std::string domain_named(std::size_t index) {
    return fmt::format("scale-{:06}", index);
}

std::string scale_xml(std::string_view name) {
    return fmt::format(
        "<domain type='test'><name>{}</name><memory>65536</memory><vcpu>2</vcpu>"
        "<os><type>hvm</type></os></domain>",
        name);
}

}  // namespace

/// FILE SECONDS: defines the guest in the file again and again and asks for its document
std::string definitions(const Target& target, Arguments arguments) {
    std::ifstream file{std::string(arguments[0])};
    const std::string xml{std::istreambuf_iterator<char>(file), {}};
    const double seconds = number(arguments, 1, 1.0);
    Client client(target.socket);
    Measurement measurement(target.daemon);
    while (static_cast<double>(measurement.elapsed()) < seconds * 1e9) {
        const std::int64_t start = now();
        const auto ret = client.call<driver::DomainDefineXmlRet>(
            call_frame(proc::domain_define_xml, driver::DomainDefineXmlArgs{.xml = xml}));
        client.exchange(call_frame(proc::domain_get_xml_desc,
                                   driver::DomainGetXmlDescArgs{.dom = ret.dom, .flags = 0}));
        measurement.add(now() - start);
    }
    return measurement.json();
}

/// GUESTS: what a call costs with so many of them
std::string scale_domains(const Target& target, Arguments arguments) {
    const std::size_t count = number<std::size_t>(arguments, 0, 1000);
    Client client(target.socket);
    const double define = each(count, [&](std::size_t i) {
        client.exchange(call_frame(proc::domain_define_xml,
                                   driver::DomainDefineXmlArgs{.xml = scale_xml(domain_named(i))}));
    });
    driver::DomainRef dom;
    const double lookup = each(probes, [&](std::size_t i) {
        const driver::DomainLookupByNameArgs args{.name = domain_named(somewhere(i, count))};
        dom =
            client
                .call<driver::DomainLookupByNameRet>(call_frame(proc::domain_lookup_by_name, args))
                .dom;
    });
    const double xml = each(probes, [&](std::size_t) {
        client.exchange(call_frame(proc::domain_get_xml_desc,
                                   driver::DomainGetXmlDescArgs{.dom = dom, .flags = 0}));
    });
    std::string lists;
    if (count < list_max) {
        const double list = each(5, [&](std::size_t) {
            client.exchange(call_frame(proc::connect_list_all_domains,
                                       driver::ConnectListAllDomainsArgs{.need_results = 1}));
        });
        const double stats = each(5, [&](std::size_t) {
            client.exchange(call_frame(proc::connect_get_all_domain_stats,
                                       driver::ConnectGetAllDomainStatsArgs{}));
        });
        const auto guests = static_cast<double>(count);
        lists = fmt::format(R"(,"list":{:.3f},"stats":{:.3f})", list / guests, stats / guests);
    }
    return fmt::format(R"({{"define":{:.2f},"lookup":{:.2f},"xml":{:.2f}{}}})", define, lookup, xml,
                       lists);
}

/// NETWORKS: the same for networks
std::string scale_networks(const Target& target, Arguments arguments) {
    const std::size_t count = number<std::size_t>(arguments, 0, 1000);
    Client client(target.socket);
    const double define = each(count, [&](std::size_t i) {
        const driver::NetworkDefineXmlArgs args{
            .xml = fmt::format(
                "<network><name>scale-{0:04}</name><bridge name='vbr{0}'/></network>", i)};
        client.exchange(call_frame(proc::network_define_xml, args));
    });
    const double lookup = each(probes, [&](std::size_t i) {
        const driver::NetworkLookupByNameArgs args{
            .name = fmt::format("scale-{:04}", somewhere(i, count))};
        client.exchange(call_frame(proc::network_lookup_by_name, args));
    });
    const double list = each(5, [&](std::size_t) {
        client.exchange(call_frame(proc::connect_list_all_networks,
                                   driver::ConnectListAllNetworksArgs{.need_results = 1}));
    });
    return fmt::format(R"({{"define":{:.2f},"lookup":{:.2f},"list":{:.3f}}})", define, lookup,
                       list / static_cast<double>(count));
}

/// VOLUMES: the same for the volumes of one pool
std::string scale_volumes(const Target& target, Arguments arguments) {
    const std::size_t count = number<std::size_t>(arguments, 0, 1000);
    Client client(target.socket);
    const driver::StoragePoolLookupByNameArgs by_name{.name = "default-pool"};
    const auto pool = client
                          .call<driver::StoragePoolLookupByNameRet>(
                              call_frame(proc::storage_pool_lookup_by_name, by_name))
                          .pool;
    const double define = each(count, [&](std::size_t i) {
        const driver::StorageVolCreateXmlArgs args{
            .pool = pool,
            .xml = fmt::format("<volume><name>scale-{:05}</name><capacity>65536</capacity>"
                               "<allocation>0</allocation></volume>",
                               i)};
        client.exchange(call_frame(proc::storage_vol_create_xml, args));
    });
    const double lookup = each(probes, [&](std::size_t i) {
        const driver::StorageVolLookupByNameArgs args{
            .pool = pool, .name = fmt::format("scale-{:05}", somewhere(i, count))};
        client.exchange(call_frame(proc::storage_vol_lookup_by_name, args));
    });
    const double list = each(5, [&](std::size_t) {
        const driver::StoragePoolListAllVolumesArgs args{.pool = pool, .need_results = 1};
        client.exchange(call_frame(proc::storage_pool_list_all_volumes, args));
    });
    return fmt::format(R"({{"define":{:.2f},"lookup":{:.2f},"list":{:.3f}}})", define, lookup,
                       list / static_cast<double>(count));
}

}  // namespace virtd::bench
