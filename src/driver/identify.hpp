// What calls say about objects, and what the driver names them: access control decides by that.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "driver/types.hpp"

// The drivers' methods identify_...() take a key, with which a call points to an object, and answer
// with the object's real names. They find it as the call itself does, and throw what the call would
// throw when there is none. What a document describes may be new; where it says no uuid, and the
// driver does not know it either, the uuid is all zero. Drivers whose calls are checked
// (driver::Drivers::access_driver) implement those of all their objects: what cannot be identified
// is refused.

namespace virtd::driver {

/// Describes an object, which may exist already.
struct Document {
    std::string xml;
};

/// The name replaces that of the document; empty: it does not.
struct DomainDocument {
    std::string xml;
    std::string name;
};

/// The path of a file with the memory of a domain.
struct SavedDomain {
    std::string path;
};

/// A hypervisor that somebody else has started.
struct DomainProcess {
    std::uint32_t id = 0;
};

struct NetworkPortDocument {
    NetworkRef network;
    std::string xml;
};

struct StorageVolDocument {
    StoragePoolRef pool;
    std::string xml;
};

// A string is a name; a number is the id of a running domain.
using DomainKey =
    std::variant<DomainRef, std::string, std::int32_t, DomainDocument, SavedDomain, DomainProcess>;
using InterfaceKey = std::variant<std::string, Document>;
using NetworkKey = std::variant<NetworkRef, std::string, Document>;
using NetworkPortKey = std::variant<NetworkPortRef, NetworkPortDocument>;
using NodeDeviceKey = std::variant<std::string, Document>;
using NwfilterKey = std::variant<NwfilterRef, std::string, Document>;
using NwfilterBindingKey = std::variant<NwfilterBindingRef, Document>;
using SecretKey = std::variant<SecretRef, Document>;
using StoragePoolKey = std::variant<StoragePoolRef, std::string, Document>;
using StorageVolKey = std::variant<StorageVolRef, StorageVolDocument>;

/// The references of the protocol lack what rules may look at.
struct StorageVolIdentity {
    StoragePoolRef pool;
    std::string name;
    std::string key;  // empty: it has none yet

    bool operator==(const StorageVolIdentity&) const = default;
};

struct NwfilterBindingIdentity {
    std::string portdev;
    std::string linkdev;
    std::string filtername;

    bool operator==(const NwfilterBindingIdentity&) const = default;
};

}  // namespace virtd::driver
