// <filesystem>: directories of the host that a guest sees.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>

#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

enum class FilesystemType { mount, block, file, template_, ram, bind, volume };
enum class FilesystemDriverType { path, handle, loop, nbd, ploop, virtiofs };
enum class AccessMode { passthrough, mapped, squash };
enum class FilesystemModel { default_, virtio, virtio_transitional, virtio_non_transitional };
enum class Multidevs { default_, remap, forbid, warn };
enum class WritePolicy { default_, immediate };
enum class FilesystemCache { none, always };
enum class Sandbox { namespace_, chroot };

struct FilesystemDriver {
    std::optional<FilesystemDriverType> type;
    std::optional<StorageFormat> format;
    WritePolicy wrpolicy = WritePolicy::default_;
    std::uint64_t queue = 0;
    VirtioOptions virtio;

    bool operator==(const FilesystemDriver&) const = default;
};

/// How to run virtiofsd.
struct FilesystemBinary {
    std::optional<std::string> path;
    std::optional<OnOff> xattr;
    std::optional<FilesystemCache> cache;
    std::optional<Sandbox> sandbox;
    std::optional<OnOff> posix_lock;
    std::optional<OnOff> flock;
    std::optional<std::uint32_t> threads;

    bool operator==(const FilesystemBinary&) const = default;
};

struct Filesystem {
    FilesystemType type = FilesystemType::mount;
    std::optional<AccessMode> accessmode;  // a socket's server decides for itself
    std::optional<FilesystemModel> model;
    Multidevs multidevs = Multidevs::default_;
    std::uint32_t fmode = 0;
    std::uint32_t dmode = 0;
    FilesystemDriver driver;
    FilesystemBinary binary;
    std::string source;                 // what it is depends on the type
    std::optional<std::string> socket;  // of a virtiofsd that somebody else runs
    VolumeSource volume;
    std::uint64_t usage = 0;  // KiB
    std::string target;
    bool readonly = false;
    std::uint64_t hard_limit = 0;  // bytes
    std::uint64_t soft_limit = 0;  // bytes
    DeviceInfo info;

    bool operator==(const Filesystem&) const = default;
};

extern const xml::Element<Filesystem> filesystem_xml;

}  // namespace virtd::conf
