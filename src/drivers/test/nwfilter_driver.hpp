// The network filters of a test host: kept in memory, and gone with it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "drivers/shared/nwfilter_queries.hpp"

namespace virtd::test {

class TestNwfilterDriver : public shared::NwfilterQueries {
public:
    using NwfilterQueries::NwfilterQueries;

    // clang-format off
    Task<driver::NwfilterDefineXmlRet> nwfilter_define_xml(driver::NwfilterDefineXmlArgs args) override;
    Task<driver::NwfilterDefineXmlFlagsRet> nwfilter_define_xml_flags(driver::NwfilterDefineXmlFlagsArgs args) override;
    Task<void> nwfilter_undefine(driver::NwfilterUndefineArgs args) override;

    Task<driver::NwfilterBindingCreateXmlRet> nwfilter_binding_create_xml(driver::NwfilterBindingCreateXmlArgs args) override;
    Task<void> nwfilter_binding_delete(driver::NwfilterBindingDeleteArgs args) override;
    // clang-format on
};

}  // namespace virtd::test
