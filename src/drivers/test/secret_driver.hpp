// The secrets of a test host: kept in memory, and gone with it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "drivers/shared/secret_queries.hpp"

namespace virtd::test {

class TestSecretDriver : public shared::SecretQueries {
public:
    using SecretQueries::SecretQueries;

    // clang-format off
    Task<driver::SecretDefineXmlRet> secret_define_xml(driver::SecretDefineXmlArgs args) override;
    Task<void> secret_set_value(driver::SecretSetValueArgs args) override;
    Task<void> secret_undefine(driver::SecretUndefineArgs args) override;
    // clang-format on
};

}  // namespace virtd::test
