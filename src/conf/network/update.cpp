// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/network/update.hpp"

#include <algorithm>

#include "base/translate.hpp"
#include "conf/network/update_request.hpp"

namespace virtd::conf {

namespace {

using detail::UpdateRequest;

constexpr Fail fail{Origin::network};

void update_forward_interface(const UpdateRequest& request) {
    request.refuse_modify(translatable("forward interface entries"));
    const auto dev = request.node.attribute("dev");
    if (!dev) fail(Errc::xml_error, "missing dev attribute in <interface> element");
    ForwardDevice device{std::string(*dev)};
    // an isolated network takes note of nothing
    Forward nowhere;
    Forward& forward = request.network.forward ? *request.network.forward : nowhere;
    const auto found = std::ranges::find(forward.interfaces, device);
    if (request.adds()) {
        if (found != forward.interfaces.end()) {
            fail(Errc::operation_invalid,
                 "there is an existing interface entry in network '{}' that matches \"<interface "
                 "dev='{}'>\"",
                 request.network.name, *dev);
        }
        request.add_to(forward.interfaces, std::move(device));
    } else if (request.deletes()) {
        if (found == forward.interfaces.end()) {
            fail(Errc::operation_invalid,
                 "couldn't find an interface entry in network '{}' matching <interface dev='{}'>",
                 request.network.name, *dev);
        }
        forward.interfaces.erase(found);
    } else {
        request.refuse_command();
    }
}

void refuse_second_default(const UpdateRequest& request, const PortGroup& group) {
    const auto is_other_default = [&](const PortGroup& other) {
        return other.is_default && other.name != group.name;
    };
    if (!group.is_default || std::ranges::none_of(request.network.port_groups, is_other_default))
        return;
    fail(Errc::operation_invalid,
         "a different portgroup entry in network '{}' is already set as the default. Only one "
         "default is allowed.",
         request.network.name);
}

void update_port_group(const UpdateRequest& request) {
    PortGroup group = request.read(port_group_xml);
    auto& groups = request.network.port_groups;
    const auto found = std::ranges::find(groups, group.name, &PortGroup::name);
    if (request.adds() && found != groups.end()) {
        fail(Errc::operation_invalid,
             "there is an existing portgroup entry in network '{}' that matches \"<portgroup "
             "name='{}'>\"",
             request.network.name, group.name);
    }
    if ((request.modifies() || request.deletes()) && found == groups.end()) {
        fail(Errc::operation_invalid,
             "couldn't find a portgroup entry in network '{}' matching <portgroup name='{}'>",
             request.network.name, group.name);
    }
    if (!request.deletes()) refuse_second_default(request, group);
    if (request.deletes()) {
        groups.erase(found);
    } else if (request.modifies()) {
        *found = std::move(group);
    } else if (request.adds()) {
        request.add_to(groups, std::move(group));
    } else {
        request.refuse_command();
    }
}

struct Section {
    std::uint32_t number;  // virNetworkUpdateSection
    const char* name;
    const char* element;
    void (*update)(const UpdateRequest& request);  // null: cannot be updated
};

constexpr Section sections[] = {
    {1, "bridge", "bridge", nullptr},
    {2, "domain", "domain", nullptr},
    {3, "ip", "ip", nullptr},
    {4, "ip dhcp host", "host", detail::update_dhcp_host},
    {5, "ip dhcp range", "range", detail::update_dhcp_range},
    {6, "forward", "forward", nullptr},
    {7, "forward interface", "interface", update_forward_interface},
    {8, "forward pf", "pf", nullptr},
    {9, "portgroup", "portgroup", update_port_group},
    {10, "dns host", "host", detail::update_dns_host},
    {11, "dns txt", "txt", detail::update_dns_txt},
    {12, "dns srv", "srv", detail::update_dns_srv},
};

const Section& find_section(std::uint32_t number, const Network& network) {
    const auto* const found = std::ranges::find(sections, number, &Section::number);
    if (found == std::end(sections))
        fail(Errc::operation_unsupported, "can't update unrecognized section of network");
    if (found->update == nullptr) {
        fail(Errc::operation_unsupported, "can't update '{}' section of network '{}'", found->name,
             network.name);
    }
    return *found;
}

}  // namespace

void detail::UpdateRequest::refuse_modify(const char* what) const {
    if (!modifies()) return;
    fail(Errc::operation_unsupported, "{} cannot be modified, only added or deleted",
         translate(what));
}

void detail::UpdateRequest::refuse_command() const {
    fail(Errc::operation_unsupported, "unrecognized network update command code {}",
         static_cast<std::uint32_t>(command));
}

Network update(const Network& network, UpdateCommand command, std::uint32_t section,
               std::int32_t parent_index, std::string_view xml) {
    const xml::Document document(xml, {.origin = Origin::network,
                                       .what = "network_update_xml",
                                       .parenthesised = false,
                                       .subject = network.name});
    const xml::Node root = document.root();
    const Section& found = find_section(section, network);
    if (root.name() != found.element) {
        fail(Errc::xml_error,
             "unexpected element <{}>, expecting <{}>, while updating network '{}'", root.name(),
             found.element, network.name);
    }
    Network changed = network;
    found.update({changed, command, parent_index, root});
    parse_network(format(changed), {.dnsmasq = true});  // refuses what is not a network any more
    return changed;
}

}  // namespace virtd::conf
