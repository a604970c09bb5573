// What a connection to the test driver can ask about network filters.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <utility>

#include "driver/nwfilter.hpp"
#include "drivers/test/nwfilters.hpp"

namespace virtd::test {

class TestNwfilterDriver : public driver::NwfilterDriver {
public:
    explicit TestNwfilterDriver(std::shared_ptr<TestNwFilters> filters)
        : filters_(std::move(filters)) {}

    // in identify.cpp
    Task<driver::NwfilterRef> identify_nwfilter(driver::NwfilterKey key) override;
    Task<driver::NwfilterBindingIdentity> identify_nwfilter_binding(
        driver::NwfilterBindingKey key) override;

    // clang-format off
    Task<driver::ConnectNumOfNwfiltersRet> connect_num_of_nwfilters() override;
    Task<driver::ConnectListNwfiltersRet> connect_list_nwfilters(driver::ConnectListNwfiltersArgs args) override;
    Task<driver::ConnectListAllNwfiltersRet> connect_list_all_nwfilters(driver::ConnectListAllNwfiltersArgs args) override;
    Task<driver::NwfilterLookupByNameRet> nwfilter_lookup_by_name(driver::NwfilterLookupByNameArgs args) override;
    Task<driver::NwfilterLookupByUuidRet> nwfilter_lookup_by_uuid(driver::NwfilterLookupByUuidArgs args) override;
    Task<driver::NwfilterGetXmlDescRet> nwfilter_get_xml_desc(driver::NwfilterGetXmlDescArgs args) override;
    Task<driver::NwfilterDefineXmlRet> nwfilter_define_xml(driver::NwfilterDefineXmlArgs args) override;
    Task<driver::NwfilterDefineXmlFlagsRet> nwfilter_define_xml_flags(driver::NwfilterDefineXmlFlagsArgs args) override;
    Task<void> nwfilter_undefine(driver::NwfilterUndefineArgs args) override;

    Task<driver::ConnectListAllNwfilterBindingsRet> connect_list_all_nwfilter_bindings(driver::ConnectListAllNwfilterBindingsArgs args) override;
    Task<driver::NwfilterBindingLookupByPortDevRet> nwfilter_binding_lookup_by_port_dev(driver::NwfilterBindingLookupByPortDevArgs args) override;
    Task<driver::NwfilterBindingGetXmlDescRet> nwfilter_binding_get_xml_desc(driver::NwfilterBindingGetXmlDescArgs args) override;
    Task<driver::NwfilterBindingCreateXmlRet> nwfilter_binding_create_xml(driver::NwfilterBindingCreateXmlArgs args) override;
    Task<void> nwfilter_binding_delete(driver::NwfilterBindingDeleteArgs args) override;
    // clang-format on

private:
    std::shared_ptr<TestNwFilters> filters_;  // keeps the host
};

}  // namespace virtd::test
