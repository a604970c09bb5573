// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/read_only.hpp"

#include "base/error.hpp"
#include "driver/origin.hpp"
#include "rpc/call.hpp"
#include "rpc/session.hpp"

namespace virtd::rpc {

namespace {

constexpr std::uint32_t xml_secure = 1;       // VIR_DOMAIN_XML_SECURE and its likes
constexpr std::uint32_t xml_migratable = 8;   // VIR_DOMAIN_XML_MIGRATABLE
constexpr std::uint32_t vcpu_guest = 8;       // VIR_DOMAIN_VCPU_GUEST
constexpr std::uint32_t addresses_agent = 1;  // VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT

bool is_xml_getter(std::string_view api) {
    return api.ends_with("GetXMLDesc");
}

}  // namespace

bool needs_write_access(const driver::DomainGetXmlDescArgs& args) {
    return (args.flags & (xml_secure | xml_migratable)) != 0;
}
bool needs_write_access(const driver::DomainManagedSaveGetXmlDescArgs& args) {
    return (args.flags & xml_secure) != 0;
}
bool needs_write_access(const driver::DomainSnapshotGetXmlDescArgs& args) {
    return (args.flags & xml_secure) != 0;
}
bool needs_write_access(const driver::DomainCheckpointGetXmlDescArgs& args) {
    return (args.flags & xml_secure) != 0;
}
bool needs_write_access(const driver::DomainGetVcpusFlagsArgs& args) {
    return (args.flags & vcpu_guest) != 0;
}
bool needs_write_access(const driver::DomainInterfaceAddressesArgs& args) {
    return args.source == addresses_agent;
}

void refuse_read_only(const Call& call) {
    if (!call.session().read_only) return;
    const std::string api = call.api();
    const Fail fail{driver::origin_of(api)};
    const bool conditional = call.procedure().read_only == ReadOnly::deny_if;
    if (conditional && is_xml_getter(api)) {
        fail(Errc::operation_denied, "{} with secure flag", api);
    }
    fail(Errc::operation_denied, "read only access prevents {}", api);
}

}  // namespace virtd::rpc
