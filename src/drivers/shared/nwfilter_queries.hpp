// What can be asked about network filters and their bindings, wherever they are kept.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <utility>

#include "driver/nwfilter.hpp"
#include "drivers/shared/nwfilters.hpp"

namespace virtd {
class Pool;
}

namespace virtd::shared {

class NwfilterQueries : public driver::NwfilterDriver {
public:
    NwfilterQueries(std::shared_ptr<NwFilters> filters, Pool& pool)
        : filters_(std::move(filters)), pool_(pool) {}

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

    Task<driver::ConnectListAllNwfilterBindingsRet> connect_list_all_nwfilter_bindings(driver::ConnectListAllNwfilterBindingsArgs args) override;
    Task<driver::NwfilterBindingLookupByPortDevRet> nwfilter_binding_lookup_by_port_dev(driver::NwfilterBindingLookupByPortDevArgs args) override;
    Task<driver::NwfilterBindingGetXmlDescRet> nwfilter_binding_get_xml_desc(driver::NwfilterBindingGetXmlDescArgs args) override;
    // clang-format on

protected:
    NwFilters& filters() const { return *filters_; }
    Pool& pool() const { return pool_; }  // for large documents
    static driver::NwfilterRef ref(const conf::NwFilter& filter) {
        return {filter.name, filter.uuid};
    }
    static driver::NwfilterBindingRef ref(const conf::NwFilterBinding& binding) {
        return {binding.port, binding.filter.filter};
    }

private:
    std::shared_ptr<NwFilters> filters_;  // and whoever owns them
    Pool& pool_;
};

}  // namespace virtd::shared
