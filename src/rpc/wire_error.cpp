// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/wire_error.hpp"

#include <optional>
#include <string>

#include "rpc/bodies.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

namespace {

// Some errors quote what the client sent. All texts of an error together must fit in a frame, and
// each in a string of the protocol.
constexpr std::size_t longest_text = std::size_t{1} << 20U;

/// Cuts texts that are too long, but no character in two.
std::optional<std::string> bounded(const std::optional<std::string>& text) {
    if (!text || text->size() <= longest_text) return text;
    std::size_t end = longest_text;
    const auto is_inside = [&](std::size_t at) {
        return (static_cast<unsigned char>((*text)[at]) & 0xC0U) == 0x80U;
    };
    while (end > 0 && is_inside(end))
        --end;
    return text->substr(0, end);
}

}  // namespace

void encode_error(std::string& out, const Error& error) {
    const Error::Fields& fields = error.fields();
    encode(out, ErrorBody{.code = static_cast<std::int32_t>(fields.code),
                          .domain = static_cast<std::int32_t>(fields.origin),
                          .message = bounded(fields.message),
                          .level = static_cast<std::int32_t>(fields.level),
                          .str1 = bounded(fields.str1),
                          .str2 = bounded(fields.str2),
                          .str3 = bounded(fields.str3),
                          .int1 = fields.int1,
                          .int2 = fields.int2});
}

}  // namespace virtd::rpc
