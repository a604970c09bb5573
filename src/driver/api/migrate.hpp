// What the public calls about migration take and answer; the members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/types.hpp"

namespace virtd::driver {

struct DomainMigratePrepareArgs {
    std::optional<std::string> uri_in;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;

    bool operator==(const DomainMigratePrepareArgs&) const = default;
};

struct DomainMigratePrepareRet {
    Opaque<4194304> cookie;
    std::optional<std::string> uri_out;

    bool operator==(const DomainMigratePrepareRet&) const = default;
};

struct DomainMigratePerformArgs {
    DomainRef dom;
    Opaque<4194304> cookie;
    std::string uri;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;

    bool operator==(const DomainMigratePerformArgs&) const = default;
};

struct DomainMigrateFinishArgs {
    std::string dname;
    Opaque<4194304> cookie;
    std::string uri;
    std::uint64_t flags = 0;

    bool operator==(const DomainMigrateFinishArgs&) const = default;
};

struct DomainMigrateFinishRet {
    DomainRef ddom;

    bool operator==(const DomainMigrateFinishRet&) const = default;
};

struct DomainMigratePrepare2Args {
    std::optional<std::string> uri_in;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;
    std::string dom_xml;

    bool operator==(const DomainMigratePrepare2Args&) const = default;
};

struct DomainMigratePrepare2Ret {
    Opaque<4194304> cookie;
    std::optional<std::string> uri_out;

    bool operator==(const DomainMigratePrepare2Ret&) const = default;
};

struct DomainMigrateFinish2Args {
    std::string dname;
    Opaque<4194304> cookie;
    std::string uri;
    std::uint64_t flags = 0;
    std::int32_t retcode = 0;

    bool operator==(const DomainMigrateFinish2Args&) const = default;
};

struct DomainMigrateFinish2Ret {
    DomainRef ddom;

    bool operator==(const DomainMigrateFinish2Ret&) const = default;
};

struct DomainMigratePrepareTunnelArgs {
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;
    std::string dom_xml;

    bool operator==(const DomainMigratePrepareTunnelArgs&) const = default;
};

struct DomainMigrateGetMaxDowntimeArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateGetMaxDowntimeArgs&) const = default;
};

struct DomainMigrateGetMaxDowntimeRet {
    std::uint64_t downtime = 0;

    bool operator==(const DomainMigrateGetMaxDowntimeRet&) const = default;
};

struct DomainMigrateSetMaxDowntimeArgs {
    DomainRef dom;
    std::uint64_t downtime = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateSetMaxDowntimeArgs&) const = default;
};

struct DomainMigrateGetCompressionCacheArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateGetCompressionCacheArgs&) const = default;
};

struct DomainMigrateGetCompressionCacheRet {
    std::uint64_t cache_size = 0;

    bool operator==(const DomainMigrateGetCompressionCacheRet&) const = default;
};

struct DomainMigrateSetCompressionCacheArgs {
    DomainRef dom;
    std::uint64_t cache_size = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateSetCompressionCacheArgs&) const = default;
};

struct DomainMigrateSetMaxSpeedArgs {
    DomainRef dom;
    std::uint64_t bandwidth = 0;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateSetMaxSpeedArgs&) const = default;
};

struct DomainMigrateGetMaxSpeedArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateGetMaxSpeedArgs&) const = default;
};

struct DomainMigrateGetMaxSpeedRet {
    std::uint64_t bandwidth = 0;

    bool operator==(const DomainMigrateGetMaxSpeedRet&) const = default;
};

struct DomainMigrateBegin3Args {
    DomainRef dom;
    std::optional<std::string> xmlin;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;

    bool operator==(const DomainMigrateBegin3Args&) const = default;
};

struct DomainMigrateBegin3Ret {
    Opaque<4194304> cookie_out;
    std::string xml;

    bool operator==(const DomainMigrateBegin3Ret&) const = default;
};

struct DomainMigratePrepare3Args {
    Opaque<4194304> cookie_in;
    std::optional<std::string> uri_in;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;
    std::string dom_xml;

    bool operator==(const DomainMigratePrepare3Args&) const = default;
};

struct DomainMigratePrepare3Ret {
    Opaque<4194304> cookie_out;
    std::optional<std::string> uri_out;

    bool operator==(const DomainMigratePrepare3Ret&) const = default;
};

struct DomainMigratePrepareTunnel3Args {
    Opaque<4194304> cookie_in;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;
    std::string dom_xml;

    bool operator==(const DomainMigratePrepareTunnel3Args&) const = default;
};

struct DomainMigratePrepareTunnel3Ret {
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigratePrepareTunnel3Ret&) const = default;
};

struct DomainMigratePerform3Args {
    DomainRef dom;
    std::optional<std::string> xmlin;
    Opaque<4194304> cookie_in;
    std::optional<std::string> dconnuri;
    std::optional<std::string> uri;
    std::uint64_t flags = 0;
    std::optional<std::string> dname;
    std::uint64_t resource = 0;

    bool operator==(const DomainMigratePerform3Args&) const = default;
};

struct DomainMigratePerform3Ret {
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigratePerform3Ret&) const = default;
};

struct DomainMigrateFinish3Args {
    std::string dname;
    Opaque<4194304> cookie_in;
    std::optional<std::string> dconnuri;
    std::optional<std::string> uri;
    std::uint64_t flags = 0;
    std::int32_t cancelled = 0;

    bool operator==(const DomainMigrateFinish3Args&) const = default;
};

struct DomainMigrateFinish3Ret {
    DomainRef dom;
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigrateFinish3Ret&) const = default;
};

struct DomainMigrateConfirm3Args {
    DomainRef dom;
    Opaque<4194304> cookie_in;
    std::uint64_t flags = 0;
    std::int32_t cancelled = 0;

    bool operator==(const DomainMigrateConfirm3Args&) const = default;
};

struct DomainMigrateBegin3ParamsArgs {
    DomainRef dom;
    List<TypedParam, 64> params;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateBegin3ParamsArgs&) const = default;
};

struct DomainMigrateBegin3ParamsRet {
    Opaque<4194304> cookie_out;
    std::string xml;

    bool operator==(const DomainMigrateBegin3ParamsRet&) const = default;
};

struct DomainMigratePrepare3ParamsArgs {
    List<TypedParam, 64> params;
    Opaque<4194304> cookie_in;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigratePrepare3ParamsArgs&) const = default;
};

struct DomainMigratePrepare3ParamsRet {
    Opaque<4194304> cookie_out;
    std::optional<std::string> uri_out;

    bool operator==(const DomainMigratePrepare3ParamsRet&) const = default;
};

struct DomainMigratePrepareTunnel3ParamsArgs {
    List<TypedParam, 64> params;
    Opaque<4194304> cookie_in;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigratePrepareTunnel3ParamsArgs&) const = default;
};

struct DomainMigratePrepareTunnel3ParamsRet {
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigratePrepareTunnel3ParamsRet&) const = default;
};

struct DomainMigratePerform3ParamsArgs {
    DomainRef dom;
    std::optional<std::string> dconnuri;
    List<TypedParam, 64> params;
    Opaque<4194304> cookie_in;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigratePerform3ParamsArgs&) const = default;
};

struct DomainMigratePerform3ParamsRet {
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigratePerform3ParamsRet&) const = default;
};

struct DomainMigrateFinish3ParamsArgs {
    List<TypedParam, 64> params;
    Opaque<4194304> cookie_in;
    std::uint32_t flags = 0;
    std::int32_t cancelled = 0;

    bool operator==(const DomainMigrateFinish3ParamsArgs&) const = default;
};

struct DomainMigrateFinish3ParamsRet {
    DomainRef dom;
    Opaque<4194304> cookie_out;

    bool operator==(const DomainMigrateFinish3ParamsRet&) const = default;
};

struct DomainMigrateConfirm3ParamsArgs {
    DomainRef dom;
    List<TypedParam, 64> params;
    Opaque<4194304> cookie_in;
    std::uint32_t flags = 0;
    std::int32_t cancelled = 0;

    bool operator==(const DomainMigrateConfirm3ParamsArgs&) const = default;
};

struct DomainMigrateStartPostCopyArgs {
    DomainRef dom;
    std::uint32_t flags = 0;

    bool operator==(const DomainMigrateStartPostCopyArgs&) const = default;
};

}  // namespace virtd::driver
