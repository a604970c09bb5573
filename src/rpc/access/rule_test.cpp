// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/rule.hpp"

#include <doctest/doctest.h>

#include "rpc/procedure.hpp"
#include "rpc/programs.hpp"

namespace virtd::rpc {

namespace {

bool applies(const char* rule, std::uint64_t flags, std::uint64_t source = 0) {
    return parse_access_rule(rule).applies_to({.flags = flags, .source = source});
}

std::size_t rules_in(std::span<const Procedure> rows) {
    std::size_t count = 0;
    for (const Procedure& row : rows) {
        for (const std::string_view text : row.permissions) {
            if (text.empty()) continue;
            CAPTURE(text);
            CHECK_NOTHROW(parse_access_rule(text));
            ++count;
        }
        if (!row.filter.empty()) CHECK_NOTHROW(parse_access_rule(row.filter));
    }
    return count;
}

}  // namespace

TEST_CASE("access rule: an object and a permission hold always") {
    const AccessRule rule = parse_access_rule("storage_vol:data_read");
    CHECK(rule.kind == AccessKind::storage_vol);
    CHECK(rule.object == "storage_vol");
    CHECK(rule.permission == "data_read");
    CHECK(rule.applies_to({}));
    CHECK(rule.applies_to({.flags = 0xffff, .source = 7}));
    CHECK_FALSE(rule.about_result());
    CHECK(parse_access_rule("domain:getattr").about_result());
    CHECK_FALSE(parse_access_rule("connect:getattr").about_result());
}

TEST_CASE("access rule: flags, their absence, and another parameter decide whether it holds") {
    const char* config = "domain:save:VIR_DOMAIN_AFFECT_CONFIG";
    CHECK_FALSE(applies(config, 0));
    CHECK_FALSE(applies(config, 1));
    CHECK(applies(config, 2));
    CHECK(applies(config, 3));
    const char* neither = "domain:save:!VIR_DOMAIN_AFFECT_CONFIG|VIR_DOMAIN_AFFECT_LIVE";
    CHECK(applies(neither, 0));
    CHECK(applies(neither, 4));
    CHECK_FALSE(applies(neither, 1));
    CHECK_FALSE(applies(neither, 2));
    const char* agent = "domain:write::source:VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT";
    CHECK_FALSE(applies(agent, 0, 0));
    CHECK(applies(agent, 0, 1));
    CHECK_FALSE(applies(agent, 0, 2));
}

TEST_CASE("access rule: unknown objects, permissions, flags and parameters are refused") {
    for (const char* wrong :
         {"", "domain", "guest:read", "domain:", "domain:fly", "network:fs_trim",
          "domain:save:VIR_DOMAIN_AFFECT_NOTHING", "domain:write::target:VIR_DOMAIN_AFFECT_LIVE",
          "domain:write::source:1"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(parse_access_rule(wrong), std::invalid_argument);
    }
}

TEST_CASE("access rule: those of all rows name what exists") {
    std::size_t rules = 0;
    Families families = remote_rows();
    families.insert(families.end(), {qemu_rows(), lxc_rows()});
    for (const auto rows : families)
        rules += rules_in(rows);
    CHECK(rules > 400);
}

TEST_CASE("access rule: there are as many permissions as actions of polkit") {
    std::size_t permissions = 0;
    for (const access::Object& object : access::objects) {
        for (const std::string_view permission : object.permissions)
            permissions += permission.empty() ? 0 : 1;
    }
    CHECK(permissions == 105);
}

}  // namespace virtd::rpc
