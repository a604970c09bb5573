// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/secret/secret_driver.hpp"

#include <utility>

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::secret {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::secret};

}  // namespace

Task<SecretDefineXmlRet> HostSecretDriver::secret_define_xml(SecretDefineXmlArgs args) {
    fail.unless_flags(args.flags, define::validate, "secretDefineXML");
    const bool checks = (args.flags & define::validate) != 0;
    const auto parse = [checks](const std::string& xml) { return conf::parse_secret(xml, checks); };
    conf::Secret secret = co_await shared::parsed(pool(), std::move(args.xml), parse);
    SecretDefineXmlRet ret;
    ret.secret = co_await host_->define(std::move(secret));
    co_return ret;
}

Task<void> HostSecretDriver::secret_set_value(SecretSetValueArgs args) {
    fail.unless_flags(args.flags, 0, "secretSetValue");
    co_await host_->set_value(args.secret.uuid, std::move(args.value));
}

Task<void> HostSecretDriver::secret_undefine(SecretUndefineArgs args) {
    co_await host_->undefine(args.secret.uuid);
}

}  // namespace virtd::secret
