// Lists of named values, as tuning calls take and give them.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "driver/types.hpp"

namespace virtd::driver {

/// virTypedParameterType is this plus one: the alternatives of TypedValue in order.
enum class ParamType : std::size_t { int_, uint, llong, ullong, double_, boolean, string };

/// A parameter that a call knows.
struct ParamKey {
    std::string_view name;
    ParamType type;
};

/// Throws unless each parameter is one of `keys`, has its type and occurs once.
void validate(std::span<const TypedParam> params, std::span<const ParamKey> keys);

/// The value of a validated parameter; T is its alternative of TypedValue.
template <class T>
const T* find_param(std::span<const TypedParam> params, std::string_view name) {
    for (const TypedParam& param : params)
        if (param.field == name) return std::get_if<T>(&param.value);
    return nullptr;
}

template <class T>
TypedParam param(std::string_view name, T value) {
    return {std::string(name), TypedValue(std::in_place_type<T>, std::move(value))};
}

/// The same at the end of a list, made in its place.
template <class T>
void add_param(std::vector<TypedParam>& params, std::string_view name, T value) {
    TypedParam& added = params.emplace_back();
    added.field = name;
    added.value.emplace<T>(std::move(value));
}

/// What calls do that tell in a first round how many parameters there are: nothing but the
/// number when none are asked for, else as many as fit.
template <class Ret>
Ret counted(std::vector<TypedParam> params, std::int32_t wanted) {
    Ret ret;
    if (wanted == 0) {
        ret.nparams = static_cast<std::int32_t>(params.size());
        return ret;
    }
    if (wanted > 0 && params.size() > static_cast<std::size_t>(wanted)) {
        params.resize(static_cast<std::size_t>(wanted));
    }
    ret.params = std::move(params);
    return ret;
}

}  // namespace virtd::driver
