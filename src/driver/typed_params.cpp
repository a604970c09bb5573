// SPDX-License-Identifier: LGPL-2.1-or-later
#include "driver/typed_params.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"

namespace virtd::driver {

namespace {

constexpr Fail fail{Origin::none};

constexpr std::string_view type_names[] = {"int",    "uint",    "llong", "ullong",
                                           "double", "boolean", "string"};

const ParamKey& key_of(const TypedParam& param, std::span<const ParamKey> keys) {
    const auto key = std::ranges::find(keys, param.field, &ParamKey::name);
    if (key == keys.end()) {
        fail(Errc::argument_unsupported, "parameter '{}' not supported", param.field);
    }
    return *key;
}

void check_type(const TypedParam& param, const ParamKey& key) {
    const auto expected = static_cast<std::size_t>(key.type);
    if (param.value.index() == expected) return;
    fail(Errc::invalid_arg, "invalid type '{}' for parameter '{}', expected '{}'",
         type_names[param.value.index()], param.field, type_names[expected]);
}

}  // namespace

void validate(std::span<const TypedParam> params, std::span<const ParamKey> keys) {
    // by name, as the reference does: with several mistakes the first one in this order counts
    std::vector<const TypedParam*> sorted;
    for (const TypedParam& param : params)
        sorted.push_back(&param);
    const auto name = [](const TypedParam* param) -> std::string_view { return param->field; };
    std::ranges::stable_sort(sorted, {}, name);

    std::string_view last;
    for (const TypedParam* param : sorted) {
        const ParamKey& key = key_of(*param, keys);
        if (param->field == last) {
            fail(Errc::invalid_arg, "parameter '{}' occurs multiple times", param->field);
        }
        check_type(*param, key);
        last = param->field;
    }
}

}  // namespace virtd::driver
