// <disk>: one drive of a guest.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "base/rare.hpp"
#include "conf/devices/storage_source.hpp"

namespace virtd::conf {

enum class DiskDevice { disk, cdrom, floppy, lun };
enum class DiskBus { ide, fdc, scsi, virtio, xen, usb, uml, sata, sd };
enum class DiskModel { default_, virtio, virtio_transitional, virtio_non_transitional };
enum class DiskCache { default_, none, writethrough, writeback, directsync, unsafe };
enum class ErrorPolicy { default_, stop, report, ignore, enospace };
enum class DiskIo { native, threads, io_uring };
enum class Discard { unmap, ignore };
enum class DetectZeroes { off, on, unmap };
enum class Sgio { filtered, unfiltered };
enum class DiskSnapshot { no, internal, external, manual };
enum class DiskTray { closed, open };
enum class GeometryTranslation { none, auto_, lba };

struct DiskDriver {
    std::optional<std::string> name;
    std::optional<StorageFormat> format;
    DiskCache cache = DiskCache::default_;
    std::optional<ErrorPolicy> error_policy;
    std::optional<ErrorPolicy> rerror_policy;
    std::optional<DiskIo> io;
    std::optional<OnOff> ioeventfd;
    std::optional<OnOff> event_idx;
    std::optional<OnOff> copy_on_read;
    std::optional<Discard> discard;
    std::optional<std::uint32_t> iothread;
    std::optional<DetectZeroes> detect_zeroes;
    std::uint32_t queues = 0;
    std::uint32_t queue_size = 0;
    VirtioOptions virtio;
    MetadataCache metadata_cache;

    bool operator==(const DiskDriver&) const = default;
};

struct DiskGeometry {
    std::uint32_t cylinders = 0;
    std::uint32_t heads = 0;
    std::uint32_t sectors = 0;
    std::optional<GeometryTranslation> translation;

    bool operator==(const DiskGeometry&) const = default;
};

struct BlockSizes {
    std::uint32_t logical = 0;
    std::uint32_t physical = 0;

    bool operator==(const BlockSizes&) const = default;
};

struct DiskTarget {
    bool is_missing = false;  // refused when the whole guest has been read
    std::string dev;
    std::optional<DiskBus> bus;
    std::optional<DiskTray> tray;
    std::optional<OnOff> removable;
    std::uint32_t rotation_rate = 0;  // 1: solid state

    bool operator==(const DiskTarget&) const = default;
};

/// Bytes or operations a second, reading, writing, and both together.
struct DiskRates {
    std::uint64_t total = 0;
    std::uint64_t read = 0;
    std::uint64_t write = 0;

    bool operator==(const DiskRates&) const = default;
};

struct DiskIoTune {
    DiskRates bytes;
    DiskRates iops;
    DiskRates bytes_max;
    DiskRates iops_max;
    std::uint64_t size_iops = 0;
    std::string group;
    DiskRates bytes_max_length;  // seconds
    DiskRates iops_max_length;

    bool operator==(const DiskIoTune&) const = default;
};

/// Limits that several disks share: a group of the guest's <throttlegroups>.
struct ThrottleFilter {
    std::string group;

    bool operator==(const ThrottleFilter&) const = default;
};

struct DiskTransient {
    std::optional<YesNo> share_backing;

    bool operator==(const DiskTransient&) const = default;
};

/// A copy in progress: exists for running guests only.
struct DiskMirror {
    std::string job;
    std::optional<std::string> ready;
    ImageFormat format;
    StorageSource source;
    Rare<BackingStore> backing_store;

    bool operator==(const DiskMirror&) const = default;
};

struct Disk {
    StorageSource source;
    DiskDevice device = DiskDevice::disk;
    std::optional<DiskModel> model;
    std::optional<YesNo> rawio;
    std::optional<Sgio> sgio;
    std::optional<DiskSnapshot> snapshot;
    DiskDriver driver;
    Rare<StorageAuth> auth;  // where old documents have it; else in the source
    Rare<BackingStore> backing_store;
    std::optional<std::string> backend_domain;
    DiskGeometry geometry;
    BlockSizes block_sizes;
    Rare<DiskMirror> mirror;
    DiskTarget target;
    DiskIoTune iotune;
    std::vector<ThrottleFilter> throttle_filters;
    bool readonly = false;
    bool shareable = false;
    std::optional<DiskTransient> transient;
    std::optional<std::string> serial;
    std::optional<std::string> wwn;
    std::optional<std::string> vendor;
    std::optional<std::string> product;
    Rare<StorageEncryption> encryption;  // where old documents have it
    DeviceInfo info;

    bool operator==(const Disk&) const = default;
};

/// "disk" for messages: the word of its bus.
std::string_view bus_word(DiskBus bus);
std::string_view device_word(DiskDevice device);
std::string_view model_word(DiskModel model);
std::string_view policy_word(ErrorPolicy policy);

extern const xml::Element<DiskIoTune> disk_iotune_xml;
extern const xml::Element<Disk> disk_xml;

}  // namespace virtd::conf
