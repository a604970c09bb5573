// Every kind of document that is read, for the tests and fuzzers that are about all of them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "conf/backup.hpp"
#include "conf/capabilities.hpp"
#include "conf/cpu.hpp"
#include "conf/devices/plug.hpp"
#include "conf/domain.hpp"
#include "conf/domain_capabilities.hpp"
#include "conf/host_interface.hpp"
#include "conf/metadata.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"
#include "conf/moment/tables.hpp"
#include "conf/network.hpp"
#include "conf/network/update.hpp"
#include "conf/network_port.hpp"
#include "conf/nodedev/device.hpp"
#include "conf/nwfilter.hpp"
#include "conf/nwfilter_binding.hpp"
#include "conf/secret.hpp"
#include "conf/storage/pool.hpp"
#include "conf/storage/pool_capabilities.hpp"
#include "conf/storage/volume.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

using Print = std::string (*)(std::string_view xml);

struct DocumentKind {
    const char* root;
    /// What is understood of a document, as a document.
    Print print;
    /// What validation knows of it; nullptr where there is none.
    const xml::Table* table = nullptr;
    /// What is understood of what `print` has made, where that is of another kind.
    Print print_again = nullptr;
    /// Whether that must be the same again. Of single devices libvirt prints some that it does not
    /// read, or not so.
    bool is_read_again = true;
};

/// Looks for what validation would refuse, whatever that is.
inline void validate(const DocumentKind& kind, std::string_view text) {
    if (kind.table == nullptr) return;
    const xml::Document document(text, {});
    xml::validate_names(*kind.table, document.root(kind.root), kind.root);
}

inline std::string print_domain(std::string_view xml) {
    return format(parse_domain(xml), {.inactive = true, .secrets = true});
}

inline std::string print_network(std::string_view xml) {
    return format(parse_network(xml));
}

/// A guest that the device of a document was put into.
inline std::string print_attached(std::string_view xml) {
    Domain guest = parse_domain(
        "<domain type='test'><name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
        "<memory>65536</memory><os><type arch='x86_64'>hvm</type></os></domain>");
    attach_device(guest, xml, PlugInto::persistent);
    return format(guest, {.inactive = true, .secrets = true});
}

inline std::string print_metadata(std::string_view xml) {
    Domain guest = parse_domain(
        "<domain type='test'><name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
        "<memory>65536</memory><os><type arch='x86_64'>hvm</type></os></domain>");
    set_metadata(guest.metadata, "http://example.org/", "p", std::string(xml));
    return format(guest, {.inactive = true});
}

/// A network that was changed in the section that the document is of.
inline std::string print_updated(std::string_view xml) {
    constexpr std::uint32_t sections[] = {4, 5, 7, 9, 10, 11, 12};  // virNetworkUpdateSection
    static const Network network = parse_network(
        "<network><name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
        "<mac address='52:54:00:00:00:01'/><forward/><ip address='10.0.0.1' prefix='8'/>"
        "<bridge name='virbr0'/></network>");
    std::optional<Error> last;
    for (const std::uint32_t section : sections) {
        try {
            return format(update(network, UpdateCommand::add_last, section, -1, xml));
        } catch (const Error& error) {
            last = error;
        }
    }
    throw *last;
}

inline std::string print_cpu(std::string_view xml) {
    const Cpu cpu = parse_cpu(xml, CheckNames::no);
    return cpu.arch.empty() ? format_guest_cpu(cpu) : xml::format(cpu, host_cpu_xml);
}

inline std::string print_source(std::string_view xml) {
    constexpr std::string_view start = "<sources>\n";
    constexpr std::string_view end = "</sources>\n";
    std::string sources = format_pool_sources({parse_pool_source(xml, PoolType::netfs)},  //
                                              PoolType::netfs);
    return sources.substr(start.size(), sources.size() - start.size() - end.size());
}

template <PoolType type>
std::string print_volume(std::string_view xml) {
    return format(parse_volume(xml, type));
}

template <MomentKind kind>
std::string print_snapshot(std::string_view xml) {
    return format(parse_snapshot(xml, kind, {}), {.inactive = true, .secrets = true});
}

template <MomentKind kind>
std::string print_checkpoint(std::string_view xml) {
    return format(parse_checkpoint(xml, kind, {}), {.inactive = true, .secrets = true});
}

/// Rates of nothing leave an empty <bandwidth>, which is printed but not read: so does libvirt.
inline bool has_empty_bandwidth(std::string_view text) {
    constexpr std::string_view start = "<bandwidth>\n";
    for (std::size_t at = text.find(start); at != text.npos; at = text.find(start, at)) {
        at = text.find_first_not_of(' ', at + start.size());
        if (text.substr(at).starts_with("</bandwidth>")) return true;
    }
    return false;
}

// Only ever append: the corpus of the fuzzer refers to the indexes.
inline constexpr DocumentKind document_kinds[] = {
    {"domain", print_domain, &domain_xml},
    {"domain", [](std::string_view xml) { return format(parse_domain(xml, {.inactive = false})); }},
    {"domain",
     [](std::string_view xml) { return format(parse_domain(xml, {.check_names = true})); }},
    {"network", print_network, &network_xml},
    {"pool", [](std::string_view xml) { return format(parse_pool(xml)); }, &storage_pool_xml},
    {"volume", print_volume<PoolType::dir>, &storage_volume_xml},
    {"filter", [](std::string_view xml) { return format(parse_nwfilter(xml)); }, &nwfilter_xml},
    {"interface", [](std::string_view xml) { return format(parse_host_interface(xml)); },
     &host_interface_xml},
    {"capabilities", [](std::string_view xml) { return format(parse_capabilities(xml)); }},
    {"domainCapabilities",
     [](std::string_view xml) { return format(parse_domain_capabilities(xml)); },
     &domain_capabilities_xml},
    {"storagepoolCapabilities",
     [](std::string_view xml) { return format(parse_pool_capabilities(xml)); },
     &pool_capabilities_xml},
    {"domainbackup", [](std::string_view xml) { return format(parse_backup(xml)); }, &backup_xml},
    {"domainsnapshot", print_snapshot<MomentKind::created>, &snapshot_xml},
    {"domainsnapshot", print_snapshot<MomentKind::redefined>},
    {"domaincheckpoint", print_checkpoint<MomentKind::created>, &checkpoint_xml},
    {"domaincheckpoint", print_checkpoint<MomentKind::redefined>},
    {"networkport", [](std::string_view xml) { return format(parse_network_port(xml)); },
     &network_port_xml},
    {"source", print_source},
    {"volume", print_volume<PoolType::disk>},
    {"volume", print_volume<PoolType::rbd>},
    {"secret", [](std::string_view xml) { return format(parse_secret(xml)); }, &secret_xml},
    {"device", [](std::string_view xml) { return format(parse_node_device(xml)); },
     &node_device_xml},
    {"filterbinding", [](std::string_view xml) { return format(parse_nwfilter_binding(xml)); },
     &nwfilter_binding_xml},
    {"cpu", print_cpu, &guest_cpu_xml},
    {"cpu", [](std::string_view xml) { return xml::format(parse_host_cpu(xml), host_cpu_xml); },
     &host_cpu_xml},
    {"disk", print_attached, nullptr, print_domain, false},
    {"host", print_updated, nullptr, print_network},
    {"a", print_metadata, nullptr, print_domain},
};

}  // namespace virtd::conf
