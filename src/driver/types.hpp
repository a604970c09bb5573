// The small types that public calls are made of: references to objects, bounded lists, typed parameters.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/uuid.hpp"

namespace virtd::driver {

/// A list that may hold at most Max items on the wire (a limit of the protocol).
template <class T, std::uint32_t Max>
struct List : std::vector<T> {
    using std::vector<T>::vector;
    List(std::vector<T> items) : std::vector<T>(std::move(items)) {}  // NOLINT(google-explicit-constructor)
    static constexpr std::uint32_t max = Max;
};

/// Raw bytes, at most Max of them.
template <std::uint32_t Max>
struct Opaque : std::string {
    using std::string::string;
    Opaque(std::string bytes) : std::string(std::move(bytes)) {}  // NOLINT(google-explicit-constructor)
    static constexpr std::uint32_t max = Max;
};

/// Characters of which each travels as four bytes (XDR type char), at most Max of them.
template <std::uint32_t Max>
struct CharList : std::string {
    using std::string::string;
    CharList(std::string bytes) : std::string(std::move(bytes)) {}  // NOLINT(google-explicit-constructor)
    static constexpr std::uint32_t max = Max;
};

/// Exactly Size characters of which each travels as four bytes; shorter text is filled with zeros.
template <std::uint32_t Size>
struct CharArray : std::array<char, Size> {};

/// id is -1 while the domain is off.
struct DomainRef {
    std::string name;
    Uuid uuid{};
    std::int32_t id = -1;

    bool operator==(const DomainRef&) const = default;
};

struct NetworkRef {
    std::string name;
    Uuid uuid{};

    bool operator==(const NetworkRef&) const = default;
};

struct NetworkPortRef {
    NetworkRef net;
    Uuid uuid{};

    bool operator==(const NetworkPortRef&) const = default;
};

struct NwfilterRef {
    std::string name;
    Uuid uuid{};

    bool operator==(const NwfilterRef&) const = default;
};

struct NwfilterBindingRef {
    std::string portdev;
    std::string filtername;

    bool operator==(const NwfilterBindingRef&) const = default;
};

struct InterfaceRef {
    std::string name;
    std::string mac;

    bool operator==(const InterfaceRef&) const = default;
};

struct StoragePoolRef {
    std::string name;
    Uuid uuid{};

    bool operator==(const StoragePoolRef&) const = default;
};

struct StorageVolRef {
    std::string pool;
    std::string name;
    std::string key;

    bool operator==(const StorageVolRef&) const = default;
};

struct NodeDeviceRef {
    std::string name;

    bool operator==(const NodeDeviceRef&) const = default;
};

struct SecretRef {
    Uuid uuid{};
    std::int32_t usage_type = 0;
    std::string usage_id;

    bool operator==(const SecretRef&) const = default;
};

struct DomainSnapshotRef {
    std::string name;
    DomainRef dom;

    bool operator==(const DomainSnapshotRef&) const = default;
};

struct DomainCheckpointRef {
    std::string name;
    DomainRef dom;

    bool operator==(const DomainCheckpointRef&) const = default;
};

/// A boolean parameter; it travels as a 32-bit integer.
struct TypedBool {
    std::int32_t value = 0;

    bool operator==(const TypedBool&) const = default;
};

/// The index of the alternative plus one is virTypedParameterType.
using TypedValue = std::variant<std::int32_t, std::uint32_t, std::int64_t, std::uint64_t, double,
                                TypedBool, std::string>;

struct TypedParam {
    std::string field;
    TypedValue value;

    bool operator==(const TypedParam&) const = default;
};

enum class AuthType : std::int32_t { none = 0, sasl = 1, polkit = 2 };

}  // namespace virtd::driver
