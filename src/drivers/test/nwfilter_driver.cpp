// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nwfilter_driver.hpp"

#include "base/error.hpp"
#include "driver/flags.hpp"
#include "drivers/shared/documents.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::nwfilter};

}  // namespace

Task<NwfilterDefineXmlRet> TestNwfilterDriver::nwfilter_define_xml(NwfilterDefineXmlArgs args) {
    const auto parse = [](const std::string& xml) { return conf::parse_nwfilter(xml); };
    conf::NwFilter filter = co_await shared::parsed(pool(), std::move(args.xml), parse);
    NwfilterDefineXmlRet ret;
    ret.nwfilter = ref(*filters().define(std::move(filter)));
    co_return ret;
}

Task<NwfilterDefineXmlFlagsRet> TestNwfilterDriver::nwfilter_define_xml_flags(
    NwfilterDefineXmlFlagsArgs args) {
    fail.unless_flags(args.flags, define::validate, "nwfilterDefineXMLFlags");
    const bool checks = (args.flags & define::validate) != 0;
    const auto parse = [checks](const std::string& xml) {
        return conf::parse_nwfilter(xml, checks);
    };
    conf::NwFilter filter = co_await shared::parsed(pool(), std::move(args.xml), parse);
    NwfilterDefineXmlFlagsRet ret;
    ret.nwfilter = ref(*filters().define(std::move(filter)));
    co_return ret;
}

Task<void> TestNwfilterDriver::nwfilter_undefine(NwfilterUndefineArgs args) {
    filters().undefine(*filters().by_uuid(args.nwfilter.uuid));
    co_return;
}

Task<NwfilterBindingCreateXmlRet> TestNwfilterDriver::nwfilter_binding_create_xml(
    NwfilterBindingCreateXmlArgs args) {
    fail.unless_flags(args.flags, define::validate, "nwfilterBindingCreateXML");
    const bool checks = (args.flags & define::validate) != 0;
    const auto parse = [checks](const std::string& xml) {
        return conf::parse_nwfilter_binding(xml, checks);
    };
    conf::NwFilterBinding binding = co_await shared::parsed(pool(), std::move(args.xml), parse);
    NwfilterBindingCreateXmlRet ret;
    ret.nwfilter = ref(*filters().bind(std::move(binding)));
    co_return ret;
}

Task<void> TestNwfilterDriver::nwfilter_binding_delete(NwfilterBindingDeleteArgs args) {
    filters().unbind(*filters().binding(args.nwfilter.portdev));
    co_return;
}

}  // namespace virtd::test
