// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/nwfilter_driver.hpp"

#include "base/error.hpp"
#include "driver/flags.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::nwfilter};

NwfilterRef ref(const conf::NwFilter& filter) {
    return {filter.name, filter.uuid};
}

NwfilterBindingRef ref(const conf::NwFilterBinding& binding) {
    return {binding.port, binding.filter.filter};
}

}  // namespace

Task<ConnectNumOfNwfiltersRet> TestNwfilterDriver::connect_num_of_nwfilters() {
    ConnectNumOfNwfiltersRet ret;
    ret.num = static_cast<std::int32_t>(filters_->all().size());
    co_return ret;
}

Task<ConnectListNwfiltersRet> TestNwfilterDriver::connect_list_nwfilters(
    ConnectListNwfiltersArgs args) {
    ConnectListNwfiltersRet ret;
    for (const auto& entry : filters_->all()) {
        if (static_cast<std::int64_t>(ret.names.size()) >= args.maxnames) break;
        ret.names.push_back(entry.name);
    }
    co_return ret;
}

Task<ConnectListAllNwfiltersRet> TestNwfilterDriver::connect_list_all_nwfilters(
    ConnectListAllNwfiltersArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectListAllNWFilters");
    ConnectListAllNwfiltersRet ret;
    ret.ret = static_cast<std::uint32_t>(filters_->all().size());
    if (args.need_results == 0) co_return ret;
    for (const auto& entry : filters_->all())
        ret.filters.push_back(ref(*entry.object->definition));
    co_return ret;
}

Task<NwfilterLookupByNameRet> TestNwfilterDriver::nwfilter_lookup_by_name(
    NwfilterLookupByNameArgs args) {
    NwfilterLookupByNameRet ret;
    ret.nwfilter = ref(*filters_->by_name(args.name));
    co_return ret;
}

Task<NwfilterLookupByUuidRet> TestNwfilterDriver::nwfilter_lookup_by_uuid(
    NwfilterLookupByUuidArgs args) {
    NwfilterLookupByUuidRet ret;
    ret.nwfilter = ref(*filters_->by_uuid(args.uuid));
    co_return ret;
}

Task<NwfilterGetXmlDescRet> TestNwfilterDriver::nwfilter_get_xml_desc(NwfilterGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testNWFilterGetXMLDesc");
    NwfilterGetXmlDescRet ret;
    ret.xml = conf::format(*filters_->by_uuid(args.nwfilter.uuid));
    co_return ret;
}

Task<NwfilterDefineXmlRet> TestNwfilterDriver::nwfilter_define_xml(NwfilterDefineXmlArgs args) {
    NwfilterDefineXmlRet ret;
    ret.nwfilter = ref(*filters_->define(conf::parse_nwfilter(args.xml)));
    co_return ret;
}

Task<NwfilterDefineXmlFlagsRet> TestNwfilterDriver::nwfilter_define_xml_flags(
    NwfilterDefineXmlFlagsArgs args) {
    fail.unless_flags(args.flags, define::validate, "testNWFilterDefineXMLFlags");
    const bool checks = (args.flags & define::validate) != 0;
    NwfilterDefineXmlFlagsRet ret;
    ret.nwfilter = ref(*filters_->define(conf::parse_nwfilter(args.xml, checks)));
    co_return ret;
}

Task<void> TestNwfilterDriver::nwfilter_undefine(NwfilterUndefineArgs args) {
    filters_->undefine(*filters_->by_uuid(args.nwfilter.uuid));
    co_return;
}

// bindings

Task<ConnectListAllNwfilterBindingsRet> TestNwfilterDriver::connect_list_all_nwfilter_bindings(
    ConnectListAllNwfilterBindingsArgs args) {
    fail.unless_flags(args.flags, 0, "testConnectListAllNWFilterBindings");
    ConnectListAllNwfilterBindingsRet ret;
    ret.ret = static_cast<std::uint32_t>(filters_->bindings().size());
    if (args.need_results == 0) co_return ret;
    for (const auto& entry : filters_->bindings())
        ret.bindings.push_back(ref(*entry.object));
    co_return ret;
}

Task<NwfilterBindingLookupByPortDevRet> TestNwfilterDriver::nwfilter_binding_lookup_by_port_dev(
    NwfilterBindingLookupByPortDevArgs args) {
    NwfilterBindingLookupByPortDevRet ret;
    ret.nwfilter = ref(*filters_->binding(args.name));
    co_return ret;
}

Task<NwfilterBindingGetXmlDescRet> TestNwfilterDriver::nwfilter_binding_get_xml_desc(
    NwfilterBindingGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "testNWFilterBindingGetXMLDesc");
    NwfilterBindingGetXmlDescRet ret;
    ret.xml = conf::format(*filters_->binding(args.nwfilter.portdev));
    co_return ret;
}

Task<NwfilterBindingCreateXmlRet> TestNwfilterDriver::nwfilter_binding_create_xml(
    NwfilterBindingCreateXmlArgs args) {
    fail.unless_flags(args.flags, define::validate, "testNWFilterBindingCreateXML");
    const bool checks = (args.flags & define::validate) != 0;
    NwfilterBindingCreateXmlRet ret;
    ret.nwfilter = ref(*filters_->bind(conf::parse_nwfilter_binding(args.xml, checks)));
    co_return ret;
}

Task<void> TestNwfilterDriver::nwfilter_binding_delete(NwfilterBindingDeleteArgs args) {
    filters_->unbind(*filters_->binding(args.nwfilter.portdev));
    co_return;
}

}  // namespace virtd::test
