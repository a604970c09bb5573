// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What can be said about a guest as a whole.
#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/clock.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

std::uint16_t saturated(unsigned count) {
    return static_cast<std::uint16_t>(
        std::min<unsigned>(count, std::numeric_limits<std::uint16_t>::max()));
}

}  // namespace

Task<DomainGetStateRet> TestDomains::domain_get_state(DomainGetStateArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetState");
    const auto dom = guest(args.dom);
    DomainGetStateRet ret;
    ret.state = dom->state;
    ret.reason = dom->reason;
    co_return ret;
}

Task<DomainGetInfoRet> TestDomains::domain_get_info(DomainGetInfoArgs args) {
    const auto dom = guest(args.dom);
    DomainGetInfoRet ret;
    ret.state = static_cast<std::uint8_t>(dom->state);
    ret.max_mem = dom->current->memory.total;
    ret.memory = dom->current->memory.current;
    ret.nr_virt_cpu = saturated(dom->current->vcpus.current);
    ret.cpu_time = now_us() * 1000;  // as if it had run since 1970
    co_return ret;
}

// Nothing ever occupies such a guest; clients see each state by setting the guest's clock.
Task<DomainGetControlInfoRet> TestDomains::domain_get_control_info(DomainGetControlInfoArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetControlInfo");
    const auto dom = guest(args.dom);
    dom->require_active();
    const std::int64_t now = dom->clock.seconds;
    constexpr std::int64_t job_from = 1, occupied_from = 10'000, error_from = 30'000, end = 60'000;
    constexpr std::int64_t reasons = 4;  // virDomainControlErrorReason
    DomainGetControlInfoRet ret;
    ret.state = control::ok;
    if (now < job_from || now >= end) co_return ret;
    if (now < occupied_from) {
        ret.state = control::job;
        ret.state_time = static_cast<std::uint32_t>(now);
    } else if (now < error_from) {
        ret.state = control::occupied;
        ret.state_time = static_cast<std::uint32_t>(now - occupied_from);
    } else {
        ret.state = control::error;
        ret.details = static_cast<std::uint32_t>(now % reasons);
        ret.state_time = static_cast<std::uint32_t>(now - error_from);
    }
    co_return ret;
}

// The same for all, whether they are still there or not.
Task<DomainGetOsTypeRet> TestDomains::domain_get_os_type(DomainGetOsTypeArgs) {
    DomainGetOsTypeRet ret;
    ret.type = "linux";
    co_return ret;
}

Task<DomainGetXmlDescRet> TestDomains::domain_get_xml_desc(DomainGetXmlDescArgs args) {
    constexpr std::uint32_t known =
        domain_xml::secure | domain_xml::inactive | domain_xml::migratable;
    fail.unless_flags(args.flags, known, "testDomainGetXMLDesc");
    const auto dom = guest(args.dom);
    conf::FormatOptions options;
    options.inactive = (args.flags & domain_xml::inactive) != 0;
    options.secrets = (args.flags & domain_xml::secure) != 0;
    options.migratable = (args.flags & domain_xml::migratable) != 0;
    DomainGetXmlDescRet ret;
    const DomainPtr& shown = options.inactive ? dom->inactive() : dom->current;
    ret.xml = co_await shared::printed(host_->documents, shown, options);
    co_return ret;
}

Task<DomainGetAutostartRet> TestDomains::domain_get_autostart(DomainGetAutostartArgs args) {
    DomainGetAutostartRet ret;
    ret.autostart = guest(args.dom)->autostart ? 1 : 0;
    co_return ret;
}

Task<void> TestDomains::domain_set_autostart(DomainSetAutostartArgs args) {
    guest(args.dom)->autostart = args.autostart != 0;
    co_return;
}

Task<DomainGetSecurityLabelRet> TestDomains::domain_get_security_label(
    DomainGetSecurityLabelArgs args) {
    using namespace std::string_literals;
    const auto dom = guest(args.dom);
    DomainGetSecurityLabelRet ret;
    ret.label = dom->active() ? "libvirt-test\0"s : "\0"s;  // with the zero that ends it
    ret.enforcing = dom->active() ? 1 : 0;
    co_return ret;
}

// Clients take -1 for "could not be told".
Task<DomainGetSecurityLabelListRet> TestDomains::domain_get_security_label_list(
    DomainGetSecurityLabelListArgs) {
    DomainGetSecurityLabelListRet ret;
    ret.ret = -1;
    co_return ret;
}

Task<DomainGetMessagesRet> TestDomains::domain_get_messages(DomainGetMessagesArgs args) {
    fail.unless_flags(args.flags, messages::deprecation | messages::tainting,
                      "testDomainGetMessages");
    guest(args.dom);
    DomainGetMessagesRet ret;  // nothing taints or deprecates a guest that is not real
    co_return ret;
}

Task<DomainGetLaunchSecurityInfoRet> TestDomains::domain_get_launch_security_info(
    DomainGetLaunchSecurityInfoArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainGetLaunchSecurityInfo");
    guest(args.dom);
    DomainGetLaunchSecurityInfoRet ret;
    co_return ret;
}

}  // namespace virtd::test
