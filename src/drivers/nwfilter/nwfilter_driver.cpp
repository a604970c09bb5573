// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/nwfilter/nwfilter_driver.hpp"

#include <utility>

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::nwfilter {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::nwfilter};

}  // namespace

Task<NwfilterDefineXmlRet> HostNwfilterDriver::nwfilter_define_xml(NwfilterDefineXmlArgs args) {
    const auto parse = [](const std::string& xml) { return conf::parse_nwfilter(xml); };
    conf::NwFilter filter = co_await shared::parsed(pool(), std::move(args.xml), parse);
    const shared::NwFilterPtr defined = co_await host_->define(std::move(filter));
    NwfilterDefineXmlRet ret;
    ret.nwfilter = ref(*defined);
    co_return ret;
}

Task<NwfilterDefineXmlFlagsRet> HostNwfilterDriver::nwfilter_define_xml_flags(
    NwfilterDefineXmlFlagsArgs args) {
    fail.unless_flags(args.flags, define::validate, "nwfilterDefineXMLFlags");
    const bool checks = (args.flags & define::validate) != 0;
    const auto parse = [checks](const std::string& xml) {
        return conf::parse_nwfilter(xml, checks);
    };
    conf::NwFilter filter = co_await shared::parsed(pool(), std::move(args.xml), parse);
    const shared::NwFilterPtr defined = co_await host_->define(std::move(filter));
    NwfilterDefineXmlFlagsRet ret;
    ret.nwfilter = ref(*defined);
    co_return ret;
}

Task<void> HostNwfilterDriver::nwfilter_undefine(NwfilterUndefineArgs args) {
    co_await host_->undefine(args.nwfilter.uuid);
}

}  // namespace virtd::nwfilter
