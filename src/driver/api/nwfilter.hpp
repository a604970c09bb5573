// What the public calls about network filters and their bindings take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct ConnectNumOfNwfiltersRet {
    std::int32_t num = 0;

    bool operator==(const ConnectNumOfNwfiltersRet&) const = default;
};

struct ConnectListNwfiltersArgs {
    std::int32_t maxnames = 0;

    bool operator==(const ConnectListNwfiltersArgs&) const = default;
};

struct ConnectListNwfiltersRet {
    List<std::string, 16384> names;

    bool operator==(const ConnectListNwfiltersRet&) const = default;
};

struct NwfilterLookupByUuidArgs {
    Uuid uuid;

    bool operator==(const NwfilterLookupByUuidArgs&) const = default;
};

struct NwfilterLookupByUuidRet {
    NwfilterRef nwfilter;

    bool operator==(const NwfilterLookupByUuidRet&) const = default;
};

struct NwfilterLookupByNameArgs {
    std::string name;

    bool operator==(const NwfilterLookupByNameArgs&) const = default;
};

struct NwfilterLookupByNameRet {
    NwfilterRef nwfilter;

    bool operator==(const NwfilterLookupByNameRet&) const = default;
};

struct NwfilterDefineXmlArgs {
    std::string xml;

    bool operator==(const NwfilterDefineXmlArgs&) const = default;
};

struct NwfilterDefineXmlRet {
    NwfilterRef nwfilter;

    bool operator==(const NwfilterDefineXmlRet&) const = default;
};

struct NwfilterDefineXmlFlagsArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NwfilterDefineXmlFlagsArgs&) const = default;
};

struct NwfilterDefineXmlFlagsRet {
    NwfilterRef nwfilter;

    bool operator==(const NwfilterDefineXmlFlagsRet&) const = default;
};

struct NwfilterUndefineArgs {
    NwfilterRef nwfilter;

    bool operator==(const NwfilterUndefineArgs&) const = default;
};

struct NwfilterGetXmlDescArgs {
    NwfilterRef nwfilter;
    std::uint32_t flags = 0;

    bool operator==(const NwfilterGetXmlDescArgs&) const = default;
};

struct NwfilterGetXmlDescRet {
    std::string xml;

    bool operator==(const NwfilterGetXmlDescRet&) const = default;
};

struct ConnectListAllNwfiltersArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllNwfiltersArgs&) const = default;
};

struct ConnectListAllNwfiltersRet {
    List<NwfilterRef, 16384> filters;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllNwfiltersRet&) const = default;
};

struct NwfilterBindingLookupByPortDevArgs {
    std::string name;

    bool operator==(const NwfilterBindingLookupByPortDevArgs&) const = default;
};

struct NwfilterBindingLookupByPortDevRet {
    NwfilterBindingRef nwfilter;

    bool operator==(const NwfilterBindingLookupByPortDevRet&) const = default;
};

struct NwfilterBindingCreateXmlArgs {
    std::string xml;
    std::uint32_t flags = 0;

    bool operator==(const NwfilterBindingCreateXmlArgs&) const = default;
};

struct NwfilterBindingCreateXmlRet {
    NwfilterBindingRef nwfilter;

    bool operator==(const NwfilterBindingCreateXmlRet&) const = default;
};

struct NwfilterBindingDeleteArgs {
    NwfilterBindingRef nwfilter;

    bool operator==(const NwfilterBindingDeleteArgs&) const = default;
};

struct NwfilterBindingGetXmlDescArgs {
    NwfilterBindingRef nwfilter;
    std::uint32_t flags = 0;

    bool operator==(const NwfilterBindingGetXmlDescArgs&) const = default;
};

struct NwfilterBindingGetXmlDescRet {
    std::string xml;

    bool operator==(const NwfilterBindingGetXmlDescRet&) const = default;
};

struct ConnectListAllNwfilterBindingsArgs {
    std::int32_t need_results = 0;
    std::uint32_t flags = 0;

    bool operator==(const ConnectListAllNwfilterBindingsArgs&) const = default;
};

struct ConnectListAllNwfilterBindingsRet {
    List<NwfilterBindingRef, 16384> bindings;
    std::uint32_t ret = 0;

    bool operator==(const ConnectListAllNwfilterBindingsRet&) const = default;
};

}  // namespace virtd::driver
