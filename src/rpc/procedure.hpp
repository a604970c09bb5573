// A row of the procedure tables: everything the wire layer knows about one call.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "rpc/access/rule.hpp"

namespace virtd::rpc {

class Call;

/// High calls never wait for a guest. Both kinds run on the loop; admin and metrics show it.
enum class Priority : std::uint8_t { low, high };

/// May a read-only connection make the call? deny_if: it depends on an argument, see
/// rpc/read_only.cpp.
enum class ReadOnly : std::uint8_t { allow, deny, deny_if };

/// The direction as the client sees it.
enum class StreamKind : std::uint8_t { none, read, write };

/// Rules "object:permission[:flag[:parameter:value]]", WIRE.md section 8.
using Permissions = std::array<std::string_view, 4>;

/// Starts the work of a call: decodes the arguments, asks the driver, answers the call.
/// Failures are thrown, now or later inside the call's task.
struct Handler {
    using Serve = void (*)(Call& call);

    constexpr Handler() = default;
    constexpr Handler(std::nullptr_t) {}                    // NOLINT(google-explicit-constructor)
    constexpr Handler(Serve function) : serve(function) {}  // NOLINT(google-explicit-constructor)

    void operator()(Call& call) const { serve(call); }
    bool operator==(std::nullptr_t) const { return serve == nullptr; }

    Serve serve = nullptr;
    bool by_hand = true;  // no driver method, and about nothing but the connection
    // Objects that access control gets to see of a driver method.
    AccessKind named = AccessKind::none;   // by the arguments
    AccessKind found = AccessKind::none;   // by the result
    AccessKind listed = AccessKind::none;  // by the items of the result
};

struct Procedure {
    std::int32_t number = 0;
    std::string_view name;
    std::string_view api;    // the public function it serves; empty for calls between libraries
    std::string_view since;  // the release that introduced that function
    Priority priority = Priority::low;
    ReadOnly read_only = ReadOnly::allow;
    Handler handler = nullptr;  // null for events
    Permissions permissions;    // all that apply must be granted
    std::string_view filter;    // permission without which list entries and events vanish
    bool needs_auth = true;
    bool needs_open = true;
    StreamKind stream = StreamKind::none;
    std::uint32_t sparse_flag = 0;  // the bit of `flags` that asks for holes

    // What few rows have is said behind the row: row(...).filtered("domain:getattr").

    consteval Procedure filtered(std::string_view permission) const {
        const AccessKind kind = parse_access_rule(permission).kind;
        if (!handler.by_hand && handler.listed != kind) {
            throw std::invalid_argument("the call lists no such objects");
        }
        Procedure changed = *this;
        changed.filter = permission;
        return changed;
    }
    consteval Procedure before_auth() const {
        Procedure changed = *this;
        changed.needs_auth = false;
        return changed;
    }
    consteval Procedure before_open() const {
        Procedure changed = *this;
        changed.needs_open = false;
        return changed;
    }
    consteval Procedure with_stream(StreamKind kind, std::uint32_t flag_for_holes = 0) const {
        Procedure changed = *this;
        changed.stream = kind;
        changed.sparse_flag = flag_for_holes;
        return changed;
    }
};

/// A program is made of several tables.
using Families = std::vector<std::span<const Procedure>>;

/// Rows that name objects their calls do not have would let everybody pass, or nobody; they do not
/// compile.
consteval void check_permissions(const Handler& handler, const Permissions& permissions) {
    for (const std::string_view text : permissions) {
        if (text.empty()) continue;
        const AccessRule rule = parse_access_rule(text);
        if (rule.kind == AccessKind::connect) continue;
        if (rule.kind != (rule.about_result() ? handler.found : handler.named)) {
            throw std::invalid_argument("the call has no such object");
        }
    }
}

consteval Procedure row(std::int32_t number, std::string_view name, Priority priority,
                        ReadOnly read_only, Handler handler, std::string_view api,
                        std::string_view since, Permissions permissions) {
    check_permissions(handler, permissions);
    return {.number = number,
            .name = name,
            .api = api,
            .since = since,
            .priority = priority,
            .read_only = read_only,
            .handler = handler,
            .permissions = permissions};
}

/// What the server sends by itself and nobody calls.
consteval Procedure event(std::int32_t number, std::string_view name) {
    return {.number = number, .name = name};
}

/// Strictly rising, so a number that is given twice does not compile either.
consteval bool sorted_by_number(std::span<const Procedure> table) {
    return std::ranges::is_sorted(table, std::ranges::less_equal{}, &Procedure::number);
}

}  // namespace virtd::rpc
