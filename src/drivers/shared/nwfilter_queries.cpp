// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/nwfilter_queries.hpp"

#include "base/error.hpp"
#include "drivers/shared/described.hpp"

namespace virtd::shared {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::nwfilter};

NwfilterBindingIdentity identity_of(const conf::NwFilterBinding& binding) {
    return {binding.port, binding.link, binding.filter.filter};
}

}  // namespace

Task<NwfilterRef> NwfilterQueries::identify_nwfilter(NwfilterKey key) {
    if (const auto* const asked = std::get_if<NwfilterRef>(&key)) {
        co_return ref(*filters_->by_uuid(asked->uuid));
    }
    if (const auto* const name = std::get_if<std::string>(&key)) {
        co_return ref(*filters_->by_name(*name));
    }
    std::string& xml = std::get<Document>(key).xml;
    const auto parse = [](const std::string& text) { return ref(conf::parse_nwfilter(text)); };
    auto [found, has_uuid] = co_await described(pool_, std::move(xml), parse);
    if (!has_uuid) {
        const auto known = filters_->all().find(found.name);
        found.uuid = known ? known->definition->uuid : Uuid();
    }
    co_return found;
}

Task<NwfilterBindingIdentity> NwfilterQueries::identify_nwfilter_binding(NwfilterBindingKey key) {
    if (const auto* const ref = std::get_if<NwfilterBindingRef>(&key)) {
        co_return identity_of(*filters_->binding(ref->portdev));
    }
    const auto parse = [](const std::string& xml) { return conf::parse_nwfilter_binding(xml); };
    std::string& xml = std::get<Document>(key).xml;
    co_return identity_of(co_await parsed(pool_, std::move(xml), parse));
}

Task<ConnectNumOfNwfiltersRet> NwfilterQueries::connect_num_of_nwfilters() {
    ConnectNumOfNwfiltersRet ret;
    ret.num = static_cast<std::int32_t>(filters_->all().size());
    co_return ret;
}

Task<ConnectListNwfiltersRet> NwfilterQueries::connect_list_nwfilters(
    ConnectListNwfiltersArgs args) {
    ConnectListNwfiltersRet ret;
    for (const auto& entry : filters_->all()) {
        if (static_cast<std::int64_t>(ret.names.size()) >= args.maxnames) break;
        ret.names.push_back(entry.name);
    }
    co_return ret;
}

Task<ConnectListAllNwfiltersRet> NwfilterQueries::connect_list_all_nwfilters(
    ConnectListAllNwfiltersArgs args) {
    fail.unless_flags(args.flags, 0, "nwfilterConnectListAllNWFilters");
    ConnectListAllNwfiltersRet ret;
    ret.ret = static_cast<std::uint32_t>(filters_->all().size());
    if (args.need_results == 0) co_return ret;
    for (const auto& entry : filters_->all())
        ret.filters.push_back(ref(*entry.object->definition));
    co_return ret;
}

Task<NwfilterLookupByNameRet> NwfilterQueries::nwfilter_lookup_by_name(
    NwfilterLookupByNameArgs args) {
    NwfilterLookupByNameRet ret;
    ret.nwfilter = ref(*filters_->by_name(args.name));
    co_return ret;
}

Task<NwfilterLookupByUuidRet> NwfilterQueries::nwfilter_lookup_by_uuid(
    NwfilterLookupByUuidArgs args) {
    NwfilterLookupByUuidRet ret;
    ret.nwfilter = ref(*filters_->by_uuid(args.uuid));
    co_return ret;
}

Task<NwfilterGetXmlDescRet> NwfilterQueries::nwfilter_get_xml_desc(NwfilterGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "nwfilterGetXMLDesc");
    NwfilterGetXmlDescRet ret;
    ret.xml = co_await printed(pool_, filters_->by_uuid(args.nwfilter.uuid));
    co_return ret;
}

// bindings

Task<ConnectListAllNwfilterBindingsRet> NwfilterQueries::connect_list_all_nwfilter_bindings(
    ConnectListAllNwfilterBindingsArgs args) {
    fail.unless_flags(args.flags, 0, "nwfilterConnectListAllNWFilterBindings");
    ConnectListAllNwfilterBindingsRet ret;
    ret.ret = static_cast<std::uint32_t>(filters_->bindings().size());
    if (args.need_results == 0) co_return ret;
    for (const auto& entry : filters_->bindings())
        ret.bindings.push_back(ref(*entry.object));
    co_return ret;
}

Task<NwfilterBindingLookupByPortDevRet> NwfilterQueries::nwfilter_binding_lookup_by_port_dev(
    NwfilterBindingLookupByPortDevArgs args) {
    NwfilterBindingLookupByPortDevRet ret;
    ret.nwfilter = ref(*filters_->binding(args.name));
    co_return ret;
}

Task<NwfilterBindingGetXmlDescRet> NwfilterQueries::nwfilter_binding_get_xml_desc(
    NwfilterBindingGetXmlDescArgs args) {
    fail.unless_flags(args.flags, 0, "nwfilterBindingGetXMLDesc");
    NwfilterBindingGetXmlDescRet ret;
    ret.xml = co_await printed(pool_, filters_->binding(args.nwfilter.portdev));
    co_return ret;
}

}  // namespace virtd::shared
