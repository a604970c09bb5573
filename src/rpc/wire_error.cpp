// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/wire_error.hpp"

#include "rpc/bodies.hpp"
#include "rpc/xdr.hpp"

namespace virtd::rpc {

void encode_error(std::string& out, const Error& error) {
    const Error::Fields& fields = error.fields();
    encode(out, ErrorBody{.code = static_cast<std::int32_t>(fields.code),
                          .domain = static_cast<std::int32_t>(fields.origin),
                          .message = fields.message,
                          .level = static_cast<std::int32_t>(fields.level),
                          .str1 = fields.str1,
                          .str2 = fields.str2,
                          .str3 = fields.str3,
                          .int1 = fields.int1,
                          .int2 = fields.int2});
}

}  // namespace virtd::rpc
