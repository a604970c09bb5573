// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/forward.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "base/repeated.hpp"
#include "base/translate.hpp"
#include "conf/network/range.hpp"
#include "conf/network/words.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::network};

void check_nat_range(xml::Node node, NatAddresses& range) {
    const std::string network = node.document().subject();
    const auto refuse_v6 = [&](const char* which, const IpAddress& address) {
        if (address.is_v4()) return;
        fail(Errc::xml_error, "Bad ipv4 {} address '{}' in <nat> in <forward> in network '{}'",
             which, to_string(address), network);
    };
    refuse_v6("start", range.start);
    refuse_v6("end", range.end);
    check_range(range.start, range.end);
}

constexpr auto nat_address_rows = xml::rows<NatAddresses>({
    xml::attr<&NatAddresses::start>("start")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error,
                 "Bad ipv4 start address '{0}' in <nat> in <forward> in network '{1}'")
        .or_missing(Errc::xml_error,
                    "missing 'start' attribute in <address> element in <nat> in <forward> in "
                    "network {1}"),
    xml::attr<&NatAddresses::end>("end")
        .like(xml::pattern::ip_address)
        .or_fail(Errc::xml_error,
                 "Bad ipv4 end address '{0}' in <nat> in <forward> in network '{1}'")
        .or_missing(Errc::xml_error,
                    "missing 'end' attribute in <address> element in <nat> in <forward> in "
                    "network {1}"),
    xml::check<NatAddresses, check_nat_range>(),
});
constexpr xml::Element<NatAddresses> nat_addresses_xml{"address", nat_address_rows};

constexpr const char* bad_start = translatable(
    "Missing or invalid 'start' attribute in <port> in <nat> in <forward> in network {1}");
constexpr const char* bad_end = translatable(
    "Missing or invalid 'end' attribute in <port> in <nat> in <forward> in network {1}");

void check_nat_ports(xml::Node node, NatPorts& ports) {
    constexpr std::uint32_t greatest_port = 65535;
    const std::string network = node.document().subject();
    const auto refuse = [&](const char* which) {
        fail(Errc::xml_detail,
             "Missing or invalid '{}' attribute in <port> in <nat> in <forward> in network {}",
             which, network);
    };
    if (ports.start > greatest_port) refuse("start");
    if (ports.end > greatest_port || ports.start > ports.end) refuse("end");
}

constexpr auto nat_port_rows = xml::rows<NatPorts>({
    xml::attr<&NatPorts::start>("start")
        .or_fail(Errc::xml_detail, bad_start)
        .or_missing(Errc::xml_detail, bad_start),
    xml::attr<&NatPorts::end>("end")
        .or_fail(Errc::xml_detail, bad_end)
        .or_missing(Errc::xml_detail, bad_end),
    xml::check<NatPorts, check_nat_ports>(),
});
constexpr xml::Element<NatPorts> nat_ports_xml{"port", nat_port_rows};

void allow_one_of_each(xml::Node node, Nat&) {
    for (const char* part : {"address", "port"}) {
        if (node.count(part) <= 1) continue;
        fail(Errc::xml_error,
             "Only one <{}> element is allowed in <nat> in <forward> in network {}", part,
             node.document().subject());
    }
}

constexpr auto nat_rows = xml::rows<Nat>({
    xml::attr<&Nat::ipv6>("ipv6"),
    xml::check<Nat, allow_one_of_each>(),
    xml::child<&Nat::addresses, nat_addresses_xml>(),
    xml::child<&Nat::ports, nat_ports_xml>(),
});
constexpr xml::Element<Nat> nat_xml{"nat", nat_rows};

constexpr auto interface_rows = xml::rows<ForwardDevice>({
    xml::attr<&ForwardDevice::dev>("dev")
        .like(xml::pattern::device_name)
        .or_missing(
            Errc::xml_error,
            "Missing required dev attribute in <forward> <interface> element of network {1}"),
    xml::mention<ForwardDevice>("connections", xml::Part::attribute).like(xml::pattern::natural),
});
constexpr xml::Element<ForwardDevice> interface_xml{"interface", interface_rows};

constexpr auto function_rows = xml::rows<ForwardDevice>({
    xml::attr<&ForwardDevice::dev>("dev")
        .like(xml::pattern::device_name)
        .or_missing(Errc::xml_error,
                    "Missing required dev attribute in <pf> element of network '{1}'"),
});
constexpr xml::Element<ForwardDevice> function_xml{"pf", function_rows};

void read_addresses(xml::Node node, Forward& forward) {
    const std::string network = node.document().subject();
    node.each("address", [&](xml::Node address) {
        const auto type = address.attribute("type");
        if (!type) fail(Errc::xml_error, "missing address type in network {}", network);
        if (*type != "pci") {
            fail(Errc::config_unsupported, "unknown address type '{}' in network {}", *type,
                 network);
        }
        xml::read(pci_location_xml, address, forward.addresses.emplace_back());
    });
}

void write_addresses(xml::Writer& out, const Forward& forward) {
    for (const PciAddress& address : forward.addresses) {
        out.open("address");
        out.attribute("type", "pci");
        xml::write_rows(pci_location_xml, out, &address);
        out.close();
    }
}

constexpr auto driver_rows = xml::rows<Forward>({
    xml::attr<&Forward::driver>("name").or_fail(
        Errc::config_unsupported, "Unknown forward <driver name='{0}'/> in network {1}"),
    xml::mention<Forward>("name", xml::Part::attribute).required(),
});
constexpr xml::Element<Forward> driver_xml{"driver", driver_rows};

// dev= is a short way to say <interface dev=>, and is written beside it.
void read_dev(xml::Node, Forward&) {}

void write_dev(xml::Writer& out, const Forward& forward) {
    if (forward.physical_function) return;
    if (!forward.interfaces.empty()) out.attribute("dev", forward.interfaces.front().dev);
}

std::string dev_of(xml::Node node) {
    return std::string(node.attribute("dev").value_or(""));
}

void check_nat(xml::Node node, Forward& forward) {
    const std::string network = node.document().subject();
    if (node.count("nat") > 1) {
        fail(Errc::xml_error, "Only one <nat> element is allowed in <forward> of network {}",
             network);
    }
    if (node.child("nat") && forward.mode != ForwardMode::nat) {
        fail(Errc::xml_error,
             "The <nat> element can only be used when <forward> 'mode' is 'nat' in network {}",
             network);
    }
}

void check_counts(xml::Node node, Forward& forward) {
    const std::string network = node.document().subject();
    if (node.count("pf") > 1) {
        fail(Errc::xml_error, "Only one <pf> element is allowed in <forward> of network {}",
             network);
    }
    const bool has_functions = !forward.addresses.empty() || forward.physical_function;
    if (has_functions && !dev_of(node).empty()) {
        // the reference leaves the placeholder in
        fail(Errc::xml_error,
             "the <forward> 'dev' attribute cannot be used when <address> or <pf> sub-elements "
             "are present in network %s");
    }
}

void settle_interfaces(xml::Node node, Forward& forward) {
    const std::string network = node.document().subject();
    const std::string dev = dev_of(node);
    auto& interfaces = forward.interfaces;
    if (!dev.empty() && interfaces.empty()) interfaces.push_back({dev});
    if (!dev.empty() && interfaces.front().dev != dev) {
        fail(Errc::xml_error,
             "<forward dev='{}'> must match first <interface dev='{}'/> in network {}", dev,
             interfaces.front().dev, network);
    }
    if (const auto* const item = find_repeated(interfaces, &ForwardDevice::dev)) {
        fail(Errc::xml_error, "interface '{}' can only be listed once in network {}", item->dev,
             network);
    }
    if (!interfaces.empty()) forward.addresses.clear();
}

void settle_functions(xml::Node node, Forward& forward) {
    const auto& addresses = forward.addresses;
    const auto place = [](const PciAddress& at) {
        return std::tuple(at.domain, at.bus, at.slot, at.function);
    };
    if (const auto* const item = find_repeated(addresses, place)) {
        fail(Errc::xml_error,
             "PCI device '{:04x}:{:02x}:{:02x}.{:x}' can only be listed once in network {}",
             item->domain, item->bus, item->slot, item->function, node.document().subject());
    }
    if (!addresses.empty() || !forward.interfaces.empty()) forward.physical_function.reset();
}

void settle_managed(xml::Node, Forward& forward) {
    if (forward.mode != ForwardMode::hostdev) {
        forward.managed.reset();
    } else if (!forward.managed) {
        forward.managed = false;
    }
}

consteval auto word(const char* word) {
    return xml::mention<Forward>(word, xml::Part::attribute);
}
constexpr auto address_names =
    xml::rows<Forward>({word("type").like(xml::pattern::words<"pci">).expected(),
                        xml::mention<Forward>("", xml::Part::same).naming(pci_location_xml),
                        word("connections").like(xml::pattern::natural)});
constexpr xml::Element<Forward> address_names_xml{"address", address_names};

constexpr auto forward_rows = xml::rows<Forward>({
    xml::custom_attr<Forward, read_dev, write_dev>("dev").like(xml::pattern::device_name),
    xml::attr<&Forward::mode>("mode").unless_blank().or_fail(Errc::config_unsupported,
                                                             "unknown forwarding type '{0}'"),
    xml::attr<&Forward::managed, is_yes>("managed"),
    xml::nested<Forward, driver_xml>(),
    xml::check<Forward, check_nat>(),
    xml::child<&Forward::nat, nat_xml>(),
    xml::child<&Forward::physical_function, function_xml>(),
    xml::list<&Forward::interfaces, interface_xml>(),
    xml::custom<Forward, read_addresses, write_addresses>("address").of(address_names_xml),
    xml::check<Forward, check_counts>(),
    xml::check<Forward, settle_interfaces>(),
    xml::check<Forward, settle_functions>(),
    xml::check<Forward, settle_managed>(),
});

}  // namespace

constinit const xml::Element<Forward> forward_xml{"forward", forward_rows};

bool is_managed(ForwardMode mode) {
    using enum ForwardMode;
    return mode == none || mode == nat || mode == route || mode == open;
}

}  // namespace virtd::conf
