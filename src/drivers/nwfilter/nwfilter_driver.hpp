// What a connection can ask about the network filters of this host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "drivers/nwfilter/host_filters.hpp"
#include "drivers/shared/nwfilter_queries.hpp"

namespace virtd::nwfilter {

/// Nothing binds ports to filters yet: there are no bindings, and to make one is not supported.
class HostNwfilterDriver : public shared::NwfilterQueries {
public:
    HostNwfilterDriver(std::shared_ptr<HostFilters> host, Pool& pool)
        : NwfilterQueries(std::shared_ptr<shared::NwFilters>(host, &host->known()), pool),
          host_(std::move(host)) {}

    // clang-format off
    Task<driver::NwfilterDefineXmlRet> nwfilter_define_xml(driver::NwfilterDefineXmlArgs args) override;
    Task<driver::NwfilterDefineXmlFlagsRet> nwfilter_define_xml_flags(driver::NwfilterDefineXmlFlagsArgs args) override;
    Task<void> nwfilter_undefine(driver::NwfilterUndefineArgs args) override;
    // clang-format on

private:
    std::shared_ptr<HostFilters> host_;
};

}  // namespace virtd::nwfilter
