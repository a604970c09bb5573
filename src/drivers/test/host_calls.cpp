// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/host_calls.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/version.hpp"
#include "driver/flags.hpp"
#include "drivers/test/emulator.hpp"
#include "drivers/test/host.hpp"
#include "host/hostname.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::test};

// The machine of somebody who tests: nothing but its firmware is known.
constexpr std::string_view sysinfo = R"(<sysinfo type='smbios'>
  <bios>
    <entry name='vendor'>LENOVO</entry>
    <entry name='version'>G4ETA1WW (2.61 )</entry>
    <entry name='date'>05/07/2014</entry>
    <entry name='release'>2.61</entry>
  </bios>
</sysinfo>
)";

}  // namespace

TestHostCalls::TestHostCalls(std::shared_ptr<TestHost> host) : host_(std::move(host)) {}
TestHostCalls::~TestHostCalls() = default;

// the connection

Task<driver::ConnectGetTypeRet> TestHostCalls::connect_get_type() {
    co_return driver::ConnectGetTypeRet{.type = "TEST"};
}

Task<driver::ConnectGetVersionRet> TestHostCalls::connect_get_version() {
    co_return driver::ConnectGetVersionRet{.hv_ver = 2};
}

Task<driver::ConnectGetLibVersionRet> TestHostCalls::connect_get_lib_version() {
    co_return driver::ConnectGetLibVersionRet{.lib_ver = libvirt_version_number};
}

Task<driver::ConnectGetUriRet> TestHostCalls::connect_get_uri() {
    co_return driver::ConnectGetUriRet{.uri = host_->uri};
}

Task<driver::ConnectIsSecureRet> TestHostCalls::connect_is_secure() {
    co_return driver::ConnectIsSecureRet{.secure = 1};
}

Task<driver::ConnectSupportsFeatureRet> TestHostCalls::connect_supports_feature(
    driver::ConnectSupportsFeatureArgs args) {
    const bool supported = args.feature == driver::feature::migration_v3 ||
                           args.feature == driver::feature::typed_param_string ||
                           args.feature == driver::feature::network_update_order;
    co_return driver::ConnectSupportsFeatureRet{.supported = supported ? 1 : 0};
}

// the host

Task<driver::ConnectGetHostnameRet> TestHostCalls::connect_get_hostname() {
    co_return driver::ConnectGetHostnameRet{.hostname = host::hostname()};
}

Task<driver::ConnectGetMaxVcpusRet> TestHostCalls::connect_get_max_vcpus(
    driver::ConnectGetMaxVcpusArgs) {
    co_return driver::ConnectGetMaxVcpusRet{.max_vcpus = max_vcpus};
}

Task<driver::ConnectGetCapabilitiesRet> TestHostCalls::connect_get_capabilities() {
    co_return driver::ConnectGetCapabilitiesRet{.capabilities = capabilities_xml(host_->cells)};
}

Task<driver::ConnectGetDomainCapabilitiesRet> TestHostCalls::connect_get_domain_capabilities(
    driver::ConnectGetDomainCapabilitiesArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectGetDomainCapabilities");
    require_emulator(args.emulatorbin, args.arch, args.virttype);
    driver::ConnectGetDomainCapabilitiesRet ret;
    ret.capabilities = domain_capabilities_xml(args.machine);
    co_return ret;
}

Task<driver::ConnectGetSysinfoRet> TestHostCalls::connect_get_sysinfo(
    driver::ConnectGetSysinfoArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectGetSysinfo");
    co_return driver::ConnectGetSysinfoRet{.sysinfo = std::string(sysinfo)};
}

Task<driver::NodeGetInfoRet> TestHostCalls::node_get_info() {
    co_return host_->node;
}

Task<driver::NodeGetSecurityModelRet> TestHostCalls::node_get_security_model() {
    driver::NodeGetSecurityModelRet ret;
    ret.model = std::string("testSecurity") + '\0';  // the protocol has the final zero too
    ret.doi = std::string(1, '\0');
    co_return ret;
}

}  // namespace virtd::test
