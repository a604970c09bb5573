// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/secret_driver.hpp"

#include <utility>

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::secret};

}  // namespace

Task<SecretDefineXmlRet> TestSecretDriver::secret_define_xml(SecretDefineXmlArgs args) {
    fail.unless_flags(args.flags, define::validate, "secretDefineXML");
    const bool checks = (args.flags & define::validate) != 0;
    const auto parse = [checks](const std::string& xml) { return conf::parse_secret(xml, checks); };
    conf::Secret secret = co_await shared::parsed(pool(), std::move(args.xml), parse);
    SecretDefineXmlRet ret;
    ret.secret = secrets().define(std::move(secret)).ref();
    co_return ret;
}

Task<void> TestSecretDriver::secret_set_value(SecretSetValueArgs args) {
    fail.unless_flags(args.flags, 0, "secretSetValue");
    secrets().set_value(secrets().by_uuid(args.secret.uuid), std::move(args.value));
    co_return;
}

Task<void> TestSecretDriver::secret_undefine(SecretUndefineArgs args) {
    secrets().undefine(secrets().by_uuid(args.secret.uuid));
    co_return;
}

}  // namespace virtd::test
