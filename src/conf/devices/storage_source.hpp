// Where the bytes of a drive come from: files, devices, volumes, the network.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/rare.hpp"
#include "conf/devices/info.hpp"
#include "conf/devices/storage_secret.hpp"
#include "conf/storage/encryption.hpp"

namespace virtd::conf {

struct FileSource {
    std::optional<std::string> file;      // a CD drive may be empty
    std::optional<std::string> fd_group;  // files that a client lends under this name

    bool operator==(const FileSource&) const = default;
};

struct BlockSource {
    std::optional<std::string> dev;

    bool operator==(const BlockSource&) const = default;
};

struct DirSource {
    std::optional<std::string> dir;

    bool operator==(const DirSource&) const = default;
};

enum class NetworkProtocol {
    nbd,
    rbd,
    sheepdog,
    gluster,
    iscsi,
    http,
    https,
    ftp,
    ftps,
    tftp,
    ssh,
    vxhs,
    nfs
};
enum class HostTransport { tcp, unix_, rdma };

struct StorageHost {
    std::optional<std::string> name;
    std::uint32_t port = 0;  // 0: the protocol's own
    HostTransport transport = HostTransport::tcp;
    std::optional<std::string> socket;

    bool operator==(const StorageHost&) const = default;
};

struct HttpCookie {
    std::string name;
    std::string value;

    bool operator==(const HttpCookie&) const = default;
};

struct NfsIdentity {
    std::optional<std::string> user;
    std::optional<std::string> group;

    bool operator==(const NfsIdentity&) const = default;
};

struct NetworkSource {
    NetworkProtocol protocol = NetworkProtocol::nbd;
    std::optional<std::string> name;
    std::optional<std::string> query;
    std::optional<YesNo> tls;
    std::optional<std::string> tls_hostname;
    std::vector<StorageHost> hosts;
    std::optional<std::string> snapshot;
    std::optional<std::string> config;
    std::optional<std::string> initiator;
    std::optional<YesNo> ssl_verify;
    std::vector<HttpCookie> cookies;
    std::uint64_t readahead = 0;  // bytes
    std::uint64_t timeout_seconds = 0;
    Rare<NfsIdentity> identity;

    bool operator==(const NetworkSource&) const = default;
};

enum class VolumeMode { host, direct };

struct VolumeSource {
    std::optional<std::string> pool;
    std::optional<std::string> volume;
    std::optional<VolumeMode> mode;

    bool operator==(const VolumeSource&) const = default;
};

struct NvmeSource {
    std::optional<YesNo> managed;  // yes by default, of disks
    std::uint64_t space = 0;       // number of the namespace on the controller, from 1
    PciAddress address;

    bool operator==(const NvmeSource&) const = default;
};

/// <reconnect>: whether to try again when the other side goes away.
struct Reconnect {
    std::optional<YesNo> enabled;
    std::optional<std::uint32_t> timeout;  // seconds

    bool operator==(const Reconnect&) const = default;
};

struct VhostUserSource {
    std::string path;
    Reconnect reconnect;

    bool operator==(const VhostUserSource&) const = default;
};

using StoragePlace = std::variant<FileSource, BlockSource, DirSource, NetworkSource, VolumeSource,
                                  NvmeSource, VhostUserSource>;

enum class StartupPolicy { mandatory, requisite, optional };

/// A part of the source that the guest sees as the whole.
struct StorageSlice {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    bool operator==(const StorageSlice&) const = default;
};

struct Reservations {
    YesNo managed = YesNo::no;
    std::optional<std::string> path;  // of the helper's socket, when we do not run it

    bool operator==(const Reservations&) const = default;
};

struct StorageSource {
    StoragePlace place;
    std::optional<StartupPolicy> startup_policy;
    std::uint32_t index = 0;  // given when the guest starts
    Rare<StorageSlice> slice;
    std::vector<DeviceSeclabel> seclabels;
    Rare<StorageAuth> auth;
    Rare<StorageEncryption> encryption;
    Rare<Reservations> reservations;

    /// The place if it is of this kind.
    template <class Place>
    const Place* as() const {
        return std::get_if<Place>(&place);
    }
    bool operator==(const StorageSource&) const = default;
};

enum class StorageFormat {
    raw,
    dir,
    bochs,
    cloop,
    dmg,
    iso,
    vpc,
    vdi,
    fat,
    vhd,
    ploop,
    cow,
    qcow,
    qcow2,
    qed,
    vmdk
};

/// <metadata_cache> of a qcow2 image.
struct MetadataCache {
    std::uint64_t max_size = 0;  // bytes

    bool operator==(const MetadataCache&) const = default;
};

struct ImageFormat {
    std::optional<StorageFormat> type;
    MetadataCache metadata_cache;

    bool operator==(const ImageFormat&) const = default;
};

/// One image of a backing chain. The last may say that there is nothing behind it: is_end.
struct BackingStore {
    bool is_end = false;
    ImageFormat format;
    StorageSource source;
    std::unique_ptr<BackingStore> next;

    BackingStore() = default;
    BackingStore(const BackingStore& other);
    BackingStore& operator=(const BackingStore& other);
    BackingStore(BackingStore&&) = default;
    BackingStore& operator=(BackingStore&&) = default;
    ~BackingStore() = default;
    bool operator==(const BackingStore& other) const;
};

/// The path or name that the source is known by, if it has one.
std::optional<std::string> storage_path(const StorageSource& source);
/// Whether it names nothing at all.
bool is_empty(const StorageSource& source);
std::string_view protocol_word(NetworkProtocol protocol);
/// The word for the kind of place.
std::string_view storage_type(const StorageSource& source);

/// type='file', an attribute of the element around <source>; must stand before it.
extern const xml::Element<StorageSource> storage_type_xml;
extern const xml::Element<StorageSource> storage_source_xml;
extern const xml::Element<StorageSource> disk_source_xml;  // it has a startupPolicy
/// Its startupPolicy, which the table above writes only.
extern const xml::Element<StorageSource> startup_policy_xml;
extern const xml::Element<BackingStore> backing_store_xml;
extern const xml::Element<MetadataCache> metadata_cache_xml;
extern const xml::Element<Reconnect> reconnect_xml;
extern const xml::Element<StorageHost> storage_host_xml;

}  // namespace virtd::conf
