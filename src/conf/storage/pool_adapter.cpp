// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/storage/pool_adapter.hpp"
#include "xml/shape.hpp"

#include <algorithm>
#include <array>

namespace virtd::conf {

constexpr auto xml_names(AdapterType) {
    using enum AdapterType;
    return std::to_array<xml::Name<AdapterType>>({{scsi_host, "scsi_host"}, {fc_host, "fc_host"}});
}

namespace {

constexpr Fail fail{Origin::storage};
constexpr Fail fail_none{Origin::none};

void check_parent(xml::Node node, AdapterParent&) {
    if (!node.child("address")) fail(Errc::xml_error, "Missing scsi_host PCI address element");
}

constexpr auto parent_rows = xml::rows<AdapterParent>({
    xml::check<AdapterParent, check_parent>().turn(-1),
    xml::attr<&AdapterParent::unique_id>("unique_id")
        .or_missing(Errc::xml_error, "Missing or invalid scsi adapter 'unique_id' value")
        .unexpected()
        .or_fail(Errc::xml_error, "Missing or invalid scsi adapter 'unique_id' value"),
    xml::child<&AdapterParent::address, pci_location_xml>("address").expected().turn(-1),
});
constexpr xml::Element<AdapterParent> parent_xml{"parentaddr", parent_rows};

constexpr auto scsi_host_rows = xml::rows<PoolAdapter>({
    xml::attr<&PoolAdapter::name>("name").if_set(),
    xml::child<&PoolAdapter::parent_address, parent_xml>(),
    xml::any_of<PoolAdapter, "@name", "parentaddr">(),
    xml::at_most_one_of<PoolAdapter, "@name", "parentaddr">(),
});
constexpr xml::Element<PoolAdapter> scsi_host_xml{"adapter", scsi_host_rows};

constexpr auto fc_host_rows = xml::rows<PoolAdapter>({
    xml::attr<&PoolAdapter::parent>("parent").if_set(),
    xml::attr<&PoolAdapter::parent_wwnn>("parent_wwnn").like(xml::pattern::wwn).if_set(),
    xml::attr<&PoolAdapter::parent_wwpn>("parent_wwpn").like(xml::pattern::wwn).if_set(),
    xml::attr<&PoolAdapter::parent_fabric_wwn>("parent_fabric_wwn")
        .like(xml::pattern::wwn)
        .if_set(),
    xml::attr<&PoolAdapter::managed>("managed"),
    xml::attr<&PoolAdapter::wwnn>("wwnn").expected().like(xml::pattern::wwn).if_set(),
    xml::attr<&PoolAdapter::wwpn>("wwpn").expected().like(xml::pattern::wwn).if_set(),
});
constexpr xml::Element<PoolAdapter> fc_host_xml{"adapter", fc_host_rows};

const xml::Element<PoolAdapter>& table_of(const PoolAdapter& adapter) {
    return adapter.type == AdapterType::fc_host ? fc_host_xml : scsi_host_xml;
}

// What belongs to the other type is not looked at.
void read_parts(xml::Node node, PoolAdapter& adapter) {
    xml::read(table_of(adapter), node, adapter);
}
void write_parts(xml::Writer& out, const PoolAdapter& adapter) {
    xml::write_rows(table_of(adapter), out, &adapter);
}

constexpr auto adapter_rows = xml::rows<PoolAdapter>({
    xml::attr<&PoolAdapter::type>("type"),
    xml::custom<PoolAdapter, read_parts, write_parts>("")
        .naming(scsi_host_xml)
        .only(xml::when<"type", "", "scsi_host">),
    xml::mention<PoolAdapter>("", xml::Part::same)
        .naming(fc_host_xml)
        .only(xml::when<"type", "fc_host">),
});

void check_wwn(std::string_view wwn) {
    if (!wwn.empty() && !is_wwn(wwn)) fail_none(Errc::internal_error, "Malformed wwn: {}", wwn);
}

void validate_fc_host(const PoolAdapter& adapter) {
    if (adapter.wwnn.empty() || adapter.wwpn.empty()) {
        fail(Errc::xml_error, "'wwnn' and 'wwpn' must be specified for adapter type 'fchost'");
    }
    check_wwn(adapter.wwnn);
    check_wwn(adapter.wwpn);
    if (!adapter.parent_wwnn.empty() && adapter.parent_wwpn.empty()) {
        fail(Errc::xml_error,
             "when providing parent_wwnn='{}', the parent_wwpn must also be provided",
             adapter.parent_wwnn);
    }
    if (adapter.parent_wwnn.empty() && !adapter.parent_wwpn.empty()) {
        fail(Errc::xml_error,
             "when providing parent_wwpn='{}', the parent_wwnn must also be provided",
             adapter.parent_wwpn);
    }
    for (const std::string& wwn :
         {adapter.parent_wwnn, adapter.parent_wwpn, adapter.parent_fabric_wwn})
        check_wwn(wwn);
}

void validate_scsi_host(const PoolAdapter& adapter) {
    if (!adapter.name.empty() && adapter.parent_address) {
        fail(Errc::xml_error,
             "Both 'name' and 'parent' cannot be specified for the 'scsi_host' adapter");
    }
    if (adapter.name.empty() && !adapter.parent_address) {
        fail(Errc::xml_error,
             "Either 'name' or 'parent' must be specified for the 'scsi_host' adapter");
    }
}

}  // namespace

constinit const xml::Element<PoolAdapter> pool_adapter_xml{"adapter", adapter_rows};

void validate(const PoolAdapter& adapter) {
    if (adapter.type == AdapterType::fc_host) {
        validate_fc_host(adapter);
    } else {
        validate_scsi_host(adapter);
    }
}

bool is_wwn(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    if (text.starts_with("0x")) text.remove_prefix(2);
    return text.size() == 16 && text.find_first_not_of(digits) == text.npos;
}

}  // namespace virtd::conf
